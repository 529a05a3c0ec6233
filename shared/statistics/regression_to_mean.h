// People chosen because they scored low score higher the next time by chance alone. How much of a gain that would be.
#pragma once

#include <optional>

namespace waymark::statistics {

/// What is known of everybody the chosen ones came from.
struct Population {
    double mean = 0.0, sd = 0.0;
    double retest = 0.0;  ///< correlation of two scores of one person with nothing done in between, within [0, 1]
};

struct ChosenLow {
    double mean = 0.0;           ///< of those below the cut-off
    double expectedLater = 0.0;  ///< their mean if nothing happens
    double spuriousGain = 0.0;   ///< the difference of the two
};

/// E[later | score] = mean + retest (score - mean). Absent if `population` is out of range.
/// Source: Barnett, van der Pols and Dobson 2005, International Journal of Epidemiology 34, 215-220.
std::optional<double> expectedLater(double score, const Population& population);

/// For everybody below `cutoff` in a normal population: mean - sd phi(z) / (1 - Phi(z)) with z = (mean - cutoff) / sd; the gain is
/// sd (1 - retest) phi(z) / (1 - Phi(z)). Absent if `population` is out of range or practically nobody is below. Source: as above.
std::optional<ChosenLow> chosenBelow(double cutoff, const Population& population);

}  // namespace waymark::statistics
