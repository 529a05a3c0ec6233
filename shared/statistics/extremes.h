// How many start at the very top or bottom of a scale: who starts at the top cannot travel further.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace waymark::statistics {

/// Of the possible scores, as far as they are known.
struct ScoreRange {
    std::optional<double> lowest, highest;
};

struct Extremes {
    std::size_t n = 0, atLowest = 0, atHighest = 0;
    std::optional<double> floorShare, ceilingShare;  ///< within [0, 1]; absent if n is 0 or that end of the range is not known
    bool floor = false, ceiling = false;             ///< the share is known and above 15 %
};

/// Baselines at the lowest and at the highest possible score. Flagged above 15 %: Terwee et al. 2007, J. Clin. Epidemiol. 60, 34-42.
/// Scores that are not finite are left out. Nothing is counted if the range is turned round or empty.
Extremes findExtremes(std::span<const double> baselines, const ScoreRange& range);

}  // namespace waymark::statistics
