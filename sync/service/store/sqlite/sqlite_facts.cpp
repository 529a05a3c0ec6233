#include "sync/service/store/sqlite/sqlite_facts.h"

#include "sync/service/store/sqlite/sqlite_schema.h"

namespace waymark::service {

const char* const kFactsSchema = "";

std::unique_ptr<Facts> makeSqliteFacts(SqliteConnection&) { return nullptr; }

} // namespace waymark::service
