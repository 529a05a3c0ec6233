// What an erasure needs of the streams' tables: finding everything about somebody, and taking it out without leaving a gap.
#include "sync/service/store/row_text.h"
#include "sync/service/store/sqlite/sqlite_rows.h"
#include "sync/service/store/sqlite/sqlite_schema.h"
#include "sync/service/store/sqlite/sqlite_streams.h"

namespace waymark::service {

const char* const kErasureSchema = R"sql(
CREATE TABLE fact_residue(id TEXT PRIMARY KEY, venue TEXT NOT NULL, session TEXT NOT NULL, band TEXT NOT NULL,
                          marks INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE erasure(id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE erasure_place(erasure TEXT NOT NULL REFERENCES erasure (id), stream TEXT NOT NULL, seq INTEGER NOT NULL,
                           PRIMARY KEY(erasure, stream)) STRICT, WITHOUT ROWID;
CREATE TABLE erasure_passed(device TEXT NOT NULL, erasure TEXT NOT NULL REFERENCES erasure (id), at INTEGER NOT NULL,
                            PRIMARY KEY(device, erasure)) STRICT, WITHOUT ROWID;
ALTER TABLE device ADD COLUMN troubles TEXT NOT NULL DEFAULT '';
)sql";

namespace {

const std::string kOpsAbout = std::string(kHeldColumns) + ", id FROM op WHERE id IN (SELECT op FROM subject WHERE subject=?1) ORDER BY id";

} // namespace

bool SqliteStreams::isBarred(const std::string& hash) {
    auto select = m_connection.prepared("SELECT 1 FROM barrier WHERE hash=?1");
    bindHex(select, 1, hash);
    return select.executeStep();
}

bool SqliteStreams::isErased(const std::string& stream, const EntityKey& key) {
    auto select = m_connection.prepared("SELECT 1 FROM erased WHERE stream=?1 AND type=?2 AND entity=?3");
    select.bind(1, static_cast<std::int64_t>(known(stream).row));
    select.bindNoCopy(2, key.type);
    select.bindNoCopy(3, key.id);
    return select.executeStep();
}

std::vector<HeldOp> SqliteStreams::opsAbout(const std::string& subject) {
    std::vector<HeldOp> ops;
    auto select = m_connection.prepared(kOpsAbout.c_str());
    select.bindNoCopy(1, subject);
    while (select.executeStep())
        ops.push_back(heldFrom(select, hexOf(select.getColumn(12))));
    return ops;
}

std::vector<std::string> SqliteStreams::opsContaining(const std::string& text) {
    std::vector<std::string> ids;
    auto select = m_connection.prepared("SELECT op FROM entry WHERE op IS NOT NULL AND instr(body, ?1) > 0 "
                                        "UNION SELECT id FROM op WHERE instr(body, ?1) > 0");
    select.bindNoCopy(1, text);
    while (select.executeStep())
        ids.push_back(hexOf(select.getColumn(0)));
    return ids;
}

std::string SqliteStreams::scrubOwed() {
    auto select = m_connection.prepared("SELECT value FROM setting WHERE key='scrub_owed'");
    return select.executeStep() ? select.getColumn(0).getString() : std::string();
}

void SqliteStreams::oweScrub() {
    auto upsert = m_connection.prepared("INSERT INTO setting(key, value) VALUES('scrub_owed', hex(randomblob(16))) ON CONFLICT DO UPDATE SET value=excluded.value");
    upsert.exec();
}

void SqliteStreams::bar(const std::string& hash) {
    auto insert = m_connection.prepared("INSERT INTO barrier(hash) VALUES(?1) ON CONFLICT DO NOTHING");
    bindHex(insert, 1, hash);
    insert.exec();
}

std::int64_t SqliteStreams::appendErase(const std::string& stream, const EntityKey& key, const std::array<std::uint8_t, 16>& random) {
    Known& row = rowFor(stream);
    const std::int64_t seq = addEntry(row, {}, key, eraseText(row.head.seq + 1, key), random);

    Touched& entity = touched(row.row, key);
    for (const auto& [name, field] : entity.fields)
        row.head.sum -= domain::fieldSum(key.type, key.id, name, field.seq, field.op);
    entity = {};
    for (const char* sql : {"DELETE FROM state WHERE stream=?1 AND type=?2 AND entity=?3",
                            "INSERT INTO erased(stream, type, entity) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING"}) {
        auto statement = m_connection.prepared(sql);
        statement.bind(1, static_cast<std::int64_t>(row.row));
        statement.bindNoCopy(2, key.type);
        statement.bindNoCopy(3, key.id);
        statement.exec();
    }
    return seq;
}

std::string SqliteStreams::entryAt(const std::string& stream, std::int64_t seq) {
    auto select = m_connection.prepared("SELECT body FROM entry WHERE stream=?1 AND seq=?2");
    select.bind(1, static_cast<std::int64_t>(known(stream).row));
    select.bind(2, static_cast<std::int64_t>(seq));
    return select.executeStep() ? select.getColumn(0).getString() : std::string();
}

void SqliteStreams::rewrite(const std::string& stream, std::int64_t seq, const std::string& text, bool isVoid) {
    auto update = m_connection.prepared("UPDATE entry SET op=CASE WHEN ?4 THEN NULL ELSE op END, type=CASE WHEN ?4 THEN NULL ELSE type END, "
                                        "entity=CASE WHEN ?4 THEN NULL ELSE entity END, body=?3 WHERE stream=?1 AND seq=?2");
    update.bind(1, static_cast<std::int64_t>(known(stream).row));
    update.bind(2, static_cast<std::int64_t>(seq));
    update.bindNoCopy(3, text);
    update.bind(4, isVoid ? 1 : 0);
    update.exec();
}

void SqliteStreams::blankOp(const std::string& id) {
    const auto held = heldOp(id);
    if (!held) return;
    if (held->seq > 0) rewrite(held->stream, held->seq, voidText(held->seq), true);
    removeStandIns(*held);
    auto update = m_connection.prepared("UPDATE op SET type=NULL, entity=NULL, outcome=?2, reason=NULL, lost=NULL, saw=NULL, stands_for=NULL, "
                                        "body=NULL, venue=NULL WHERE id=?1");
    bindHex(update, 1, id);
    update.bind(2, static_cast<int>(wire::Outcome::Erased));
    update.exec();
}

void SqliteStreams::blankFields(const std::string& id, const std::vector<std::string>& fields) {
    const auto held = heldOp(id);
    if (!held) return;
    const std::string text = held->seq > 0 ? entryAt(held->stream, held->seq) : std::string();
    if (!text.empty()) {
        const std::string left = withoutFields(text, fields);
        rewrite(held->stream, held->seq, left, left == voidText(held->seq));
    }
    auto update = m_connection.prepared("UPDATE op SET body=NULL WHERE id=?1");
    bindHex(update, 1, id);
    update.exec();
}

void SqliteStreams::forgetSubject(const std::string& subject) {
    auto remove = m_connection.prepared("DELETE FROM subject WHERE subject=?1");
    remove.bindNoCopy(1, subject);
    remove.exec();
}

} // namespace waymark::service
