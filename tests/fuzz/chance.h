// Chance that is the same for the same input, so that a crash comes back.
#pragma once

#include "shared/base/random.h"

namespace waymark::fuzz {

class Chance : public base::Random {
public:
    void fill(std::uint8_t* data, std::size_t size) override {
        for (std::size_t i = 0; i < size; ++i)
            data[i] = static_cast<std::uint8_t>(m_next = m_next * 1'103'515'245 + 12'345);
    }

private:
    std::uint32_t m_next = 1;
};

}  // namespace waymark::fuzz
