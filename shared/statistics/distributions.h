// The distributions that the statistics stand on, by Boost.Math. Every function gives nullopt rather than NaN.
#pragma once

#include <cstddef>
#include <optional>

namespace waymark::statistics {

/// The value itself if it is finite, else nullopt: what is undefined is absent, never NaN.
std::optional<double> finite(double value);

/// z with P(Z <= z) = `probability` for the standard normal; `probability` lies within (0, 1).
std::optional<double> normalQuantile(double probability);

/// phi(z) and P(Z <= z) for the standard normal; `z` is finite.
std::optional<double> normalDensity(double z);
std::optional<double> normalAtMost(double z);

/// t with P(T <= t) = `probability` for Student's t with `df` > 0 degrees of freedom; `probability` lies within (0, 1).
std::optional<double> studentQuantile(double probability, double df);

/// P(|T| >= |t|) for Student's t with `df` > 0 degrees of freedom.
std::optional<double> studentTwoSided(double t, double df);

/// P(X <= k) for X ~ Binomial(n, 1/2), as the exact sign test and McNemar's exact test use it; k <= n.
std::optional<double> fairBinomialAtMost(std::size_t k, std::size_t n);

}  // namespace waymark::statistics
