// The ops that this device made, in the order in which it made them: waiting, acknowledged and retained, set aside. In memory; the store's
// `op` rows are its truth, and whoever changes one changes the other in the same transaction. Owned by Notebook.
#pragma once

#include "shared/domain/op.h"
#include "sync/device/device_store.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace waymark::device {

/// One op and what the device knows about it.
struct OutboxOp {
    OpRow row;                      ///< without `sealed`
    std::optional<domain::Op> op;   ///< opened; absent for retained ones and for those whose key is not open
    base::Json before;              ///< field → value that its author saw; a key `.made` if the op made the entity
    std::size_t bytes = 0;          ///< as JSON
    base::Json wire;                ///< the op as it is sent; null when not opened

    bool isWaiting() const { return row.state == OpState::Waiting; }
    /// It still has a part in what people see.
    bool isOverlay() const { return op && !row.covered; }
};

/// The newest acknowledged op in the order of the outbox, kept beyond the op itself.
struct Anchor {
    std::int64_t order = 0;
    std::string id;  ///< empty: none
};

class Outbox {
public:
    void clear();
    OutboxOp& add(OutboxOp op);
    void remove(std::int64_t order);
    OutboxOp* find(std::int64_t order);
    OutboxOp* byId(const std::string& id);

    std::map<std::int64_t, OutboxOp>& all() { return m_ops; }
    const std::map<std::int64_t, OutboxOp>& all() const { return m_ops; }
    /// Above every order ever used that still matters.
    std::int64_t nextOrder() const;
    bool hasWaiting(const std::string& stream) const;
    OutboxOp* firstWaiting();

    Anchor anchor;

private:
    std::map<std::int64_t, OutboxOp> m_ops;
    std::unordered_map<std::string, std::int64_t> m_byId;
};

} // namespace waymark::device
