#include "shared/statistics/group_gap.h"

#include "shared/statistics/distributions.h"
#include "shared/statistics/tolerance.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace waymark::statistics {

namespace {

constexpr double kNoise = 1e-12;  // of a sum of squares

/// Sums from which the moments of a group and of all the others come without going through the pairs again for each group.
struct Sums {
    std::size_t n = 0, improved = 0;
    double before = 0.0, after = 0.0, change = 0.0, squares = 0.0;  ///< `squares` and `change` around the centre of all changes
    double givenBefore = 0.0, givenAfter = 0.0;

    void add(const GroupedPair& grouped, double centre) {
        const Pair &pair = grouped.pair, &given = grouped.asGiven ? *grouped.asGiven : pair;
        const double moved = pair.after - pair.before - centre;
        ++n;
        if (pair.after - pair.before > kSameWithin) ++improved;
        before += pair.before;
        after += pair.after;
        change += moved;
        squares += moved * moved;
        givenBefore += given.before;
        givenAfter += given.after;
    }
    Sums without(const Sums& part) const {
        Sums rest = *this;
        rest.n -= part.n;
        rest.improved -= part.improved;
        rest.before -= part.before;
        rest.after -= part.after;
        rest.change -= part.change;
        rest.squares -= part.squares;
        rest.givenBefore -= part.givenBefore;
        rest.givenAfter -= part.givenAfter;
        return rest;
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
    for (const auto& [group, pair, given] : pairs)
        if (usable(pair)) centre += (pair.after - pair.before - centre) / static_cast<double>(++n);

    Sums all;
    std::map<std::string, Sums> groups;
    for (const GroupedPair& one : pairs) {
        if (!usable(one.pair)) continue;
        all.add(one, centre);
        if (!one.group.empty()) groups[one.group].add(one, centre);
    }

    const double noise = kNoise * (all.squares + all.change * all.change);
    std::map<std::string, GroupGap> gaps;
    for (const auto& [name, own] : groups) {
        GroupGap gap;
        gap.n = own.n;
        gap.share = static_cast<double>(own.n) / static_cast<double>(all.n);
        gap.meanBaseline = own.givenBefore / static_cast<double>(own.n);
        gap.meanLater = own.givenAfter / static_cast<double>(own.n);
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

std::optional<double> lowestFifthGap(std::span<const double> scores, domain::Better better) {
    if (scores.size() < 5) return std::nullopt;
    const auto mean = summarise(scores).mean;
    if (!mean || *mean <= 0.0) return std::nullopt;
    std::vector<double> sorted(scores.begin(), scores.end());
    const std::size_t fifth = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(static_cast<double>(sorted.size()) / 5.0)));
    const auto last = sorted.begin() + static_cast<std::ptrdiff_t>(fifth) - 1;
    if (better == domain::Better::Lower)
        std::nth_element(sorted.begin(), last, sorted.end(), std::greater<>());
    else
        std::nth_element(sorted.begin(), last, sorted.end());
    const auto behind = summarise(std::span(sorted).first(fifth)).mean;
    if (!behind) return std::nullopt;
    return finite(100.0 * (better == domain::Better::Lower ? *behind - *mean : *mean - *behind) / *mean);
}

}  // namespace waymark::statistics
