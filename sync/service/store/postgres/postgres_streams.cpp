// Reading, and what a transaction knows; postgres_stream_writes.cpp has the writing.
#include "sync/service/store/postgres/postgres_streams.h"

#include "sync/service/store/postgres/postgres_connection.h"
#include "sync/service/store/postgres/postgres_row.h"
#include "sync/service/store/row_text.h"

#include <algorithm>

namespace waymark::service {

namespace {

constexpr std::int64_t kRowBytes = 256;  // of a usual row: how many are fetched at a time for a page of so many bytes
constexpr std::int64_t kMostRowsAtATime = 2000;

std::string hexAt(const pqxx::row& row, int column) { return row[column].is_null() ? std::string() : std::string(row[column].c_str() + 2); }

PgValue arrayOf(const std::vector<std::string>& texts) {
    PgArray array;
    for (const auto& text : texts)
        array.add(text);
    return array.take();
}

std::int64_t rowsAtATime(std::int64_t maxBytes) { return std::clamp<std::int64_t>(maxBytes / kRowBytes, 16, kMostRowsAtATime); }

/// Whether one more row of this size belongs to the page; if so it is added.
bool takeRow(RowsPage& page, const pqxx::field& body, std::int64_t maxBytes) {
    if (page.count > 0 && static_cast<std::int64_t>(page.rowsJson.size() + body.size()) > maxBytes) {
        page.complete = false;
        return false;
    }
    if (page.count++ > 0) page.rowsJson += ',';
    page.rowsJson.append(body.c_str(), body.size());
    return true;
}

} // namespace

HeldOp PostgresStreams::heldFrom(const pqxx::row& row) {
    HeldOp op;
    op.id = hexAt(row, 0);
    op.stream = textAt(row, 1);
    op.type = textAt(row, 2);
    op.entity = textAt(row, 3);
    op.device = textAt(row, 4);
    op.outcome = static_cast<wire::Outcome>(numberAt(row, 5));
    op.reason = textAt(row, 6);
    op.seq = numberAt(row, 7);
    op.lost = namesFrom(textAt(row, 8));
    op.saw = pairsFrom(textAt(row, 9));
    op.standsFor = pairsFrom(textAt(row, 10));
    op.body = textAt(row, 11);
    op.receivedAt = numberAt(row, 12);
    return op;
}

void PostgresStreams::begin() {
    m_known.clear();
    m_taken.clear();
    m_touched.clear();
    m_holding.clear();
    m_entries = {};
    m_lock = Lock::None;
    m_nowHigh = 0;
}

PostgresStreams::Known& PostgresStreams::known(const std::string& stream) {
    const auto it = m_known.find(stream);
    if (it != m_known.end()) return it->second;
    Known found;
    const auto rows = m_connection.run("SELECT id, head, chain, sum FROM stream WHERE name = $1", {stream});
    if (!rows.empty()) {
        found.row = numberAt(rows[0], 0);
        found.stored = numberAt(rows[0], 1);
        found.head = {found.stored, hexAt(rows[0], 2), static_cast<std::uint64_t>(numberAt(rows[0], 3))};
    }
    return m_known.emplace(stream, found).first->second;
}

PostgresStreams::Touched& PostgresStreams::touched(std::int64_t row, const EntityKey& key) {
    const auto it = m_touched.find({row, key});
    if (it != m_touched.end()) return it->second;
    Touched entity;
    if (row != 0) {
        const auto rows = m_connection.run("SELECT body FROM state WHERE stream = $1 AND type = $2 AND entity = $3", {row, key.type, key.id});
        if (!rows.empty()) entity.fields = fieldsFrom(textAt(rows[0], 0));
    }
    return m_touched.emplace(TouchedKey{row, key}, std::move(entity)).first->second;
}

StreamHead PostgresStreams::head(const std::string& stream) { return known(stream).head; }

std::optional<std::string> PostgresStreams::chainAt(const std::string& stream, std::int64_t seq) {
    if (seq == 0) return std::string();
    const Known& row = known(stream);
    if (row.row == 0 || seq < 0 || seq > row.head.seq) return std::nullopt;
    if (seq == row.head.seq) return row.head.chain;
    writeEntries();
    const auto rows = m_connection.run("SELECT chain FROM entry WHERE stream = $1 AND seq = $2", {row.row, seq});
    if (rows.empty()) return std::nullopt;
    return hexAt(rows[0], 0);
}

RowsPage PostgresStreams::entriesAfter(const std::string& stream, std::int64_t seq, std::int64_t maxBytes) {
    writeEntries();
    RowsPage page;
    page.lastSeq = seq;
    const std::int64_t row = known(stream).row, most = rowsAtATime(maxBytes);
    for (bool more = true; more;) {
        const auto rows = m_connection.run("SELECT seq, body FROM entry WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3", {row, page.lastSeq, most});
        more = static_cast<std::int64_t>(rows.size()) == most;
        for (const auto& entry : rows) {
            if (!takeRow(page, entry[1], maxBytes)) return page;
            page.lastSeq = numberAt(entry, 0);
        }
    }
    return page;
}

RowsPage PostgresStreams::stateAfter(const std::string& stream, const EntityKey& key, std::int64_t maxBytes) {
    writeStates();
    RowsPage page;
    page.lastKey = key;
    const std::int64_t row = known(stream).row, most = rowsAtATime(maxBytes);
    for (bool more = true; more;) {
        const auto rows = m_connection.run("SELECT type, entity, body FROM state WHERE stream = $1 AND (type, entity) > ($2, $3) "
                                           "ORDER BY type, entity LIMIT $4",
                                           {row, page.lastKey.type, page.lastKey.id, most});
        more = static_cast<std::int64_t>(rows.size()) == most;
        for (const auto& state : rows) {
            if (!takeRow(page, state[2], maxBytes)) return page;
            page.lastKey = {textAt(state, 0), textAt(state, 1)};
        }
    }
    return page;
}

std::vector<EntityKey> PostgresStreams::erasedIn(const std::string& stream) {
    std::vector<EntityKey> keys;
    for (const auto& row : m_connection.run("SELECT type, entity FROM erased WHERE stream = $1 ORDER BY type, entity", {known(stream).row}))
        keys.push_back({textAt(row, 0), textAt(row, 1)});
    return keys;
}

std::optional<HeldOp> PostgresStreams::heldOp(const std::string& id) {
    if (const auto it = m_holding.find(id); it != m_holding.end()) return it->second.op;
    const auto rows = m_connection.run("SELECT op.id, s.name, type, entity, device, outcome, reason, seq, lost, saw, stands_for, body, received "
                                       "FROM op LEFT JOIN stream s ON s.id = op.stream WHERE op.id = $1",
                                       {pgBytes(id)});
    if (rows.empty()) return std::nullopt;
    return heldFrom(rows[0]);
}

bool PostgresStreams::holds(const std::string& id) {
    return m_holding.count(id) > 0 || !m_connection.run("SELECT 1 FROM op WHERE id = $1", {pgBytes(id)}).empty();
}

std::vector<SeenValue> PostgresStreams::seenByStandIns(const std::string& id) {
    std::vector<SeenValue> seen;
    const auto rows = m_connection.run("SELECT field, saw FROM stand_in WHERE winner = $1 ORDER BY op, field LIMIT $2", {id, wire::kMaxWalkSteps});
    for (const auto& row : rows)
        seen.push_back({textAt(row, 0), textAt(row, 1)});
    return seen;
}

Fields PostgresStreams::fieldsOf(const std::string& stream, const EntityKey& key) { return touched(known(stream).row, key).fields; }

std::vector<domain::EntityState> PostgresStreams::entitiesOf(const std::string& stream, const std::string& type) {
    writeStates();
    std::vector<domain::EntityState> entities;
    const auto rows = m_connection.run("SELECT entity, body FROM state WHERE stream = $1 AND type = $2 ORDER BY entity", {known(stream).row, type});
    for (const auto& row : rows)
        entities.push_back({{type, textAt(row, 0)}, fieldsFrom(textAt(row, 1))});
    return entities;
}

std::vector<std::string> PostgresStreams::streams() {
    std::vector<std::string> names;
    for (const auto& row : m_connection.run("SELECT name FROM stream ORDER BY name"))
        names.push_back(textAt(row, 0));
    return names;
}

std::vector<EntityKey> PostgresStreams::changedIn(const std::string& stream, std::int64_t after, std::int64_t upTo) {
    writeEntries();
    std::vector<EntityKey> keys;
    const auto rows = m_connection.run("SELECT type, entity FROM entry WHERE stream = $1 AND seq > $2 AND seq <= $3 AND entity IS NOT NULL "
                                       "GROUP BY type, entity ORDER BY max(seq)",
                                       {known(stream).row, after, upTo});
    for (const auto& row : rows)
        keys.push_back({textAt(row, 0), textAt(row, 1)});
    return keys;
}

std::vector<HeldOp> PostgresStreams::quarantined(const QuarantineQuery& query) {
    writeOps();
    constexpr const char* kAll =
        "SELECT op.id, s.name, type, entity, device, outcome, reason, seq, lost, saw, stands_for, body, received, venue "
        "FROM op LEFT JOIN stream s ON s.id = op.stream WHERE outcome = 4 AND (received, op.id) > ($1, $2) ORDER BY received, op.id LIMIT $3";
    constexpr const char* kOfVenues =
        "SELECT q.id, s.name, q.type, q.entity, q.device, q.outcome, q.reason, q.seq, q.lost, q.saw, q.stands_for, q.body, q.received, q.venue "
        "FROM unnest($4::text[]) AS v(venue), LATERAL (SELECT * FROM op WHERE outcome = 4 AND op.venue = v.venue AND (received, id) > ($1, $2) "
        "ORDER BY received, id LIMIT $3) AS q LEFT JOIN stream s ON s.id = q.stream ORDER BY q.received, q.id LIMIT $3";
    const auto after = pgBytes(query.afterId);
    const auto rows = query.venues ? m_connection.run(kOfVenues, {query.afterReceived, after, query.most, arrayOf(*query.venues)})
                                   : m_connection.run(kAll, {query.afterReceived, after, query.most});
    std::vector<HeldOp> ops;
    for (const auto& row : rows) {
        ops.push_back(heldFrom(row));
        ops.back().venue = textAt(row, 13);
    }
    return ops;
}

std::int64_t PostgresStreams::countQuarantined(const std::optional<std::vector<std::string>>& venues) {
    writeOps();
    const auto rows = venues ? m_connection.run("SELECT count(*) FROM op WHERE outcome = 4 AND venue = ANY($1::text[])", {arrayOf(*venues)})
                             : m_connection.run("SELECT count(*) FROM op WHERE outcome = 4");
    return numberAt(rows[0], 0);
}

Millis PostgresStreams::nowHigh() {
    // Each stream keeps its own: one row for all would let only one push commit at a time.
    const auto rows = m_connection.run("SELECT greatest((SELECT max(now_high) FROM stream), "
                                       "(SELECT value::bigint FROM setting WHERE key = 'now_high'), 0)");
    return std::max<Millis>(m_nowHigh, numberAt(rows[0], 0));
}

} // namespace waymark::service
