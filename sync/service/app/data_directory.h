// The place that holds everything: a directory with waymark.db and what SQLite keeps beside it, readable by its owner alone, or a database of
// PostgreSQL.
#pragma once

#include "shared/base/result.h"
#include "sync/service/store/store.h"

#include <memory>
#include <string>

namespace waymark::service {

/// Whether a place is a database, not a directory.
bool isDatabase(const std::string& place);

/// In a directory: the database, and the ledger of erasures.
std::string databasePath(const std::string& directory);
std::string ledgerPath(const std::string& directory);

/// Opens what `init` made; of a database, with at most so many connections. Errors: NotFound (nothing was made there, or not to its end), Busy
/// (a backup is being restored there), Storage (it cannot be read or locked, and why), those of the stores' `open`. `detail` in plain words, without the address of a database.
base::Result<std::unique_ptr<Store>> openData(const std::string& place, std::size_t connections = 8);

/// Makes the directory (0700) with an empty store, or the tables of a database. A directory that is there must be empty (the lost+found of a
/// mount point aside), a database too, or hold what an interrupted `init` left. Errors: AlreadyExists (there is something else; nothing was
/// touched), Storage, those of the stores' `open`.
base::Result<std::unique_ptr<Store>> createData(const std::string& place);

/// The database file of a directory that `init` made, which is not empty. Errors: NotFound, Storage (it cannot be read, and why).
base::Result<std::string> databaseFile(const std::string& directory);

} // namespace waymark::service
