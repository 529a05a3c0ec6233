// Writing: taking streams, and what is held back until the commit.
#include "shared/base/hex.h"
#include "shared/domain/stream.h"
#include "sync/service/store/postgres/postgres_connection.h"
#include "sync/service/store/postgres/postgres_streams.h"
#include "sync/service/store/row_text.h"

#include <algorithm>

namespace waymark::service {

static_assert(static_cast<int>(wire::Outcome::Quarantined) == 4, "statements here and in postgres_schema.cpp name the number");

namespace {

// Rows sent in one statement, so that a transaction as long as an import needs little memory here.
constexpr std::size_t kRowsAtATime = 1000;

} // namespace

void PostgresStreams::shareLock() {
    if (m_lock != Lock::None) return;
    m_connection.run("SELECT pg_advisory_xact_lock_shared(5722, 1)");
    m_lock = Lock::Shared;
}

void PostgresStreams::lockAll() {
    if (m_lock == Lock::All) return;
    m_connection.run("SELECT pg_advisory_xact_lock(5722, 1)");
    m_lock = Lock::All;
}

void PostgresStreams::lock(const std::vector<std::string>& streams) {
    shareLock();
    PgArray names;
    for (const auto& stream : streams)
        names.add(stream);
    // The rows are sorted before they are locked, so two transactions never wait for each other crosswise.
    const auto rows = m_connection.run("SELECT name, id, head, chain, sum FROM stream WHERE name = ANY($1::text[]) ORDER BY name FOR NO KEY UPDATE",
                                       {names.take()});
    for (const auto& row : rows)
        noteTaken(row[0].c_str(), row);
}

void PostgresStreams::takeAgain(const std::set<std::string>& streams) {
    for (const auto& stream : streams)
        takenRow(stream);
}

void PostgresStreams::noteTaken(const std::string& stream, const pqxx::row& row) {
    m_taken.insert(stream);
    Known now;
    now.row = row[1].as<std::int64_t>();
    now.stored = row[2].as<std::int64_t>();
    now.head = {now.stored, row[3].c_str() + 2, static_cast<std::uint64_t>(row[4].as<std::int64_t>())};
    now.taken = true;
    const auto before = m_known.find(stream);
    if (before != m_known.end() && !before->second.taken && before->second.head.seq != now.head.seq)
        throw RunAgain("a stream was written to after it was read");
    if (before == m_known.end() || !before->second.taken) m_known[stream] = now;
}

PostgresStreams::Known& PostgresStreams::takenRow(const std::string& stream) {
    const auto it = m_known.find(stream);
    if (it != m_known.end() && it->second.taken) return it->second;
    m_taken.insert(stream);
    shareLock();
    constexpr const char* kTake = "SELECT name, id, head, chain, sum FROM stream WHERE name = $1 FOR NO KEY UPDATE";
    auto rows = m_connection.run(kTake, {stream});
    if (rows.empty()) {
        m_connection.run("INSERT INTO stream(name, head, chain, sum) VALUES($1, 0, '', 0) ON CONFLICT DO NOTHING", {stream});
        rows = m_connection.run(kTake, {stream});
    }
    noteTaken(stream, rows[0]);
    return m_known[stream];
}

std::int64_t PostgresStreams::addEntry(Known& row, const std::string& op, const EntityKey& key, const std::string& body,
                                      const std::array<std::uint8_t, 16>& random) {
    const std::int64_t seq = row.head.seq + 1;
    row.head.chain = nextChain(row.head.chain, random, seq);
    row.head.seq = seq;

    m_entries.stream.add(row.row);
    m_entries.seq.add(seq);
    m_entries.chain.add(pgBytes(row.head.chain));
    m_entries.random.add(pgBytes(base::toHex(random.data(), random.size())));
    m_entries.op.add(op.empty() ? PgValue(nullptr) : pgBytes(op));
    m_entries.type.add(key.type);
    m_entries.entity.add(key.id);
    m_entries.body.add(body);
    if (++m_entries.count >= kRowsAtATime) writeEntries();
    return seq;
}

std::int64_t PostgresStreams::append(const std::string& stream, Append entry, const std::array<std::uint8_t, 16>& random) {
    Known& row = takenRow(stream);
    const std::int64_t seq = addEntry(row, entry.op, {entry.type, entry.entity}, entryText(row.head.seq + 1, entry), random);

    Touched& entity = touched(row.row, {entry.type, entry.entity});
    applyEntry(entity.fields, row.head.sum, seq, std::move(entry));
    entity.changed = true;
    return seq;
}

void PostgresStreams::hold(const HeldOp& op, const std::vector<std::string>& subjects) {
    // A quarantined op may name a stream that nobody ever wrote to; it is held without one, with its body.
    const bool hasStream = domain::parseStream(op.stream).has_value() && (op.reason != "not_granted" || head(op.stream).seq > 0);
    const std::int64_t row = hasStream ? takenRow(op.stream).row : 0;
    const auto [it, isNew] = m_holding.try_emplace(op.id);
    Holding& holding = it->second;
    if (isNew || holding.op.outcome == wire::Outcome::Quarantined) {
        const std::string device = isNew ? op.device : holding.op.device;
        const Millis received = isNew ? op.receivedAt : holding.op.receivedAt;
        holding.op = op;
        holding.op.device = device;
        holding.op.receivedAt = received;
        holding.op.venue = venueOf(op.stream);
        if (!hasStream) holding.op.stream.clear();
        holding.row = row;
    }
    if (hasStream)
        for (const auto& sha256 : op.blobs)
            m_connection.run("INSERT INTO blob_name(stream, sha256, op) VALUES($1, $2, $3) ON CONFLICT DO NOTHING",
                             {op.stream, pgBytes(sha256), pgBytes(op.id)});
    for (const auto& [field, seen] : seenAsStandIn(op))
        m_connection.run("INSERT INTO stand_in(winner, op, field, saw) VALUES($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                         {op.standsFor.at(field), op.id, field, seen});
    for (const auto& subject : subjects)
        holding.subjects.insert({subject, row});
    if (m_holding.size() >= kRowsAtATime) writeOps();
}

void PostgresStreams::raiseNowHigh(Millis now) { m_nowHigh = std::max(m_nowHigh, now); }

void PostgresStreams::flush() {
    writeEntries();
    writeStates();
    writeOps();
    writeHeads();
}

void PostgresStreams::writeEntries() {
    if (m_entries.count == 0) return;
    m_connection.run("INSERT INTO entry(stream, seq, chain, random, op, type, entity, body) SELECT * FROM unnest($1::bigint[], $2::bigint[], "
                     "$3::bytea[], $4::bytea[], $5::bytea[], $6::text[], $7::text[], $8::text[])",
                     {m_entries.stream.take(), m_entries.seq.take(), m_entries.chain.take(), m_entries.random.take(), m_entries.op.take(),
                      m_entries.type.take(), m_entries.entity.take(), m_entries.body.take()});
    m_entries.count = 0;
}

void PostgresStreams::writeStates() {
    PgArray stream, type, entity, body;
    for (auto& [key, touched] : m_touched) {
        if (!touched.changed) continue;
        stream.add(key.first);
        type.add(key.second.type);
        entity.add(key.second.id);
        body.add(stateText(key.second, touched.fields));
        touched.changed = false;
    }
    if (stream.isEmpty()) return;
    m_connection.run("INSERT INTO state(stream, type, entity, body) SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) "
                     "ON CONFLICT(stream, type, entity) DO UPDATE SET body = excluded.body",
                     {stream.take(), type.take(), entity.take(), body.take()});
}

void PostgresStreams::writeOps() {
    if (m_holding.empty()) return;
    PgArray id, stream, type, entity, device, outcome, reason, seq, lost, saw, standsFor, body, received, venue;
    PgArray subject, subjectStream, subjectOp;
    for (const auto& [key, holding] : m_holding) {  // in the order of ids, as every other transaction
        const HeldOp& op = holding.op;
        id.add(pgBytes(op.id));
        stream.add(holding.row == 0 ? PgValue(nullptr) : PgValue(holding.row));
        type.add(op.type);
        entity.add(op.entity);
        device.add(op.device);
        outcome.add(static_cast<int>(op.outcome));
        reason.add(textOrNull(op.reason));
        seq.add(op.seq);
        lost.add(textOrNull(namesText(op.lost)));
        saw.add(textOrNull(pairsText(op.saw)));
        standsFor.add(textOrNull(pairsText(op.standsFor)));
        body.add(textOrNull(op.body));
        received.add(op.receivedAt);
        venue.add(op.outcome == wire::Outcome::Quarantined ? PgValue(op.venue) : PgValue(nullptr));
        for (const auto& [name, row] : holding.subjects) {
            subject.add(name);
            subjectStream.add(row);
            subjectOp.add(pgBytes(op.id));
        }
    }
    const auto written = m_connection.run(
        "INSERT INTO op(id, stream, type, entity, device, outcome, reason, seq, lost, saw, stands_for, body, received, venue) "
        "SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::bigint[], $9::text[], "
        "$10::text[], $11::text[], $12::text[], $13::bigint[], $14::text[]) "
        "ON CONFLICT(id) DO UPDATE SET stream = excluded.stream, type = excluded.type, entity = excluded.entity, outcome = excluded.outcome, "
        "reason = excluded.reason, seq = excluded.seq, lost = excluded.lost, saw = excluded.saw, stands_for = excluded.stands_for, "
        "body = excluded.body, venue = excluded.venue WHERE op.outcome = 4",
        {id.take(), stream.take(), type.take(), entity.take(), device.take(), outcome.take(), reason.take(), seq.take(), lost.take(), saw.take(),
         standsFor.take(), body.take(), received.take(), venue.take()});
    // The database, not our look before, decides that an op is new: another transaction may have taken the same id in another stream.
    if (written.affected_rows() != m_holding.size()) throw RunAgain("an op was taken by another transaction");
    m_holding.clear();
    if (subject.isEmpty()) return;
    m_connection.run("INSERT INTO subject(subject, stream, op) SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[]) ON CONFLICT DO NOTHING",
                     {subject.take(), subjectStream.take(), subjectOp.take()});
}

void PostgresStreams::writeHeads() {
    bool kept = m_nowHigh == 0;
    for (auto& [name, stream] : m_known) {
        if (stream.head.seq == stream.stored) continue;
        const auto rows = m_connection.run("UPDATE stream SET head = head + $2, chain = $3, sum = $4, now_high = greatest(now_high, $5) WHERE id = $1 "
                                           "RETURNING head",
                                           {stream.row, stream.head.seq - stream.stored, pgBytes(stream.head.chain),
                                            static_cast<std::int64_t>(stream.head.sum), m_nowHigh});
        if (rows.size() != 1 || rows[0][0].as<std::int64_t>() != stream.head.seq)
            throw StorageFailure(base::ErrorCode::Internal, "a stream was written to by two transactions at once");
        stream.stored = stream.head.seq;
        kept = true;
    }
    if (!kept)
        m_connection.run("INSERT INTO setting(key, value) VALUES('now_high', $1) ON CONFLICT(key) DO UPDATE SET value = excluded.value "
                         "WHERE setting.value::bigint < excluded.value::bigint",
                         {std::to_string(m_nowHigh)});
}

} // namespace waymark::service
