// The tables of the registry: the organisation, its devices, codes and sign-ins.
#include "sync/service/store/sqlite/sqlite_schema.h"

namespace waymark::service {

const char* const kRegistrySchema = R"sql(
CREATE TABLE organisation (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL, name TEXT NOT NULL, timezone TEXT NOT NULL, secret TEXT NOT NULL
) STRICT;
CREATE TABLE device (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL, platform TEXT NOT NULL, app TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    status INTEGER NOT NULL,
    enrolled_at INTEGER NOT NULL,
    last_contact INTEGER,
    waiting_ops INTEGER NOT NULL DEFAULT 0, waiting_since INTEGER,
    clock_skew_ms INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE device_grant (
    device TEXT NOT NULL REFERENCES device (id),
    role TEXT NOT NULL, venue TEXT NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER
) STRICT;
CREATE INDEX device_grant_by_device ON device_grant (device);
CREATE TABLE device_user (
    device TEXT NOT NULL REFERENCES device (id), user TEXT NOT NULL, joined_at INTEGER NOT NULL,
    PRIMARY KEY (device, user)
) STRICT, WITHOUT ROWID;
CREATE TABLE code (
    hash TEXT PRIMARY KEY,
    enrols INTEGER NOT NULL, role TEXT NOT NULL, user TEXT NOT NULL, expires INTEGER NOT NULL,
    used_at INTEGER, used_nonce TEXT NOT NULL DEFAULT '', used_by TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE code_venue (
    code TEXT NOT NULL REFERENCES code (hash), position INTEGER NOT NULL, venue TEXT NOT NULL,
    PRIMARY KEY (code, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE login (
    email TEXT PRIMARY KEY, user TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE console_session (
    hash TEXT PRIMARY KEY, user TEXT NOT NULL, csrf TEXT NOT NULL, expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX console_session_by_expiry ON console_session (expires);
)sql";

const char* const kWipeSchema = "ALTER TABLE device ADD COLUMN told_to_wipe INTEGER;";

} // namespace waymark::service
