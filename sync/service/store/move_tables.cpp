#include "sync/service/store/move_tables.h"

#include "shared/base/digest.h"
#include "sync/service/store/store.h"
#include "sync/service/store/stream_check.h"

#include <algorithm>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::size_t kRowsAtATime = 500;
constexpr std::size_t kBytesAtATime = 4 * 1024 * 1024;  // pieces of blobs are large rows

/// How many rows a table has, and a sum over their digests that does not depend on their order.
struct Content {
    std::int64_t rows = 0;
    std::uint64_t sum = 0;
    bool operator==(const Content&) const = default;

    void add(const TableRow& row) {
        std::string text;
        for (const auto& value : row)
            text += value ? std::to_string(value->size()) + ':' + *value : std::string("-");
        const auto hash = base::blake2b(text);
        std::uint64_t first = 0;
        for (int i = 0; i < 8; ++i)
            first = first << 8 | hash[static_cast<std::size_t>(i)];
        sum += first;
        ++rows;
    }
};

/// The tables of the source that the target cannot take, or that it has something in already.
Result<void> checkTarget(const std::vector<TableShape>& tables, TableWriter& to) {
    const auto known = to.tables();
    for (const auto& table : tables) {
        const auto same = std::find_if(known.begin(), known.end(), [&](const auto& other) { return other.name == table.name; });
        const bool fits = same != known.end() && std::all_of(table.columns.begin(), table.columns.end(), [&](const auto& column) {
            return std::find(same->columns.begin(), same->columns.end(), column) != same->columns.end();
        });
        if (!fits) return Error{ErrorCode::TooNew, "the table " + table.name + " is not known there"};
        bool isEmpty = true;
        to.each(table, {}, [&](const TableRow&) { isEmpty = false; });
        if (!isEmpty) return Error{ErrorCode::AlreadyExists, "the database to move to is not empty: there are rows in " + table.name};
    }
    return {};
}

} // namespace

Result<Moved> moveTables(TableReader& from, TableWriter& to) try {
    const auto tables = from.tables();
    if (auto fits = checkTarget(tables, to); !fits) return fits.error();

    Moved moved;
    for (const auto& table : tables) {
        Content sent, arrived;
        std::vector<TableRow> waiting;
        std::size_t bytes = 0;
        from.each(table, {}, [&](const TableRow& row) {
            sent.add(row);
            waiting.push_back(row);
            for (const auto& value : row)
                bytes += value ? value->size() : 0;
            if (waiting.size() < kRowsAtATime && bytes < kBytesAtATime) return;
            to.write(table, waiting);
            waiting.clear();
            bytes = 0;
        });
        if (!waiting.empty()) to.write(table, waiting);
        to.each(table, {}, [&](const TableRow& row) { arrived.add(row); });
        if (!(sent == arrived)) return Error{ErrorCode::Tampered, "what arrived in " + table.name + " is not what was sent"};
        moved.rows[table.name] = arrived.rows;
    }
    const auto streams = checkStreams(to);
    if (!streams) return streams.error();
    moved.streams = *streams;
    to.commit();
    return moved;
} catch (const StorageFailure& failure) {
    return Error{failure.code, failure.what()};
}

} // namespace waymark::service
