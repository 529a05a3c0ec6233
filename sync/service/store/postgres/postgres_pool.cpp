#include "sync/service/store/postgres/postgres_pool.h"

namespace waymark::service {

PostgresPool::Lease::~Lease() {
    m_session->connection.rollback();  // nothing, after a commit
    m_pool.giveBack(std::move(m_session));
}

PostgresPool::Lease PostgresPool::take(PostgresConnection::Kind kind) {
    auto session = idleOrRoom();
    try {
        if (session) {
            try {
                session->begin(kind);
                return Lease(*this, std::move(session));
            } catch (const std::exception&) {
                session.reset();  // nothing was asked of it yet, so a new one may take its place
            }
        }
        session = std::make_unique<PostgresSession>(m_text);
        session->begin(kind);
        return Lease(*this, std::move(session));
    } catch (...) {
        giveBack(nullptr);
        throw;
    }
}

// An idle session, or null where a new one may be made.
std::unique_ptr<PostgresSession> PostgresPool::idleOrRoom() {
    std::unique_lock lock(m_mutex);
    const auto mayGo = [this] { return !m_idle.empty() || m_out < m_most; };
    if (!m_returned.wait_for(lock, m_patience, mayGo)) throw StorageFailure(base::ErrorCode::Busy, "every connection to the database is in use");
    ++m_out;
    if (m_idle.empty()) return nullptr;
    auto session = std::move(m_idle.back());
    m_idle.pop_back();
    return session;
}

void PostgresPool::giveBack(std::unique_ptr<PostgresSession> session) {
    {
        const std::lock_guard lock(m_mutex);
        --m_out;
        if (session && session->connection.isOpen()) m_idle.push_back(std::move(session));
    }
    m_returned.notify_one();
}

} // namespace waymark::service
