#include "sync/service/api/byte_range.h"

#include <algorithm>

namespace waymark::service {

namespace {

// More digits than any size here has; a number of so many never runs over.
constexpr std::size_t kMostDigits = 15;

std::optional<std::int64_t> number(std::string_view text) {
    if (text.empty() || text.size() > kMostDigits) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool takePrefix(std::string_view& text, std::string_view lowerPrefix) {
    const bool starts = text.size() >= lowerPrefix.size() && std::equal(lowerPrefix.begin(), lowerPrefix.end(), text.begin(), [](char want, char c) {
        return want == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    });
    if (starts) text.remove_prefix(lowerPrefix.size());
    return starts;
}

} // namespace

RangeAsked readRange(std::string_view header, std::int64_t size) {
    if (!takePrefix(header, "bytes=")) return {};
    const auto dash = header.find('-');
    if (dash == std::string_view::npos) return {};
    const auto first = header.substr(0, dash), last = header.substr(dash + 1);
    RangeAsked asked{RangeAsked::Kind::Part, 0, 0};
    if (first.empty()) {
        const auto suffix = number(last);
        if (!suffix) return {};
        asked.count = std::min(*suffix, size);
        asked.from = size - asked.count;
    } else {
        const auto from = number(first), to = last.empty() ? std::optional<std::int64_t>(size - 1) : number(last);
        if (!from || !to || (!last.empty() && *to < *from)) return {};
        asked.from = *from;
        asked.count = std::min(*to, size - 1) - *from + 1;
    }
    if (asked.count <= 0) asked.kind = RangeAsked::Kind::Unsatisfiable;
    return asked;
}

std::optional<ContentRange> readContentRange(std::string_view header) {
    if (!takePrefix(header, "bytes ")) return std::nullopt;
    const auto slash = header.find('/'), dash = header.find('-');
    if (slash == std::string_view::npos || dash == std::string_view::npos || dash > slash) return std::nullopt;
    const auto first = number(header.substr(0, dash)), last = number(header.substr(dash + 1, slash - dash - 1)), total = number(header.substr(slash + 1));
    if (!first || !last || !total || *last < *first || *last >= *total) return std::nullopt;
    return ContentRange{*first, *last - *first + 1, *total};
}

} // namespace waymark::service
