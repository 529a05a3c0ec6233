#include "sync/device/notebook_impl.h"

#include "shared/base/hex.h"
#include "shared/domain/mentions.h"
#include "sync/device/fields_codec.h"

#include <algorithm>

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using domain::Fields;

bool Notebook::Impl::showsStream(std::string_view stream) const { return vault.isOpen(tierOfStream(stream)); }

Result<Bytes> Notebook::Impl::tagsOf(const std::vector<std::string>& subjects) const {
    std::vector<std::uint64_t> tags;
    for (const auto& subject : subjects) {
        const auto tag = vault.subjectTag(subject);
        if (!tag) return tag.error();
        tags.push_back(*tag);
    }
    return packTags(tags);
}

Result<EntityRow> Notebook::Impl::sealEntity(const std::string& stream, const EntityKey& key, const Fields& fields) {
    EntityRow row{key.type, key.id, 0, {}, {}};
    std::vector<std::string> subjects{domain::reference(key.type, key.id)};
    for (const auto& [name, field] : fields) {
        row.version = std::max(row.version, field.seq);
        if ((name == "person" || name == "household") && field.value.is_string()) subjects.push_back(field.value.get<std::string>());
    }
    auto tags = tagsOf(subjects);
    if (!tags) return tags.error();
    row.subjects = std::move(*tags);
    auto sealed = vault.seal(tierOfStream(stream), entityName(stream, key.type, key.id, row.version), packFields(fields));
    if (!sealed) return sealed.error();
    row.sealed = std::move(*sealed);
    return row;
}

Result<void> Notebook::Impl::storeEntity(Copy& copy, const EntityKey& key, const Fields& fields) {
    const auto row = sealEntity(copy.cursor.stream, key, fields);
    if (!row) return row.error();
    if (auto stored = store.putEntity(copy.cursor.key, *row); !stored) return stored;
    if (copy.open) replica.setConfirmed(copy.cursor.stream, key, packFields(fields));
    return {};
}

Result<void> Notebook::Impl::removeEntity(Copy& copy, const EntityKey& key) {
    if (auto removed = store.removeEntity(copy.cursor.key, key.type, key.id); !removed) return removed;
    if (!copy.open) return store.removeRaw(copy.cursor.key, key.type, key.id);
    const Slot* slot = replica.slot(copy.cursor.stream, key);
    if (slot && !slot->packed.empty()) replica.setConfirmed(copy.cursor.stream, key, {});
    return {};
}

Result<void> Notebook::Impl::storeCursor(Copy& copy) {
    copy.cursor.sealedSum.clear();
    if (copy.open && copy.sumKnown) {
        const Json known{{"rows", copy.rows}, {"sum", base::toHex(copy.sum)}};
        auto sealed = vault.seal(KeyTier::Venue, sumName(copy.cursor), base::toText(known));
        if (!sealed) return sealed.error();
        copy.cursor.sealedSum = std::move(*sealed);
    }
    const auto key = store.putCursor(copy.cursor);
    if (!key) return key.error();
    copy.cursor.key = *key;
    return {};
}

Result<void> Notebook::Impl::storeOpState(OutboxOp& op) {
    if (auto stored = store.updateOp(op.row); !stored) return stored;
    const bool lies = op.op && (op.row.state != OpState::Acknowledged || !op.row.covered) && showsStream(op.row.stream);
    lies ? replica.lay(op.row) : replica.lift(op.row);
    return {};
}

Result<void> Notebook::Impl::removeOp(std::int64_t order) {
    if (auto removed = store.removeOp(order); !removed) return removed;
    if (OutboxOp* op = outbox.find(order)) {
        const OpRow row = op->row;
        outbox.remove(order);
        replica.lift(row);
    }
    return {};
}

Result<void> Notebook::Impl::storeAnchor() {
    if (outbox.anchor.id.empty()) return store.removeMeta("anchor");
    return store.setMeta("anchor", base::toText(Json{{"order", outbox.anchor.order}, {"id", outbox.anchor.id}}));
}

Result<void> Notebook::Impl::takeMentionsOut(const std::vector<EntityKey>& erased) {
    std::vector<std::string> people;
    for (const auto& key : erased)
        if (key.type == "person") people.push_back(key.id);
    if (people.empty()) return {};
    for (auto& [order, op] : outbox.all()) {
        const bool wasOpen = op.op.has_value();
        // One that does not open now is looked at by the service, should it ever be sent again.
        if (!openOp(op)) continue;
        if (domain::mentionsAny(op.wire["set"], people) || domain::mentionsAny(op.before, people)) {
            for (auto& value : op.wire["set"])
                value = domain::withoutMentions(std::move(value), people);
            op.before = domain::withoutMentions(std::move(op.before), people);
            op.op->set = op.wire["set"];
            const bool moved = op.row.state == OpState::Acknowledged && tierOfStream(op.row.stream) == KeyTier::Case;
            const auto sealed = vault.seal(moved ? KeyTier::Case : KeyTier::Venue, opName(op.row), base::toText(Json{{"op", op.wire}, {"before", op.before}}));
            if (!sealed) return sealed.error();
            if (auto stored = store.resealOp(order, *sealed); !stored) return stored;
            replica.touch(op.row.stream, {op.row.type, op.row.entity});
        }
        if (!wasOpen) {
            op.op.reset();
            op.wire = nullptr;
            op.before = nullptr;
        }
    }
    return {};
}

Result<void> Notebook::Impl::dropDraftsOf(const std::string& stream) {
    const auto parsed = domain::parseStream(stream);
    if (!parsed) return {};
    const bool whole = parsed->tier == domain::Tier::Venue;
    const auto tag = vault.subjectTag(whole ? domain::reference("venue", parsed->owner) : stream);
    if (!tag) return tag.error();
    const auto rows = store.drafts();
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        if (!holdsTag(row.subjects, *tag)) continue;
        if (auto removed = store.removeDraft(row.key); !removed) return removed;
        const auto draft = drafts.extract(row.key);
        if (draft.empty()) continue;
        if (auto dropped = dropStaged(domain::blobsIn(draft.mapped().content)); !dropped) return dropped;
    }
    if (!whole || !place || base::toText(*place).find(parsed->owner) == std::string::npos) return {};
    place.reset();
    return store.removeMeta("place");
}

Result<void> Notebook::Impl::eraseSubjects(const std::vector<EntityKey>& erased) {
    std::vector<std::uint64_t> tags;
    std::set<std::string> references;
    for (const auto& key : erased) {
        references.insert(domain::reference(key.type, key.id));
        const auto tag = vault.subjectTag(domain::reference(key.type, key.id));
        if (!tag) return tag.error();
        tags.push_back(*tag);
    }
    const auto isAbout = [&tags](const Bytes& subjects) {
        return std::any_of(tags.begin(), tags.end(), [&](std::uint64_t tag) { return holdsTag(subjects, tag); });
    };
    const auto mentions = [&erased](const std::string& text) {
        return std::any_of(erased.begin(), erased.end(), [&](const EntityKey& key) { return text.find(key.id) != std::string::npos; });
    };

    std::vector<std::int64_t> ops;
    for (const auto& [order, op] : outbox.all())
        if (isAbout(op.row.subjects)) ops.push_back(order);
    for (const auto order : ops)
        if (auto removed = removeOp(order); !removed) return removed;

    if (auto taken = takeMentionsOut(erased); !taken) return taken;
    if (auto gone = eraseBlobs(isAbout); !gone) return gone;

    const auto rows = store.drafts();
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        const auto opened = drafts.find(row.key);
        if (!isAbout(row.subjects) && (opened == drafts.end() || !mentions(base::toText(opened->second.content)))) continue;
        if (auto removed = store.removeDraft(row.key); !removed) return removed;
        const auto draft = drafts.extract(row.key);
        if (draft.empty()) continue;
        if (auto dropped = dropStaged(domain::blobsIn(draft.mapped().content)); !dropped) return dropped;
    }
    if (place && mentions(base::toText(*place))) {
        if (auto removed = store.removeMeta("place"); !removed) return removed;
        place.reset();
    }

    for (auto& [stream, copy] : replica.copies()) {
        if (!copy.open)
            for (const auto tag : tags)
                if (auto removed = store.removeEntitiesAbout(copy.cursor.key, tag); !removed) return removed;
        std::vector<EntityKey> gone;
        for (const auto& [type, entities] : copy.byType)
            for (const auto& [id, slot] : entities) {
                if (slot.packed.empty()) continue;
                const auto read = unpackValues(slot.packed);
                const auto hangs = read ? domain::hangsOn(read->values) : std::vector<std::string>();
                const bool about = references.contains(domain::reference(type, id)) ||
                                   std::any_of(hangs.begin(), hangs.end(), [&](const auto& subject) { return references.contains(subject); });
                if (about) gone.push_back({type, id});
            }
        for (const auto& key : gone)
            if (auto removed = removeEntity(copy, key); !removed) return removed;
    }
    return {};
}

} // namespace waymark::device
