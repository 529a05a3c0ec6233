#include "sync/service/console/pages.h"

#include "sync/service/console/device_board.h"
#include "sync/service/console/words.h"

namespace waymark::service {

namespace {

constexpr const char* kOverviewPath = "/console/";

ReportPage::Section linkTo(const std::string& heading, const std::string& words, const std::string& href) {
    ReportPage::Section section;
    section.heading = heading;
    section.intro = words;
    section.small = true;
    section.href = href;
    section.action = "See " + heading;
    return section;
}

/// What a coordinator should look at this morning.
void addDevices(const PageTools& tools, const Visitor& visitor, ReportPage& page) {
    const auto board = readDeviceBoard(tools.store, visitor);
    if (!board) return;
    std::int64_t silent = 0, waiting = 0;
    for (const auto& line : *board) {
        if (line.device.status != DeviceStatus::Active) continue;
        silent += line.silent ? 1 : 0;
        waiting += hasWorkWaiting(line.device) ? 1 : 0;
    }
    if (silent == 0 && waiting == 0) return;
    std::string words;
    if (silent > 0) words += countedText(silent, "device has", "devices have") + " been silent for more than 3 days. ";
    if (waiting > 0) words += countedText(waiting, "device had", "devices had") + " work waiting at the last contact.";
    page.sections.push_back(linkTo("Devices", words, "/console/devices"));
}

}  // namespace

Response overviewPage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const Filter filter = Filter::of(visitor, request);
    const Disclosure disclosure = visitor.disclosureFor(filter.scope);
    ReportReader reader(tools.store, tools.clock);
    const auto attendance = reader.attendance(visitor.directory(), filter.scope, disclosure);
    const auto feedback = reader.feedback(visitor.directory(), filter.scope, disclosure);
    const auto distance = reader.distance(visitor.directory(), filter.scope, disclosure);
    if (!attendance || !feedback || !distance) return notNow(visitor, request, kOverviewPath, "Overview");

    ReportPage page;
    page.title = "Overview";
    page.filters = filter.html(visitor, kOverviewPath);
    if (const auto period = filter.periodText(); !period.empty()) page.also.push_back(period);
    page.asOf = asOfText(attendance->asOf, visitor.directory().organisation.timezone);
    page.notices = filter.notices;
    noteWithoutSession(attendance->report, page);
    noteWithoutSession(feedback->report, page);
    const auto& total = attendance->report.total;
    if (total.sessions == 0) {
        page.lead = filter.emptyLead(visitor.directory(), "Welcome. There is nothing to show yet.");
        base::Json welcome = {{"heading", "Your venues at a glance"},
                              {"text", "When the first device has handed over its first session, what happened will be here."}};
        if (visitor.coordinates()) {
            welcome["href"] = "/console/enrolment";
            welcome["action"] = "Enrol a device";
        }
        page.empty = filter.emptyCard(kOverviewPath, welcome);
        return pageFor(visitor, request, kOverviewPath, page.title, page.html());
    }
    page.lead = (total.people.hidden ? "A few people" : countedText(total.people.value, "person", "people")) + " came to " +
                countedText(total.sessions, "session", "sessions") + ' ' + heldAtText(attendance->report) + '.';
    page.facts = {{"people (reach)", text(total.people)},
                  {"attendances", text(total.attendances)},
                  {"first-timers", text(*total.firstTimers)},
                  {"sessions held", countText(total.sessions)},
                  {"drop-ins without names", countText(total.headCount), true}};
    if (!feedback->report.instruments.empty())
        page.sections.push_back(linkTo("Feedback", feedbackSentence(feedback->report.instruments.front()), "/console/feedback"));
    if (!distance->report.instruments.empty() && !distance->report.instruments.front().scores.empty()) {
        const auto& first = distance->report.instruments.front();
        page.sections.push_back(
            linkTo("Distance travelled", first.title + ": " + distanceSentence(first.scores.front()), "/console/distance"));
    }
    if (visitor.coordinates()) addDevices(tools, visitor, page);
    page.sections.push_back(attendanceByMonth(attendance->report, isMirrored(request)));
    page.counting = attendance->report.counting;
    return pageFor(visitor, request, kOverviewPath, page.title, page.html());
}

}  // namespace waymark::service
