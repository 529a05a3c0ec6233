// The pictures of questionnaires: wanted before somebody needs them without a signal, and kept while anybody may need them here; and what makes room.
#include "sync/device/form_media.h"
#include "sync/device/notebook_impl.h"

#include <algorithm>

namespace waymark::device {

namespace {

bool isSame(const WantedBlob& one, const WantedBlob& other) { return one.stream == other.stream && one.ref == other.ref; }

} // namespace

void Notebook::Impl::want(WantedBlob blob) {
    const bool isWanted = std::any_of(wanted.begin(), wanted.end(), [&](const WantedBlob& other) { return isSame(other, blob); });
    if (!isWanted) wanted.push_back(std::move(blob));
}

bool Notebook::Impl::mayBeAnswered(const std::string& instrument, std::string_view status) const {
    if (status == "published") return true;
    const auto worker = vault.current();
    const bool triesDrafts = worker && (worker->role == domain::Role::Administrator || worker->role == domain::Role::Coordinator);
    if (status == "draft" && triesDrafts) return true;
    return std::any_of(drafts.begin(), drafts.end(), [&](const auto& item) { return base::textOf(item.second.content, "instrument") == instrument; });
}

std::vector<WantedBlob> Notebook::Impl::instrumentMedia() {
    std::vector<WantedBlob> media;
    for (const auto& [stream, copy] : replica.copies()) {
        const auto parsed = domain::parseStream(stream);
        const auto instruments = copy.byType.find("instrument");
        if (!parsed || parsed->tier != domain::Tier::Organisation || instruments == copy.byType.end()) continue;
        for (const auto& [id, slot] : instruments->second) {
            const EntityKey key{"instrument", id};
            const EntityPtr seen = replica.view(stream, key);
            if (!seen || seen->deleted() || !mayBeAnswered(id, base::textOf(seen->values, "status"))) continue;
            for (auto& ref : domain::blobsIn(seen->values.value("media", Json())))
                if (isFormMediaKept(ref)) media.push_back({stream, key, std::move(ref)});
        }
    }
    return media;
}

void Notebook::Impl::wantInstrumentMedia() {
    for (auto& one : instrumentMedia()) {
        KeptBlob* here = blobIn(one.stream, one.ref.sha256);
        if (here && here->row.state == BlobState::Fetching) here->wantedBy = one.entity;
        if (!here) want(std::move(one));
    }
}

Result<void> Notebook::Impl::makeRoom(std::int64_t bytes) {
    const Millis now = serviceClock.now();
    std::vector<std::pair<Millis, std::int64_t>> cached;  // when last used, key
    std::int64_t taken = bytes;
    const auto needed = instrumentMedia();
    const auto isNeeded = [&needed](const KeptBlob& blob) {
        return std::any_of(needed.begin(), needed.end(), [&blob](const WantedBlob& one) { return one.stream == blob.row.stream && blob.ref == one.ref; });
    };
    for (const auto& [key, blob] : blobs) {
        if (blob.row.state != BlobState::Held || blob.row.keepUntil >= now || isNeeded(blob)) continue;
        cached.emplace_back(blob.row.usedAt, key);
        taken += blob.row.done;
    }
    std::sort(cached.begin(), cached.end());
    for (const auto& [at, key] : cached) {
        if (taken <= kBlobCacheBytes) break;
        taken -= blobs.at(key).row.done;
        if (auto dropped = dropBlob(key); !dropped) return dropped;
    }
    return {};
}

} // namespace waymark::device
