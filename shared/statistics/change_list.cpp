#include "shared/statistics/change_list.h"

#include "shared/base/ascii.h"
#include "shared/base/csv.h"
#include "shared/base/text.h"
#include "shared/statistics/tolerance.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace waymark::statistics {

namespace {

using base::CsvTable;
using base::Error;
using base::ErrorCode;
using domain::Point;

/// A plain decimal number; not finite or anything beside it is none.
std::optional<double> numberIn(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || text.front() == '+') return std::nullopt;
    double number = 0.0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number == 0.0 ? 0.0 : number;  // never -0
}

std::string plain(double number) {
    std::array<char, 32> buffer{};
    const auto [end, failed] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return failed == std::errc() ? std::string(buffer.data(), end) : std::string();
}

std::string inQuotes(const std::string& text) { return "“" + text + "”"; }

/// What earlier rows said of a person.
struct Seen {
    std::array<std::size_t, 3> row{};  ///< first row of baseline, later, then; 0: none
    std::size_t groupRow = 0;          ///< that named the group
    bool groupIsBaselines = false;
};

class Reader {
public:
    Reader(const CsvTable& table, const ScoreRange& range)
        : m_table(table), m_range(range), m_person(table.column("person")), m_point(table.column("point")), m_score(table.column("score")),
          m_group(table.column("group")) {}

    base::Result<ChangeList> read() {
        if (const auto error = missingColumn()) return *error;
        m_list.hasGroups = m_group != CsvTable::npos;
        m_list.answers.reserve(m_table.rows.size());
        for (const base::CsvRow& row : m_table.rows)
            take(row);
        return std::move(m_list);
    }

private:
    std::optional<Error> missingColumn() const {
        std::string missing;
        for (const auto& [place, name] : {std::pair(m_person, "person"), std::pair(m_point, "point"), std::pair(m_score, "score")})
            if (place == CsvTable::npos) missing += (missing.empty() ? "" : ", ") + std::string(name);
        if (missing.empty()) return std::nullopt;
        std::string words = "the list needs the columns person, point and score; there is no " + missing;
        if (m_table.header.size() == 1 && m_table.header[0].find_first_of(";\t") != std::string::npos)
            words += " (the cells have to be separated by commas)";
        return Error{ErrorCode::Malformed, words};
    }

    std::string cell(const base::CsvRow& row, std::size_t place) const {
        return place < row.cells.size() ? base::cleaned(row.cells[place]) : std::string();
    }

    void problem(const base::CsvRow& row, const char* column, std::string message, std::string instead, bool isError = true) {
        m_list.problems.push_back({isError, row.line, column, std::move(message), std::move(instead)});
    }

    bool hasStrayCells(const base::CsvRow& row) const {
        return row.cells.size() > m_table.header.size() &&
               std::any_of(row.cells.begin() + static_cast<std::ptrdiff_t>(m_table.header.size()), row.cells.end(),
                           [](const std::string& one) { return !base::cleaned(one).empty(); });
    }

    void take(const base::CsvRow& row) {
        if (hasStrayCells(row))
            return problem(row, "",
                           "this row has " + std::to_string(row.cells.size()) + " cells and the header " +
                               std::to_string(m_table.header.size()),
                           "the row is left out");
        const std::string person = cell(row, m_person);
        if (person.empty()) return problem(row, "person", "nobody is named", "the row is left out");
        const std::string word = cell(row, m_point);
        const auto point = pointOf(base::lower(word));
        if (!point)
            return problem(row, "point", word.empty() ? "there is no point" : inQuotes(word) + " is no point: it is baseline or later",
                           "the row is left out");
        Seen& seen = m_seen[person];
        noteRepetition(row, person, *point, seen);
        noteGroup(row, person, *point, seen);
        ScoredAnswer answer;
        answer.person = person;
        answer.point = *point;
        answer.score = scoreIn(row);
        // Whatever is later lies after every baseline, and rows keep their order.
        answer.day = static_cast<std::int64_t>(m_list.answers.size());
        if (*point != Point::Baseline) answer.day += static_cast<std::int64_t>(m_table.rows.size()) + kMinGapDays;
        m_list.answers.push_back(std::move(answer));
    }

    static std::optional<Point> pointOf(const std::string& word) {
        if (word == "baseline") return Point::Baseline;
        if (word == "later") return Point::Exit;
        if (word == "then") return Point::Then;
        return std::nullopt;
    }

    std::optional<double> scoreIn(const base::CsvRow& row) {
        const std::string text = cell(row, m_score);
        if (text.empty()) return std::nullopt;
        constexpr const char* kInstead = "it counts as not answered";
        const auto number = numberIn(text);
        if (!number) {
            const bool comma = text.find(',') != std::string::npos;
            problem(row, "score", inQuotes(text) + " is no number" + (comma ? "; decimals are written with a point" : ""), kInstead);
            return std::nullopt;
        }
        if (std::abs(*number) > kLargestScore) {
            problem(row, "score", inQuotes(text) + " is too large to be reckoned with", kInstead);
            return std::nullopt;
        }
        if (m_range.lowest && *number < *m_range.lowest - kSameWithin) {
            problem(row, "score", inQuotes(text) + " is below " + plain(*m_range.lowest) + ", the lowest possible score", kInstead);
            return std::nullopt;
        }
        if (m_range.highest && *number > *m_range.highest + kSameWithin) {
            problem(row, "score", inQuotes(text) + " is above " + plain(*m_range.highest) + ", the highest possible score", kInstead);
            return std::nullopt;
        }
        return number;
    }

    void noteRepetition(const base::CsvRow& row, const std::string& person, Point point, Seen& seen) {
        std::size_t& first = seen.row[point == Point::Baseline ? 0 : point == Point::Exit ? 1 : 2];
        if (first == 0) {
            first = row.line;
            return;
        }
        problem(row, "person",
                inQuotes(person) + " already has a " +
                    (point == Point::Baseline ? "baseline"
                     : point == Point::Exit   ? "later score"
                                              : "then-test") +
                    " in row " + std::to_string(first),
                point == Point::Baseline ? "the first with a score counts" : "the last with a score counts", false);
    }

    void noteGroup(const base::CsvRow& row, const std::string& person, Point point, Seen& seen) {
        if (!m_list.hasGroups) return;
        const std::string group = cell(row, m_group);
        if (group.empty()) return;
        const bool isBaselines = point == Point::Baseline;
        std::string& known = m_list.groups[person];
        if (!known.empty() && known != group)
            problem(row, "group", inQuotes(person) + " is in " + inQuotes(known) + " in row " + std::to_string(seen.groupRow),
                    "the group of the baseline counts", false);
        if (known.empty() || (isBaselines && !seen.groupIsBaselines)) {
            known = group;
            seen.groupRow = row.line;
            seen.groupIsBaselines = isBaselines;
        }
    }

    const CsvTable& m_table;
    const ScoreRange& m_range;
    std::size_t m_person, m_point, m_score, m_group;
    ChangeList m_list;
    std::unordered_map<std::string, Seen> m_seen;
};

}  // namespace

base::Result<ChangeList> readChangeList(std::string_view csv, const ScoreRange& range) {
    const auto table = base::parseCsv(csv, base::CsvRows::Ragged);
    if (!table) return table.error();
    return Reader(*table, range).read();
}

std::vector<GroupedPair> groupedPairs(const ChangeReport& report, const ChangeList& list) {
    std::vector<GroupedPair> pairs;
    pairs.reserve(report.pairs.size());
    for (const PersonPair& pair : report.pairs) {
        const auto group = list.groups.find(pair.person);
        const ScoredAnswer &before = list.answers[pair.baseline], &after = list.answers[pair.later];
        const auto up = [&](const ScoredAnswer& answer) { return upIsBetter(answer.score.value_or(0.0), answer.better, report.range); };
        pairs.push_back({group == list.groups.end() ? std::string() : group->second,
                         {up(before), up(after)},
                         Pair{before.score.value_or(0.0), after.score.value_or(0.0)}});
    }
    return pairs;
}

}  // namespace waymark::statistics
