#include "shared/statistics/two_groups.h"

#include "shared/statistics/distributions.h"

#include <algorithm>
#include <cmath>

namespace waymark::statistics {

namespace {
double squared(double x) { return x * x; }
}  // namespace

std::optional<ProportionDifference> proportionDifference(const Share& first, const Share& second) {
    const auto i1 = wilsonInterval(first.successes, first.n), i2 = wilsonInterval(second.successes, second.n);
    if (!i1 || !i2) return std::nullopt;
    const double p1 = static_cast<double>(first.successes) / static_cast<double>(first.n);
    const double p2 = static_cast<double>(second.successes) / static_cast<double>(second.n);
    const double difference = p1 - p2;
    const double below = std::hypot(p1 - i1->low, i2->high - p2), above = std::hypot(i1->high - p1, p2 - i2->low);
    return ProportionDifference{difference, {std::max(-1.0, difference - below), std::min(1.0, difference + above)}};
}

std::optional<MeanDifference> welchDifference(const Summary& first, const Summary& second) {
    if (!first.mean || !second.mean || !finite(*first.mean - *second.mean)) return std::nullopt;
    MeanDifference result;
    result.difference = *first.mean - *second.mean;
    if (!first.sd || !second.sd) return result;
    const auto n1 = static_cast<double>(first.n), n2 = static_cast<double>(second.n);
    const double v1 = squared(*first.sd) / n1, v2 = squared(*second.sd) / n2;
    result.standardError = finite(std::sqrt(v1 + v2));
    if (result.standardError.value_or(0.0) <= 0.0) return result;
    result.df = finite(squared(v1 + v2) / (squared(v1) / (n1 - 1.0) + squared(v2) / (n2 - 1.0)));
    result.t = finite(result.difference / *result.standardError);
    if (!result.df || !result.t) return result;
    result.p = studentTwoSided(*result.t, *result.df);
    if (const auto critical = studentQuantile(0.975, *result.df)) {
        const double reach = *critical * *result.standardError;
        if (finite(result.difference - reach) && finite(result.difference + reach))
            result.ci95 = Interval{result.difference - reach, result.difference + reach};
    }
    return result;
}

std::optional<double> standardisedDifference(const Summary& first, const Summary& second) {
    if (!first.sd || !second.sd) return std::nullopt;
    const auto df1 = static_cast<double>(first.n) - 1.0, df2 = static_cast<double>(second.n) - 1.0;
    const double pooled = std::sqrt((df1 * squared(*first.sd) + df2 * squared(*second.sd)) / (df1 + df2));
    if (!(pooled > 0.0)) return std::nullopt;
    return finite((*first.mean - *second.mean) / pooled);
}

}  // namespace waymark::statistics
