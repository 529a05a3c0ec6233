// A whole store as tables of rows, whatever its backend: how a service moves from one to another. A value is the text that PostgreSQL reads:
// numbers in their shortest form, bytes as "\x…", null as nothing; so equal values have equal texts on both sides.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

struct TableShape {
    std::string name;
    std::vector<std::string> columns;
};

using TableRow = std::vector<std::optional<std::string>>;

/// Reads one moment of a store. Throws StorageFailure.
class TableReader {
public:
    virtual ~TableReader() = default;
    /// All tables with content, in an order in which what is referred to comes first.
    virtual std::vector<TableShape> tables() = 0;
    /// Every row, ordered by these columns if there are any.
    virtual void each(const TableShape& table, const std::vector<std::string>& orderedBy, const std::function<void(const TableRow&)>& row) = 0;
};

/// Writes a store within one transaction; nothing is there before `commit`. Throws StorageFailure.
class TableWriter : public TableReader {
public:
    virtual void write(const TableShape& table, const std::vector<TableRow>& rows) = 0;
    virtual void commit() = 0;
};

} // namespace waymark::service
