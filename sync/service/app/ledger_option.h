// Where a command finds the ledger of erasures and of devices that were taken out of use.
#pragma once

#include "sync/service/erasure/ledger.h"

#include <string>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace waymark::service {

/// What the command line says of it.
struct LedgerOption {
    std::string file;                   ///< --ledger FILE, or empty
    const CLI::Option* data = nullptr;  ///< --data DIR
};

/// --ledger FILE. After addDataOption; `option` must outlive the command.
void addLedgerOption(CLI::App& command, LedgerOption& option);

/// The ledger that was named, else the one in the directory. Beside a database (which, restored, would bring erased people and lost devices back,
/// so it never holds the ledger itself): in the directory if one is named too, else in the state folder of this machine, $STATE_DIRECTORY, else
/// $XDG_STATE_HOME/waymark, else ~/.local/state/waymark, under the name of the database and its host. Makes the folder if it is missing. Errors:
/// Storage (it cannot be made, or there is none), Malformed (no address of a database).
base::Result<Ledger> ledgerOf(const std::string& place, const LedgerOption& option);

} // namespace waymark::service
