#include "sync/device/replica.h"

#include "sync/device/fields_codec.h"
#include "sync/device/outbox.h"

#include <algorithm>

namespace waymark::device {

using domain::Fields;

bool isLive(const Fields& fields) {
    const auto deleted = fields.find("deleted");
    if (deleted != fields.end() && deleted->second.value == base::Json(true)) return false;
    return std::any_of(fields.begin(), fields.end(), [](const auto& item) { return !item.second.value.is_null(); });
}

std::uint64_t sumOfPacked(const EntityKey& key, std::string_view packed) {
    std::uint64_t sum = 0;
    if (packed.empty()) return sum;
    if (const auto fields = unpackFields(packed))
        for (const auto& [name, field] : *fields)
            sum += domain::fieldSum(key.type, key.id, name, field.seq, field.op);
    return sum;
}

void Replica::clear() {
    m_copies.clear();
    m_touched.clear();
}

Copy* Replica::copy(std::string_view stream) {
    const auto it = m_copies.find(stream);
    return it == m_copies.end() ? nullptr : &it->second;
}

Copy& Replica::makeCopy(const std::string& stream) {
    Copy& copy = m_copies[stream];
    copy.cursor.stream = stream;
    return copy;
}

Slot* Replica::slot(std::string_view stream, const EntityKey& key) {
    Copy* found = copy(stream);
    if (!found) return nullptr;
    const auto type = found->byType.find(key.type);
    if (type == found->byType.end()) return nullptr;
    const auto it = type->second.find(key.id);
    return it == type->second.end() ? nullptr : &it->second;
}

Fields Replica::confirmed(std::string_view stream, const EntityKey& key) {
    const Slot* found = slot(stream, key);
    if (!found || found->packed.empty()) return {};
    auto fields = unpackFields(found->packed);
    return fields ? std::move(*fields) : Fields();
}

bool Replica::wouldEmpty(const Copy& copy, const std::map<EntityKey, Fields>& changed) {
    const auto lost = std::count_if(changed.begin(), changed.end(), [&](const auto& change) {
        return !isLive(change.second) && isLive(confirmed(copy.cursor.stream, change.first));
    });
    return lost >= kFewRows && lost * 2 > copy.rows;
}

Fields Replica::laidOver(const Slot& slot) const {
    Fields fields;
    if (!slot.packed.empty())
        if (auto confirmed = unpackFields(slot.packed)) fields = std::move(*confirmed);
    Fields refused;
    for (const auto order : slot.ops) {
        const OutboxOp* pending = m_outbox.find(order);
        if (!pending || !pending->isOverlay()) continue;
        Fields& target = pending->row.state == OpState::SetAside ? refused : fields;
        for (const auto& [name, value] : pending->op->set.items())
            target[name] = {value, 0, pending->row.id, pending->op->at, pending->op->by, base::Json::object()};
    }
    for (auto& [name, field] : refused)
        fields.try_emplace(name, std::move(field));
    return fields;
}

Fields Replica::effective(std::string_view stream, const EntityKey& key) {
    const Slot* found = slot(stream, key);
    return found ? laidOver(*found) : Fields();
}

EntityPtr Replica::makeView(const std::string& stream, const EntityKey& key, const Slot& slot) const {
    auto entity = std::make_shared<Entity>();
    entity->stream = stream;
    entity->key = key;
    if (slot.ops.empty()) {
        if (auto read = unpackValues(slot.packed)) {
            entity->values = std::move(read->values);
            entity->changedAt = read->changedAt;
        }
        return entity;
    }
    for (const auto& [name, field] : laidOver(slot)) {
        entity->changedAt = std::max(entity->changedAt, field.at);
        if (!field.value.is_null()) entity->values[name] = field.value;
    }
    entity->safety = Safety::SavedHere;
    for (const auto order : slot.ops) {
        const OutboxOp* pending = m_outbox.find(order);
        if (!pending || pending->row.state != OpState::SetAside) continue;
        entity->safety = Safety::SetAside;
        entity->reason = pending->row.reason;
    }
    return entity;
}

EntityPtr Replica::view(const std::string& stream, const EntityKey& key) {
    Slot* found = slot(stream, key);
    if (!found) return nullptr;
    if (!found->view) found->view = makeView(stream, key, *found);
    return found->view;
}

void Replica::collect(const std::string& stream, const std::string& type, std::vector<EntityPtr>& into) {
    for (const auto& [id, slot] : copy(stream)->byType.find(type)->second) {
        EntityPtr seen = slot.view ? slot.view : view(stream, {type, id});
        if (seen && !seen->values.empty() && !seen->deleted()) into.push_back(std::move(seen));
    }
}

void Replica::setConfirmed(const std::string& stream, const EntityKey& key, std::string packed) {
    Copy& target = makeCopy(stream);
    Slot& entity = target.byType[key.type][key.id];
    if (target.sumKnown) target.sum += sumOfPacked(key, packed) - sumOfPacked(key, entity.packed);
    target.rows += static_cast<int>(!packed.empty()) - static_cast<int>(!entity.packed.empty());
    entity.packed = std::move(packed);
    touch(stream, key);
    dropIfEmpty(stream, key);
}

void Replica::load(Copy& copy, std::string_view type, std::string_view id, std::string packed) {
    auto entities = copy.byType.find(type);
    if (entities == copy.byType.end()) entities = copy.byType.try_emplace(std::string(type)).first;
    Slot& entity = entities->second[std::string(id)];
    if (entity.packed.empty()) ++copy.rows;
    entity.packed = std::move(packed);
    entity.view = makeView(copy.cursor.stream, {std::string(type), std::string(id)}, entity);
}

void Replica::forgetConfirmed(const std::string& stream) {
    Copy* found = copy(stream);
    if (!found) return;
    std::vector<EntityKey> keys;
    for (const auto& [type, entities] : found->byType)
        for (const auto& [id, entity] : entities)
            if (!entity.packed.empty()) keys.push_back({type, id});
    found->sumKnown = false;
    for (const auto& key : keys)
        setConfirmed(stream, key, {});
    found->sum = 0;
    found->sumKnown = true;
}

void Replica::remove(const std::string& stream) {
    Copy* found = copy(stream);
    if (!found) return;
    for (const auto& [type, entities] : found->byType)
        for (const auto& [id, entity] : entities)
            m_touched.insert({stream, {type, id}});
    m_copies.erase(m_copies.find(stream));
}

void Replica::lay(const OpRow& row) {
    auto& ops = makeCopy(row.stream).byType[row.type][row.entity].ops;
    const auto at = std::lower_bound(ops.begin(), ops.end(), row.order);
    if (at == ops.end() || *at != row.order) ops.insert(at, row.order);
    touch(row.stream, {row.type, row.entity});
}

void Replica::lift(const OpRow& row) {
    Slot* found = slot(row.stream, {row.type, row.entity});
    if (!found) return;
    std::erase(found->ops, row.order);
    touch(row.stream, {row.type, row.entity});
    dropIfEmpty(row.stream, {row.type, row.entity});
}

void Replica::touch(const std::string& stream, const EntityKey& key) {
    if (Slot* found = slot(stream, key)) found->view = nullptr;
    m_touched.insert({stream, key});
}

void Replica::dropIfEmpty(const std::string& stream, const EntityKey& key) {
    const Slot* found = slot(stream, key);
    if (found && found->packed.empty() && found->ops.empty()) copy(stream)->byType.find(key.type)->second.erase(key.id);
}

std::uint64_t Replica::sum(Copy& copy) {
    if (copy.sumKnown) return copy.sum;
    copy.sum = 0;
    for (const auto& [type, entities] : copy.byType)
        for (const auto& [id, entity] : entities)
            copy.sum += sumOfPacked({type, id}, entity.packed);
    copy.sumKnown = true;
    return copy.sum;
}

std::vector<EntityPtr> Replica::takeChanges() {
    std::vector<EntityPtr> changes;
    changes.reserve(m_touched.size());
    for (const auto& [stream, key] : m_touched) {
        const EntityPtr seen = view(stream, key);
        if (seen && !seen->deleted()) {
            changes.push_back(seen);
            continue;
        }
        auto gone = std::make_shared<Entity>();
        gone->stream = stream;
        gone->key = key;
        changes.push_back(std::move(gone));
    }
    m_touched.clear();
    return changes;
}

void Replica::touchEverything() {
    for (const auto& [stream, held] : m_copies)
        for (const auto& [type, entities] : held.byType)
            for (const auto& [id, entity] : entities)
                m_touched.insert({stream, {type, id}});
}

} // namespace waymark::device
