#include "sync/service/store/sqlite/sqlite_store.h"

#include "sync/service/store/sqlite/sqlite_areas.h"
#include "sync/service/store/sqlite/sqlite_blobs.h"
#include "sync/service/store/sqlite/sqlite_connection.h"
#include "sync/service/store/sqlite/sqlite_facts.h"
#include "sync/service/store/sqlite/sqlite_registry.h"
#include "sync/service/store/sqlite/sqlite_schema.h"
#include "sync/service/store/sqlite/sqlite_streams.h"

#include <sqlite3.h>

#include <array>
#include <mutex>
#include <vector>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

// Version n of the file is the first n steps.
const std::array<std::vector<const char*>, 7> kSteps = {
    {{kStreamsSchema, kRegistrySchema, kFactsSchema}, {kAreasSchema}, {kErasureSchema}, {kBlobsSchema}, {kQuarantineSchema}, {kWipeSchema},
     {kStandInSchema}}};

Error errorOf(const SQLite::Exception& exception) {
    const int code = exception.getErrorCode() & 0xff;
    if (code == SQLITE_FULL) return {ErrorCode::DiskFull, exception.what()};
    return {ErrorCode::Storage, exception.what()};
}

// A connection and the views of it that a transaction hands out.
struct Session : ReadTransaction, WriteTransaction {
    Session(const std::string& path, SqliteConnection::Mode mode)
        : connection(path, mode), streamStore(connection), registryStore(makeSqliteRegistry(connection)),
          factStore(makeSqliteFacts(connection)), areaStore(makeSqliteAreas(connection)),
          blobStore(makeSqliteBlobs(connection)) {}

    SqliteStreams& streams() override { return streamStore; }
    Registry& registry() override { return *registryStore; }
    Facts& facts() override { return *factStore; }
    Areas& areas() override { return *areaStore; }
    Blobs& blobs() override { return *blobStore; }

    SqliteConnection connection;
    SqliteStreams streamStore;
    std::unique_ptr<Registry> registryStore;
    std::unique_ptr<Facts> factStore;
    std::unique_ptr<Areas> areaStore;
    std::unique_ptr<Blobs> blobStore;
};

} // namespace

std::span<const std::vector<const char*>> sqliteSteps() { return kSteps; }

class SqliteStore::Impl {
public:
    explicit Impl(std::string path) : m_path(std::move(path)), m_writer(m_path, SqliteConnection::Mode::ReadWrite) {}

    Result<void> migrate() {
        auto& database = m_writer.connection.database();
        database.exec("BEGIN IMMEDIATE");
        const auto version = static_cast<std::size_t>(database.execAndGet("PRAGMA user_version").getInt());
        if (version > kSteps.size()) {
            database.exec("ROLLBACK");
            return Error{ErrorCode::TooNew, "the database was written by a newer version of Waymark"};
        }
        if (version == kSteps.size()) {  // nothing to do, so nothing is written
            database.exec("ROLLBACK");
            return {};
        }
        for (std::size_t step = version; step < kSteps.size(); ++step)
            for (const char* sql : kSteps[step])
                database.exec(sql);
        database.exec("PRAGMA user_version=" + std::to_string(kSteps.size()));
        database.exec("COMMIT");
        return {};
    }

    void read(const std::function<void(ReadTransaction&)>& work) {
        auto session = takeReader();
        session->streamStore.begin();
        session->connection.execute("BEGIN");
        try {
            work(*session);
        } catch (...) {
            session->connection.database().tryExec("ROLLBACK");
            throw;
        }
        session->connection.execute("COMMIT");
        const std::lock_guard lock(m_readersMutex);
        m_idleReaders.push_back(std::move(session));
    }

    Result<void> write(const std::function<Result<void>(WriteTransaction&)>& work) {
        const std::lock_guard lock(m_writerMutex);
        m_writer.streamStore.begin();
        m_writer.connection.execute("BEGIN IMMEDIATE");
        try {
            Result<void> done = work(m_writer);
            if (!done) {
                m_writer.connection.execute("ROLLBACK");
                return done;
            }
            m_writer.streamStore.flush();
            m_writer.connection.execute("COMMIT");
        } catch (...) {
            m_writer.connection.database().tryExec("ROLLBACK");
            throw;
        }
        return {};
    }

    // What fell free is overwritten (secure_delete), but a page whose rows were moved to others may still hold copies of them beside its own, so
    // the file is written anew; and older pages are in the log, so that is emptied.
    Result<void> scrub() {
        const std::lock_guard lock(m_writerMutex);
        auto& database = m_writer.connection.database();
        const std::string owed = database.execAndGet("SELECT coalesce(max(value), '') FROM setting WHERE key='scrub_owed'").getString();
        // A reader that keeps the log from being emptied would let it grow by the whole database each time.
        if (!emptyLog(database)) return Error{ErrorCode::Busy, "somebody is reading"};
        database.exec("PRAGMA temp_store=FILE");  // a copy as large as the database; what is erased is not in it
        const int vacuumed = database.tryExec("VACUUM");
        database.exec("PRAGMA temp_store=MEMORY");
        if (vacuumed != SQLITE_OK && (vacuumed & 0xff) != SQLITE_BUSY) throw SQLite::Exception(database.getHandle(), vacuumed);
        if (vacuumed != SQLITE_OK || !emptyLog(database)) return Error{ErrorCode::Busy, "somebody is reading"};
        SQLite::Statement paid(database, "DELETE FROM setting WHERE key='scrub_owed' AND value=?1");
        paid.bind(1, owed);
        paid.exec();
        return {};
    }

private:
    // Writers wait meanwhile, and whoever is owed it asks again: so it waits for a reader much less long than a writer does.
    static bool emptyLog(SQLite::Database& database) {
        struct Patience {
            explicit Patience(SQLite::Database& database) : of(database) { of.setBusyTimeout(2'000); }
            ~Patience() { sqlite3_busy_timeout(of.getHandle(), kBusyTimeoutMs); }
            SQLite::Database& of;
        } const little(database);
        SQLite::Statement checkpoint(database, "PRAGMA wal_checkpoint(TRUNCATE)");
        return checkpoint.executeStep() && checkpoint.getColumn(0).getInt() == 0;
    }

    std::unique_ptr<Session> takeReader() {
        {
            const std::lock_guard lock(m_readersMutex);
            if (!m_idleReaders.empty()) {
                auto session = std::move(m_idleReaders.back());
                m_idleReaders.pop_back();
                return session;
            }
        }
        return std::make_unique<Session>(m_path, SqliteConnection::Mode::ReadOnly);
    }

    const std::string m_path;
    std::mutex m_writerMutex;
    Session m_writer;
    std::mutex m_readersMutex;
    std::vector<std::unique_ptr<Session>> m_idleReaders;
};

SqliteStore::SqliteStore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path) {
    try {
        auto impl = std::make_unique<Impl>(path);
        if (auto migrated = impl->migrate(); !migrated) return migrated.error();
        return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(impl)));
    } catch (const SQLite::Exception& exception) {
        return errorOf(exception);
    }
}

Result<void> SqliteStore::read(const std::function<void(ReadTransaction&)>& work) {
    try {
        m_impl->read(work);
        return {};
    } catch (const SQLite::Exception& exception) {
        return errorOf(exception);
    } catch (const StorageFailure& failure) {
        return Error{failure.code, failure.what()};
    }
}

Result<void> SqliteStore::scrub() {
    try {
        return m_impl->scrub();
    } catch (const SQLite::Exception& exception) {
        return errorOf(exception);
    }
}

Result<void> SqliteStore::write(const std::function<Result<void>(WriteTransaction&)>& work) {
    try {
        return m_impl->write(work);
    } catch (const SQLite::Exception& exception) {
        return errorOf(exception);
    } catch (const StorageFailure& failure) {
        return Error{failure.code, failure.what()};
    }
}

} // namespace waymark::service
