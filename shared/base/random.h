// Randomness comes in from outside, so that a simulated run can be replayed from its seed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace waymark::base {

class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::uint8_t* data, std::size_t size) = 0;

    template <std::size_t N> std::array<std::uint8_t, N> bytes() {
        std::array<std::uint8_t, N> out{};
        fill(out.data(), N);
        return out;
    }
    std::uint64_t next() {
        std::uint64_t value = 0;
        for (const auto byte : bytes<8>())
            value = value << 8 | byte;
        return value;
    }
};

} // namespace waymark::base
