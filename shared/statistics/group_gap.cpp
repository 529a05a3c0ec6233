#include "shared/statistics/group_gap.h"

#include "shared/statistics/distributions.h"
#include "shared/statistics/tolerance.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace waymark::statistics {

namespace {

constexpr double kNoise = 1e-12;  // of a sum of squares

/// Sums from which the moments of a group and of all the others come without going through the pairs again for each group.
struct Sums {
    std::size_t n = 0, improved = 0;
    double before = 0.0, after = 0.0, change = 0.0, squares = 0.0;  ///< `squares` and `change` around the centre of all changes

    void add(const Pair& pair, double centre) {
        const double moved = pair.after - pair.before - centre;
        ++n;
        if (pair.after - pair.before > kSameWithin) ++improved;
        before += pair.before;
        after += pair.after;
        change += moved;
        squares += moved * moved;
    }
    Sums without(const Sums& part) const {
        return {n - part.n,         improved - part.improved, before - part.before,
                after - part.after, change - part.change,     squares - part.squares};
    }
    double meanBefore() const { return before / static_cast<double>(n); }
    double meanAfter() const { return after / static_cast<double>(n); }

    /// `noise`: a sum of squares this small is what rounding leaves of equal changes.
    Summary changes(double centre, double noise) const {
        Summary summary{n, std::nullopt, std::nullopt};
        if (n == 0) return summary;
        const auto count = static_cast<double>(n);
        summary.mean = finite(centre + change / count);
        if (n < 2) return summary;
        const double spread = std::max(0.0, squares - change * change / count);
        summary.sd = spread <= noise ? 0.0 : std::sqrt(spread / (count - 1.0));
        return summary;
    }
};

}  // namespace

double Gap::closedBy() const { return std::fabs(baseline) - std::fabs(later); }

std::optional<double> Gap::closedShare() const {
    if (std::fabs(baseline) <= kSameWithin) return std::nullopt;
    return finite(closedBy() / std::fabs(baseline));
}

std::optional<double> gapToRest(double gapToAverage, double share) {
    if (!(share >= 0.0 && share < 1.0)) return std::nullopt;
    return finite(gapToAverage / (1.0 - share));
}

std::map<std::string, GroupGap> groupGaps(std::span<const GroupedPair> pairs) {
    const auto usable = [](const Pair& pair) { return finite(pair.before) && finite(pair.after) && finite(pair.after - pair.before); };
    double centre = 0.0;
    std::size_t n = 0;
    for (const auto& [group, pair] : pairs)
        if (usable(pair)) centre += (pair.after - pair.before - centre) / static_cast<double>(++n);

    Sums all;
    std::map<std::string, Sums> groups;
    for (const auto& [group, pair] : pairs) {
        if (!usable(pair)) continue;
        all.add(pair, centre);
        if (!group.empty()) groups[group].add(pair, centre);
    }

    const double noise = kNoise * (all.squares + all.change * all.change);
    std::map<std::string, GroupGap> gaps;
    for (const auto& [name, own] : groups) {
        GroupGap gap;
        gap.n = own.n;
        gap.share = static_cast<double>(own.n) / static_cast<double>(all.n);
        gap.meanBaseline = own.meanBefore();
        gap.meanLater = own.meanAfter();
        gap.toAverage = {own.meanBefore() - all.meanBefore(), own.meanAfter() - all.meanAfter()};
        const Sums rest = all.without(own);
        if (rest.n > 0) {
            gap.toRest = Gap{own.meanBefore() - rest.meanBefore(), own.meanAfter() - rest.meanAfter()};
            gap.improved = proportionDifference({own.improved, own.n}, {rest.improved, rest.n});
            gap.change = welchDifference(own.changes(centre, noise), rest.changes(centre, noise));
        }
        gaps.emplace(name, std::move(gap));
    }
    return gaps;
}

std::optional<double> lowestFifthGap(std::span<const double> scores) {
    if (scores.size() < 5) return std::nullopt;
    const auto mean = summarise(scores).mean;
    if (!mean || *mean <= 0.0) return std::nullopt;
    std::vector<double> sorted(scores.begin(), scores.end());
    const std::size_t fifth = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(static_cast<double>(sorted.size()) / 5.0)));
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(fifth) - 1, sorted.end());
    const auto lowest = summarise(std::span(sorted).first(fifth)).mean;
    if (!lowest) return std::nullopt;
    return finite(100.0 * (*mean - *lowest) / *mean);
}

}  // namespace waymark::statistics
