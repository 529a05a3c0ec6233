#include "sync/service/store/sqlite/sqlite_streams.h"

#include "shared/base/hex.h"
#include "shared/base/mutant.h"
#include "shared/domain/stream.h"
#include "sync/service/store/row_text.h"
#include "sync/service/store/sqlite/sqlite_connection.h"
#include "sync/service/store/sqlite/sqlite_rows.h"
#include "sync/service/store/sqlite/sqlite_schema.h"
#include "sync/service/store/store.h"

namespace waymark::service {

const char* const kStreamsSchema = R"sql(
CREATE TABLE setting(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE stream(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, head INTEGER NOT NULL, chain BLOB NOT NULL, sum INTEGER NOT NULL);
CREATE TABLE entry(stream INTEGER NOT NULL, seq INTEGER NOT NULL, chain BLOB NOT NULL, random BLOB NOT NULL, op BLOB,
                   type TEXT, entity TEXT, body TEXT NOT NULL, PRIMARY KEY(stream, seq)) WITHOUT ROWID;
CREATE TABLE state(stream INTEGER NOT NULL, type TEXT NOT NULL, entity TEXT NOT NULL, body TEXT NOT NULL,
                   PRIMARY KEY(stream, type, entity)) WITHOUT ROWID;
CREATE TABLE op(id BLOB PRIMARY KEY, stream INTEGER, type TEXT, entity TEXT, device TEXT NOT NULL, outcome INTEGER NOT NULL,
                reason TEXT, seq INTEGER NOT NULL, lost TEXT, saw TEXT, stands_for TEXT, body TEXT, received INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX op_quarantined ON op(received) WHERE outcome = 4;
CREATE TABLE subject(subject TEXT NOT NULL, stream INTEGER NOT NULL, op BLOB NOT NULL, PRIMARY KEY(subject, stream, op)) WITHOUT ROWID;
CREATE TABLE erased(stream INTEGER NOT NULL, type TEXT NOT NULL, entity TEXT NOT NULL, PRIMARY KEY(stream, type, entity)) WITHOUT ROWID;
CREATE TABLE barrier(hash BLOB PRIMARY KEY) WITHOUT ROWID;
)sql";

static_assert(static_cast<int>(wire::Outcome::Quarantined) == 4, "the partial index above names the number");

std::string hexOf(const SQLite::Column& column) {
    return base::toHex(static_cast<const std::uint8_t*>(column.getBlob()), static_cast<std::size_t>(column.getBytes()));
}

void bindHex(SqliteQuery& statement, int index, std::string_view hex) {
    const auto bytes = base::fromHex(hex).value_or(base::Bytes{});
    statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
}

namespace {
const std::string kHeldOp = kHeldColumns + std::string(" FROM op WHERE id=?1");
} // namespace

HeldOp heldFrom(SqliteQuery& row, const std::string& id) {
    HeldOp op;
    op.id = id;
    op.stream = row.getColumn(0).getString();
    op.type = row.getColumn(1).getString();
    op.entity = row.getColumn(2).getString();
    op.device = row.getColumn(3).getString();
    op.outcome = static_cast<wire::Outcome>(row.getColumn(4).getInt());
    op.reason = row.getColumn(5).getString();
    op.seq = row.getColumn(6).getInt64();
    op.lost = namesFrom(row.getColumn(7).getString());
    op.saw = pairsFrom(row.getColumn(8).getString());
    op.standsFor = pairsFrom(row.getColumn(9).getString());
    op.body = row.getColumn(10).getString();
    op.receivedAt = row.getColumn(11).getInt64();
    return op;
}

void SqliteStreams::begin() {
    m_known.clear();
    m_touched.clear();
}

void SqliteStreams::flush() {
    writeTouched();
    for (auto& [name, stream] : m_known) {
        if (!stream.changed) continue;
        auto update = m_connection.prepared("UPDATE stream SET head=?2, chain=?3, sum=?4 WHERE id=?1");
        update.bind(1, static_cast<std::int64_t>(stream.row));
        update.bind(2, static_cast<std::int64_t>(stream.head.seq));
        bindHex(update, 3, stream.head.chain);
        update.bind(4, static_cast<std::int64_t>(stream.head.sum));
        update.exec();
        stream.changed = false;
    }
}

void SqliteStreams::writeTouched() {
    for (auto& [key, entity] : m_touched) {
        if (!entity.changed) continue;
        auto upsert = m_connection.prepared(
            "INSERT INTO state(stream, type, entity, body) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET body=excluded.body");
        upsert.bind(1, static_cast<std::int64_t>(key.first));
        upsert.bindNoCopy(2, key.second.type);
        upsert.bindNoCopy(3, key.second.id);
        upsert.bind(4, stateText(key.second, entity.fields));
        upsert.exec();
        entity.changed = false;
    }
}

SqliteStreams::Known& SqliteStreams::known(const std::string& stream) {
    const auto it = m_known.find(stream);
    if (it != m_known.end()) return it->second;
    Known found;
    auto select = m_connection.prepared("SELECT id, head, chain, sum FROM stream WHERE name=?1");
    select.bindNoCopy(1, stream);
    if (select.executeStep()) {
        found.row = select.getColumn(0).getInt64();
        found.head = {select.getColumn(1).getInt64(), hexOf(select.getColumn(2)),
                      static_cast<std::uint64_t>(select.getColumn(3).getInt64())};
    }
    return m_known.emplace(stream, found).first->second;
}

SqliteStreams::Known& SqliteStreams::rowFor(const std::string& stream) {
    Known& row = known(stream);
    if (row.row == 0) {
        auto insert = m_connection.prepared("INSERT INTO stream(name, head, chain, sum) VALUES(?1, 0, x'', 0)");
        insert.bindNoCopy(1, stream);
        insert.exec();
        row.row = m_connection.database().getLastInsertRowid();
    }
    return row;
}

SqliteStreams::Touched& SqliteStreams::touched(std::int64_t row, const EntityKey& key) {
    const auto it = m_touched.find({row, key});
    if (it != m_touched.end()) return it->second;
    Touched entity;
    if (row != 0) {
        auto select = m_connection.prepared("SELECT body FROM state WHERE stream=?1 AND type=?2 AND entity=?3");
        select.bind(1, static_cast<std::int64_t>(row));
        select.bindNoCopy(2, key.type);
        select.bindNoCopy(3, key.id);
        if (select.executeStep()) entity.fields = fieldsFrom(select.getColumn(0).getString());
    }
    return m_touched.emplace(TouchedKey{row, key}, std::move(entity)).first->second;
}

StreamHead SqliteStreams::head(const std::string& stream) { return known(stream).head; }

std::optional<std::string> SqliteStreams::chainAt(const std::string& stream, std::int64_t seq) {
    if (seq == 0) return std::string();
    const Known& row = known(stream);
    if (row.row == 0 || seq < 0 || seq > row.head.seq) return std::nullopt;
    if (seq == row.head.seq) return row.head.chain;
    auto select = m_connection.prepared("SELECT chain FROM entry WHERE stream=?1 AND seq=?2");
    select.bind(1, static_cast<std::int64_t>(row.row));
    select.bind(2, static_cast<std::int64_t>(seq));
    if (!select.executeStep()) return std::nullopt;
    return hexOf(select.getColumn(0));
}

RowsPage SqliteStreams::entriesAfter(const std::string& stream, std::int64_t seq, std::int64_t maxBytes) {
    RowsPage page;
    page.lastSeq = seq;
    auto select = m_connection.prepared("SELECT seq, body FROM entry WHERE stream=?1 AND seq>?2 ORDER BY seq");
    select.bind(1, static_cast<std::int64_t>(known(stream).row));
    select.bind(2, static_cast<std::int64_t>(seq));
    while (select.executeStep()) {
        const SQLite::Column body = select.getColumn(1);
        if (page.count > 0 && static_cast<std::int64_t>(page.rowsJson.size()) + body.getBytes() > maxBytes) {
            page.complete = false;
            break;
        }
        if (page.count++ > 0) page.rowsJson += ',';
        page.rowsJson.append(body.getText(), static_cast<std::size_t>(body.getBytes()));
        page.lastSeq = select.getColumn(0).getInt64();
    }
    return page;
}

RowsPage SqliteStreams::stateAfter(const std::string& stream, const EntityKey& key, std::int64_t maxBytes) {
    writeTouched();
    RowsPage page;
    page.lastKey = key;
    auto select = m_connection.prepared(
        "SELECT type, entity, body FROM state WHERE stream=?1 AND (type, entity) > (?2, ?3) ORDER BY type, entity");
    select.bind(1, static_cast<std::int64_t>(known(stream).row));
    select.bindNoCopy(2, key.type);
    select.bindNoCopy(3, key.id);
    while (select.executeStep()) {
        const SQLite::Column body = select.getColumn(2);
        if (page.count > 0 && static_cast<std::int64_t>(page.rowsJson.size()) + body.getBytes() > maxBytes) {
            page.complete = false;
            break;
        }
        if (page.count++ > 0) page.rowsJson += ',';
        page.rowsJson.append(body.getText(), static_cast<std::size_t>(body.getBytes()));
        page.lastKey = {select.getColumn(0).getString(), select.getColumn(1).getString()};
    }
    return page;
}

std::vector<EntityKey> SqliteStreams::erasedIn(const std::string& stream) {
    std::vector<EntityKey> keys;
    auto select = m_connection.prepared("SELECT type, entity FROM erased WHERE stream=?1 ORDER BY type, entity");
    select.bind(1, static_cast<std::int64_t>(known(stream).row));
    while (select.executeStep())
        keys.push_back({select.getColumn(0).getString(), select.getColumn(1).getString()});
    return keys;
}

std::optional<HeldOp> SqliteStreams::heldOp(const std::string& id) {
    auto select = m_connection.prepared(kHeldOp.c_str());
    bindHex(select, 1, id);
    if (!select.executeStep()) return std::nullopt;
    return heldFrom(select, id);
}

bool SqliteStreams::holds(const std::string& id) {
    auto select = m_connection.prepared("SELECT 1 FROM op WHERE id=?1");
    bindHex(select, 1, id);
    const bool found = select.executeStep();
    return found;
}

Fields SqliteStreams::fieldsOf(const std::string& stream, const EntityKey& key) {
    return touched(known(stream).row, key).fields;
}

std::vector<domain::EntityState> SqliteStreams::entitiesOf(const std::string& stream, const std::string& type) {
    writeTouched();
    std::vector<domain::EntityState> entities;
    auto select = m_connection.prepared("SELECT entity, body FROM state WHERE stream=?1 AND type=?2 ORDER BY entity");
    select.bind(1, static_cast<std::int64_t>(known(stream).row));
    select.bindNoCopy(2, type);
    while (select.executeStep())
        entities.push_back({{type, select.getColumn(0).getString()}, fieldsFrom(select.getColumn(1).getString())});
    return entities;
}

std::vector<std::string> SqliteStreams::streams() {
    std::vector<std::string> names;
    auto select = m_connection.prepared("SELECT name FROM stream ORDER BY name");
    while (select.executeStep())
        names.push_back(select.getColumn(0).getString());
    return names;
}

std::vector<EntityKey> SqliteStreams::changedIn(const std::string& stream, std::int64_t after, std::int64_t upTo) {
    std::vector<EntityKey> keys;
    auto select = m_connection.prepared(
        "SELECT type, entity FROM entry WHERE stream=?1 AND seq>?2 AND seq<=?3 AND entity IS NOT NULL GROUP BY type, entity ORDER BY max(seq)");
    select.bind(1, static_cast<std::int64_t>(known(stream).row));
    select.bind(2, static_cast<std::int64_t>(after));
    select.bind(3, static_cast<std::int64_t>(upTo));
    while (select.executeStep())
        keys.push_back({select.getColumn(0).getString(), select.getColumn(1).getString()});
    return keys;
}

std::int64_t SqliteStreams::addEntry(Known& row, const std::string& op, const EntityKey& key, const std::string& body,
                                    const std::array<std::uint8_t, 16>& random) {
    std::int64_t seq = row.head.seq + 1;
    if (base::mutant(base::Mutant::SerialNumbers)) seq = m_serial[row.row] = std::max(seq, m_serial[row.row] + 1);
    auto chance = random;
    if (base::mutant(base::Mutant::ChainOverOpIds)) {
        const auto id = base::fromHex(op.empty() ? std::string(32, '0') : op).value_or(base::Bytes(16));
        std::copy_n(id.begin(), 16, chance.begin());
    }
    row.head.chain = nextChain(row.head.chain, chance, seq);
    row.head.seq = seq;
    row.changed = true;

    auto insert = m_connection.prepared(
        "INSERT INTO entry(stream, seq, chain, random, op, type, entity, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    insert.bind(1, static_cast<std::int64_t>(row.row));
    insert.bind(2, static_cast<std::int64_t>(seq));
    bindHex(insert, 3, row.head.chain);
    insert.bind(4, random.data(), static_cast<int>(random.size()));
    if (!op.empty()) bindHex(insert, 5, op);
    insert.bindNoCopy(6, key.type);
    insert.bindNoCopy(7, key.id);
    insert.bindNoCopy(8, body);
    insert.exec();
    return seq;
}

std::int64_t SqliteStreams::append(const std::string& stream, Append entry, const std::array<std::uint8_t, 16>& random) {
    Known& row = rowFor(stream);
    const std::int64_t seq = addEntry(row, entry.op, {entry.type, entry.entity}, entryText(row.head.seq + 1, entry), random);

    Touched& entity = touched(row.row, {entry.type, entry.entity});
    applyEntry(entity.fields, row.head.sum, seq, std::move(entry));
    entity.changed = true;
    return seq;
}

void SqliteStreams::hold(const HeldOp& op, const std::vector<std::string>& subjects) {
    // A quarantined op may name a stream that nobody ever wrote to; it is held without one, with its body.
    const bool hasStream = domain::parseStream(op.stream).has_value() && (op.reason != "not_granted" || head(op.stream).seq > 0);
    const std::int64_t stream = hasStream ? rowFor(op.stream).row : 0;
    auto insert = m_connection.prepared(
        "INSERT INTO op(id, stream, type, entity, device, outcome, reason, seq, lost, saw, stands_for, body, received, venue) "
        "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT(id) DO UPDATE SET stream=excluded.stream, "
        "type=excluded.type, entity=excluded.entity, outcome=excluded.outcome, reason=excluded.reason, seq=excluded.seq, "
        "lost=excluded.lost, saw=excluded.saw, stands_for=excluded.stands_for, body=excluded.body, venue=excluded.venue WHERE op.outcome = 4");
    bindHex(insert, 1, op.id);
    if (hasStream) insert.bind(2, static_cast<std::int64_t>(stream));
    insert.bindNoCopy(3, op.type);
    insert.bindNoCopy(4, op.entity);
    insert.bindNoCopy(5, op.device);
    insert.bind(6, static_cast<int>(op.outcome));
    if (!op.reason.empty()) insert.bindNoCopy(7, op.reason);
    insert.bind(8, static_cast<std::int64_t>(op.seq));
    if (!op.lost.empty()) insert.bind(9, namesText(op.lost));
    if (!op.saw.empty()) insert.bind(10, pairsText(op.saw));
    if (!op.standsFor.empty()) insert.bind(11, pairsText(op.standsFor));
    if (!op.body.empty()) insert.bindNoCopy(12, op.body);
    insert.bind(13, static_cast<std::int64_t>(op.receivedAt));
    if (op.outcome == wire::Outcome::Quarantined) insert.bind(14, venueOf(op.stream));
    insert.exec();

    if (hasStream)
        for (const auto& sha256 : op.blobs) {
            auto name = m_connection.prepared("INSERT INTO blob_name(stream, sha256, op) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING");
            name.bindNoCopy(1, op.stream);
            bindHex(name, 2, sha256);
            bindHex(name, 3, op.id);
            name.exec();
        }
    addStandIn(op);
    for (const auto& subject : subjects) {
        auto index = m_connection.prepared("INSERT INTO subject(subject, stream, op) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING");
        index.bindNoCopy(1, subject);
        index.bind(2, static_cast<std::int64_t>(stream));
        bindHex(index, 3, op.id);
        index.exec();
    }
}

Millis SqliteStreams::nowHigh() {
    auto select = m_connection.prepared("SELECT value FROM setting WHERE key='now_high'");
    const Millis value = select.executeStep() ? select.getColumn(0).getInt64() : 0;
    return value;
}

void SqliteStreams::raiseNowHigh(Millis now) {
    auto upsert = m_connection.prepared("INSERT INTO setting(key, value) VALUES('now_high', ?1) ON CONFLICT DO UPDATE SET value=max(value, excluded.value)");
    upsert.bind(1, static_cast<std::int64_t>(now));
    upsert.exec();
}

} // namespace waymark::service
