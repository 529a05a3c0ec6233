// Words for people about keys and names. Screen's thread.
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace waymark::mobile {

/// "Lena Lead and Dara Deputy"
QString namesText(const std::vector<std::string>& names);
/// "3f2a 91bc …" in groups of four; without its last `hidden` digits, which are typed from the sheet.
QString fingerprintText(const std::string& fingerprint, std::size_t hidden = 0);

}  // namespace waymark::mobile
