#include "sync/service/store/sqlite/sqlite_registry.h"

#include "sync/service/store/sqlite/sqlite_schema.h"

namespace waymark::service {

const char* const kRegistrySchema = "";

std::unique_ptr<Registry> makeSqliteRegistry(SqliteConnection&) { return nullptr; }

} // namespace waymark::service
