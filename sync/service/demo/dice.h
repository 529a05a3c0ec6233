// Chance for the demonstration: the same seed and the same label give the same throws on every machine (Boost.Random's distributions,
// unlike the standard library's, are the same everywhere). Not thread-safe.
#pragma once

#include "shared/base/random.h"

#include <boost/random/mersenne_twister.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace waymark::service {

class Dice : public base::Random {
public:
    /// Dice of their own for each part of the demonstration, so that a change in one part leaves the others as they were.
    Dice(std::uint64_t seed, std::string_view label);

    void fill(std::uint8_t* data, std::size_t size) override;

    double uniform();                         ///< [0, 1)
    bool chance(double probability) { return uniform() < probability; }
    int between(int lowest, int highest);     ///< both included
    double normal(double mean, double sd);
    int poisson(double mean);                 ///< mean > 0
    /// A place in `weights`, with probability proportional to its weight.
    std::size_t weighted(std::span<const double> weights);
    std::size_t below(std::size_t size) { return static_cast<std::size_t>(between(0, static_cast<int>(size) - 1)); }
    std::string uuid();

    template <class Range> const auto& pick(const Range& range) { return range[below(std::size(range))]; }
    template <class T> void shuffle(std::vector<T>& values) {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[below(i)]);
    }

private:
    boost::random::mt19937_64 m_engine;
};

} // namespace waymark::service
