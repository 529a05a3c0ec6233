// The blobs over SQLite.
#pragma once

#include "sync/service/store/blobs.h"

#include <memory>

namespace waymark::service {

class SqliteConnection;

std::unique_ptr<Blobs> makeSqliteBlobs(SqliteConnection& connection);

} // namespace waymark::service
