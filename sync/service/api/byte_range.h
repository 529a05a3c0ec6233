// Ranges of bytes as HTTP says them (RFC 9110, section 14). Pure functions over text from outside, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace waymark::service {

/// What a `Range` header asks of something of a size.
struct RangeAsked {
    enum class Kind {
        Whole,          ///< no header, or one that may be passed over: another unit, several ranges, no such form
        Part,
        Unsatisfiable,  ///< it begins behind the end
    };
    Kind kind = Kind::Whole;
    std::int64_t from = 0, count = 0;  ///< of a part
};

/// `bytes=0-99`, `bytes=100-`, `bytes=-100`.
RangeAsked readRange(std::string_view header, std::int64_t size);

/// `bytes 0-99/300` of a request that brings a part.
struct ContentRange {
    std::int64_t from = 0, count = 0, total = 0;
};
/// Nothing unless it has that form, with 0 ≤ first ≤ last < total.
std::optional<ContentRange> readContentRange(std::string_view header);

} // namespace waymark::service
