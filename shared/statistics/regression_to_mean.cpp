#include "shared/statistics/regression_to_mean.h"

#include "shared/statistics/distributions.h"

#include <cmath>

namespace waymark::statistics {

namespace {
bool isKnown(const Population& population) {
    return std::isfinite(population.mean) && std::isfinite(population.sd) && population.sd > 0.0 && population.retest >= 0.0 &&
           population.retest <= 1.0;
}
}  // namespace

std::optional<double> expectedLater(double score, const Population& population) {
    if (!isKnown(population)) return std::nullopt;
    return finite(population.mean + population.retest * (score - population.mean));
}

std::optional<ChosenLow> chosenBelow(double cutoff, const Population& population) {
    if (!isKnown(population) || !std::isfinite(cutoff)) return std::nullopt;
    const double z = (population.mean - cutoff) / population.sd;
    const auto density = normalDensity(z), above = normalAtMost(-z);
    if (!density || !above || *above <= 0.0) return std::nullopt;
    const double below = population.sd * *density / *above;
    if (!finite(below)) return std::nullopt;
    return ChosenLow{population.mean - below, population.mean - population.retest * below, (1.0 - population.retest) * below};
}

}  // namespace waymark::statistics
