#include "shared/statistics/signed_ranks.h"

#include "shared/statistics/distributions.h"
#include "shared/statistics/tolerance.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace waymark::statistics {

namespace {

/// P(W+ <= least or W+ >= m(m + 1)/2 - least) over all signs. Ranks are halves at the finest, so they are counted in halves.
double exactP(const std::vector<double>& ranks, double least) {
    std::size_t most = 0;
    std::vector<std::size_t> halves;
    for (const double rank : ranks) {
        halves.push_back(static_cast<std::size_t>(std::lround(2.0 * rank)));
        most += halves.back();
    }
    std::vector<double> chance(most + 1, 0.0);  // of each sum, after the ranks so far
    chance[0] = 1.0;
    std::size_t reached = 0;
    for (const std::size_t half : halves) {
        reached += half;
        for (std::size_t sum = reached + 1; sum-- > 0;)
            chance[sum] = 0.5 * chance[sum] + (sum >= half ? 0.5 * chance[sum - half] : 0.0);
    }
    double tail = 0.0;
    for (std::size_t sum = 0; sum <= static_cast<std::size_t>(std::lround(2.0 * least)); ++sum)
        tail += chance[sum];
    return std::min(1.0, 2.0 * tail);
}

double approximateP(double m, double tied, double least) {
    const double spread = std::sqrt(m * (m + 1.0) * (2.0 * m + 1.0) / 24.0 - tied / 48.0);
    const double z = std::min(0.0, (least + 0.5 - m * (m + 1.0) / 4.0) / spread);
    return std::min(1.0, 2.0 * normalAtMost(z).value_or(0.5));
}

}  // namespace

std::optional<SignedRanks> signedRanks(std::span<const double> differences) {
    std::vector<double> moved;
    for (const double difference : differences) {
        if (!std::isfinite(difference)) return std::nullopt;
        if (std::fabs(difference) > kSameWithin) moved.push_back(difference);
    }
    if (moved.empty()) return std::nullopt;
    std::sort(moved.begin(), moved.end(), [](double a, double b) { return std::fabs(a) < std::fabs(b); });

    SignedRanks ranks;
    std::vector<double> all;
    double tied = 0.0;  // sum of t^3 - t over the groups of ties
    for (std::size_t first = 0; first < moved.size();) {
        std::size_t end = first + 1;
        while (end < moved.size() && std::fabs(moved[end]) - std::fabs(moved[first]) <= kSameWithin)
            ++end;
        const double shared = static_cast<double>(first + 1 + end) / 2.0;
        const auto size = static_cast<double>(end - first);
        tied += size * size * size - size;
        for (std::size_t i = first; i < end; ++i) {
            (moved[i] > 0.0 ? ranks.plus : ranks.minus) += shared;
            all.push_back(shared);
        }
        first = end;
    }
    const double least = std::min(ranks.plus, ranks.minus);
    ranks.p = all.size() <= kExactRanks ? exactP(all, least) : approximateP(static_cast<double>(all.size()), tied, least);
    return ranks;
}

}  // namespace waymark::statistics
