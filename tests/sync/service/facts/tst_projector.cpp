// From streams to facts, over the real store: what changed is read again, and a rebuild gives the same rows.
#include "shared/base/calendar.h"
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/service/facts/projector.h"
#include "sync/service/store/facts.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/stream_store.h"
#include "tests/support/any_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::Json;
using base::Result;
using service::Append;

namespace {
const std::string kVenue = "22222222-0000-4000-8000-000000000000";
const std::string kOtherVenue = "22222222-0000-4000-8000-000000000001";
const std::string kSession = "33333333-0000-4000-8000-000000000000";
const std::string kAmina = "44444444-0000-4000-8000-000000000000";
const std::string kAdam = "44444444-0000-4000-8000-000000000001";
const std::string kVenueStream = domain::venueStream(kVenue);
const std::string kRegister = domain::registerStream(kVenue, 2026);
const std::string kCase = domain::caseStream(kVenue);
}  // namespace

class tst_projector : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<service::Store> m_store;
    tests::SeededRandom m_random;
    tests::FakeClock m_clock;

    void set(const std::string& stream, const std::string& type, const std::string& entity, Json fields) {
        const auto done = m_store->write([&](service::WriteTransaction& t) -> Result<void> {
            t.streams().append(
                stream,
                Append{base::newOpId(m_clock.wallMs(), m_random), type, entity, fields, std::nullopt, m_clock.wallMs(), Json::object()},
                m_random.bytes<16>());
            return {};
        });
        QVERIFY(done.ok());
    }

    void project() { QVERIFY(service::Projector(*m_store, m_clock).bringUpToDate().ok()); }

    /// Every fact there is, as text to compare.
    std::string dump() {
        std::string text;
        const auto read = m_store->read([&](service::ReadTransaction& t) {
            text.clear();
            auto& facts = t.facts();
            const service::FactFilter all;
            for (const auto& f : facts.sessions(all))
                text += "session " + f.id + ' ' + f.venue + ' ' + f.activity + ' ' + f.date + ' ' + f.status + ' ' + f.start + '-' + f.end +
                        (f.deleted ? " deleted\n" : "\n");
            for (const auto& f : facts.marks(all))
                text += "mark " + f.id + ' ' + f.session + ' ' + f.person + ' ' + f.status + ' ' + std::to_string(f.lateMinutes) +
                        (f.leftEarly ? " early\n" : "\n");
            for (const auto& f : facts.people(""))
                text += "person " + f.id + ' ' + f.venue + ' ' + f.kind + ' ' + f.born + " > " + f.mergedInto +
                        (f.deleted ? " deleted\n" : "\n");
            for (const auto& f : facts.headCounts(all))
                text += "headcount " + f.id + ' ' + f.kind + ' ' + Json(f.bands).dump() + '\n';
            for (const auto& f : facts.feedback(all))
                text += "feedback " + f.id + ' ' + f.session + ' ' + f.answersJson + '\n';
            for (const auto& f : facts.responses(all))
                text += "response " + f.id + ' ' + f.person + ' ' + f.instrument + ' ' + f.point + ' ' + f.day + ' ' + f.answersJson + ' ' +
                        f.corrects + '\n';
        });
        return read.ok() ? text : "not read";
    }

    void aDayAtTheVenue() {
        set(kVenueStream, "session", kSession,
            {{"activity", "activity:55555555-0000-4000-8000-000000000000"},
             {"date", "2026-05-13"},
             {"planned", {{"start", "10:00"}, {"end", "11:30"}}},
             {"status", "open"}});
        set(kVenueStream, "person", kAmina,
            {{"name", "Amina"}, {"kind", "child"}, {"born", {{"date", "2021-02-01"}, {"precision", "day"}}}});
        set(kVenueStream, "person", kAdam, {{"name", "Adam"}, {"kind", "child"}, {"born", {{"date", "2019-05"}, {"precision", "month"}}}});
        for (const auto& person : {kAmina, kAdam})
            set(kRegister, "mark", base::markId(kSession, person),
                {{"session", "session:" + kSession}, {"person", "person:" + person}, {"presence", {{"status", "present"}}}});
        set(kRegister, "headcount", "66666666-0000-4000-8000-000000000000",
            {{"session", "session:" + kSession}, {"kind", "arrival"}, {"bands", {{"0-4", 7}, {"adult", 5}}}});
        set(kRegister, "feedback", "66666666-0000-4000-8000-000000000001",
            {{"session", "session:" + kSession},
             {"instrument", "instrument:77777777-0000-5000-8000-000000000000"},
             {"answers", {{"q1", "good"}}}});
        set(kCase, "response", "66666666-0000-4000-8000-000000000002",
            {{"person", "person:" + kAmina},
             {"instrument", "instrument:77777777-0000-5000-8000-000000000001"},
             {"point", "baseline"},
             {"respondent", "parent"},
             {"help", "none"},
             {"finished", base::instantOf({2026, 5, 13}, "00:30", "Europe/London")},
             {"answers", {{"q1", 4}}}});
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        auto opened = tests::openStore(m_directory->filePath("waymark.db").toStdString());
        QVERIFY(opened.ok());
        m_store = std::move(*opened);
        QVERIFY(m_store
                    ->write([](service::WriteTransaction& t) -> Result<void> {
                        t.registry().setOrganisation({"11111111-0000-4000-8000-000000000000", "A charity", "Europe/London", "00"});
                        return {};
                    })
                    .ok());
    }

    void everyTypeOfTheDayBecomesAFact() {
        aDayAtTheVenue();
        project();
        const std::string expected =
            "session " + kSession + ' ' + kVenue + " 55555555-0000-4000-8000-000000000000 2026-05-13 open 10:00-11:30\n";
        const std::string facts = dump();
        QVERIFY(facts.find(expected) == 0);
        QVERIFY(facts.find("mark " + base::markId(kSession, kAmina) + ' ' + kSession + ' ' + kAmina + " present 0\n") != std::string::npos);
        QVERIFY(facts.find("person " + kAmina + ' ' + kVenue + " child 2021-02-01 > \n") != std::string::npos);
        QVERIFY(facts.find("person " + kAdam + ' ' + kVenue + " child 2019-05-01 > \n") != std::string::npos);
        QVERIFY(facts.find(R"(arrival {"0-4":7,"adult":5})") != std::string::npos);
        QVERIFY(facts.find(R"(feedback 66666666-0000-4000-8000-000000000001 )" + kSession + R"( {"q1":"good"})") != std::string::npos);
    }

    void theDayOfAnAnswerIsTheLocalDayOnWhichItWasFinished() {
        aDayAtTheVenue();  // finished at 00:30 in summer time, which is still the day before in UTC
        project();
        QVERIFY(dump().find(" baseline 2026-05-13 ") != std::string::npos);
    }

    void onlyWhatChangedIsReplaced() {
        aDayAtTheVenue();
        project();
        set(kVenueStream, "session", kSession, {{"status", "signed"}, {"actual", {{"start", "10:17"}, {"end", "11:40"}}}});
        set(kRegister, "mark", base::markId(kSession, kAdam),
            {{"presence", {{"status", "late"}, {"minutes", 20}}}, {"left", {{"at", "11:00"}}}});
        project();
        const std::string facts = dump();
        QVERIFY(facts.find(" signed 10:17-11:40\n") != std::string::npos);
        QVERIFY(facts.find(kAdam + " late 20 early\n") != std::string::npos);
        QVERIFY(facts.find(kAmina + " present 0\n") != std::string::npos);
    }

    void aRebuildGivesTheSameRows() {
        aDayAtTheVenue();
        project();
        set(kVenueStream, "person", kAdam, {{"merged_into", "person:" + kAmina}});
        set(kRegister, "mark", base::markId(kSession, kAdam), {{"deleted", true}});
        set(domain::venueStream(kOtherVenue), "person", kAmina, {{"name", "Amina"}, {"kind", "child"}});
        project();
        const std::string step = dump();
        QVERIFY(service::Projector(*m_store, m_clock).rebuild().ok());
        QCOMPARE(dump(), step);
        QVERIFY(step.find("mark " + base::markId(kSession, kAdam)) == std::string::npos);
        QVERIFY(step.find("person " + kAdam + ' ' + kVenue + " child 2019-05-01 > " + kAmina) != std::string::npos);
    }

    void moreThanOnePortionIsProjectedToTheEnd() {
        const auto done = m_store->write([&](service::WriteTransaction& t) -> Result<void> {
            for (int i = 0; i < 2500; ++i)
                t.streams().append(kVenueStream,
                                   Append{base::newOpId(m_clock.wallMs(), m_random),
                                          "person",
                                          base::newUuid(m_random),
                                          {{"name", "Somebody"}, {"kind", "adult"}},
                                          std::nullopt,
                                          m_clock.wallMs(),
                                          Json::object()},
                                   m_random.bytes<16>());
            return {};
        });
        QVERIFY(done.ok());
        project();
        std::size_t people = 0;
        QVERIFY(m_store->read([&](service::ReadTransaction& t) { people = t.facts().people(kVenue).size(); }).ok());
        QCOMPARE(people, std::size_t(2500));
    }

    void stoppedHalfWayItGoesOnFromThereNextTime() {
        aDayAtTheVenue();
        int portions = 0;
        const auto stopped = service::Projector(*m_store, m_clock).bringUpToDate([&portions] { return ++portions > 1; });
        QVERIFY(!stopped.ok());
        QVERIFY(stopped.error().code == base::ErrorCode::Busy);
        const std::string half = dump();
        project();
        QVERIFY(half != dump());
        const std::string step = dump();
        QVERIFY(service::Projector(*m_store, m_clock).rebuild().ok());
        QCOMPARE(dump(), step);
    }

    void theFactsSayAsOfWhenTheyAreTrue() {
        aDayAtTheVenue();
        const auto first = service::Projector(*m_store, m_clock).bringUpToDate();
        QVERIFY(first.ok());
        QCOMPARE(*first, m_clock.wallMs());
        m_clock.advance(60'000);
        const auto second = service::Projector(*m_store, m_clock).bringUpToDate();  // nothing new: still complete, now
        QVERIFY(second.ok());
        QCOMPARE(*second, m_clock.wallMs());
    }

    void factsAreFilteredByTheDateOfTheirSession_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("marks");
        QTest::newRow("the day itself is inside at both ends") << "2026-05-13"
                                                               << "2026-05-13" << 2;
        QTest::newRow("open at both ends") << ""
                                           << "" << 2;
        QTest::newRow("the day after is too late") << "2026-05-14"
                                                   << "" << 0;
        QTest::newRow("the day before is too early") << ""
                                                     << "2026-05-12" << 0;
    }
    void factsAreFilteredByTheDateOfTheirSession() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(int, marks);
        aDayAtTheVenue();
        project();
        service::FactFilter filter{kVenue, {}, {}};
        if (!from.isEmpty()) filter.from = from.toStdString();
        if (!to.isEmpty()) filter.to = to.toStdString();
        std::size_t found = 0;
        QVERIFY(m_store
                    ->read([&](service::ReadTransaction& t) {
                        found = t.facts().marks(filter).size();
                        if (!t.facts().marks({kOtherVenue, {}, {}}).empty()) found = 99;
                    })
                    .ok());
        QCOMPARE(found, static_cast<std::size_t>(marks));
    }

    void theFirstAttendanceIsTheEarliestSessionSomebodyWasAt() {
        aDayAtTheVenue();
        const std::string earlier = "33333333-0000-4000-8000-000000000001";
        set(kVenueStream, "session", earlier, {{"date", "2025-11-02"}, {"status", "signed"}});
        set(domain::registerStream(kVenue, 2025), "mark", base::markId(earlier, kAmina),
            {{"session", "session:" + earlier}, {"person", "person:" + kAmina}, {"presence", {{"status", "late"}}}});
        set(domain::registerStream(kVenue, 2025), "mark", base::markId(earlier, kAdam),
            {{"session", "session:" + earlier}, {"person", "person:" + kAdam}, {"presence", {{"status", "absent_told"}}}});
        project();
        std::map<std::string, std::string> first;
        QVERIFY(m_store->read([&](service::ReadTransaction& t) { first = t.facts().firstAttendances(kVenue)[kVenue]; }).ok());
        QCOMPARE(first[kAmina], std::string("2025-11-02"));
        QCOMPARE(first[kAdam], std::string("2026-05-13"));
    }
};

QTEST_GUILESS_MAIN(tst_projector)
#include "tst_projector.moc"
