// What the two source files of DeviceStore share: the connection, its prepared statements, and how SQLite's refusals become errors.
#pragma once

#include "sync/device/device_store.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <string_view>

namespace waymark::device {

/// Borrows a prepared statement and resets it afterwards, whatever happens.
class Borrowed {
public:
    explicit Borrowed(SQLite::Statement& statement) : m_statement(statement) {}
    ~Borrowed() { m_statement.tryReset(); }
    Borrowed(const Borrowed&) = delete;
    SQLite::Statement* operator->() { return &m_statement; }

    /// Binds in order. Bytes are not copied: they must live until the statement was run.
    template <class... Values> Borrowed& bind(const Values&... values) {
        int index = 0;
        (bindOne(++index, values), ...);
        return *this;
    }

private:
    void bindOne(int index, std::string_view text) { m_statement.bind(index, std::string(text)); }
    void bindOne(int index, const std::string& text) { m_statement.bind(index, text); }
    void bindOne(int index, const Bytes& bytes) {
        static const std::uint8_t kNothing = 0;  // a null pointer would be bound as NULL
        m_statement.bindNoCopy(index, bytes.empty() ? &kNothing : bytes.data(), static_cast<int>(bytes.size()));
    }
    void bindOne(int index, std::int64_t value) { m_statement.bind(index, value); }
    void bindOne(int index, int value) { m_statement.bind(index, value); }
    void bindOne(int index, bool value) { m_statement.bind(index, value ? 1 : 0); }

    SQLite::Statement& m_statement;
};

struct DeviceStore::Impl {
    Impl(const std::string& path, const std::string& vfs)
        : path(path), database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 0, vfs) {}

    /// The prepared statement of a literal, kept for the life of the connection.
    Borrowed use(const char* sql) {
        auto& statement = statements[sql];
        if (!statement) statement = std::make_unique<SQLite::Statement>(database, sql);
        return Borrowed(*statement);
    }

    std::string path;
    SQLite::Database database;
    std::map<const char*, std::unique_ptr<SQLite::Statement>> statements;
};

base::Error storageError(const SQLite::Exception& failure);

/// Runs `work`, which may throw SQLite::Exception, and gives its result or the error.
template <class Work> auto guarded(Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (const SQLite::Exception& failure) {
        return storageError(failure);
    }
}

inline Bytes bytesOf(const SQLite::Column& column) {
    const auto* data = static_cast<const std::uint8_t*>(column.getBlob());
    return Bytes(data, data + column.getBytes());
}

} // namespace waymark::device
