#include "sync/service/app/ledger_option.h"

#include "sync/service/app/data_directory.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

void addLedgerOption(CLI::App& command, std::string& file) {
    command.add_option("--ledger", file,
                       "The ledger of erasures and lost devices (DIR/ledger); with --database it must be named: one file for all commands and "
                       "service processes, outside the database")
        ->type_name("FILE");
}

base::Result<Ledger> ledgerOf(const std::string& place, const std::string& file) {
    if (!file.empty()) return Ledger(file);
    if (isDatabase(place))
        return base::Error{base::ErrorCode::Malformed,
                           "--ledger FILE is needed with --database: it keeps who was erased and which devices were lost, so that no restored database brings "
                           "them back. Name the same file for serve, erase, retention and device; it may be new"};
    return Ledger(ledgerPath(place));
}

} // namespace waymark::service
