// The pictures of questionnaires come to every device by themselves and stay there: what a form shows is there before somebody fills it in without
// a signal.
#include "shared/domain/blob.h"
#include "shared/domain/stream.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/store/blobs.h"
#include "sync/service/store/stream_store.h"
#include "tests/support/bytes_saying.h"
#include "tests/support/compare.h"
#include "tests/support/world.h"

#include <QFile>
#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::ErrorCode;
using base::Json;
using device::RunEnd;
using domain::BlobRef;
using domain::Role;

namespace {
const std::string kInstrument = "66666666-0000-4000-8000-000000000001";
const std::string kPerson = "66666666-0000-4000-8000-000000000002";
const std::string kOther = "66666666-0000-4000-8000-000000000003";
const std::string kCanary = "CANARY-OF-A-PICTURE";

std::string picture(std::size_t size = 120'000, const std::string& canary = kCanary) { return bytesSaying(canary, size); }
} // namespace

class tst_instrument_media_world : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    TestDevice* m_device = nullptr;

    /// As an import does it: the instrument and the bytes in one transaction.
    BlobRef publish(const std::string& bytes = picture(), const std::string& status = "published", const std::string& id = kInstrument,
                    const std::string& media = "image/png") {
        const BlobRef blob{domain::blobHash(bytes), media, static_cast<std::int64_t>(bytes.size())};
        m_world->write([&](service::WriteTransaction& t) {
            service::ServiceOps ops(t.streams(), m_world->random, m_world->clock.wallMs());
            must(ops.set(m_world->organisationStream(), {"instrument", id},
                         {{"family", "pets"}, {"version", 1}, {"status", status}, {"definition", Json::object()}, {"media", {{"cat.png", domain::toJson(blob)}}}}));
            t.blobs().keep({m_world->organisationStream(), blob.sha256}, bytes, {}, m_world->clock.wallMs());
        });
        return blob;
    }
    void setStatus(const std::string& status, const std::string& id = kInstrument) {
        m_world->serviceSets(m_world->organisationStream(), {"instrument", id}, {{"status", status}});
    }
    void halfFill(const std::string& id = kInstrument) {
        must(m_device->notebook().saveDraft({"q/1", m_world->worker, "case", {}, {{"kind", "questionnaire"}, {"instrument", id}}, m_world->clock.wallMs(), m_world->caseStream()}));
    }
    std::string here(const BlobRef& blob) {
        const auto bytes = m_device->notebook().readBlob(m_world->organisationStream(), blob);
        return bytes ? std::string(base::asText(*bytes)) : std::string();
    }

private slots:
    void init() {
        m_world = std::make_unique<World>();
        m_device = &m_world->addDevice(Role::Worker, m_world->worker);
        m_world->syncAll();
    }

    void itComesWithTheSyncThatBringsTheQuestionnaireAndIsThereWithoutASignal() {
        const auto blob = publish();
        QCOMPARE(m_world->sync(*m_device).end, RunEnd::Done);
        QVERIFY(here(blob) == picture());
        m_world->network().offline = true;
        m_device->restart(m_world->worker);
        QVERIFY(here(blob) == picture());
    }

    void aVolunteersDeviceHasItToo() {
        m_device = &m_world->addDevice(Role::Volunteer, m_world->volunteer);
        const auto blob = publish();
        QCOMPARE(m_world->sync(*m_device).end, RunEnd::Done);
        QVERIFY(here(blob) == picture());
    }

    void itIsSealedOnTheDisk() {
        publish();
        m_world->sync(*m_device);
        for (const auto* suffix : {"", "-wal"}) {
            QFile file(QString::fromStdString(m_device->path()) + suffix);
            if (file.open(QIODevice::ReadOnly)) QVERIFY(!file.readAll().contains(QByteArray::fromStdString(kCanary)));
        }
    }

    void aFetchThatWasCutGoesOnAndTellsTheScreenWhenItIsWhole() {
        const auto blob = publish();
        m_world->network().faults = {Fault::None, Fault::None, Fault::LoseReply};
        QCOMPARE(m_world->sync(*m_device).end, RunEnd::Network);
        QVERIFY(here(blob).empty());
        m_device->restart(m_world->worker);
        static_cast<void>(m_device->notebook().takeChanges());
        QCOMPARE(m_world->sync(*m_device).end, RunEnd::Done);
        QVERIFY(here(blob) == picture());
        const auto changed = m_device->notebook().takeChanges();
        QVERIFY(std::any_of(changed.begin(), changed.end(), [](const auto& entity) { return entity->key.id == kInstrument; }));
    }

    void onlyWhatCanBeAnsweredHereAndShownIsFetched_data() {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("media");
        QTest::addColumn<bool>("isCoordinator");
        QTest::addColumn<bool>("isHalfFilled");
        QTest::addColumn<bool>("isFetched");
        QTest::newRow("published") << QByteArray("published") << QByteArray("image/gif") << false << false << true;
        QTest::newRow("a sound") << QByteArray("published") << QByteArray("audio/mpeg") << false << false << true;
        QTest::newRow("a sound that is not played") << QByteArray("published") << QByteArray("audio/mp4") << false << false << false;
        QTest::newRow("a film") << QByteArray("published") << QByteArray("video/mp4") << false << false << false;
        QTest::newRow("withdrawn") << QByteArray("withdrawn") << QByteArray("image/png") << false << false << false;
        QTest::newRow("withdrawn, and half-filled here") << QByteArray("withdrawn") << QByteArray("image/png") << false << true << true;
        QTest::newRow("a draft, before a worker") << QByteArray("draft") << QByteArray("image/png") << false << false << false;
        QTest::newRow("a draft, before a coordinator") << QByteArray("draft") << QByteArray("image/png") << true << false << true;
        QTest::newRow("a word that we do not know") << QByteArray("resting") << QByteArray("image/png") << true << false << false;
    }
    void onlyWhatCanBeAnsweredHereAndShownIsFetched() {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, media);
        QFETCH(bool, isCoordinator);
        QFETCH(bool, isHalfFilled);
        QFETCH(bool, isFetched);
        if (isCoordinator) m_device = &m_world->addDevice(Role::Coordinator, m_world->coordinator);
        if (isHalfFilled) halfFill();
        const auto blob = publish(picture(), status.toStdString(), kInstrument, media.toStdString());
        QCOMPARE(m_world->sync(*m_device).end, RunEnd::Done);
        QCOMPARE(!here(blob).empty(), isFetched);
    }

    void whatIsHereIsNotAskedForAgain() {
        publish();
        m_world->sync(*m_device);
        const int calls = m_world->network().blobCalls;
        m_world->sync(*m_device);
        QCOMPARE(m_world->network().blobCalls, calls);
    }

    void oneThatTheServiceHasNotIsAskedForOncePerSync() {
        const auto blob = publish();
        m_world->write([&](service::WriteTransaction& t) { t.blobs().remove({m_world->organisationStream(), blob.sha256}); });
        QCOMPARE(m_world->sync(*m_device).end, RunEnd::Done);
        const int calls = m_world->network().blobCalls;
        QCOMPARE(m_world->sync(*m_device).end, RunEnd::Done);
        QCOMPARE(m_world->network().blobCalls, calls + 1);
        m_world->write([&](service::WriteTransaction& t) { t.blobs().keep({m_world->organisationStream(), blob.sha256}, picture(), {}, m_world->clock.wallMs()); });
        m_world->sync(*m_device);
        QVERIFY(here(blob) == picture());
    }

    void aLineThatKeepsFailingWantsItOnce() {
        publish(picture(1000));
        const auto second = publish(picture(50'000, "SECOND"), "published", kOther);
        m_world->write([&](service::WriteTransaction& t) { t.blobs().remove({m_world->organisationStream(), second.sha256}); });
        m_world->network().losesBlobs = true;
        for (int i = 0; i < 3; ++i)
            QCOMPARE(m_world->sync(*m_device).end, RunEnd::Network);
        m_world->network().losesBlobs = false;
        const int calls = m_world->network().blobCalls;
        QCOMPARE(m_world->sync(*m_device).end, RunEnd::Done);
        QCOMPARE(m_world->network().blobCalls, calls + 2);  // the one that is there, and once the one that is not
    }

    void photosThatPeopleLookAtDoNotPushItOut() {
        const auto needed = publish();
        const auto halfFilled = publish(picture(90'000, "HALF"), "published", kOther);
        const auto withdrawn = publish(picture(80'000, "GONE"), "published", "66666666-0000-4000-8000-000000000004");
        m_world->sync(*m_device);
        QVERIFY(!here(withdrawn).empty());
        halfFill(kOther);
        setStatus("withdrawn", kOther);
        setStatus("withdrawn", "66666666-0000-4000-8000-000000000004");
        auto& other = m_world->addDevice(Role::Worker, m_world->otherWorker);
        m_world->syncAll();
        std::vector<BlobRef> seen;
        for (int i = 0; i < 27; ++i) {  // 27 times 8 MiB are more than is kept of what can be fetched again
            auto bytes = picture(static_cast<std::size_t>(domain::kMaxBlobBytes), "PHOTO");
            bytes[0] = static_cast<char>('a' + i);
            seen.push_back(must(other.notebook().attachBlob(bytes, "image/jpeg")));
            must(other.notebook().record(m_world->otherWorker, {person(*m_world, kPerson, {{"name", "Zara"}, {"kind", "child"}, {"photo", domain::toJson(seen.back())}})}));
            m_world->sync(other);
            m_world->clock.advance(60'000);
            m_device->notebook().wantBlob(m_world->venueStream(), {"person", kPerson}, seen.back());
            m_world->sync(*m_device);
        }
        QCOMPARE(m_device->notebook().readBlob(m_world->venueStream(), seen.front()).error().code, ErrorCode::NotFound);
        QVERIFY(here(needed) == picture());
        QVERIFY(!here(halfFilled).empty());
        QVERIFY(here(withdrawn).empty());
    }
};

QTEST_GUILESS_MAIN(tst_instrument_media_world)
#include "tst_instrument_media_world.moc"
