// One connection to the database file and its prepared statements. Used by one thread at a time.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <string>
#include <unordered_map>

namespace waymark::service {

/// How long a connection waits for another's write to end.
inline constexpr int kBusyTimeoutMs = 15'000;

/// A prepared statement in use: reset when it goes out of scope, so that no half-read row keeps a lock.
class SqliteQuery {
public:
    explicit SqliteQuery(SQLite::Statement& statement) : m_statement(statement) {}
    ~SqliteQuery() { m_statement.tryReset(); }
    SqliteQuery(const SqliteQuery&) = delete;
    SqliteQuery& operator=(const SqliteQuery&) = delete;

    template <class... Args> void bind(Args&&... args) { m_statement.bind(std::forward<Args>(args)...); }
    /// Binds text that outlives the statement's execution.
    void bindNoCopy(int index, const std::string& text) { m_statement.bindNoCopy(index, text); }
    bool executeStep() { return m_statement.executeStep(); }
    int exec() { return m_statement.exec(); }
    SQLite::Column getColumn(int index) { return m_statement.getColumn(index); }

private:
    SQLite::Statement& m_statement;
};

class SqliteConnection {
public:
    enum class Mode { ReadOnly, ReadWrite };

    /// WAL, `synchronous=FULL`, `secure_delete=ON`. Throws SQLite::Exception.
    SqliteConnection(const std::string& path, Mode mode);

    /// The statement for this text, prepared once, without bindings. The text must outlive the connection (a literal).
    SqliteQuery prepared(const char* sql);
    void execute(const char* sql) { m_database.exec(sql); }
    SQLite::Database& database() { return m_database; }

private:
    SQLite::Database m_database;
    std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> m_statements;
};

} // namespace waymark::service
