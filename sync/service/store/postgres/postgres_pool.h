// The connections of one process: made when needed, kept, never more than the limit. Thread-safe.
#pragma once

#include "sync/service/store/postgres/postgres_session.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace waymark::service {

class PostgresPool {
public:
    /// `text` as connectionText made it.
    PostgresPool(std::string text, std::size_t most, std::chrono::milliseconds patience) : m_text(std::move(text)), m_most(most), m_patience(patience) {}

    /// A connection to work with; it goes back, or is closed if it broke, when this is gone.
    class Lease {
    public:
        Lease(PostgresPool& pool, std::unique_ptr<PostgresSession> session) : m_pool(pool), m_session(std::move(session)) {}
        ~Lease();
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        PostgresSession& operator*() { return *m_session; }
        PostgresSession* operator->() { return m_session.get(); }

    private:
        PostgresPool& m_pool;
        std::unique_ptr<PostgresSession> m_session;
    };

    /// A connection with a transaction begun on it. One that had died since its last use (the database was restarted) is replaced. Throws
    /// StorageFailure (Busy) if none is free within the patience, and what libpqxx throws.
    Lease take(PostgresConnection::Kind kind);

private:
    std::unique_ptr<PostgresSession> idleOrRoom();
    void giveBack(std::unique_ptr<PostgresSession> session);

    const std::string m_text;
    const std::size_t m_most;
    const std::chrono::milliseconds m_patience;
    std::mutex m_mutex;
    std::condition_variable m_returned;
    std::vector<std::unique_ptr<PostgresSession>> m_idle;
    std::size_t m_out = 0;
};

} // namespace waymark::service
