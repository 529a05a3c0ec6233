#include "tests/sync/service/store/blobs_contract.h"

#include "shared/base/id.h"
#include "shared/domain/blob.h"
#include "shared/domain/stream.h"
#include "sync/service/store/stream_store.h"

#include <QTest>

using namespace waymark;
using base::Result;
using service::BlobKey;
using service::WriteTransaction;

namespace {
const std::string kStream = domain::venueStream("0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11");
const std::string kOther = domain::caseStream("0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11");
BlobKey keyOf(const std::string& bytes, const std::string& stream = kStream) { return {stream, domain::blobHash(bytes)}; }
} // namespace

void BlobsContract::init() { m_store = emptyStore(); }
void BlobsContract::cleanup() { m_store.reset(); }

void BlobsContract::write(const std::function<void(WriteTransaction&)>& work) {
    QVERIFY(m_store->write([&](WriteTransaction& t) -> Result<void> { work(t); return {}; }).ok());
}

void BlobsContract::hold(WriteTransaction& t, const std::string& id, const std::string& device, const std::vector<std::string>& blobs,
                         const std::string& reason) {
    service::HeldOp op;
    op.id = id;
    op.stream = kStream;
    op.type = "person";
    op.entity = "p";
    op.device = device;
    op.blobs = blobs;
    op.reason = reason;
    if (!reason.empty()) op.outcome = wire::Outcome::Quarantined;
    t.streams().hold(op, {"person:p"});
}

std::string BlobsContract::randomBytes(std::size_t size) {
    std::string bytes(size, '\0');
    m_random.fill(reinterpret_cast<std::uint8_t*>(bytes.data()), size);
    return bytes;
}

void BlobsContract::whatIsKeptComesBackByteForByte() {
    for (const std::size_t size : {std::size_t(1), std::size_t(65'535), std::size_t(65'536), std::size_t(65'537), std::size_t(300'001)}) {
        const std::string bytes = randomBytes(size);
        write([&](WriteTransaction& t) {
            QVERIFY(!t.blobs().size(keyOf(bytes)));
            t.blobs().keep(keyOf(bytes), bytes, "a", 1);
            t.blobs().keep(keyOf(bytes), bytes, "a", 2);
        });
        QVERIFY(m_store->read([&](service::ReadTransaction& t) {
            QCOMPARE(t.blobs().size(keyOf(bytes)).value_or(0), static_cast<std::int64_t>(size));
            QVERIFY(t.blobs().read(keyOf(bytes), 0, static_cast<std::int64_t>(size)) == bytes);
        }));
    }
}

void BlobsContract::anyRangeIsReadAcrossRows() {
    const std::string bytes = randomBytes(200'000);
    write([&](WriteTransaction& t) {
        t.blobs().keep(keyOf(bytes), bytes, "a", 1);
        for (const auto& [from, count] : {std::pair(0, 1), {65'535, 2}, {65'536, 65'536}, {1, 199'999}, {199'999, 1}, {131'071, 3}})
            QVERIFY(t.blobs().read(keyOf(bytes), from, count) == bytes.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(count)));
        QVERIFY(t.blobs().read(keyOf(bytes), 199'990, 100) == bytes.substr(199'990));
        QVERIFY(t.blobs().read(keyOf(bytes), 200'000, 5).empty());
    });
}

void BlobsContract::theSameBytesInTwoStreamsAreTwoBlobs() {
    const std::string bytes = randomBytes(100);
    write([&](WriteTransaction& t) {
        t.blobs().keep(keyOf(bytes), bytes, "a", 1);
        QVERIFY(!t.blobs().size(keyOf(bytes, kOther)));
        t.blobs().keep(keyOf(bytes, kOther), bytes, "a", 1);
        t.blobs().remove(keyOf(bytes));
        QVERIFY(!t.blobs().size(keyOf(bytes)));
        QVERIFY(t.blobs().read(keyOf(bytes, kOther), 0, 100) == bytes);
    });
}

void BlobsContract::anUploadGrowsAndEachDeviceHasItsOwn() {
    const std::string bytes = randomBytes(150'000);
    const BlobKey key = keyOf(bytes);
    write([&](WriteTransaction& t) {
        t.blobs().append(key, "a", 150'000, bytes.substr(0, 70'000), 1);
        t.blobs().append(key, "b", 150'000, "something else", 1);
    });
    write([&](WriteTransaction& t) {
        t.blobs().append(key, "a", 150'000, bytes.substr(70'000), 2);
        QCOMPARE(t.blobs().upload(key, "a")->have, 150'000);
        QCOMPARE(t.blobs().upload(key, "a")->bytes, 150'000);
        QCOMPARE(t.blobs().upload(key, "b")->have, 14);
        QVERIFY(t.blobs().uploaded(key, "a") == bytes);
        QCOMPARE(t.blobs().uploadsOf("a"), 1);
        t.blobs().dropUpload(key, "a");
        QVERIFY(!t.blobs().upload(key, "a"));
        QCOMPARE(t.blobs().uploadsOf("a"), 0);
        QVERIFY(t.blobs().uploaded(key, "a").empty());
        QVERIFY(t.blobs().uploaded(key, "b") == "something else");
        QVERIFY(!t.blobs().size(key));
    });
}

void BlobsContract::anOpNamesWhatItWasHeldWith() {
    const BlobKey key = keyOf("x");
    const std::string op = base::newOpId(1, m_random), other = base::newOpId(2, m_random);
    write([&](WriteTransaction& t) {
        QVERIFY(!t.blobs().isNamed(key));
        hold(t, op, "a", {key.sha256});
        hold(t, other, "b", {key.sha256});
    });
    write([&](WriteTransaction& t) {
        QVERIFY(t.blobs().isNamed(key));
        QVERIFY(!t.blobs().isNamed(keyOf("x", kOther)));
        QVERIFY(t.blobs().isNamedBy(key, "a"));
        QVERIFY(!t.blobs().isNamedBy(key, "c"));
        QCOMPARE(t.blobs().forgetOp(op), std::vector<BlobKey>{key});
        QVERIFY(!t.blobs().isNamedBy(key, "a"));
        QVERIFY(t.blobs().isNamed(key));
        QCOMPARE(t.blobs().forgetOp(other), std::vector<BlobKey>{key});
        QVERIFY(!t.blobs().isNamed(key));
        QVERIFY(t.blobs().forgetOp(other).empty());
    });
}

// It is held without a stream, so it must not open one to its device.
void BlobsContract::anOpOfNobodysStreamNamesNothing() {
    const BlobKey key = keyOf("x");
    write([&](WriteTransaction& t) { hold(t, base::newOpId(1, m_random), "a", {key.sha256}, "not_granted"); });
    write([&](WriteTransaction& t) { QVERIFY(!t.blobs().isNamedBy(key, "a")); });
}

void BlobsContract::whatADeviceBroughtAndNoOpNamesIsCounted() {
    const BlobKey named = keyOf("n"), unnamed = keyOf("u");
    const std::string op = base::newOpId(1, m_random);
    write([&](WriteTransaction& t) {
        hold(t, op, "a", {named.sha256});
        t.blobs().keep(named, "n", "a", 1);
        t.blobs().keep(unnamed, "u", "a", 1);
        t.blobs().keep(unnamed, "u", "b", 1);  // it is there: nothing of it is b's
    });
    write([&](WriteTransaction& t) {
        QCOMPARE(t.blobs().unnamedOf("a"), 1);
        QCOMPARE(t.blobs().unnamedOf("b"), 0);
        t.blobs().forgetOp(op);
        QCOMPARE(t.blobs().unnamedOf("a"), 2);
        t.blobs().remove(unnamed);
        QCOMPARE(t.blobs().unnamedOf("a"), 1);
    });
}

void BlobsContract::removingABlobLeavesNothingOfIt() {
    const std::string bytes = randomBytes(100'000);
    const BlobKey key = keyOf(bytes);
    write([&](WriteTransaction& t) {
        t.blobs().keep(key, bytes, "a", 1);
        t.blobs().append(key, "b", 100'000, bytes.substr(0, 10), 1);
        t.blobs().remove(key);
        QVERIFY(!t.blobs().size(key));
        QVERIFY(t.blobs().read(key, 0, 100'000).empty());
        QVERIFY(!t.blobs().upload(key, "b"));
        QVERIFY(t.blobs().uploaded(key, "b").empty());
    });
    QVERIFY(m_store->scrub().ok());
}

void BlobsContract::whatWasAbandonedGoesAndWhatIsNamedStays() {
    const BlobKey named = keyOf("n"), unnamed = keyOf("u"), fresh = keyOf("f");
    write([&](WriteTransaction& t) {
        hold(t, base::newOpId(1, m_random), "a", {named.sha256});
        t.blobs().keep(named, "n", "a", 10);
        t.blobs().keep(unnamed, "u", "a", 10);
        t.blobs().keep(fresh, "f", "a", 100);
        t.blobs().append(keyOf("p"), "a", 5, "p", 10);
        t.blobs().append(keyOf("q"), "a", 5, "q", 100);
    });
    write([&](WriteTransaction& t) {
        QCOMPARE(t.blobs().removeAbandoned(50), 2);
        QVERIFY(t.blobs().size(named));
        QVERIFY(!t.blobs().size(unnamed));
        QVERIFY(t.blobs().size(fresh));
        QVERIFY(!t.blobs().upload(keyOf("p"), "a"));
        QVERIFY(t.blobs().upload(keyOf("q"), "a"));
        QCOMPARE(t.blobs().removeAbandoned(50), 0);
    });
}

void BlobsContract::aTransactionThatFailsKeepsNothing() {
    const BlobKey key = keyOf("x");
    QVERIFY(!m_store->write([&](WriteTransaction& t) -> Result<void> {
        t.blobs().keep(key, "x", "a", 1);
        hold(t, base::newOpId(1, m_random), "a", {key.sha256});
        return base::Error{base::ErrorCode::Malformed, "no"};
    }).ok());
    write([&](WriteTransaction& t) {
        QVERIFY(!t.blobs().size(key));
        QVERIFY(!t.blobs().isNamed(key));
    });
}
