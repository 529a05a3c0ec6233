#include "mobile/codes/codes.h"

// The library's own words, as its next version has them.
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <optional>

namespace waymark::mobile {

namespace {

using ZXing::BarcodeFormat;

constexpr auto kLinear = BarcodeFormat::EAN8 | BarcodeFormat::EAN13 | BarcodeFormat::UPCA | BarcodeFormat::UPCE | BarcodeFormat::Code39 | BarcodeFormat::Code128;
constexpr auto kSquare = BarcodeFormat::QRCode | BarcodeFormat::MicroQRCode | BarcodeFormat::DataMatrix;
/// Bars beside those in the middle: a label has a few.
constexpr int kMostBarsBeside = 4;
/// Rows that have to say the same. One that is out of focus now and then reads as other bars, and is right by its check digit.
constexpr int kRowsAlike = 4;
constexpr std::uint8_t kWhite = 255;

bool isWhole(const GreyPicture& picture) {
    const auto fits = [](int side) { return side >= 1 && side <= kLongestLookedAt; };
    return fits(picture.width) && fits(picture.height) && picture.pixels.size() == static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
}

ZXing::DecodeHints hintsFor(ZXing::BarcodeFormats formats) {
    ZXing::DecodeHints hints;
    hints.setFormats(formats);
    hints.setTryHarder(true);
    hints.setTryRotate(true);
    hints.setTryDownscale(false);
    hints.setMinLineCount(kRowsAlike);
    return hints;
}

ZXing::Results read(const GreyPicture& picture, const ZXing::DecodeHints& hints) {
    return ZXing::ReadBarcodes({picture.pixels.data(), picture.width, picture.height, ZXing::ImageFormat::Lum}, hints);
}

/// Where something lies along one side.
struct Span {
    int from, to;
    int length() const { return to - from; }
    bool holds(int at) const { return from <= at && at <= to; }
};

template <class Coordinate> Span spanOf(const ZXing::Position& corners, int side, Coordinate coordinate) {
    const auto [least, most] = std::minmax({coordinate(corners[0]), coordinate(corners[1]), coordinate(corners[2]), coordinate(corners[3])});
    return {std::clamp(least, 0, side - 1), std::clamp(most, 0, side - 1)};
}

void whiten(GreyPicture& picture, Span columns, Span rows) {
    for (int y = rows.from; y <= rows.to; ++y) {
        const auto row = picture.pixels.begin() + static_cast<std::ptrdiff_t>(y) * picture.width;
        std::fill(row + columns.from, row + columns.to + 1, kWhite);
    }
}

/// ZXing 1.4 ends the process when it finds the same bars at two places. So it is asked for one at a time: what is not across the middle is whitened, with
/// all that lies above and below it, and it is asked again.
std::optional<FoundCode> barsInTheMiddle(GreyPicture& picture) {
    auto hints = hintsFor(kLinear);
    hints.setMaxNumberOfSymbols(1);
    const Span allColumns{0, picture.width - 1}, allRows{0, picture.height - 1};
    for (int i = 0; i <= kMostBarsBeside; ++i) {
        const auto found = read(picture, hints);
        if (found.empty() || !found.front().isValid()) return std::nullopt;
        const auto& corners = found.front().position();
        const auto columns = spanOf(corners, picture.width, [](const auto& corner) { return corner.x; });
        const auto rows = spanOf(corners, picture.height, [](const auto& corner) { return corner.y; });
        const bool isUpright = columns.length() >= rows.length();
        if (isUpright ? columns.holds(picture.width / 2) : rows.holds(picture.height / 2)) return FoundCode{found.front().text(), true};
        whiten(picture, isUpright ? columns : allColumns, isUpright ? allRows : rows);
    }
    return std::nullopt;
}

}  // namespace

std::vector<FoundCode> codesIn(GreyPicture picture) {
    std::vector<FoundCode> codes;
    if (!isWhole(picture)) return codes;
    const auto add = [&codes](FoundCode code) {
        const bool isNew = std::none_of(codes.begin(), codes.end(), [&code](const FoundCode& other) { return other.text == code.text; });
        if (isNew && !code.text.empty()) codes.push_back(std::move(code));
    };
    for (const auto& square : read(picture, hintsFor(kSquare)))
        if (square.isValid()) add({square.text(), false});
    if (auto bars = barsInTheMiddle(picture)) add(std::move(*bars));
    return codes;
}

}  // namespace waymark::mobile
