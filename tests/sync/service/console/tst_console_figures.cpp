// What the console's pages with figures say of them: where and when, what was asked for, and what is left out. Without a browser.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "shared/questionnaire/instrument.h"
#include "tests/sync/service/console/console_world.h"

#include <QTest>

using namespace waymark;
using domain::Role;
using service::Response;
using tests::ConsoleWorld;
using tests::says;

class tst_console_figures : public QObject {
    Q_OBJECT

    std::unique_ptr<ConsoleWorld> m_world;

    void asAdministrator() {
        m_world->addUser("grace", {{Role::Administrator, "", 0, std::nullopt}});
        QCOMPARE(m_world->signIn("grace@example.org").status, 303);
    }

private slots:
    void init() { m_world = std::make_unique<ConsoleWorld>(); }

    void thePagesShowTheFiguresOfTheReports() {
        m_world->addSession(ConsoleWorld::kLibrary, "2025-11-01", 7);
        m_world->addSession(ConsoleWorld::kHall, "2025-10-01", 5);
        asAdministrator();
        const auto all = m_world->get("/console/attendance");
        QCOMPARE(all.status, 200);
        QVERIFY(says(all, "12 people came 12 times to 2 sessions at 2 venues."));
        QVERIFY(says(m_world->get("/console/"), "12 people came to 2 sessions at 2 venues."));
        const auto hall = m_world->get("/console/attendance", {{"venue", ConsoleWorld::kHall}});
        QVERIFY(says(hall, "5 people came 5 times to 1 session at The Hall."));
        const auto november = m_world->get("/console/attendance", {{"from", "2025-11-01"}, {"to", "2025-11-30"}});
        QVERIFY(says(november, "7 people came 7 times to 1 session at Acocks Green Library."));
    }

    void whereSessionsWereHeldIsSaidNotWhereTheyMightHaveBeen() {
        m_world->addSession(ConsoleWorld::kLibrary, "2025-11-01", 8);
        asAdministrator();
        QVERIFY(says(m_world->get("/console/"), "8 people came to 1 session at Acocks Green Library."));
        QVERIFY(says(m_world->get("/console/attendance"), "8 people came 8 times to 1 session at Acocks Green Library."));
    }

    void whatHangsOnASessionThatHasNotArrivedIsSaid() {
        asAdministrator();
        const std::string session = "77777777-0000-4000-8000-000000000000";
        for (int i = 0; i < 2; ++i) {
            const std::string person = "88888888-0000-4000-8000-00000000000" + std::to_string(i);
            m_world->set(domain::registerStream(ConsoleWorld::kHall, 2025), "mark", base::markId(session, person),
                         {{"session", "session:" + session}, {"person", "person:" + person}, {"presence", {{"status", "present"}}}});
        }
        m_world->set(domain::registerStream(ConsoleWorld::kHall, 2025), "feedback", "99999999-0000-4000-8000-000000000000",
                     {{"session", "session:" + session}, {"instrument", "instrument:" + questionnaire::instrumentId("your_views", 1)}, {"answers", {{"q1", "good"}}}});
        const std::string marks = "Left out of all figures: 2 marks and head counts whose session has not been handed over yet.";
        const std::string answers = "Left out of all figures: 1 answer given as feedback whose session has not been handed over yet.";
        QVERIFY(says(m_world->get("/console/attendance"), marks));
        QVERIFY(says(m_world->get("/console/feedback"), answers));
        const auto overview = m_world->get("/console/");
        QVERIFY(says(overview, marks) && says(overview, answers));
    }

    void aFilterThatCannotBeReadIsSaid_data() {
        QTest::addColumn<QString>("path");
        for (const auto* path : {"/console/", "/console/attendance", "/console/feedback", "/console/distance"})
            QTest::newRow(path) << path;
    }
    void aFilterThatCannotBeReadIsSaid() {
        QFETCH(QString, path);
        const std::string at = path.toStdString();
        asAdministrator();
        QVERIFY(says(m_world->get(at, {{"from", "2026-13-01"}}), "2026-13-01 is no day: all dates are shown."));
        QVERIFY(says(m_world->get(at, {{"from", "2025-11-01"}, {"to", "2025-11-31"}}), "2025-11-31 is no day: all from 1 November 2025 on is shown."));
        QVERIFY(says(m_world->get(at, {{"from", "<b>"}, {"to", "2025-11-30"}}), "&lt;b&gt; is no day: all up to 30 November 2025 is shown."));
        QVERIFY(says(m_world->get(at, {{"to", std::string(5000, 'x')}}), "What was asked for is no day"));
        QVERIFY(says(m_world->get(at, {{"venue", "nope"}}), "The venue that was asked for is not there, or not one of yours: all of yours are shown."));
        const auto plain = m_world->get(at, {{"venue", ConsoleWorld::kHall}, {"from", ""}, {"to", "2025-11-30"}});
        QVERIFY(!says(plain, "is no day") && !says(plain, "asked for"));
    }

    void datesWithoutAnythingAreToldApartFromAPlaceWithoutAnything_data() {
        QTest::addColumn<QString>("path");
        for (const auto* path : {"/console/", "/console/attendance", "/console/feedback", "/console/distance"})
            QTest::newRow(path) << path;
    }
    void datesWithoutAnythingAreToldApartFromAPlaceWithoutAnything() {
        QFETCH(QString, path);
        m_world->addSession(ConsoleWorld::kLibrary, "2025-11-01", 7);
        asAdministrator();
        const std::string at = path.toStdString();
        const auto none = m_world->get(at, {{"venue", ConsoleWorld::kLibrary}, {"from", "2024-01-01"}, {"to", "2024-02-01"}});
        QVERIFY2(says(none, "There is nothing at") && says(none, "on these dates."), none.body.c_str());
        QVERIFY(says(none, "href=\"" + at + "?venue=" + ConsoleWorld::kLibrary + "\">Show all dates"));
        for (const auto* wrong : {"Welcome", "Enrol a device", "Nobody has"})
            QVERIFY2(!says(none, wrong), wrong);
        const auto backwards = m_world->get(at, {{"from", "2025-12-01"}, {"to", "2025-10-01"}});
        QVERIFY(says(backwards, "The last day is before the first."));
        QVERIFY(says(backwards, "href=\"" + at + "?from=2025-10-01&amp;to=2025-12-01\">Show 1 October 2025 to 1 December 2025"));
        QVERIFY(says(backwards, "Show all dates"));
    }
};

QTEST_GUILESS_MAIN(tst_console_figures)
#include "tst_console_figures.moc"
