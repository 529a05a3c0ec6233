#include "sync/service/store/postgres/postgres_tables.h"

#include "sync/service/store/postgres/postgres_connection.h"
#include "sync/service/store/postgres/postgres_schema.h"

#include <map>

namespace waymark::service {

namespace {

constexpr const char* kColumns = "SELECT table_name, column_name, udt_name FROM information_schema.columns WHERE table_schema = current_schema() "
                                 "AND table_name <> 'schema_step' ORDER BY table_name, ordinal_position";

std::string quotedName(const std::string& name) { return '"' + name + '"'; }

std::string list(const std::vector<std::string>& columns) {
    std::string text;
    for (const auto& column : columns)
        text += (text.empty() ? "" : ", ") + quotedName(column);
    return text;
}

class PostgresTables : public TableWriter {
public:
    explicit PostgresTables(const std::string& text) : m_connection(text) {
        migratePostgres(m_connection);
        m_connection.begin(PostgresConnection::Kind::Writing);
        m_connection.runOnce("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
        // A service that is started meanwhile, or a second move, waits.
        m_connection.run("LOCK TABLE organisation, stream, setting IN EXCLUSIVE MODE");
        for (const auto& row : m_connection.run(kColumns))
            m_types[row[0].c_str()].emplace_back(row[1].c_str(), row[2].c_str());
    }

    std::vector<TableShape> tables() override {
        std::vector<TableShape> tables;
        for (const auto& [name, columns] : m_types) {
            TableShape table{name, {}};
            for (const auto& column : columns)
                table.columns.push_back(column.first);
            tables.push_back(std::move(table));
        }
        return tables;
    }

    void each(const TableShape& table, const std::vector<std::string>& orderedBy, const std::function<void(const TableRow&)>& row) override {
        guarded([&] {
            m_connection.runOnce("DECLARE reading NO SCROLL CURSOR FOR SELECT " + list(table.columns) + " FROM " + quotedName(table.name) +
                                 (orderedBy.empty() ? std::string() : " ORDER BY " + list(orderedBy)));
            for (bool more = true; more;) {
                const auto rows = m_connection.run("FETCH 100 FROM reading");
                more = !rows.empty();
                for (const auto& values : rows)
                    row(rowFrom(table, values));
            }
            m_connection.runOnce("CLOSE reading");
        });
    }

    void write(const TableShape& table, const std::vector<TableRow>& rows) override {
        guarded([&] {
            std::string sources, casts, arrays;
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                const std::string name = "c" + std::to_string(i), comma = i == 0 ? "" : ", ";
                PgArray values;
                for (const auto& row : rows)
                    values.add(row[i]);
                sources += comma + name;
                casts += comma + name + "::" + typeOf(table, table.columns[i]);
                arrays += comma + m_connection.literal(*values.take().value()) + "::text[]";
            }
            m_connection.runOnce("INSERT INTO " + quotedName(table.name) + '(' + list(table.columns) + ") SELECT " + casts + " FROM unnest(" + arrays +
                                 ") AS given(" + sources + ')');
        });
    }

    void commit() override {
        guarded([&] {
            m_connection.run("SELECT setval(pg_get_serial_sequence('stream', 'id'), greatest(max(id), 1)) FROM stream");
            m_connection.commit();
        });
    }

private:
    const std::string& typeOf(const TableShape& table, const std::string& column) {
        for (const auto& [name, type] : m_types.at(table.name))
            if (name == column) return type;
        throw StorageFailure(base::ErrorCode::TooNew, "there is no column " + column);
    }

    TableRow rowFrom(const TableShape& table, const pqxx::row& values) {
        TableRow row;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const auto value = values[static_cast<pqxx::row::size_type>(i)];
            if (value.is_null()) row.emplace_back();
            else if (typeOf(table, table.columns[i]) == "float8") row.push_back(PgValue(value.as<double>()).value());
            else row.emplace_back(std::string(value.c_str(), value.size()));
        }
        return row;
    }

    template <class Work> static void guarded(Work work) {
        try {
            work();
        } catch (const StorageFailure&) {
            throw;
        } catch (const std::exception& exception) {
            const auto failure = failureOf(exception);
            throw StorageFailure(failure.error.code, failure.error.detail);
        }
    }

    PostgresConnection m_connection;
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> m_types;  ///< table → its columns and their types
};

} // namespace

base::Result<std::unique_ptr<TableWriter>> openPostgresTables(const std::string& address) {
    const auto text = connectionText(address);
    if (!text) return text.error();
    try {
        return std::unique_ptr<TableWriter>(std::make_unique<PostgresTables>(*text));
    } catch (const std::exception& exception) {
        return failureOf(exception).error;
    }
}

} // namespace waymark::service
