// Bar codes and QR codes in a grey picture: QR, Micro QR and Data Matrix, EAN-8 and -13, UPC-A and -E, Code 39 and 128. By ZXing (docs/adr/0024),
// which ends its process over some pictures: only the program waymark-codes calls this. One thread; nothing is kept.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace waymark::mobile {

/// Of a picture that is looked at, in pixels: reading takes time by the pixel, and a code that is held up fills a good part of the picture.
inline constexpr int kLongestLookedAt = 1280;

struct GreyPicture {
    int width = 0, height = 0;         ///< 1 to kLongestLookedAt each
    std::vector<std::uint8_t> pixels;  ///< width × height, row by row, 0 is black
};

struct FoundCode {
    std::string text;       ///< UTF-8, whatever the code holds
    bool isLinear = false;  ///< bars alone
};

/// What can be read, in any direction, each text once: every square code, and of bars those that lie across the middle of the picture, either way.
/// Nothing where a picture has other sizes than it may.
std::vector<FoundCode> codesIn(GreyPicture picture);

}  // namespace waymark::mobile
