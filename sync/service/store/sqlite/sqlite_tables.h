// The rows of an SQLite store, for moving it elsewhere or looking whether it is whole.
#pragma once

#include "shared/base/result.h"
#include "sync/service/store/table_rows.h"

#include <memory>
#include <string>

namespace waymark::service {

/// While it lives nobody else writes to the file. Errors: Storage (cannot be read, or somebody is writing to it).
base::Result<std::unique_ptr<TableReader>> openSqliteTables(const std::string& path);
/// One moment of a file that is not written to by this. Errors: Storage.
base::Result<std::unique_ptr<TableReader>> openSqliteTablesToRead(const std::string& path);

} // namespace waymark::service
