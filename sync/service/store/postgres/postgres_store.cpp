#include "sync/service/store/postgres/postgres_store.h"

#include "sync/service/store/postgres/postgres_pool.h"
#include "sync/service/store/postgres/postgres_schema.h"

#include <chrono>
#include <random>
#include <thread>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr int kMostRuns = 8;
constexpr std::chrono::milliseconds kFirstPause{2};  // doubled each time: a quarter of a second in all
constexpr std::chrono::seconds kLongestReader{30};

/// Waits a little before a transaction runs again; a random part keeps two of them from meeting again.
void pauseBefore(int run) {
    thread_local std::minstd_rand random{std::random_device{}()};
    const auto most = kFirstPause * (1 << run);
    std::this_thread::sleep_for(most / 2 + std::chrono::milliseconds(random() % static_cast<unsigned>(most.count())) / 2);
}

} // namespace

class PostgresStore::Impl {
public:
    Impl(const std::string& text, const PostgresOptions& options) : m_text(text), m_pool(text, options.connections, options.patience) {}

    void read(const std::function<void(ReadTransaction&)>& work) {
        auto session = m_pool.take(PostgresConnection::Kind::Reading);
        work(*session);
        session->connection.commit();
    }

    /// One run of the work. Notes the streams that it took, for the next run.
    Result<void> write(const std::function<Result<void>(WriteTransaction&)>& work, std::set<std::string>& taken) {
        auto session = m_pool.take(PostgresConnection::Kind::Writing);
        try {
            session->streamStore.takeAgain(taken);
            Result<void> done = work(*session);
            if (!done) return done;
            session->streamStore.flush();
            session->connection.commit();
            return done;
        } catch (...) {
            taken.insert(session->streamStore.taken().begin(), session->streamStore.taken().end());
            throw;
        }
    }

    // VACUUM runs outside of transactions, on a connection of its own. The planner's notes of these tables' content are not made any more, but
    // those of an older version may be there still. Whoever may not write the log to the disk (a right of pg_checkpoint) leaves that to the server.
    void scrub() {
        pqxx::connection connection(m_text);
        pqxx::nontransaction work(connection);
        work.exec("SET statement_timeout = 0");
        // One at a time; the lock goes with the connection.
        if (!work.exec1("SELECT pg_try_advisory_lock(5722, 1)")[0].as<bool>()) throw StorageFailure(ErrorCode::Busy, "somebody is at it already");
        const auto owed = work.exec("SELECT value FROM setting WHERE key = 'scrub_owed'");
        waitForEarlierReaders(work);
        for (const auto* table : {"entry", "state", "op", "subject", "fact_session", "fact_mark", "fact_person", "fact_headcount", "fact_feedback",
                                  "fact_response", "blob", "blob_piece", "blob_name", "blob_upload", "blob_upload_piece"})
            work.exec(std::string("VACUUM (FULL) ") + table);
        if (work.exec1("SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()")[0].as<bool>())
            work.exec("VACUUM (FULL) pg_statistic");
        emptyLog(work);
        if (!owed.empty()) work.exec("DELETE FROM setting WHERE key = 'scrub_owed' AND value = " + work.quote(owed[0][0].c_str()));
    }

private:
    // From the second checkpoint on nothing before the first is kept, where the server does not use old files of its log again (wal_recycle).
    static void emptyLog(pqxx::nontransaction& work) {
        const bool may = work.exec1("SELECT pg_has_role('pg_checkpoint', 'USAGE') AND has_function_privilege('pg_switch_wal()', 'EXECUTE')")[0].as<bool>();
        for (int i = 0; may && i < 2; ++i) {
            work.exec("SELECT pg_switch_wal()");
            work.exec("CHECKPOINT");
        }
    }

    // Rows that a transaction from before the erasure may still see are carried over by VACUUM, and nobody would come back for them.
    static void waitForEarlierReaders(pqxx::nontransaction& work) {
        const auto now = work.exec1("SELECT pg_current_xact_id()::xid::text")[0].as<std::string>();
        const auto deadline = std::chrono::steady_clock::now() + kLongestReader;
        // Readers here and on a standby that asks to be waited for, what a standby or a subscriber may still need, and transactions in two phases.
        const auto earlier = "SELECT count(*) FROM (SELECT backend_xmin FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                             "(datname = current_database() OR datname IS NULL) UNION ALL SELECT xmin FROM pg_replication_slots "
                             "UNION ALL SELECT transaction FROM pg_prepared_xacts WHERE database = current_database()) AS of(xmin) "
                             "WHERE xmin IS NOT NULL AND age(xmin) >= age('" + now + "'::xid)";
        while (work.exec1(earlier)[0].as<int>() > 0) {
            if (std::chrono::steady_clock::now() > deadline) throw StorageFailure(ErrorCode::Busy, "a reader from before the erasure stands in the way");
            work.exec("SELECT pg_sleep(0.02)");
        }
    }

    const std::string m_text;
    PostgresPool m_pool;
};

PostgresStore::PostgresStore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
PostgresStore::~PostgresStore() = default;

Result<std::unique_ptr<PostgresStore>> PostgresStore::open(const std::string& address, const PostgresOptions& options) {
    const auto text = connectionText(address);
    if (!text) return text.error();
    try {
        PostgresConnection connection(*text);
        migratePostgres(connection);
        return std::unique_ptr<PostgresStore>(new PostgresStore(std::make_unique<Impl>(*text, options)));
    } catch (const std::exception& exception) {
        return failureOf(exception).error;
    }
}

Result<void> PostgresStore::read(const std::function<void(ReadTransaction&)>& work) {
    try {
        m_impl->read(work);
        return {};
    } catch (const std::exception& exception) {
        return failureOf(exception).error;
    }
}

Result<void> PostgresStore::scrub() {
    try {
        m_impl->scrub();
        return {};
    } catch (const std::exception& exception) {
        return failureOf(exception).error;
    }
}

Result<void> PostgresStore::write(const std::function<Result<void>(WriteTransaction&)>& work) {
    std::set<std::string> taken;
    for (int run = 1;; ++run) {
        try {
            return m_impl->write(work, taken);
        } catch (const std::exception& exception) {
            const Failure failure = failureOf(exception);
            if (!failure.runAgain || run == kMostRuns) return failure.error;
        }
        pauseBefore(run);
    }
}

} // namespace waymark::service
