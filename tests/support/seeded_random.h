// Randomness that is the same in every run.
#pragma once

#include "shared/base/random.h"

#include <random>

namespace waymark::tests {

class SeededRandom : public base::Random {
public:
    explicit SeededRandom(std::uint64_t seed = 1) : m_engine(seed) {}

    void fill(std::uint8_t* data, std::size_t size) override {
        for (std::size_t i = 0; i < size; ++i)
            data[i] = static_cast<std::uint8_t>(m_engine());
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace waymark::tests
