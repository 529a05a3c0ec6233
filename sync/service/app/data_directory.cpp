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

Result<bool> hasOrganisation(Store& store) {
    bool has = false;
    const auto read = store.read([&](ReadTransaction& tx) { has = tx.registry().organisation().has_value(); });
    if (!read) return read.error();
    return has;
}

/// What a failed `init` leaves, or a copy that failed: nobody should work in it as if it were a new service.
Error nothingIn(const std::string& directory) {
    return {ErrorCode::NotFound, "the data in " + directory + " holds no organisation: `waymark-service init` makes one there, `waymark-service restore` puts a "
                                 "backup in its place"};
}

/// Whether `init` may use a directory that has no database. The root of a file system of its own has a lost+found; a `restore` that failed leaves
/// the file that it locked.
bool isFree(const fs::path& path, std::error_code& error) {
    for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
        const bool isLostAndFound = at->path().filename() == "lost+found" && at->is_directory(error);
        const bool isLock = at->path().filename() == "lock" && at->is_regular_file(error) && at->file_size(error) == 0;
        if (!isLostAndFound && !isLock) return false;
    }
    return !error;
}

Result<std::unique_ptr<Store>> openDatabase(const std::string& address, std::size_t connections) {
    auto store = PostgresStore::open(address, {.connections = connections});
    if (!store) return Error{store.error().code, "cannot open the database: " + store.error().detail};
    return std::unique_ptr<Store>(std::move(*store));
}

} // namespace

bool isDatabase(const std::string& place) { return place.rfind("postgresql://", 0) == 0 || place.rfind("postgres://", 0) == 0; }

std::string databasePath(const std::string& directory) { return (fs::path(directory) / kDatabase).string(); }

std::string ledgerPath(const std::string& directory) { return (fs::path(directory) / "ledger").string(); }

Result<std::unique_ptr<Store>> openData(const std::string& place, std::size_t connections) {
    if (isDatabase(place)) {
        auto store = openDatabase(place, connections);
        if (!store) return store;
        const auto has = hasOrganisation(**store);
        if (!has) return has.error();
        if (!*has) return Error{ErrorCode::NotFound, "there is no Waymark data in that database; `waymark-service init` makes it"};
        return store;
    }
    if (const auto file = databaseFile(place); !file) return file.error();
    umask(0077);
    ::setenv("SQLITE_TMPDIR", place.c_str(), 0);  // what a scrub copies stays on the disk that is given to it
    if (auto shared = shareDirectory(place); !shared) return shared.error();
    auto store = open(place);
    if (!store) return store;
    const auto has = hasOrganisation(**store);
    if (!has) return has.error();
    if (!*has) return nothingIn(place);
    return store;
}

Result<std::string> databaseFile(const std::string& directory) {
    std::error_code error;
    const fs::path file = fs::path(directory) / kDatabase;
    const auto status = fs::status(file, error);
    if (error && status.type() != fs::file_type::not_found) return Error{ErrorCode::Storage, "cannot read " + file.string() + ": " + error.message()};
    if (!fs::is_regular_file(status))
        return Error{ErrorCode::NotFound, "there is no Waymark data in " + directory + "; `waymark-service init` makes it"};
    const auto size = fs::file_size(file, error);
    if (error) return Error{ErrorCode::Storage, "cannot read " + file.string() + ": " + error.message()};
    if (size == 0) return nothingIn(directory);
    return file.string();
}

Result<std::unique_ptr<Store>> createData(const std::string& place) {
    if (isDatabase(place)) {
        auto store = openDatabase(place, 1);
        if (!store) return store;
        const auto has = hasOrganisation(**store);
        if (!has) return has.error();
        if (*has) return Error{ErrorCode::AlreadyExists, "that database is in use already; choose an empty one"};
        return store;
    }
    const fs::path path(place);
    const auto taken = [&](const char* how) { return Error{ErrorCode::AlreadyExists, place + ' ' + how + "; choose a new directory"}; };
    const auto unreadable = [&](const std::error_code& why) { return Error{ErrorCode::Storage, "cannot read " + place + ": " + why.message()}; };
    std::error_code error;
    umask(0077);
    const auto status = fs::status(path, error);
    if (error && status.type() != fs::file_type::not_found) return unreadable(error);
    if (fs::exists(status)) {
        if (!fs::is_directory(status)) return taken("is a file");
        if (!fs::is_regular_file(path / kDatabase, error)) {
            error.clear();
            if (!isFree(path, error)) return error ? unreadable(error) : taken("is in use already");
        }
    }
    fs::create_directories(path, error);
    if (!error && !fs::exists(path / kDatabase, error)) fs::permissions(path, fs::perms::owner_all, error);
    if (error) return Error{ErrorCode::Storage, "cannot make " + place + ": " + error.message()};
    if (auto shared = shareDirectory(place); !shared) return shared.error();
    auto store = open(path);
    if (!store) return store;
    const auto has = hasOrganisation(**store);
    if (!has) return has.error();
    if (*has) return taken("is in use already");
    return store;
}

} // namespace waymark::service
