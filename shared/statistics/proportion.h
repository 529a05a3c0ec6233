// How sure one may be of a proportion.
#pragma once

#include <cstddef>
#include <optional>

namespace waymark::statistics {

struct Interval {
    double low = 0.0, high = 0.0;
};

/// Wilson's score interval of 95 % for `successes` of `n`, without continuity correction; within [0, 1], and it stays sensible at
/// 0 of n and n of n. Absent if n is 0 or successes > n.
/// Source: Wilson 1927, J. Am. Stat. Assoc. 22, 209-212; Newcombe 1998, Statistics in Medicine 17, 857-872, method 3:
/// (2np + z^2 -+ z sqrt(z^2 + 4np(1 - p))) / (2(n + z^2)).
std::optional<Interval> wilsonInterval(std::size_t successes, std::size_t n);

}  // namespace waymark::statistics
