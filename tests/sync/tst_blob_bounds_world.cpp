// Where blobs end (docs/protocol.md, "Blobs"): devices that are taken out of use, ops that were set aside, bytes that nobody names.
#include "shared/domain/blob.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "sync/service/erasure/device_end.h"
#include "sync/service/store/blobs.h"
#include "tests/support/compare.h"
#include "tests/support/world.h"

#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using device::HttpCall;
using device::RunEnd;
using domain::BlobRef;
using domain::Role;

namespace {
const std::string kPerson = "55555555-0000-4000-8000-000000000001";
const std::string kResponse = "55555555-0000-4000-8000-000000000002";
constexpr int kMostAtOnce = 32;

std::string photo() { return std::string(200'000, 'p'); }

/// A store that counts who asks for a place among the writers.
class CountingStore : public service::Store {
public:
    explicit CountingStore(service::Store& store) : m_store(store) {}
    base::Result<void> read(const std::function<void(service::ReadTransaction&)>& work) override { return m_store.read(work); }
    base::Result<void> write(const std::function<base::Result<void>(service::WriteTransaction&)>& work) override {
        ++writes;
        return m_store.write(work);
    }
    base::Result<void> scrub() override { return m_store.scrub(); }
    int writes = 0;

private:
    service::Store& m_store;
};
} // namespace

class tst_blob_bounds_world : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    TestDevice* m_a = nullptr;

    std::vector<std::string> record(TestDevice& device, const std::vector<device::Change>& changes) {
        return must(device.notebook().record(device.vault().current()->user, changes));
    }
    /// Attached and named by a person; nothing is sent yet.
    BlobRef portrait(std::vector<std::string>* ops = nullptr) {
        const auto blob = must(m_a->notebook().attachBlob(photo(), "image/jpeg"));
        const auto made = record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}, {"kind", "child"}, {"photo", domain::toJson(blob)}})});
        if (ops) *ops = made;
        m_world->clock.advance(1000);
        return blob;
    }
    /// The op arrives and the link breaks.
    void sendTheOpAlone(TestDevice& device) {
        m_world->network().faults = {Fault::None, Fault::LoseRequest};
        QCOMPARE(m_world->sync(device).end, RunEnd::Network);
        QCOMPARE(device.notebook().summary().waiting, 0);
        QCOMPARE(device.notebook().summary().blobsWaiting, 1);
    }
    void retire(TestDevice& device) {
        must(service::endDevice(m_world->store(), m_world->ledger(), m_world->deviceId(device), service::DeviceStatus::Retired, m_world->clock.wallMs()));
    }
    std::string atService(const BlobRef& blob) {
        std::string bytes;
        m_world->read([&](service::ReadTransaction& t) { bytes = t.blobs().read({m_world->venueStream(), blob.sha256}, 0, blob.bytes); });
        return bytes;
    }
    int put(TestDevice& device, const std::string& bytes) {
        HttpCall call{"/v1/blob/" + m_world->venueStream() + '/' + domain::blobHash(bytes), bytes, must(device.enrolment().token()), HttpCall::Method::Put};
        return must(m_world->network().call(call)).status;
    }
    void workerMay(const std::vector<domain::Grant>& grants) {
        m_world->serviceSets(m_world->organisationStream(), {"user", m_world->worker}, {{"grants", domain::toJson(grants)}});
    }

private slots:
    void init() {
        m_world = std::make_unique<World>();
        m_a = &m_world->addDevice(Role::Worker, m_world->worker);
        m_world->syncAll();
    }

    void aRetiredDeviceBringsItsPhotoAndIsThenEmptied_data() {
        QTest::addColumn<bool>("opHasGone");
        QTest::newRow("with the op that names it") << false;
        QTest::newRow("of an op that has gone before") << true;
    }
    void aRetiredDeviceBringsItsPhotoAndIsThenEmptied() {
        QFETCH(bool, opHasGone);
        const auto blob = portrait();
        if (opHasGone) sendTheOpAlone(*m_a);
        retire(*m_a);
        const auto outcome = m_world->sync(*m_a);
        QVERIFY(atService(blob) == photo());
        QVERIFY(outcome.wiped);
        QVERIFY(m_a->vault().workers().empty());
    }

    void whatIsRecordedBeforeARetiredDeviceHearsItsEndIsHandedOver() {
        retire(*m_a);
        m_world->clock.advance(1000);
        const auto asked = must(m_a->runner().prepare());
        const auto answer = m_world->network().call(asked);
        QCOMPARE(must(answer).status, 401);
        const auto ops = record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}, {"kind", "child"}})});
        const auto taken = m_a->runner().take(answer);
        QVERIFY(!taken.wiped);
        QVERIFY(taken.last.more);
        QVERIFY(m_world->sync(*m_a).wiped);
        m_world->read([&](service::ReadTransaction& t) { QCOMPARE(t.streams().heldOp(ops.front())->outcome, wire::Outcome::Quarantined); });
    }

    void whoIsTakenOutOfUseBringsAgainWhatTheServiceForgot_data() {
        QTest::addColumn<bool>("retired");
        QTest::newRow("a retired device") << true;
        QTest::newRow("a device that lost the venue") << false;
    }
    void whoIsTakenOutOfUseBringsAgainWhatTheServiceForgot() {
        QFETCH(bool, retired);
        m_world->saveBackup();
        const auto blob = portrait();
        m_world->sync(*m_a);
        QVERIFY(atService(blob) == photo());
        if (retired) retire(*m_a);
        else must(service::endGrants(m_world->store(), m_world->ledger(), m_world->deviceId(*m_a), {}, m_world->clock.wallMs()));
        m_world->restoreBackup();
        QVERIFY(atService(blob).empty());
        const auto outcome = m_world->sync(*m_a);
        QVERIFY(atService(blob) == photo());
        QCOMPARE(outcome.wiped, retired);
        if (!retired) QVERIFY(must(m_a->store().blobs()).empty());
    }

    void aLinkThatBreaksMeanwhileEmptiesNothing() {
        const auto blob = portrait();
        retire(*m_a);
        sendTheOpAlone(*m_a);
        QVERIFY(!m_a->vault().workers().empty());
        QVERIFY(m_world->sync(*m_a).wiped);
        QVERIFY(atService(blob) == photo());
    }

    void aBlobThatIsNotTakenDoesNotKeepARetiredDeviceFull() {
        TestDevice& volunteer = m_world->addDevice(Role::Volunteer, m_world->volunteer);
        m_world->syncAll();
        const auto blob = must(volunteer.notebook().attachBlob(photo(), "image/png"));
        const auto ops = record(volunteer, {person(*m_world, kPerson, {{"name", "Zara"}, {"kind", "child"}}),
                                            {m_world->caseStream(), "response", kResponse,
                                             {{"person", "person:" + kPerson}, {"instrument", "instrument:" + kResponse}, {"respondent", "parent"},
                                              {"answers", {{"q1", domain::toJson(blob)}}}}}});
        m_world->clock.advance(1000);
        sendTheOpAlone(volunteer);
        m_world->write([&](service::WriteTransaction& t) { QCOMPARE(t.blobs().forgetOp(ops[1]).size(), std::size_t(1)); });
        retire(volunteer);
        QVERIFY(m_world->sync(volunteer).wiped);
    }

    void whatTheServiceSetAsideUnreadIsNotSentAgainAndAgain() {
        std::vector<std::string> ops;
        const auto blob = portrait(&ops);
        workerMay({});
        m_world->network().blobCalls = 0;
        m_world->sync(*m_a);
        m_world->sync(*m_a);
        QCOMPARE(m_a->notebook().summary().setAside, 1);
        QCOMPARE(m_world->network().blobCalls, 0);
        QVERIFY(must(m_a->notebook().readBlob(m_world->venueStream(), blob)).size() == photo().size());

        workerMay({{Role::Worker, m_world->venue, 0, std::nullopt}});
        must(m_a->notebook().sendAgain(ops));
        QCOMPARE(m_world->sync(*m_a).end, RunEnd::Done);
        QCOMPARE(m_a->notebook().summary().setAside, 0);
        QVERIFY(atService(blob) == photo());
    }

    void aRevokedDeviceForgetsWhatWasSetAsideWithItsPhoto() {
        portrait();
        workerMay({});
        m_world->sync(*m_a);
        QCOMPARE(m_a->notebook().summary().setAside, 1);
        must(service::endGrants(m_world->store(), m_world->ledger(), m_world->deviceId(*m_a), {}, m_world->clock.wallMs()));
        QCOMPARE(m_world->sync(*m_a).end, RunEnd::Done);
        QVERIFY(must(m_a->store().blobs()).empty());
        QCOMPARE(m_a->notebook().summary().setAside, 0);
    }

    void ofWhatNoOpNamesADeviceBringsSoMuchAndNoMore() {
        TestDevice& other = m_world->addDevice(Role::Worker, m_world->otherWorker);
        for (int i = 0; i < kMostAtOnce; ++i)
            QCOMPARE(put(*m_a, "nobody names this " + std::to_string(i)), 201);
        QCOMPARE(put(*m_a, "one more"), 503);
        QCOMPARE(put(other, "one more"), 201);
        // What an op names is not counted, and not held up.
        const auto blob = portrait();
        QCOMPARE(m_world->sync(*m_a).end, RunEnd::Done);
        QVERIFY(atService(blob) == photo());
        m_world->clock.advance(4LL * 24 * 3'600'000);
        QCOMPARE(must(service::sweepBlobs(m_world->store(), m_world->clock.wallMs())), kMostAtOnce + 1);
        QCOMPARE(put(*m_a, "one more"), 201);
    }

    void whoMayNotBringItTakesNoPlaceAmongTheWriters() {
        CountingStore store(m_world->store());
        const service::BlobApi blobs(store, m_world->clock);
        service::Request request;
        request.method = "PUT";
        request.body = "bytes";
        request.path = service::kBlobRoute + m_world->venueStream() + '/' + domain::blobHash(request.body);
        request.bearer = "nobody's";
        QCOMPARE(blobs.put(request).status, 401);
        TestDevice& volunteer = m_world->addDevice(Role::Volunteer, m_world->volunteer);
        request.bearer = must(volunteer.enrolment().token());
        request.path = service::kBlobRoute + m_world->caseStream() + '/' + domain::blobHash(request.body);
        QCOMPARE(blobs.put(request).status, 404);
        QCOMPARE(store.writes, 0);
        request.bearer = must(m_a->enrolment().token());
        QCOMPARE(blobs.put(request).status, 201);
        QCOMPARE(store.writes, 1);
    }
};

QTEST_GUILESS_MAIN(tst_blob_bounds_world)
#include "tst_blob_bounds_world.moc"
