// A disk in memory that SQLite works on, and that loses power. What was written but not yet synced may be lost, torn or arrive in another
// order, as on a real disk; the tests say when. Databases on it are copied in no time, which makes clones and backups of whole devices cheap.
// One per process, as SQLite's registry of file systems is; single-threaded; nothing survives the process.
#pragma once

#include "shared/base/random.h"

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waymark::tests {

class MemoryDisk {
public:
    /// The disk of this process, registered as SQLite's default at the first call: whoever opens a database from then on opens it here.
    static MemoryDisk& instance();

    /// A database is its file with the log beside it ("-wal").
    void copy(const std::string& from, const std::string& to);
    void remove(const std::string& path);
    bool exists(const std::string& path) const;
    /// Everything that is on the disk of this database now, free pages and the log included.
    std::string bytes(const std::string& path) const;

    /// What becomes of what was not synced when the power goes: of each file, all, nothing or each write by itself, as chance has it.
    enum class Unsynced { ByChance, AllLost, AllKept };

    /// The power goes: each write since the last sync of its file is kept, lost or torn by itself. The database must be closed, or
    /// frozen and then closed.
    void cutPower(const std::string& path, base::Random& random);
    /// At the next `cutPower` of the database it is so.
    void decide(const std::string& path, Unsynced fate);
    /// The next `operations` writes and syncs of the database still work; the one after fails, and so does everything that follows, as
    /// for a program that has died. `thaw` ends it.
    void freezeAfter(const std::string& path, std::int64_t operations);
    /// The same at the next sync: what was written before it is on its way, and nobody is told that it arrived.
    void freezeAtSync(const std::string& path);
    bool isFrozen(const std::string& path) const;
    void thaw(const std::string& path);
    /// Writes and syncs of the database so far.
    std::int64_t operations(const std::string& path) const;

    struct Handle;

private:
    struct Write {
        std::int64_t offset = 0;
        std::string data;
        bool truncates = false;
    };
    struct File {
        std::string now, durable;
        std::vector<Write> unsynced;
        int handles = 0;
        bool deleted = false;
        // File locks and the shared memory of the write-ahead log, as SQLite's own file systems keep them between connections.
        int shared = 0;
        const Handle* reserved = nullptr;
        const Handle* exclusive = nullptr;
        std::vector<std::unique_ptr<char[]>> regions;
        int shmShared[SQLITE_SHM_NLOCK] = {};
        const Handle* shmExclusive[SQLITE_SHM_NLOCK] = {};
        int shmUsers = 0;
    };
    struct Power {
        std::int64_t operations = 0;
        std::optional<std::int64_t> left;
        bool untilSync = false;
        bool frozen = false;
        Unsynced fate = Unsynced::ByChance;
    };
    friend struct MemoryDiskMethods;

    MemoryDisk();
    static std::string databaseOf(const std::string& path);
    bool spend(const std::string& database);
    void reachSync(const std::string& database);
    void apply(std::string& content, const Write& write);
    void sync(File& file);

    std::map<std::string, std::shared_ptr<File>> m_files;
    std::map<std::string, Power> m_power;
    int m_nameless = 0;
};

} // namespace waymark::tests
