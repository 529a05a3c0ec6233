// A copy of one moment of a database file, made while others read and write it.
#pragma once

#include "shared/base/result.h"

#include <string>

namespace waymark::service {

/// Copies the database at `from` to the new file `to`, whole and checked, on the disk when this returns; readable by its owner alone. What was
/// deleted before is not in the copy. Errors: AlreadyExists (`to` is there), NotFound (no such file, or it
/// holds no organisation), Storage (no database of Waymark, damaged), DiskFull;
/// then there is no `to`.
base::Result<void> copySqlite(const std::string& from, const std::string& to);

} // namespace waymark::service
