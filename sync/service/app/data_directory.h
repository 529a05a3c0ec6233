// The directory that holds everything: waymark.db and what SQLite keeps beside it. Readable by its owner alone.
#pragma once

#include "shared/base/result.h"
#include "sync/service/store/store.h"

#include <memory>
#include <string>

namespace waymark::service {

/// Opens what `init` made. Errors: NotFound (nothing was made there), those of SqliteStore::open. `detail` in plain words.
base::Result<std::unique_ptr<Store>> openData(const std::string& directory);

/// Makes the directory (0700) with an empty store. A directory that is there must be empty or hold what an interrupted `init` left.
/// Errors: AlreadyExists (there is something else; nothing was touched), Storage.
base::Result<std::unique_ptr<Store>> createData(const std::string& directory);

} // namespace waymark::service
