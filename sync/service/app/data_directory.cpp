#include "sync/service/app/data_directory.h"

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

} // namespace

Result<std::unique_ptr<Store>> openData(const std::string& directory) {
    std::error_code error;
    if (!fs::is_regular_file(fs::path(directory) / kDatabase, error))
        return Error{ErrorCode::NotFound, "there is no Waymark data in " + directory + "; `waymark-service init` makes it"};
    umask(0077);
    return open(directory);
}

Result<std::unique_ptr<Store>> createData(const std::string& directory) {
    const fs::path path(directory);
    const auto taken = [&] { return Error{ErrorCode::AlreadyExists, directory + " is in use already; choose a new directory"}; };
    std::error_code error;
    umask(0077);
    if (fs::exists(path, error)) {
        if (!fs::is_directory(path, error)) return taken();
        const bool hasDatabase = fs::is_regular_file(path / kDatabase, error);
        if (!hasDatabase && !fs::is_empty(path, error)) return taken();
        if (error) return Error{ErrorCode::Storage, "cannot read " + directory + ": " + error.message()};
        if (hasDatabase) {
            auto store = open(path);
            if (!store || hasOrganisation(**store)) return taken();
            return store;
        }
    }
    fs::create_directories(path, error);
    if (!error) fs::permissions(path, fs::perms::owner_all, error);
    if (error) return Error{ErrorCode::Storage, "cannot make " + directory + ": " + error.message()};
    return open(path);
}

} // namespace waymark::service
