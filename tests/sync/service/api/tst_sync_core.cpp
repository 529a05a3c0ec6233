// One push, one pull: what the service answers to a device, over the real store, without HTTP.
#include "tests/sync/service/api/sync_fixture.h"

using namespace waymark;
using namespace waymark::tests;

class tst_sync_core : public SyncFixture {
    Q_OBJECT

private slots:
    void init() { makeService(); }

    void anOpGetsItsOwnLineAndComesBackAsState() {
        const auto reply = sync({person("Aaliyah")});
        QCOMPARE(reply.results.size(), std::size_t(1));
        QCOMPARE(reply.results[0].outcome, Outcome::Applied);
        QCOMPARE(reply.results[0].seq, 1);
        const auto* venue = pulled(reply, domain::venueStream(kVenue));
        QVERIFY(venue && venue->isState && venue->place);
        QCOMPARE(venue->state.size(), std::size_t(1));
        QVERIFY(venue->state[0].fields.at("name").value == Json("Aaliyah"));
        QVERIFY(venue->sum.has_value());
    }

    void aResentOpIsADuplicateAndTellsTheFirstOutcome() {
        const Json made = person("Adam");
        sync({made});
        const auto reply = sync({made});
        QCOMPARE(reply.results[0].outcome, Outcome::Duplicate);
        QVERIFY(reply.results[0].was == Outcome::Applied);
        QCOMPARE(reply.results[0].seq, 1);
    }

    void streamsAreThoseOfTheTierAndTheYear() {
        std::vector<std::string> names;
        for (const auto& grant : sync({}).streams)
            names.push_back(grant.stream);
        const std::vector<std::string> expected = {domain::caseStream(kVenue), domain::organisationStream(kOrganisation),
                                                   domain::registerStream(kVenue, 2024), domain::registerStream(kVenue, 2025), domain::venueStream(kVenue)};
        QCOMPARE(names, expected);
    }

    void whatIsNamedComesBeforeWhatIsNot() {
        std::vector<Json> people;
        for (int i = 0; i < 5; ++i)
            people.push_back(person("Aaliyah " + std::to_string(i)));
        sync(people);
        wire::SyncRequest request;
        request.limit = 1;
        request.pull = {{domain::venueStream(kVenue), {}, std::nullopt, std::nullopt}};
        const auto reply = m_core->sync(kDevice, request);
        QVERIFY(reply.ok() && reply->more);
        QCOMPARE(reply->pull.front().stream, domain::venueStream(kVenue));
        QVERIFY(!reply->pull.front().state.empty() || !reply->pull.front().rowsJson.empty());
    }

    void aVolunteersDeviceIsNeverGivenTheCaseStream() {
        write([&](WriteTransaction& t) {
            auto device = deviceWith(Role::Volunteer);
            device.id = kDevice.substr(0, 35) + "9";
            device.tokenHash = "other";
            t.registry().addDevice(device);
        });
        wire::SyncRequest request;
        request.pull = {{domain::caseStream(kVenue), {}, std::nullopt, std::nullopt}};
        const auto reply = m_core->sync(kDevice.substr(0, 35) + "9", request);
        QVERIFY(reply.ok());
        for (const auto& grant : reply->streams)
            QVERIFY(grant.stream.rfind("case/", 0) != 0);
        QCOMPARE(reply->revoked, std::vector<std::string>{domain::caseStream(kVenue)});
    }

    void refusals_data() {
        QTest::addColumn<QString>("opText");
        QTest::addColumn<QString>("reason");
        const std::string venue = domain::venueStream(kVenue);
        const auto row = [](const char* name, const Json& json, const char* reason) {
            QTest::newRow(name) << QString::fromStdString(base::toText(json)) << QString(reason);
        };
        Json bad = op("person", venue, {{"name", "x"}});
        bad["at"] = "yesterday";
        row("a key of the wrong kind", bad, "malformed");
        row("not an object", Json("hello"), "malformed");
        row("another venue", op("person", domain::venueStream(kOtherVenue), {{"name", "x"}}), "not_granted");
        row("another organisation", op("venue", domain::organisationStream(kVenue), {{"name", "x"}}), "not_granted");
        row("a worker writes no users", op("user", domain::organisationStream(kOrganisation), {{"name", "x"}}), "not_permitted");
        row("a volunteer writes no memberships", op("membership", venue, {{"person", "person:" + kWorker}}, kVolunteer), "not_permitted");
        row("a volunteer changes no people", op("session", venue, {{"room", "hall"}}, kVolunteer), "not_permitted");
        row("somebody who never joined here", op("person", venue, {{"name", "x"}}, kVenue), "unknown_user");
        row("a control character", op("person", venue, {{"name", "a\u0001b"}}), "invalid_value");
        row("a type in another stream", op("mark", venue, {{"person", "person:" + kWorker}}), "not_permitted");
        row("a merge upwards", op("person", venue, {{"merged_into", "person:ffffffff-0000-4000-8000-000000000000"}}, kWorker, "aaaaaaaa-0000-4000-8000-000000000000"), "merge_direction");
        row("too large", op("person", venue, {{"name", std::string(70'000, 'x')}}), "too_large");
        Json unsaid = op("mark", domain::registerStream(kVenue, 2025), {{"person", "person:" + kWorker}, {"presence", {{"status", "present"}}}});
        unsaid.erase("about");
        row("about left off", unsaid, "invalid_value");
    }
    void refusals() {
        QFETCH(QString, opText);
        QFETCH(QString, reason);
        const Json bad = *base::parseJson(opText.toStdString());
        const auto reply = sync({person("before"), bad, person("after")});
        QCOMPARE(reply.results.size(), std::size_t(3));
        QCOMPARE(reply.results[0].outcome, Outcome::Applied);
        QCOMPARE(reply.results[1].outcome, Outcome::Quarantined);
        QCOMPARE(QString::fromStdString(reply.results[1].reason), reason);
        QCOMPARE(reply.results[2].outcome, Outcome::Applied);
        QVERIFY(m_store->read([](service::ReadTransaction& t) { QCOMPARE(t.streams().quarantined({.most = 10}).size(), std::size_t(1)); }).ok());
    }

    void anOpInQuarantineIsJudgedAgainWhenItIsSentAgain() {
        const Json early = op("person", domain::venueStream(kOtherVenue), {{"name", "x"}});
        QCOMPARE(sync({early}).results[0].outcome, Outcome::Quarantined);
        write([&](WriteTransaction& t) {
            auto device = *t.registry().device(kDevice);
            device.grants.push_back({Role::Worker, kOtherVenue, m_clock.wallMs() - 1000, std::nullopt});
            device.id = kDevice.substr(0, 35) + "8";
            device.tokenHash = "another";
            t.registry().addDevice(device);
            t.registry().addDeviceUser(device.id, kWorker, m_clock.wallMs());
            service::ServiceOps ops(t.streams(), m_random, m_clock.wallMs());
            QVERIFY(ops.set(domain::organisationStream(kOrganisation), {"user", kWorker},
                            {{"grants", domain::toJson(std::vector<domain::Grant>{{Role::Worker, {}, m_clock.wallMs() - 1000, std::nullopt}})}}).ok());
        });
        wire::SyncRequest request;
        request.push = {early};
        QCOMPARE(m_core->sync(kDevice.substr(0, 35) + "8", request)->results[0].outcome, Outcome::Applied);
    }

    void whatAUserDidBeforeTheyLeftIsTakenAndWhatTheyDoAfterIsNot() {
        const Json before = person("before");
        m_clock.advance(1'000);
        write([&](WriteTransaction& t) {
            service::ServiceOps ops(t.streams(), m_random, m_clock.wallMs());
            QVERIFY(ops.set(domain::organisationStream(kOrganisation), {"user", kWorker}, {{"active", false}}).ok());
        });
        m_clock.advance(1'000);
        const auto reply = sync({before, person("after")});
        QCOMPARE(reply.results[0].outcome, Outcome::Applied);
        QCOMPARE(reply.results[1].outcome, Outcome::Quarantined);
        QCOMPARE(reply.results[1].reason, std::string("not_granted"));
    }

    void anAnchorThatIsNotHeldMeansTheServiceForgot() {
        const auto reply = sync({person("x")}, {}, base::newOpId(5, m_random));
        QVERIFY(reply.forgot);
        QVERIFY(reply.results.empty());
        QCOMPARE(pulled(reply, domain::venueStream(kVenue))->head, 0);
    }

    void anOpWhoseIdIsNoneIsAnAnchorForItsDeviceAllTheSame() {
        Json bad = person("x");
        bad["id"] = "number one";
        QCOMPARE(sync({bad}).results[0].id, std::string("number one"));
        QVERIFY(!sync({person("y")}, {}, "number one").forgot);
        QVERIFY(sync({person("z")}, {}, "number two").forgot);
    }

    void twoDevicesThatCallTheirOpsTheSameLoseNeither() {
        Json bad = person("x");
        bad["id"] = "1";
        sync({bad});
        service::Device other;
        write([&](WriteTransaction& t) {
            other = *t.registry().device(kDevice);
            other.id = kDevice.substr(0, 35) + "8";
            other.tokenHash = "another";
            t.registry().addDevice(other);
        });
        bad["set"]["name"] = "y";
        wire::SyncRequest request;
        request.push = {bad};
        QCOMPARE(m_core->sync(other.id, request)->results[0].outcome, Outcome::Quarantined);
        QVERIFY(m_store->read([](service::ReadTransaction& t) { QCOMPARE(t.streams().quarantined({.most = 10}).size(), std::size_t(2)); }).ok());
    }

    void aConcernIsTakenBeforeAnybodyHasPublishedAKey() {
        const Json boxes = Json::array({{{"key", std::string(32, 'a')}, {"box", "00ff"}}});
        QCOMPARE(sync({op("concern", domain::concernStream(kVenue), {{"sealed", boxes}, {"to", "lead"}})}).results[0].outcome, Outcome::Applied);
    }

    void anIncrementalPullBringsWhatCameAfterAndTheSum() {
        const auto first = sync({person("one")});
        const auto* at = pulled(first, domain::venueStream(kVenue));
        sync({person("two"), person("three")});
        const auto next = sync({}, {{at->stream, *at->place, std::nullopt, std::nullopt}});
        const auto* pull = pulled(next, at->stream);
        QVERIFY(!pull->isState && !pull->reset);
        QCOMPARE(pull->entries.size(), std::size_t(2));
        QCOMPARE(pull->place->seq, 3);
        QVERIFY(pull->sum.has_value());
    }

    void aCursorFromAnotherHistoryIsReset() {
        sync({person("one")});
        const auto reply = sync({}, {{domain::venueStream(kVenue), {1, std::string(32, '0')}, std::nullopt, std::nullopt}});
        QVERIFY(pulled(reply, domain::venueStream(kVenue))->reset);
        const auto beyond = sync({}, {{domain::venueStream(kVenue), {99, std::string(32, '0')}, std::nullopt, std::nullopt}});
        QVERIFY(pulled(beyond, domain::venueStream(kVenue))->reset);
    }

    void aBootstrapInPagesEqualsTheStateThoughEntriesComeInBetween() {
        std::vector<Json> people;
        for (int i = 0; i < 40; ++i)
            people.push_back(person("person " + std::to_string(i)));
        sync(people);
        const std::string stream = domain::venueStream(kVenue);
        wire::PullRequest next{stream, {}, std::nullopt, std::nullopt};
        std::map<std::string, std::int64_t> seqOf;
        int pages = 0;
        std::optional<wire::Place> place;
        while (!place && pages < 100) {
            wire::SyncRequest request;
            request.limit = 1500;
            request.pull = {next};
            // Other streams take their part of the limit; this one is asked for alone by naming the others at their end.
            const auto reply = *wire::syncReplyFromText(wire::toText(*m_core->sync(kDevice, request)));
            const auto* pull = pulled(reply, stream);
            if (!pull) continue;
            ++pages;
            QVERIFY(pull->isState);
            QVERIFY(pull->past.has_value());
            for (const auto& state : pull->state)
                seqOf[state.key.id] = state.fields.at("name").seq;
            if (pages == 2) sync({person("late comer")});
            next.state = pull->stateNext;
            next.past = pull->past;
            place = pull->place;
        }
        QVERIFY(pages > 3);
        QCOMPARE(place->seq, 40);  // the head when the first page was made
        const auto rest = sync({}, {{stream, *place, std::nullopt, std::nullopt}});
        for (const auto& entry : pulled(rest, stream)->entries)
            seqOf[entry.entity] = entry.seq;
        QCOMPARE(seqOf.size(), std::size_t(41));
    }

    void aLostDeviceIsTold() {
        write([](WriteTransaction& t) { t.registry().setDeviceStatus(kDevice, service::DeviceStatus::Lost); });
        QCOMPARE(m_core->sync(kDevice, {}).error().code, base::ErrorCode::Revoked);
        QCOMPARE(m_core->sync(kVenue, {}).error().code, base::ErrorCode::Unauthorised);
    }

    void itIsKeptThatALostDeviceWasTold() {
        const auto told = [this] {
            std::optional<std::int64_t> at;
            write([&](WriteTransaction& t) { at = t.registry().device(kDevice)->toldToWipe; });
            return at;
        };
        sync({});
        QVERIFY(!told());
        write([](WriteTransaction& t) { t.registry().setDeviceStatus(kDevice, service::DeviceStatus::Lost); });
        QVERIFY(!told());
        QVERIFY(!m_core->sync(kDevice, {}).ok());
        QCOMPARE(told().value_or(0), m_clock.wallMs());
    }

    void anOldProtocolMayStillHandOver() {
        wire::SyncRequest request;
        request.protocol = 0;
        request.push = {person("from an old app")};
        const auto reply = m_core->sync(kDevice, request);
        QVERIFY(reply.ok() && reply->upgrade);
        QCOMPARE(reply->results[0].outcome, Outcome::Applied);
        QVERIFY(reply->pull.empty());
        request.protocol = 2;
        QCOMPARE(m_core->sync(kDevice, request).error().code, base::ErrorCode::TooNew);
    }

    void whatWasAnsweredWaitsNoMore_data() {
        QTest::addColumn<int>("said");
        QTest::addColumn<int>("waits");
        QTest::addColumn<bool>("since");
        QTest::newRow("all of it was in the push") << 2 << 0 << false;
        QTest::newRow("more is to come") << 5 << 3 << true;
        QTest::newRow("less than it pushed") << 1 << 0 << false;
        QTest::newRow("it does not tell") << -1 << -1 << false;
    }
    void whatWasAnsweredWaitsNoMore() {
        QFETCH(int, said);
        wire::SyncRequest request;
        request.clock = m_clock.wallMs();
        request.waiting = wire::Waiting{9, m_clock.wallMs() - 5, 0};
        QVERIFY(m_core->sync(kDevice, request).ok());
        request.push = {person("one"), op("session", domain::venueStream(kVenue), {{"room", "hall"}}, kVolunteer)};  // the second is set aside, and answered
        request.waiting = said < 0 ? std::nullopt : std::optional(wire::Waiting{said, m_clock.wallMs() - 5, 0});
        QVERIFY(m_core->sync(kDevice, request).ok());
        QVERIFY(m_store->read([&](service::ReadTransaction& t) {
            const auto device = *t.registry().device(kDevice);
            QTEST(int(device.waitingOps.value_or(-1)), "waits");
            QTEST(device.waitingSince.has_value(), "since");
        }).ok());
    }

    // Section 4 judges with the largest time ever used; what may be seen and what a device is told go by the clock alone.
    void aClockThatWasAheadOnceTakesNothingAway() {
        const auto before = sync({person("before")}).streams;
        m_clock.advance(5 * 365 * 86'400'000LL);
        sync({person("far ahead")});
        m_clock.advance(-5 * 365 * 86'400'000LL + 1'000);
        std::vector<wire::PullRequest> held;
        for (const auto& grant : before)
            held.push_back({grant.stream, {}, std::nullopt, std::nullopt});
        const auto after = sync({person("after")}, held);
        QCOMPARE(after.results[0].outcome, Outcome::Applied);
        QVERIFY(after.revoked.empty());
        QCOMPARE(after.streams.size(), before.size());
        QCOMPARE(after.clock, m_clock.wallMs());
    }

    void aPastWithTheCursorsOwnChainSaysNoMoreThanTheCursor() {
        const auto stream = domain::venueStream(kVenue);
        const auto cursor = *pulled(sync({person("one")}), stream)->place;
        const auto head = sync({person("two"), person("three")});
        const auto past = [&](std::int64_t seq, const std::string& chain) {
            return pulled(sync({}, {{stream, cursor, std::nullopt, wire::Place{seq, chain}}}), stream)->reset;
        };
        QVERIFY(!past(3, pulled(head, stream)->past ? pulled(head, stream)->past->chain : cursor.chain));
        QVERIFY2(!past(3, cursor.chain), "head and chain of the last page, taken for one place");
        QVERIFY(!past(99, cursor.chain));
        QVERIFY(past(3, std::string(32, '0')));
        QVERIFY2(pulled(sync({}, {{stream, {2, cursor.chain}, std::nullopt, wire::Place{3, cursor.chain}}}), stream)->reset, "the cursor itself is of no history");
    }

    void whatWaitsOnTheDeviceIsWrittenDown() {
        wire::SyncRequest request;
        request.clock = m_clock.wallMs() + 90'000;
        request.waiting = wire::Waiting{7, m_clock.wallMs() - 3'600'000};
        QVERIFY(m_core->sync(kDevice, request).ok());
        QVERIFY(m_store->read([&](service::ReadTransaction& t) {
            const auto device = *t.registry().device(kDevice);
            QVERIFY(device.waitingOps == 7);
            QCOMPARE(device.clockSkewMs, 90'000);
            QCOMPARE(*device.lastContact, m_clock.wallMs());
        }).ok());
    }
};

QTEST_APPLESS_MAIN(tst_sync_core)
#include "tst_sync_core.moc"
