// The places of the console. Each takes a signed-in visitor and a request and answers with a page; forms were checked for their token
// before they come here.
#pragma once

#include "shared/base/random.h"
#include "sync/service/console/report_page.h"
#include "sync/service/erasure/ledger.h"
#include "sync/service/reports/report_reader.h"
#include "sync/service/store/store.h"
#include "sync/service/store/stream_store.h"

#include <functional>
#include <string>

namespace waymark::service {

/// What the console says of the service that it is part of.
struct ConsoleSettings {
    std::function<std::string()> publicUrl;  ///< where devices reach the service; asked for each code
    Ledger ledger{{}};                       ///< where devices that are taken out of use are remembered
    std::string servicePin;                  ///< of its TLS key, for the enrolment link; may be empty
};

struct PageTools {
    Store& store;
    const base::Clock& clock;
    base::Random& random;
    const ConsoleSettings& settings;
};

Response overviewPage(const PageTools& tools, const Visitor& visitor, const Request& request);
Response attendancePage(const PageTools& tools, const Visitor& visitor, const Request& request);
Response feedbackPage(const PageTools& tools, const Visitor& visitor, const Request& request);
Response distancePage(const PageTools& tools, const Visitor& visitor, const Request& request);

Response devicesPage(const PageTools& tools, const Visitor& visitor, const Request& request);
/// POST: `device` is retired or marked as lost.
Response endDevice(const PageTools& tools, const Visitor& visitor, const Request& request, DeviceStatus status);

/// One `device`: which venues it sees.
Response devicePage(const PageTools& tools, const Visitor& visitor, const Request& request);
/// POST: lets `device` see a `venue` as a `role`; takes a venue away from it. Each asks first, unless `sure` is "yes".
Response giveDeviceVenue(const PageTools& tools, const Visitor& visitor, const Request& request);
Response takeDeviceVenue(const PageTools& tools, const Visitor& visitor, const Request& request);

Response enrolmentPage(const PageTools& tools, const Visitor& visitor, const Request& request);
/// POST: a code for a device with `role` and `venue-<id>`; or for the person `user`. Answers with the page that shows it.
Response makeDeviceCode(const PageTools& tools, const Visitor& visitor, const Request& request);
Response makePersonCode(const PageTools& tools, const Visitor& visitor, const Request& request);

Response setAsidePage(const PageTools& tools, const Visitor& visitor, const Request& request);
/// POST: everything on that page, whole, as a JSON file.
Response exportSetAside(const PageTools& tools, const Visitor& visitor, const Request& request);

Response conflictsPage(const PageTools& tools, const Visitor& visitor, const Request& request);
/// POST: `choice` (kept or other) for the `conflict` of a `stream`.
Response settleConflict(const PageTools& tools, const Visitor& visitor, const Request& request);

Response safeguardingPage(const PageTools& tools, const Visitor& visitor, const Request& request);
/// POST: `choice` (confirm or withdraw) for `key`; and `phone` and `hours` for every device. Administrators of the organisation alone.
Response changeSafeguardingKey(const PageTools& tools, const Visitor& visitor, const Request& request);
Response changeSafeguardingSettings(const PageTools& tools, const Visitor& visitor, const Request& request);
/// The fingerprint for enrolment links: of the lead's key that an administrator has confirmed, else of a deputy's; empty if there is none.
std::string pinnedFingerprint(StreamReader& streams, const std::string& organisation);

Response teamPage(const PageTools& tools, const Visitor& visitor, const Request& request);
/// Whether the visitor sees this person of the team: somebody who works or worked at a venue that they coordinate.
bool seesMember(const Visitor& visitor, const UserEntry& user);
/// What these grants let now: "worker at the Hall, reader at every venue".
std::string rolesText(const Visitor& visitor, const std::vector<domain::Grant>& grants);
std::string rolesText(const Visitor& visitor, const UserEntry& user);  ///< nothing for somebody who has left
/// One person of the team: `user`.
Response memberPage(const PageTools& tools, const Visitor& visitor, const Request& request);
/// POST: gives `user` a `role` at a `venue` ("everywhere": the whole organisation), `from` and `to` a day; takes one away; ends everything they may
/// do. Each asks first, unless `sure` is "yes".
Response giveMemberRole(const PageTools& tools, const Visitor& visitor, const Request& request);
Response takeMemberRole(const PageTools& tools, const Visitor& visitor, const Request& request);
Response endMember(const PageTools& tools, const Visitor& visitor, const Request& request);

Response peoplePage(const PageTools& tools, const Visitor& visitor, const Request& request);
/// Who is called like `name`: a form, because a name has no business in an address, which browsers and proxies keep.
Response findPeople(const PageTools& tools, const Visitor& visitor, const Request& request);
/// One `person` of a `venue`; and the two of it that are ticked ("pick-<id>"), side by side.
Response personPage(const PageTools& tools, const Visitor& visitor, const Request& request);
Response comparePage(const PageTools& tools, const Visitor& visitor, const Request& request);
/// POST: `one` and `other` are one person; `person` is part of nobody any more; `person` is known at `to` as well. Each asks first, unless `sure`
/// is "yes".
Response joinPeople(const PageTools& tools, const Visitor& visitor, const Request& request);
Response partPerson(const PageTools& tools, const Visitor& visitor, const Request& request);
Response sharePerson(const PageTools& tools, const Visitor& visitor, const Request& request);

/// Where sessions were held: "at 3 venues", "at Hall Green Library". How many venues is no secret: their sessions are always told.
std::string heldAtText(const AttendanceReport& report);
/// What these reports leave out because its session is not known here, if there is anything: for the page's notices.
void noteWithoutSession(const AttendanceReport& report, ReportPage& page);
void noteWithoutSession(const FeedbackReport& report, ReportPage& page);
/// The chart of attendances by month and its table, which the overview and the attendance page share.
ReportPage::Section attendanceByMonth(const AttendanceReport& report, bool mirrored);

/// The sentences that answer the questions of two pages; the overview says them too.
std::string feedbackSentence(const InstrumentFeedback& feedback);
std::string distanceSentence(const ScoreDistance& score);

}  // namespace waymark::service
