#include "shared/statistics/paired_change.h"

#include "shared/statistics/distributions.h"
#include "shared/statistics/sign_test.h"
#include "shared/statistics/tolerance.h"

#include <cmath>
#include <vector>

namespace waymark::statistics {

namespace {

/// a / b, absent if either is absent or b is 0.
std::optional<double> ratio(std::optional<double> a, std::optional<double> b) {
    if (!a || !b || *b == 0.0) return std::nullopt;
    return finite(*a / *b);
}

std::optional<double> product(std::optional<double> a, std::optional<double> b) {
    if (!a || !b) return std::nullopt;
    return finite(*a * *b);
}

void addUncertainty(PairedChange& change) {
    if (!change.sdChange) return;
    const double df = static_cast<double>(change.n - 1);
    change.df = df;
    change.standardError = finite(*change.sdChange / std::sqrt(static_cast<double>(change.n)));
    change.tCritical = studentQuantile(0.975, df);
    change.t = ratio(change.meanChange, change.standardError);
    if (change.t) change.p = studentTwoSided(*change.t, df);
    if (!change.standardError || !change.tCritical) return;
    const double reach = *change.tCritical * *change.standardError;
    if (finite(*change.meanChange - reach) && finite(*change.meanChange + reach))
        change.ci95 = Interval{*change.meanChange - reach, *change.meanChange + reach};
}

void addEffectSizes(PairedChange& change) {
    change.dZ = ratio(change.meanChange, change.sdChange);
    change.dPre = ratio(change.meanChange, change.before.sd);
    if (change.before.sd && change.after.sd) change.dAv = ratio(change.meanChange, (*change.before.sd + *change.after.sd) / 2.0);
    if (change.n >= 2) change.hedgesJ = 1.0 - 3.0 / (4.0 * static_cast<double>(change.n - 1) - 1.0);
    change.gAv = product(change.hedgesJ, change.dAv);
}

}  // namespace

PairedChange pairedChange(std::span<const Pair> pairs) {
    PairedChange change;
    std::vector<double> before, after, differences;
    for (const Pair& pair : pairs) {
        if (!finite(pair.before) || !finite(pair.after) || !finite(pair.after - pair.before)) {
            ++change.unusable;
            continue;
        }
        before.push_back(pair.before);
        after.push_back(pair.after);
        const double difference = pair.after - pair.before;
        differences.push_back(difference);
        if (difference > kSameWithin)
            ++change.improved;
        else if (difference < -kSameWithin)
            ++change.declined;
        else
            ++change.same;
    }
    change.n = differences.size();
    change.before = summarise(before);
    change.after = summarise(after);
    change.r = correlation(before, after);
    const Summary summary = summarise(differences);
    change.meanChange = summary.mean;
    change.sdChange = summary.sd;
    addUncertainty(change);
    addEffectSizes(change);
    change.improvedShare = wilsonInterval(change.improved, change.n);
    change.signTestP = signTest(change.improved, change.declined);
    change.ranks = signedRanks(differences);
    return change;
}

}  // namespace waymark::statistics
