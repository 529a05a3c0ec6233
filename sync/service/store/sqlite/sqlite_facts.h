// The facts over SQLite.
#pragma once

#include "sync/service/store/facts.h"

#include <memory>

namespace waymark::service {

class SqliteConnection;

std::unique_ptr<Facts> makeSqliteFacts(SqliteConnection& connection);

} // namespace waymark::service
