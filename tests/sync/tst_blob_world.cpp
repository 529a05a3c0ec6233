// Blobs from end to end (docs/protocol.md, "Blobs"): one service, several devices, the shipped code of both sides.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/service/erasure/device_end.h"
#include "sync/service/store/blobs.h"
#include "sync/service/store/stream_store.h"
#include "tests/support/bytes_saying.h"
#include "tests/support/compare.h"
#include "tests/support/world.h"

#include <QDirIterator>
#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::ErrorCode;
using base::Json;
using device::HttpCall;
using device::RunEnd;
using domain::BlobRef;
using domain::Role;

namespace {
const std::string kPerson = "55555555-0000-4000-8000-000000000001";
const std::string kFriend = "55555555-0000-4000-8000-000000000002";
const std::string kCanary = "CANARY-OF-A-PHOTO";

std::string photo(std::size_t size = 300'000, const std::string& canary = kCanary) { return bytesSaying(canary, size); }
} // namespace

class tst_blob_world : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    TestDevice* m_a = nullptr;
    TestDevice* m_b = nullptr;

    std::vector<std::string> record(TestDevice& device, const std::vector<device::Change>& changes) {
        return must(device.notebook().record(device.vault().current()->user, changes));
    }
    device::Change portrait(const std::string& id, const BlobRef& blob) {
        return person(*m_world, id, {{"name", "Zara"}, {"kind", "child"}, {"photo", domain::toJson(blob)}});
    }
    /// Attached on a device, named by a person, sent.
    BlobRef sent(TestDevice& device, const std::string& bytes = photo(), const std::string& id = kPerson) {
        const auto blob = must(device.notebook().attachBlob(bytes, "image/jpeg"));
        record(device, {portrait(id, blob)});
        if (m_world->sync(device).end != RunEnd::Done) qFatal("the sync did not end well");
        return blob;
    }
    std::string fetched(TestDevice& device, const BlobRef& blob, const std::string& id = kPerson) {
        device.notebook().wantBlob(m_world->venueStream(), {"person", id}, blob);
        m_world->sync(device);
        return here(device, blob);
    }
    std::string here(TestDevice& device, const BlobRef& blob) {
        const auto bytes = device.notebook().readBlob(m_world->venueStream(), blob);
        return bytes ? std::string(base::asText(*bytes)) : std::string();
    }
    std::string atService(const BlobRef& blob, const std::string& stream) {
        std::string bytes;
        m_world->read([&](service::ReadTransaction& t) { bytes = t.blobs().read({stream, blob.sha256}, 0, blob.bytes); });
        return bytes;
    }
    std::string atService(const BlobRef& blob) { return atService(blob, m_world->venueStream()); }
    HttpCall callOf(TestDevice& device, HttpCall::Method method, const std::string& stream, const std::string& sha256, const std::string& body = {}) {
        return {"/v1/blob/" + stream + '/' + sha256, body, must(device.enrolment().token()), method};
    }
    device::HttpReply call(const HttpCall& call) { return must(m_world->network().call(call)); }
    int statusOf(TestDevice& device, HttpCall::Method method, const std::string& stream, const std::string& sha256, const std::string& body = {}) {
        return call(callOf(device, method, stream, sha256, body)).status;
    }
    bool isAnywhere(const std::string& text) {
        bool found = false;
        const auto look = [&](const QString& path) {
            QFile file(path);
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(QByteArray::fromStdString(text))) found = true;
        };
        for (QDirIterator files(m_world->directory(), QDir::Files, QDirIterator::Subdirectories); files.hasNext();)
            look(files.next());
        for (auto* device : {m_a, m_b})
            for (const auto* suffix : {"", "-wal"})
                look(QString::fromStdString(device->path()) + suffix);
        return found;
    }

private slots:
    void init() {
        m_world = std::make_unique<World>();
        m_a = &m_world->addDevice(Role::Worker, m_world->worker);
        m_b = &m_world->addDevice(Role::Worker, m_world->otherWorker);
        m_world->syncAll();
    }

    void aPhotoOfOneDeviceIsSeenOnAnother() {
        const auto blob = sent(*m_a);
        QCOMPARE(m_a->notebook().summary().blobsWaiting, 0);
        QVERIFY(atService(blob) == photo());
        m_world->sync(*m_b);
        QCOMPARE(m_b->notebook().readBlob(m_world->venueStream(), blob).error().code, ErrorCode::NotFound);
        static_cast<void>(m_b->notebook().takeChanges());
        QVERIFY(fetched(*m_b, blob) == photo());
        const auto changed = m_b->notebook().takeChanges();
        QVERIFY(std::any_of(changed.begin(), changed.end(), [](const auto& entity) { return entity->key.id == kPerson; }));
        m_b->restart(m_world->otherWorker);
        QVERIFY(here(*m_b, blob) == photo());
    }

    void opsGoFirstAndAnOpThatComesMeanwhileGoesBeforeTheNextPart() {
        const auto blob = must(m_a->notebook().attachBlob(photo(), "image/jpeg"));
        record(*m_a, {portrait(kPerson, blob)});
        std::vector<HttpCall::Method> methods;
        bool hasTapped = false;
        for (bool more = true; more;) {
            const auto outgoing = must(m_a->runner().prepare());
            methods.push_back(outgoing.method);
            const auto step = m_a->runner().take(m_world->network().call(outgoing));
            QCOMPARE(step.end, RunEnd::Done);
            more = step.last.more;
            if (outgoing.method == HttpCall::Method::Put && !hasTapped) {
                record(*m_a, {person(*m_world, kFriend, {{"name", "Adam"}, {"kind", "child"}})});
                hasTapped = true;
            }
        }
        QCOMPARE(int(methods[0]), int(HttpCall::Method::Post));
        const auto firstPart = std::find(methods.begin(), methods.end(), HttpCall::Method::Put);
        QVERIFY(firstPart != methods.end());
        QCOMPARE(int(*(firstPart + 1)), int(HttpCall::Method::Post));
        QVERIFY(atService(blob) == photo());
    }

    void aCutCostsOnePart_data() {
        QTest::addColumn<int>("fault");
        QTest::newRow("the part was lost") << int(Fault::LoseRequest);
        QTest::newRow("the answer was lost") << int(Fault::LoseReply);
        QTest::newRow("the part came twice") << int(Fault::Repeat);
    }
    void aCutCostsOnePart() {
        QFETCH(int, fault);
        const auto blob = must(m_a->notebook().attachBlob(photo(), "image/jpeg"));
        record(*m_a, {portrait(kPerson, blob)});
        m_world->sync(*m_b);
        const auto bytesOfParts = [&] {
            std::size_t bytes = 0;
            for (const auto& body : m_world->network().bodies)
                if (body.find(kCanary) != std::string::npos) bytes += body.size();
            return bytes;
        };
        m_world->network().bodies.clear();
        m_world->network().faults = {Fault::None, Fault::None, Fault::None, static_cast<Fault>(fault)};
        const auto cut = m_world->sync(*m_a);
        if (fault != int(Fault::Repeat)) {
            QCOMPARE(cut.end, RunEnd::Network);
            QCOMPARE(m_a->notebook().summary().blobsWaiting, 1);
            m_a->restart(m_world->worker);
            QCOMPARE(m_world->sync(*m_a).end, RunEnd::Done);
        }
        QCOMPARE(m_a->notebook().summary().blobsWaiting, 0);
        QVERIFY(atService(blob) == photo());
        const auto sentBytes = bytesOfParts();
        QVERIFY2(sentBytes < photo().size() * 3 / 2, std::to_string(sentBytes).c_str());
    }

    void aFetchThatWasCutGoesOn() {
        const auto blob = sent(*m_a);
        m_world->sync(*m_b);
        m_b->notebook().wantBlob(m_world->venueStream(), {"person", kPerson}, blob);
        m_world->network().faults = {Fault::None, Fault::None, Fault::None, Fault::LoseReply};
        QCOMPARE(m_world->sync(*m_b).end, RunEnd::Network);
        QVERIFY(here(*m_b, blob).empty());
        m_b->restart(m_world->otherWorker);
        m_world->sync(*m_b);
        QVERIFY(here(*m_b, blob) == photo());
    }

    void anEightMebibyteRecordingTravels() {
        const std::string bytes = photo(static_cast<std::size_t>(domain::kMaxBlobBytes));
        const auto blob = sent(*m_a, bytes);
        QVERIFY(atService(blob) == bytes);
        QVERIFY(fetched(*m_b, blob) == bytes);
    }

    void toOthersABlobThatIsThereLooksLikeOneThatIsNot() {
        TestDevice& volunteer = m_world->addDevice(Role::Volunteer, m_world->volunteer);
        const auto blob = must(m_a->notebook().attachBlob(photo(), "image/jpeg"));
        record(*m_a, {{m_world->caseStream(), "note", kFriend, {{"person", "person:" + kPerson}, {"text", "x"}, {"drawing", domain::toJson(blob)}}}});
        m_world->sync(*m_a);
        QVERIFY(atService(blob, m_world->caseStream()) == photo());
        const std::string unknown(64, 'a');
        for (const auto method : {HttpCall::Method::Head, HttpCall::Method::Get, HttpCall::Method::Put}) {
            const auto there = call(callOf(volunteer, method, m_world->caseStream(), blob.sha256, "x"));
            const auto notThere = call(callOf(volunteer, method, m_world->caseStream(), unknown, "x"));
            QCOMPARE(there.status, 404);
            QCOMPARE(there.status, notThere.status);
            QCOMPARE(there.body, notThere.body);
            QCOMPARE(there.uploadOffset, notThere.uploadOffset);
        }
        QCOMPARE(statusOf(*m_a, HttpCall::Method::Get, m_world->venueStream(), blob.sha256), 404);
        QCOMPARE(statusOf(*m_a, HttpCall::Method::Head, m_world->caseStream(), blob.sha256), 200);
        HttpCall nobody = callOf(*m_a, HttpCall::Method::Get, m_world->caseStream(), blob.sha256);
        nobody.bearer = "x";
        QCOMPARE(call(nobody).status, 401);
    }

    void aVolunteersSignatureReachesTheCaseStreamAndStaysClosedToThem() {
        TestDevice& volunteer = m_world->addDevice(Role::Volunteer, m_world->volunteer);
        m_world->syncAll();
        const auto blob = must(volunteer.notebook().attachBlob(photo(70'000), "image/png"));
        record(volunteer, {person(*m_world, kPerson, {{"name", "Zara"}, {"kind", "child"}}),
                           {m_world->caseStream(), "response", kFriend,
                            {{"person", "person:" + kPerson}, {"instrument", "instrument:" + kFriend}, {"respondent", "parent"}, {"answers", {{"q1", domain::toJson(blob)}}}}}});
        QCOMPARE(m_world->sync(volunteer).end, RunEnd::Done);
        QCOMPARE(volunteer.notebook().summary().blobsWaiting, 0);
        QVERIFY(atService(blob, m_world->caseStream()) == photo(70'000));
        QCOMPARE(volunteer.notebook().readBlob(m_world->caseStream(), blob).error().code, ErrorCode::Locked);
        QCOMPARE(statusOf(volunteer, HttpCall::Method::Get, m_world->caseStream(), blob.sha256), 404);
    }

    void aPartInTheWrongPlaceIsToldWhereToGoOn() {
        const auto blob = must(m_a->notebook().attachBlob(photo(), "image/jpeg"));
        record(*m_a, {portrait(kPerson, blob)});
        m_world->network().faults = {Fault::None, Fault::LoseRequest};
        m_world->sync(*m_a);
        auto part = callOf(*m_a, HttpCall::Method::Put, m_world->venueStream(), blob.sha256, photo().substr(100, 100));
        part.contentRange = "bytes 100-199/300000";
        auto reply = call(part);
        QCOMPARE(reply.status, 416);
        QCOMPARE(reply.uploadOffset.value_or(-1), 0);
        part.body = photo().substr(0, 150);
        part.contentRange = "bytes 0-149/300000";
        reply = call(part);
        QCOMPARE(reply.status, 202);
        QCOMPARE(reply.uploadOffset.value_or(-1), 150);
        QCOMPARE(call(callOf(*m_a, HttpCall::Method::Head, m_world->venueStream(), blob.sha256)).uploadOffset.value_or(-1), 150);
        QCOMPARE(call(callOf(*m_b, HttpCall::Method::Head, m_world->venueStream(), blob.sha256)).uploadOffset.value_or(-1), 0);
        part.body = photo().substr(100);  // overlaps what is there
        part.contentRange = "bytes 100-299999/300000";
        QCOMPARE(call(part).status, 201);
        QVERIFY(atService(blob) == photo());
    }

    void otherBytesThanTheAddressNamesAreNotKept() {
        const auto blob = must(m_a->notebook().attachBlob(photo(), "image/jpeg"));
        record(*m_a, {portrait(kPerson, blob)});
        m_world->network().faults = {Fault::None, Fault::LoseRequest};
        m_world->sync(*m_a);
        const auto reply = call(callOf(*m_a, HttpCall::Method::Put, m_world->venueStream(), blob.sha256, photo(300'000, "FORGED")));
        QCOMPARE(reply.status, 400);
        QVERIFY(reply.body.find("hash_differs") != std::string::npos);
        QVERIFY(atService(blob).empty());
        QVERIFY(!isAnywhere("FORGED"));
        QCOMPARE(m_world->sync(*m_a).end, RunEnd::Done);
        QVERIFY(atService(blob) == photo());
    }

    void requestsThatMakeNoSenseAreRefused_data() {
        QTest::addColumn<QString>("contentRange");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("status");
        QTest::newRow("nothing at all") << QString() << 0 << 400;
        QTest::newRow("no range") << QStringLiteral("bytes 0-x/5") << 5 << 400;
        QTest::newRow("another length than it says") << QStringLiteral("bytes 0-9/20") << 5 << 400;
        QTest::newRow("over eight mebibytes") << QStringLiteral("bytes 0-4/8388609") << 5 << 413;
    }
    void requestsThatMakeNoSenseAreRefused() {
        QFETCH(QString, contentRange);
        QFETCH(int, size);
        QFETCH(int, status);
        auto part = callOf(*m_a, HttpCall::Method::Put, m_world->venueStream(), std::string(64, 'a'), std::string(static_cast<std::size_t>(size), 'x'));
        part.contentRange = contentRange.toStdString();
        QCOMPARE(call(part).status, status);
    }

    void rangesAreServed() {
        const auto blob = sent(*m_a);
        auto get = callOf(*m_a, HttpCall::Method::Get, m_world->venueStream(), blob.sha256);
        QVERIFY(call(get).body == photo());
        get.range = "bytes=65000-66999";
        QCOMPARE(call(get).status, 206);
        QVERIFY(call(get).body == photo().substr(65'000, 2'000));
        get.range = "bytes=300000-";
        QCOMPARE(call(get).status, 416);
    }

    void aRangeOfMoreThanAMebibyteIsServedWhole() {
        constexpr std::size_t kSize = 3 * 1024 * 1024, kFrom = 1'500'000;
        const auto blob = sent(*m_a, photo(kSize));
        auto get = callOf(*m_a, HttpCall::Method::Get, m_world->venueStream(), blob.sha256);
        get.range = "bytes=" + std::to_string(kFrom) + '-';
        const auto rest = call(get);
        QCOMPARE(rest.status, 206);
        QVERIFY(rest.body == photo(kSize).substr(kFrom));
    }

    void oneEraseAndOneSyncRemoveIt() {
        const auto blob = sent(*m_a);
        QVERIFY(fetched(*m_b, blob) == photo());
        const auto other = sent(*m_a, photo(5'000, "FRIEND"), kFriend);
        const bool inOurFiles = qEnvironmentVariable("WAYMARK_TEST_STORE") != QStringLiteral("postgres");
        if (inOurFiles) QVERIFY(isAnywhere(kCanary));
        QCOMPARE(m_world->erase(kPerson).erased.blobs, 1);
        QCOMPARE(statusOf(*m_b, HttpCall::Method::Get, m_world->venueStream(), blob.sha256), 404);
        m_world->sync(*m_a);
        m_world->sync(*m_b);
        for (auto* device : {m_a, m_b})
            QCOMPARE(device->notebook().readBlob(m_world->venueStream(), blob).error().code, ErrorCode::NotFound);
        if (inOurFiles) QVERIFY(!isAnywhere(kCanary));
        QVERIFY(atService(other) == photo(5'000, "FRIEND"));
        QCOMPARE(statusOf(*m_a, HttpCall::Method::Put, m_world->venueStream(), blob.sha256, photo()), 410);
        QVERIFY(atService(blob).empty());
    }

    void anOldDeviceDoesNotBringItBack() {
        const auto blob = must(m_b->notebook().attachBlob(photo(), "image/jpeg"));
        sent(*m_a, photo(1'000, "FIRST"));
        m_world->sync(*m_b);
        record(*m_b, {portrait(kPerson, blob)});
        m_world->erase(kPerson);
        QCOMPARE(m_world->sync(*m_b).end, RunEnd::Done);
        QVERIFY(atService(blob).empty());
        QCOMPARE(m_b->notebook().summary().blobsWaiting, 0);
        QCOMPARE(m_b->notebook().readBlob(m_world->venueStream(), blob).error().code, ErrorCode::NotFound);
    }

    void aPhotoOfTwoStaysForTheOther() {
        const auto blob = sent(*m_a);
        sent(*m_a, photo(), kFriend);
        QCOMPARE(m_world->erase(kPerson).erased.blobs, 0);
        m_world->sync(*m_a);
        QVERIFY(atService(blob) == photo());
        QVERIFY(fetched(*m_a, blob, kFriend) == photo());
        QCOMPARE(m_world->erase(kFriend).erased.blobs, 1);
        QVERIFY(atService(blob).empty());
    }

    void aServiceThatForgotIsGivenItBack() {
        m_world->saveBackup();
        const auto blob = sent(*m_a);
        m_world->restoreBackup();
        QVERIFY(atService(blob).empty());
        m_world->sync(*m_a);
        m_world->sync(*m_a);
        QVERIFY(atService(blob) == photo());
    }

    void oneThatWasSentAfterTheBackupIsMissedWithinADay() {
        const auto blob = must(m_a->notebook().attachBlob(photo(), "image/jpeg"));
        record(*m_a, {portrait(kPerson, blob)});
        m_world->network().faults = {Fault::None, Fault::LoseRequest};
        m_world->sync(*m_a);
        m_world->saveBackup();
        m_world->sync(*m_a);
        QVERIFY(atService(blob) == photo());
        m_world->restoreBackup();
        m_world->clock.advance(25 * 3'600'000);
        m_world->sync(*m_a);
        QVERIFY(atService(blob) == photo());
    }

    void aRevokedDeviceDeliversWhatItMadeAndForgetsIt() {
        const auto blob = must(m_a->notebook().attachBlob(photo(), "image/jpeg"));
        record(*m_a, {portrait(kPerson, blob)});
        m_world->network().faults = {Fault::None, Fault::LoseRequest};
        m_world->sync(*m_a);
        const auto other = sent(*m_b, photo(5'000, "FRIEND"), kFriend);
        must(service::endGrants(m_world->store(), m_world->ledger(), m_world->deviceId(*m_a), {}, m_world->clock.wallMs()));
        QCOMPARE(m_world->sync(*m_a).end, RunEnd::Done);
        QVERIFY(atService(blob) == photo());
        QCOMPARE(m_a->notebook().readBlob(m_world->venueStream(), blob).error().code, ErrorCode::NotFound);
        QVERIFY(must(m_a->store().blobs()).empty());
        QCOMPARE(statusOf(*m_a, HttpCall::Method::Get, m_world->venueStream(), other.sha256), 404);
    }

    void blobsOfAStreamAreNotInItsLog() {
        sent(*m_a);
        m_world->read([&](service::ReadTransaction& t) {
            const auto log = t.streams().entriesAfter(m_world->venueStream(), 0, 1 << 24).rowsJson;
            QVERIFY(log.find("\"blob\"") != std::string::npos);
            QVERIFY(log.find(kCanary) == std::string::npos);
        });
    }

    void whatNobodyNamesIsSweptAndWhatIsNamedStays() {
        const auto blob = sent(*m_a);
        const std::string stray = "nobody names this";
        const auto strayHash = domain::blobHash(stray);
        QCOMPARE(statusOf(*m_a, HttpCall::Method::Put, m_world->venueStream(), strayHash, stray), 201);
        QCOMPARE(must(service::sweepBlobs(m_world->store(), m_world->clock.wallMs())), 0);
        m_world->clock.advance(4LL * 24 * 3'600'000);
        QCOMPARE(must(service::sweepBlobs(m_world->store(), m_world->clock.wallMs())), 1);
        QVERIFY(atService(blob) == photo());
        QCOMPARE(statusOf(*m_a, HttpCall::Method::Head, m_world->venueStream(), strayHash), 404);
    }
};

QTEST_GUILESS_MAIN(tst_blob_world)
#include "tst_blob_world.moc"
