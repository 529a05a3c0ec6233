// Who may be compared with their own earlier self: our own pairing rule, with a reason for everyone it leaves out.
#pragma once

#include "shared/domain/measuring.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::statistics {

/// A later answer counts from this many days after the baseline (our own rule).
inline constexpr std::int64_t kMinGapDays = 28;

/// Whatever lies further from nothing counts as not scored: the squares of such numbers are none any more.
inline constexpr double kLargestScore = 1e100;

/// One scored answer to one instrument, in any of its versions.
struct ScoredAnswer {
    std::string person;  ///< after merges: two ids of one person are one id here
    std::string family;  ///< the version family: versions whose scores may be compared
    domain::Point point = domain::Point::Baseline;
    domain::Respondent respondent = domain::Respondent::Self;
    std::optional<double> score;         ///< absent if too few items were answered
    double lowest = 0.0, highest = 0.0;  ///< of the possible scores, in the score's unit
    std::int64_t day = 0;                ///< days since 1970-01-01, local
    bool late = false;                   ///< a baseline given when part of the way may already have been gone
    domain::Better better = domain::Better::Higher;  ///< as its questionnaire says of this score; `score` itself is as it was given
};

/// Why a person who answered is in no pair. Everyone is in a pair or has exactly one reason: the first below that holds.
enum class Exclusion {
    NoBaseline,        ///< answered later, but never at the start
    BaselineUnscored,  ///< too few items answered at the start
    LateBaseline,      ///< the start was asked too late to be one
    NotDueYet,         ///< the start is so recent that no later answer could count yet
    TooSoon,           ///< the later answer came less than kMinGapDays after the baseline
    LaterUnscored,     ///< too few items answered later
    OtherRespondent,   ///< somebody else answered later
    OtherVersion,      ///< later in a version that cannot be compared
    NoLater,           ///< nothing later
};
std::string_view name(Exclusion reason);  ///< "too_soon"

/// Whether the person had a baseline that should have been followed up.
bool isLost(Exclusion reason);

struct PersonPair {
    std::string person;
    std::size_t baseline = 0, later = 0;  ///< places in the rows given
    std::optional<std::size_t> then;      ///< place of the latest scored then-test in the same version family by the same respondent
};

struct Excluded {
    std::string person;
    Exclusion reason = Exclusion::NoBaseline;
    std::optional<std::size_t> baseline;  ///< place of the first scored baseline in time, if there is one
};

struct Pairing {
    std::vector<PersonPair> pairs;   ///< one for a person, ordered by person
    std::vector<Excluded> excluded;  ///< ordered by person
};

/// When a follow-up is due: from the day on which a later answer could count, kMinGapDays after the baseline. Whoever was asked again by then
/// and whoever was not count alike; a longer wait would count early successes and leave out the failures beside them. Without `today` every
/// baseline counts as due.
struct DueRule {
    std::optional<std::int64_t> today;  ///< days since 1970-01-01
};

/// For each person: the first scored baseline in time and the latest scored later point (interim, exit or follow-up) by the same respondent
/// in the same version family, at least kMinGapDays apart. A person with such pairs in several versions or by several respondents
/// counts once, with the pair whose baseline is the earliest. Late baselines make no pairs. Then-tests are named beside a pair and never
/// make one. The order of the rows does not matter.
Pairing pairUp(std::span<const ScoredAnswer> answers, const DueRule& due = {});

}  // namespace waymark::statistics
