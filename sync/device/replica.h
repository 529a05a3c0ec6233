// The streams in memory: what the service confirmed of each entity, as its packed row, and which of this device's ops lie over it. Built at
// unlock, thrown away at lock. Owned by Notebook; views that were handed out stay valid and never change.
#pragma once

#include "shared/domain/op.h"
#include "sync/device/device_store.h"
#include "sync/device/notebook.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace waymark::device {

class Outbox;

/// One entity of one stream.
struct Slot {
    std::string packed;              ///< confirmed fields (fields_codec.h); empty if the service has confirmed none
    std::vector<std::int64_t> ops;   ///< orders of the outbox that are not yet acknowledged and pulled back, oldest first
    EntityPtr view;                  ///< what people see; null until it is asked for
};

/// One stream's copy on this device.
struct Copy {
    CursorRow cursor;                ///< `key` is 0 if this device only writes to the stream
    bool open = true;                ///< its key is open; else nothing of it is in memory
    bool damaged = false;            ///< a row of it did not open
    std::map<std::string, std::unordered_map<std::string, Slot>, std::less<>> byType;
    std::int64_t rows = 0;           ///< entities with confirmed fields
    std::uint64_t sum = 0;
    bool sumKnown = false;
};

/// Whether it is there for people: it has a value, and nobody deleted it.
bool isLive(const domain::Fields& fields);

/// Deletions by people that reach fewer rows than this at once never count as emptying a copy.
inline constexpr std::int64_t kFewRows = 10;

class Replica {
public:
    explicit Replica(Outbox& outbox) : m_outbox(outbox) {}

    void clear();
    std::map<std::string, Copy, std::less<>>& copies() { return m_copies; }
    const std::map<std::string, Copy, std::less<>>& copies() const { return m_copies; }
    Copy* copy(std::string_view stream);
    Copy& makeCopy(const std::string& stream);

    Slot* slot(std::string_view stream, const EntityKey& key);
    /// What the service confirmed of it.
    domain::Fields confirmed(std::string_view stream, const EntityKey& key);
    /// Whether these confirmed fields, in place of those that are there, would take more than half of the copy away (contract, I35).
    bool wouldEmpty(const Copy& copy, const std::map<EntityKey, domain::Fields>& changed);
    /// What people see of it, field by field: confirmed values with pending ones over them. A value of an op in quarantine shows only where
    /// there is no other, so that nobody's work vanishes from the screen and no refused value hides an accepted one.
    domain::Fields effective(std::string_view stream, const EntityKey& key);
    EntityPtr view(const std::string& stream, const EntityKey& key);
    /// Adds what people see of a type that the stream's copy has; without deleted ones.
    void collect(const std::string& stream, const std::string& type, std::vector<EntityPtr>& into);

    /// Puts confirmed fields in place; empty `packed` removes them. Keeps the sum up to date.
    void setConfirmed(const std::string& stream, const EntityKey& key, std::string packed);
    /// For loading: as setConfirmed, without touching the sum or what has changed.
    void load(Copy& copy, std::string_view type, std::string_view id, std::string packed);
    /// Takes a stream's confirmed fields away altogether and marks what was seen of them as changed.
    void forgetConfirmed(const std::string& stream);
    void remove(const std::string& stream);

    /// An op begins or ceases to lie over its entity.
    void lay(const OpRow& row);
    void lift(const OpRow& row);
    void touch(const std::string& stream, const EntityKey& key);

    std::uint64_t sum(Copy& copy);

    /// Entities touched since the last call.
    std::vector<EntityPtr> takeChanges();
    void touchEverything();

private:
    domain::Fields laidOver(const Slot& slot) const;
    EntityPtr makeView(const std::string& stream, const EntityKey& key, const Slot& slot) const;
    void dropIfEmpty(const std::string& stream, const EntityKey& key);

    Outbox& m_outbox;
    std::map<std::string, Copy, std::less<>> m_copies;
    std::set<std::pair<std::string, EntityKey>> m_touched;
};

/// The sum of one entity's packed fields.
std::uint64_t sumOfPacked(const EntityKey& key, std::string_view packed);

} // namespace waymark::device
