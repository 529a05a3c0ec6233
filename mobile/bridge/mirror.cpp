#include "mobile/bridge/mirror.h"

#include <algorithm>

namespace waymark::mobile {

namespace {

// The fields whose targets the screens ask for.
constexpr const char* kIndexed[] = {"session", "person", "household", "activity", "instrument", "merged_into"};

bool isGone(const device::Entity& entity) { return entity.values.empty() || entity.deleted(); }

}  // namespace

void MirrorTables::index(const device::Entity& entity, bool in) {
    const auto enter = [&](EntityKeys& keys) {
        if (in)
            keys.insert(entity.key);
        else
            keys.erase(entity.key);
    };
    enter(m_byType[entity.key.type]);
    for (const auto* field : kIndexed)
        if (const auto reference = base::textOf(entity.values, field); !reference.empty()) enter(m_byReference[reference]);
}

void MirrorTables::put(const EntityPtr& entity) {
    auto& copies = m_entities[entity->key];
    if (!copies.empty()) index(*copies.front(), false);
    const auto place = std::lower_bound(copies.begin(), copies.end(), entity->stream,
                                        [](const EntityPtr& copy, const std::string& stream) { return copy->stream < stream; });
    const bool known = place != copies.end() && (*place)->stream == entity->stream;
    if (isGone(*entity)) {
        if (known) copies.erase(place);
    } else if (known) {
        *place = entity;
    } else {
        copies.insert(place, entity);
    }
    if (!copies.empty()) index(*copies.front(), true);
    if (entity->key.type == "person") m_people.put(entity->key.id, copies.empty() ? base::Json::object() : copies.front()->values);
    if (copies.empty()) m_entities.erase(entity->key);
}

EntityPtr MirrorTables::find(const EntityKey& key) const {
    const auto it = m_entities.find(key);
    return it == m_entities.end() ? nullptr : it->second.front();
}

EntityPtr MirrorTables::find(const EntityKey& key, std::string_view stream) const {
    const auto it = m_entities.find(key);
    if (it == m_entities.end()) return nullptr;
    const auto copy = std::find_if(it->second.begin(), it->second.end(), [stream](const EntityPtr& one) { return one->stream == stream; });
    return copy == it->second.end() ? nullptr : *copy;
}

const EntityKeys& MirrorTables::ofType(const std::string& type) const {
    static const EntityKeys kNone;
    const auto it = m_byType.find(type);
    return it == m_byType.end() ? kNone : it->second;
}

const EntityKeys& MirrorTables::referring(const std::string& reference) const {
    static const EntityKeys kNone;
    const auto it = m_byReference.find(reference);
    return it == m_byReference.end() ? kNone : it->second;
}

EntityPtr Mirror::find(std::string_view type, std::string_view id) const { return m_tables.find({std::string(type), std::string(id)}); }

EntityPtr Mirror::find(std::string_view reference) const { return m_tables.find(domain::parseReference(reference)); }

std::vector<EntityPtr> Mirror::all(const std::string& type) const {
    std::vector<EntityPtr> out;
    for (const auto& key : m_tables.ofType(type))
        out.push_back(m_tables.find(key));
    return out;
}

std::vector<EntityPtr> Mirror::referring(const std::string& reference, std::string_view type) const {
    std::vector<EntityPtr> out;
    for (const auto& key : m_tables.referring(reference))
        if (key.type == type) out.push_back(m_tables.find(key));
    return out;
}

void Mirror::fill(MirrorTables tables, bool whole) {
    m_tables = std::move(tables);
    for (auto& [copy, overlaid] : m_overlaid) {
        overlaid.stored = m_tables.find(copy.first, copy.second);
        show(copy, overlaid);
    }
    m_filled = true;
    m_whole = whole;
    emit filled();
}

void Mirror::clear() {
    m_tables = {};
    m_overlaid.clear();
    m_filled = m_whole = false;
    emit cleared();
}

void Mirror::apply(const std::vector<EntityPtr>& changed) {
    if (!m_filled) return;
    EntityKeys keys;
    for (const auto& entity : changed) {
        keys.insert(entity->key);
        const auto it = m_overlaid.find({entity->key, entity->stream});
        if (it == m_overlaid.end()) {
            m_tables.put(entity);
        } else {
            it->second.stored = entity;
            show(it->first, it->second);
        }
    }
    if (!keys.empty()) emit this->changed(keys);
}

void Mirror::overlay(std::uint64_t ticket, const std::vector<device::Change>& changes, Millis now) {
    if (!m_filled) return;
    EntityKeys keys;
    for (const auto& change : changes) {
        const Copy copy{{change.type, change.entity}, change.stream};
        const auto [it, isNew] = m_overlaid.try_emplace(copy);
        if (isNew) it->second.stored = m_tables.find(copy.first, copy.second);
        it->second.overlays.push_back({ticket, change.set, now});
        show(it->first, it->second);
        keys.insert(copy.first);
    }
    emit changed(keys);
}

void Mirror::settle(std::uint64_t ticket) {
    EntityKeys keys;
    for (auto it = m_overlaid.begin(); it != m_overlaid.end();) {
        auto& overlays = it->second.overlays;
        const auto removed = std::erase_if(overlays, [ticket](const Overlay& overlay) { return overlay.ticket == ticket; });
        if (removed == 0) {
            ++it;
            continue;
        }
        keys.insert(it->first.first);
        show(it->first, it->second);
        it = overlays.empty() ? m_overlaid.erase(it) : std::next(it);
    }
    if (!keys.empty()) emit changed(keys);
}

void Mirror::show(const Copy& copy, const Overlaid& overlaid) {
    if (overlaid.overlays.empty() && overlaid.stored) {
        m_tables.put(overlaid.stored);
        return;
    }
    auto shown = std::make_shared<device::Entity>(overlaid.stored ? *overlaid.stored : device::Entity{});
    shown->key = copy.first;
    shown->stream = copy.second;
    for (const auto& overlay : overlaid.overlays) {
        shown->changedAt = overlay.at;
        shown->safety = device::Safety::SavedHere;
        for (const auto& [field, value] : overlay.set.items()) {
            if (value.is_null())
                shown->values.erase(field);
            else
                shown->values[field] = value;
        }
    }
    m_tables.put(shown);
}

}  // namespace waymark::mobile
