// Lower-case hexadecimal: how binary travels on the wire and in command output.
#pragma once

#include "shared/base/bytes.h"

#include <optional>

namespace waymark::base {

std::string toHex(const std::uint8_t* data, std::size_t size);
inline std::string toHex(const Bytes& bytes) { return toHex(bytes.data(), bytes.size()); }
std::string toHex(std::uint64_t value);  ///< 16 digits, most significant first

/// The bytes, or nothing if a character is no lower-case hex digit or the length is odd.
std::optional<Bytes> fromHex(std::string_view text);

} // namespace waymark::base
