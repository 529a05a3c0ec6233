// Where a command finds the ledger of erasures and of devices that were taken out of use.
#pragma once

#include "sync/service/erasure/ledger.h"

#include <string>

namespace CLI {
class App;
} // namespace CLI

namespace waymark::service {

/// --ledger FILE, without which --database is wrong usage: a database that is restored would bring erased people and lost devices back. After
/// addDataOption.
void addLedgerOption(CLI::App& command, std::string& file);

/// The ledger that was named, else the one in the directory.
Ledger ledgerOf(const std::string& place, const std::string& file);

} // namespace waymark::service
