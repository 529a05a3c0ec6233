#include "sync/service/console/pages.h"

#include "sync/service/console/device_board.h"
#include "sync/service/console/words.h"

namespace waymark::service {

namespace {

constexpr const char* kPath = "/console/";

std::string netText(const FeedbackReport& feedback) {
    if (feedback.instruments.empty()) return "no answers yet";
    const auto& net = feedback.instruments.front().netSatisfaction;
    return net ? signedText(*net, 1) : "too few answers";
}

std::string distanceText(const DistanceReport& distance) {
    if (distance.instruments.empty() || distance.instruments.front().scores.empty()) return "no answers yet";
    const auto& score = distance.instruments.front().scores.front();
    if (!score.mean) return score.counts ? "counts only so far" : "too few pairs";
    return signedText(score.mean->change, score.percentOfRange ? 0 : 1);
}

/// What a coordinator should look at this morning.
void addDevices(const PageTools& tools, const Visitor& visitor, ReportPage& page) {
    const auto board = readDeviceBoard(tools.store, visitor);
    if (!board) return;
    std::int64_t silent = 0, waiting = 0;
    for (const auto& line : *board) {
        if (line.device.status != DeviceStatus::Active) continue;
        silent += line.silent ? 1 : 0;
        waiting += line.device.waitingOps > 0 ? 1 : 0;
    }
    if (silent > 0)
        page.notices.push_back(countedText(silent, "device has", "devices have") + " been silent for more than 3 days. See Devices.");
    if (waiting > 0)
        page.notices.push_back(countedText(waiting, "device had", "devices had") + " work waiting at the last contact. See Devices.");
}

}  // namespace

Response overviewPage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const Filter filter = Filter::of(visitor, request);
    const Disclosure disclosure = visitor.disclosureFor(filter.scope);
    ReportReader reader(tools.store, tools.clock);
    const auto attendance = reader.attendance(visitor.directory(), filter.scope, disclosure);
    const auto feedback = reader.feedback(visitor.directory(), filter.scope, disclosure);
    const auto distance = reader.distance(visitor.directory(), filter.scope, disclosure);
    if (!attendance || !feedback || !distance) return notNow(visitor, request, kPath, "Overview");

    ReportPage page;
    page.title = "Overview";
    page.filters = filter.html(visitor, kPath);
    page.asOf = asOfText(attendance->asOf, visitor.directory().organisation.timezone);
    if (visitor.coordinates()) addDevices(tools, visitor, page);
    const auto& total = attendance->report.total;
    if (total.sessions == 0) {
        page.lead = "Welcome. There is nothing to show yet.";
        page.empty = {{"heading", "Your venues at a glance"},
                      {"text", "When the first device has handed over its first session, what happened will be here."}};
        if (visitor.coordinates()) {
            page.empty["href"] = "/console/enrolment";
            page.empty["action"] = "Enrol a device";
        }
        return pageFor(visitor, request, kPath, page.title, page.html());
    }
    page.lead = (total.people.hidden ? "A few people" : countedText(total.people.value, "person", "people")) + " came to " +
                countedText(total.sessions, "session", "sessions") + ' ' + filter.placeText(visitor.directory()) + '.';
    page.facts = {{"people (reach)", text(total.people)},
                  {"attendances", text(total.attendances)},
                  {"drop-ins without names", countText(total.headCount), true},
                  {"net satisfaction", netText(feedback->report), false, netText(feedback->report).size() > 8},
                  {"distance travelled", distanceText(distance->report), false, distanceText(distance->report).size() > 8}};
    if (!distance->report.instruments.empty())
        page.also.push_back("Distance travelled is the mean change in " + distance->report.instruments.front().title +
                            ". Its page says for how many, and how sure.");
    page.sections.push_back(attendanceByMonth(attendance->report, isMirrored(request)));
    page.counting = attendance->report.counting;
    return pageFor(visitor, request, kPath, page.title, page.html());
}

}  // namespace waymark::service
