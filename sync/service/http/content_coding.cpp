#include "sync/service/http/content_coding.h"

#include "shared/base/ascii.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace waymark::service {

namespace {

// "gzip;q=0.5" → is the weight above zero?
bool isAccepted(std::string_view parameters) {
    const std::string text = base::lower(base::trimmed(parameters));
    if (text.rfind("q=", 0) != 0) return true;
    return std::strtod(text.c_str() + 2, nullptr) > 0;
}

} // namespace

std::optional<base::Encoding> codingOf(std::string_view contentEncoding) {
    const std::string coding = base::lower(base::trimmed(contentEncoding));
    if (coding.empty() || coding == "identity") return base::Encoding::Identity;
    if (coding == "zstd") return base::Encoding::Zstd;
    if (coding == "gzip" || coding == "x-gzip") return base::Encoding::Gzip;
    return std::nullopt;
}

base::Encoding bestCoding(std::string_view acceptEncoding) {
    bool zstd = false;
    bool gzip = false;
    while (!acceptEncoding.empty()) {
        const auto comma = acceptEncoding.find(',');
        const auto item = acceptEncoding.substr(0, comma);
        acceptEncoding = comma == std::string_view::npos ? std::string_view() : acceptEncoding.substr(comma + 1);
        const auto semicolon = item.find(';');
        const std::string coding = base::lower(base::trimmed(item.substr(0, semicolon)));
        const bool accepted = semicolon == std::string_view::npos || isAccepted(item.substr(semicolon + 1));
        if (coding == "zstd") zstd = accepted;
        if (coding == "gzip" || coding == "x-gzip") gzip = accepted;
    }
    if (zstd) return base::Encoding::Zstd;
    return gzip ? base::Encoding::Gzip : base::Encoding::Identity;
}

std::string_view name(base::Encoding coding) {
    switch (coding) {
    case base::Encoding::Zstd: return "zstd";
    case base::Encoding::Gzip: return "gzip";
    case base::Encoding::Identity: break;
    }
    return "identity";
}

bool isCompressible(std::string_view contentType) {
    static constexpr std::array<std::string_view, 4> kTypes = {"application/json", "text/", "image/svg+xml", "application/javascript"};
    return std::any_of(kTypes.begin(), kTypes.end(), [&](std::string_view type) { return contentType.substr(0, type.size()) == type; });
}

} // namespace waymark::service
