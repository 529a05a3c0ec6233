// Where the service keeps everything: one interface over embedded SQLite and PostgreSQL. A program owns one Store; each request takes
// a transaction of its own, on any thread. A transaction that is not committed leaves nothing behind. A backend may throw
// StorageFailure out of a transaction's calls; `Store::read` and `Store::write` turn it into an Error at the module's edge.
#pragma once

#include "shared/base/result.h"

#include <functional>
#include <memory>
#include <stdexcept>

namespace waymark::service {

class StreamReader;
class StreamWriter;
class Registry;
class Facts;
class Areas;
class Blobs;

/// Thrown inside a transaction when the database refuses (full, broken, too many retries).
class StorageFailure : public std::runtime_error {
public:
    StorageFailure(base::ErrorCode code, const std::string& what) : std::runtime_error(what), code(code) {}
    base::ErrorCode code;
};

/// What a reading transaction sees: one moment of the database.
class ReadTransaction {
public:
    virtual ~ReadTransaction() = default;
    virtual StreamReader& streams() = 0;
    virtual Registry& registry() = 0;  ///< its writing calls fail here
    virtual Facts& facts() = 0;
    virtual Areas& areas() = 0;
    virtual Blobs& blobs() = 0;  ///< its writing calls fail here
};

/// Durable when `Store::write` returns success. Streams are its own once it has locked them (StreamWriter::lock), as are a code that it
/// looked up and the device whose contact it recorded. Other writers may be at work elsewhere at the same time: what it reads there is
/// committed, and may change.
class WriteTransaction {
public:
    virtual ~WriteTransaction() = default;
    virtual StreamWriter& streams() = 0;
    virtual Registry& registry() = 0;
    virtual Facts& facts() = 0;
    virtual Areas& areas() = 0;
    virtual Blobs& blobs() = 0;
};

class Store {
public:
    virtual ~Store() = default;
    /// Runs `work` over one moment of the database. Errors: Storage, DiskFull, Busy (every connection is taken, or a wait was too long).
    virtual base::Result<void> read(const std::function<void(ReadTransaction&)>& work) = 0;
    /// Runs `work` and commits durably, or rolls back if it returns an error. Runs `work` again when another writer was in the way, so
    /// `work` must begin anew each time and have no other effect outside the transaction. Errors: `work`'s own, Storage, DiskFull, Busy.
    /// After Storage it may be that the commit was made all the same: what must not happen twice has an id.
    virtual base::Result<void> write(const std::function<base::Result<void>(WriteTransaction&)>& work) = 0;
    /// Sees to it that nothing that was removed stays behind in the database's files: writes them anew. After an erasure; takes as long as
    /// copying the database does, and writers wait. What was owed when it began is owed no more when it ends. Errors: Busy (a reader stands in
    /// the way; try again), Storage.
    virtual base::Result<void> scrub() = 0;
};

} // namespace waymark::service
