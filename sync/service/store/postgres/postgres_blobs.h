// The blobs over PostgreSQL.
#pragma once

#include "sync/service/store/blobs.h"

#include <memory>

namespace waymark::service {

class PostgresConnection;

std::unique_ptr<Blobs> makePostgresBlobs(PostgresConnection& connection);

} // namespace waymark::service
