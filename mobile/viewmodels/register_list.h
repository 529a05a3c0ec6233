// Who belongs on a session's register, and how many are here: plain functions over the mirror, used by Today, the register and the
// questionnaires.
#pragma once

#include "mobile/bridge/mirror.h"
#include "shared/base/calendar.h"

#include <QString>

#include <vector>

namespace waymark::mobile {

/// How far back someone's last visit to the activity may lie for them to be expected: twelve weeks, one school term.
inline constexpr int kExpectedDays = 84;

struct RegisterLine {
    EntityPtr person;
    EntityPtr mark;         ///< of this session; null if there is none
    bool expected = false;  ///< seen at the activity in the last twelve weeks, or holds an accepted place
};

/// Everyone expected and everyone marked, once each. Deleted people are left out; merged ones appear as the one they became.
/// Sorting by name takes longer than finding them: `Any` is for counting.
enum class LineOrder { ByName, Any };
std::vector<RegisterLine> registerLines(const Mirror& mirror, const EntityPtr& session, LineOrder order = LineOrder::ByName);

struct RegisterCounts {
    int here = 0;      ///< present or late, whether or not they have left
    int late = 0;      ///< of these
    int toGo = 0;      ///< expected, and nothing said about them yet
    int expected = 0;  ///< on the list: expected, or marked in any way
};
RegisterCounts countsOf(const std::vector<RegisterLine>& lines);

/// The mark of a person in a session, whichever of their merged ids it was made under; null if there is none.
EntityPtr markOf(const Mirror& mirror, const std::string& session, const std::string& person);

/// The session's title: its own, else its activity's.
QString sessionTitle(const Mirror& mirror, const EntityPtr& session);
/// "HH:MM" of planned or actual {start, end}; "" if there is none.
std::string sessionTime(const EntityPtr& session, std::string_view which, std::string_view end);

}  // namespace waymark::mobile
