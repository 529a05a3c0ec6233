#include "sync/service/store/sqlite/sqlite_connection.h"

#include "shared/base/mutant.h"

namespace waymark::service {

namespace {

// Another process (a command beside the running service) may hold the writer's lock for as long as one import takes.
int flags(SqliteConnection::Mode mode) {
    return mode == SqliteConnection::Mode::ReadOnly ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
}

} // namespace

SqliteConnection::SqliteConnection(const std::string& path, Mode mode) : m_database(path, flags(mode), kBusyTimeoutMs) {
    if (mode == Mode::ReadWrite) m_database.exec("PRAGMA journal_mode=WAL");
    m_database.exec(base::mutant(base::Mutant::ServiceSyncNormal) ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL");
    m_database.exec("PRAGMA secure_delete=ON");
    m_database.exec("PRAGMA foreign_keys=ON");
    m_database.exec("PRAGMA temp_store=MEMORY");
    m_database.exec("PRAGMA cache_size=-65536");  // 64 MiB: the pages of a batch stay in memory until its commit
}

SqliteQuery SqliteConnection::prepared(const char* sql) {
    auto& statement = m_statements[sql];
    if (!statement) statement = std::make_unique<SQLite::Statement>(m_database, sql);
    statement->reset();
    statement->clearBindings();
    return SqliteQuery(*statement);
}

} // namespace waymark::service
