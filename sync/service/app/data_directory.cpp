#include "sync/service/app/data_directory.h"

#include "sync/service/app/data_lock.h"
#include "sync/service/store/postgres/postgres_store.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/sqlite/sqlite_store.h"

#include <sys/stat.h>

#include <filesystem>

namespace waymark::service {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr const char* kDatabase = "waymark.db";

Result<std::unique_ptr<Store>> open(const fs::path& directory) {
    auto store = SqliteStore::open((directory / kDatabase).string());
    if (!store) return Error{store.error().code, "cannot open the data in " + directory.string() + ": " + store.error().detail};
    return std::unique_ptr<Store>(std::move(*store));
}

bool hasOrganisation(Store& store) {
    bool has = true;
    const auto read = store.read([&](ReadTransaction& tx) { has = tx.registry().organisation().has_value(); });
    return !read || has;
}

Result<std::unique_ptr<Store>> openDatabase(const std::string& address, std::size_t connections) {
    auto store = PostgresStore::open(address, {.connections = connections});
    if (!store) return Error{store.error().code, "cannot open the database: " + store.error().detail};
    return std::unique_ptr<Store>(std::move(*store));
}

} // namespace

bool isDatabase(const std::string& place) { return place.rfind("postgresql://", 0) == 0 || place.rfind("postgres://", 0) == 0; }

std::string databasePath(const std::string& directory) { return (fs::path(directory) / kDatabase).string(); }

std::string ledgerPath(const std::string& place) { return isDatabase(place) ? std::string() : (fs::path(place) / "ledger").string(); }

Result<std::unique_ptr<Store>> openData(const std::string& place, std::size_t connections) {
    if (isDatabase(place)) {
        auto store = openDatabase(place, connections);
        if (store && !hasOrganisation(**store)) return Error{ErrorCode::NotFound, "there is no Waymark data in that database; `waymark-service init` makes it"};
        return store;
    }
    if (const auto file = databaseFile(place); !file) return file.error();
    umask(0077);
    if (auto shared = shareDirectory(place); !shared) return shared.error();
    return open(place);
}

Result<std::string> databaseFile(const std::string& directory) {
    std::error_code error;
    const fs::path file = fs::path(directory) / kDatabase;
    if (!fs::is_regular_file(file, error))
        return Error{ErrorCode::NotFound, "there is no Waymark data in " + directory + "; `waymark-service init` makes it"};
    return file.string();
}

Result<std::unique_ptr<Store>> createData(const std::string& place) {
    if (isDatabase(place)) {
        auto store = openDatabase(place, 1);
        if (store && hasOrganisation(**store)) return Error{ErrorCode::AlreadyExists, "that database is in use already; choose an empty one"};
        return store;
    }
    const fs::path path(place);
    const auto taken = [&] { return Error{ErrorCode::AlreadyExists, place + " is in use already; choose a new directory"}; };
    std::error_code error;
    umask(0077);
    if (fs::exists(path, error)) {
        if (!fs::is_directory(path, error)) return taken();
        const bool hasDatabase = fs::is_regular_file(path / kDatabase, error);
        if (!hasDatabase && !fs::is_empty(path, error)) return taken();
        if (error) return Error{ErrorCode::Storage, "cannot read " + place + ": " + error.message()};
        if (hasDatabase) {
            auto store = open(path);
            if (!store || hasOrganisation(**store)) return taken();
            return store;
        }
    }
    fs::create_directories(path, error);
    if (!error) fs::permissions(path, fs::perms::owner_all, error);
    if (error) return Error{ErrorCode::Storage, "cannot make " + place + ": " + error.message()};
    return open(path);
}

} // namespace waymark::service
