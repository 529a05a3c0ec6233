// When somebody is to be asked: the windows, our own rule. Days are counted from 1970-01-01, local.
#pragma once

#include "shared/questionnaire/instrument.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace waymark::questionnaire {

inline constexpr std::int64_t kBaselineWithinDays = 28;  ///< of the first attendance, and by the second
inline constexpr std::int64_t kInterimEveryDays = 84;    ///< 12 weeks
inline constexpr std::size_t kInterimEveryAttendances = 6;
inline constexpr std::int64_t kShortestGapDays = 28;    ///< a later point counts from this many days after the baseline
inline constexpr std::int64_t kExitWithinDays = 28;     ///< after the last planned session
inline constexpr std::int64_t kFollowUpFromDays = 91;   ///< 3 months after the exit
inline constexpr std::int64_t kFollowUpToDays = 183;    ///< 6 months after the exit
inline constexpr std::int64_t kInterimWithinDays = 28;  ///< how long an interim may wait before it is late

/// An instrument that somebody has answered.
struct Taken {
    domain::Point point = domain::Point::Baseline;
    std::int64_t day = 0;
};

struct DueInput {
    std::span<const std::int64_t> attendedOn;   ///< ascending; one entry for each attendance
    std::span<const Taken> taken;               ///< of this instrument, in any order
    std::span<const domain::Point> points;      ///< at which the instrument is asked
    std::optional<std::int64_t> lastPlannedOn;  ///< last planned session, if it is known
    std::int64_t today = 0;
    std::span<const Window> windows = {};  ///< of this instrument, where it has its own
};

enum class DueState {
    Coming,   ///< the window has not opened
    Open,     ///< to be asked now
    Overdue,  ///< should have been asked; asking late is better than not asking
};
std::string_view name(DueState state);  ///< "overdue"

struct Due {
    domain::Point point = domain::Point::Baseline;
    std::int64_t opensOn = 0;
    std::int64_t dueBy = 0;  ///< the last day that is in time
    DueState state = DueState::Coming;
    bool optional = false;  ///< a follow-up
};

/// The next point at which this person is to be asked, or nothing if there is none: not yet attended, all done, or a follow-up whose
/// time has passed. Baseline first; without one nothing else is due. An exit that has opened goes before an interim.
std::optional<Due> nextDue(const DueInput& input);

}  // namespace waymark::questionnaire
