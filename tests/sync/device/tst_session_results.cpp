// What becomes of an op once it is sent: its line, its place in sight, a service that forgot. Contract, section 5.
#include "sync/device/pace.h"
#include "tests/sync/device/session_fixture.h"

using namespace waymark;
using namespace waymark::tests;

class tst_session_results : public SessionFixture {
    Q_OBJECT

private slots:
    void init() { start(); }

    void aLostReplyIsAskedForAgain() {
        const auto op = record(1, {{"name", "Zara"}});
        const auto first = session().nextRequest();
        m_device->restart(kWorker.user);  // and the app died waiting
        const auto second = session().nextRequest();
        QCOMPARE(first.push.size(), std::size_t(1));
        COMPARE_JSON(second.push[0], first.push[0]);
        wire::OpResult duplicate = line(op, Outcome::Duplicate, 1);
        duplicate.was = Outcome::Applied;
        m_venue->add("person", id(1), {{"name", "Zara"}}, op);
        const auto progress = apply(reply({m_venue->whole()}, {duplicate}));
        QCOMPARE(progress.acknowledged, 1);
        QVERIFY(session().nextRequest().push.empty());
        QCOMPARE(book().find(personKey(1))->safety, Safety::SafeCentrally);
    }

    void onlyItsOwnLineAcknowledgesAnOp() {
        const auto first = record(1, {{"name", "One"}});
        const auto second = record(2, {{"name", "Two"}});
        exchange(reply({}, {line(second, Outcome::Applied, 2), line(std::string(32, 'f'), Outcome::Applied, 3)}));
        const auto next = session().nextRequest();
        QCOMPARE(next.push.size(), std::size_t(1));
        COMPARE_JSON(next.push[0]["id"], first);
        QCOMPARE(*next.anchor, second);
    }

    void theAnchorIsTheLastInTheOrderOfTheOutbox() {
        const auto first = record(1, {{"name", "One"}});
        const auto second = record(2, {{"name", "Two"}});
        exchange(reply({}, {line(second, Outcome::Applied, 1)}));
        exchange(reply({}, {line(first, Outcome::Applied, 2)}));
        QCOMPARE(*session().nextRequest().anchor, second);
        m_device->restart(kWorker.user);
        QCOMPARE(*session().nextRequest().anchor, second);
    }

    void whatIsAcknowledgedStaysInSightUntilItCameBack() {
        bootstrap();
        const auto op = record(1, {{"name", "Zara"}});
        session().nextRequest();
        m_venue->add("person", id(1), {{"name", "Zara"}}, op);
        apply(reply({}, {line(op, Outcome::Applied, 1)}));
        COMPARE_JSON(name(1), "Zara");
        QCOMPARE(book().outbox().at(0).state, OutboxLine::State::Sent);
        QCOMPARE(book().find(personKey(1))->safety, Safety::SavedHere);
        m_device->restart(kWorker.user);
        COMPARE_JSON(name(1), "Zara");
        exchange(reply({m_venue->entries(0)}));
        QVERIFY(book().outbox().empty());
        QCOMPARE(book().find(personKey(1))->safety, Safety::SafeCentrally);
    }

    void aSupersededOpGivesWay() {
        m_venue->add("person", id(1), {{"name", "Zara"}});
        bootstrap();
        const auto op = record(1, {{"name", "Mine"}});
        m_venue->add("person", id(1), {{"name", "Theirs"}});
        exchange(reply({m_venue->entries(1)}, {line(op, Outcome::Superseded, 2)}));
        COMPARE_JSON(name(1), "Theirs");
        QVERIFY(book().outbox().empty());
    }

    void aPullNeverHidesWhatWaits() {
        m_venue->add("person", id(1), {{"name", "Zara"}});
        bootstrap();
        record(1, {{"name", "Mine"}});
        m_venue->add("person", id(1), {{"name", "Theirs"}, {"postcode", "B1 1AA"}});
        exchange(reply({m_venue->entries(1)}));
        COMPARE_JSON(book().find(personKey(1))->values, Json({{"name", "Mine"}, {"postcode", "B1 1AA"}}));
    }

    void aQuarantinedOpIsKeptShownAndHoldsUpNothing() {
        bootstrap();
        const auto bad = record(1, {{"name", "Zara"}});
        const auto good = record(2, {{"name", "Adam"}});
        m_venue->add("person", id(2), {{"name", "Adam"}}, good);
        exchange(reply({m_venue->entries(0)}, {line(bad, Outcome::Quarantined, 0, "not_granted"), line(good, Outcome::Applied, 1)}));
        m_device->restart(kWorker.user);
        QCOMPARE(book().summary().waiting, 0);
        QCOMPARE(book().summary().setAside, 1);
        const auto seen = book().find(personKey(1));
        QCOMPARE(seen->safety, Safety::SetAside);
        QCOMPARE(seen->reason, std::string("not_granted"));
        COMPARE_JSON(name(1), "Zara");
        QVERIFY(session().nextRequest().push.empty());
        must(book().sendAgain({bad}));
        QCOMPARE(session().nextRequest().push.size(), std::size_t(1));
        QCOMPARE(book().find(personKey(1))->safety, Safety::SavedHere);
    }

    void aPlaceInAHistoryThatIsGoneDoesNotLieOverTheNewOneForEver() {
        // Answered while the copy was still to be fetched; then an older backup was restored, and a clone gave the op back first.
        const auto op = record(1, {{"name", "Mine"}});
        exchange(reply({}, {line(op, Outcome::Applied, 6)}));
        m_venue->add("person", id(1), {{"name", "Mine"}}, op);
        m_venue->add("person", id(1), {{"name", "Theirs"}});
        exchange(reply({m_venue->whole()}));
        COMPARE_JSON(name(1), "Theirs");
        m_device->restart(kWorker.user);
        COMPARE_JSON(name(1), "Theirs");
    }

    void whatWasSetAsideOnAStreamThatIsNotHeldIsSentAgainOnceADay() {
        bootstrap();
        const auto ids = must(book().record(kWorker.user, {{domain::venueStream(id(7)), "person", id(1), {{"name", "Zara"}}}}));
        exchange(reply({}, {line(ids[0], Outcome::Quarantined, 0, "not_granted")}));
        QVERIFY(session().nextRequest().push.empty());
        m_clock->advance(24 * 3'600'000);
        exchange(reply({}));
        QCOMPARE(session().nextRequest().push.size(), std::size_t(1));
        apply(reply({}, {line(ids[0], Outcome::Erased, 0)}));
        QCOMPARE(book().summary().waiting + book().summary().setAside, 0);
    }

    void aRefusedValueHidesNoAcceptedOne() {
        m_venue->add("person", id(1), {{"name", "Zara"}});
        bootstrap();
        const auto bad = record(1, {{"name", "Refused"}, {"postcode", "B1 1AA"}});
        exchange(reply({m_venue->entries(1)}, {line(bad, Outcome::Quarantined, 1, "not_permitted")}));
        COMPARE_JSON(book().find(personKey(1))->values, Json({{"name", "Zara"}, {"postcode", "B1 1AA"}}));
    }

    void anOpAnsweredErasedIsDropped() {
        const auto op = record(1, {{"name", "Zara"}});
        exchange(reply({}, {line(op, Outcome::Erased, 4)}));
        QVERIFY(!book().find(personKey(1)));
        QVERIFY(book().outbox().empty());
        QCOMPARE(*session().nextRequest().anchor, op);
    }

    void aBatchKeepsTheOrderAndTheLimits() {
        std::vector<device::Change> changes;
        for (int i = 1; i <= 40; ++i)
            changes.push_back({kVenueStream, "person", id(i), {{"name", "N"}, {"contact", std::string(2'000, 'x')}}});
        const auto ids = must(book().record(kWorker.user, changes));
        const auto request = session().nextRequest();
        QVERIFY(request.push.size() < changes.size());
        QVERIFY(wire::toText(request).size() < device::Pace::kFirstBytes + 4096);
        for (std::size_t i = 0; i < request.push.size(); ++i)
            COMPARE_JSON(request.push[i]["id"], ids[i]);
        QCOMPARE(request.waiting->ops, 40);
        session().sendLess();
        QVERIFY(session().nextRequest().push.size() < request.push.size());
    }

    void afterARequestWithoutAReplyOneOpAsksWhetherTheLinkIsBack() {
        bootstrap();
        const auto ids = must(book().record(kWorker.user, {{kVenueStream, "person", id(1), {{"name", "A"}}}, {kVenueStream, "person", id(2), {{"name", "B"}}},
                                                           {kVenueStream, "person", id(3), {{"name", "C"}}}}));
        QCOMPARE(session().nextRequest().push.size(), std::size_t(3));
        QCOMPARE(session().nextRequest().push.size(), std::size_t(1));
        must(session().apply(reply({}, {line(ids[0], Outcome::Applied, 1)})));
        QCOMPARE(session().nextRequest().push.size(), std::size_t(2));
    }

    void retainedOpsGoAfterFourteenDays() {
        bootstrap();
        const auto op = record(1, {{"name", "Zara"}});
        m_venue->add("person", id(1), {{"name", "Zara"}}, op);
        exchange(reply({m_venue->entries(0)}, {line(op, Outcome::Applied, 1)}));
        const auto held = [this] {
            int count = 0;
            must(m_device->store().eachOp([&](device::OpRow&) { ++count; }));
            return count;
        };
        m_clock->advance(14LL * 86'400'000);
        exchange(reply());
        QCOMPARE(held(), 1);
        m_clock->advance(1);
        exchange(reply());
        QCOMPARE(held(), 0);
        m_device->restart(kWorker.user);
        QCOMPARE(*session().nextRequest().anchor, op);
        // An order is never used again while the anchor still stands for one.
        const auto later = record(2, {{"name", "Adam"}});
        exchange(reply({}, {line(later, Outcome::Applied, 2)}));
        QCOMPARE(*session().nextRequest().anchor, later);
    }

    void whatTheServiceForgotIsGivenBackInOrder() {
        bootstrap();
        const auto first = record(1, {{"name", "One"}});
        const auto second = record(2, {{"name", "Two"}});
        m_venue->add("person", id(1), {{"name", "One"}}, first);
        m_venue->add("person", id(2), {{"name", "Two"}}, second);
        exchange(reply({m_venue->entries(0)}, {line(first, Outcome::Applied, 1), line(second, Outcome::Applied, 2)}));
        m_device->restart(kWorker.user);
        const auto third = record(3, {{"name", "Three"}});
        session().nextRequest();
        auto forgot = reply();
        forgot.forgot = true;
        const auto progress = apply(forgot);
        QVERIFY(progress.forgot && progress.more);
        const auto next = session().nextRequest();
        QVERIFY(!next.anchor);
        QCOMPARE(next.push.size(), std::size_t(3));
        COMPARE_JSON(next.push[0]["id"], first);
        COMPARE_JSON(next.push[1]["id"], second);
        COMPARE_JSON(next.push[2]["id"], third);
        m_device->restart(kWorker.user);
        QCOMPARE(session().nextRequest().push.size(), std::size_t(3));
    }

    void whatWaitsAgainDoesNotHideWhatCameSince() {
        bootstrap();
        const auto op = record(1, {{"name", "Zara"}});
        m_venue->add("person", id(1), {{"name", "Zara"}}, op);
        m_venue->add("person", id(1), {{"name", "Zahra"}});
        exchange(reply({m_venue->entries(0)}, {line(op, Outcome::Applied, 1)}));
        auto forgot = reply();
        forgot.forgot = true;
        exchange(forgot);
        COMPARE_JSON(name(1), "Zahra");
    }

    void whatTheServiceLostShowsAgainAfterItsReset() {
        m_venue->add("person", id(1), {{"name", "One"}});
        bootstrap();
        const auto op = record(2, {{"name", "Two"}});
        m_venue->add("person", id(2), {{"name", "Two"}}, op);
        exchange(reply({m_venue->entries(1)}, {line(op, Outcome::Applied, 2)}));
        m_venue->rewind(1);
        auto forgot = reply({m_venue->reset()});
        forgot.forgot = true;
        QVERIFY(exchange(forgot).more);
        exchange(reply({m_venue->whole()}));
        COMPARE_JSON(name(1), "One");
        COMPARE_JSON(name(2), "Two");
        QCOMPARE(book().find(personKey(2))->safety, Safety::SavedHere);
        QCOMPARE(session().nextRequest().push.size(), std::size_t(1));
    }

    void anOldAppHandsOverItsWork() {
        const auto op = record(1, {{"name", "Zara"}});
        auto old = reply({}, {line(op, Outcome::Applied, 1)});
        old.upgrade = true;
        old.streams.clear();
        const auto progress = exchange(old);
        QVERIFY(progress.upgrade && !progress.more);
        QCOMPARE(progress.waiting, 0);
        COMPARE_JSON(name(1), "Zara");
    }

    void theServicesTimeOutlivesAWrongClock() {
        const auto right = m_clock->wallMs();
        m_clock->setWall(right + 400LL * 86'400'000);  // the tablet is more than a year ahead
        auto made = reply();
        made.clock = right;
        exchange(made);
        m_clock->advance(5000);
        QCOMPARE(book().now(), right + 5000);
        record(1, {{"name", "Zara"}});
        QCOMPARE(session().nextRequest().push[0]["at"].get<qint64>(), right + 5000);
        m_device->restart(kWorker.user);
        QCOMPARE(book().now(), right + 5000);
        m_clock->reboot(right - 86'400'000);  // and starts again a day behind
        m_device->restart(kWorker.user);
        QCOMPARE(book().now(), right);
    }

    void lastSyncedIsSaidOnlyWhenAllIsDone() {
        record(1, {{"name", "Zara"}});
        QVERIFY(!book().summary().lastSynced);
        exchange(reply({m_venue->whole()}));
        QVERIFY(!book().summary().lastSynced);
        m_clock->advance(1000);
        const auto op = session().nextRequest().push[0]["id"].get<std::string>();
        apply(reply({m_venue->entries(0)}, {line(op, Outcome::Applied, 0)}));
        QCOMPARE(*book().summary().lastSynced, m_clock->wallMs());
    }
};

QTEST_APPLESS_MAIN(tst_session_results)
#include "tst_session_results.moc"
