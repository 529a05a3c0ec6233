// What an erasure needs of the streams' tables: finding everything about somebody, and taking it out without leaving a gap. What was
// held back is sent first, so that all of it is found. Runs under `lockAll`.
#include "sync/service/store/postgres/postgres_connection.h"
#include "sync/service/store/postgres/postgres_streams.h"
#include "sync/service/store/row_text.h"

namespace waymark::service {

bool PostgresStreams::isBarred(const std::string& hash) {
    return !m_connection.run("SELECT 1 FROM barrier WHERE hash = $1", {pgBytes(hash)}).empty();
}

bool PostgresStreams::isErased(const std::string& stream, const EntityKey& key) {
    return !m_connection.run("SELECT 1 FROM erased WHERE stream = $1 AND type = $2 AND entity = $3", {known(stream).row, key.type, key.id}).empty();
}

std::vector<HeldOp> PostgresStreams::opsAbout(const std::string& subject) {
    writeOps();
    std::vector<HeldOp> ops;
    const auto rows = m_connection.run("SELECT op.id, s.name, type, entity, device, outcome, reason, seq, lost, saw, stands_for, body, received "
                                       "FROM op LEFT JOIN stream s ON s.id = op.stream "
                                       "WHERE op.id IN (SELECT subject.op FROM subject WHERE subject = $1) ORDER BY op.id",
                                       {subject});
    for (const auto& row : rows)
        ops.push_back(heldFrom(row));
    return ops;
}

std::vector<std::string> PostgresStreams::opsContaining(const std::string& text) {
    writeEntries();
    writeOps();
    std::vector<std::string> ids;
    for (const auto& row : m_connection.run("SELECT op FROM entry WHERE op IS NOT NULL AND strpos(body, $1) > 0 "
                                            "UNION SELECT id FROM op WHERE strpos(body, $1) > 0",
                                            {text}))
        ids.push_back(row[0].c_str() + 2);
    return ids;
}

std::string PostgresStreams::scrubOwed() {
    const auto rows = m_connection.run("SELECT value FROM setting WHERE key = 'scrub_owed'");
    return rows.empty() ? std::string() : rows[0][0].c_str();
}

void PostgresStreams::oweScrub() {
    m_connection.run("INSERT INTO setting(key, value) VALUES('scrub_owed', gen_random_uuid()::text) ON CONFLICT(key) DO UPDATE SET value = excluded.value");
}

void PostgresStreams::bar(const std::string& hash) {
    m_connection.run("INSERT INTO barrier(hash) VALUES($1) ON CONFLICT DO NOTHING", {pgBytes(hash)});
}

std::int64_t PostgresStreams::appendErase(const std::string& stream, const EntityKey& key, const std::array<std::uint8_t, 16>& random) {
    Known& row = takenRow(stream);
    const std::int64_t seq = addEntry(row, {}, key, eraseText(row.head.seq + 1, key), random);
    Touched& entity = touched(row.row, key);
    for (const auto& [name, field] : entity.fields)
        row.head.sum -= domain::fieldSum(key.type, key.id, name, field.seq, field.op);
    entity = {};
    m_connection.run("DELETE FROM state WHERE stream = $1 AND type = $2 AND entity = $3", {row.row, key.type, key.id});
    m_connection.run("INSERT INTO erased(stream, type, entity) VALUES($1, $2, $3) ON CONFLICT DO NOTHING", {row.row, key.type, key.id});
    return seq;
}

void PostgresStreams::rewrite(const std::string& stream, std::int64_t seq, const std::string& text, bool isVoid) {
    writeEntries();
    const std::int64_t row = known(stream).row;
    if (isVoid)
        m_connection.run("UPDATE entry SET op = NULL, type = NULL, entity = NULL, body = $3 WHERE stream = $1 AND seq = $2", {row, seq, text});
    else
        m_connection.run("UPDATE entry SET body = $3 WHERE stream = $1 AND seq = $2", {row, seq, text});
}

void PostgresStreams::blankOp(const std::string& id) {
    writeOps();
    const auto held = heldOp(id);
    if (!held) return;
    if (held->seq > 0) rewrite(held->stream, held->seq, voidText(held->seq), true);
    m_connection.run("DELETE FROM stand_in WHERE winner = $1", {id});
    for (const auto& [field, winner] : held->standsFor)
        m_connection.run("DELETE FROM stand_in WHERE winner = $1 AND op = $2", {winner, id});
    m_connection.run("UPDATE op SET type = NULL, entity = NULL, outcome = $2, reason = NULL, lost = NULL, saw = NULL, stands_for = NULL, "
                     "body = NULL, venue = NULL WHERE id = $1",
                     {pgBytes(id), static_cast<int>(wire::Outcome::Erased)});
}

void PostgresStreams::blankFields(const std::string& id, const std::vector<std::string>& fields) {
    writeEntries();
    writeOps();
    const auto held = heldOp(id);
    if (!held) return;
    const auto rows = m_connection.run("SELECT body FROM entry WHERE stream = $1 AND seq = $2", {known(held->stream).row, held->seq});
    if (held->seq > 0 && !rows.empty()) {
        const std::string left = withoutFields(rows[0][0].c_str(), fields);
        rewrite(held->stream, held->seq, left, left == voidText(held->seq));
    }
    m_connection.run("UPDATE op SET body = NULL WHERE id = $1", {pgBytes(id)});
}

void PostgresStreams::forgetSubject(const std::string& subject) {
    writeOps();
    m_connection.run("DELETE FROM subject WHERE subject = $1", {subject});
}

} // namespace waymark::service
