#include "shared/statistics/pairing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace waymark::statistics {

namespace {

using domain::Point;
using Rows = std::span<const ScoredAnswer>;

bool isScored(const ScoredAnswer& answer) { return answer.score && std::abs(*answer.score) <= kLargestScore; }
bool isLater(const ScoredAnswer& answer) { return answer.point != Point::Baseline && answer.point != Point::Then; }

bool isComparable(const ScoredAnswer& a, const ScoredAnswer& b) { return a.family == b.family && a.respondent == b.respondent; }

/// A total order, so that the outcome does not depend on the order of the rows.
auto inTime(const ScoredAnswer& a) { return std::tie(a.day, a.family, a.respondent, a.point, a.score); }

/// The first scored baseline in time of each version family and respondent among one person's answers, earliest first.
std::vector<std::size_t> firstBaselines(Rows rows, std::span<const std::size_t> own) {
    std::vector<std::size_t> firsts;
    for (const std::size_t at : own) {
        if (rows[at].point != Point::Baseline || !isScored(rows[at]) || rows[at].late) continue;
        const bool known =
            std::any_of(firsts.begin(), firsts.end(), [&](std::size_t first) { return isComparable(rows[first], rows[at]); });
        if (!known) firsts.push_back(at);
    }
    return firsts;
}

std::optional<std::size_t> latestAfter(Rows rows, std::span<const std::size_t> own, const ScoredAnswer& baseline) {
    for (auto at = own.rbegin(); at != own.rend(); ++at) {
        const ScoredAnswer& later = rows[*at];
        if (isLater(later) && isScored(later) && isComparable(later, baseline))
            return later.day - baseline.day >= kMinGapDays ? std::optional(*at) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::size_t> thenTestOf(Rows rows, std::span<const std::size_t> own, const ScoredAnswer& baseline) {
    for (auto at = own.rbegin(); at != own.rend(); ++at)
        if (rows[*at].point == Point::Then && isScored(rows[*at]) && isComparable(rows[*at], baseline)) return *at;
    return std::nullopt;
}

Exclusion reasonFor(Rows rows, std::span<const std::size_t> own, std::span<const std::size_t> baselines, const DueRule& due) {
    const auto any = [&](auto&& holds) { return std::any_of(own.begin(), own.end(), [&](std::size_t at) { return holds(rows[at]); }); };
    if (baselines.empty()) {
        if (any([](const ScoredAnswer& a) { return a.point == Point::Baseline && isScored(a); })) return Exclusion::LateBaseline;
        return any([](const ScoredAnswer& a) { return a.point == Point::Baseline; }) ? Exclusion::BaselineUnscored : Exclusion::NoBaseline;
    }
    if (due.today && rows[baselines.front()].day + kMinGapDays > *due.today) return Exclusion::NotDueYet;
    const auto anyLater = [&](auto&& holds) {
        return any([&](const ScoredAnswer& a) {
            return isLater(a) && std::any_of(baselines.begin(), baselines.end(), [&](std::size_t at) { return holds(a, rows[at]); });
        });
    };
    if (anyLater([](const auto& a, const auto& b) { return isComparable(a, b) && isScored(a); })) return Exclusion::TooSoon;
    if (anyLater([](const auto& a, const auto& b) { return isComparable(a, b); })) return Exclusion::LaterUnscored;
    if (anyLater([](const auto& a, const auto& b) { return a.family == b.family; })) return Exclusion::OtherRespondent;
    if (anyLater([](const auto&, const auto&) { return true; })) return Exclusion::OtherVersion;
    return Exclusion::NoLater;
}

}  // namespace

std::string_view name(Exclusion reason) {
    constexpr std::array<std::string_view, 9> kNames = {"no_baseline",    "baseline_unscored", "late_baseline", "not_due_yet", "too_soon",
                                                        "later_unscored", "other_respondent",  "other_version", "no_later"};
    return kNames[static_cast<std::size_t>(reason)];
}

bool isLost(Exclusion reason) {
    return reason != Exclusion::NoBaseline && reason != Exclusion::BaselineUnscored && reason != Exclusion::LateBaseline &&
           reason != Exclusion::NotDueYet;
}

Pairing pairUp(std::span<const ScoredAnswer> answers, const DueRule& due) {
    std::vector<std::size_t> order;
    order.reserve(answers.size());
    for (std::size_t at = 0; at < answers.size(); ++at)
        order.push_back(at);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const int people = answers[a].person.compare(answers[b].person);
        return people != 0 ? people < 0 : inTime(answers[a]) < inTime(answers[b]);
    });

    Pairing pairing;
    for (std::size_t first = 0; first < order.size();) {
        const std::string& person = answers[order[first]].person;
        std::size_t end = first;
        while (end < order.size() && answers[order[end]].person == person)
            ++end;
        const std::span<const std::size_t> own(order.data() + first, end - first);
        first = end;
        if (std::all_of(own.begin(), own.end(), [&](std::size_t at) { return answers[at].point == Point::Then; })) continue;

        const std::vector<std::size_t> baselines = firstBaselines(answers, own);
        bool paired = false;
        for (const std::size_t baseline : baselines) {
            const auto later = latestAfter(answers, own, answers[baseline]);
            if (!later) continue;
            pairing.pairs.push_back({person, baseline, *later, thenTestOf(answers, own, answers[baseline])});
            paired = true;
            break;
        }
        if (paired) continue;
        const auto baseline = baselines.empty() ? std::nullopt : std::optional(baselines.front());
        pairing.excluded.push_back({person, reasonFor(answers, own, baselines, due), baseline});
    }
    return pairing;
}

}  // namespace waymark::statistics
