#include "sync/service/reports/row_protection.h"

#include <algorithm>
#include <limits>

namespace waymark::service {

namespace {

constexpr std::int64_t kNothingLeft = std::numeric_limits<std::int64_t>::max();

bool isHidden(const AttendanceRow& row) { return row.figures.people.hidden || row.figures.attendances.hidden; }

void hideRow(AttendanceRow& row) {
    row.figures.people.hidden = row.figures.attendances.hidden = true;
    if (row.figures.firstTimers) row.figures.firstTimers->hidden = true;
}

bool follows(const std::vector<Count>& counts, const Disclosure& disclosure) {
    std::vector<const Count*> parts;
    for (const auto& count : counts)
        parts.push_back(&count);
    return disclosure.followsFromSum(parts);
}

/// Whether the sums of the hidden rows tell their people or their attendances.
bool rowsFollow(const std::vector<AttendanceRow>& rows, const Disclosure& disclosure) {
    std::vector<Count> people, attendances;
    for (const auto& row : rows) {
        people.push_back({row.figures.people.value, isHidden(row)});
        attendances.push_back({row.figures.attendances.value, isHidden(row)});
    }
    return follows(people, disclosure) || follows(attendances, disclosure);
}

std::int64_t fewestPeople(const std::vector<AttendanceRow>& rows) {
    std::int64_t fewest = kNothingLeft;
    for (const auto& row : rows)
        if (!isHidden(row) && row.figures.attendances.value > 0) fewest = std::min(fewest, row.figures.people.value);
    return fewest;
}

void protectWhole(std::vector<AttendanceRow>& rows, const Disclosure& disclosure) {
    for (auto& row : rows)
        if (isHidden(row)) hideRow(row);
    std::int64_t next = fewestPeople(rows);
    for (; next != kNothingLeft && rowsFollow(rows, disclosure); next = fewestPeople(rows))
        for (auto& row : rows)
            if (row.figures.attendances.value > 0 && row.figures.people.value == next) hideRow(row);
    if (next == kNothingLeft && std::any_of(rows.begin(), rows.end(), isHidden)) std::for_each(rows.begin(), rows.end(), hideRow);
}

struct Newcomers {
    std::int64_t people = 0, first = 0;
    bool rowHidden = false;
};

/// Which rows hide their first-timers by Disclosure::protect. Those who are none follow just as well, where the people of all rows are told.
std::vector<bool> hiddenFirstTimers(const std::vector<Newcomers>& rows, const Disclosure& disclosure) {
    std::vector<Count> first, others;
    bool allTold = true;
    for (const auto& row : rows) {
        const bool hidden = row.rowHidden || disclosure.countOf(row.first, row.people).hidden;
        first.push_back({row.first, hidden});
        others.push_back({row.people - row.first, hidden});
        allTold = allTold && !row.rowHidden;
    }
    const auto fewest = [&first] {
        std::int64_t least = kNothingLeft;
        for (const auto& count : first)
            if (!count.hidden && count.value > 0) least = std::min(least, count.value);
        return least;
    };
    std::int64_t next = fewest();
    for (; next != kNothingLeft && (follows(first, disclosure) || (allTold && follows(others, disclosure))); next = fewest())
        for (std::size_t i = 0; i < rows.size(); ++i)
            first[i].hidden = others[i].hidden = first[i].hidden || first[i].value == next;
    const bool all = next == kNothingLeft && std::any_of(first.begin(), first.end(), [](const Count& count) { return count.hidden; });
    std::vector<bool> hidden;
    for (const auto& count : first)
        hidden.push_back(all || count.hidden);
    return hidden;
}

/// Whether row `at` could have another number of first-timers in a table that prints the same: some go to another hidden row, or come from it.
bool couldBeAnother(std::vector<Newcomers> rows, std::size_t at, const std::vector<bool>& hidden, const Disclosure& disclosure) {
    const auto fits = [](const Newcomers& row) { return row.first >= 0 && row.first <= row.people; };
    for (std::size_t other = 0; other < rows.size(); ++other) {
        if (other == at || !hidden[other]) continue;
        const std::int64_t swapped = rows[other].first - rows[at].first;
        for (std::int64_t step = -disclosure.fewestShown(); step <= disclosure.fewestShown() + 1; ++step) {
            const std::int64_t moved = step > disclosure.fewestShown() ? swapped : step;
            if (moved == 0) continue;
            rows[at].first += moved;
            rows[other].first -= moved;
            const bool same = fits(rows[at]) && fits(rows[other]) && hiddenFirstTimers(rows, disclosure) == hidden;
            rows[at].first -= moved;
            rows[other].first += moved;
            if (same) return true;
        }
    }
    return false;
}

void protectFirstTimers(std::vector<AttendanceRow>& rows, bool totalHidden, const Disclosure& disclosure) {
    std::vector<Newcomers> newcomers;
    for (const auto& row : rows)
        newcomers.push_back({row.figures.people.value, row.figures.firstTimers->value, isHidden(row)});
    const std::vector<bool> hidden = hiddenFirstTimers(newcomers, disclosure);
    bool all = totalHidden;
    for (std::size_t i = 0; i < rows.size() && !all; ++i)
        all = hidden[i] && !couldBeAnother(newcomers, i, hidden, disclosure);
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].figures.firstTimers->hidden = all || hidden[i];
}

}  // namespace

void protectRows(std::vector<AttendanceRow>& rows, const std::optional<Count>& firstTimers, const Disclosure& disclosure) {
    protectWhole(rows, disclosure);
    const bool counted = std::all_of(rows.begin(), rows.end(), [](const AttendanceRow& row) { return row.figures.firstTimers.has_value(); });
    if (counted && firstTimers) protectFirstTimers(rows, firstTimers->hidden, disclosure);
}

}  // namespace waymark::service
