#include "sync/service/store/sqlite/sqlite_tables.h"

#include "shared/base/hex.h"
#include "sync/service/store/sqlite/sqlite_connection.h"
#include "sync/service/store/store.h"

#include <array>
#include <charconv>

namespace waymark::service {

using base::Error;
using base::ErrorCode;

namespace {

std::string list(const std::vector<std::string>& columns) {
    std::string text;
    for (const auto& column : columns)
        text += (text.empty() ? "\"" : ", \"") + column + '"';
    return text;
}

std::optional<std::string> valueOf(const SQLite::Column& column) {
    if (column.isNull()) return std::nullopt;
    if (column.isBlob()) return "\\x" + base::toHex(static_cast<const std::uint8_t*>(column.getBlob()), static_cast<std::size_t>(column.getBytes()));
    if (!column.isFloat()) return column.getString();
    std::array<char, 32> text{};
    return std::string(text.data(), std::to_chars(text.data(), text.data() + text.size(), column.getDouble()).ptr);
}

class SqliteTables : public TableReader {
public:
    SqliteTables(const std::string& path, SqliteConnection::Mode mode) : m_connection(path, mode) {
        m_connection.execute(mode == SqliteConnection::Mode::ReadOnly ? "BEGIN" : "BEGIN IMMEDIATE");
    }

    std::vector<TableShape> tables() override {
        std::vector<TableShape> tables;
        SQLite::Statement names(m_connection.database(), "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
        while (names.executeStep()) {
            TableShape table{names.getColumn(0).getString(), {}};
            SQLite::Statement columns(m_connection.database(), "SELECT name FROM pragma_table_info(?)");
            columns.bind(1, table.name);
            while (columns.executeStep())
                table.columns.push_back(columns.getColumn(0).getString());
            tables.push_back(std::move(table));
        }
        return tables;
    }

    void each(const TableShape& table, const std::vector<std::string>& orderedBy, const std::function<void(const TableRow&)>& row) override try {
        SQLite::Statement select(m_connection.database(), "SELECT " + list(table.columns) + " FROM \"" + table.name + '"' +
                                                              (orderedBy.empty() ? std::string() : " ORDER BY " + list(orderedBy)));
        while (select.executeStep()) {
            TableRow values;
            for (int column = 0; column < select.getColumnCount(); ++column)
                values.push_back(valueOf(select.getColumn(column)));
            row(values);
        }
    } catch (const SQLite::Exception& exception) {
        throw StorageFailure(ErrorCode::Storage, exception.what());
    }

private:
    SqliteConnection m_connection;
};

base::Result<std::unique_ptr<TableReader>> openTables(const std::string& path, SqliteConnection::Mode mode) {
    try {
        return std::unique_ptr<TableReader>(std::make_unique<SqliteTables>(path, mode));
    } catch (const SQLite::Exception& exception) {
        return Error{ErrorCode::Storage, exception.what()};
    }
}

} // namespace

base::Result<std::unique_ptr<TableReader>> openSqliteTables(const std::string& path) { return openTables(path, SqliteConnection::Mode::ReadWrite); }

base::Result<std::unique_ptr<TableReader>> openSqliteTablesToRead(const std::string& path) {
    return openTables(path, SqliteConnection::Mode::ReadOnly);
}

} // namespace waymark::service
