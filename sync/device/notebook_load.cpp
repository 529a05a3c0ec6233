#include "sync/device/notebook_impl.h"

#include "shared/base/hex.h"
#include "shared/base/json.h"
#include "shared/wire/op_codec.h"
#include "sync/device/fields_codec.h"

#include <algorithm>

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using domain::Entry;
using domain::Fields;

void fold(Fields& fields, const Entry& entry) {
    for (const auto& [name, value] : entry.set.items()) {
        auto& field = fields[name];
        if (field.seq >= entry.seq) continue;
        field = {value, entry.seq, entry.op, std::max(entry.at, field.at), entry.by, entry.extra};
    }
}

namespace {

/// What a list of sessions is made of. There are few of them; people and their marks are many.
constexpr std::string_view kOfSessions[] = {"activity", "organisation", "session", "user", "venue"};

bool isOfSessions(std::string_view type) { return std::find(std::begin(kOfSessions), std::end(kOfSessions), type) != std::end(kOfSessions); }

} // namespace

Result<void> Notebook::Impl::load(const SessionsOpen& sessionsOpen) {
    if (!vault.isUnlocked()) return Error{ErrorCode::Locked, {}};
    unload();
    const auto run = [this](std::initializer_list<Result<void> (Impl::*)()> parts) -> Result<void> {
        for (const auto part : parts)
            if (auto done = (this->*part)(); !done) return done;
        return {};
    };
    auto done = run({&Impl::loadMeta, &Impl::loadCursors, &Impl::loadOps});
    if (done && sessionsOpen) sessionsOpen(sessions());
    if (done) done = run({&Impl::loadRest, &Impl::loadBlobs, &Impl::loadDrafts});
    if (!done) {
        unload();
        return done;
    }
    replica.takeChanges();
    loaded = true;
    return {};
}

void Notebook::Impl::unload() {
    replica.clear();
    outbox.clear();
    drafts.clear();
    blobs.clear();
    wanted.clear();
    place.reset();
    lastSynced.reset();
    tampered = 0;
    loaded = false;
}

void Notebook::Impl::reload() {
    const auto kept = std::move(drafts);
    auto stillWanted = std::move(wanted);
    replica.touchEverything();
    const auto before = replica.takeChanges();
    if (!load()) return;
    wanted = std::move(stillWanted);
    for (const auto& [key, draft] : kept)
        drafts.try_emplace(key, draft);
    for (const auto& entity : before)
        replica.touch(entity->stream, entity->key);
    replica.touchEverything();
}

Result<void> Notebook::Impl::loadMeta() {
    if (auto done = serviceClock.load(store); !done) return done;
    for (const auto* name : {"anchor", "last_synced", "place"}) {
        const auto text = store.meta(name);
        if (!text) return text.error();
        if (!*text) continue;
        if (name == std::string_view("place")) {
            const auto plain = vault.open(placeName(), base::asBytes(**text));
            const auto json = plain ? base::parseJson(*plain) : Result<Json>(plain.error());
            if (json) place = *json;
            else ++tampered;
            continue;
        }
        const auto json = base::parseJson(**text);
        if (!json) continue;
        if (name == std::string_view("anchor")) outbox.anchor = {base::integerOf(*json, "order"), base::textOf(*json, "id")};
        else lastSynced = base::integerOf(*json, "at");
    }
    return {};
}

void Notebook::Impl::openRow(Copy& copy, const DeviceStore::EntityView& row) {
    auto packed = vault.open(entityName(copy.cursor.stream, row.type, row.entity, row.version), row.sealed, row.size);
    if (packed) replica.load(copy, row.type, row.entity, std::move(*packed));
    else copy.damaged = true, ++tampered;
}

std::vector<EntityPtr> Notebook::Impl::sessions() {
    std::vector<EntityPtr> found;
    for (const auto& [stream, copy] : replica.copies())
        for (const auto& [type, entities] : copy.byType)
            if (isOfSessions(type)) replica.collect(stream, type, found);
    return found;
}

/// The streams, and of each what a list of sessions is made of.
Result<void> Notebook::Impl::loadCursors() {
    auto cursors = store.cursors();
    if (!cursors) return cursors.error();
    for (auto& row : *cursors) {
        Copy& copy = replica.makeCopy(row.stream);
        copy.cursor = std::move(row);
        copy.open = showsStream(copy.cursor.stream);
        if (!copy.open) continue;
        for (const auto type : kOfSessions)
            if (auto read = store.eachEntityOf(copy.cursor.key, type, [&](const auto& view) { openRow(copy, view); }); !read) return read;
    }
    return {};
}

Result<void> Notebook::Impl::loadRest() {
    for (auto& [stream, copy] : replica.copies()) {
        if (!copy.open || copy.cursor.key == 0) continue;
        const auto read = store.eachEntity(copy.cursor.key, [this, &into = copy](const DeviceStore::EntityView& view) {
            if (!isOfSessions(view.type)) openRow(into, view);
        });
        if (!read) return read;
        const auto sums = vault.open(sumName(copy.cursor), copy.cursor.sealedSum);
        const auto known = sums ? base::parseJson(*sums) : Result<Json>(sums.error());
        if (known && base::integerOf(*known, "rows", -1) == copy.rows) {
            if (const auto bytes = base::fromHex(base::textOf(*known, "sum")); bytes && bytes->size() == 8) {
                for (const auto byte : *bytes)
                    copy.sum = copy.sum << 8 | byte;
                copy.sumKnown = true;
            }
        }
        if (auto folded = foldRaw(copy); !folded) return folded;
        if (copy.damaged && !copy.cursor.bootstrap) {
            copy.cursor.bootstrap = true;
            copy.cursor.stateToken.clear();
            copy.sumKnown = false;
            if (auto stored = storeCursor(copy); !stored && !base::isRetryable(stored.error().code)) return stored;
        }
    }
    return {};
}

Result<void> Notebook::Impl::foldRaw(Copy& copy) {
    const auto rows = store.raw(copy.cursor.key);
    if (!rows) return rows.error();
    if (rows->empty()) return {};
    std::map<EntityKey, Fields> changed;
    bool damaged = false;
    for (const auto& row : *rows) {
        const auto plain = vault.open(rawName(copy.cursor.stream, row), row.sealed);
        const auto json = plain ? base::parseJson(*plain) : Result<Json>(plain.error());
        const auto entry = json ? wire::entryFromJson(*json) : Result<Entry>(json.error());
        if (!entry) {
            damaged = true;
            ++tampered;
            continue;
        }
        const EntityKey key{row.type, row.entity};
        auto it = changed.find(key);
        if (it == changed.end()) it = changed.emplace(key, replica.confirmed(copy.cursor.stream, key)).first;
        fold(it->second, *entry);
    }
    // Nobody could look when the entries came. If they take most of the copy away it stays, and the service is asked for all of it: that
    // answer stops the stream as any other that would empty it.
    const bool empties = replica.wouldEmpty(copy, changed);
    if (empties) changed.clear();
    return store.transaction([&]() -> Result<void> {
        for (const auto& [key, fields] : changed)
            if (auto stored = storeEntity(copy, key, fields); !stored) return stored;
        if (auto cleared = store.clearRaw(copy.cursor.key); !cleared) return cleared;
        if (damaged || empties) {
            copy.cursor.bootstrap = true;
            copy.cursor.stateToken.clear();
        }
        return storeCursor(copy);
    });
}

Result<void> Notebook::Impl::openOp(OutboxOp& op, const Bytes& sealed) {
    const auto plain = vault.open(opName(op.row), sealed);
    if (!plain) return plain.error();
    auto json = base::parseJson(*plain);
    if (!json) return Error{ErrorCode::Tampered, "op"};
    auto parsed = wire::opFromJson((*json)["op"]);
    if (!parsed || parsed->id != op.row.id) return Error{ErrorCode::Tampered, "op"};
    op.wire = std::move((*json)["op"]);
    op.before = std::move((*json)["before"]);
    op.bytes = plain->size();
    op.op = std::move(*parsed);
    return {};
}

Result<void> Notebook::Impl::openOp(OutboxOp& op) {
    if (op.op) return {};
    const auto sealed = store.sealedOp(op.row.order);
    if (!sealed) return sealed.error();
    return openOp(op, *sealed);
}

Result<void> Notebook::Impl::loadOps() {
    return store.eachOp([this](OpRow& row) {
        OutboxOp op;
        const Bytes sealed = std::move(row.sealed);
        op.row = std::move(row);
        // What is acknowledged and pulled back is kept for a service that forgets, and opened only if it does.
        const bool needed = op.row.state != OpState::Acknowledged || !op.row.covered;
        if (needed)
            if (auto opened = openOp(op, sealed); !opened && opened.error().code == ErrorCode::Tampered) ++tampered;
        OutboxOp& kept = outbox.add(std::move(op));
        if (kept.op && needed && showsStream(kept.row.stream)) replica.lay(kept.row);
    });
}

Result<void> Notebook::Impl::loadDrafts() {
    const auto rows = store.drafts();
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        const bool isOwn = row.tier.starts_with("own/");
        if (isOwn && row.tier != ownTier(vault.current()->user)) continue;
        const auto plain = vault.open(draftName(row.tier, row.key, row.savedAt), row.sealed);
        if (!plain) {
            if (plain.error().code == ErrorCode::Tampered) ++tampered;
            continue;
        }
        const auto json = base::parseJson(*plain);
        if (!json || !json->is_object()) continue;
        Draft draft{row.key, base::textOf(*json, "by"), isOwn ? "own" : row.tier, {}, json->value("content", Json()), row.savedAt, base::textOf(*json, "stream")};
        for (const auto& subject : json->value("about", Json::array()))
            if (subject.is_string()) draft.about.push_back(subject.get<std::string>());
        drafts[row.key] = std::move(draft);
    }
    return sweepStaged(drafts.size() == rows->size());
}

} // namespace waymark::device
