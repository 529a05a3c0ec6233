// A run as data: a list of steps made from a seed. Each step carries the dice for every choice within it, so a step means the same when others
// are left out: that is how a plan that fails is made smaller, and how a find is kept as a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waymark::simulation {

/// Chance from one number (SplitMix64).
class Dice {
public:
    explicit Dice(std::uint64_t state) : m_state(state) {}
    std::uint64_t next();
    std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : next() % n; }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <class T> const T& one(const std::vector<T>& of) { return of[below(of.size())]; }

private:
    std::uint64_t m_state;
};

struct Step {
    std::string what;        ///< one of the names in plan.cpp
    unsigned device = 0;     ///< which device it is about, modulo how many there are
    std::uint64_t dice = 0;
};

struct Plan {
    std::uint64_t seed = 0;
    unsigned devices = 3;
    std::vector<Step> steps;

    static Plan ofSeed(std::uint64_t seed);
    std::string text() const;
    static std::optional<Plan> fromText(const std::string& text);
};

} // namespace waymark::simulation
