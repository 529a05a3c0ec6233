// The device's truth: what the service confirmed, with this device's own pending ops laid over it. Every tap becomes an op here, durable
// before `record` returns. Owned by the bridge's worker (or a test); single-threaded; does no network. What it hands out is immutable
// and may go to any thread. After a crash, opening and unlocking it again gives the same contents, drafts and place.
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "shared/domain/blob.h"
#include "shared/domain/op.h"
#include "shared/domain/role.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waymark::device {

using base::Bytes;
using base::Json;
using base::Millis;
using base::Result;
using domain::EntityKey;

class DeviceStore;
class Vault;

/// How safe one record is, as the sync sign says it.
enum class Safety {
    SafeCentrally,  ///< ✓✓ everything in it is acknowledged and pulled back
    SavedHere,      ///< ✓ durable on this device, waiting to be sent
    SetAside,       ///< ! the service put an op of it in quarantine; `reason` says why
};

/// An entity as people see it: confirmed values with pending ones over them. Immutable.
struct Entity {
    std::string stream;
    EntityKey key;
    Json values = Json::object();  ///< field → value; absent, erased and taken-back (null) fields are not there
    Safety safety = Safety::SafeCentrally;
    std::string reason;            ///< of a record set aside: the wire's word
    Millis changedAt = 0;          ///< of the latest of its values
    bool deleted() const { return values.value("deleted", Json()) == Json(true); }
};
using EntityPtr = std::shared_ptr<const Entity>;

/// What a tap changes. `set` holds new values; null takes a value back.
struct Change {
    std::string stream, type, entity;
    Json set;
};

/// A half-filled questionnaire or form, kept sealed on this device alone until it is finished or discarded.
struct Draft {
    std::string key;   ///< the caller's name for it: one draft per key
    std::string by;    ///< user id
    std::string tier;  ///< "case" if only workers may open it again, "own" if only who wrote it may; else "venue"
    std::vector<std::string> about;  ///< "person:<uuid>", "household:<uuid>": the draft goes when one of them is erased
    Json content;      ///< `instrument` in it is the id of a questionnaire whose pictures stay here for it
    Millis savedAt = 0;
    std::string stream = {};  ///< where it will be recorded: the draft goes when this device may not hold that stream, or its venue, any more
};

/// One line of the sync screen.
struct OutboxLine {
    std::string op, stream, type, entity;
    Millis at = 0;
    enum class State { Waiting, Sent, SetAside } state = State::Waiting;  ///< Sent: acknowledged, not yet pulled back
    std::string reason;
};

struct OutboxSummary {
    std::int64_t waiting = 0, setAside = 0;
    std::int64_t blobsWaiting = 0;        ///< photos, signatures, recordings that the service does not have yet
    std::optional<Millis> waitingSince;   ///< `at` of the oldest that waits
    std::optional<Millis> lastSynced;     ///< the last round that ended with no op waiting and nothing more to pull
};

class Notebook {
public:
    /// The store must be open. Nothing can be read or recorded until `unlock` of the vault has succeeded and `load` was called.
    Notebook(DeviceStore& store, Vault& vault, const base::Clock& clock, base::Random& random);
    ~Notebook();

    /// Opens every row of the tiers whose keys the vault holds open: one read per table. A row that does not open (somebody wrote into the
    /// file) is left out, and its stream is fetched again at the next sync; `tamperedRows` counts them. On the way `sessionsOpen` is called
    /// with organisation, venues, users, activities and sessions, as soon as they can be read: a list of sessions need not wait for
    /// thousands of people. Errors: Locked, Storage; then nothing is in memory.
    using SessionsOpen = std::function<void(const std::vector<EntityPtr>&)>;
    Result<void> load(const SessionsOpen& sessionsOpen = {});
    std::int64_t tamperedRows() const;
    /// Forgets everything in memory; what is stored stays.
    void unload();

    // --- reading -------------------------------------------------------------------------------------------------------------
    /// A deleted entity is found too. A person who is shared between venues is in several streams under one id: without `stream` a copy
    /// that is not deleted is given.
    EntityPtr find(const EntityKey& key, std::string_view stream = {}) const;
    /// Every entity of a type that is not deleted, in no particular order; of one stream if it is named.
    std::vector<EntityPtr> all(std::string_view type, std::string_view stream = {}) const;
    /// Every entity there is, for the snapshot of the screens.
    std::vector<EntityPtr> everything() const;
    /// Entities that changed since the last call, deleted and vanished ones with empty `values`.
    std::vector<EntityPtr> takeChanges();

    // --- writing -------------------------------------------------------------------------------------------------------------
    /// Records changes by `user` as one op each, in one durable transaction, and lays them over the confirmed state. `discardDraft`
    /// names a draft that the ops finish; it goes in the same transaction. Returns the ops' ids.
    /// Errors: Locked, NotPermitted (the user's role may not write this), Malformed (a value that the dictionary refuses), TooLarge,
    /// DiskFull, Storage. After an error nothing has changed.
    Result<std::vector<std::string>> record(const std::string& user, const std::vector<Change>& changes, const std::string& discardDraft = {});
    /// Ops that take the given ops' fields back to what their author saw before them; for the ten seconds of undo and later. A field that
    /// somebody has changed since is left alone; an entity that the ops made is deleted, but a mark only loses what it says, because the
    /// next tap finds it under the same id. Errors as `record`, and NotFound (an op that this device does not hold any more).
    Result<std::vector<std::string>> undo(const std::string& user, const std::vector<std::string>& ops);

    /// Settles an open conflict for everybody: what stands is kept, or the other value takes its place. Returns the ops' ids. Errors as
    /// `record`, NotFound (there is no such conflict), AlreadyExists (it was settled meanwhile).
    Result<std::vector<std::string>> settle(const std::string& user, const std::string& stream, const std::string& conflict, bool takeOther);

    // Photos, signatures, recordings: bytes that a value names by their hash (docs/protocol.md, "Blobs").
    /// Keeps the bytes, sealed and durable when it returns. `toJson` of the result is the value to record, or to put in a draft's content; an
    /// op that names it sends it to the op's stream. What nothing names goes after a day.
    /// Errors: Locked, Malformed (no bytes, no media type), TooLarge (over domain::kMaxBlobBytes), DiskFull, Storage.
    Result<domain::BlobRef> attachBlob(std::string_view bytes, const std::string& media);
    /// Takes back what was attached and not recorded yet (a photo that is taken again).
    Result<void> discardBlob(const domain::BlobRef& blob);
    /// The bytes, as far as they are here. `stream` is that of the entity whose value names it; empty for what was only attached.
    /// Errors: NotFound (`wantBlob` has it fetched), Locked (not for who is signed in), Tampered, Storage.
    Result<Bytes> readBlob(const std::string& stream, const domain::BlobRef& blob);
    /// Has the next sync fetch it. When it has come, its entity is among `takeChanges`.
    void wantBlob(const std::string& stream, const EntityKey& entity, const domain::BlobRef& blob);

    Result<void> saveDraft(const Draft& draft);  ///< durable when it returns
    Result<void> discardDraft(const std::string& key);
    std::vector<Draft> drafts() const;
    /// Where the app was: any small JSON, sealed; comes back after a crash.
    Result<void> savePlace(const Json& place);
    std::optional<Json> place() const;

    // --- the truth about sync ------------------------------------------------------------------------------------------------
    /// Sends ops that were set aside once more: the service judges them again (a grant or a user may have come since).
    Result<void> sendAgain(const std::vector<std::string>& ops);
    OutboxSummary summary() const;
    std::vector<OutboxLine> outbox() const;  ///< waiting, sent and set aside, oldest first

    /// The best estimate of the service's time (contract, section 3, `at`).
    Millis now() const;

private:
    friend class SyncSession;
    friend class BlobCourier;
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace waymark::device
