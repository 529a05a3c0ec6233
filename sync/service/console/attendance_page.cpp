#include "sync/service/console/chart.h"
#include "sync/service/console/pages.h"
#include "sync/service/console/words.h"

#include <algorithm>

namespace waymark::service {

namespace {

constexpr const char* kAttendancePath = "/console/attendance";

std::string kindText(const std::string& kind) {
    static const std::map<std::string, std::string> kWords = {{"child", "Children"},
                                                              {"young_person", "Young people"},
                                                              {"adult", "Parents, carers and other adults"},
                                                              {"volunteer", "Volunteers"},
                                                              {"staff", "Staff"},
                                                              {"", "Not known"}};
    const auto it = kWords.find(kind);
    return it == kWords.end() ? kind : it->second;
}

std::string firstTimersText(const AttendanceFigures& figures) { return figures.firstTimers ? text(*figures.firstTimers) : ""; }

std::vector<std::string> cellsOf(const std::string& label, const AttendanceFigures& figures, bool withFirstTimers) {
    std::vector<std::string> cells = {label, countText(figures.sessions), text(figures.attendances), text(figures.people)};
    if (withFirstTimers) cells.push_back(firstTimersText(figures));
    cells.push_back(countText(figures.headCount));
    return cells;
}

Table figuresTable(const std::string& caption, const std::string& first, bool withFirstTimers) {
    Table table(caption);
    table.column(first).column("Sessions", true).column("Attendances", true).column("People", true);
    if (withFirstTimers) table.column("First-timers", true);
    table.column("Without names", true);
    return table;
}

std::vector<Amount> barsOf(const std::vector<AttendanceRow>& rows, const std::string& unnamed) {
    std::vector<Amount> bars;
    for (const auto& row : rows)
        bars.push_back({row.label.empty() ? unnamed : row.label,
                        {},
                        static_cast<double>(row.figures.people.value),
                        text(row.figures.people),
                        row.figures.people.hidden});
    std::stable_sort(bars.begin(), bars.end(),
                     [](const Amount& a, const Amount& b) { return !a.hidden && (b.hidden || a.value > b.value); });
    return bars;
}

ReportPage::Section byPlace(const std::string& heading, const std::string& first, const std::string& unnamed,
                            const std::vector<AttendanceRow>& rows, const AttendanceFigures& total, bool withFirstTimers, bool mirrored) {
    ReportPage::Section section;
    section.heading = heading;
    section.chart = barsChart({heading + ": people", mirrored}, barsOf(rows, unnamed));
    Table table = figuresTable(heading, first, withFirstTimers);
    for (const auto& row : rows)
        table.row(cellsOf(row.label.empty() ? unnamed : row.label, row.figures, withFirstTimers));
    if (rows.size() > 1) table.row(cellsOf("All", total, withFirstTimers), true);
    section.table = table.html();
    if (rows.size() > 1) section.note = "The picture shows people. Somebody who came to several is counted in each, and once in “All”.";
    return section;
}

ReportPage::Section byKind(const AttendanceReport& report) {
    ReportPage::Section section;
    section.heading = "Who they are";
    section.small = true;
    Table table("People by kind");
    table.column("Kind").column("People", true);
    for (const auto& [kind, people] : report.byKind)
        table.row({kindText(kind), text(people)});
    table.row({"All", text(report.total.people)}, true);
    section.table = table.html();
    return section;
}

ReportPage::Section byBand(const AttendanceReport& report) {
    ReportPage::Section section;
    section.heading = "Drop-in attendances without names";
    section.small = true;
    Table table("Drop-in attendances without names, by age");
    table.column("Age").column("Heads counted", true);
    std::vector<std::pair<std::string, std::int64_t>> bands(report.headCountBands.begin(), report.headCountBands.end());
    std::sort(bands.begin(), bands.end(), [](const auto& a, const auto& b) {  // "5-10" before "11-15", words last
        const auto start = [](const std::string& band) { return band.empty() || band[0] > '9' ? 999 : std::stoi(band.substr(0, 3)); };
        return std::make_pair(start(a.first), a.first) < std::make_pair(start(b.first), b.first);
    });
    for (const auto& [band, heads] : bands)
        table.row({band == "adult" ? "Adults" : band, countText(heads)});
    table.row({"All", countText(report.total.headCount)}, true);
    section.table = table.html();
    section.note = "Head counts of people without a name, here or outside. A head count that checks the register is not among them.";
    return section;
}

ReportPage::Section howOften(const AttendanceReport& report) {
    ReportPage::Section section;
    section.heading = "How often they came";
    section.small = true;
    Table table("People by how often they came");
    table.column("How often").column("People", true);
    table.row({"Came once", text(*report.once)});
    table.row({"Came three times or more", text(*report.threeOrMore)});
    section.table = table.html();
    if (report.meanAttendances)
        section.note = "On average " + decimalText(*report.meanAttendances, 1) +
                       " attendances a person; the person in the middle (the median) has " + decimalText(*report.medianAttendances, 1) +
                       '.';
    return section;
}

}  // namespace

std::string heldAtText(const AttendanceReport& report) {
    if (report.byVenue.size() == 1 && !report.byVenue.front().label.empty()) return "at " + report.byVenue.front().label;
    return "at " + countedText(static_cast<std::int64_t>(report.byVenue.size()), "venue", "venues");
}

void noteWithoutSession(const AttendanceReport& report, ReportPage& page) {
    page.noteWithoutSession(report.withoutSession, "mark or head count", "marks and head counts");
}

ReportPage::Section attendanceByMonth(const AttendanceReport& report, bool mirrored) {
    ReportPage::Section section;
    section.heading = "Month by month";
    std::vector<Amount> columns;
    std::string year;
    Table table = figuresTable("Month by month", "Month", true);
    for (const auto& row : report.byMonth) {
        const std::string rowYear = row.key.substr(0, 4);
        columns.push_back({shortMonthText(row.key), rowYear == year ? "" : rowYear, static_cast<double>(row.figures.attendances.value),
                           text(row.figures.attendances), row.figures.attendances.hidden});
        year = rowYear;
        table.row(cellsOf(monthText(row.key), row.figures, true));
    }
    if (report.byMonth.size() > 1) table.row(cellsOf("All", report.total, true), true);
    section.chart = columnsChart({"Attendances, month by month", mirrored}, columns);
    section.table = table.html();
    section.note = "The picture shows attendances. People who came in several months are counted in each, and once in “All”.";
    return section;
}

Response attendancePage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const Filter filter = Filter::of(visitor, request);
    ReportReader reader(tools.store, tools.clock);
    const auto made = reader.attendance(visitor.directory(), filter.scope, visitor.disclosureFor(filter.scope));
    if (!made) return notNow(visitor, request, kAttendancePath, "Attendance");
    const auto& report = made->report;
    const auto& total = report.total;

    ReportPage page;
    page.title = "Attendance";
    page.filters = filter.html(visitor, kAttendancePath);
    if (const auto period = filter.periodText(); !period.empty()) page.also.push_back(period);
    page.asOf = asOfText(made->asOf, visitor.directory().organisation.timezone);
    page.notices = filter.notices;
    noteWithoutSession(report, page);
    if (total.sessions == 0) {
        page.lead = filter.emptyLead(visitor.directory(), "Nobody has been marked here yet.");
        page.empty = filter.emptyCard(
            kAttendancePath,
            {{"heading", "Who came, session by session"},
             {"text", "As soon as a device has handed over a register, the attendances, the people and the first-timers will be here."}});
        return pageFor(visitor, request, kAttendancePath, page.title, page.html());
    }
    page.lead = total.people.hidden
                    ? "A few people came to " + countedText(total.sessions, "session", "sessions") + ": too few to tell how many."
                    : countedText(total.people.value, "person", "people") + " came " +
                          countedText(total.attendances.value, "time", "times") + " to " +
                          countedText(total.sessions, "session", "sessions") + ' ' + heldAtText(report) + '.';
    if (total.headCount > 0)
        page.also.push_back("Plus " + countedText(total.headCount, "drop-in attendance", "drop-in attendances") +
                            " without names, which are in none of the other figures.");
    if (report.sessionsCancelled > 0)
        page.also.push_back(countedText(report.sessionsCancelled, "session was", "sessions were") + " cancelled.");
    if (report.sessionsNotHeld > 0) page.also.push_back(countedText(report.sessionsNotHeld, "session", "sessions") + " did not happen.");
    page.facts = {{"people (reach)", text(total.people)},
                  {"attendances", text(total.attendances)},
                  {"first-timers", firstTimersText(total)},
                  {"sessions held", countText(total.sessions)},
                  {"drop-ins without names", countText(total.headCount), true}};
    const bool mirrored = isMirrored(request);
    page.sections.push_back(attendanceByMonth(report, mirrored));
    if (report.byVenue.size() > 1)
        page.sections.push_back(byPlace("Venue by venue", "Venue", "A venue without a name", report.byVenue, total, true, mirrored));
    page.sections.push_back(byPlace("Activity by activity", "Activity", "No activity named", report.byActivity, total, false, mirrored));
    if (!report.byKind.empty()) page.sections.push_back(byKind(report));
    if (report.once) page.sections.push_back(howOften(report));
    if (total.headCount > 0) page.sections.push_back(byBand(report));
    page.counting = report.counting;
    return pageFor(visitor, request, kAttendancePath, page.title, page.html());
}

}  // namespace waymark::service
