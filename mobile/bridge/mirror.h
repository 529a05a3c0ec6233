// What the screens read: every entity the worker opened, by key, by type and by what it refers to, with taps that are not yet durable laid
// over it. Lives on the screen's thread and is never locked: the worker hands over immutable entities by queued signals. After an unlock it
// is filled in two steps: what a list of sessions is made of, then everything. Nothing of it survives a crash or a lock.
#pragma once

#include "mobile/text/person_index.h"
#include "sync/device/notebook.h"

#include <QObject>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace waymark::mobile {

using base::Millis;
using device::EntityPtr;
using domain::EntityKey;

struct EntityKeyHash {
    std::size_t operator()(const EntityKey& key) const {
        return std::hash<std::string>()(key.id) ^ std::hash<std::string>()(key.type) << 1;
    }
};
using EntityKeys = std::set<EntityKey>;

/// The mirror's tables, as plain data: built whole on the worker and handed over once. An entity that lives in several streams (a person
/// shared between venues) has a copy for each; the one in the first stream by name is shown.
class MirrorTables {
public:
    /// Enters, replaces, or (empty values or deleted) takes out.
    void put(const EntityPtr& entity);
    EntityPtr find(const EntityKey& key) const;
    EntityPtr find(const EntityKey& key, std::string_view stream) const;
    const EntityKeys& ofType(const std::string& type) const;
    const EntityKeys& referring(const std::string& reference) const;
    const PersonIndex& people() const { return m_people; }

private:
    void index(const device::Entity& entity, bool in);

    std::unordered_map<EntityKey, std::vector<EntityPtr>, EntityKeyHash> m_entities;  ///< copies by stream
    std::unordered_map<std::string, EntityKeys> m_byType, m_byReference;
    PersonIndex m_people;
};

class Mirror : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// What a list of sessions is made of can be read: the organisation, venues, users, activities and sessions.
    bool isFilled() const { return m_filled; }
    /// Everything can be read. The one place that says so: what asks for people waits for it (Workplace::whenWhole).
    bool isWhole() const { return m_whole; }
    EntityPtr find(std::string_view type, std::string_view id) const;
    /// By reference, "person:<uuid>".
    EntityPtr find(std::string_view reference) const;
    std::vector<EntityPtr> all(const std::string& type) const;
    /// Entities of a type whose session, person, household, activity or instrument is this one, or that were merged into it.
    std::vector<EntityPtr> referring(const std::string& reference, std::string_view type) const;
    const PersonIndex& people() const { return m_tables.people(); }
    /// Whether a tap on this entity waits for the disk.
    bool isBeingSaved(const device::Entity& entity) const { return m_overlaid.count({entity.key, entity.stream}) > 0; }

    // --- for the bridge ------------------------------------------------------------------------------------------------------
    /// Takes the tables over; taps of this unlock that are not durable yet stay laid over them.
    void fill(MirrorTables tables, bool whole = true);
    void clear();
    void apply(const std::vector<EntityPtr>& changed);
    /// Shows changes at once, before they are durable.
    void overlay(std::uint64_t ticket, const std::vector<device::Change>& changes, Millis now);
    /// The changes of a ticket are durable (their entities came by `apply`) or have failed: the overlay goes, and what is stored shows.
    void settle(std::uint64_t ticket);

signals:
    /// Twice after an unlock: sessions can be read; everything can be read.
    void filled();
    void cleared();
    void changed(const waymark::mobile::EntityKeys& keys);

private:
    using Copy = std::pair<EntityKey, std::string>;  ///< an entity in a stream
    struct Overlay {
        std::uint64_t ticket;
        base::Json set;
        Millis at;
    };
    struct Overlaid {
        EntityPtr stored;  ///< what the worker said last; null if it does not know it yet
        std::vector<Overlay> overlays;
    };
    void show(const Copy& copy, const Overlaid& overlaid);

    bool m_filled = false, m_whole = false;
    MirrorTables m_tables;  ///< as shown, overlays included
    std::map<Copy, Overlaid> m_overlaid;
};

}  // namespace waymark::mobile
