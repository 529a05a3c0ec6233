#include "sync/service/app/ledger_option.h"

#include "sync/service/app/data_directory.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

void addLedgerOption(CLI::App& command, std::string& file) {
    constexpr const char* kAboutLedger = "The ledger of erasures, lost devices and people who left (DIR/ledger); with --database it must be named: one file for all "
                                         "commands and service processes, outside the database; it may be new";
    auto* ledger = command.add_option("--ledger", file, kAboutLedger)->type_name("FILE");
    command.get_option("--database")->needs(ledger);
}

Ledger ledgerOf(const std::string& place, const std::string& file) { return Ledger(file.empty() ? ledgerPath(place) : file); }

} // namespace waymark::service
