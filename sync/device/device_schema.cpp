#include "sync/device/device_schema.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdio>

namespace waymark::device {

using base::Error;
using base::ErrorCode;

namespace {

// In the clear are bookkeeping, ids and times; whatever people entered is in the columns named `sealed`.
constexpr const char* kFirst = R"sql(
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE wrap (
  n INTEGER PRIMARY KEY, user TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL,
  salt BLOB NOT NULL, passes INTEGER NOT NULL, memory_bytes INTEGER NOT NULL, uses_keystore INTEGER NOT NULL,
  venue_key BLOB NOT NULL, case_key BLOB NOT NULL,
  failures INTEGER NOT NULL, wait_boot TEXT NOT NULL, wait_from INTEGER NOT NULL, wait_ms INTEGER NOT NULL);
CREATE TABLE op (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, state INTEGER NOT NULL, stream TEXT NOT NULL, type TEXT NOT NULL, entity TEXT NOT NULL,
  at INTEGER NOT NULL, subjects BLOB NOT NULL, result_seq INTEGER NOT NULL, covered INTEGER NOT NULL, answered_at INTEGER NOT NULL,
  reason TEXT NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE cursor (
  key INTEGER PRIMARY KEY, stream TEXT NOT NULL UNIQUE, role TEXT NOT NULL, seq INTEGER NOT NULL, chain TEXT NOT NULL,
  bootstrap INTEGER NOT NULL, state_token TEXT NOT NULL, past_seq INTEGER NOT NULL, past_chain TEXT NOT NULL,
  revoked INTEGER NOT NULL, stopped_at INTEGER NOT NULL, repaired_at INTEGER NOT NULL, differs INTEGER NOT NULL,
  sealed_sum BLOB NOT NULL);
CREATE TABLE entity (
  cursor INTEGER NOT NULL REFERENCES cursor (key) ON DELETE CASCADE, type TEXT NOT NULL, entity TEXT NOT NULL,
  version INTEGER NOT NULL, subjects BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (cursor, type, entity)) WITHOUT ROWID;
CREATE TABLE fresh (
  cursor INTEGER NOT NULL REFERENCES cursor (key) ON DELETE CASCADE, type TEXT NOT NULL, entity TEXT NOT NULL,
  version INTEGER NOT NULL, subjects BLOB NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (cursor, type, entity)) WITHOUT ROWID;
CREATE TABLE raw (
  cursor INTEGER NOT NULL REFERENCES cursor (key) ON DELETE CASCADE, seq INTEGER NOT NULL, type TEXT NOT NULL, entity TEXT NOT NULL,
  sealed BLOB NOT NULL, PRIMARY KEY (cursor, seq)) WITHOUT ROWID;
CREATE TABLE draft (
  name TEXT PRIMARY KEY, tier TEXT NOT NULL, saved_at INTEGER NOT NULL, subjects BLOB NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID;
)sql";

constexpr const char* kBlobs = R"sql(
CREATE TABLE blob (
  key INTEGER PRIMARY KEY, stream TEXT NOT NULL, tag BLOB NOT NULL, state INTEGER NOT NULL, subjects BLOB NOT NULL, done INTEGER NOT NULL,
  used_at INTEGER NOT NULL, keep_until INTEGER NOT NULL, checked_at INTEGER NOT NULL, sealed BLOB NOT NULL, UNIQUE (stream, tag));
CREATE TABLE blob_piece (
  blob INTEGER NOT NULL REFERENCES blob (key) ON DELETE CASCADE, place INTEGER NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (blob, place)) WITHOUT ROWID;
)sql";

constexpr const char* kFreshPast = R"sql(
ALTER TABLE cursor ADD COLUMN fresh_past_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cursor ADD COLUMN fresh_past_chain TEXT NOT NULL DEFAULT '';
UPDATE cursor SET fresh_past_seq = past_seq, fresh_past_chain = past_chain, past_seq = 0, past_chain = '' WHERE bootstrap;
)sql";

std::int64_t number(SQLite::Database& database, const char* sql) { return database.execAndGet(sql).getInt64(); }

Result<void> checkWhole(SQLite::Database& database) {
    if (database.execAndGet("PRAGMA quick_check(1)").getString() != "ok") return Error{ErrorCode::Storage, "the file is damaged"};
    SQLite::Statement orphans(database, "PRAGMA foreign_key_check");
    if (orphans.executeStep()) return Error{ErrorCode::Storage, "rows without their stream"};
    return {};
}

Result<void> step(SQLite::Database& database, const Migration& migration) {
    SQLite::Transaction transaction(database);
    database.exec(migration.sql);
    if (migration.check && number(database, migration.check) != 1)
        return Error{ErrorCode::Storage, "the upgrade to version " + std::to_string(migration.to) + " would have lost something"};
    if (auto whole = checkWhole(database); !whole) return whole;
    database.exec("PRAGMA user_version = " + std::to_string(migration.to));
    transaction.commit();
    return {};
}

} // namespace

std::string spareCopyOf(const std::string& path, int version) { return path + ".before-" + std::to_string(version); }

Result<void> migrate(SQLite::Database& database, const std::string& path, const std::vector<Migration>& later) {
    std::vector<Migration> migrations{{1, kFirst, nullptr}, {2, kBlobs, nullptr}, {3, kFreshPast, nullptr}};
    migrations.insert(migrations.end(), later.begin(), later.end());
    const int newest = migrations.back().to;

    const int found = static_cast<int>(number(database, "PRAGMA user_version"));
    if (found > newest) return Error{ErrorCode::TooNew, "written by version " + std::to_string(found)};
    if (found == newest) return {};
    if (found == 0) {
        if (number(database, "SELECT count(*) FROM sqlite_master") != 0) return Error{ErrorCode::Storage, "not a file of Waymark"};
        database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    } else {
        const std::string spare = spareCopyOf(path, newest);
        std::remove(spare.c_str());
        SQLite::Statement copy(database, "VACUUM INTO ?");
        copy.bind(1, spare);
        copy.exec();
    }
    for (const auto& migration : migrations)
        if (migration.to > found)
            if (auto done = step(database, migration); !done) return done;
    return {};
}

} // namespace waymark::device
