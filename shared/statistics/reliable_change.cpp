#include "shared/statistics/reliable_change.h"

#include "shared/statistics/distributions.h"
#include "shared/statistics/tolerance.h"

#include <cmath>
#include <numbers>

namespace waymark::statistics {

namespace {
constexpr double kReliable = 1.96;  // as the source writes it, not the quantile's further digits
}

std::optional<ReliableThreshold> reliableThreshold(std::optional<double> sdBaseline, double reliability) {
    if (!sdBaseline || !finite(*sdBaseline) || *sdBaseline < 0.0 || !(reliability >= 0.0 && reliability <= 1.0)) return std::nullopt;
    ReliableThreshold threshold;
    threshold.sem = *sdBaseline * std::sqrt(1.0 - reliability);
    threshold.sDiff = std::numbers::sqrt2 * threshold.sem;
    threshold.threshold = kReliable * threshold.sDiff;
    if (!finite(threshold.threshold)) return std::nullopt;
    return threshold;
}

std::optional<double> reliableChangeIndex(double change, const ReliableThreshold& threshold) {
    if (!(threshold.sDiff > 0.0)) return std::nullopt;
    return finite(change / threshold.sDiff);
}

std::optional<ReliableCounts> reliableCounts(std::span<const double> changes, const ReliableThreshold& threshold) {
    if (!(threshold.sDiff > 0.0)) return std::nullopt;
    ReliableCounts counts;
    for (const double change : changes) {
        if (!std::isfinite(change)) continue;
        const bool reliable = std::fabs(change) >= threshold.threshold - kSameWithin;
        if (std::fabs(change) <= kSameWithin)
            ++counts.same;
        else if (change > 0.0)
            ++(reliable ? counts.reliablyImproved : counts.improved);
        else
            ++(reliable ? counts.reliablyDeclined : counts.declined);
    }
    return counts;
}

std::optional<Cutoffs> clinicalCutoffs(const Norm& inNeed, const Norm& others) {
    if (!(inNeed.sd > 0.0) || !(others.sd > 0.0) || !(inNeed.mean != others.mean)) return std::nullopt;
    const double towards = others.mean > inNeed.mean ? 1.0 : -1.0;
    const Cutoffs cutoffs{inNeed.mean + towards * 2.0 * inNeed.sd, others.mean - towards * 2.0 * others.sd,
                          (others.sd * inNeed.mean + inNeed.sd * others.mean) / (others.sd + inNeed.sd)};
    if (!finite(cutoffs.a) || !finite(cutoffs.b) || !finite(cutoffs.c)) return std::nullopt;
    return cutoffs;
}

}  // namespace waymark::statistics
