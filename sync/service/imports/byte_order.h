// Numbers in the headers of pictures, sounds and films.
#pragma once

#include <cstdint>
#include <string_view>

namespace waymark::service {

/// `count` bytes from `at` on, eight at most, the highest first. All of them must be there.
inline std::uint64_t bigEndian(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < count; ++i)
        number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
    return number;
}

} // namespace waymark::service
