// Ops in quarantine by the venue that they were meant for, so that what one device floods hides nothing of another venue's.
#include "sync/service/store/sqlite/sqlite_rows.h"
#include "sync/service/store/sqlite/sqlite_schema.h"
#include "sync/service/store/sqlite/sqlite_streams.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace waymark::service {

// What was held before without a stream counts as meant for none.
const char* const kQuarantineSchema = R"sql(
ALTER TABLE op ADD COLUMN venue TEXT;
UPDATE op SET venue = COALESCE((SELECT CASE WHEN name LIKE 'organisation/%' THEN '' ELSE substr(name, instr(name, '/') + 1, 36) END
                                FROM stream WHERE stream.id = op.stream), '') WHERE outcome = 4;
CREATE INDEX op_quarantined_at ON op(venue, received, id) WHERE outcome = 4;
)sql";

namespace {

const std::string kAll = std::string(kHeldColumns) + ", id, venue FROM op WHERE outcome = 4 AND (received, id) > (?1, ?2) ORDER BY received, id LIMIT ?3";
const std::string kOfVenue =
    std::string(kHeldColumns) + ", id, venue FROM op WHERE outcome = 4 AND venue = ?4 AND (received, id) > (?1, ?2) ORDER BY received, id LIMIT ?3";

} // namespace

std::vector<HeldOp> SqliteStreams::quarantined(const QuarantineQuery& query) {
    std::vector<HeldOp> ops;
    const auto take = [&](const char* sql, const std::string* venue) {
        auto select = m_connection.prepared(sql);
        select.bind(1, static_cast<std::int64_t>(query.afterReceived));
        bindHex(select, 2, query.afterId);
        select.bind(3, static_cast<std::int64_t>(query.most));
        if (venue) select.bindNoCopy(4, *venue);
        while (select.executeStep()) {
            ops.push_back(heldFrom(select, hexOf(select.getColumn(12))));
            ops.back().venue = select.getColumn(13).getString();
        }
    };
    if (!query.venues) {
        take(kAll.c_str(), nullptr);
        return ops;
    }
    for (const auto& venue : *query.venues)
        take(kOfVenue.c_str(), &venue);
    std::sort(ops.begin(), ops.end(), [](const HeldOp& a, const HeldOp& b) { return std::tie(a.receivedAt, a.id) < std::tie(b.receivedAt, b.id); });
    if (ops.size() > query.most) ops.erase(std::next(ops.begin(), static_cast<std::ptrdiff_t>(query.most)), ops.end());
    return ops;
}

std::int64_t SqliteStreams::countQuarantined(const std::optional<std::vector<std::string>>& venues) {
    if (!venues) {
        auto select = m_connection.prepared("SELECT count(*) FROM op WHERE outcome = 4");
        return select.executeStep() ? select.getColumn(0).getInt64() : 0;
    }
    std::int64_t count = 0;
    for (const auto& venue : *venues) {
        auto select = m_connection.prepared("SELECT count(*) FROM op WHERE outcome = 4 AND venue = ?1");
        select.bindNoCopy(1, venue);
        if (select.executeStep()) count += select.getColumn(0).getInt64();
    }
    return count;
}

} // namespace waymark::service
