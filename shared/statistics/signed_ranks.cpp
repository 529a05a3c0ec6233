#include "shared/statistics/signed_ranks.h"

#include "shared/statistics/tolerance.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace waymark::statistics {

std::optional<SignedRanks> signedRanks(std::span<const double> differences) {
    std::vector<double> moved;
    for (const double difference : differences) {
        if (!std::isfinite(difference)) return std::nullopt;
        if (std::fabs(difference) > kSameWithin) moved.push_back(difference);
    }
    if (moved.empty()) return std::nullopt;
    std::sort(moved.begin(), moved.end(), [](double a, double b) { return std::fabs(a) < std::fabs(b); });

    SignedRanks ranks;
    for (std::size_t first = 0; first < moved.size();) {
        std::size_t end = first + 1;
        while (end < moved.size() && std::fabs(moved[end]) - std::fabs(moved[first]) <= kSameWithin)
            ++end;
        const double shared = static_cast<double>(first + 1 + end) / 2.0;
        for (std::size_t i = first; i < end; ++i)
            (moved[i] > 0.0 ? ranks.plus : ranks.minus) += shared;
        first = end;
    }
    return ranks;
}

}  // namespace waymark::statistics
