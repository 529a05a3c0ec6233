// What a device keeps of photos and recordings: durable when attached, sealed, bound to the op that names them, gone with whom they are about.
#include "shared/domain/stream.h"
#include "tests/support/compare.h"
#include "tests/support/device.h"

#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace waymark;
using base::ErrorCode;
using base::Json;
using device::Change;
using domain::BlobRef;
using domain::Role;
using tests::must;

namespace {
const std::string kVenue = "22222222-0000-4000-8000-000000000000";
const std::string kPerson = "55555555-0000-4000-8000-000000000001";
const std::string kOtherPerson = "55555555-0000-4000-8000-000000000002";
const device::Worker kWorker{"33333333-0000-4000-8000-000000000000", "Amina", Role::Worker};
const device::Worker kVolunteer{"33333333-0000-4000-8000-000000000001", "Viv", Role::Volunteer};
const std::string kVenueStream = domain::venueStream(kVenue);
const std::string kCaseStream = domain::caseStream(kVenue);
const std::string kCanary = "CANARY-OF-A-PHOTO";

/// Bytes that tell where they came from, over several pieces.
std::string photo(std::size_t size = 200'000) {
    std::string bytes;
    while (bytes.size() < size)
        bytes += kCanary + std::to_string(bytes.size());
    bytes.resize(size);
    return bytes;
}
Change portrait(const std::string& person, const BlobRef& blob) {
    return {kVenueStream, "person", person, {{"name", "Zara"}, {"photo", domain::toJson(blob)}}};
}
} // namespace

class tst_notebook_blobs : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::FakeClock> m_clock;
    std::unique_ptr<tests::TestDevice> m_device;
    device::Notebook& book() { return m_device->notebook(); }
    std::string read(const std::string& stream, const BlobRef& blob) {
        const auto bytes = book().readBlob(stream, blob);
        return bytes ? std::string(base::asText(*bytes)) : std::string();
    }
    ErrorCode whyNot(const std::string& stream, const BlobRef& blob) { return book().readBlob(stream, blob).error().code; }
    bool isInTheFiles(const std::string& text) {
        bool found = false;
        for (const auto* suffix : {"", "-wal"}) {
            QFile file(QString::fromStdString(m_device->path()) + suffix);
            if (file.open(QIODevice::ReadOnly)) found = found || file.readAll().contains(QByteArray::fromStdString(text));
        }
        return found;
    }
    qint64 rows(const char* table) {
        m_device->close();
        SQLite::Database file(m_device->path());
        const qint64 count = file.execAndGet(std::string("SELECT count(*) FROM ") + table).getInt64();
        return count;
    }
    void takeErased(const std::string& person) {
        static_cast<void>(m_device->session().nextRequest());
        wire::SyncReply reply;
        reply.clock = m_clock->wallMs();
        wire::StreamPull pull;
        pull.stream = kVenueStream;
        pull.isState = true;
        pull.erased = std::vector<domain::EntityKey>{{"person", person}};
        pull.place = wire::Place{1, std::string(32, 'a')};
        reply.streams = {{kVenueStream, "worker"}};
        reply.pull = {pull};
        must(m_device->session().apply(reply));
    }

private slots:
    void init() {
        m_clock = std::make_unique<tests::FakeClock>();
        m_device = std::make_unique<tests::TestDevice>(*m_clock);
        m_device->join(kWorker);
    }

    void whatIsAttachedIsThereAfterAKill() {
        const auto blob = must(book().attachBlob(photo(), "image/jpeg"));
        QCOMPARE(blob.bytes, 200'000);
        QCOMPARE(blob.sha256, domain::blobHash(photo()));
        m_device->restart(kWorker.user);
        QVERIFY(read({}, blob) == photo());
    }

    void whatIsNoBlobIsRefused() {
        QCOMPARE(book().attachBlob({}, "image/jpeg").error().code, ErrorCode::Malformed);
        QCOMPARE(book().attachBlob("x", "picture").error().code, ErrorCode::Malformed);
        QCOMPARE(book().attachBlob(std::string(static_cast<std::size_t>(domain::kMaxBlobBytes) + 1, 'x'), "image/jpeg").error().code, ErrorCode::TooLarge);
        book().unload();
        QCOMPARE(book().attachBlob("x", "image/jpeg").error().code, ErrorCode::Locked);
    }

    void noByteOfItIsReadableInTheFile() {
        const auto blob = must(book().attachBlob(photo(), "image/jpeg"));
        must(book().record(kWorker.user, {portrait(kPerson, blob)}));
        m_device->kill();
        QVERIFY(!isInTheFiles(kCanary));
        QVERIFY(!isInTheFiles(blob.sha256));
        m_device->open();
        m_device->unlock(kWorker.user);
    }

    void anOpTakesItToItsStreamAndItWaits() {
        const auto blob = must(book().attachBlob(photo(), "image/jpeg"));
        QCOMPARE(book().summary().blobsWaiting, 0);
        must(book().record(kWorker.user, {portrait(kPerson, blob)}));
        QCOMPARE(book().summary().blobsWaiting, 1);
        QVERIFY(read(kVenueStream, blob) == photo());
        m_device->restart(kWorker.user);
        QCOMPARE(book().summary().blobsWaiting, 1);
        QVERIFY(read(kVenueStream, blob) == photo());
        QCOMPARE(whyNot(kCaseStream, blob), ErrorCode::NotFound);
    }

    void twoStreamsThatNameItEachHaveIt() {
        const auto blob = must(book().attachBlob(photo(), "image/png"));
        must(book().record(kWorker.user, {portrait(kPerson, blob),
                                          {kCaseStream, "note", kOtherPerson, {{"person", "person:" + kPerson}, {"drawing", domain::toJson(blob)}}}}));
        QCOMPARE(book().summary().blobsWaiting, 2);
        QVERIFY(read(kVenueStream, blob) == photo());
        QVERIFY(read(kCaseStream, blob) == photo());
    }

    void aRefusedRecordLeavesItAttached() {
        const auto blob = must(book().attachBlob(photo(), "image/jpeg"));
        QVERIFY(!book().record(kWorker.user, {portrait(kPerson, blob), {kVenueStream, "person", kOtherPerson, {{"name", 5}}}}));
        QCOMPARE(book().summary().blobsWaiting, 0);
        QVERIFY(read({}, blob) == photo());
        must(book().record(kWorker.user, {portrait(kPerson, blob)}));
        QCOMPARE(book().summary().blobsWaiting, 1);
    }

    void aBrokenValueIsNotRecorded_data() {
        QTest::addColumn<QString>("value");
        QTest::newRow("no hash") << R"({"blob":"x","media":"image/jpeg","bytes":5})";
        QTest::newRow("no size") << R"({"blob":"%1","media":"image/jpeg"})";
        QTest::newRow("too large") << R"({"blob":"%1","media":"image/jpeg","bytes":8388609})";
        QTest::newRow("no media type") << R"({"blob":"%1","media":"photo","bytes":5})";
        QTest::newRow("deep in an answer") << R"({"q1":[{"blob":"%1","media":"image/jpeg","bytes":0}]})";
    }
    void aBrokenValueIsNotRecorded() {
        QFETCH(QString, value);
        const Json broken = Json::parse(value.replace("%1", QString(64, 'a')).toStdString());
        QCOMPARE(book().record(kWorker.user, {{kVenueStream, "person", kPerson, {{"photo", broken}}}}).error().code, ErrorCode::Malformed);
    }

    void anAnswerNamedBlobIsJustAnAnswer() {
        must(book().record(kWorker.user, {{kVenueStream, "person", kPerson, {{"answers", {{"blob", "a big one"}}}}}}));
    }

    void aDraftKeepsItAndDiscardingTheDraftDropsIt() {
        const auto blob = must(book().attachBlob(photo(), "audio/ogg"));
        must(book().saveDraft({"d", kWorker.user, "venue", {}, {{"q1", domain::toJson(blob)}}, 0}));
        m_clock->advance(3 * 24 * 3'600'000);
        m_device->restart(kWorker.user);
        QVERIFY(read({}, blob) == photo());
        must(book().discardDraft("d"));
        QCOMPARE(whyNot({}, blob), ErrorCode::NotFound);
        QCOMPARE(rows("blob_piece"), 0);
    }

    void whatNothingNamesGoesAfterADay() {
        const auto blob = must(book().attachBlob(photo(), "audio/ogg"));
        m_device->restart(kWorker.user);
        QVERIFY(read({}, blob) == photo());
        m_clock->advance(25 * 3'600'000);
        m_device->restart(kWorker.user);
        QCOMPARE(whyNot({}, blob), ErrorCode::NotFound);
    }

    void aPhotoTakenAgainReplacesTheFirst() {
        const auto first = must(book().attachBlob(photo(), "image/jpeg"));
        must(book().discardBlob(first));
        QCOMPARE(whyNot({}, first), ErrorCode::NotFound);
    }

    void anErasedPersonsPhotoIsGone() {
        const auto blob = must(book().attachBlob(photo(), "image/jpeg"));
        const auto other = must(book().attachBlob(photo(1000), "image/jpeg"));
        must(book().record(kWorker.user, {portrait(kPerson, blob), portrait(kOtherPerson, other)}));
        takeErased(kPerson);
        QCOMPARE(whyNot(kVenueStream, blob), ErrorCode::NotFound);
        QVERIFY(read(kVenueStream, other) == photo(1000));
        QCOMPARE(book().summary().blobsWaiting, 1);
        QCOMPARE(rows("blob"), 1);
    }

    void aPhotoOfTwoStillGoesToTheServiceForTheOther() {
        const auto blob = must(book().attachBlob(photo(), "image/jpeg"));
        must(book().record(kWorker.user, {portrait(kPerson, blob), portrait(kOtherPerson, blob)}));
        takeErased(kPerson);
        QVERIFY(read(kVenueStream, blob) == photo());
        QCOMPARE(book().summary().blobsWaiting, 1);
        takeErased(kOtherPerson);
        QCOMPARE(whyNot(kVenueStream, blob), ErrorCode::NotFound);
    }

    void aDraftAboutAnErasedPersonTakesItsRecordingAlong() {
        const auto blob = must(book().attachBlob(photo(), "audio/ogg"));
        must(book().saveDraft({"d", kWorker.user, "venue", {"person:" + kPerson}, {{"q1", domain::toJson(blob)}}, 0}));
        takeErased(kPerson);
        QCOMPARE(whyNot({}, blob), ErrorCode::NotFound);
    }

    void whoeverDamagesAPieceIsNoticed() {
        const auto blob = must(book().attachBlob(photo(), "image/jpeg"));
        m_device->close();
        {
            SQLite::Database file(m_device->path(), SQLite::OPEN_READWRITE);
            file.exec("UPDATE blob_piece SET place = place + 10; UPDATE blob_piece SET place = 11 - place");
        }
        m_device->open();
        m_device->unlock(kWorker.user);
        QVERIFY(whyNot({}, blob) == ErrorCode::Tampered || whyNot({}, blob) == ErrorCode::NotFound);
    }

    void aWipeTakesBlobsToo() {
        must(book().attachBlob(photo(), "image/jpeg"));
        must(m_device->vault().wipe());
        QCOMPARE(rows("blob_piece"), 0);
    }
};

QTEST_GUILESS_MAIN(tst_notebook_blobs)
#include "tst_notebook_blobs.moc"
