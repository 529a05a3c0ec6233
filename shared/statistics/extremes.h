// How many start at the very top or bottom of a scale: who starts at the top cannot travel further.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace waymark::statistics {

struct Extremes {
    std::size_t n = 0, atLowest = 0, atHighest = 0;
    std::optional<double> floorShare, ceilingShare;  ///< within [0, 1]; absent if n is 0
    bool floor = false, ceiling = false;             ///< the share is above 15 %
};

/// Baselines at the lowest and at the highest possible score. Flagged above 15 %: Terwee et al. 2007, J. Clin. Epidemiol. 60, 34-42.
/// Scores that are not finite are left out. Nothing is counted unless lowest < highest.
Extremes findExtremes(std::span<const double> baselines, double lowest, double highest);

}  // namespace waymark::statistics
