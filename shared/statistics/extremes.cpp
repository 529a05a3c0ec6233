#include "shared/statistics/extremes.h"

#include "shared/statistics/tolerance.h"

#include <cmath>

namespace waymark::statistics {

namespace {
constexpr double kMostAtAnEdge = 0.15;
}

Extremes findExtremes(std::span<const double> baselines, const ScoreRange& range) {
    Extremes extremes;
    if (range.lowest && range.highest && !(*range.lowest < *range.highest)) return extremes;
    for (const double score : baselines) {
        if (!std::isfinite(score)) continue;
        ++extremes.n;
        if (range.lowest && score <= *range.lowest + kSameWithin) ++extremes.atLowest;
        if (range.highest && score >= *range.highest - kSameWithin) ++extremes.atHighest;
    }
    if (extremes.n == 0) return extremes;
    const auto shareOf = [&](std::size_t people) { return static_cast<double>(people) / static_cast<double>(extremes.n); };
    if (range.lowest) {
        extremes.floorShare = shareOf(extremes.atLowest);
        extremes.floor = *extremes.floorShare > kMostAtAnEdge;
    }
    if (range.highest) {
        extremes.ceilingShare = shareOf(extremes.atHighest);
        extremes.ceiling = *extremes.ceilingShare > kMostAtAnEdge;
    }
    return extremes;
}

}  // namespace waymark::statistics
