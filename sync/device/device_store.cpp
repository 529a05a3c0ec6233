#include "shared/base/mutant.h"
#include "sync/device/device_schema.h"
#include "sync/device/device_store_impl.h"

#include <sqlite3.h>

#include <cstdio>

namespace waymark::device {

namespace {
constexpr const char* kScrubOwed = "scrub_owed";
}

using base::Error;
using base::ErrorCode;

base::Error storageError(const SQLite::Exception& failure) {
    // A full disk shows itself as SQLITE_FULL, or while the log is synced as an input/output error.
    const int code = failure.getErrorCode() & 0xff;
    return {code == SQLITE_FULL ? ErrorCode::DiskFull : ErrorCode::Storage, failure.what()};
}

DeviceStore::DeviceStore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

DeviceStore::~DeviceStore() { m_impl->statements.clear(); }

Result<std::unique_ptr<DeviceStore>> DeviceStore::open(const std::string& path, const StoreOptions& options) {
    return guarded([&]() -> Result<std::unique_ptr<DeviceStore>> {
        auto impl = std::make_unique<Impl>(path, options.vfs);
        SQLite::Database& database = impl->database;
        // A newer file must be closed as it was found: without this, closing would write its log back into it.
        sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        database.exec("PRAGMA locking_mode = EXCLUSIVE");
        const int newest = options.laterMigrations.empty() ? kSchemaVersion : options.laterMigrations.back().to;
        if (const int found = database.execAndGet("PRAGMA user_version").getInt(); found > newest)
            return Error{ErrorCode::TooNew, "written by version " + std::to_string(found)};
        sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);

        for (const auto* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON",
                                   "PRAGMA foreign_keys = ON", "PRAGMA temp_store = MEMORY", "PRAGMA cell_size_check = ON"})
            database.exec(pragma);
        if (base::mutant(base::Mutant::DeviceSyncNormal)) database.exec("PRAGMA synchronous = NORMAL");
        if (options.maxPageCount) database.exec("PRAGMA max_page_count = " + std::to_string(*options.maxPageCount));
        if (auto done = migrate(database, path, options.laterMigrations); !done) return done.error();
        std::unique_ptr<DeviceStore> store(new DeviceStore(std::move(impl)));
        const auto owed = store->meta(kScrubOwed);
        if (!owed) return owed.error();
        if (*owed) static_cast<void>(store->scrub().ok());  // if it fails it stays owed: nobody is kept from their outbox for that
        return store;
    });
}

Result<void> DeviceStore::transaction(const std::function<Result<void>()>& work) {
    SQLite::Database& database = m_impl->database;
    const auto rollBack = [&database] {
        if (sqlite3_get_autocommit(database.getHandle()) == 0) database.tryExec("ROLLBACK");
    };
    const auto done = guarded([&]() -> Result<void> {
        database.exec("BEGIN IMMEDIATE");
        if (auto result = work(); !result) return result;
        database.exec("COMMIT");
        return {};
    });
    if (!done) rollBack();
    return done;
}

Result<void> DeviceStore::scrub() {
    return guarded([&]() -> Result<void> {
        // What fell free is overwritten, but a page whose rows were moved to others may still hold copies of them beside its own: only
        // writing the file anew leaves none. No second copy of it goes to a disk.
        m_impl->database.exec("PRAGMA temp_store = MEMORY");
        m_impl->database.exec("VACUUM");
        SQLite::Statement checkpoint(m_impl->database, "PRAGMA wal_checkpoint(TRUNCATE)");
        checkpoint.executeStep();
        return removeMeta(kScrubOwed);
    });
}

Result<void> DeviceStore::oweScrub() { return setMeta(kScrubOwed, "1"); }

Result<void> DeviceStore::clear() {
    auto cleared = transaction([&]() -> Result<void> {
        for (const auto* table : {"blob_piece", "blob", "entity", "fresh", "raw", "cursor", "op", "draft", "wrap", "meta"})
            m_impl->database.exec(std::string("DELETE FROM ") + table);
        return oweScrub();
    });
    if (!cleared) return cleared;
    dropSpareCopies();
    return scrub();
}

void DeviceStore::dropSpareCopies() {
    for (int version = 1; version <= schemaVersion(); ++version)
        std::remove(spareCopyOf(m_impl->path, version).c_str());
}

int DeviceStore::schemaVersion() const { return m_impl->database.execAndGet("PRAGMA user_version").getInt(); }

Bytes packTags(const std::vector<std::uint64_t>& tags) {
    Bytes packed;
    packed.reserve(tags.size() * 8);
    for (const auto tag : tags)
        for (int shift = 56; shift >= 0; shift -= 8)
            packed.push_back(static_cast<std::uint8_t>(tag >> shift));
    return packed;
}

bool holdsTag(const Bytes& packed, std::uint64_t tag) {
    const Bytes wanted = packTags({tag});
    for (std::size_t at = 0; at + 8 <= packed.size(); at += 8)
        if (std::equal(wanted.begin(), wanted.end(), packed.begin() + static_cast<std::ptrdiff_t>(at))) return true;
    return false;
}

} // namespace waymark::device
