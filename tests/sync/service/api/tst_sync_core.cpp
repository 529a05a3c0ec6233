// One push, one pull: what the service answers to a device, over the real store, without HTTP.
#include "shared/base/id.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "shared/wire/op_codec.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/api/sync_core.h"
#include "sync/service/erasure/barrier.h"
#include "sync/service/erasure/person_erasure.h"
#include "tests/support/any_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::Json;
using base::Result;
using domain::Role;
using service::WriteTransaction;
using wire::Outcome;

namespace {
const std::string kOrganisation = "11111111-0000-4000-8000-000000000000";
const std::string kVenue = "22222222-0000-4000-8000-000000000000";
const std::string kOtherVenue = "22222222-0000-4000-8000-00000000000f";
const std::string kWorker = "33333333-0000-4000-8000-000000000000";
const std::string kVolunteer = "33333333-0000-4000-8000-000000000001";
const std::string kDevice = "44444444-0000-4000-8000-000000000000";
} // namespace

class tst_sync_core : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<service::Store> m_store;
    tests::SeededRandom m_random;
    tests::FakeClock m_clock;
    std::unique_ptr<service::SyncCore> m_core;

    void write(const std::function<void(WriteTransaction&)>& work) {
        const auto done = m_store->write([&](WriteTransaction& t) -> Result<void> { work(t); return {}; });
        if (!done) qFatal("%s", done.error().detail.c_str());
    }

    service::Device deviceWith(Role role) {
        service::Device device;
        device.id = kDevice;
        device.name = "Tablet";
        device.tokenHash = "hash";
        device.enrolledAt = m_clock.wallMs();
        device.grants = {{role, kVenue, m_clock.wallMs() - 1000, std::nullopt}};
        return device;
    }

    Json op(const std::string& type, const std::string& stream, Json set, const std::string& by = kWorker, const std::string& entity = {}) {
        domain::Op made;
        made.id = base::newOpId(m_clock.wallMs(), m_random);
        made.at = m_clock.wallMs();
        made.by = by;
        made.stream = stream;
        made.type = type;
        made.entity = entity.empty() ? base::newUuid(m_random) : entity;
        made.about = domain::hangsOn(set);
        made.set = std::move(set);
        return wire::toJson(made);
    }
    Json person(const std::string& name) { return op("person", domain::venueStream(kVenue), {{"name", name}, {"kind", "child"}}); }

    wire::SyncReply sync(std::vector<Json> push, std::vector<wire::PullRequest> pull = {}, std::optional<std::string> anchor = {}) {
        wire::SyncRequest request;
        request.clock = m_clock.wallMs();
        request.push = std::move(push);
        request.pull = std::move(pull);
        request.anchor = std::move(anchor);
        auto reply = m_core->sync(kDevice, request);
        if (!reply) qFatal("%s", reply.error().detail.c_str());
        // Through the codec, as over the wire.
        return *wire::syncReplyFromText(wire::toText(*reply));
    }
    static const wire::StreamPull* pulled(const wire::SyncReply& reply, const std::string& stream) {
        for (const auto& pull : reply.pull)
            if (pull.stream == stream) return &pull;
        return nullptr;
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        auto opened = tests::openStore(m_directory->filePath("waymark.db").toStdString());
        QVERIFY(opened.ok());
        m_store = std::move(*opened);
        m_core = std::make_unique<service::SyncCore>(*m_store, m_clock, m_random);
        write([&](WriteTransaction& t) {
            t.registry().setOrganisation({kOrganisation, "Test", "Europe/London", std::string(64, 'a')});
            service::ServiceOps ops(t.streams(), m_random, m_clock.wallMs() - 500);
            const auto stream = domain::organisationStream(kOrganisation);
            for (const auto& [user, role] : {std::pair{kWorker, Role::Worker}, std::pair{kVolunteer, Role::Volunteer}})
                QVERIFY(ops.set(stream, {"user", user}, {{"name", "Someone"}, {"active", true},
                                {"grants", domain::toJson(std::vector<domain::Grant>{{role, kVenue, m_clock.wallMs() - 1000, std::nullopt}})}}).ok());
            t.registry().addDevice(deviceWith(Role::Worker));
            t.registry().addDeviceUser(kDevice, kWorker, m_clock.wallMs());
            t.registry().addDeviceUser(kDevice, kVolunteer, m_clock.wallMs());
        });
    }

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

    void whatTheBarrierTakesInIsBarredForTheRestOfThePush() {
        // A type of a later version: nothing but the barrier knows whom the second op is about.
        const std::string erased = "person:" + base::newUuid(m_random), pushchair = base::newUuid(m_random);
        write([&](WriteTransaction& t) { t.streams().bar(service::barrierHash(*t.registry().organisation(), erased)); });
        const Json hers = op("pushchair", domain::venueStream(kVenue), {{"person", erased}, {"colour", "red"}}, kWorker, pushchair);
        const Json later = op("pushchair", domain::venueStream(kVenue), {{"colour", "blue"}}, kWorker, pushchair);
        const auto reply = sync({person("Adam"), hers, later, person("Beth")});
        QCOMPARE(reply.results[1].outcome, Outcome::Erased);
        QCOMPARE(reply.results[2].outcome, Outcome::Erased);
        QCOMPARE(reply.results[3].outcome, Outcome::Applied);
        write([&](WriteTransaction& t) { QVERIFY(t.streams().opsContaining("blue").empty()); });
    }

    void somebodyElsesRecordIsNotTakenInByTheBarrier() {
        const std::string erased = base::newUuid(m_random), beth = base::newUuid(m_random), venue = domain::venueStream(kVenue);
        write([&](WriteTransaction& t) { t.streams().bar(service::barrierHash(*t.registry().organisation(), "person:" + erased)); });
        Json wrong = op("person", venue, {{"known_as", "Elizabeth"}}, kWorker, beth);
        wrong["about"] = {"person:" + erased};
        const auto reply = sync({op("person", venue, {{"name", "Beth"}}, kWorker, beth), wrong, op("person", venue, {{"kind", "child"}}, kWorker, beth)});
        QCOMPARE(reply.results[0].outcome, Outcome::Applied);
        QCOMPARE(reply.results[1].outcome, Outcome::Erased);
        QCOMPARE(reply.results[2].outcome, Outcome::Applied);
        write([&](WriteTransaction& t) {
            QCOMPARE(t.streams().fieldsOf(venue, {"person", beth}).size(), std::size_t(2));
            QVERIFY(t.streams().isErased(venue, {"person", erased}));
        });
    }

    void somebodyElsesRecordDoesNotGoWithThePersonAnOpOnItSaysItIsAbout_data() {
        QTest::addColumn<bool>("taken");
        QTest::newRow("the op was taken") << true;
        QTest::newRow("the op is in quarantine") << false;
    }
    void somebodyElsesRecordDoesNotGoWithThePersonAnOpOnItSaysItIsAbout() {
        QFETCH(bool, taken);
        const std::string erased = base::newUuid(m_random), beth = base::newUuid(m_random), venue = domain::venueStream(kVenue);
        Json wrong = op("person", venue, taken ? Json{{"known_as", "Elizabeth"}} : Json{{"merged_into", "person:" + beth}}, kWorker, beth);
        wrong["about"] = {"person:" + erased};
        const auto reply = sync({op("person", venue, {{"name", "Beth"}}, kWorker, beth), wrong});
        QCOMPARE(reply.results[1].outcome, taken ? Outcome::Applied : Outcome::Quarantined);
        write([&](WriteTransaction& t) {
            t.streams().lockAll();
            service::PersonErasure(t, *t.registry().organisation(), m_random, m_clock.wallMs()).erase({erased});
            QVERIFY(t.streams().isErased(venue, {"person", erased}));
            QVERIFY(!t.streams().isErased(venue, {"person", beth}));
            QCOMPARE(t.streams().fieldsOf(venue, {"person", beth}).size(), std::size_t(taken ? 2 : 1));
            QVERIFY(t.streams().opsAbout("person:" + erased).empty());
        });
        QCOMPARE(sync({op("person", venue, {{"kind", "child"}}, kWorker, beth)}).results[0].outcome, Outcome::Applied);
    }

    void streamsAreThoseOfTheTierAndTheYear() {
        std::vector<std::string> names;
        for (const auto& grant : sync({}).streams)
            names.push_back(grant.stream);
        const std::vector<std::string> expected = {domain::caseStream(kVenue), domain::organisationStream(kOrganisation),
                                                   domain::registerStream(kVenue, 2024), domain::registerStream(kVenue, 2025), domain::venueStream(kVenue)};
        QCOMPARE(names, expected);
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
        QVERIFY(m_store->read([](service::ReadTransaction& t) { QCOMPARE(t.streams().quarantined(10).size(), std::size_t(1)); }).ok());
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

    void whatWaitsOnTheDeviceIsWrittenDown() {
        wire::SyncRequest request;
        request.clock = m_clock.wallMs() + 90'000;
        request.waiting = wire::Waiting{7, m_clock.wallMs() - 3'600'000};
        QVERIFY(m_core->sync(kDevice, request).ok());
        QVERIFY(m_store->read([&](service::ReadTransaction& t) {
            const auto device = *t.registry().device(kDevice);
            QCOMPARE(device.waitingOps, 7);
            QCOMPARE(device.clockSkewMs, 90'000);
            QCOMPARE(*device.lastContact, m_clock.wallMs());
        }).ok());
    }
};

QTEST_APPLESS_MAIN(tst_sync_core)
#include "tst_sync_core.moc"
