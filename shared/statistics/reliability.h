// How consistently the questions of one score are answered.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace waymark::statistics {

/// Own baselines tell a questionnaire's reliability from this many people on (our own rule).
inline constexpr std::size_t kFewestForReliability = 100;

/// Cronbach's alpha of people's answers, a row for each person with all items after reversing: k / (k - 1) (1 - sum of the items'
/// variances / variance of the totals). At most 1; it may be negative. Absent with fewer than two people or items, rows of different lengths,
/// answers that are not finite, or totals that do not vary. Source: Cronbach 1951, Psychometrika 16, 297-334.
std::optional<double> cronbachAlpha(std::span<const std::vector<double>> people);

/// The alpha of one's own baselines, fit for reliableThreshold: absent with fewer than kFewestForReliability people or if it is not positive.
std::optional<double> ownReliability(std::span<const std::vector<double>> people);

}  // namespace waymark::statistics
