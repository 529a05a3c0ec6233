// The blobs of this device: attached, bound to the ops that name them, read back, dropped with whom they are about. Sealed in pieces; each
// piece is bound to its blob's hash and its place.
#include "sync/device/notebook_impl.h"

#include "shared/base/hex.h"
#include "shared/wire/limits.h"

#include <algorithm>

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using domain::BlobRef;

namespace {

constexpr auto kPiece = static_cast<std::int64_t>(kBlobPieceBytes);
constexpr Millis kDayMs = 24 * 3'600'000;

std::string tagSubject(const std::string& sha256) { return "blob:" + sha256; }

std::string tagHex(std::uint64_t tag) { return base::toHex(tag); }

void mergeTags(Bytes& into, const Bytes& more) {
    for (std::size_t at = 0; at + 8 <= more.size(); at += 8) {
        std::uint64_t tag = 0;
        for (std::size_t i = 0; i < 8; ++i)
            tag = tag << 8 | more[at + i];
        if (holdsTag(into, tag)) continue;
        const Bytes packed = packTags({tag});
        into.insert(into.end(), packed.begin(), packed.end());
    }
}

/// An op that was set aside for such a reason names no blob at the service: who may not write to a stream, or what cannot be read.
bool namesNothing(std::string_view reason) { return reason == "not_granted" || reason == "malformed" || reason == "too_large"; }

bool names(const Json& value, const BlobRef& ref) {
    const auto blobs = domain::blobsIn(value);
    return std::any_of(blobs.begin(), blobs.end(), [&](const BlobRef& blob) { return blob.sha256 == ref.sha256; });
}

} // namespace

Result<void> Notebook::Impl::loadBlobs() {
    blobs.clear();
    auto rows = store.blobs();
    if (!rows) return rows.error();
    for (auto& row : *rows) {
        KeptBlob blob{std::move(row), std::nullopt, std::nullopt};
        const auto plain = vault.open(blobName(tagHex(blob.row.tag)), blob.row.sealed);
        const auto json = plain ? base::parseJson(*plain) : Result<Json>(plain.error());
        if (json) blob.ref = domain::blobFrom(*json);
        else if (json.error().code != ErrorCode::Locked) ++tampered;
        blobs.emplace(blob.row.key, std::move(blob));
    }
    return {};
}

KeptBlob* Notebook::Impl::blobIn(std::string_view stream, const std::string& sha256) {
    const auto tag = vault.subjectTag(tagSubject(sha256));
    if (!tag) return nullptr;
    for (auto& [key, blob] : blobs)
        if (blob.row.tag == *tag && blob.row.stream == stream) return &blob;
    return nullptr;
}

Result<KeptBlob*> Notebook::Impl::addBlob(const BlobRef& ref, BlobRow row, KeyTier tier) {
    const auto tag = vault.subjectTag(tagSubject(ref.sha256));
    if (!tag) return tag.error();
    row.tag = *tag;
    auto sealed = vault.seal(tier, blobName(tagHex(row.tag)), base::toText(domain::toJson(ref)));
    if (!sealed) return sealed.error();
    row.sealed = std::move(*sealed);
    const auto key = store.addBlob(row);
    if (!key) return key.error();
    row.key = *key;
    return &blobs.insert_or_assign(*key, KeptBlob{std::move(row), ref, std::nullopt}).first->second;
}

Result<void> Notebook::Impl::storeBlob(KeptBlob& blob) { return store.updateBlob(blob.row); }

Result<void> Notebook::Impl::dropBlob(std::int64_t key) {
    if (auto removed = store.removeBlob(key); !removed) return removed;
    blobs.erase(key);
    return {};
}

Result<void> Notebook::Impl::appendTo(KeptBlob& blob, std::string_view bytes, KeyTier tier) {
    const std::string& sha = blob.ref->sha256;
    while (!bytes.empty()) {
        const std::int64_t place = blob.row.done / kPiece, within = blob.row.done % kPiece;
        std::string piece;
        if (within > 0) {
            const auto begun = store.blobPiece(blob.row.key, place);
            if (!begun) return begun.error();
            auto opened = vault.open(pieceName(sha, place), *begun);
            if (!opened) return opened.error();
            piece = opened->substr(0, static_cast<std::size_t>(within));
        }
        const auto taken = std::min(bytes.size(), kBlobPieceBytes - piece.size());
        piece += bytes.substr(0, taken);
        bytes.remove_prefix(taken);
        const auto sealed = vault.seal(tier, pieceName(sha, place), piece);
        if (!sealed) return sealed.error();
        if (auto put = store.putBlobPiece(blob.row.key, place, *sealed); !put) return put;
        blob.row.done += static_cast<std::int64_t>(taken);
    }
    return {};
}

Result<std::string> Notebook::Impl::bytesOf(const KeptBlob& blob, std::int64_t from, std::size_t most) {
    if (!blob.ref) return Error{ErrorCode::Locked, "blob"};
    std::string bytes;
    while (from < blob.ref->bytes && bytes.size() < most) {
        const std::int64_t place = from / kPiece;
        const auto sealed = store.blobPiece(blob.row.key, place);
        if (!sealed) return sealed.error();
        const auto piece = vault.open(pieceName(blob.ref->sha256, place), *sealed);
        if (!piece) return piece.error();
        const auto skip = static_cast<std::size_t>(from % kPiece);
        if (skip >= piece->size()) return Error{ErrorCode::Tampered, "a piece that is too short"};
        bytes.append(*piece, skip, most - bytes.size());
        from = place * kPiece + static_cast<std::int64_t>(piece->size());
    }
    return bytes;
}

Result<BlobRef> Notebook::Impl::attachBlob(std::string_view bytes, const std::string& media) {
    if (!loaded) return Error{ErrorCode::Locked, {}};
    if (bytes.empty() || !domain::isMediaType(media)) return Error{ErrorCode::Malformed, "blob"};
    if (bytes.size() > static_cast<std::size_t>(domain::kMaxBlobBytes)) return Error{ErrorCode::TooLarge, "blob"};
    const BlobRef ref{domain::blobHash(bytes), media, static_cast<std::int64_t>(bytes.size())};
    const Millis now = serviceClock.now();
    const auto stored = store.transaction([&]() -> Result<void> {
        if (KeptBlob* staged = blobIn({}, ref.sha256)) {
            staged->row.usedAt = now;
            return storeBlob(*staged);
        }
        BlobRow row;
        row.usedAt = now;
        // Under the venue key until the service has it: whoever is signed in must be able to send it.
        const auto added = addBlob(ref, std::move(row), KeyTier::Venue);
        if (!added) return added.error();
        return appendTo(**added, bytes, KeyTier::Venue);
    });
    if (stored) return ref;
    static_cast<void>(loadBlobs().ok());
    return stored.error();
}

Result<Bytes> Notebook::Impl::readBlob(const std::string& stream, const BlobRef& ref) {
    if (!loaded) return Error{ErrorCode::Locked, {}};
    if (!stream.empty() && !showsStream(stream)) return Error{ErrorCode::Locked, stream};
    KeptBlob* found = blobIn(stream, ref.sha256);
    // A draft's blob is where an op has taken it meanwhile.
    if (!found && stream.empty())
        for (auto& [key, blob] : blobs)
            if (!found && blob.ref && blob.ref->sha256 == ref.sha256 && showsStream(blob.row.stream)) found = &blob;
    if (!found || found->row.state == BlobState::Fetching) return Error{ErrorCode::NotFound, "blob"};
    const auto bytes = bytesOf(*found, 0, static_cast<std::size_t>(ref.bytes));
    if (!bytes) return bytes.error();
    if (domain::blobHash(*bytes) != ref.sha256) return Error{ErrorCode::Tampered, "blob"};
    if (const Millis now = serviceClock.now(); now - found->row.usedAt >= kDayMs) {
        found->row.usedAt = now;
        static_cast<void>(storeBlob(*found).ok());  // only which goes first when room is made
    }
    return base::asBytes(*bytes);
}

Result<void> Notebook::Impl::bindBlobs(const domain::Op& op, const Bytes& subjects) {
    const Millis now = serviceClock.now();
    for (const auto& ref : domain::blobsIn(op.set)) {
        KeptBlob* staged = blobIn({}, ref.sha256);
        KeptBlob* there = blobIn(op.stream, ref.sha256);
        if (there && there->row.state == BlobState::Fetching && staged) {
            if (auto dropped = dropBlob(there->row.key); !dropped) return dropped;
            there = nullptr;
        }
        if (there) {
            mergeTags(there->row.subjects, subjects);
            there->row.checkedAt = 0;
            if (there->row.state == BlobState::Held)
                there->row.keepUntil = now + std::chrono::duration_cast<std::chrono::milliseconds>(wire::kRetention).count();
            if (auto stored = storeBlob(*there); !stored) return stored;
            if (auto dropped = staged ? dropStaged({ref}) : Result<void>(); !dropped) return dropped;
            continue;
        }
        if (!staged) {
            const auto whole = std::find_if(blobs.begin(), blobs.end(), [&](const auto& item) {
                const KeptBlob& blob = item.second;
                return blob.ref && blob.ref->sha256 == ref.sha256 && blob.row.state != BlobState::Fetching && showsStream(blob.row.stream);
            });
            if (whole == blobs.end()) continue;  // it is not here: a value of others that is kept or settled
            const auto bytes = bytesOf(whole->second, 0, static_cast<std::size_t>(whole->second.ref->bytes));
            if (!bytes) return bytes.error();
            const auto copied = addBlob(*whole->second.ref, {}, KeyTier::Venue);
            if (!copied) return copied.error();
            staged = *copied;
            if (auto put = appendTo(*staged, *bytes, KeyTier::Venue); !put) return put;
        }
        staged->row.stream = op.stream;
        staged->row.state = BlobState::Waiting;
        staged->row.done = 0;
        staged->row.usedAt = now;
        mergeTags(staged->row.subjects, subjects);
        if (auto stored = storeBlob(*staged); !stored) return stored;
    }
    return {};
}

Result<void> Notebook::Impl::holdBlob(KeptBlob& blob) {
    const Millis now = serviceClock.now();
    blob.row.state = BlobState::Held;
    blob.row.done = blob.ref->bytes;
    blob.row.checkedAt = now;
    blob.row.keepUntil = now + std::chrono::duration_cast<std::chrono::milliseconds>(wire::kRetention).count();
    if (tierOfStream(blob.row.stream) == KeyTier::Case) {
        for (std::int64_t place = 0; place * kPiece < blob.ref->bytes; ++place) {
            const auto bytes = bytesOf(blob, place * kPiece, kBlobPieceBytes);
            if (!bytes) return bytes.error();
            const auto sealed = vault.seal(KeyTier::Case, pieceName(blob.ref->sha256, place), *bytes);
            if (!sealed) return sealed.error();
            if (auto put = store.putBlobPiece(blob.row.key, place, *sealed); !put) return put;
        }
        auto head = vault.seal(KeyTier::Case, blobName(tagHex(blob.row.tag)), base::toText(domain::toJson(*blob.ref)));
        if (!head) return head.error();
        blob.row.sealed = std::move(*head);
    }
    return storeBlob(blob);
}

Result<void> Notebook::Impl::noteDraft(const Draft& draft, const Bytes& subjects) {
    for (const auto& ref : domain::blobsIn(draft.content)) {
        KeptBlob* staged = blobIn({}, ref.sha256);
        if (!staged) continue;
        mergeTags(staged->row.subjects, subjects);
        staged->row.usedAt = serviceClock.now();
        if (auto stored = storeBlob(*staged); !stored) return stored;
    }
    return {};
}

Result<void> Notebook::Impl::dropStaged(const std::vector<BlobRef>& refs) {
    for (const auto& ref : refs) {
        const KeptBlob* staged = blobIn({}, ref.sha256);
        const bool isNamed = std::any_of(drafts.begin(), drafts.end(), [&](const auto& item) { return names(item.second.content, ref); });
        if (!staged || isNamed) continue;
        if (auto dropped = dropBlob(staged->row.key); !dropped) return dropped;
    }
    return {};
}

Result<void> Notebook::Impl::sweepStaged(bool allDraftsOpen) {
    if (!allDraftsOpen) return {};
    std::vector<BlobRef> old;
    const Millis now = serviceClock.now();
    for (const auto& [key, blob] : blobs)
        if (blob.row.state == BlobState::Staged && blob.ref && now - blob.row.usedAt >= kStagedForMs) old.push_back(*blob.ref);
    return dropStaged(old);
}

Result<void> Notebook::Impl::dropBlobsOf(const std::string& stream) {
    std::vector<std::int64_t> gone;
    for (const auto& [key, blob] : blobs)
        if (blob.row.stream == stream) gone.push_back(key);
    for (const auto key : gone)
        if (auto dropped = dropBlob(key); !dropped) return dropped;
    std::erase_if(wanted, [&](const WantedBlob& blob) { return blob.stream == stream; });
    return {};
}

bool Notebook::Impl::isRefused(const KeptBlob& blob) {
    if (!blob.ref) return false;
    const auto isUnread = [](const OutboxOp& op) { return op.row.state == OpState::SetAside && namesNothing(op.row.reason); };
    const auto isOfStream = [&](const OutboxOp& op) { return op.row.stream == blob.row.stream; };
    const bool byUnread = std::any_of(outbox.all().begin(), outbox.all().end(), [&](const auto& item) {
        const OutboxOp& op = item.second;
        return isOfStream(op) && isUnread(op) && op.op && names(op.op->set, *blob.ref);
    });
    if (!byUnread) return false;
    return std::none_of(outbox.all().begin(), outbox.all().end(), [&](auto& item) {
        OutboxOp& op = item.second;
        return isOfStream(op) && !isUnread(op) && openOp(op) && names(op.op->set, *blob.ref);
    });
}

bool Notebook::Impl::mayLack(const KeptBlob& blob) {
    if (!blob.ref) return false;
    if (blob.row.state == BlobState::Waiting) return !isRefused(blob);
    return blob.row.state == BlobState::Held && blob.row.checkedAt == 0 && blob.row.keepUntil >= serviceClock.now();
}

bool Notebook::Impl::hasBlobsWaiting(std::string_view stream) {
    return std::any_of(blobs.begin(), blobs.end(), [&](const auto& item) { return item.second.row.stream == stream && mayLack(item.second); });
}

Result<void> Notebook::Impl::eraseBlobs(const std::function<bool(const Bytes&)>& isAbout) {
    std::vector<std::int64_t> gone;
    for (auto& [key, blob] : blobs) {
        if (!isAbout(blob.row.subjects)) continue;
        // One that an op about somebody else still has to send stays, for them alone. Whatever else names it, it can be fetched again.
        Bytes others;
        bool needed = false;
        if (blob.row.state == BlobState::Waiting && blob.ref)
            for (auto& [order, op] : outbox.all()) {
                if (op.row.stream != blob.row.stream || !openOp(op) || !names(op.wire["set"], *blob.ref)) continue;
                needed = true;
                mergeTags(others, op.row.subjects);
            }
        if (!needed) {
            gone.push_back(key);
            continue;
        }
        blob.row.subjects = std::move(others);
        if (auto stored = storeBlob(blob); !stored) return stored;
    }
    for (const auto key : gone)
        if (auto dropped = dropBlob(key); !dropped) return dropped;
    return {};
}

Result<void> Notebook::Impl::dropBlobsOfOp(const OutboxOp& gone) {
    if (gone.wire.is_null()) return {};
    for (const auto& ref : domain::blobsIn(gone.wire.value("set", Json()))) {
        const KeptBlob* blob = blobIn(gone.row.stream, ref.sha256);
        if (!blob) continue;
        const bool needed = std::any_of(outbox.all().begin(), outbox.all().end(), [&](auto& item) {
            OutboxOp& op = item.second;
            return op.row.order != gone.row.order && op.row.stream == gone.row.stream && openOp(op) && names(op.wire["set"], ref);
        });
        if (needed) continue;
        if (auto dropped = dropBlob(blob->row.key); !dropped) return dropped;
    }
    return {};
}

Result<void> Notebook::Impl::checkBlobsAgain() {
    for (auto& [key, blob] : blobs) {
        if (blob.row.state != BlobState::Held || blob.row.keepUntil == 0) continue;
        blob.row.checkedAt = 0;
        if (auto stored = storeBlob(blob); !stored) return stored;
    }
    return {};
}

} // namespace waymark::device
