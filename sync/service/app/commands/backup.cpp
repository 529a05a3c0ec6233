// waymark-service backup and restore: the embedded database as one file, while the service runs; and back, while it does not.
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/data_lock.h"
#include "sync/service/app/file_sum.h"
#include "sync/service/erasure/erasure.h"
#include "sync/service/store/sqlite/sqlite_backup.h"
#include "sync/service/store/sqlite/sqlite_store.h"

#include <CLI/CLI.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace waymark::service {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

struct BackupOptions {
    std::string directory, file;
};

constexpr const char* kLedgerBeside = ".ledger";

/// Adds to one ledger the lines of another that it lacks.
Result<void> merge(const Ledger& from, const Ledger& to) {
    const auto here = to.lines(), there = from.lines();
    if (!here) return here.error();
    if (!there) return there.error();
    std::vector<std::string> known;
    for (const auto& line : *here)
        known.push_back(ledgerText(line));
    for (const auto& line : *there)
        if (std::find(known.begin(), known.end(), ledgerText(line)) == known.end())
            if (auto kept = to.append(line); !kept) return kept;
    return {};
}

Result<Json> backup(const BackupOptions& options) {
    if (const auto there = databaseFile(options.directory); !there) return there.error();
    if (auto shared = shareDirectory(options.directory); !shared) return shared.error();
    if (auto copied = copySqlite(databasePath(options.directory), options.file); !copied) return copied.error();
    if (auto summed = writeSum(options.file); !summed) return summed.error();
    // The ledger goes along, so that a machine that is lost as a whole is no way around it.
    if (auto merged = merge(Ledger(ledgerPath(options.directory)), Ledger(options.file + kLedgerBeside)); !merged) return merged.error();
    std::error_code error;
    return Json{{"backup", options.file}, {"bytes", fs::file_size(options.file, error)}};
}

/// Writes what a database keeps beside it into the database, so that it can be replaced whole. A damaged one is left as it is.
void settle(const std::string& database) {
    std::error_code error;
    if (fs::exists(database, error))
        (void)SqliteStore::open(database);  // whoever closes it last writes the log back
    for (const auto* suffix : {"-wal", "-shm"})
        fs::remove(database + suffix, error);
}

bool replaceFile(const std::string& from, const std::string& to, const std::string& directory) {
    if (std::rename(from.c_str(), to.c_str()) != 0) return false;
    const int folder = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0) ::close(folder);
    return synced;
}

/// Sees to it that nothing of a database stays behind, unless it was moved elsewhere by then.
class Passing {
public:
    explicit Passing(std::string database) : m_database(std::move(database)) { remove(); }
    ~Passing() { remove(); }
    Passing(const Passing&) = delete;
    Passing& operator=(const Passing&) = delete;

private:
    void remove() const {
        std::error_code error;
        for (const auto* suffix : {"", "-wal", "-shm"})
            fs::remove(m_database + suffix, error);
    }

    const std::string m_database;
};

/// A backup takes the place of its own organisation's data, or of what holds nobody's or cannot be read.
Result<void> checkOwner(const BackupOptions& options, const Owner& restored) {
    const auto here = ownerOfSqlite(databasePath(options.directory));
    if (!here || here->id == restored.id) return {};
    return Error{ErrorCode::AlreadyExists, options.directory + " holds the data of another organisation (" + here->name + ") than " +
                                               options.file + " (" + restored.name + "); nothing was changed. Restore it into a new directory"};
}

Result<Json> restore(const BackupOptions& options, const Surroundings& surroundings) {
    ::setenv("SQLITE_TMPDIR", options.directory.c_str(), 0);  // on the disk that is given to it
    const auto owner = checkSqlite(options.file);
    if (!owner) return owner.error();
    if (const auto same = checkSum(options.file); !same) return same.error();
    const Ledger beside(options.file + kLedgerBeside);
    if (const auto lines = beside.lines(); !lines) return lines.error();
    std::error_code error;
    umask(0077);
    fs::create_directories(options.directory, error);
    if (error) return Error{ErrorCode::Storage, "cannot make " + options.directory + ": " + error.message()};
    const DirectoryAlone alone(options.directory);
    if (!alone.held()) return alone.held().error();
    if (const auto fits = checkOwner(options, *owner); !fits) return fits.error();

    const Ledger ledger(ledgerPath(options.directory));
    const std::string database = databasePath(options.directory), fresh = options.directory + "/restoring.db";
    const Passing passing(fresh);
    if (auto copied = copySqlite(options.file, fresh); !copied) return copied.error();
    std::size_t again = 0;
    {
        auto store = SqliteStore::open(fresh);
        if (!store) return store.error();
        if (auto merged = merge(beside, ledger); !merged) return merged.error();
        const auto replayed = replayLedger({**store, ledger, surroundings.clock, surroundings.random});
        if (!replayed) return replayed.error();
        again = *replayed;
        if (auto scrubbed = (*store)->scrub(); !scrubbed) return scrubbed.error();
    }
    settle(database);
    if (!replaceFile(fresh, database, options.directory)) return Error{ErrorCode::Storage, "cannot put the restored database in its place"};
    return Json{{"restored", options.file}, {"done_again", again}};
}

} // namespace

void addBackupCommands(CLI::App& root, const ChooseWork& choose) {
    const auto options = std::make_shared<BackupOptions>();
    auto* out = root.add_subcommand("backup", "Copy the embedded database to a new file, while the service runs -> backup, bytes");
    out->add_option("--data", options->directory, "The directory that holds everything")->required()->type_name("DIR");
    out->add_option("--to", options->file, "The new file; the ledger of erasures is put beside it, as FILE.ledger, and its sum, as FILE.sha256")->required()->type_name("FILE");
    out->callback([options, choose] { choose([options](const Surroundings&) { return backup(*options); }); });

    auto* back = root.add_subcommand("restore", "Put a backup in the place of the embedded database, while no service runs; whoever was erased "
                                                "since stays erased -> restored, done_again");
    back->add_option("--data", options->directory, "The directory that is to hold everything")->required()->type_name("DIR");
    back->add_option("--from", options->file, "A file that `backup` made")->required()->type_name("FILE");
    back->callback([options, choose] { choose([options](const Surroundings& surroundings) { return restore(*options, surroundings); }); });
}

} // namespace waymark::service
