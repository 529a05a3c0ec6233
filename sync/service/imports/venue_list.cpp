#include "sync/service/imports/venue_list.h"

#include "shared/base/calendar.h"
#include "shared/base/text.h"
#include "shared/domain/postcode.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

namespace waymark::service {

namespace {

using base::Json;

constexpr std::array kRequired = {"Local authority", "Library name", "Address 1", "Postcode"};
constexpr std::array kDays = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
constexpr std::size_t kMostFigures = 12;  // of a UPRN
constexpr int kEarliestYear = 1600, kLatestYear = 2200;

/// Without white space at the ends, and one space where there were several.
std::string tidied(const std::string& cell) {
    std::string out;
    for (const char c : base::cleaned(cell)) {
        const bool space = c == ' ' || c == '\t' || c == '\n';
        if (!space) out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    }
    return out;
}

/// "09:00-12:00, 13:00-17:00" → [{"from","to"}, …]; nothing if a part of it is no span of time.
std::optional<Json> spansIn(std::string_view text) {
    Json spans = Json::array();
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(",;"), text.size());
        const std::string part = tidied(std::string(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto dash = part.find('-');
        if (dash == std::string::npos) return std::nullopt;
        const std::string from = tidied(part.substr(0, dash)), to = tidied(part.substr(dash + 1));
        if (!base::isTimeOfDay(from) || !base::isTimeOfDay(to) || to <= from) return std::nullopt;
        spans.push_back({{"from", from}, {"to", to}});
    }
    return spans;
}

class Row {
public:
    Row(const base::CsvTable& table, const base::CsvRow& row, int thisYear, const std::string& file) : m_table(table), m_row(row), m_thisYear(thisYear) {
        m_venue.file = file;
        m_venue.row = row.line;
    }

    ListedVenue read() {
        m_venue.authority = text("Local authority");
        m_venue.name = text("Library name");
        if (m_row.cells.size() != m_table.header.size()) {
            m_venue.isRagged = true;
            note("cells", "The row has " + std::to_string(m_row.cells.size()) + " cells and the header " + std::to_string(m_table.header.size()) +
                              "; it is left out.");
            return std::move(m_venue);
        }
        for (const char* column : {"Address 1", "Address 2", "Address 3"})
            if (auto line = text(column); !line.empty()) m_venue.lines.push_back(std::move(line));
        m_venue.email = text("Email address");
        m_venue.website = text("URL");
        m_venue.type = text("Type of library");
        m_venue.sharedWith = text("Co-located with");
        if (m_venue.name.empty()) note("no_name", "The row has no name; it is left out.");
        if (m_venue.authority.empty()) note("no_authority", "There is no local authority.");
        postcode();
        propertyNumber();
        years();
        hours();
        if (m_spaces) note("spaces", "Spaces that were too many were taken out.");
        return std::move(m_venue);
    }

private:
    void note(const char* code, std::string message) { m_venue.oddities.push_back({code, std::move(message)}); }

    std::string text(const char* column) {
        const std::size_t place = m_table.column(column);
        if (place == base::CsvTable::npos || place >= m_row.cells.size()) return {};
        std::string tidy = tidied(m_row.cells[place]);
        m_spaces = m_spaces || tidy.size() != m_row.cells[place].size();
        return tidy;
    }

    void postcode() {
        const std::string written = text("Postcode");
        if (const auto tidy = domain::tidyPostcode(written)) m_venue.postcode = *tidy;
        else if (written.empty()) note("no_postcode", "There is no postcode; a later list knows the venue by its name and the first line of its address.");
        else note("postcode_shape", '"' + written + "\" does not have the shape of a postcode; it is left out.");
    }

    void propertyNumber() {
        const std::string written = text("Unique property reference number");
        const bool isNumber = written.size() <= kMostFigures && written.find_first_not_of("0123456789") == std::string::npos;
        if (isNumber) m_venue.uprn = written;
        else note("uprn_shape", '"' + written + "\" is no unique property reference number, which has up to 12 figures; it is left out.");
    }

    void years() {
        m_venue.openedYear = year("Year opened");
        m_venue.closedYear = year("Year closed");
        m_venue.isClosed = m_venue.closedYear && *m_venue.closedYear <= m_thisYear;
        if (m_venue.openedYear && *m_venue.openedYear > m_thisYear)
            note("opens_later", "Opens in " + std::to_string(*m_venue.openedYear) + "; it is taken in already.");
        if (!m_venue.closedYear) return;
        const std::string closing = std::to_string(*m_venue.closedYear);
        if (m_venue.isClosed) note("closed", "Closed in " + closing + '.');
        else note("closes_later", "Closes in " + closing + "; it is open until then.");
    }

    std::optional<int> year(const char* column) {
        const std::string written = text(column);
        if (written.empty()) return std::nullopt;
        const bool isYear = written.size() == 4 && written.find_first_not_of("0123456789") == std::string::npos;
        const int number = isYear ? std::stoi(written) : 0;
        if (number >= kEarliestYear && number <= kLatestYear) return number;
        note("year_unreadable", '"' + written + "\" in \"" + column + "\" is no year; it is left out.");
        return std::nullopt;
    }

    void hours() {
        Json opening = Json::object();
        bool any = false;
        for (const char* day : kDays) {
            std::string capital = day;
            capital[0] = static_cast<char>(capital[0] - 'a' + 'A');
            const std::string written = text((capital + " staffed hours").c_str());
            if (written.empty()) continue;
            any = true;
            if (const auto spans = spansIn(written)) opening[day] = *spans;
            else note("hours_unreadable", "The hours of " + capital + ", \"" + written + "\", could not be read; they are left out.");
        }
        if (const auto notes = text("Notes"); !notes.empty()) opening["note"] = notes;
        if (const auto special = text("Special hours"); !special.empty()) opening["special"] = special;
        if (!opening.empty()) m_venue.opening = std::move(opening);
        if (!any && !m_venue.isClosed) note("no_hours", "There are no opening hours.");
    }

    const base::CsvTable& m_table;
    const base::CsvRow& m_row;
    const int m_thisYear;
    ListedVenue m_venue;
    bool m_spaces = false;
};

std::string placeOf(const ListedVenue& venue) { return venue.lines.empty() ? "no address" : venue.lines.front(); }

/// How one row speaks of another, which may be in another list.
std::string rowOf(const ListedVenue& venue, const ListedVenue& speaker) {
    return (venue.file == speaker.file ? "row " : venue.file + ", row ") + std::to_string(venue.row);
}

std::string capital(std::string text) {
    if (text.starts_with("row ")) text[0] = 'R';
    return text;
}

/// Two rows of one name are a move if one closed when the other opened, the same row written twice if they agree, else a riddle.
void compare(ListedVenue& first, ListedVenue& second) {
    const auto moved = [](ListedVenue& from, ListedVenue& to) {
        const std::string verb = from.isClosed ? "Moved" : "Moves", year = std::to_string(*from.closedYear);
        from.oddities.push_back({"moved", verb + " in " + year + ": see " + rowOf(to, from) + ", " + placeOf(to) + '.'});
        to.oddities.push_back({"moved", verb + " here in " + year + ": before, " + rowOf(from, to) + ", " + placeOf(from) + '.'});
    };
    // A move over New Year is closed in one year and opened in the next.
    const auto isMove = [](const ListedVenue& from, const ListedVenue& to) {
        return from.closedYear && !to.closedYear && to.openedYear && std::abs(*to.openedYear - *from.closedYear) <= 1;
    };
    if (isMove(first, second)) return moved(first, second);
    if (isMove(second, first)) return moved(second, first);
    if (first.postcode == second.postcode && first.lines == second.lines && first.closedYear == second.closedYear) {
        second.repeats = true;
        second.oddities.push_back({"repeats", "Says the same as " + rowOf(first, second) + "; it is left out."});
        return;
    }
    first.oddities.push_back({"same_name", capital(rowOf(second, first)) + " has the same name and another place."});
    second.oddities.push_back({"same_name", capital(rowOf(first, second)) + " has the same name and another place."});
}

} // namespace

base::Result<std::vector<ListedVenue>> readVenueList(const base::CsvTable& table, int thisYear, const std::string& file) {
    for (const char* column : kRequired)
        if (table.column(column) == base::CsvTable::npos)
            return base::Error{base::ErrorCode::Malformed, std::string("row 1: there is no column \"") + column +
                                                               "\"; a list of libraries has the columns of the Public Libraries data schema"};
    std::vector<ListedVenue> venues;
    for (const base::CsvRow& row : table.rows)
        venues.push_back(Row(table, row, thisYear, file).read());
    return venues;
}

void compareListed(std::vector<ListedVenue>& venues) {
    std::map<std::string, std::vector<std::size_t>> byName;
    for (std::size_t i = 0; i < venues.size(); ++i)
        if (!venues[i].name.empty() && !venues[i].isRagged) byName[base::fold(venues[i].authority) + '|' + base::fold(venues[i].name)].push_back(i);
    for (const auto& [name, places] : byName)
        for (std::size_t i = 0; i < places.size(); ++i)
            for (std::size_t k = i + 1; k < places.size(); ++k)
                if (!venues[places[i]].repeats && !venues[places[k]].repeats) compare(venues[places[i]], venues[places[k]]);
}

} // namespace waymark::service
