// waymark-service move: from a directory into a PostgreSQL database.
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/data_lock.h"
#include "sync/service/store/move_tables.h"
#include "sync/service/store/postgres/postgres_tables.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "sync/service/store/sqlite/sqlite_tables.h"
#include "sync/service/store/store.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

namespace {

base::Result<base::Json> move(const std::string& directory, const std::string& address) {
    const auto file = databaseFile(directory);
    if (!file) return file.error();
    // What a service takes in meanwhile would be missing there.
    const DirectoryAlone alone(directory);
    if (!alone.held()) return alone.held().error();
    // Opening it as a store brings an older file's tables up to date.
    if (const auto store = SqliteStore::open(*file); !store) return store.error();
    const auto from = openSqliteTables(*file);
    if (!from) return base::Error{from.error().code, "cannot read " + *file + ": " + from.error().detail};
    const auto to = openPostgresTables(address);
    if (!to) return base::Error{to.error().code, "cannot open the database: " + to.error().detail};
    const auto moved = moveTables(**from, **to);
    if (!moved) return moved.error();
    return base::Json{{"rows", moved->rows}, {"streams", moved->streams}};
}

} // namespace

void addMoveCommand(CLI::App& root, const ChooseWork& choose) {
    struct Options {
        std::string directory, address;
    };
    const auto options = std::make_shared<Options>();
    auto* command = root.add_subcommand("move", "Copy everything from a directory into an empty PostgreSQL database, and check that all of it arrived -> rows, streams");
    command->add_option("--data", options->directory, "The directory; stop the service that uses it first")->required()->type_name("DIR");
    command->add_option("--to", options->address, "The database, postgresql://USER@HOST/NAME")
        ->required()
        ->type_name("URL")
        ->check([](const std::string& text) { return isDatabase(text) ? std::string() : "the address of a database begins with postgresql://"; });
    command->callback([options, choose] {
        choose([options](const Surroundings&) { return move(options->directory, options->address); });
    });
}

} // namespace waymark::service
