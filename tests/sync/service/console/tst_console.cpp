// Who may see and do what in the console, without a browser: signing in, the form token, the scope of a coordinator, what a reader gets.
#include "shared/domain/stream.h"
#include "sync/service/console/qr_code.h"
#include "tests/sync/service/console/console_world.h"

#include <QTest>

using namespace waymark;
using domain::Role;
using service::Response;
using tests::ConsoleWorld;
using tests::says;

namespace {

const std::string& header(const Response& response, const std::string& name) {
    static const std::string none;
    const auto it = response.headers.find(name);
    return it == response.headers.end() ? none : it->second;
}

}  // namespace

class tst_console : public QObject {
    Q_OBJECT

    std::unique_ptr<ConsoleWorld> m_world;

    void asAdministrator() {
        m_world->addUser("grace", {{Role::Administrator, "", 0, std::nullopt}});
        QCOMPARE(m_world->signIn("grace@example.org").status, 303);
    }
    void asCoordinatorOf(const std::string& venue) {
        m_world->addUser("samina", {{Role::Coordinator, venue, 0, std::nullopt}});
        QCOMPARE(m_world->signIn("samina@example.org").status, 303);
    }
    void asReader() {
        m_world->addUser("rita", {{Role::Reader, "", 0, std::nullopt}});
        QCOMPARE(m_world->signIn("rita@example.org").status, 303);
    }

private slots:
    void init() { m_world = std::make_unique<ConsoleWorld>(); }

    void aSignedOutRequestIsSentToTheSignInAndShowsNoData_data() {
        QTest::addColumn<QString>("path");
        for (const auto* path : {"/console/", "/console/attendance", "/console/feedback", "/console/distance", "/console/devices",
                                 "/console/enrolment", "/console/team", "/console/safeguarding", "/console/anything"})
            QTest::newRow(path) << path;
    }
    void aSignedOutRequestIsSentToTheSignInAndShowsNoData() {
        QFETCH(QString, path);
        m_world->addSession(ConsoleWorld::kLibrary, "2025-11-01", 7);
        const auto response = m_world->get(path.toStdString());
        QCOMPARE(response.status, 303);
        QVERIFY(header(response, "Location").rfind("/console/sign-in", 0) == 0);
        QVERIFY(response.body.empty());
    }

    void aFormOfSomebodySignedOutDoesNothing() {
        const auto device = m_world->addDevice("Hall tablet", ConsoleWorld::kHall);
        QCOMPARE(m_world->post("/console/devices/lost", {{"device", device}}).status, 303);
        QVERIFY(m_world->device(device).status == service::DeviceStatus::Active);
    }

    void anUnknownEMailAndAWrongPasswordAreAnsweredInTheSameWords() {
        m_world->addUser("grace", {{Role::Administrator, "", 0, std::nullopt}});
        const auto wrong = m_world->signIn("grace@example.org", "not the password");
        const auto unknown = m_world->signIn("nobody@example.org", "not the password");
        QCOMPARE(wrong.status, unknown.status);
        QVERIFY(says(wrong, "The e-mail or the password is not right."));
        QVERIFY(says(unknown, "The e-mail or the password is not right."));
        QVERIFY(m_world->get("/console/").status == 303);
    }

    void afterTooManyTriesEvenTheRightPasswordHasToWait() {
        m_world->addUser("grace", {{Role::Administrator, "", 0, std::nullopt}});
        Response last;
        for (int i = 0; i < 30 && last.status != 429; ++i)
            last = m_world->signIn("grace@example.org", "guess " + std::to_string(i));
        QCOMPARE(last.status, 429);
        QVERIFY(!header(last, "Retry-After").empty());
        QCOMPARE(m_world->signIn("grace@example.org").status, 429);
        m_world->clock.advance(60 * 60 * 1000);
        QCOMPARE(m_world->signIn("grace@example.org").status, 303);
    }

    void theSignInFormNeedsItsToken() {
        m_world->addUser("grace", {{Role::Administrator, "", 0, std::nullopt}});
        m_world->get("/console/sign-in");
        const auto response =
            m_world->post("/console/sign-in", {{"email", "grace@example.org"}, {"password", ConsoleWorld::kPassword}, {"csrf", "guessed"}});
        QCOMPARE(response.status, 403);
        QCOMPARE(m_world->get("/console/").status, 303);
    }

    void onlyGrantsThatOpenTheConsoleSignIn_data() {
        QTest::addColumn<int>("role");
        QTest::addColumn<bool>("opens");
        QTest::newRow("an administrator") << static_cast<int>(Role::Administrator) << true;
        QTest::newRow("a coordinator") << static_cast<int>(Role::Coordinator) << true;
        QTest::newRow("a reader") << static_cast<int>(Role::Reader) << true;
        QTest::newRow("a worker uses the app") << static_cast<int>(Role::Worker) << false;
        QTest::newRow("a volunteer uses the app") << static_cast<int>(Role::Volunteer) << false;
    }
    void onlyGrantsThatOpenTheConsoleSignIn() {
        QFETCH(int, role);
        QFETCH(bool, opens);
        m_world->addUser("sam", {{static_cast<Role>(role), ConsoleWorld::kHall, 0, std::nullopt}});
        const auto response = m_world->signIn("sam@example.org");
        QCOMPARE(response.status, opens ? 303 : 403);
        QCOMPARE(m_world->get("/console/attendance").status, opens ? 200 : 303);
    }

    void aGrantThatHasEndedOpensNothingAtTheNextPage() {
        m_world->addUser("grace", {{Role::Coordinator, ConsoleWorld::kHall, 0, m_world->clock.wallMs() + 60'000}});
        QCOMPARE(m_world->signIn("grace@example.org").status, 303);
        QCOMPARE(m_world->get("/console/").status, 200);
        m_world->clock.advance(120'000);
        QCOMPARE(m_world->get("/console/").status, 303);
    }

    void signingOutEndsTheSession() {
        asAdministrator();
        const auto token = m_world->csrf();
        QCOMPARE(m_world->post("/console/sign-out", {{"csrf", token}}).status, 303);
        QCOMPARE(m_world->get("/console/").status, 303);
    }

    void everyFormNeedsTheTokenOfTheSession_data() {
        QTest::addColumn<QString>("path");
        for (const auto* path : {"/console/sign-out", "/console/mirror", "/console/devices/retire", "/console/devices/lost",
                                 "/console/enrolment/device", "/console/enrolment/person"})
            QTest::newRow(path) << path;
    }
    void everyFormNeedsTheTokenOfTheSession() {
        QFETCH(QString, path);
        asAdministrator();
        const auto device = m_world->addDevice("Hall tablet", ConsoleWorld::kHall);
        for (const auto* token : {"", "0000000000000000"})
            QCOMPARE(m_world->post(path.toStdString(), {{"csrf", token}, {"device", device}, {"role", "worker"}}).status, 403);
        QVERIFY(m_world->device(device).status == service::DeviceStatus::Active);
        QCOMPARE(m_world->get("/console/").status, 200);
    }

    void everyAnswerKeepsScriptsAndFramesOut_data() {
        QTest::addColumn<QString>("path");
        for (const auto* path : {"/", "/console/sign-in", "/console/console.css", "/console/", "/console/nowhere"})
            QTest::newRow(path) << path;
    }
    void everyAnswerKeepsScriptsAndFramesOut() {
        QFETCH(QString, path);
        asAdministrator();
        const auto response = m_world->get(path.toStdString());
        const std::string policy = header(response, "Content-Security-Policy");
        for (const auto* part : {"default-src 'none'", "style-src 'self'", "img-src 'self' data:", "form-action 'self'",
                                 "frame-ancestors 'none'", "base-uri 'none'"})
            QVERIFY2(policy.find(part) != std::string::npos, part);
        QVERIFY(policy.find("unsafe") == std::string::npos);
        QCOMPARE(header(response, "X-Content-Type-Options"), std::string("nosniff"));
        QVERIFY(!says(response, "<script"));
        QVERIFY(!says(response, " style=\""));
    }

    void aCoordinatorSeesTheirOwnVenuesOnly() {
        m_world->addSession(ConsoleWorld::kLibrary, "2025-11-01", 7);
        m_world->addSession(ConsoleWorld::kHall, "2025-10-01", 5);
        m_world->addDevice("Library tablet", ConsoleWorld::kLibrary);
        m_world->addDevice("Hall tablet", ConsoleWorld::kHall);
        asCoordinatorOf(ConsoleWorld::kHall);
        const auto own = m_world->get("/console/attendance");
        QVERIFY(says(own, "5 people came 5 times to 1 session at The Hall."));
        QVERIFY(!says(own, "Acocks Green"));
        const auto asked = m_world->get("/console/attendance", {{"venue", ConsoleWorld::kLibrary}});
        QVERIFY(says(asked, "5 people came 5 times"));
        QVERIFY(says(asked, "The venue that was asked for is not there, or not one of yours: yours is shown."));
        QVERIFY(!says(asked, "Acocks Green"));
        const auto devices = m_world->get("/console/devices");
        QVERIFY(says(devices, "Hall tablet"));
        QVERIFY(!says(devices, "Library tablet"));
        QVERIFY(!says(m_world->get("/console/team"), "Acocks Green"));
    }

    void aCoordinatorCannotEndAnotherVenuesDevice() {
        const auto device = m_world->addDevice("Library tablet", ConsoleWorld::kLibrary);
        asCoordinatorOf(ConsoleWorld::kHall);
        m_world->post("/console/devices/lost", {{"csrf", m_world->csrf()}, {"device", device}});
        QVERIFY(m_world->device(device).status == service::DeviceStatus::Active);
    }

    void aCoordinatorMakesCodesForTheirOwnVenuesOnly() {
        asCoordinatorOf(ConsoleWorld::kHall);
        const auto token = m_world->csrf();
        const auto other =
            m_world->post("/console/enrolment/device", {{"csrf", token}, {"role", "worker"}, {"venue-" + ConsoleWorld::kLibrary, "on"}});
        QCOMPARE(other.status, 400);
        const auto higher =
            m_world->post("/console/enrolment/device", {{"csrf", token}, {"role", "safeguarding"}, {"venue-" + ConsoleWorld::kHall, "on"}});
        QCOMPARE(higher.status, 400);
        const auto own =
            m_world->post("/console/enrolment/device", {{"csrf", token}, {"role", "worker"}, {"venue-" + ConsoleWorld::kHall, "on"}});
        QCOMPARE(own.status, 200);
    }

    void aCoordinatorMakesNoPersonalCodeForSomebodyWithMoreRights() {
        const auto administrator = m_world->addUser("grace", {{Role::Administrator, "", 0, std::nullopt}});
        const auto worker = m_world->addUser("dave", {{Role::Worker, ConsoleWorld::kHall, 0, std::nullopt}});
        asCoordinatorOf(ConsoleWorld::kHall);
        const auto token = m_world->csrf();
        QCOMPARE(m_world->post("/console/enrolment/person", {{"csrf", token}, {"user", administrator}}).status, 400);
        QCOMPARE(m_world->post("/console/enrolment/person", {{"csrf", token}, {"user", worker}}).status, 200);
    }

    void anEnrolmentCodeIsShownWithItsLinkAndAPicture() {
        asAdministrator();
        const auto page = m_world->post("/console/enrolment/device",
                                        {{"csrf", m_world->csrf()}, {"role", "volunteer"}, {"venue-" + ConsoleWorld::kHall, "on"}});
        QVERIFY(says(page, "waymark://enrol?u=https%3A%2F%2Fwaymark.example.org&amp;c="));
        QVERIFY(says(page, "role=\"img\""));
        QVERIFY(says(page, "For The Hall, as volunteer."));
        QVERIFY(!says(m_world->get("/console/enrolment"), "waymark://enrol"));
    }

    void aPersonalCodeIsShownWithAPictureToScan() {
        const auto worker = m_world->addUser("dave", {{Role::Worker, ConsoleWorld::kHall, 0, std::nullopt}});
        asCoordinatorOf(ConsoleWorld::kHall);
        const auto page = m_world->post("/console/enrolment/person", {{"csrf", m_world->csrf()}, {"user", worker}});
        const std::string beforeCode = "<p class=\"code\">";
        const auto from = page.body.find(beforeCode) + beforeCode.size();
        const auto code = page.body.substr(from, page.body.find('<', from) - from);
        QVERIFY(!code.empty());
        QVERIFY(says(page, service::qrCodeSvg("waymark://join?c=" + code, "QR code of this personal code")));
    }

    void aLostDeviceIsMarkedAndSaidSo() {
        const auto device = m_world->addDevice("Hall tablet", ConsoleWorld::kHall);
        asCoordinatorOf(ConsoleWorld::kHall);
        const auto response = m_world->post("/console/devices/lost", {{"csrf", m_world->csrf()}, {"device", device}});
        QCOMPARE(header(response, "Location"), std::string("/console/devices?done=lost"));
        QVERIFY(m_world->device(device).status == service::DeviceStatus::Lost);
        QVERIFY(says(m_world->get("/console/devices"), "Lost: it is wiped at its next contact"));
        const auto told = m_world->store().write([&](service::WriteTransaction& t) -> base::Result<void> {
            t.registry().recordToldToWipe(device, 1'778'632'320'000);
            return {};
        });
        QVERIFY(told.ok());
        const auto page = m_world->get("/console/devices");
        QVERIFY(says(page, "Lost: told to wipe on 13 May 2026, 01:32"));
        QVERIFY(!says(page, "it is wiped at its next contact"));
    }

    void aReaderSeesFiguresWithoutSmallNumbersAndNoDevices() {
        m_world->addSession(ConsoleWorld::kLibrary, "2025-11-01", 20);
        m_world->addSession(ConsoleWorld::kHall, "2025-10-01", 3);
        asReader();
        const auto page = m_world->get("/console/attendance");
        QVERIFY(says(page, "23 people came"));
        QVERIFY(says(page, "hidden"));
        QVERIFY(says(m_world->get("/console/attendance", {{"venue", ConsoleWorld::kHall}}), "too few to tell how many"));
        QCOMPARE(m_world->get("/console/devices").status, 404);
        QCOMPARE(m_world->get("/console/enrolment").status, 404);
        QVERIFY(!says(page, "href=\"/console/devices\""));
    }

    void namesAreWrittenAsTextNeverAsMarkup() {
        m_world->set(domain::organisationStream("11111111-0000-4000-8000-000000000000"), "venue", ConsoleWorld::kHall,
                     {{"name", "<b>Hall</b> \"&"}});
        m_world->addSession(ConsoleWorld::kHall, "2025-10-01", 5);
        asAdministrator();
        const auto page = m_world->get("/console/attendance", {{"venue", ConsoleWorld::kHall}});
        QVERIFY(!says(page, "<b>Hall"));
        QVERIFY(says(page, "&lt;b&gt;Hall"));
        QVERIFY(says(page, "A charity &amp; friends"));
    }

    void theSignInLeadsOnOnlyWithinTheConsole_data() {
        QTest::addColumn<QString>("next");
        QTest::addColumn<QString>("place");
        QTest::newRow("a place of the console") << "/console/devices"
                                                << "/console/devices";
        QTest::newRow("with what was asked of it") << "/console/attendance?from=2026-05-01&to=2026-05-31"
                                                   << "/console/attendance?from=2026-05-01&to=2026-05-31";
        QTest::newRow("a header smuggled into what was asked") << "/console/attendance?from=\r\nSet-Cookie: a=b"
                                                               << "/console/attendance?from=%0D%0ASet-Cookie%3A%20a%3Db";
        QTest::newRow("another site with something asked of it") << "https://example.com/?x=/console/"
                                                                 << "/console/";
        QTest::newRow("another site") << "https://example.com/"
                                      << "/console/";
        QTest::newRow("another site without a scheme") << "//example.com/console/"
                                                       << "/console/";
        QTest::newRow("a header smuggled in") << "/console/\r\nSet-Cookie: a=b"
                                              << "/console/";
    }
    void theSignInLeadsOnOnlyWithinTheConsole() {
        QFETCH(QString, next);
        QFETCH(QString, place);
        m_world->addUser("grace", {{Role::Administrator, "", 0, std::nullopt}});
        const auto token = tests::hiddenField(m_world->get("/console/sign-in").body, "csrf");
        const auto response = m_world->post(
            "/console/sign-in",
            {{"csrf", token}, {"email", "grace@example.org"}, {"password", ConsoleWorld::kPassword}, {"next", next.toStdString()}});
        QCOMPARE(header(response, "Location"), place.toStdString());
    }

    void whatWasAskedOfAPageIsKeptOverTheSignIn() {
        const auto sent = m_world->get("/console/attendance", {{"from", "2026-05-01"}, {"venue", "a & b"}});
        QCOMPARE(header(sent, "Location"), std::string("/console/sign-in?next=/console/attendance%3Ffrom%3D2026-05-01%26venue%3Da%2520%2526%2520b"));
        const auto form = m_world->get("/console/sign-in", {{"next", "/console/attendance?from=2026-05-01&venue=a%20%26%20b"}});
        QCOMPARE(tests::hiddenField(form.body, "next"), std::string("/console/attendance?from=2026-05-01&amp;venue=a%20%26%20b"));
        QCOMPARE(header(m_world->get("/console/", {{"to", "2026-05-01"}}), "Location"), std::string("/console/sign-in?next=/console/%3Fto%3D2026-05-01"));
        QCOMPARE(header(m_world->get("/console/"), "Location"), std::string("/console/sign-in"));
    }

    void theLayoutIsMirroredWhenAskedFor() {
        asAdministrator();
        QVERIFY(says(m_world->get("/console/"), "dir=\"ltr\""));
        m_world->post("/console/mirror", {{"csrf", m_world->csrf()}, {"back", "/console/"}});
        QVERIFY(says(m_world->get("/console/"), "dir=\"rtl\""));
    }

    void emptyPlacesSayWhatWillBeThere_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("words");
        QTest::newRow("overview") << "/console/"
                                  << "Your venues at a glance";
        QTest::newRow("attendance") << "/console/attendance"
                                    << "Who came, session by session";
        QTest::newRow("feedback") << "/console/feedback"
                                  << "Hand the tablet over for Your Views";
        QTest::newRow("distance travelled") << "/console/distance"
                                            << "Ask people at the start and again later";
        QTest::newRow("devices") << "/console/devices"
                                 << "No device yet";
    }
    void emptyPlacesSayWhatWillBeThere() {
        QFETCH(QString, path);
        QFETCH(QString, words);
        asAdministrator();
        QVERIFY(says(m_world->get(path.toStdString()), words.toStdString()));
    }
};

QTEST_GUILESS_MAIN(tst_console)
#include "tst_console.moc"
