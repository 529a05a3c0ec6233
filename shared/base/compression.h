// zstd and gzip, with limits: a small body must not become a huge one (contract, section 5).
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

namespace waymark::base {

enum class Encoding { Identity, Zstd, Gzip };

struct InflateLimits {
    std::size_t maxBytes;  ///< after decompression
    std::size_t maxRatio;  ///< decompressed bytes for each compressed one; small bodies may always reach 64 KiB
};

/// Our bodies are mostly random ids: level 1 makes them smaller than levels 2 to 15 do, and is the fastest (docs/measurements.md).
std::string compress(std::string_view plain, Encoding encoding, int zstdLevel = 1);

/// Whether `decompress` would refuse a body for how much smaller it has become, however honest it is: such a one travels as it is.
bool shrinksTooMuch(std::size_t plain, std::size_t packed, InflateLimits limits);

/// Several frames (RFC 8878) or members (RFC 1952) one after the other are one text.
/// Errors: Malformed (damaged, truncated, or followed by anything else), TooLarge (a limit was passed; work stops there).
Result<std::string> decompress(std::string_view packed, Encoding encoding, InflateLimits limits);

} // namespace waymark::base
