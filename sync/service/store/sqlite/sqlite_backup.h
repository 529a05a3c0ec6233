// A copy of one moment of a database file, made while others read and write it; and whether such a copy is whole.
#pragma once

#include "shared/base/result.h"

#include <optional>
#include <string>

namespace waymark::service {

/// Copies the database at `from` to the new file `to`, whole and checked, on the disk when this returns; readable by its owner alone. What was
/// deleted before is not in the copy. Errors: AlreadyExists (`to` is there), NotFound (no such file, or it
/// holds no organisation), Storage (no database of Waymark, damaged), DiskFull;
/// then there is no `to`.
base::Result<void> copySqlite(const std::string& from, const std::string& to);

/// Whose data a file holds.
struct Owner {
    std::string id, name;  ///< of the organisation
};

/// The organisation of the database at `path`; nothing if there is none, or it cannot be read.
std::optional<Owner> ownerOfSqlite(const std::string& path);

/// Whether the database at `path` is whole: SQLite's own check of the file, and what stream_check.h looks at. Writes nothing to it. Errors: NotFound
/// (no such file, or it holds no organisation), Storage (no database of Waymark, cannot be read, or damaged: the detail says what of it).
base::Result<Owner> checkSqlite(const std::string& path);

} // namespace waymark::service
