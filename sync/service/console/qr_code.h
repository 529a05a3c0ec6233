// A QR code as SVG, drawn by libqrencode, with its quiet zone. Dark on light whatever the page's colours: cameras need that.
#pragma once

#include <string>

namespace waymark::service {

/// Empty if the text does not fit into a QR code (about 2,300 bytes). `title` is read out in place of the picture.
std::string qrCodeSvg(const std::string& text, const std::string& title);

}  // namespace waymark::service
