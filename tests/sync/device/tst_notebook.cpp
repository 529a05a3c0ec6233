// What a device keeps and shows of its own: every tap is durable, pending ops lie over what is confirmed, undo and drafts come back.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "tests/support/compare.h"
#include "tests/support/device.h"

#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace waymark;
using base::ErrorCode;
using base::Json;
using device::Change;
using device::Safety;
using domain::Role;
using tests::must;

namespace {
const std::string kVenue = "22222222-0000-4000-8000-000000000000";
const std::string kPerson = "55555555-0000-4000-8000-000000000001";
const std::string kOtherPerson = "55555555-0000-4000-8000-000000000002";
const std::string kSession = "66666666-0000-4000-8000-000000000001";
const device::Worker kWorker{"33333333-0000-4000-8000-000000000000", "Amina", Role::Worker};
const device::Worker kVolunteer{"33333333-0000-4000-8000-000000000001", "Viv", Role::Volunteer};
const std::string kVenueStream = domain::venueStream(kVenue);
const std::string kCaseStream = domain::caseStream(kVenue);

Change person(const std::string& id, Json set) { return {kVenueStream, "person", id, std::move(set)}; }
Change mark(const std::string& person, Json presence) {
    return {domain::registerStream(kVenue, 2025), "mark", base::markId(kSession, person),
            {{"session", "session:" + kSession}, {"person", "person:" + person}, {"presence", std::move(presence)}}};
}
const domain::EntityKey kMarkKey{"mark", base::markId(kSession, kPerson)};
} // namespace

class tst_notebook : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::FakeClock> m_clock;
    std::unique_ptr<tests::TestDevice> m_device;
    device::Notebook& book() { return m_device->notebook(); }
    std::vector<std::string> record(const std::vector<Change>& changes) { return must(book().record(kWorker.user, changes)); }
    Json values(const domain::EntityKey& key) {
        const auto found = book().find(key);
        return found ? found->values : Json();
    }
    /// The ops as the next request would carry them.
    std::vector<Json> push() { return m_device->session().nextRequest().push; }
    qint64 tableRows(const char* table) {
        m_device->close();
        SQLite::Database file(m_device->path());
        const qint64 rows = file.execAndGet(std::string("SELECT count(*) FROM ") + table).getInt64();
        return rows;
    }

private slots:
    void init() {
        m_clock = std::make_unique<tests::FakeClock>();
        m_device = std::make_unique<tests::TestDevice>(*m_clock);
        m_device->join(kWorker);
    }

    void aTapIsThereAfterAKill() {
        record({person(kPerson, {{"name", "Zara"}, {"kind", "child"}})});
        m_device->restart(kWorker.user);
        COMPARE_JSON(values({"person", kPerson}), Json({{"name", "Zara"}, {"kind", "child"}}));
        QCOMPARE(book().find({"person", kPerson})->safety, Safety::SavedHere);
        QCOMPARE(book().summary().waiting, 1);
        QCOMPARE(book().summary().waitingSince.value(), m_clock->wallMs());
    }

    void oneTapIsOneRow() {
        record({mark(kPerson, {{"status", "present"}})});
        QCOMPARE(tableRows("op"), 1);
    }

    void nothingIsReadOrRecordedWhileLocked() {
        record({person(kPerson, {{"name", "Zara"}})});
        book().unload();
        m_device->vault().lock();
        QVERIFY(!book().find({"person", kPerson}));
        QCOMPARE(book().record(kWorker.user, {person(kOtherPerson, {{"name", "Adam"}})}).error().code, ErrorCode::Locked);
        QCOMPARE(book().saveDraft({"d", kWorker.user, "venue", {}, {}, 0}).error().code, ErrorCode::Locked);
        QCOMPARE(book().load().error().code, ErrorCode::Locked);
    }

    void anOpSaysWhatItsAuthorSaw() {
        const auto first = record({person(kPerson, {{"name", "Zara"}, {"kind", "child"}})});
        const auto second = record({person(kPerson, {{"name", "Zahra"}})});
        const auto third = record({person(kPerson, {{"name", "Zahrah"}, {"postcode", "B1 1AA"}})});
        const auto ops = push();
        QCOMPARE(ops.size(), std::size_t(3));
        QVERIFY(!ops[0].contains("saw"));
        COMPARE_JSON(ops[1]["saw"], Json({{"name", first[0]}}));
        COMPARE_JSON(ops[2]["saw"], Json({{"name", second[0]}}));
        COMPARE_JSON(ops[2]["id"], Json(third[0]));
        COMPARE_JSON(ops[0]["by"], Json(kWorker.user));
    }

    void twoChangesOfOneEntityInOneTapSeeEachOther() {
        const auto ids = record({person(kPerson, {{"name", "Zara"}}), person(kPerson, {{"name", "Zahra"}})});
        COMPARE_JSON(push()[1]["saw"]["name"], Json(ids[0]));
        COMPARE_JSON(values({"person", kPerson})["name"], Json("Zahra"));
    }

    void aDeletionSawEveryField() {
        const auto made = record({person(kPerson, {{"name", "Zara"}, {"kind", "child"}})});
        const auto deleted = record({person(kPerson, {{"deleted", true}})});
        const auto edited = record({person(kPerson, {{"name", "Zahra"}})});
        const auto ops = push();
        COMPARE_JSON(ops[1]["saw"], Json({{"kind", made[0]}, {"name", made[0]}}));
        COMPARE_JSON(ops[2]["saw"], Json({{"name", made[0]}, {"deleted", deleted[0]}}));
        QVERIFY(book().find({"person", kPerson})->deleted());
        QVERIFY(book().all("person").empty());
    }

    void anOpSaysWhomItIsAbout() {
        record({mark(kPerson, {{"status", "present"}})});
        record({{domain::registerStream(kVenue, 2025), "mark", kMarkKey.id, {{"left", {{"at", "11:00"}}}}}});
        for (const auto& op : push())
            COMPARE_JSON(op["about"], Json::array({"person:" + kPerson}));
    }

    void feedbackSaysNobodysName() {
        record({{domain::registerStream(kVenue, 2025), "feedback", base::newUuid(m_device->random()),
                 {{"session", "session:" + kSession}, {"answers", {{"again", "yes"}}}}}});
        QVERIFY(push()[0]["by"].is_null());
    }

    void timesRiseAlsoWhenTheClockIsSetBack() {
        record({person(kPerson, {{"name", "Zara"}})});
        m_clock->setWall(m_clock->wallMs() - 3'600'000);
        record({person(kPerson, {{"name", "Zahra"}})});
        const auto ops = push();
        QVERIFY(ops[1]["at"].get<qint64>() > ops[0]["at"].get<qint64>());
        QCOMPARE(ops[1]["clock"]["wall"].get<qint64>(), m_clock->wallMs());
    }

    void whatCannotBeAcceptedIsRefusedAndChangesNothing_data() {
        QTest::addColumn<int>("what");
        QTest::addColumn<int>("code");
        QTest::newRow("a control character") << 0 << int(ErrorCode::Malformed);
        QTest::newRow("a value of the wrong shape") << 1 << int(ErrorCode::Malformed);
        QTest::newRow("no stream") << 2 << int(ErrorCode::Malformed);
        QTest::newRow("nothing to set") << 3 << int(ErrorCode::Malformed);
        QTest::newRow("more than 64 KiB") << 4 << int(ErrorCode::TooLarge);
        QTest::newRow("a type of another stream") << 5 << int(ErrorCode::NotPermitted);
        QTest::newRow("what workers may not write") << 6 << int(ErrorCode::NotPermitted);
        QTest::newRow("a mark that hangs on nobody") << 7 << int(ErrorCode::Malformed);
    }
    void whatCannotBeAcceptedIsRefusedAndChangesNothing() {
        QFETCH(int, what);
        QFETCH(int, code);
        Change change = person(kPerson, {{"name", "Zara"}});
        switch (what) {
        case 0: change.set["name"] = std::string("Za\x01ra"); break;
        case 1: change.set["kind"] = "wizard"; break;
        case 2: change.stream = "kitchen"; break;
        case 3: change.set = Json::object(); break;
        case 4: change.set["contact"] = std::string(70'000, 'x'); break;
        case 5: change.stream = kCaseStream; break;
        case 6: change = {domain::organisationStream(kVenue), "venue", kVenue, {{"name", "Mine"}}}; break;
        case 7: change = mark(kPerson, {{"status", "present"}}), change.set.erase("person"); break;
        }
        // The first, good change goes with the bad one: all or nothing.
        const auto result = book().record(kWorker.user, {person(kOtherPerson, {{"name", "Adam"}}), change});
        QCOMPARE(int(result.error().code), code);
        QVERIFY(book().everything().empty());
        QVERIFY(book().outbox().empty());
        QVERIFY(push().empty());
    }

    void sessionsCanBeReadBeforePeople() {
        record({{kVenueStream, "session", kSession, {{"status", "planned"}, {"date", "2025-11-21"}}}, person(kPerson, {{"name", "Zara"}})});
        int told = 0;
        must(book().load([&](const std::vector<device::EntityPtr>& sessions) {
            ++told;
            QCOMPARE(sessions.size(), std::size_t(1));
            QCOMPARE(sessions.front()->key.id, kSession);
            QCOMPARE(sessions.front()->safety, Safety::SavedHere);
            QCOMPARE(base::textOf(sessions.front()->values, "status"), std::string("planned"));
        }));
        QCOMPARE(told, 1);
        const Json zara{{"name", "Zara"}};
        QVERIFY(values({"person", kPerson}) == zara);
    }

    void nobodyRecordsInAnothersName() {
        QCOMPARE(book().record(kVolunteer.user, {person(kPerson, {{"name", "Zara"}})}).error().code, ErrorCode::NotPermitted);
    }

    void aVolunteerMayCreateAPersonButNotRenameOne() {
        record({person(kPerson, {{"name", "Zara"}})});
        must(m_device->vault().addWorker(kVolunteer, tests::kPin));
        must(book().load());
        must(book().record(kVolunteer.user, {person(kOtherPerson, {{"name", "Adam"}})}));
        QCOMPARE(book().record(kVolunteer.user, {person(kPerson, {{"name", "Zahra"}})}).error().code, ErrorCode::NotPermitted);
    }

    void undoTakesBackWhatTheAuthorSaw() {
        record({person(kPerson, {{"name", "Zara"}, {"kind", "child"}})});
        const auto ids = record({person(kPerson, {{"name", "Zahra"}, {"postcode", "B1 1AA"}})});
        must(book().undo(kWorker.user, ids));
        COMPARE_JSON(values({"person", kPerson}), Json({{"name", "Zara"}, {"kind", "child"}}));
        COMPARE_JSON(push().back()["saw"], Json({{"name", ids[0]}, {"postcode", ids[0]}}));
    }

    void undoOfSeveralTapsGoesToBeforeTheFirst() {
        record({person(kPerson, {{"name", "One"}})});
        const auto two = record({person(kPerson, {{"name", "Two"}})});
        const auto three = record({person(kPerson, {{"name", "Three"}})});
        must(book().undo(kWorker.user, {two[0], three[0]}));
        COMPARE_JSON(values({"person", kPerson})["name"], Json("One"));
    }

    void undoLeavesAloneWhatWasChangedSince() {
        const auto first = record({person(kPerson, {{"name", "Zara"}, {"kind", "child"}})});
        const auto changed = record({person(kPerson, {{"name", "Zahra"}, {"kind", "adult"}})});
        record({person(kPerson, {{"name", "Zahrah"}})});
        must(book().undo(kWorker.user, changed));
        COMPARE_JSON(values({"person", kPerson}), Json({{"name", "Zahrah"}, {"kind", "child"}}));
    }

    void undoOfAWalkInDeletesIt() {
        const auto ids = record({person(kPerson, {{"name", "Zara"}}), mark(kPerson, {{"status", "present"}})});
        must(book().undo(kWorker.user, ids));
        QVERIFY(book().find({"person", kPerson})->deleted());
        QVERIFY(!book().find(kMarkKey)->values.contains("presence"));
    }

    void aMarkThatWasUndoneIsTappedAgain() {
        const auto ids = record({mark(kPerson, {{"status", "present"}})});
        const auto undone = must(book().undo(kWorker.user, ids));
        QVERIFY(!book().find(kMarkKey)->deleted());
        record({mark(kPerson, {{"status", "late"}})});
        COMPARE_JSON(values(kMarkKey)["presence"]["status"], Json("late"));
        COMPARE_JSON(push().back()["saw"]["presence"], Json(undone[0]));
    }

    void undoWorksAfterAKill() {
        record({mark(kPerson, {{"status", "present"}})});
        const auto ids = record({mark(kPerson, {{"status", "late"}})});
        m_device->restart(kWorker.user);
        must(book().undo(kWorker.user, ids));
        COMPARE_JSON(values(kMarkKey)["presence"]["status"], Json("present"));
        QCOMPARE(book().undo(kWorker.user, {std::string(32, 'a')}).error().code, ErrorCode::NotFound);
    }

    void aDraftAndThePlaceComeBackAfterAKill() {
        must(book().saveDraft({"response:1", kWorker.user, "case", {"person:" + kPerson}, {{"q1", 3}}, 0}));
        must(book().saveDraft({"response:1", kWorker.user, "case", {"person:" + kPerson}, {{"q1", 3}, {"q2", 5}}, 0}));
        must(book().savePlace({{"screen", "questionnaire"}, {"draft", "response:1"}}));
        m_device->restart(kWorker.user);
        QCOMPARE(book().drafts().size(), std::size_t(1));
        COMPARE_JSON(book().drafts()[0].content, Json({{"q1", 3}, {"q2", 5}}));
        QCOMPARE(book().drafts()[0].about, std::vector<std::string>{"person:" + kPerson});
        COMPARE_JSON((*book().place())["screen"], Json("questionnaire"));
    }

    void finishingADraftTakesItInTheSameStep() {
        must(book().saveDraft({"d", kWorker.user, "venue", {}, {{"name", "Za"}}, 0}));
        QVERIFY(!book().record(kWorker.user, {person(kPerson, {{"kind", "wizard"}})}, "d").ok());
        QCOMPARE(book().drafts().size(), std::size_t(1));
        must(book().record(kWorker.user, {person(kPerson, {{"name", "Zara"}})}, "d"));
        QVERIFY(book().drafts().empty());
        m_device->restart(kWorker.user);
        QVERIFY(book().drafts().empty());
        QVERIFY(book().find({"person", kPerson}));
    }

    void aVolunteerCannotReopenWhatAFamilyAnswered() {
        must(m_device->vault().addWorker(kVolunteer, tests::kPin));
        must(book().load());
        must(book().saveDraft({"d", kVolunteer.user, "case", {}, {{"q1", 3}}, 0}));
        QCOMPARE(book().drafts().size(), std::size_t(1));  // while it is being answered
        const Change response{kCaseStream, "response", base::newUuid(m_device->random()),
                              {{"person", "person:" + kPerson}, {"respondent", "parent"}, {"answers", {{"q1", 4}}}}};
        must(book().record(kVolunteer.user, {response}));
        m_device->restart(kVolunteer.user);
        QVERIFY(book().drafts().empty());
        QVERIFY(!book().find({"response", response.entity}));
        QCOMPARE(book().summary().waiting, 1);
        QCOMPARE(push().size(), std::size_t(1));  // but it is sent, whoever is signed in
        m_device->unlock(kWorker.user);
        QCOMPARE(book().drafts().size(), std::size_t(1));
        QVERIFY(book().find({"response", response.entity}));
    }

    void changesAreToldOnce() {
        record({person(kPerson, {{"name", "Zara"}})});
        auto changes = book().takeChanges();
        QCOMPARE(changes.size(), std::size_t(1));
        COMPARE_JSON(changes[0]->values["name"], Json("Zara"));
        QVERIFY(book().takeChanges().empty());
        record({person(kPerson, {{"deleted", true}})});
        changes = book().takeChanges();
        QCOMPARE(changes.size(), std::size_t(1));
        QVERIFY(changes[0]->values.empty());
    }

    void aFullDiskRefusesTheTapAndKeepsTheRest() {
        m_device->kill();
        m_device->open({{}, 80, {}});
        m_device->unlock(kWorker.user);
        base::Result<std::vector<std::string>> result = std::vector<std::string>();
        std::size_t taken = 0;
        for (; result; ++taken)
            result = book().record(kWorker.user, {person(base::newUuid(m_device->random()), {{"name", std::string(3000, 'n')}})});
        QCOMPARE(result.error().code, ErrorCode::DiskFull);
        QCOMPARE(book().all("person").size(), taken - 1);
        m_device->restart(kWorker.user);
        QCOMPARE(book().all("person").size(), taken - 1);
        record({person(kPerson, {{"name", "Zara"}})});
    }

    void aTamperedOpIsLeftOutAndHoldsUpNothing() {
        record({person(kPerson, {{"name", "Zara"}})});
        record({person(kOtherPerson, {{"name", "Adam"}})});
        m_device->close();
        {
            SQLite::Database file(m_device->path(), SQLite::OPEN_READWRITE);
            file.exec("UPDATE op SET sealed = (SELECT sealed FROM op WHERE n = 2) WHERE n = 1");
        }
        m_device->open();
        m_device->unlock(kWorker.user);
        QCOMPARE(book().tamperedRows(), 1);
        QVERIFY(!book().find({"person", kPerson}));
        QVERIFY(book().find({"person", kOtherPerson}));
        QCOMPARE(push().size(), std::size_t(1));
    }

    void nothingPersonalLiesInTheClear() {
        record({person(kPerson, {{"name", "Zarathustra"}, {"contact", "0121 496 0000"}})});
        must(book().saveDraft({"d", kWorker.user, "venue", {}, {{"text", "Zarathustra said"}}, 0}));
        must(book().savePlace({{"search", "Zarathustra"}}));
        const QFileInfo info(QString::fromStdString(m_device->path()));
        for (const auto& name : info.dir().entryList(QDir::Files)) {
            QFile file(info.dir().filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto bytes = file.readAll();
            QVERIFY2(!bytes.contains("Zarathustra") && !bytes.contains("496 0000"), qPrintable(name));
        }
    }
};

QTEST_APPLESS_MAIN(tst_notebook)
#include "tst_notebook.moc"
