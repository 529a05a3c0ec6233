#include "shared/statistics/change_report.h"

#include "shared/statistics/distributions.h"

#include <algorithm>

namespace waymark::statistics {

namespace {

bool hasRange(const ScoredAnswer& answer) { return finite(answer.lowest) && finite(answer.highest) && answer.lowest < answer.highest; }

struct OneUnit {
    std::vector<ScoredAnswer> rows;
    ScoreUnit unit = ScoreUnit::Scale;
    ScoreRange range;
};

/// Unscores rows without a range, and brings all to POMP if their ranges differ.
OneUnit inOneUnit(std::span<const ScoredAnswer> answers) {
    OneUnit all{{answers.begin(), answers.end()}, ScoreUnit::Scale, {}};
    bool differ = false;
    for (ScoredAnswer& row : all.rows) {
        if (!hasRange(row)) row.score.reset();
        if (!row.score || row.point == domain::Point::Then) continue;
        if (!all.range.lowest) all.range = {row.lowest, row.highest};
        differ = differ || row.lowest != all.range.lowest || row.highest != all.range.highest;
    }
    if (!differ) return all;
    all.unit = ScoreUnit::Pomp;
    all.range = {0.0, 100.0};
    for (ScoredAnswer& row : all.rows)
        if (row.score) row.score = pomp(*row.score, row.lowest, row.highest);
    return all;
}

/// The scores that the levels are told of.
struct Given {
    std::vector<double> before, after, baselines, lost;
};

void tellAsGiven(const Given& given, ChangeReport& report) {
    report.change.before = summarise(given.before);
    report.change.after = summarise(given.after);
    report.allBaselines = summarise(given.baselines);
    report.lostBaselines = summarise(given.lost);
}

bool isLower(const ScoredAnswer& answer) { return answer.better == domain::Better::Lower; }

/// Of scores that have been through upIsBetter.
ScoreRange rangeUp(const ScoreRange& range, domain::Better better) {
    if (better == domain::Better::Higher || (range.lowest && range.highest)) return range;
    const auto turned = [](std::optional<double> end) { return end ? std::optional(-*end) : std::nullopt; };
    return {turned(range.highest), turned(range.lowest)};
}

}  // namespace

double upIsBetter(double score, domain::Better better, const ScoreRange& range) {
    if (better == domain::Better::Higher) return score;
    return (range.lowest && range.highest ? *range.lowest + *range.highest : 0.0) - score;
}

std::optional<double> pomp(double score, double lowest, double highest) {
    if (!(lowest < highest)) return std::nullopt;
    return finite(100.0 * (score - lowest) / (highest - lowest));
}

ChangeReport changeReport(std::span<const ScoredAnswer> answers, const DueRule& due, std::optional<double> reliability) {
    const OneUnit all = inOneUnit(answers);
    ChangeReport report = changeReportWithin(all.range, all.rows, due, reliability);
    report.unit = all.unit;
    return report;
}

ChangeReport changeReportWithin(const ScoreRange& range, std::span<const ScoredAnswer> rows, const DueRule& due,
                                std::optional<double> reliability) {
    ChangeReport report;
    report.range = range;
    if (!rows.empty() && std::all_of(rows.begin(), rows.end(), isLower)) report.better = domain::Better::Lower;
    const bool turned = std::any_of(rows.begin(), rows.end(), isLower);
    const auto up = [&](std::size_t at) { return upIsBetter(*rows[at].score, rows[at].better, range); };
    Pairing pairing = pairUp(rows, due);

    std::vector<double> baselines, lostBaselines, changes;
    Given given;
    std::vector<Pair> pairs;
    std::vector<LookingBack> lookingBack;
    for (const PersonPair& pair : pairing.pairs) {
        pairs.push_back({up(pair.baseline), up(pair.later)});
        given.before.push_back(*rows[pair.baseline].score);
        given.after.push_back(*rows[pair.later].score);
        given.baselines.push_back(given.before.back());
        baselines.push_back(pairs.back().before);
        changes.push_back(pairs.back().after - pairs.back().before);
        if (pair.then) lookingBack.push_back({pairs.back().before, up(*pair.then), pairs.back().after});
    }
    for (const Excluded& person : pairing.excluded) {
        ++report.excluded[person.reason];
        if (!person.baseline) continue;
        baselines.push_back(up(*person.baseline));
        given.baselines.push_back(*rows[*person.baseline].score);
        if (!isLost(person.reason)) continue;
        lostBaselines.push_back(baselines.back());
        given.lost.push_back(given.baselines.back());
    }

    report.people = pairing.pairs.size() + pairing.excluded.size();
    report.baselines = baselines.size();
    report.lost = lostBaselines.size();
    report.due = pairs.size() + report.lost;
    report.followUpRate = followUpRate(pairs.size(), report.due);
    report.banner = followUpBanner(report.followUpRate);
    report.allBaselines = summarise(baselines);
    report.lostBaselines = summarise(lostBaselines);
    report.extremes = findExtremes(baselines, rangeUp(range, report.better));
    report.size = sizeClass(pairs.size());
    report.change = pairedChange(pairs);
    report.attrition = attrition(report.change.improved, report.change.before, report.lostBaselines);
    if (reliability) report.threshold = reliableThreshold(report.change.before.sd, *reliability);
    if (report.threshold) report.reliable = reliableCounts(changes, *report.threshold);
    report.thenTest = thenTest(lookingBack);
    report.pairs = std::move(pairing.pairs);
    if (turned) tellAsGiven(given, report);
    return report;
}

}  // namespace waymark::statistics
