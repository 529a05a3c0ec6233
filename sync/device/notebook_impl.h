// What the notebook's source files and the sync session share. Nobody else includes it.
#pragma once

#include "shared/domain/blob.h"
#include "shared/domain/stream.h"
#include "sync/device/device_store.h"
#include "sync/device/notebook.h"
#include "sync/device/outbox.h"
#include "sync/device/replica.h"
#include "sync/device/service_clock.h"
#include "sync/device/vault.h"

#include <functional>
#include <set>

namespace waymark::device {

/// A blob on this device. Its bytes stay on the disk.
struct KeptBlob {
    BlobRow row;
    std::optional<domain::BlobRef> ref;  ///< absent while its key is closed
    std::optional<EntityKey> wantedBy;   ///< of one that is being fetched: what changes on the screen when it has come
};

/// A blob that somebody looked at and that is not here.
struct WantedBlob {
    std::string stream;
    EntityKey entity;
    domain::BlobRef ref;
};

struct Notebook::Impl {
    Impl(DeviceStore& store, Vault& vault, const base::Clock& clock, base::Random& random)
        : store(store), vault(vault), clock(clock), random(random), serviceClock(clock), replica(outbox) {}

    DeviceStore& store;
    Vault& vault;
    const base::Clock& clock;
    base::Random& random;
    ServiceClock serviceClock;
    Outbox outbox;
    Replica replica;
    std::map<std::string, Draft> drafts;
    std::map<std::int64_t, KeptBlob> blobs;  ///< by key
    std::vector<WantedBlob> wanted;
    std::optional<Json> place;
    std::optional<Millis> lastSynced;
    std::int64_t tampered = 0;
    bool loaded = false;

    // notebook_load.cpp
    Result<void> load(const SessionsOpen& sessionsOpen = {});
    void unload();
    /// After a transaction that failed: memory is what the disk says, and everything counts as changed. Drafts that only memory can read
    /// (a volunteer's, in hand-over mode) stay.
    void reload();
    Result<void> loadMeta();
    Result<void> loadCursors();
    Result<void> loadRest();
    std::vector<EntityPtr> sessions();
    void openRow(Copy& copy, const DeviceStore::EntityView& row);
    Result<void> loadOps();
    Result<void> loadDrafts();
    /// Folds entries that came while the key was closed.
    Result<void> foldRaw(Copy& copy);
    /// Opens the op of a row that was not opened at unlock. Errors: Locked, Tampered, NotFound, Storage.
    Result<void> openOp(OutboxOp& op);
    Result<void> openOp(OutboxOp& op, const Bytes& sealed);

    // notebook_rows.cpp: one row each, on disk and in memory
    bool showsStream(std::string_view stream) const;  ///< its values may be seen by who is signed in
    Result<void> storeEntity(Copy& copy, const EntityKey& key, const domain::Fields& fields);
    Result<EntityRow> sealEntity(const std::string& stream, const EntityKey& key, const domain::Fields& fields);
    Result<void> removeEntity(Copy& copy, const EntityKey& key);
    Result<void> storeCursor(Copy& copy);
    Result<void> storeOpState(OutboxOp& op);
    Result<void> removeOp(std::int64_t order);
    Result<void> storeAnchor();
    Result<Bytes> tagsOf(const std::vector<std::string>& subjects) const;
    /// Removes everything about these subjects: ops, drafts, the place, rows that hang on them (contract, section 7).
    Result<void> eraseSubjects(const std::vector<EntityKey>& erased);
    /// Removes the drafts that belong to a stream; with the stream of a venue, those of the whole venue, and the place if it is there.
    Result<void> dropDraftsOf(const std::string& stream);
    /// Takes erased people out of the ops of others that only mention them: who brought a child, who may collect.
    Result<void> takeMentionsOut(const std::vector<EntityKey>& erased);

    // notebook_record.cpp
    Result<std::vector<std::string>> record(const std::string& user, const std::vector<Change>& changes, const std::string& discardDraft);
    Result<std::vector<std::string>> undo(const std::string& user, const std::vector<std::string>& ops);
    Result<OutboxOp> makeOp(const std::string& user, const Change& change);
    bool isPermitted(const domain::Op& op, const domain::Stream& stream, const domain::Fields& before);
    std::vector<std::string> aboutOf(const Change& change, const Json& before, const Json& after);

    // notebook_blobs.cpp: what is in memory of the blobs follows the disk; after a transaction that failed, `loadBlobs` again
    Result<void> loadBlobs();
    KeptBlob* blobIn(std::string_view stream, const std::string& sha256);
    Result<domain::BlobRef> attachBlob(std::string_view bytes, const std::string& media);
    Result<Bytes> readBlob(const std::string& stream, const domain::BlobRef& ref);
    /// Some of the bytes of a blob, from the disk. Errors: Locked, Tampered, NotFound, Storage.
    Result<std::string> bytesOf(const KeptBlob& blob, std::int64_t from, std::size_t most);
    /// Puts bytes behind those that are here already.
    Result<void> appendTo(KeptBlob& blob, std::string_view bytes, KeyTier tier);
    Result<KeptBlob*> addBlob(const domain::BlobRef& ref, BlobRow row, KeyTier tier);
    Result<void> storeBlob(KeptBlob& blob);
    Result<void> dropBlob(std::int64_t key);
    /// What an op names waits to be sent with it, in the transaction that stores the op.
    Result<void> bindBlobs(const domain::Op& op, const Bytes& subjects);
    /// The service has all of it: in the case tier only workers open it from now on.
    Result<void> holdBlob(KeptBlob& blob);
    /// Staged blobs that a draft names go with whom it is about.
    Result<void> noteDraft(const Draft& draft, const Bytes& subjects);
    /// Staged blobs among these that no draft names any more.
    Result<void> dropStaged(const std::vector<domain::BlobRef>& refs);
    Result<void> sweepStaged(bool allDraftsOpen);
    Result<void> dropBlobsOf(const std::string& stream);
    /// Only ops that the service set aside without looking at what they name have it: its bytes would not be taken. It goes with them.
    bool isRefused(const KeptBlob& blob);
    /// The service may lack it and take it: it was not sent yet, or was not asked for since the service forgot something.
    bool mayLack(const KeptBlob& blob);
    /// Of a stream: such blobs.
    bool hasBlobsWaiting(std::string_view stream);
    Result<void> eraseBlobs(const std::function<bool(const Bytes&)>& isAbout);
    /// An op is gone for ever: so are the blobs that nothing else here needs.
    Result<void> dropBlobsOfOp(const OutboxOp& gone);
    /// The service forgot something: it is asked again for every blob made here.
    Result<void> checkBlobsAgain();

    // notebook_form_media.cpp
    /// To be fetched; once, however often it is said.
    void want(WantedBlob blob);
    /// Makes room for one more among those that can be fetched again; what a questionnaire needs stays.
    Result<void> makeRoom(std::int64_t bytes);
    /// Whether a version of a questionnaire may be started or gone on with here: it is published, a draft before somebody who tries drafts, or half-filled
    /// on this device, by whoever's drafts are open.
    bool mayBeAnswered(const std::string& instrument, std::string_view status) const;
    /// What is shown of such questionnaires: it is here before somebody needs it without a signal.
    std::vector<WantedBlob> instrumentMedia();
    /// Wants those of them that are not here.
    void wantInstrumentMedia();

    /// Which row a sealed thing is: what its associated data are made of.
    static RowName opName(const OpRow& row) { return {"op", row.stream, row.type, row.entity, row.order}; }
    static RowName entityName(std::string_view stream, std::string_view type, std::string_view entity, std::int64_t version) {
        return {"entity", stream, type, entity, version};
    }
    static RowName rawName(std::string_view stream, const RawRow& row) { return {"raw", stream, row.type, row.entity, row.seq}; }
    static RowName draftName(const std::string& tier, const std::string& key, Millis savedAt) { return {"draft", {}, tier, key, savedAt}; }
    static RowName blobName(const std::string& tagHex) { return {"blob", {}, {}, tagHex, 0}; }
    static RowName pieceName(const std::string& sha256, std::int64_t place) { return {"blob_piece", {}, {}, sha256, place}; }
    /// The tier of a draft that one worker alone opens. Those of others are passed over, not counted as damaged.
    static std::string ownTier(const std::string& user) { return "own/" + user; }
    static RowName placeName() { return {"meta", {}, {}, "place", 0}; }
    static RowName sumName(const CursorRow& row) { return {"cursor", row.stream, {}, {}, row.seq}; }
};

/// What can be fetched again takes no more room than this; what was used longest ago goes first.
inline constexpr std::int64_t kBlobCacheBytes = 200 * 1024 * 1024;
/// An attached blob that no op and no draft names goes after this time.
inline constexpr Millis kStagedForMs = 24 * 3'600'000;

/// What an entry does to an entity's fields (contract, sections 3 and 4): each field of it wins if its place is higher; a stored time never
/// runs backwards within a field.
void fold(domain::Fields& fields, const domain::Entry& entry);

} // namespace waymark::device
