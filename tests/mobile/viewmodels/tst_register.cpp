// The register of a morning: who is expected, one tap a person, taking back, heads, signing off. What the service then holds is read from
// the real service.
#include "tests/mobile/viewmodels/app_world.h"

#include "shared/base/id.h"

#include <QSignalSpy>

using namespace waymark;
using namespace waymark::tests;
using base::Json;

class tst_register : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_aaliyah, m_adam, m_amina, m_twin, m_stranger;

    mobile::RegisterModel& list() { return m_world->registerModel(); }
    QString status(const std::string& person) { return rowOf(list(), person).value("status").toString(); }
    QString id(const std::string& person) { return QString::fromStdString(person); }
    Json markAtService(const std::string& person) {
        for (const auto& row : m_world->service.rows(m_world->registerStream(), "mark"))
            if (row.id == base::markId(m_world->session, person)) return row.values;
        return {};
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() {
        m_world = std::make_unique<AppWorld>();
        auto& world = *m_world;
        m_aaliyah = world.addPerson("Aaliyah Begum", {{"born", {{"date", "2022-05-01"}, {"precision", "day"}}}});
        m_adam = world.addPerson("Adam Khan", {{"alerts", {{{"kind", "allergy"}, {"text", "nuts"}}}}});
        m_amina = world.addPerson("Amina Hussain");
        m_twin = world.addPerson("Amina Yusuf");
        m_stranger = world.addPerson("Zofia Nowak");
        world.addEarlierSession(7, {m_aaliyah, m_adam});
        world.addEarlierSession(83, {m_amina});
        world.addEarlierSession(84, {m_twin});
        world.addEarlierSession(85, {m_stranger});
        QVERIFY(world.enrolAs(world.samina));
        QVERIFY(world.openRegister());
    }
    void cleanup() { m_world.reset(); }

    void whoCameInTheLastTwelveWeeksIsExpectedByName() {
        QCOMPARE(list().count(), 4);
        QCOMPARE(list().get(0).value("name").toString(), "Aaliyah Begum");
        QCOMPARE(list().get(3).value("name").toString(), "Amina Yusuf");
        QCOMPARE(list().toGoCount(), 4);
        QCOMPARE(list().title(), "Stay and Play");
        QCOMPARE(list().dateText(), "21 November 2026");
        QCOMPARE(list().timeText(), "10:00 to 11:30");
        QCOMPARE(rowOf(*m_world->app().today(), m_world->session).value("expected").toInt(), 4);
    }

    void theListCanBeNarrowedAndNothingSlidesUnderTheFinger() {
        list().tap(id(m_adam));
        list().setFilter("not_yet");
        QCOMPARE(list().count(), 3);
        QVERIFY(list().indexOf(id(m_adam)) < 0);
        list().tap(id(m_aaliyah));
        QCOMPARE(list().count(), 3);
        QCOMPARE(status(m_aaliyah), "present");
        list().setFilter("here");
        QCOMPARE(list().count(), 2);
        list().setSearch("hussain");
        QCOMPARE(list().get(0).value("name").toString(), "Amina Hussain");
        list().setSearch("");
        list().setFilter("not_yet");
        QCOMPARE(list().count(), 2);
        list().setFilter("nonsense");
        QCOMPARE(list().filter(), "not_yet");
        QVERIFY(m_world->settled());
        list().open(QString::fromStdString(m_world->session));
        QCOMPARE(list().filter(), "all");
        QCOMPARE(list().count(), 4);
    }

    void anAcceptedPlaceMakesSomeoneExpected() {
        m_world->service.set(
            m_world->venueStream(), "place",
            {{"activity", "activity:" + m_world->stayAndPlay}, {"person", "person:" + m_stranger}, {"status", "accepted"}});
        QVERIFY(m_world->sync());
        QTRY_COMPARE(list().count(), 5);
    }

    void theLineShowsAllergyAgeAndWhoShareAName() {
        QCOMPARE(rowOf(list(), m_adam).value("alertText").toString(), "nuts");
        QVERIFY(rowOf(list(), m_aaliyah).value("ageText").toString().startsWith("4 year"));
        QCOMPARE(rowOf(list(), m_amina).value("twin").toBool(), true);
        QCOMPARE(rowOf(list(), m_adam).value("twin").toBool(), false);
    }

    void openingTheRegisterBeginsThePlannedSession() {
        QVERIFY(m_world->sync());
        const auto sessions = m_world->service.rows(m_world->venueStream(), "session");
        for (const auto& row : sessions)
            if (row.id == m_world->session) {
                QCOMPARE(said(row.values["status"]), said(Json("open")));
                QCOMPARE(said(row.values["actual"]), said(Json({{"start", "10:00"}})));
            }
    }

    void oneTapIsOneMarkThatTheServiceTakes() {
        m_world->pass(17 * 60'000);
        list().tap(id(m_adam));
        QCOMPARE(status(m_adam), "present");
        QCOMPARE(rowOf(list(), m_adam).value("safety").toString(), "");  // not before it is durable
        QCOMPARE(list().hereCount(), 1);
        QCOMPARE(list().toGoCount(), 3);
        QVERIFY(m_world->sync());
        QTRY_COMPARE(rowOf(list(), m_adam).value("safety").toString(), "central");
        const auto mark = markAtService(m_adam);
        QCOMPARE(said(mark["presence"]), said(Json({{"status", "present"}})));
        QCOMPARE(said(mark["arrived"]), said(Json("10:17")));
        QCOMPARE(said(mark["person"]), said(Json("person:" + m_adam)));
        QCOMPARE(said(mark["session"]), said(Json("session:" + m_world->session)));
    }

    void aSecondTapTakesTheMarkBack() {
        list().tap(id(m_adam));
        list().tap(id(m_adam));
        QVERIFY(m_world->settled());
        QCOMPARE(status(m_adam), "");
        QCOMPARE(list().hereCount(), 0);
        QVERIFY(m_world->sync());
        QVERIFY(!markAtService(m_adam).contains("presence"));
    }

    void undoTakesTheLastTapBackForTenSeconds() {
        list().tap(id(m_adam));
        QTRY_COMPARE(m_world->app().undoText(), "Adam: here");
        QCOMPARE(m_world->app().undoSecondsLeft(), 10);
        m_world->app().undo();
        QTRY_COMPARE(status(m_adam), "");
        QCOMPARE(m_world->app().undoText(), "");
    }

    void whoLeavesLeavesNowOrAtTheEndAndNeverLater() {
        QCOMPARE(list().leavingTime(), "10:00");
        list().tap(id(m_adam));
        m_world->pass(41 * 60'000);
        QCOMPARE(list().leavingTime(), "10:41");
        list().markLeftEarly(id(m_adam), "10:42");
        QCOMPARE(m_world->app().error(), "10:42 has not come yet. Give the time when they left.");
        QCOMPARE(rowOf(list(), m_adam).value("leftAt").toString(), "");
        list().markLeftEarly(id(m_adam), "10:41");
        QCOMPARE(rowOf(list(), m_adam).value("leftAt").toString(), "10:41");
        m_world->pass(60 * 60'000);
        QCOMPARE(list().leavingTime(), "11:30");  // the session was over by then
    }

    void lateLeftAndAbsentEachSaySo() {
        m_world->pass(70 * 60'000);
        list().markLate(id(m_aaliyah), 12);
        list().tap(id(m_adam));
        list().markLeftEarly(id(m_adam), "11:05");
        list().markAbsent(id(m_amina), true);
        list().markAbsent(id(m_twin), false);
        QVERIFY(m_world->settled());
        QCOMPARE(rowOf(list(), m_aaliyah).value("minutesLate").toInt(), 12);
        QCOMPARE(rowOf(list(), m_adam).value("leftAt").toString(), "11:05");
        QCOMPARE(rowOf(list(), m_amina).value("statusText").toString(), "away, told us");
        QCOMPARE(list().hereCount(), 2);
        QCOMPARE(list().lateCount(), 1);
        QCOMPARE(list().toGoCount(), 0);
        QVERIFY(m_world->sync());
        QCOMPARE(said(markAtService(m_aaliyah)["presence"]), said(Json({{"status", "late"}, {"minutes", 12}})));
        QCOMPARE(said(markAtService(m_adam)["left"]), said(Json({{"at", "11:05"}})));
        QVERIFY(!markAtService(m_amina).contains("arrived"));
    }

    void nobodyLeavesBeforeTheyCame() {
        m_world->pass(70 * 60'000);
        list().markLeftEarly(id(m_adam), "11:05");
        QCOMPARE(m_world->app().error(), "Mark them as here first.");
        QCOMPARE(rowOf(list(), m_adam).value("leftAt").toString(), "");
    }

    void allHereExceptLeavesOutTheNamedAndTheMarked() {
        list().markAbsent(id(m_amina), true);
        list().allHereExcept({id(m_adam)});
        QVERIFY(m_world->settled());
        QCOMPARE(status(m_aaliyah), "present");
        QCOMPARE(status(m_twin), "present");
        QCOMPARE(status(m_adam), "");
        QCOMPARE(status(m_amina), "absent_told");
    }

    void searchFiltersTheListAndFindsWhoIsNotOnIt() {
        list().setSearch("nowak zo");
        QCOMPARE(list().count(), 1);
        QCOMPARE(list().get(0).value("expected").toBool(), false);
        list().tap(id(m_stranger));
        list().setSearch({});
        QCOMPARE(list().count(), 5);
        QCOMPARE(status(m_stranger), "present");
    }

    void aHeadCountIsItsOwnRecordAndAddsNobody() {
        auto& heads = *m_world->app().headCount();
        QSignalSpy saved(&heads, &mobile::HeadCountModel::saved);
        QCOMPARE(list().headCountTotal(), -1);
        QCOMPARE(heads.kind(), "check");  // who takes no choice adds no drop-ins to the reports
        heads.setCount("0-4", 7);
        heads.setCount("adult", 5);
        QCOMPARE(heads.total(), 12);
        heads.save();
        QTRY_COMPARE(saved.count(), 1);
        QCOMPARE(heads.total(), 0);
        QCOMPARE(list().headCountTotal(), 12);
        QCOMPARE(list().hereCount(), 0);
        QVERIFY(m_world->sync());
        const auto counts = m_world->service.rows(m_world->registerStream(), "headcount");
        QCOMPARE(counts.size(), std::size_t(1));
        QCOMPARE(said(counts[0].values["bands"]), said(Json({{"0-4", 7}, {"adult", 5}})));
        QCOMPARE(said(counts[0].values["kind"]), said("check"));
    }

    void onlyACheckIsComparedWithTheRegister_data() {
        QTest::addColumn<QStringList>("kinds");
        QTest::addColumn<int>("check");
        QTest::addColumn<int>("unnamed");
        QTest::newRow("drop-ins check nothing") << QStringList{"arrival"} << -1 << 3;
        QTest::newRow("neither do people on the street") << QStringList{"outreach"} << -1 << 3;
        QTest::newRow("a check is no drop-in") << QStringList{"check"} << 3 << 0;
        QTest::newRow("drop-ins after a check leave it as it is") << QStringList{"check", "arrival"} << 3 << 4;
        QTest::newRow("of two checks the later, of drop-ins all") << QStringList{"check", "arrival", "outreach", "check"} << 6 << 9;
    }
    void onlyACheckIsComparedWithTheRegister() {
        QFETCH(QStringList, kinds);
        auto& heads = *m_world->app().headCount();
        QSignalSpy saved(&heads, &mobile::HeadCountModel::saved);
        for (int i = 0; i < kinds.size(); ++i) {
            m_world->pass(60'000);
            heads.setKind(kinds[i]);
            heads.setCount("adult", 3 + i);
            heads.save();
            QTRY_COMPARE(saved.count(), i + 1);
        }
        QTEST(list().headCountTotal(), "check");
        QTEST(list().unnamedTotal(), "unnamed");
    }

    void headsThatAreBeingCountedSurviveALockAndAFlatBattery() {
        auto* heads = m_world->app().headCount();
        heads->setKind("arrival");
        heads->setCount("5-10", 4);
        m_world->app().lock();
        QCOMPARE(heads->total(), 0);
        QVERIFY(m_world->unlockAs(m_world->samina));
        QCOMPARE(heads->total(), 4);
        QCOMPARE(heads->kind(), "arrival");
        heads->setCount("adult", 2);
        QTRY_COMPARE(m_world->bridge().drafts().size(), std::size_t(1));
        QTRY_COMPARE(base::integerOf(m_world->bridge().drafts()[0].content["bands"], "adult"), 2);
        QVERIFY(m_world->settled());
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        heads = m_world->app().headCount();
        QCOMPARE(heads->total(), 6);
        QSignalSpy saved(heads, &mobile::HeadCountModel::saved);
        heads->save();
        QTRY_COMPARE(saved.count(), 1);
        QVERIFY(m_world->bridge().drafts().empty());
    }

    void headsOfOneSessionAreNotCarriedIntoAnother() {
        auto& heads = *m_world->app().headCount();
        heads.setCount("adult", 2);
        list().open({});
        QCOMPARE(heads.total(), 0);
        list().open(id(m_world->session));
        QCOMPARE(heads.total(), 2);
    }

    void signingOffSaysWhenAndWhoAndEndsTheMarking() {
        m_world->pass(95 * 60'000);
        QCOMPARE(list().suggestedStart(), "10:00");
        QCOMPARE(list().suggestedEnd(), "11:35");
        QSignalSpy signedOff(&list(), &mobile::RegisterModel::signedOff);
        list().signOff("10:05", "11:35");
        QTRY_COMPARE(signedOff.count(), 1);
        QCOMPARE(list().status(), "signed");
        list().tap(id(m_adam));
        QCOMPARE(status(m_adam), "");
        QVERIFY(m_world->app().error().contains("signed off"));
        QVERIFY(m_world->sync());
        for (const auto& row : m_world->service.rows(m_world->venueStream(), "session"))
            if (row.id == m_world->session) {
                QCOMPARE(said(row.values["actual"]), said(Json({{"start", "10:05"}, {"end", "11:35"}})));
                QCOMPARE(said(row.values["signed"]["by"]), said(Json("user:" + m_world->samina)));
            }
    }

    void aSignedRegisterIsOpenedAgainOnlyWithAReason() {
        list().signOff("10:05", "11:35");
        QTRY_COMPARE(list().status(), "signed");
        list().reopen("  ");
        QCOMPARE(list().status(), "signed");
        list().reopen("One family was missed");
        QTRY_COMPARE(list().status(), "open");
    }

    void aTapIsThereAfterAFlatBattery() {
        list().tap(id(m_adam));
        QTRY_COMPARE(rowOf(list(), m_adam).value("safety").toString(), "here");
        m_world->service.setOnline(false);
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QCOMPARE(status(m_adam), "present");
        QCOMPARE(m_world->app().sync()->waiting(), 2);  // the session that was begun, and the tap
    }

    void withoutANetworkEverythingIsSavedHereAndGoesLater() {
        m_world->service.setOnline(false);
        list().tap(id(m_adam));
        QVERIFY(m_world->settled());
        m_world->app().sync()->syncNow();
        QTRY_COMPARE(m_world->app().sync()->sign(), "waiting");
        QVERIFY(m_world->app().sync()->lostConnection());
        QVERIFY(m_world->app().sync()->headline().startsWith("Saved on this device. Waiting for a signal since 10:00"));
        QVERIFY(m_world->app().sync()->records()->count() > 0);
        m_world->service.setOnline(true);
        QVERIFY(m_world->sync());
        QCOMPARE(m_world->app().sync()->sign(), "central");
        QCOMPARE(said(markAtService(m_adam)["presence"]), said(Json({{"status", "present"}})));
    }
};

QTEST_MAIN(tst_register)
#include "tst_register.moc"
