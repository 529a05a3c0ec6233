#include "sync/service/store/postgres/postgres_connection.h"

#include "sync/service/store/postgres/postgres_address.h"

#include <map>
#include <vector>

namespace waymark::service {

using base::Error;
using base::ErrorCode;

namespace {

// The longest single statement is a portion of an import or of a move; a lock is waited for no longer than a device waits for an answer.
constexpr const char* kSessionOptions = "-c statement_timeout=60s -c lock_timeout=15s -c idle_in_transaction_session_timeout=60s "
                                        "-c synchronous_commit=on -c client_min_messages=warning";

std::string quotedValue(const std::string& value) {
    std::string text = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + '\'';
}

bool startsWith(const std::string& text, const char* start) { return text.rfind(start, 0) == 0; }

} // namespace

base::Result<std::string> connectionText(const std::string& address) {
    const auto parts = addressParts(address);
    if (!parts) return parts.error();
    std::map<std::string, std::string> values = {{"application_name", "waymark"}, {"connect_timeout", "10"}, {"keepalives_idle", "30"},
                                                 {"tcp_user_timeout", "30000"}};
    for (const auto& [keyword, value] : *parts)
        values[keyword] = value;
    values["client_encoding"] = "UTF8";
    const std::string own = values["options"];
    values["options"] = own.empty() ? kSessionOptions : std::string(kSessionOptions) + ' ' + own;
    std::string text;
    for (const auto& [name, value] : values)
        text += (text.empty() ? "" : " ") + name + '=' + quotedValue(value);
    return text;
}

// libpqxx reconnects by itself, but never within a transaction.
PostgresConnection::PostgresConnection(const std::string& text) : m_connection(text) {}

void PostgresConnection::begin(Kind kind) {
    m_transaction.reset();
    m_kind = kind;
    if (kind == Kind::Reading) m_transaction = std::make_unique<pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>>(m_connection);
    else m_transaction = std::make_unique<pqxx::transaction<pqxx::read_committed>>(m_connection);
    m_transaction->exec("SELECT 1");  // libpqxx begins at the first statement: so that a dead connection is noticed here
}

void PostgresConnection::commit() {
    m_transaction->commit();
    m_transaction.reset();
}

void PostgresConnection::rollback() noexcept {
    try {
        if (m_transaction) m_transaction->abort();
    } catch (const std::exception&) {
        // The connection is gone, and the transaction with it.
    }
    m_transaction.reset();
}

pqxx::result PostgresConnection::run(const char* sql, std::initializer_list<PgValue> values) {
    auto [statement, isNew] = m_statements.try_emplace(sql);
    if (isNew) {
        statement->second = "s" + std::to_string(m_statements.size());
        m_connection.prepare(statement->second, sql);
    }
    std::vector<const char*> texts;
    texts.reserve(values.size());
    for (const auto& value : values)
        texts.push_back(value.text());
    return m_transaction->exec_prepared(statement->second, pqxx::prepare::make_dynamic_params(texts));
}

pqxx::result PostgresConnection::runOnce(const std::string& sql) { return m_transaction->exec(sql); }

Failure failureOf(const std::exception& exception) {
    const std::string what = exception.what();
    if (dynamic_cast<const RunAgain*>(&exception) || dynamic_cast<const pqxx::transaction_rollback*>(&exception) ||
        dynamic_cast<const pqxx::unique_violation*>(&exception))
        return {{ErrorCode::Busy, what}, true};
    if (const auto* failure = dynamic_cast<const StorageFailure*>(&exception)) return {{failure->code, what}};
    if (const auto* sql = dynamic_cast<const pqxx::sql_error*>(&exception)) {
        const std::string& state = sql->sqlstate();
        if (state == "53100") return {{ErrorCode::DiskFull, what}};
        if (state == "57014" || state == "55P03" || startsWith(state, "53")) return {{ErrorCode::Busy, what}};
        if (startsWith(state, "22")) return {{ErrorCode::Malformed, what}};
    }
    if (!dynamic_cast<const pqxx::pqxx_exception*>(&exception)) throw;  // not the database's
    return {{ErrorCode::Storage, what}};
}

} // namespace waymark::service
