#include "shared/statistics/extremes.h"

#include "shared/statistics/tolerance.h"

#include <cmath>

namespace waymark::statistics {

namespace {
constexpr double kMostAtAnEdge = 0.15;
}

Extremes findExtremes(std::span<const double> baselines, double lowest, double highest) {
    Extremes extremes;
    if (!(lowest < highest)) return extremes;
    for (const double score : baselines) {
        if (!std::isfinite(score)) continue;
        ++extremes.n;
        if (score <= lowest + kSameWithin) ++extremes.atLowest;
        if (score >= highest - kSameWithin) ++extremes.atHighest;
    }
    if (extremes.n == 0) return extremes;
    extremes.floorShare = static_cast<double>(extremes.atLowest) / static_cast<double>(extremes.n);
    extremes.ceilingShare = static_cast<double>(extremes.atHighest) / static_cast<double>(extremes.n);
    extremes.floor = *extremes.floorShare > kMostAtAnEdge;
    extremes.ceiling = *extremes.ceilingShare > kMostAtAnEdge;
    return extremes;
}

}  // namespace waymark::statistics
