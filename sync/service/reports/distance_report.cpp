#include "sync/service/reports/distance_report.h"

#include "shared/questionnaire/text.h"
#include "shared/statistics/important_change.h"
#include "shared/statistics/reliability.h"
#include "shared/statistics/tolerance.h"
#include "sync/service/reports/distance_groups.h"

#include <algorithm>
#include <tuple>

namespace waymark::service {

namespace {

using statistics::ChangeReport;
using statistics::SizeClass;

std::int64_t whole(std::size_t n) { return static_cast<std::int64_t>(n); }

ChangeCounts countsOf(const ChangeReport& change, const Disclosure& disclosure) {
    ChangeCounts counts;
    counts.due = disclosure.count(whole(change.due));
    counts.pairs = disclosure.count(whole(change.pairs.size()));
    counts.lost = disclosure.countOf(whole(change.lost), whole(change.due));
    counts.followUpRate = change.followUpRate;
    if (counts.lost.hidden) counts.due.hidden = true, counts.followUpRate.reset();
    counts.banner = change.banner;
    counts.improved = disclosure.count(whole(change.change.improved));
    counts.same = disclosure.count(whole(change.change.same));
    counts.declined = disclosure.count(whole(change.change.declined));
    disclosure.protect({&counts.improved, &counts.same, &counts.declined});
    std::vector<Count*> lost, others;
    for (const auto& [reason, people] : change.excluded) {
        Count& count = counts.excluded[std::string(statistics::name(reason))];
        count = disclosure.count(whole(people));
        (statistics::isLost(reason) ? lost : others).push_back(&count);
    }
    disclosure.protect(lost);  // their sum is told
    disclosure.protect(others);
    return counts;
}

/// Whether taking all that is told from the number of people would tell the hidden reasons.
bool tellsByDifference(const ChangeCounts& counts, const Disclosure& disclosure) {
    std::vector<const Count*> reasons;
    for (const auto& [reason, people] : counts.excluded)
        reasons.push_back(&people);
    return disclosure.followsFromSum(reasons);
}

std::optional<ImportantChange> importantOf(const ChangeReport& change, const ScoreRows& rows) {
    std::vector<double> better, same;
    for (const auto& pair : change.pairs) {
        const std::string& anchor = rows.sources[pair.later].anchor;
        const auto up = [&](std::size_t at) {
            return statistics::upIsBetter(rows.answers[at].score.value_or(0.0), rows.answers[at].better, change.range);
        };
        const double moved = up(pair.later) - up(pair.baseline);
        if (anchor == "a_little_better") better.push_back(moved);
        if (anchor == "about_the_same") same.push_back(moved);
    }
    const auto told = [](const std::vector<double>& group) { return statistics::showsMean(statistics::sizeClass(group.size())); };
    if (change.unit == statistics::ScoreUnit::Scale && told(better) && told(same))
        if (const auto important = statistics::importantChange(better, same)) return ImportantChange{*important, true};
    if (const auto thumb = statistics::importantChangeByThumb(change.change.before.sd)) return ImportantChange{*thumb, false};
    return std::nullopt;
}

std::optional<MeanChange> meanOf(const ChangeReport& change, const ScoreRows& rows) {
    const auto& paired = change.change;
    if (!paired.meanChange || !paired.ci95 || !paired.before.mean || !paired.after.mean) return std::nullopt;
    return MeanChange{*paired.before.mean, *paired.after.mean, *paired.meanChange,       paired.ci95->low,
                      paired.ci95->high,   paired.dAv,         importantOf(change, rows)};
}

std::optional<LostFigures> lostOf(const ChangeReport& change, const ChangeCounts& counts, const Disclosure& disclosure) {
    if (!change.lostBaselines.mean || counts.lost.hidden || !disclosure.showsShares(whole(change.lost))) return std::nullopt;
    LostFigures lost{*change.lostBaselines.mean, change.attrition.startsApart, change.attrition.differs, {}, {}};
    if (counts.improved.hidden) return lost;
    lost.worst = change.attrition.improvedWorst;
    lost.best = change.attrition.improvedBest;
    return lost;
}

std::optional<ReliableFigures> reliableOf(const ChangeReport& change, double alpha, const ChangeCounts& counts,
                                          const Disclosure& disclosure) {
    if (!change.threshold || !change.reliable) return std::nullopt;
    const auto& of = *change.reliable;
    ReliableFigures figures{alpha, change.threshold->sem, change.threshold->sDiff, change.threshold->threshold, {}, {}, {}, {}, {}};
    figures.reliablyImproved = disclosure.count(whole(of.reliablyImproved));
    figures.improved = disclosure.count(whole(of.improved));
    figures.same = counts.same;
    figures.declined = disclosure.count(whole(of.declined));
    figures.reliablyDeclined = disclosure.count(whole(of.reliablyDeclined));
    // The two of a direction make up a number that is told or hidden already, so they are told both or not at all.
    const auto together = [](Count& reliably, Count& other, const Count& sum) {
        reliably.hidden = other.hidden = reliably.hidden || other.hidden || sum.hidden;
    };
    together(figures.reliablyImproved, figures.improved, counts.improved);
    together(figures.reliablyDeclined, figures.declined, counts.declined);
    return figures;
}

std::optional<double> shareOf(std::size_t part, const std::optional<double>& share, std::size_t of, const Disclosure& disclosure) {
    const bool told = disclosure.showsShares(whole(of)) && !disclosure.countOf(whole(part), whole(of)).hidden;
    return told ? share : std::nullopt;
}

bool hasFaces(const questionnaire::Instrument& instrument) {
    return std::any_of(instrument.scales.begin(), instrument.scales.end(), [](const auto& scale) { return scale.faces; });
}

FacesFigures facesOf(const ChangeReport& change, const ScoreRows& rows, const ChangeCounts& counts, const Disclosure& disclosure) {
    const auto isHighest = [&rows](std::size_t row) {
        const auto& answer = rows.answers[row];
        return answer.score && *answer.score > answer.highest - statistics::kSameWithin;
    };
    std::size_t before = 0, after = 0;
    for (const auto& pair : change.pairs) {
        before += isHighest(pair.baseline) ? 1 : 0;
        after += isHighest(pair.later) ? 1 : 0;
    }
    const std::size_t pairs = change.pairs.size();
    const auto share = [&](std::size_t part) {
        return shareOf(part, static_cast<double>(part) / static_cast<double>(pairs), pairs, disclosure);
    };
    FacesFigures figures{{}, share(before), share(after)};
    if (!counts.improved.hidden && !counts.same.hidden && !counts.declined.hidden) figures.signP = change.change.signTestP;
    return figures;
}

/// Of the version of which there are the most whole starts.
std::pair<std::optional<double>, std::size_t> reliabilityOf(const ScoreRows& rows) {
    std::vector<std::vector<double>> most;
    for (const auto& [instrument, people] : rows.itemRows) {
        if (people.size() <= most.size()) continue;
        most.clear();
        for (const auto& [person, row] : people)
            most.push_back(row.items);
    }
    return {statistics::ownReliability(most), most.size()};
}

ScoreDistance distanceOf(const std::string& key, const ScoreRows& rows, bool faces, const Names* names, const Disclosure& disclosure,
                         const statistics::DueRule& due) {
    const auto [alpha, wholeStarts] = reliabilityOf(rows);
    const auto change = statistics::changeReport(rows.answers, due, alpha);
    ScoreDistance distance;
    distance.key = key;
    distance.label = rows.label;
    distance.lowest = change.range.lowest.value_or(0.0);
    distance.highest = change.range.highest.value_or(0.0);
    distance.percentOfRange = change.unit == statistics::ScoreUnit::Pomp;
    distance.better = change.better;
    distance.size = change.size;
    // Between 5 and 9 pairs, counts stay inside the team.
    if (distance.size == SizeClass::CountsOnly && disclosure.audience() != Audience::Team) distance.size = SizeClass::TooFew;
    if (!statistics::showsCounts(distance.size)) return distance;

    distance.counts = countsOf(change, disclosure);
    if (!statistics::showsMean(distance.size)) return distance;
    distance.mean = meanOf(change, rows);
    distance.lost = lostOf(change, *distance.counts, disclosure);
    if (faces) distance.faces = facesOf(change, rows, *distance.counts, disclosure);
    if (alpha) distance.reliable = reliableOf(change, *alpha, *distance.counts, disclosure);
    distance.wholeStarts = disclosure.count(whole(wholeStarts));
    const auto& extremes = change.extremes;
    distance.ceiling = extremes.ceiling;
    distance.floor = extremes.floor;
    distance.ceilingShare = shareOf(extremes.atHighest, extremes.ceilingShare, extremes.n, disclosure);
    distance.floorShare = shareOf(extremes.atLowest, extremes.floorShare, extremes.n, disclosure);
    if (names) distance.groups = groupTables(change, rows, *names);
    return distance;
}

std::vector<LookingBackFigures> lookingBackOf(const FamilyRows& family, const Disclosure& disclosure, const statistics::DueRule& due) {
    std::vector<LookingBackFigures> figures;
    const auto add = [&](const std::string& label, const std::vector<statistics::ScoredAnswer>& answers) {
        const auto change = statistics::changeReport(answers, due);
        const auto& test = change.thenTest;
        if (!test || !statistics::showsMean(statistics::sizeClass(test->n))) return;
        figures.push_back({label, change.better, disclosure.count(whole(test->n)), test->conventional, test->thenBased, test->shift});
    };
    for (const auto& [key, rows] : family.scores)
        add(rows.label, rows.answers);
    for (const auto& [key, rows] : family.lookingBack)
        add(rows.label, rows.answers);
    return figures;
}

std::vector<std::string> countingWords(const Scope& scope, const Disclosure& disclosure, bool lowerIsBetter) {
    std::vector<std::string> counting = {
        "Only pairs count: the same person's first start and latest later answer, by the same person answering, in versions that can be "
        "compared, at least 28 days apart. A start asked later than 28 days after the first attendance is none: it is left out and counted "
        "below.",
        "A start counts as due to be followed up from 28 days on, because from then on a later answer counts. Came back is pairs of those "
        "due; the others are lost or not due yet, and are counted below. People who are asked again after 12 weeks can still come back.",
        "The change is the mean over pairs, with the 95 % interval in brackets. People who came back changed by this much; it does not say "
        "why.",
        "Fewer than 5 pairs show nothing. From 5 to 9 there are only counts, inside the team. From 10 to 29 the figure is early.",
        "Improved, the same and declined go by any change at all, also a small one. A reliable change is larger than the questionnaire's "
        "own "
        "noise gives 19 people in 20; the noise comes from how consistently at least 100 people answered at the start.",
        "If everybody who was lost had improved, or nobody, the share of those who improved would lie at the two ends that are given.",
        "A gap is a group's mean minus the mean of all in the pairs. Groups of fewer than 10 pairs are put together.",
    };
    if (lowerIsBetter)
        counting.push_back("Where lower is better, a fall counts as improved; the scores themselves are shown as they were given.");
    if (scope.from || scope.to)
        counting.push_back("The dates choose people by the day of their start. Later answers count whenever they were given.");
    if (std::string hidden = disclosure.words("people and of pairs"); !hidden.empty()) counting.push_back(std::move(hidden));
    return counting;
}

}  // namespace

DistanceReport distanceReport(const DistanceRows& rows, const InstrumentBook& book, const Scope& scope, const Names& names,
                              const Disclosure& disclosure, const std::string& today) {
    DistanceReport report;
    const CollectedRows collected = collectRows(rows, book, scope);
    report.unreadable = collected.unreadable;
    report.answeredForChild = collected.answeredForChild;
    report.saidNo = disclosure.count(whole(collected.saidNo.size()));
    statistics::DueRule due;
    due.today = dayNumberOf(today);
    for (const auto& [family, found] : collected.families) {
        InstrumentDistance instrument;
        instrument.family = family;
        instrument.title = questionnaire::wordsIn(found.newest->title, "en");
        instrument.note = questionnaire::wordsIn(found.newest->label, "en");
        instrument.people = disclosure.count(whole(found.people.size()));
        std::vector<std::pair<std::size_t, std::string>> order;
        for (const auto& [key, score] : found.scores)
            order.emplace_back(score.place, key);
        std::sort(order.begin(), order.end());
        for (const auto& [place, key] : order) {
            const bool isFirst = instrument.scores.empty();
            instrument.scores.push_back(distanceOf(key, found.scores.at(key), hasFaces(*found.newest), isFirst ? &names : nullptr, disclosure, due));
            const auto& counts = instrument.scores.back().counts;
            if (counts && tellsByDifference(*counts, disclosure)) instrument.people.hidden = true;
        }
        instrument.lookingBack = lookingBackOf(found, disclosure, due);
        report.instruments.push_back(std::move(instrument));
    }
    std::sort(report.instruments.begin(), report.instruments.end(),
              [](const auto& a, const auto& b) { return std::tie(b.people.value, a.family) < std::tie(a.people.value, b.family); });
    const bool lowerIsBetter = std::any_of(report.instruments.begin(), report.instruments.end(), [](const auto& instrument) {
        return std::any_of(instrument.scores.begin(), instrument.scores.end(),
                           [](const auto& score) { return score.better == domain::Better::Lower; });
    });
    report.counting = countingWords(scope, disclosure, lowerIsBetter);
    report.audience = name(disclosure.audience());
    report.fewestShown = disclosure.fewestShown();
    return report;
}

}  // namespace waymark::service
