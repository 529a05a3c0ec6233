// What somebody has agreed to, as this device knows it: whoever was merged into them speaks too. Pure functions over the mirror; screen's
// thread.
#pragma once

#include "mobile/bridge/mirror.h"
#include "shared/domain/consent.h"

#include <string>
#include <string_view>
#include <vector>

namespace waymark::mobile::read {

/// Every record about this person and purpose.
std::vector<domain::ConsentRecord> consentRecords(const Mirror& mirror, const std::string& person, std::string_view purpose);

domain::Consent consentOf(const Mirror& mirror, const std::string& person, std::string_view purpose, const base::Date& on);

/// Refused or withdrawn; not having been asked is no "no".
bool saidNo(const Mirror& mirror, const std::string& person, std::string_view purpose, const base::Date& on);

}  // namespace waymark::mobile::read
