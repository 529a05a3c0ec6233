#include "shared/statistics/reliability.h"

#include "shared/statistics/descriptive.h"
#include "shared/statistics/distributions.h"

#include <algorithm>

namespace waymark::statistics {

namespace {

std::optional<double> variance(std::span<const double> values) {
    const auto sd = summarise(values).sd;
    if (!sd) return std::nullopt;
    return *sd * *sd;
}

}  // namespace

std::optional<double> cronbachAlpha(std::span<const std::vector<double>> people) {
    if (people.size() < 2) return std::nullopt;
    const std::size_t items = people.front().size();
    if (items < 2 || std::any_of(people.begin(), people.end(), [&](const auto& row) { return row.size() != items; })) return std::nullopt;

    std::vector<double> totals(people.size(), 0.0), answers(people.size());
    double withinItems = 0.0;
    for (std::size_t item = 0; item < items; ++item) {
        for (std::size_t i = 0; i < people.size(); ++i) {
            answers[i] = people[i][item];
            totals[i] += answers[i];
        }
        const auto ofItem = variance(answers);
        if (!ofItem) return std::nullopt;
        withinItems += *ofItem;
    }
    const auto ofTotals = variance(totals);
    if (!ofTotals || *ofTotals <= 0.0) return std::nullopt;
    const auto k = static_cast<double>(items);
    return finite(k / (k - 1.0) * (1.0 - withinItems / *ofTotals));
}

std::optional<double> ownReliability(std::span<const std::vector<double>> people) {
    if (people.size() < kFewestForReliability) return std::nullopt;
    const auto alpha = cronbachAlpha(people);
    if (!alpha || *alpha <= 0.0) return std::nullopt;
    return std::min(*alpha, 1.0);
}

}  // namespace waymark::statistics
