#include "sync/service/store/move_tables.h"

#include "shared/base/digest.h"
#include "shared/base/hex.h"
#include "sync/service/store/row_text.h"
#include "sync/service/store/store.h"

#include <algorithm>
#include <array>

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

const TableShape kStream{"stream", {"id", "name", "head", "chain", "sum"}};
const TableShape kEntry{"entry", {"stream", "seq", "chain", "random"}};
const TableShape kState{"state", {"stream", "type", "entity", "body"}};

std::string hexOf(const std::optional<std::string>& bytes) { return bytes ? bytes->substr(2) : std::string(); }
std::int64_t numberOf(const std::optional<std::string>& text) { return text ? std::stoll(*text) : 0; }

struct Log {
    std::string name;
    StreamHead said, found;
};

/// Makes each stream's head, chain and sum again from its rows. Nothing if all is well, else the name of the first that is not.
std::optional<std::string> firstBrokenStream(TableReader& store, std::int64_t& streams) {
    std::map<std::int64_t, Log> logs;
    store.each(kStream, {}, [&](const TableRow& row) {
        logs[numberOf(row[0])] = {row[1].value_or(""), {numberOf(row[2]), hexOf(row[3]), static_cast<std::uint64_t>(numberOf(row[4]))}, {}};
    });
    std::optional<std::string> broken;
    const auto notice = [&](const Log& log) {
        if (!broken) broken = log.name;
    };
    store.each(kEntry, {"stream", "seq"}, [&](const TableRow& row) {
        Log& log = logs[numberOf(row[0])];
        const auto random = base::fromHex(hexOf(row[3])).value_or(base::Bytes{});
        std::array<std::uint8_t, 16> bytes{};
        std::copy_n(random.begin(), std::min(random.size(), bytes.size()), bytes.begin());
        log.found.chain = nextChain(log.found.chain, bytes, ++log.found.seq);
        if (log.found.seq != numberOf(row[1]) || log.found.chain != hexOf(row[2])) notice(log);
    });
    store.each(kState, {}, [&](const TableRow& row) {
        const std::string type = row[1].value_or(""), entity = row[2].value_or("");
        for (const auto& [name, field] : fieldsFrom(row[3].value_or("")))
            logs[numberOf(row[0])].found.sum += domain::fieldSum(type, entity, name, field.seq, field.op);
    });
    for (const auto& [id, log] : logs)
        if (log.said.seq != log.found.seq || log.said.chain != log.found.chain || log.said.sum != log.found.sum) notice(log);
    streams = static_cast<std::int64_t>(logs.size());
    return broken;
}

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
    if (const auto broken = firstBrokenStream(to, moved.streams))
        return Error{ErrorCode::Tampered, "the log of " + *broken + " does not lead to its head, chain or sum"};
    to.commit();
    return moved;
} catch (const StorageFailure& failure) {
    return Error{failure.code, failure.what()};
}

} // namespace waymark::service
