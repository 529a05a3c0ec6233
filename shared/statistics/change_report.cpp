#include "shared/statistics/change_report.h"

#include "shared/statistics/distributions.h"

namespace waymark::statistics {

namespace {

bool hasRange(const ScoredAnswer& answer) { return finite(answer.lowest) && finite(answer.highest) && answer.lowest < answer.highest; }

/// Unscores rows without a range, and brings all to POMP if their ranges differ.
std::vector<ScoredAnswer> inOneUnit(std::span<const ScoredAnswer> answers, ChangeReport& report) {
    std::vector<ScoredAnswer> rows(answers.begin(), answers.end());
    bool first = true, differ = false;
    for (ScoredAnswer& row : rows) {
        if (!hasRange(row)) row.score.reset();
        if (!row.score || row.point == domain::Point::Then) continue;
        if (first) {
            report.lowest = row.lowest;
            report.highest = row.highest;
            first = false;
        }
        differ = differ || row.lowest != report.lowest || row.highest != report.highest;
    }
    if (!differ) return rows;
    report.unit = ScoreUnit::Pomp;
    report.lowest = 0.0;
    report.highest = 100.0;
    for (ScoredAnswer& row : rows)
        if (row.score) row.score = pomp(*row.score, row.lowest, row.highest);
    return rows;
}

}  // namespace

std::optional<double> pomp(double score, double lowest, double highest) {
    if (!(lowest < highest)) return std::nullopt;
    return finite(100.0 * (score - lowest) / (highest - lowest));
}

ChangeReport changeReport(std::span<const ScoredAnswer> answers, const DueRule& due) {
    ChangeReport report;
    const std::vector<ScoredAnswer> rows = inOneUnit(answers, report);
    Pairing pairing = pairUp(rows, due);

    std::vector<double> baselines, lostBaselines;
    std::vector<Pair> pairs;
    for (const PersonPair& pair : pairing.pairs) {
        pairs.push_back({*rows[pair.baseline].score, *rows[pair.later].score});
        baselines.push_back(pairs.back().before);
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
    report.extremes = findExtremes(baselines, report.lowest, report.highest);
    report.size = sizeClass(pairs.size());
    report.change = pairedChange(pairs);
    report.pairs = std::move(pairing.pairs);
    return report;
}

}  // namespace waymark::statistics
