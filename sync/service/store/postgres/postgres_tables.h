// The rows of a PostgreSQL store, for moving one there.
#pragma once

#include "shared/base/result.h"
#include "sync/service/store/table_rows.h"

#include <memory>
#include <string>

namespace waymark::service {

/// Makes the tables if they are not there. Errors: those of PostgresStore::open.
base::Result<std::unique_ptr<TableWriter>> openPostgresTables(const std::string& address);

} // namespace waymark::service
