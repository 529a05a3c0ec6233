// What all fuzzers share: their input as text, and what must be true of what they did.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace waymark::fuzz {

inline std::string_view textOf(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

/// Ends the fuzzer with this input if it does not hold.
inline void claim(bool holds) {
    if (!holds) std::abort();
}

} // namespace waymark::fuzz
