// One connection to the database, the transaction on it and its prepared statements. Used by one thread at a time. Throws what libpqxx
// throws; failureOf says what that means.
#pragma once

#include "sync/service/store/postgres/postgres_value.h"
#include "sync/service/store/store.h"

#include <pqxx/pqxx>

#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace waymark::service {

/// Another writer was in the way: the transaction is rolled back and its work runs again.
struct RunAgain : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What is added to the address: timeouts, so that no lost network and no stuck peer holds a connection for ever, a durable commit, and
/// UTF-8. Errors: Malformed (that is no address; the detail does not repeat it, for there may be a password in it).
base::Result<std::string> connectionText(const std::string& address);

class PostgresConnection {
public:
    enum class Kind {
        Reading,  ///< one moment for all statements (REPEATABLE READ READ ONLY)
        Writing,  ///< each statement sees what is committed by then (READ COMMITTED); rows are locked where it matters
    };

    /// `text` as connectionText made it.
    explicit PostgresConnection(const std::string& text);

    void begin(Kind kind);
    void commit();
    void rollback() noexcept;
    bool isOpen() const noexcept { return m_connection.is_open(); }
    bool isWriting() const { return m_kind == Kind::Writing; }

    /// Runs a statement, prepared at its first use. `sql` must outlive the connection (a literal).
    pqxx::result run(const char* sql, std::initializer_list<PgValue> values = {});
    /// A text as it is written in a statement.
    std::string literal(const std::string& text) { return m_transaction->quote(text); }
    /// Runs one or several statements that are used once.
    pqxx::result runOnce(const std::string& sql);

private:
    pqxx::connection m_connection;
    Kind m_kind = Kind::Reading;
    std::unique_ptr<pqxx::dbtransaction> m_transaction;
    std::unordered_map<const char*, std::string> m_statements;
};

struct Failure {
    base::Error error;
    bool runAgain = false;  ///< another writer was in the way (40001, 40P01, 23505, RunAgain)
};

/// What an exception out of a transaction means for the caller of the store; called while it is handled. What does not come from the
/// database is thrown on.
Failure failureOf(const std::exception& exception);

} // namespace waymark::service
