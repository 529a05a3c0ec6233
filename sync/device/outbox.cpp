#include "sync/device/outbox.h"

#include <algorithm>

namespace waymark::device {

void Outbox::clear() {
    m_ops.clear();
    m_byId.clear();
    anchor = {};
}

OutboxOp& Outbox::add(OutboxOp op) {
    const std::int64_t order = op.row.order;
    m_byId[op.row.id] = order;
    return m_ops[order] = std::move(op);
}

void Outbox::remove(std::int64_t order) {
    const auto it = m_ops.find(order);
    if (it == m_ops.end()) return;
    m_byId.erase(it->second.row.id);
    m_ops.erase(it);
}

OutboxOp* Outbox::find(std::int64_t order) {
    const auto it = m_ops.find(order);
    return it == m_ops.end() ? nullptr : &it->second;
}

OutboxOp* Outbox::byId(const std::string& id) {
    const auto it = m_byId.find(id);
    return it == m_byId.end() ? nullptr : find(it->second);
}

std::int64_t Outbox::nextOrder() const { return std::max(m_ops.empty() ? 0 : m_ops.rbegin()->first, anchor.order) + 1; }

bool Outbox::hasWaiting(const std::string& stream) const {
    return std::any_of(m_ops.begin(), m_ops.end(),
                       [&](const auto& item) { return item.second.isWaiting() && item.second.row.stream == stream; });
}

OutboxOp* Outbox::firstWaiting() {
    const auto it = std::find_if(m_ops.begin(), m_ops.end(), [](const auto& item) { return item.second.isWaiting(); });
    return it == m_ops.end() ? nullptr : &it->second;
}

} // namespace waymark::device
