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
};

/// The only writer of its moment; durable when `Store::write` returns success.
class WriteTransaction {
public:
    virtual ~WriteTransaction() = default;
    virtual StreamWriter& streams() = 0;
    virtual Registry& registry() = 0;
    virtual Facts& facts() = 0;
    virtual Areas& areas() = 0;
};

class Store {
public:
    virtual ~Store() = default;
    /// Runs `work` over one moment of the database. Errors: Storage, DiskFull.
    virtual base::Result<void> read(const std::function<void(ReadTransaction&)>& work) = 0;
    /// Runs `work` as the only writer and commits durably, or rolls back if it returns an error. May run `work` again after a
    /// serialisation failure, so `work` must have no effect outside the transaction. Errors: `work`'s own, Storage, DiskFull.
    virtual base::Result<void> write(const std::function<base::Result<void>(WriteTransaction&)>& work) = 0;
};

} // namespace waymark::service
