// Where a command finds the ledger of erasures and of devices that were taken out of use.
#pragma once

#include "shared/base/result.h"
#include "sync/service/erasure/ledger.h"

#include <string>

namespace CLI {
class App;
} // namespace CLI

namespace waymark::service {

/// --ledger FILE
void addLedgerOption(CLI::App& command, std::string& file);

/// The ledger that was named, else the one in the directory. Errors: Malformed (a database was named and no ledger: without one, a database that
/// is restored would bring erased people and lost devices back).
base::Result<Ledger> ledgerOf(const std::string& place, const std::string& file);

} // namespace waymark::service
