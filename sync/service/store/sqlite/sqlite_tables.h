// The rows of an SQLite store, for moving it elsewhere. While it lives nobody else writes to the file.
#pragma once

#include "shared/base/result.h"
#include "sync/service/store/table_rows.h"

#include <memory>
#include <string>

namespace waymark::service {

/// Errors: Storage (cannot be read, or somebody is writing to it).
base::Result<std::unique_ptr<TableReader>> openSqliteTables(const std::string& path);

} // namespace waymark::service
