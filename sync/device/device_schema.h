// The tables of a device's file, version by version, and how a file is brought from one to the next. Used by DeviceStore alone.
#pragma once

#include "sync/device/device_store.h"

namespace SQLite {
class Database;
}

namespace waymark::device {

/// What this version writes. A file with a higher number is left untouched.
inline constexpr int kSchemaVersion = 3;

/// Marks a SQLite file as a Waymark device's ("WMKd").
inline constexpr int kApplicationId = 0x574d4b64;

/// Brings an open database up to date, each step in a transaction with its check. Throws SQLite::Exception; `path` is for the spare copy.
Result<void> migrate(SQLite::Database& database, const std::string& path, const std::vector<Migration>& later);

/// `<path>.before-<version>`
std::string spareCopyOf(const std::string& path, int version);

} // namespace waymark::device
