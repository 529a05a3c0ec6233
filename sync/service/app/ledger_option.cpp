#include "sync/service/app/ledger_option.h"

#include "sync/service/api/form_encoding.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/store/postgres/postgres_address.h"

#include <CLI/CLI.hpp>

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

namespace waymark::service {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

std::string inEnvironment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : std::string();
}

/// Of this machine and whoever runs the command; empty if the surroundings name none.
fs::path stateFolder() {
    const std::string given = inEnvironment("STATE_DIRECTORY");
    if (!given.empty()) return given.substr(0, given.find(':'));  // systemd: there may be several
    const fs::path state = inEnvironment("XDG_STATE_HOME"), home = inEnvironment("HOME");
    if (state.is_absolute()) return state / "waymark";
    return home.is_absolute() ? home / ".local" / "state" / "waymark" : fs::path();
}

/// "waymark@db.example.org.ledger"
std::string ledgerName(const DatabaseName& database) {
    const std::string port = database.port == "5432" ? std::string() : '-' + percentEncode(database.port);
    return percentEncode(database.name) + '@' + percentEncode(database.host) + port + ".ledger";
}

Result<Ledger> ledgerIn(const fs::path& folder, const std::string& name) {
    umask(0077);
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return Error{ErrorCode::Storage, "cannot make " + folder.string() + " for the ledger: " + error.message() + "; --ledger FILE names another place"};
    return Ledger((folder / name).string());
}

} // namespace

void addLedgerOption(CLI::App& command, LedgerOption& option) {
    constexpr const char* kAboutLedger =
        "The ledger of erasures, lost devices and people who left: one file for all commands and service processes, outside the database; it may be new "
        "(DIR/ledger; with --database alone, a file in $STATE_DIRECTORY, else $XDG_STATE_HOME/waymark, else ~/.local/state/waymark)";
    command.add_option("--ledger", option.file, kAboutLedger)->type_name("FILE");
    option.data = command.get_option("--data");
}

Result<Ledger> ledgerOf(const std::string& place, const LedgerOption& option) {
    if (!option.file.empty()) return Ledger(option.file);
    if (!isDatabase(place)) return Ledger(ledgerPath(place));
    if (option.data && option.data->count() > 0) {
        const fs::path file = ledgerPath(option.data->as<std::string>());
        return ledgerIn(file.parent_path(), file.filename());
    }
    const auto database = databaseName(place);
    if (!database) return database.error();
    const auto folder = stateFolder();
    if (folder.empty()) return Error{ErrorCode::Storage, "there is no folder for the ledger, because HOME is not set; --ledger FILE names one"};
    return ledgerIn(folder, ledgerName(*database));
}

} // namespace waymark::service
