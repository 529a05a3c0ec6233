#include "tests/support/memory_disk.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace waymark::tests {

// What SQLite allocates for an open file; it must begin with the table of methods.
struct MemoryDisk::Handle {
    sqlite3_file base;
    std::shared_ptr<File>* file;
    std::string* database;
    bool removesOnClose;
    int lock;
    unsigned shmShared, shmExclusive;
    bool usesShm;
};

struct MemoryDiskMethods {
    using Handle = MemoryDisk::Handle;
    using File = MemoryDisk::File;
    static Handle& of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
    static File& fileOf(sqlite3_file* file) { return **of(file).file; }
    static MemoryDisk& disk() { return MemoryDisk::instance(); }

    static int close(sqlite3_file* file) {
        Handle& handle = of(file);
        shmUnmap(file, 0);
        unlock(file, SQLITE_LOCK_NONE);
        --fileOf(file).handles;
        delete handle.file;
        delete handle.database;
        return SQLITE_OK;
    }
    static int read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
        const std::string& now = fileOf(file).now;
        const auto size = static_cast<sqlite3_int64>(now.size());
        const auto there = std::clamp<sqlite3_int64>(size - offset, 0, amount);
        if (there > 0) std::memcpy(to, now.data() + offset, static_cast<std::size_t>(there));
        if (there == amount) return SQLITE_OK;
        std::memset(static_cast<char*>(to) + there, 0, static_cast<std::size_t>(amount - there));
        return SQLITE_IOERR_SHORT_READ;
    }
    static int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
        if (!disk().spend(*of(file).database)) return SQLITE_IOERR_WRITE;
        File& target = fileOf(file);
        target.unsynced.push_back({offset, std::string(static_cast<const char*>(from), static_cast<std::size_t>(amount)), false});
        disk().apply(target.now, target.unsynced.back());
        return SQLITE_OK;
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        if (!disk().spend(*of(file).database)) return SQLITE_IOERR_TRUNCATE;
        File& target = fileOf(file);
        target.unsynced.push_back({size, {}, true});
        disk().apply(target.now, target.unsynced.back());
        return SQLITE_OK;
    }
    static int sync(sqlite3_file* file, int) {
        disk().reachSync(*of(file).database);
        if (!disk().spend(*of(file).database)) return SQLITE_IOERR_FSYNC;
        disk().sync(fileOf(file));
        return SQLITE_OK;
    }
    static int fileSize(sqlite3_file* file, sqlite3_int64* size) {
        *size = static_cast<sqlite3_int64>(fileOf(file).now.size());
        return SQLITE_OK;
    }

    static int lock(sqlite3_file* file, int level) {
        Handle& handle = of(file);
        File& target = fileOf(file);
        if (handle.lock >= level) return SQLITE_OK;
        if (target.exclusive && target.exclusive != &handle) return SQLITE_BUSY;
        if (handle.lock == SQLITE_LOCK_NONE) ++target.shared;
        handle.lock = std::max<int>(handle.lock, SQLITE_LOCK_SHARED);
        if (level >= SQLITE_LOCK_RESERVED) {
            if (target.reserved && target.reserved != &handle) return SQLITE_BUSY;
            target.reserved = &handle;
            handle.lock = std::max<int>(handle.lock, SQLITE_LOCK_RESERVED);
        }
        if (level == SQLITE_LOCK_EXCLUSIVE) {
            if (target.shared > 1) return SQLITE_BUSY;
            target.exclusive = &handle;
            handle.lock = SQLITE_LOCK_EXCLUSIVE;
        }
        return SQLITE_OK;
    }
    static int unlock(sqlite3_file* file, int level) {
        Handle& handle = of(file);
        File& target = fileOf(file);
        if (handle.lock <= level) return SQLITE_OK;
        if (target.exclusive == &handle) target.exclusive = nullptr;
        if (target.reserved == &handle) target.reserved = nullptr;
        if (level == SQLITE_LOCK_NONE) --target.shared;
        handle.lock = level;
        return SQLITE_OK;
    }
    static int checkReserved(sqlite3_file* file, int* held) {
        *held = fileOf(file).reserved != nullptr;
        return SQLITE_OK;
    }
    static int fileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
    static int sectorSize(sqlite3_file*) { return 512; }
    // As the file system of Unix says: what lies beside a torn write stays whole.
    static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int shmMap(sqlite3_file* file, int region, int size, int extend, void volatile** at) {
        Handle& handle = of(file);
        File& target = fileOf(file);
        if (!handle.usesShm) ++target.shmUsers;
        handle.usesShm = true;
        *at = nullptr;
        if (static_cast<std::size_t>(region) >= target.regions.size() && !extend) return SQLITE_OK;
        while (static_cast<std::size_t>(region) >= target.regions.size())
            target.regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
        *at = target.regions[static_cast<std::size_t>(region)].get();
        return SQLITE_OK;
    }
    static int shmLock(sqlite3_file* file, int offset, int n, int flags) {
        Handle& handle = of(file);
        File& target = fileOf(file);
        for (int i = offset; i < offset + n; ++i) {
            if (!(flags & SQLITE_SHM_LOCK)) continue;
            if (target.shmExclusive[i] && target.shmExclusive[i] != &handle) return SQLITE_BUSY;
            const bool own = (handle.shmShared >> i & 1u) != 0;
            if ((flags & SQLITE_SHM_EXCLUSIVE) && target.shmShared[i] > static_cast<int>(own)) return SQLITE_BUSY;
        }
        for (int i = offset; i < offset + n; ++i) {
            unsigned& mine = flags & SQLITE_SHM_SHARED ? handle.shmShared : handle.shmExclusive;
            const bool had = (mine >> i & 1u) != 0, has = (flags & SQLITE_SHM_LOCK) != 0;
            mine = has ? mine | 1u << i : mine & ~(1u << i);
            if (flags & SQLITE_SHM_SHARED) target.shmShared[i] += static_cast<int>(has) - static_cast<int>(had);
            else target.shmExclusive[i] = has ? &handle : nullptr;
        }
        return SQLITE_OK;
    }
    static void shmBarrier(sqlite3_file*) {}
    static int shmUnmap(sqlite3_file* file, int) {
        Handle& handle = of(file);
        File& target = fileOf(file);
        if (!handle.usesShm) return SQLITE_OK;
        for (int i = 0; i < SQLITE_SHM_NLOCK; ++i) {
            if (handle.shmShared >> i & 1u) --target.shmShared[i];
            if (target.shmExclusive[i] == &handle) target.shmExclusive[i] = nullptr;
        }
        handle.shmShared = handle.shmExclusive = 0;
        handle.usesShm = false;
        if (--target.shmUsers == 0) target.regions.clear();
        return SQLITE_OK;
    }

    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags) {
        static const sqlite3_io_methods kMethods = {2,        close,        read,       write,     truncate,        sync,   fileSize, lock,
                                                    unlock,   checkReserved, fileControl, sectorSize, characteristics, shmMap, shmLock,  shmBarrier,
                                                    shmUnmap, nullptr,      nullptr};
        MemoryDisk& memory = disk();
        const std::string path = name ? name : "nameless " + std::to_string(++memory.m_nameless);
        auto found = memory.m_files.find(path);
        file->pMethods = nullptr;
        if (found == memory.m_files.end()) {
            if (!(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
            if (memory.isFrozen(path)) return SQLITE_CANTOPEN;
            found = memory.m_files.emplace(path, std::make_shared<File>()).first;
        }
        Handle& handle = of(file);
        handle = {};
        handle.base.pMethods = &kMethods;
        handle.file = new std::shared_ptr<File>(found->second);
        handle.database = new std::string(MemoryDisk::databaseOf(path));
        ++found->second->handles;
        if (!name) memory.m_files.erase(found);
        if (outFlags) *outFlags = flags;
        return SQLITE_OK;
    }
    static int remove(sqlite3_vfs*, const char* name, int) {
        if (!disk().spend(MemoryDisk::databaseOf(name))) return SQLITE_IOERR_DELETE;
        return disk().m_files.erase(name) ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
    }
    static int access(sqlite3_vfs*, const char* name, int, int* there) {
        const auto it = disk().m_files.find(name);
        *there = it != disk().m_files.end();
        return SQLITE_OK;
    }
    static int fullPath(sqlite3_vfs*, const char* name, int size, char* out) {
        sqlite3_snprintf(size, out, "%s", name);
        return SQLITE_OK;
    }
};

MemoryDisk& MemoryDisk::instance() {
    static MemoryDisk disk;
    return disk;
}

MemoryDisk::MemoryDisk() {
    static sqlite3_vfs vfs;
    vfs = *sqlite3_vfs_find(nullptr);  // its clock and chance: SQLite asks for them in passing
    vfs.iVersion = 1;
    vfs.szOsFile = sizeof(Handle);
    vfs.mxPathname = 512;
    vfs.zName = "memory-disk";
    vfs.xOpen = MemoryDiskMethods::open;
    vfs.xDelete = MemoryDiskMethods::remove;
    vfs.xAccess = MemoryDiskMethods::access;
    vfs.xFullPathname = MemoryDiskMethods::fullPath;
    sqlite3_vfs_register(&vfs, 1);
}

std::string MemoryDisk::databaseOf(const std::string& path) {
    for (const auto* suffix : {"-wal", "-journal", "-shm"})
        if (path.ends_with(suffix)) return path.substr(0, path.size() - std::strlen(suffix));
    return path;
}

void MemoryDisk::apply(std::string& content, const Write& write) {
    const auto offset = static_cast<std::size_t>(write.offset);
    if (write.truncates) {
        content.resize(offset);
        return;
    }
    if (content.size() < offset + write.data.size()) content.resize(offset + write.data.size());
    std::copy(write.data.begin(), write.data.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

void MemoryDisk::sync(File& file) {
    for (const auto& write : file.unsynced)
        apply(file.durable, write);
    file.unsynced.clear();
}

bool MemoryDisk::spend(const std::string& database) {
    Power& power = m_power[database];
    if (power.frozen) return false;
    ++power.operations;
    if (power.left && (*power.left)-- <= 0) power.frozen = true;
    return !power.frozen;
}

void MemoryDisk::reachSync(const std::string& database) {
    Power& power = m_power[database];
    if (power.untilSync) power.left = 0;
}

void MemoryDisk::copy(const std::string& from, const std::string& to) {
    remove(to);
    for (const auto* suffix : {"", "-wal"}) {
        const auto it = m_files.find(from + suffix);
        if (it == m_files.end()) continue;
        auto file = std::make_shared<File>();
        file->now = file->durable = it->second->now;
        m_files[to + suffix] = std::move(file);
    }
}

void MemoryDisk::remove(const std::string& path) {
    for (const auto* suffix : {"", "-wal", "-journal", "-shm"})
        m_files.erase(path + suffix);
    m_power.erase(path);
}

bool MemoryDisk::exists(const std::string& path) const { return m_files.contains(path); }

std::string MemoryDisk::bytes(const std::string& path) const {
    std::string all;
    for (const auto* suffix : {"", "-wal", "-journal"})
        if (const auto it = m_files.find(path + suffix); it != m_files.end()) all += it->second->now;
    return all;
}

void MemoryDisk::cutPower(const std::string& path, base::Random& random) {
    constexpr std::size_t kSector = 512;
    const Unsynced decided = std::exchange(m_power[path].fate, Unsynced::ByChance);
    for (const auto* suffix : {"", "-wal", "-journal"}) {
        const auto it = m_files.find(path + suffix);
        if (it == m_files.end()) continue;
        File& file = *it->second;
        auto fate = random.next() % 4;  // all lost, all kept, or each by itself
        if (decided != Unsynced::ByChance) fate = decided == Unsynced::AllLost ? 0 : 1;
        for (auto& write : file.unsynced) {
            const auto chance = random.next();
            if (fate == 0) continue;
            if (fate != 1) {
                if (chance % 3 == 0) continue;
                if (chance % 3 == 1 && write.data.size() > kSector) {
                    const std::size_t kept = chance / 8 % (write.data.size() / kSector) * kSector;
                    if (chance & 4) write.data.resize(kept);
                    else write.data.erase(0, kept), write.offset += static_cast<std::int64_t>(kept);
                }
            }
            apply(file.durable, write);
        }
        file.unsynced.clear();
        file.now = file.durable;
    }
}

void MemoryDisk::decide(const std::string& path, Unsynced fate) { m_power[path].fate = fate; }

void MemoryDisk::freezeAfter(const std::string& path, std::int64_t operations) { m_power[path].left = operations; }
void MemoryDisk::freezeAtSync(const std::string& path) { m_power[path].untilSync = true; }
bool MemoryDisk::isFrozen(const std::string& path) const {
    const auto it = m_power.find(databaseOf(path));
    return it != m_power.end() && it->second.frozen;
}
void MemoryDisk::thaw(const std::string& path) {
    m_power[path].left.reset();
    m_power[path].untilSync = false;
    m_power[path].frozen = false;
}
std::int64_t MemoryDisk::operations(const std::string& path) const {
    const auto it = m_power.find(path);
    return it == m_power.end() ? 0 : it->second.operations;
}

} // namespace waymark::tests
