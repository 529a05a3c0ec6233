// Which streams a device holds and what must leave it: grants, erasure, the case tier while a volunteer is signed in. Contract, sections 5 and 7.
#include "tests/sync/device/session_fixture.h"

using namespace waymark;
using namespace waymark::tests;

class tst_session_streams : public SessionFixture {
    Q_OBJECT

private slots:
    void init() { start(); }

    void aRevokedStreamGoesOnceNothingWaitsForIt() {
        m_venue->add("person", id(1), {{"name", "Zara"}});
        bootstrap();
        const auto op = record(1, {{"name", "Zahra"}});
        auto revoked = reply();
        revoked.streams.clear();
        revoked.revoked = {kVenueStream};
        exchange(revoked);
        COMPARE_JSON(name(1), "Zahra");
        const auto next = session().nextRequest();
        QCOMPARE(next.push.size(), std::size_t(1));
        QVERIFY(next.pull.empty());
        auto last = reply({}, {line(op, Outcome::Applied, 2)});
        last.streams.clear();
        const auto progress = apply(last);
        QCOMPARE(progress.dropped, std::vector<std::string>{kVenueStream});
        QVERIFY(book().everything().empty());
        m_device->restart(kWorker.user);
        QVERIFY(book().everything().empty());
        QVERIFY(must(m_device->store().cursors()).empty());
    }

    void draftsGoWithTheStreamTheyAreFor_data() {
        QTest::addColumn<QStringList>("revoked");
        QTest::addColumn<QStringList>("left");
        QTest::newRow("the case tier alone") << QStringList{QString::fromStdString(kCaseStream)} << QStringList{"elsewhere", "walk_in"};
        QTest::newRow("the whole venue") << QStringList{QString::fromStdString(kCaseStream), QString::fromStdString(kVenueStream)} << QStringList{"elsewhere"};
    }
    void draftsGoWithTheStreamTheyAreFor() {
        QFETCH(QStringList, revoked);
        const std::string other = domain::venueStream("22222222-0000-4000-8000-000000000009");
        auto granted = reply({m_venue->whole(), ScriptedStream(kCaseStream).whole(), ScriptedStream(other).whole()});
        granted.streams.push_back({kCaseStream, "worker"});
        granted.streams.push_back({other, "worker"});
        exchange(granted);
        for (const auto& [key, stream] : {std::pair{"walk_in", kVenueStream}, std::pair{"steps", kCaseStream}, std::pair{"elsewhere", other}}) {
            device::Draft draft;
            draft.key = key;
            draft.by = kWorker.user;
            draft.tier = stream == kCaseStream ? "case" : "venue";
            draft.stream = stream;
            draft.content = {{"q1", 4}};
            must(book().saveDraft(draft));
        }
        must(book().savePlace({{"screen", "register"}, {"venue", kVenue}}));
        auto without = reply();
        without.streams.clear();
        for (const auto& grant : granted.streams)
            if (!revoked.contains(QString::fromStdString(grant.stream))) without.streams.push_back(grant);
        for (const auto& stream : revoked)
            without.revoked.push_back(stream.toStdString());
        exchange(without);
        for (int times = 0; times < 2; ++times) {
            QStringList left;
            for (const auto& draft : book().drafts())
                left.append(QString::fromStdString(draft.key));
            QTEST(left, "left");
            QCOMPARE(book().place().has_value(), revoked.size() == 1);
            m_device->restart(kWorker.user);
        }
    }

    void whatAVolunteersTabletOnlyWroteGoesWithTheVenue() {
        bootstrap();
        const auto write = [&](int number) {
            return must(book().record(kWorker.user, {{kCaseStream, "response", id(number),
                                                      {{"person", "person:" + id(1)}, {"respondent", "self"}, {"answers", {{"q1", 4}}}}}}))[0];
        };
        const auto sent = write(31);
        const auto countOps = [&] {
            int count = 0;
            must(m_device->store().eachOp([&](device::OpRow&) { ++count; }));
            return count;
        };
        exchange(reply({}, {line(sent, Outcome::Applied, 1)}));
        QCOMPARE(countOps(), 1);  // retained, in case the service forgets
        const auto later = write(32);
        auto gone = reply();
        gone.streams.clear();
        gone.revoked = {kVenueStream};
        exchange(gone);
        QCOMPARE(countOps(), 2);  // something is still to be handed over
        gone.results = {line(later, Outcome::Quarantined, 1, "not_granted")};
        exchange(gone);
        QCOMPARE(countOps(), 1);
        QCOMPARE(book().summary().setAside, 1);
    }

    void aGrantThatComesBackGoesOnWhereItWas() {
        m_venue->add("person", id(1), {{"name", "Zara"}});
        bootstrap();
        record(1, {{"name", "Zahra"}});
        auto revoked = reply();
        revoked.streams.clear();
        revoked.revoked = {kVenueStream};
        exchange(revoked);
        exchange(reply({m_venue->whole()}));  // not asked for: its first page comes, and is not needed
        QCOMPARE(asked().place, m_venue->place(1));
    }

    void whatIsErasedIsGoneFromEverywhere() {
        m_venue->add("person", id(1), {{"name", "Zarathustra"}});
        m_venue->add("person", id(2), {{"name", "Adam"}});
        m_venue->add("membership", id(11), {{"person", "person:" + id(1)}, {"relation", "child"}});
        bootstrap();
        const auto retained = record(1, {{"postcode", "B1 1AA"}});
        m_venue->add("person", id(1), {{"postcode", "B1 1AA"}}, retained);
        exchange(reply({m_venue->entries(3)}, {line(retained, Outcome::Applied, 4)}));
        must(book().record(kWorker.user, {{kVenueStream, "consent", id(12), {{"person", "person:" + id(1)}, {"answer", "granted"}}}}));
        must(book().saveDraft({"about her", kWorker.user, "case", {"person:" + id(1)}, {{"q", 1}}, 0}));
        must(book().saveDraft({"mentions her", kWorker.user, "venue", {}, {{"who", id(1)}}, 0}));
        must(book().saveDraft({"another", kWorker.user, "venue", {}, {{"who", id(2)}}, 0}));
        must(book().savePlace({{"person", id(1)}}));
        record(2, {{"name", "Adam A"}});
        m_venue->erase("membership", id(11));
        m_venue->erase("person", id(1));
        const auto progress = exchange(reply({m_venue->entries(4)}));
        QVERIFY(progress.differing.empty());
        const auto check = [this] {
            QVERIFY(!book().find(personKey(1)));
            QVERIFY(!book().find({"membership", id(11)}));
            QVERIFY(!book().find({"consent", id(12)}));
            QCOMPARE(book().outbox().size(), std::size_t(1));
            QCOMPARE(book().drafts().size(), std::size_t(1));
            QVERIFY(!book().place());
            COMPARE_JSON(name(2), "Adam A");
        };
        check();
        m_device->restart(kWorker.user);
        check();
        int ops = 0;
        must(m_device->store().eachOp([&](device::OpRow&) { ++ops; }));
        QCOMPARE(ops, 1);
    }

    void theErasedListOfABootstrapReachesTheOutbox() {
        record(1, {{"name", "Zara"}});
        record(2, {{"name", "Adam"}});
        auto page = m_venue->whole();
        page.erased = std::vector{personKey(1)};
        exchange(reply({page}));
        QVERIFY(!book().find(personKey(1)));
        QCOMPARE(session().nextRequest().push.size(), std::size_t(1));
    }

    void caseRowsThatComeWhileAVolunteerIsSignedInWaitForAWorker() {
        ScriptedStream cases(kCaseStream);
        cases.add("note", id(21), {{"person", "person:" + id(1)}, {"text", "confirmed"}});
        cases.add("note", id(22), {{"person", "person:" + id(2)}, {"text", "confirmed"}});
        auto granted = [&](std::vector<wire::StreamPull> pulls) {
            auto made = reply(std::move(pulls));
            made.streams.push_back({kCaseStream, "worker"});
            return made;
        };
        exchange(granted({cases.whole()}));
        must(m_device->vault().addWorker(kVolunteer, tests::kPin));
        must(book().load());
        QVERIFY(!book().find({"note", id(21)}));
        QCOMPARE(asked(kCaseStream).place, cases.place(2));
        cases.add("note", id(21), {{"text", "changed"}});
        cases.add("note", id(23), {{"person", "person:" + id(3)}, {"text", "new"}});
        cases.erase("note", id(22));
        const auto progress = exchange(granted({cases.entries(2)}));
        QVERIFY(progress.differing.empty());
        QCOMPARE(cursor(kCaseStream).seq, 5);
        QVERIFY(book().all("note").empty());
        m_device->restart(kVolunteer.user);
        QVERIFY(book().all("note").empty());
        m_device->unlock(kWorker.user);
        COMPARE_JSON(book().find({"note", id(21)})->values["text"], "changed");
        COMPARE_JSON(book().find({"note", id(23)})->values["text"], "new");
        QVERIFY(!book().find({"note", id(22)}));
        QVERIFY(exchange(granted({cases.entries(5)})).differing.empty());
        m_device->restart(kWorker.user);
        QCOMPARE(book().all("note").size(), std::size_t(2));
    }

    void whatWouldEmptyACopyWhileItsKeyIsClosedIsAskedForAgainAndStops() {
        ScriptedStream cases(kCaseStream);
        const auto granted = [&](std::vector<wire::StreamPull> pulls) {
            auto made = reply(std::move(pulls));
            made.streams.push_back({kCaseStream, "worker"});
            return made;
        };
        for (int i = 1; i <= 12; ++i)
            cases.add("note", id(i), {{"person", "person:" + id(100)}, {"text", "confirmed"}});
        exchange(granted({cases.whole()}));
        must(m_device->vault().addWorker(kVolunteer, tests::kPin));
        m_device->restart(kVolunteer.user);
        for (int i = 1; i <= 11; ++i)
            cases.add("note", id(i), {{"deleted", true}});
        exchange(granted({cases.entries(12)}));
        m_device->unlock(kWorker.user);
        QCOMPARE(book().all("note").size(), std::size_t(12));
        QCOMPARE(asked(kCaseStream).place, wire::Place{});
        QCOMPARE(exchange(granted({cases.whole()})).stopped, std::vector<std::string>{kCaseStream});
        QCOMPARE(book().all("note").size(), std::size_t(12));
        must(session().acceptSmallerCopy(kCaseStream));
        exchange(granted({cases.whole()}));
        QCOMPARE(book().all("note").size(), std::size_t(1));
    }

    void aCaseOpIsMovedToTheCaseKeyOnceAcknowledged() {
        must(m_device->vault().addWorker(kVolunteer, tests::kPin));
        must(book().load());
        const auto op = must(book().record(kVolunteer.user, {{kCaseStream, "response", id(31),
            {{"person", "person:" + id(1)}, {"respondent", "parent"}, {"answers", {{"q", 1}}}}}}))[0];
        auto answered = reply({}, {line(op, Outcome::Applied, 1)});
        answered.streams.push_back({kCaseStream, "worker"});
        exchange(answered);
        const auto opens = [&] {
            bool opened = false;
            must(m_device->store().eachOp([&](device::OpRow& row) {
                opened = m_device->vault().open({"op", row.stream, row.type, row.entity, row.order}, row.sealed).ok();
            }));
            return opened;
        };
        QVERIFY(!opens());
        m_device->unlock(kWorker.user);
        QVERIFY(opens());
    }
};

QTEST_APPLESS_MAIN(tst_session_streams)
#include "tst_session_streams.moc"
