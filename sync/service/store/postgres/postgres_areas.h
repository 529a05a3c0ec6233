// The areas of store/areas.h over PostgreSQL, on one connection. Owned by the connection's session; used by one thread at a time, inside a
// transaction. Throws what libpqxx throws, which the store turns into an Error.
#pragma once

#include "sync/service/store/areas.h"

#include <memory>

namespace waymark::service {

class PostgresConnection;

std::unique_ptr<Areas> makePostgresAreas(PostgresConnection& connection);

} // namespace waymark::service
