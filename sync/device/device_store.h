// One SQLite file: everything that this device keeps. It moves sealed rows and clear bookkeeping and opens neither; what is inside the
// sealed columns is the business of Vault, Notebook and SyncSession. WAL, `synchronous=FULL`, `secure_delete=ON`, foreign keys on: what a
// returned transaction wrote is on the disk. Owned by the bridge's worker; single-threaded; the file is locked while it is open, so that two
// running apps never share an outbox.
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::device {

using base::Bytes;
using base::Millis;
using base::Result;

/// A step from one version of the schema to the next. It runs in one transaction with its check.
struct Migration {
    int to = 0;
    const char* sql = "";
    const char* check = nullptr;  ///< a query that gives 1 if nothing was lost on the way; null: nothing to check
};

struct StoreOptions {
    std::string vfs;                             ///< name of a registered SQLite VFS; empty: the platform's
    std::optional<std::int64_t> maxPageCount;    ///< the file never grows over this many pages of 4 KiB; for tests of a full disk
    std::vector<Migration> laterMigrations;      ///< beyond this version's own; for tests of upgrades
};

/// Who may unlock, and what unlocking costs. Names and roles are in the clear.
struct WrapRow {
    std::string user, name, role;
    Bytes salt;
    std::uint64_t passes = 0;
    std::uint64_t memoryBytes = 0;
    bool usesKeyStore = false;
    Bytes venueKey, caseKey;       ///< sealed; the second is empty for who may not open it
    int failures = 0;              ///< wrong PINs since the last right one
    std::string waitBoot;          ///< the boot and the monotonic time from which `waitMs` counts
    Millis waitFrom = 0, waitMs = 0;
};

enum class OpState : int {
    Waiting = 0,
    Acknowledged = 1,  ///< kept in case a restored service forgot it
    SetAside = 2,      ///< in quarantine
};

struct OpRow {
    std::int64_t order = 0;        ///< given by the outbox, rising, never used again
    std::string id;
    OpState state = OpState::Waiting;
    std::string stream, type, entity;
    Millis at = 0;
    Bytes subjects;                ///< tags of eight bytes each (Vault::subjectTag)
    std::int64_t resultSeq = 0;    ///< the stream's head at its result
    bool covered = false;          ///< the cursor has reached that seq: it has left the overlay
    Millis answeredAt = 0;         ///< in the service's time
    std::string reason;            ///< of one set aside
    Bytes sealed;
};

struct EntityRow {
    std::string type, entity;
    std::int64_t version = 0;      ///< the highest seq of its fields
    Bytes subjects;
    Bytes sealed;
};

/// A stream that this device may see, and how far it has read it.
struct CursorRow {
    std::int64_t key = 0;          ///< of this store alone; 0 before it is stored
    std::string stream, role;
    std::int64_t seq = 0;
    std::string chain;
    bool bootstrap = true;         ///< a fresh copy is being fetched, or is to be
    std::string stateToken;        ///< the page to ask for next; empty: the first
    std::int64_t pastSeq = 0;      ///< the highest place that a page of the copy in use was read at, until the cursor has passed it
    std::string pastChain;
    std::int64_t freshPastSeq = 0; ///< the same of the copy that is being fetched
    std::string freshPastChain;
    bool revoked = false;          ///< to be dropped once no op waits for it
    Millis stoppedAt = 0;          ///< when a pull was refused because it would have emptied the copy; 0: it runs
    Millis repairedAt = 0;         ///< when a checksum last differed; at most one bootstrap a day
    bool differs = false;          ///< the checksum differed at the last comparison
    Bytes sealedSum;               ///< what the copy adds up to at `seq`, so that unlocking need not add it up again
};

/// An entry that came while the key to fold it was not open; kept as it came until it is.
struct RawRow {
    std::int64_t seq = 0;
    std::string type, entity;
    Bytes sealed;
};

struct DraftRow {
    std::string key;
    std::string tier;
    Millis savedAt = 0;
    Bytes subjects;
    Bytes sealed;
};

enum class BlobState : int {
    Staged = 0,    ///< attached; no op names it yet
    Waiting = 1,   ///< an op names it, and the service does not have all of it
    Held = 2,      ///< whole here and at the service
    Fetching = 3,  ///< on its way from the service
};

/// A blob, or the beginning of one. What its hash is, is sealed; its bytes are in pieces of kBlobPieceBytes.
struct BlobRow {
    std::int64_t key = 0;          ///< of this store alone; 0 before it is stored
    std::string stream;            ///< empty while it is staged
    std::uint64_t tag = 0;         ///< stands for its hash (Vault::subjectTag)
    BlobState state = BlobState::Staged;
    Bytes subjects;                ///< tags of whom it is about, as in OpRow
    std::int64_t done = 0;         ///< bytes that the service has (Waiting) or that are here (Fetching)
    Millis usedAt = 0;
    Millis keepUntil = 0;          ///< one made here is kept so long, for a service that forgets; 0: it can be fetched again
    Millis checkedAt = 0;          ///< when the service last said that it has it
    Bytes sealed;
};

inline constexpr std::size_t kBlobPieceBytes = 64 * 1024;

class DeviceStore {
public:
    /// Opens the file, making it if there is none and bringing an older one up to date; before an upgrade the old file is copied to
    /// `<path>.before-<version>`, which `dropSpareCopies` removes. Errors: TooNew (nothing was touched), DiskFull, Storage.
    static Result<std::unique_ptr<DeviceStore>> open(const std::string& path, const StoreOptions& options = {});
    ~DeviceStore();
    DeviceStore(const DeviceStore&) = delete;
    DeviceStore& operator=(const DeviceStore&) = delete;

    /// Runs `work` and commits durably; if it returns an error or the database refuses, nothing of it is left. Not to be nested.
    /// Errors: `work`'s own, DiskFull, Storage. All calls below may be made inside; writing ones outside are transactions of their own.
    Result<void> transaction(const std::function<Result<void>()>& work);
    /// Overwrites what was deleted wherever SQLite may still keep it: the file is written anew, and the write-ahead log is truncated. Takes as
    /// long as reading and writing the whole file; for what must be gone, not for every sync. Outside transactions.
    Result<void> scrub();
    /// Notes, in the transaction that deletes, that `scrub` is to follow: what dies between the two does it when the file is opened again.
    Result<void> oweScrub();
    /// Removes every row of every table.
    Result<void> clear();
    void dropSpareCopies();
    int schemaVersion() const;

    // --- meta: small values by name, in the clear or sealed by the caller ------------------------------------------------------------
    Result<std::optional<std::string>> meta(std::string_view key);
    Result<void> setMeta(std::string_view key, std::string_view value);
    Result<void> removeMeta(std::string_view key);

    Result<std::vector<WrapRow>> wraps();
    Result<void> putWrap(const WrapRow& row);
    Result<void> removeWrap(std::string_view user);

    // --- outbox ------------------------------------------------------------------------------------------------------------------------
    Result<void> addOp(const OpRow& row);
    Result<void> updateOp(const OpRow& row);  ///< state, result, covered, answeredAt, reason
    Result<void> resealOp(std::int64_t order, const Bytes& sealed);
    Result<void> removeOp(std::int64_t order);
    Result<void> eachOp(const std::function<void(OpRow&)>& take);  ///< in the order of the outbox
    Result<Bytes> sealedOp(std::int64_t order);                     ///< Errors: NotFound

    // --- confirmed copies ----------------------------------------------------------------------------------------------------------------
    Result<std::vector<CursorRow>> cursors();
    Result<std::int64_t> putCursor(const CursorRow& row);  ///< by stream; returns its key
    Result<void> removeCursor(std::int64_t key);           ///< with its copy and its fresh copy

    /// `take` gets views that live during the call.
    struct EntityView {
        std::string_view type, entity;
        std::int64_t version = 0;
        const std::uint8_t* sealed = nullptr;
        std::size_t size = 0;
    };
    Result<void> eachEntity(std::int64_t cursorKey, const std::function<void(const EntityView&)>& take);
    Result<void> eachEntityOf(std::int64_t cursorKey, std::string_view type, const std::function<void(const EntityView&)>& take);
    Result<void> eachFresh(std::int64_t cursorKey, const std::function<void(const EntityView&)>& take);
    Result<std::int64_t> countEntities(std::int64_t cursorKey);
    Result<std::int64_t> countFresh(std::int64_t cursorKey);
    Result<void> putEntity(std::int64_t cursorKey, const EntityRow& row);
    Result<void> removeEntity(std::int64_t cursorKey, std::string_view type, std::string_view entity);
    /// Removes confirmed rows whose `subjects` hold the tag, without opening them.
    Result<void> removeEntitiesAbout(std::int64_t cursorKey, std::uint64_t tag);

    Result<void> putFresh(std::int64_t cursorKey, const EntityRow& row);
    Result<void> clearFresh(std::int64_t cursorKey);
    Result<void> replaceByFresh(std::int64_t cursorKey);  ///< the fresh copy becomes the confirmed one

    Result<void> putRaw(std::int64_t cursorKey, const RawRow& row);
    Result<std::vector<RawRow>> raw(std::int64_t cursorKey);  ///< in ascending order of seq
    Result<void> removeRaw(std::int64_t cursorKey, std::string_view type, std::string_view entity);
    Result<void> clearRaw(std::int64_t cursorKey);

    // --- drafts and place ------------------------------------------------------------------------------------------------------------------
    Result<void> putDraft(const DraftRow& row);
    Result<void> removeDraft(std::string_view key);
    Result<std::vector<DraftRow>> drafts();

    // --- blobs -----------------------------------------------------------------------------------------------------------------------------
    Result<std::vector<BlobRow>> blobs();
    Result<std::int64_t> addBlob(const BlobRow& row);  ///< returns its key
    Result<void> updateBlob(const BlobRow& row);
    Result<void> removeBlob(std::int64_t key);         ///< with its pieces
    Result<void> putBlobPiece(std::int64_t key, std::int64_t place, const Bytes& sealed);
    Result<Bytes> blobPiece(std::int64_t key, std::int64_t place);  ///< Errors: NotFound

private:
    struct Impl;
    explicit DeviceStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Eight bytes each, big-endian: how `subjects` columns hold their tags.
Bytes packTags(const std::vector<std::uint64_t>& tags);
bool holdsTag(const Bytes& packed, std::uint64_t tag);

} // namespace waymark::device
