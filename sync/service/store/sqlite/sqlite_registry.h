// The registry over SQLite.
#pragma once

#include "sync/service/store/registry.h"

#include <memory>

namespace waymark::service {

class SqliteConnection;

std::unique_ptr<Registry> makeSqliteRegistry(SqliteConnection& connection);

} // namespace waymark::service
