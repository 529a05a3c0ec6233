// The service's store for tests that do not care which it is: an SQLite file, or, where WAYMARK_TEST_STORE is "postgres", tables in a PostgreSQL of
// the tests' own. ctest runs a chosen set of programs on both.
#pragma once

#include "sync/service/store/store.h"

#include <memory>
#include <string>

namespace waymark::tests {

/// Opens the store that this path of a file stands for, empty at first, and the same one when it was closed.
base::Result<std::unique_ptr<service::Store>> openStore(const std::string& path);

/// Puts what a closed store holds aside, and later back: an older backup.
void saveStore(const std::string& path);
void restoreStore(const std::string& path);

} // namespace waymark::tests
