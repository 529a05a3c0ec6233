// BLAKE2b by libsodium: the chain and the sum of a stream, content hashes.
#pragma once

#include "shared/base/bytes.h"

#include <array>

namespace waymark::base {

/// BLAKE2b with 32 bytes of output and no key.
std::array<std::uint8_t, 32> blake2b(std::string_view data);
std::array<std::uint8_t, 32> blake2b(std::string_view data, std::string_view key);

/// The first eight bytes of `blake2b(data)`, big-endian: one field's part in a stream's `sum`.
std::uint64_t blake2b64(std::string_view data);

} // namespace waymark::base
