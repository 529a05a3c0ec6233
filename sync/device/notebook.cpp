#include "sync/device/notebook_impl.h"

#include "shared/base/json.h"

#include <algorithm>

namespace waymark::device {

using base::Error;
using base::ErrorCode;

Notebook::Notebook(DeviceStore& store, Vault& vault, const base::Clock& clock, base::Random& random)
    : m_impl(std::make_unique<Impl>(store, vault, clock, random)) {}

Notebook::~Notebook() = default;

Result<void> Notebook::load(const SessionsOpen& sessionsOpen) { return m_impl->load(sessionsOpen); }
void Notebook::unload() { m_impl->unload(); }
std::int64_t Notebook::tamperedRows() const { return m_impl->tampered; }

EntityPtr Notebook::find(const EntityKey& key, std::string_view stream) const {
    if (!stream.empty()) return m_impl->replica.view(std::string(stream), key);
    EntityPtr deleted;
    for (const auto& [name, copy] : m_impl->replica.copies()) {
        EntityPtr found = m_impl->replica.view(name, key);
        if (found && !found->deleted()) return found;
        if (found && !deleted) deleted = std::move(found);
    }
    return deleted;
}

std::vector<EntityPtr> Notebook::all(std::string_view type, std::string_view stream) const {
    std::vector<EntityPtr> found;
    for (const auto& [name, copy] : m_impl->replica.copies())
        if ((stream.empty() || name == stream) && copy.byType.contains(type)) m_impl->replica.collect(name, std::string(type), found);
    return found;
}

std::vector<EntityPtr> Notebook::everything() const {
    std::vector<EntityPtr> found;
    for (const auto& [name, copy] : m_impl->replica.copies())
        for (const auto& [type, entities] : copy.byType)
            m_impl->replica.collect(name, type, found);
    return found;
}

std::vector<EntityPtr> Notebook::takeChanges() { return m_impl->replica.takeChanges(); }

Result<std::vector<std::string>> Notebook::record(const std::string& user, const std::vector<Change>& changes,
                                                  const std::string& discardDraft) {
    return m_impl->record(user, changes, discardDraft);
}

Result<std::vector<std::string>> Notebook::undo(const std::string& user, const std::vector<std::string>& ops) {
    return m_impl->undo(user, ops);
}

Result<void> Notebook::saveDraft(const Draft& draft) {
    if (!m_impl->loaded) return Error{ErrorCode::Locked, {}};
    DraftRow row;
    row.key = draft.key;
    KeyTier key = KeyTier::Venue;
    row.tier = "venue";
    if (draft.tier == "case") {
        key = KeyTier::Case;
        row.tier = "case";
    } else if (draft.tier == "own") {
        if (auto prepared = m_impl->vault.prepareOwn(); !prepared) return prepared;
        key = KeyTier::Own;
        row.tier = Impl::ownTier(m_impl->vault.current()->user);
    }
    row.savedAt = draft.savedAt ? draft.savedAt : m_impl->serviceClock.now();
    std::vector<std::string> subjects = draft.about;
    if (const auto stream = domain::parseStream(draft.stream)) {
        subjects.push_back(draft.stream);
        subjects.push_back(domain::reference("venue", stream->owner));
    }
    auto tags = m_impl->tagsOf(subjects);
    if (!tags) return tags.error();
    row.subjects = std::move(*tags);
    const Json body{{"by", draft.by}, {"stream", draft.stream}, {"about", draft.about}, {"content", draft.content}};
    auto sealed = m_impl->vault.seal(key, Impl::draftName(row.tier, row.key, row.savedAt), base::toText(body));
    if (!sealed) return sealed.error();
    row.sealed = std::move(*sealed);
    const auto stored = m_impl->store.transaction([&]() -> Result<void> {
        if (auto noted = m_impl->noteDraft(draft, row.subjects); !noted) return noted;
        return m_impl->store.putDraft(row);
    });
    if (!stored) return stored;
    Draft& kept = m_impl->drafts[draft.key] = draft;
    kept.tier = key == KeyTier::Own ? "own" : row.tier;
    kept.savedAt = row.savedAt;
    return {};
}

Result<void> Notebook::discardDraft(const std::string& key) {
    if (auto removed = m_impl->store.removeDraft(key); !removed) return removed;
    const auto draft = m_impl->drafts.extract(key);
    return draft.empty() ? Result<void>() : m_impl->dropStaged(domain::blobsIn(draft.mapped().content));
}

Result<domain::BlobRef> Notebook::attachBlob(std::string_view bytes, const std::string& media) { return m_impl->attachBlob(bytes, media); }

Result<void> Notebook::discardBlob(const domain::BlobRef& blob) { return m_impl->dropStaged({blob}); }

Result<Bytes> Notebook::readBlob(const std::string& stream, const domain::BlobRef& blob) { return m_impl->readBlob(stream, blob); }

void Notebook::wantBlob(const std::string& stream, const EntityKey& entity, const domain::BlobRef& blob) {
    m_impl->want({stream, entity, blob});
}

std::vector<Draft> Notebook::drafts() const {
    std::vector<Draft> drafts;
    for (const auto& [key, draft] : m_impl->drafts)
        drafts.push_back(draft);
    return drafts;
}

Result<void> Notebook::savePlace(const Json& place) {
    if (!m_impl->loaded) return Error{ErrorCode::Locked, {}};
    const auto sealed = m_impl->vault.seal(KeyTier::Venue, Impl::placeName(), base::toText(place));
    if (!sealed) return sealed.error();
    if (auto stored = m_impl->store.setMeta("place", base::asText(*sealed)); !stored) return stored;
    m_impl->place = place;
    return {};
}

std::optional<Json> Notebook::place() const { return m_impl->place; }

Result<void> Notebook::sendAgain(const std::vector<std::string>& ops) {
    if (!m_impl->loaded) return Error{ErrorCode::Locked, {}};
    std::vector<OutboxOp*> chosen;
    for (const auto& id : ops) {
        OutboxOp* op = m_impl->outbox.byId(id);
        if (!op || op->row.state != OpState::SetAside) return Error{ErrorCode::NotFound, "op"};
        chosen.push_back(op);
    }
    const auto stored = m_impl->store.transaction([&]() -> Result<void> {
        for (OutboxOp* op : chosen) {
            op->row.state = OpState::Waiting;
            op->row.reason.clear();
            if (auto kept = m_impl->storeOpState(*op); !kept) return kept;
        }
        return {};
    });
    if (!stored) m_impl->reload();
    return stored;
}

OutboxSummary Notebook::summary() const {
    OutboxSummary summary;
    for (const auto& [order, op] : m_impl->outbox.all()) {
        if (op.row.state == OpState::SetAside) ++summary.setAside;
        if (!op.isWaiting()) continue;
        ++summary.waiting;
        if (!summary.waitingSince || op.row.at < *summary.waitingSince) summary.waitingSince = op.row.at;
    }
    for (const auto& [key, blob] : m_impl->blobs)
        if (blob.row.state == BlobState::Waiting) ++summary.blobsWaiting;
    summary.lastSynced = m_impl->lastSynced;
    return summary;
}

std::vector<OutboxLine> Notebook::outbox() const {
    std::vector<OutboxLine> lines;
    for (const auto& [order, op] : m_impl->outbox.all()) {
        if (op.row.state == OpState::Acknowledged && op.row.covered) continue;
        OutboxLine line{op.row.id, op.row.stream, op.row.type, op.row.entity, op.row.at, OutboxLine::State::Waiting, op.row.reason};
        if (op.row.state == OpState::Acknowledged) line.state = OutboxLine::State::Sent;
        if (op.row.state == OpState::SetAside) line.state = OutboxLine::State::SetAside;
        lines.push_back(std::move(line));
    }
    return lines;
}

Millis Notebook::now() const { return m_impl->serviceClock.now(); }

} // namespace waymark::device
