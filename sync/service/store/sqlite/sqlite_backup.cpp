#include "sync/service/store/sqlite/sqlite_backup.h"

#include "sync/service/store/sqlite/sqlite_connection.h"
#include "sync/service/store/sqlite/sqlite_tables.h"
#include "sync/service/store/store.h"
#include "sync/service/store/stream_check.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

namespace waymark::service {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

Error noFile(const std::string& path) { return {ErrorCode::NotFound, "there is no file " + path}; }
Error isDamaged(const std::string& path, const std::string& how) { return {ErrorCode::Storage, path + " is damaged: " + how}; }

Result<Owner> ownerIn(SQLite::Database& database, const std::string& path) {
    if (!database.tableExists("stream") || !database.tableExists("organisation"))
        return Error{ErrorCode::Storage, path + " is no database of Waymark"};
    SQLite::Statement organisation(database, "SELECT id, name FROM organisation");
    if (!organisation.executeStep())
        return Error{ErrorCode::NotFound, path + " holds no organisation; an `init` that did not finish leaves such a file"};
    return Owner{organisation.getColumn(0).getString(), organisation.getColumn(1).getString()};
}

Result<void> copyPages(const std::string& from, const std::string& to) {
    SQLite::Database source(from, SQLite::OPEN_READONLY, kBusyTimeoutMs);
    if (const auto owner = ownerIn(source, from); !owner) return owner.error();
    SQLite::Database copy(to, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    // All pages in one step: in WAL mode that is one moment, and nobody has to wait for it.
    sqlite3_backup* backup = sqlite3_backup_init(copy.getHandle(), "main", source.getHandle(), "main");
    if (!backup) return Error{ErrorCode::Storage, copy.getErrorMsg()};
    sqlite3_backup_step(backup, -1);
    if (const int code = sqlite3_backup_finish(backup); code != SQLITE_OK)
        return Error{(code & 0xff) == SQLITE_FULL ? ErrorCode::DiskFull : ErrorCode::Storage, copy.getErrorMsg()};
    copy.exec("PRAGMA journal_mode=DELETE");  // one file, with nothing beside it
    if (copy.execAndGet("PRAGMA quick_check(1)").getString() != "ok") return Error{ErrorCode::Storage, from + " is damaged"};
    return {};
}

bool sync(const std::string& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    if (file < 0) return false;
    const bool done = ::fsync(file) == 0;
    ::close(file);
    return done;
}

} // namespace

Result<void> copySqlite(const std::string& from, const std::string& to) {
    std::error_code error;
    if (!fs::is_regular_file(from, error)) return noFile(from);
    if (fs::exists(to, error)) return Error{ErrorCode::AlreadyExists, to + " is there already"};
    const std::string part = to + ".part";
    fs::remove(part, error);
    const auto before = ::umask(0077);
    Result<void> copied;
    try {
        copied = copyPages(from, part);
    } catch (const SQLite::Exception& exception) {
        copied = Error{(exception.getErrorCode() & 0xff) == SQLITE_FULL ? ErrorCode::DiskFull : ErrorCode::Storage, exception.what()};
    }
    ::umask(before);
    const auto folder = fs::path(to).parent_path();
    if (copied && (!sync(part, O_RDWR) || std::rename(part.c_str(), to.c_str()) != 0 ||
                   !sync(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY)))
        copied = Error{ErrorCode::Storage, "cannot write " + to};
    if (!copied) fs::remove(part, error);
    return copied;
}

std::optional<Owner> ownerOfSqlite(const std::string& path) {
    try {
        SQLite::Database database(path, SQLite::OPEN_READONLY, kBusyTimeoutMs);
        auto owner = ownerIn(database, path);
        return owner ? std::optional(std::move(*owner)) : std::nullopt;
    } catch (const SQLite::Exception&) {
        return std::nullopt;
    }
}

Result<Owner> checkSqlite(const std::string& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return noFile(path);
    try {
        SQLite::Database database(path, SQLite::OPEN_READONLY, kBusyTimeoutMs);
        auto owner = ownerIn(database, path);
        if (!owner) return owner;
        if (const auto found = database.execAndGet("PRAGMA integrity_check(1)").getString(); found != "ok") return isDamaged(path, found);
        const auto tables = openSqliteTablesToRead(path);
        if (!tables) return isDamaged(path, tables.error().detail);
        if (const auto streams = checkStreams(**tables); !streams) return isDamaged(path, streams.error().detail);
        return owner;
    } catch (const SQLite::Exception& exception) {
        return Error{ErrorCode::Storage, path + " cannot be read as a backup: " + exception.what()};
    } catch (const StorageFailure& failure) {
        return isDamaged(path, failure.what());
    }
}

} // namespace waymark::service
