#include "shared/statistics/attrition.h"

#include "shared/statistics/two_groups.h"

#include <cmath>

namespace waymark::statistics {

Attrition attrition(std::size_t improved, const Summary& stayed, const Summary& lost) {
    Attrition result;
    const std::size_t due = stayed.n + lost.n;
    if (improved > stayed.n) return result;
    result.followUp = wilsonInterval(stayed.n, due);
    result.startsApart = standardisedDifference(stayed, lost);
    result.differs = result.startsApart && std::fabs(*result.startsApart) > kDiffersFrom;
    if (stayed.n > 0) result.improved = static_cast<double>(improved) / static_cast<double>(stayed.n);
    if (due == 0) return result;
    result.improvedWorst = static_cast<double>(improved) / static_cast<double>(due);
    result.improvedBest = static_cast<double>(improved + lost.n) / static_cast<double>(due);
    return result;
}

}  // namespace waymark::statistics
