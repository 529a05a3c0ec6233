#include "sync/service/app/ledger_option.h"

#include "sync/service/app/data_directory.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

void addLedgerOption(CLI::App& command, std::string& file) {
    command.add_option("--ledger", file,
                       "The ledger of erasures, lost devices and people who left (DIR/ledger); with --database it must be named: one file for all commands and "
                       "service processes, outside the database")
        ->type_name("FILE");
}

base::Result<Ledger> ledgerOf(const std::string& place, const std::string& file) {
    if (!file.empty()) return Ledger(file);
    if (isDatabase(place))
        return base::Error{base::ErrorCode::Malformed,
                           "--ledger FILE is needed with --database: it keeps who was erased, which devices were lost and who left, so that no restored database "
                           "brings them back. Name the same file for serve, erase, retention, user and device; it may be new"};
    return Ledger(ledgerPath(place));
}

} // namespace waymark::service
