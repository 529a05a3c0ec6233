// The areas over SQLite.
#pragma once

#include "sync/service/store/areas.h"

#include <memory>

namespace waymark::service {

class SqliteConnection;

std::unique_ptr<Areas> makeSqliteAreas(SqliteConnection& connection);

} // namespace waymark::service
