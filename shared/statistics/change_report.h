// Distance travelled, as a report may tell it: who is in the pairs, who was lost, how far people moved and how sure one may be.
// Both ends use this; what a screen shows of it follows `size`.
#pragma once

#include "shared/statistics/attrition.h"
#include "shared/statistics/extremes.h"
#include "shared/statistics/follow_up.h"
#include "shared/statistics/paired_change.h"
#include "shared/statistics/pairing.h"
#include "shared/statistics/reliable_change.h"
#include "shared/statistics/sample_size.h"
#include "shared/statistics/then_test.h"

#include <map>
#include <span>
#include <vector>

namespace waymark::statistics {

/// What the scores of a report are counted in.
enum class ScoreUnit {
    Scale,  ///< the instrument's own scale
    Pomp,   ///< percent of the maximum possible, because scales of different ranges came together
};

/// Means, ranges and floors are of the scores as they were given; every change, gap and effect has up as better.
struct ChangeReport {
    ScoreUnit unit = ScoreUnit::Scale;
    domain::Better better = domain::Better::Higher;  ///< of the scores; lower only if it is so for all of them
    ScoreRange range;  ///< in `unit`

    std::size_t people = 0;                     ///< who answered at any point but a then-test
    std::size_t baselines = 0;                  ///< people with a scored baseline in time
    std::size_t due = 0;                        ///< baselines in a pair, or whose follow-up is due
    std::size_t lost = 0;                       ///< due, and in no pair
    std::map<Exclusion, std::size_t> excluded;  ///< people by reason; reasons without people are absent

    std::vector<PersonPair> pairs;       ///< one for a person; places in the rows given
    std::optional<double> followUpRate;  ///< pairs / due
    FollowUpBanner banner = FollowUpBanner::None;

    Summary allBaselines;   ///< of everyone with a baseline in time
    Summary lostBaselines;  ///< of the lost: do they differ from those who stayed (change.before)?
    Attrition attrition;
    Extremes extremes;  ///< of all baselines: the ceiling is the best possible score, from where nobody can improve

    SizeClass size = SizeClass::TooFew;
    PairedChange change;  ///< complete whatever the size: the report's writer must heed `size`

    std::optional<ReliableThreshold> threshold;  ///< absent without a reliability
    std::optional<ReliableCounts> reliable;
    std::optional<ThenTest> thenTest;  ///< of the pairs with a then-test; never part of the above
};

/// One report over the answers to one instrument in any of its versions. Rows with lowest >= highest count as unscored.
/// `reliability`: of the questionnaire, within [0, 1], if it is known.
ChangeReport changeReport(std::span<const ScoredAnswer> answers, const DueRule& due = {}, std::optional<double> reliability = {});

/// The same for scores that are all in one unit, whose range the caller knows as far as anybody does. The rows' own ranges do not matter.
ChangeReport changeReportWithin(const ScoreRange& range, std::span<const ScoredAnswer> answers, const DueRule& due = {},
                                std::optional<double> reliability = {});

/// The score with up as better: where lower is better, mirrored within the range, or about 0 where an end of it is not known.
double upIsBetter(double score, domain::Better better, const ScoreRange& range);

/// Percent of the maximum possible: 100 (score - lowest) / (highest - lowest). Absent if lowest >= highest.
/// Source: Cohen et al. 1999, Multivariate Behavioral Research 34, 315-346.
std::optional<double> pomp(double score, double lowest, double highest);

}  // namespace waymark::statistics
