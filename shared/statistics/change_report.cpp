#include "shared/statistics/change_report.h"

#include "shared/statistics/distributions.h"

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

}  // namespace

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
    Pairing pairing = pairUp(rows, due);

    std::vector<double> baselines, lostBaselines, changes;
    std::vector<Pair> pairs;
    std::vector<LookingBack> lookingBack;
    for (const PersonPair& pair : pairing.pairs) {
        pairs.push_back({*rows[pair.baseline].score, *rows[pair.later].score});
        baselines.push_back(pairs.back().before);
        changes.push_back(pairs.back().after - pairs.back().before);
        if (pair.then) lookingBack.push_back({pairs.back().before, *rows[*pair.then].score, pairs.back().after});
    }
    for (const Excluded& person : pairing.excluded) {
        ++report.excluded[person.reason];
        if (!person.baseline) continue;
        baselines.push_back(*rows[*person.baseline].score);
        if (isLost(person.reason)) lostBaselines.push_back(baselines.back());
    }

    report.people = pairing.pairs.size() + pairing.excluded.size();
    report.baselines = baselines.size();
    report.lost = lostBaselines.size();
    report.due = pairs.size() + report.lost;
    report.followUpRate = followUpRate(pairs.size(), report.due);
    report.banner = followUpBanner(report.followUpRate);
    report.allBaselines = summarise(baselines);
    report.lostBaselines = summarise(lostBaselines);
    report.extremes = findExtremes(baselines, range);
    report.size = sizeClass(pairs.size());
    report.change = pairedChange(pairs);
    report.attrition = attrition(report.change.improved, report.change.before, report.lostBaselines);
    if (reliability) report.threshold = reliableThreshold(report.change.before.sd, *reliability);
    if (report.threshold) report.reliable = reliableCounts(changes, *report.threshold);
    report.thenTest = thenTest(lookingBack);
    report.pairs = std::move(pairing.pairs);
    return report;
}

}  // namespace waymark::statistics
