// Several writers at once over PostgreSQL: who waits for whom, and who begins anew.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/service/store/postgres/postgres_store.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/stream_store.h"
#include "tests/support/postgres_server.h"
#include "tests/support/seeded_random.h"

#include <QTest>

#include <future>
#include <mutex>

using namespace waymark;
using base::Json;
using base::Result;
using service::ReadTransaction;
using service::WriteTransaction;
using tests::PostgresServer;

namespace {

const std::string kA = domain::venueStream("0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11");
const std::string kB = domain::venueStream("1b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11");
const domain::EntityKey kPerson{"person", "7f2a526f-0a4b-4e9d-930a-6a5a1f2b11aa"};

} // namespace

class tst_postgres_writers : public QObject {
    Q_OBJECT

    std::unique_ptr<service::Store> m_store;
    tests::SeededRandom m_random;
    std::mutex m_mutex;

    std::unique_ptr<service::Store> open(const service::PostgresOptions& options = {}) {
        auto store = service::PostgresStore::open(PostgresServer::shared().addressOf(PostgresServer::shared().newSchema()), options);
        if (!store) qFatal("%s", store.error().detail.c_str());
        return std::move(*store);
    }

    void append(service::StreamWriter& streams, const std::string& stream, const std::string& name) {
        std::unique_lock lock(m_mutex);  // of the chance alone: the database is what keeps writers apart
        const std::string op = base::newOpId(1000, m_random);
        const auto random = m_random.bytes<16>();
        lock.unlock();
        streams.append(stream, {op, kPerson.type, kPerson.id, {{"name", name}}, std::nullopt, 1000, Json::object()}, random);
    }

    Result<void> appendAlone(const std::string& stream, const std::string& name) {
        return m_store->write([&](WriteTransaction& t) -> Result<void> {
            t.streams().raiseNowHigh(1000);
            append(t.streams(), stream, name);
            return {};
        });
    }

    static bool isWaiting(const std::future<Result<void>>& writer) { return writer.wait_for(std::chrono::milliseconds(300)) == std::future_status::timeout; }

private slots:
    void init() { m_store = open(); }
    void cleanup() { m_store.reset(); }

    void writersOfDifferentStreamsDoNotWaitForEachOther() {
        QVERIFY(appendAlone(kA, "first").ok() && appendAlone(kB, "first").ok());
        const auto done = m_store->write([&](WriteTransaction& t) -> Result<void> {
            t.streams().lock({kA});
            t.streams().raiseNowHigh(2000);
            append(t.streams(), kA, "second");
            return appendAlone(kB, "second");  // on another connection, while this transaction is open
        });
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
    }

    void writersOfOneStreamTakeTurns() {
        QVERIFY(appendAlone(kA, "first").ok());
        std::future<Result<void>> other;
        const auto done = m_store->write([&](WriteTransaction& t) -> Result<void> {
            t.streams().lock({kA});
            other = std::async(std::launch::async, [&] { return appendAlone(kA, "third"); });
            if (!isWaiting(other)) return base::Error{base::ErrorCode::Internal, "the other writer went past"};
            append(t.streams(), kA, "second");
            return {};
        });
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
        QVERIFY(other.get().ok());
        QVERIFY(m_store->read([](ReadTransaction& t) {
            QCOMPARE(t.streams().head(kA).seq, 3);
            QVERIFY(t.streams().fieldsOf(kA, kPerson).at("name").value == Json("third"));
        }).ok());
    }

    void whoeverLocksAllIsAlone() {
        std::future<Result<void>> other;
        const auto done = m_store->write([&](WriteTransaction& t) -> Result<void> {
            t.streams().lockAll();
            other = std::async(std::launch::async, [&] { return appendAlone(kB, "new stream"); });
            if (!isWaiting(other)) return base::Error{base::ErrorCode::Internal, "the other writer went past"};
            append(t.streams(), kA, "first");
            return {};
        });
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
        QVERIFY(other.get().ok());
    }

    void aStreamThatChangedAfterItWasReadMakesTheWorkBeginAnew() {
        QVERIFY(appendAlone(kA, "first").ok());
        std::vector<std::string> read;
        const auto done = m_store->write([&](WriteTransaction& t) -> Result<void> {
            read.push_back(t.streams().fieldsOf(kA, kPerson).at("name").value.get<std::string>());
            if (read.size() == 1)
                if (auto other = appendAlone(kA, "somebody else's"); !other) return other;
            append(t.streams(), kA, "ours");
            return {};
        });
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
        QCOMPARE(read, (std::vector<std::string>{"first", "somebody else's"}));
        QVERIFY(m_store->read([](ReadTransaction& t) { QCOMPARE(t.streams().head(kA).seq, 3); }).ok());
    }

    void aReaderSeesOneMoment() {
        QVERIFY(appendAlone(kA, "first").ok());
        QVERIFY(m_store->read([&](ReadTransaction& t) {
            QCOMPARE(t.streams().head(kA).seq, 1);
            QVERIFY(appendAlone(kA, "second").ok());
            QCOMPARE(t.streams().entriesAfter(kA, 0, 1 << 20).count, std::size_t(1));
            QVERIFY(t.streams().fieldsOf(kA, kPerson).at("name").value == Json("first"));
        }).ok());
        QVERIFY(m_store->read([](ReadTransaction& t) { QCOMPARE(t.streams().head(kA).seq, 2); }).ok());
    }

    void aCodeIsUsedByOneOfTwo() {
        service::Code code;
        code.hash = "hash";
        code.expires = 1'000;
        QVERIFY(m_store->write([&](WriteTransaction& t) -> Result<void> { t.registry().addCode(code); return {}; }).ok());
        std::future<Result<void>> other;
        const auto done = m_store->write([&](WriteTransaction& t) -> Result<void> {
            if (t.registry().code("hash")->usedAt) return base::Error{base::ErrorCode::CodeUsed, ""};
            other = std::async(std::launch::async, [&] {
                return m_store->write([&](WriteTransaction& u) -> Result<void> {
                    if (u.registry().code("hash")->usedAt) return base::Error{base::ErrorCode::CodeUsed, ""};
                    return {};
                });
            });
            if (!isWaiting(other)) return base::Error{base::ErrorCode::Internal, "the other saw it unused"};
            t.registry().useCode("hash", "nonce", "device", 5);
            return {};
        });
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
        const auto second = other.get();
        QVERIFY(!second.ok());
        QCOMPARE(second.error().code, base::ErrorCode::CodeUsed);
    }

    void withoutAFreeConnectionTheAnswerIsBusy() {
        m_store = open({.connections = 1, .patience = std::chrono::milliseconds(20)});
        const auto done = m_store->write([&](WriteTransaction&) -> Result<void> { return appendAlone(kA, "inner"); });
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, base::ErrorCode::Busy);
        QVERIFY(appendAlone(kA, "now it is free").ok());
    }

    void twoProcessesThatStartTogetherMakeTheTablesOnce() {
        const auto address = PostgresServer::shared().addressOf(PostgresServer::shared().newSchema());
        const auto openOne = [&] { return service::PostgresStore::open(address).ok(); };
        auto one = std::async(std::launch::async, openOne), other = std::async(std::launch::async, openOne);
        QVERIFY(one.get());
        QVERIFY(other.get());
    }
};

QTEST_GUILESS_MAIN(tst_postgres_writers)
#include "tst_postgres_writers.moc"
