// The registry over SQLite: the tables and the calls of store/registry.h on one connection. Owned by the connection's session; used by
// one thread at a time, inside a transaction. Throws SQLite::Exception, which the store turns into an Error.
#pragma once

#include "sync/service/store/registry.h"

#include <memory>

namespace waymark::service {

class SqliteConnection;

std::unique_ptr<Registry> makeSqliteRegistry(SqliteConnection& connection);

} // namespace waymark::service
