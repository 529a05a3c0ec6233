#include "shared/base/mutant.h"
#include "sync/device/device_store_impl.h"

namespace waymark::device {

using base::Error;
using base::ErrorCode;

namespace {

using SQLite::Statement;

OpRow opFrom(Statement& row) {
    OpRow op;
    op.order = row.getColumn(0).getInt64();
    op.id = row.getColumn(1).getString();
    op.state = static_cast<OpState>(row.getColumn(2).getInt());
    op.stream = row.getColumn(3).getString();
    op.type = row.getColumn(4).getString();
    op.entity = row.getColumn(5).getString();
    op.at = row.getColumn(6).getInt64();
    op.subjects = bytesOf(row.getColumn(7));
    op.resultSeq = row.getColumn(8).getInt64();
    op.covered = row.getColumn(9).getInt() != 0;
    op.answeredAt = row.getColumn(10).getInt64();
    op.reason = row.getColumn(11).getString();
    op.sealed = bytesOf(row.getColumn(12));
    return op;
}

WrapRow wrapFrom(Statement& row) {
    WrapRow wrap;
    wrap.user = row.getColumn(0).getString();
    wrap.name = row.getColumn(1).getString();
    wrap.role = row.getColumn(2).getString();
    wrap.salt = bytesOf(row.getColumn(3));
    wrap.passes = static_cast<std::uint64_t>(row.getColumn(4).getInt64());
    wrap.memoryBytes = static_cast<std::uint64_t>(row.getColumn(5).getInt64());
    wrap.usesKeyStore = row.getColumn(6).getInt() != 0;
    wrap.venueKey = bytesOf(row.getColumn(7));
    wrap.caseKey = bytesOf(row.getColumn(8));
    wrap.failures = row.getColumn(9).getInt();
    wrap.waitBoot = row.getColumn(10).getString();
    wrap.waitFrom = row.getColumn(11).getInt64();
    wrap.waitMs = row.getColumn(12).getInt64();
    return wrap;
}

CursorRow cursorFrom(Statement& row) {
    CursorRow cursor;
    cursor.key = row.getColumn(0).getInt64();
    cursor.stream = row.getColumn(1).getString();
    cursor.role = row.getColumn(2).getString();
    cursor.seq = row.getColumn(3).getInt64();
    cursor.chain = row.getColumn(4).getString();
    cursor.bootstrap = row.getColumn(5).getInt() != 0;
    cursor.stateToken = row.getColumn(6).getString();
    cursor.pastSeq = row.getColumn(7).getInt64();
    cursor.pastChain = row.getColumn(8).getString();
    cursor.revoked = row.getColumn(9).getInt() != 0;
    cursor.stoppedAt = row.getColumn(10).getInt64();
    cursor.repairedAt = row.getColumn(11).getInt64();
    cursor.differs = row.getColumn(12).getInt() != 0;
    cursor.sealedSum = bytesOf(row.getColumn(13));
    cursor.freshPastSeq = row.getColumn(14).getInt64();
    cursor.freshPastChain = row.getColumn(15).getString();
    return cursor;
}

} // namespace

Result<std::optional<std::string>> DeviceStore::meta(std::string_view key) {
    return guarded([&]() -> Result<std::optional<std::string>> {
        auto row = m_impl->use("SELECT value FROM meta WHERE name = ?");
        if (!row.bind(key)->executeStep()) return std::optional<std::string>();
        return std::optional(row->getColumn(0).getString());
    });
}

Result<void> DeviceStore::setMeta(std::string_view key, std::string_view value) {
    return guarded([&]() -> Result<void> {
        const Bytes bytes = base::asBytes(value);
        m_impl->use("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .bind(key, bytes)->exec();
        return {};
    });
}

Result<void> DeviceStore::removeMeta(std::string_view key) {
    return guarded([&]() -> Result<void> {
        m_impl->use("DELETE FROM meta WHERE name = ?").bind(key)->exec();
        return {};
    });
}

Result<std::vector<WrapRow>> DeviceStore::wraps() {
    return guarded([&]() -> Result<std::vector<WrapRow>> {
        auto row = m_impl->use("SELECT user, name, role, salt, passes, memory_bytes, uses_keystore, venue_key, case_key, failures, "
                               "wait_boot, wait_from, wait_ms FROM wrap ORDER BY n");
        std::vector<WrapRow> rows;
        while (row->executeStep())
            rows.push_back(wrapFrom(*row.operator->()));
        return rows;
    });
}

Result<void> DeviceStore::putWrap(const WrapRow& row) {
    return guarded([&]() -> Result<void> {
        m_impl->use("INSERT INTO wrap (user, name, role, salt, passes, memory_bytes, uses_keystore, venue_key, case_key, failures, "
                    "wait_boot, wait_from, wait_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT (user) DO UPDATE SET name = excluded.name, role = excluded.role, salt = excluded.salt, "
                    "passes = excluded.passes, memory_bytes = excluded.memory_bytes, uses_keystore = excluded.uses_keystore, "
                    "venue_key = excluded.venue_key, case_key = excluded.case_key, failures = excluded.failures, "
                    "wait_boot = excluded.wait_boot, wait_from = excluded.wait_from, wait_ms = excluded.wait_ms")
            .bind(row.user, row.name, row.role, row.salt, static_cast<std::int64_t>(row.passes),
                  static_cast<std::int64_t>(row.memoryBytes), row.usesKeyStore, row.venueKey, row.caseKey, row.failures, row.waitBoot,
                  row.waitFrom, row.waitMs)->exec();
        return {};
    });
}

Result<void> DeviceStore::removeWrap(std::string_view user) {
    return guarded([&]() -> Result<void> {
        m_impl->use("DELETE FROM wrap WHERE user = ?").bind(user)->exec();
        return {};
    });
}

Result<void> DeviceStore::addOp(const OpRow& row) {
    return guarded([&]() -> Result<void> {
        m_impl->use("INSERT INTO op (n, id, state, stream, type, entity, at, subjects, result_seq, covered, answered_at, reason, sealed) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(row.order, row.id, static_cast<int>(row.state), row.stream, row.type, row.entity, row.at, row.subjects, row.resultSeq,
                  row.covered, row.answeredAt, row.reason, row.sealed)->exec();
        return {};
    });
}

Result<void> DeviceStore::updateOp(const OpRow& row) {
    return guarded([&]() -> Result<void> {
        m_impl->use("UPDATE op SET state = ?, result_seq = ?, covered = ?, answered_at = ?, reason = ? WHERE n = ?")
            .bind(static_cast<int>(row.state), row.resultSeq, row.covered, row.answeredAt, row.reason, row.order)->exec();
        return {};
    });
}

Result<void> DeviceStore::resealOp(std::int64_t order, const Bytes& sealed) {
    return guarded([&]() -> Result<void> {
        m_impl->use("UPDATE op SET sealed = ? WHERE n = ?").bind(sealed, order)->exec();
        return {};
    });
}

Result<void> DeviceStore::removeOp(std::int64_t order) {
    return guarded([&]() -> Result<void> {
        m_impl->use("DELETE FROM op WHERE n = ?").bind(order)->exec();
        return {};
    });
}

Result<void> DeviceStore::eachOp(const std::function<void(OpRow&)>& take) {
    return guarded([&]() -> Result<void> {
        auto row = m_impl->use("SELECT n, id, state, stream, type, entity, at, subjects, result_seq, covered, answered_at, reason, sealed "
                               "FROM op ORDER BY n");
        while (row->executeStep()) {
            OpRow op = opFrom(*row.operator->());
            take(op);
        }
        return {};
    });
}

Result<Bytes> DeviceStore::sealedOp(std::int64_t order) {
    return guarded([&]() -> Result<Bytes> {
        auto row = m_impl->use("SELECT sealed FROM op WHERE n = ?");
        if (!row.bind(order)->executeStep()) return Error{ErrorCode::NotFound, "op"};
        return bytesOf(row->getColumn(0));
    });
}

Result<std::vector<CursorRow>> DeviceStore::cursors() {
    return guarded([&]() -> Result<std::vector<CursorRow>> {
        auto row = m_impl->use("SELECT key, stream, role, seq, chain, bootstrap, state_token, past_seq, past_chain, revoked, stopped_at, "
                               "repaired_at, differs, sealed_sum, fresh_past_seq, fresh_past_chain FROM cursor ORDER BY stream");
        std::vector<CursorRow> rows;
        while (row->executeStep())
            rows.push_back(cursorFrom(*row.operator->()));
        return rows;
    });
}

Result<std::int64_t> DeviceStore::putCursor(const CursorRow& row) {
    return guarded([&]() -> Result<std::int64_t> {
        auto statement = m_impl->use(
            "INSERT INTO cursor (stream, role, seq, chain, bootstrap, state_token, past_seq, past_chain, revoked, stopped_at, "
            "repaired_at, differs, sealed_sum, fresh_past_seq, fresh_past_chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (stream) DO UPDATE SET role = excluded.role, "
            "seq = excluded.seq, chain = excluded.chain, bootstrap = excluded.bootstrap, state_token = excluded.state_token, "
            "past_seq = excluded.past_seq, past_chain = excluded.past_chain, revoked = excluded.revoked, "
            "stopped_at = excluded.stopped_at, repaired_at = excluded.repaired_at, differs = excluded.differs, "
            "sealed_sum = excluded.sealed_sum, fresh_past_seq = excluded.fresh_past_seq, fresh_past_chain = excluded.fresh_past_chain RETURNING key");
        statement.bind(row.stream, row.role, row.seq, row.chain, row.bootstrap, row.stateToken, row.pastSeq, row.pastChain, row.revoked,
                       row.stoppedAt, row.repairedAt, row.differs, row.sealedSum, row.freshPastSeq, row.freshPastChain);
        if (!statement->executeStep()) return Error{ErrorCode::Storage, "cursor"};
        const std::int64_t key = statement->getColumn(0).getInt64();
        statement->executeStep();  // a statement with RETURNING ends only when it was read to its end
        return key;
    });
}

Result<void> DeviceStore::removeCursor(std::int64_t key) {
    return guarded([&]() -> Result<void> {
        m_impl->use("DELETE FROM cursor WHERE key = ?").bind(key)->exec();
        return {};
    });
}

namespace {

/// Of a statement whose parameters are bound.
void eachRow(Borrowed& row, const std::function<void(const DeviceStore::EntityView&)>& take) {
    while (row->executeStep()) {
        const SQLite::Column type = row->getColumn(0), entity = row->getColumn(1), sealed = row->getColumn(3);
        DeviceStore::EntityView view;
        view.type = {type.getText(), static_cast<std::size_t>(type.getBytes())};
        view.entity = {entity.getText(), static_cast<std::size_t>(entity.getBytes())};
        view.version = row->getColumn(2).getInt64();
        view.sealed = static_cast<const std::uint8_t*>(sealed.getBlob());
        view.size = static_cast<std::size_t>(sealed.getBytes());
        take(view);
    }
}

std::int64_t countOf(Borrowed row, std::int64_t cursorKey) {
    row.bind(cursorKey);
    return row->executeStep() ? row->getColumn(0).getInt64() : 0;
}

} // namespace

Result<void> DeviceStore::eachEntity(std::int64_t cursorKey, const std::function<void(const EntityView&)>& take) {
    return guarded([&]() -> Result<void> {
        auto rows = m_impl->use("SELECT type, entity, version, sealed FROM entity WHERE cursor = ?");
        eachRow(rows.bind(cursorKey), take);
        return {};
    });
}

Result<void> DeviceStore::eachEntityOf(std::int64_t cursorKey, std::string_view type, const std::function<void(const EntityView&)>& take) {
    return guarded([&]() -> Result<void> {
        auto rows = m_impl->use("SELECT type, entity, version, sealed FROM entity WHERE cursor = ? AND type = ?");
        eachRow(rows.bind(cursorKey, type), take);
        return {};
    });
}

Result<void> DeviceStore::eachFresh(std::int64_t cursorKey, const std::function<void(const EntityView&)>& take) {
    return guarded([&]() -> Result<void> {
        auto rows = m_impl->use("SELECT type, entity, version, sealed FROM fresh WHERE cursor = ?");
        eachRow(rows.bind(cursorKey), take);
        return {};
    });
}

Result<std::int64_t> DeviceStore::countEntities(std::int64_t cursorKey) {
    return guarded([&]() -> Result<std::int64_t> {
        return countOf(m_impl->use("SELECT count(*) FROM entity WHERE cursor = ?"), cursorKey);
    });
}

Result<std::int64_t> DeviceStore::countFresh(std::int64_t cursorKey) {
    return guarded([&]() -> Result<std::int64_t> {
        return countOf(m_impl->use("SELECT count(*) FROM fresh WHERE cursor = ?"), cursorKey);
    });
}

Result<void> DeviceStore::putEntity(std::int64_t cursorKey, const EntityRow& row) {
    return guarded([&]() -> Result<void> {
        m_impl->use("INSERT OR REPLACE INTO entity (cursor, type, entity, version, subjects, sealed) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(cursorKey, row.type, row.entity, row.version, row.subjects, row.sealed)->exec();
        return {};
    });
}

Result<void> DeviceStore::removeEntity(std::int64_t cursorKey, std::string_view type, std::string_view entity) {
    return guarded([&]() -> Result<void> {
        m_impl->use("DELETE FROM entity WHERE cursor = ? AND type = ? AND entity = ?").bind(cursorKey, type, entity)->exec();
        return {};
    });
}

Result<void> DeviceStore::removeEntitiesAbout(std::int64_t cursorKey, std::uint64_t tag) {
    return guarded([&]() -> Result<void> {
        // instr() could meet the eight bytes across two tags; the checksum at the head would notice the missing row and heal it.
        const Bytes wanted = packTags({tag});
        m_impl->use("DELETE FROM entity WHERE cursor = ? AND instr(subjects, ?) > 0").bind(cursorKey, wanted)->exec();
        return {};
    });
}

Result<void> DeviceStore::putFresh(std::int64_t cursorKey, const EntityRow& row) {
    return guarded([&]() -> Result<void> {
        m_impl->use("INSERT OR REPLACE INTO fresh (cursor, type, entity, version, subjects, sealed) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(cursorKey, row.type, row.entity, row.version, row.subjects, row.sealed)->exec();
        return {};
    });
}

Result<void> DeviceStore::clearFresh(std::int64_t cursorKey) {
    return guarded([&]() -> Result<void> {
        m_impl->use("DELETE FROM fresh WHERE cursor = ?").bind(cursorKey)->exec();
        return {};
    });
}

Result<void> DeviceStore::replaceByFresh(std::int64_t cursorKey) {
    return guarded([&]() -> Result<void> {
        if (!base::mutant(base::Mutant::BootstrapMerged)) m_impl->use("DELETE FROM entity WHERE cursor = ?").bind(cursorKey)->exec();
        m_impl->use("INSERT OR REPLACE INTO entity SELECT * FROM fresh WHERE cursor = ?").bind(cursorKey)->exec();
        m_impl->use("DELETE FROM fresh WHERE cursor = ?").bind(cursorKey)->exec();
        return {};
    });
}

Result<void> DeviceStore::putRaw(std::int64_t cursorKey, const RawRow& row) {
    return guarded([&]() -> Result<void> {
        m_impl->use("INSERT OR REPLACE INTO raw (cursor, seq, type, entity, sealed) VALUES (?, ?, ?, ?, ?)")
            .bind(cursorKey, row.seq, row.type, row.entity, row.sealed)->exec();
        return {};
    });
}

Result<std::vector<RawRow>> DeviceStore::raw(std::int64_t cursorKey) {
    return guarded([&]() -> Result<std::vector<RawRow>> {
        auto row = m_impl->use("SELECT seq, type, entity, sealed FROM raw WHERE cursor = ? ORDER BY seq");
        row.bind(cursorKey);
        std::vector<RawRow> rows;
        while (row->executeStep())
            rows.push_back({row->getColumn(0).getInt64(), row->getColumn(1).getString(), row->getColumn(2).getString(),
                            bytesOf(row->getColumn(3))});
        return rows;
    });
}

Result<void> DeviceStore::removeRaw(std::int64_t cursorKey, std::string_view type, std::string_view entity) {
    return guarded([&]() -> Result<void> {
        m_impl->use("DELETE FROM raw WHERE cursor = ? AND type = ? AND entity = ?").bind(cursorKey, type, entity)->exec();
        return {};
    });
}

Result<void> DeviceStore::clearRaw(std::int64_t cursorKey) {
    return guarded([&]() -> Result<void> {
        m_impl->use("DELETE FROM raw WHERE cursor = ?").bind(cursorKey)->exec();
        return {};
    });
}

Result<void> DeviceStore::putDraft(const DraftRow& row) {
    return guarded([&]() -> Result<void> {
        m_impl->use("INSERT OR REPLACE INTO draft (name, tier, saved_at, subjects, sealed) VALUES (?, ?, ?, ?, ?)")
            .bind(row.key, row.tier, row.savedAt, row.subjects, row.sealed)->exec();
        return {};
    });
}

Result<void> DeviceStore::removeDraft(std::string_view key) {
    return guarded([&]() -> Result<void> {
        m_impl->use("DELETE FROM draft WHERE name = ?").bind(key)->exec();
        return {};
    });
}

Result<std::vector<DraftRow>> DeviceStore::drafts() {
    return guarded([&]() -> Result<std::vector<DraftRow>> {
        auto row = m_impl->use("SELECT name, tier, saved_at, subjects, sealed FROM draft ORDER BY saved_at, name");
        std::vector<DraftRow> rows;
        while (row->executeStep()) {
            DraftRow draft{row->getColumn(0).getString(), row->getColumn(1).getString(), row->getColumn(2).getInt64(),
                           bytesOf(row->getColumn(3)), bytesOf(row->getColumn(4))};
            rows.push_back(std::move(draft));
        }
        return rows;
    });
}

} // namespace waymark::device
