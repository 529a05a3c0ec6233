// Who stands for whom: what walks ask of ops whose value was equal to the winner's (contract, section 4). Made from `op` when the table was
// added, and with each such op since; ids are text here, as `op` has them in `stands_for` and `saw`.
#include "sync/service/store/row_text.h"
#include "sync/service/store/sqlite/sqlite_rows.h"
#include "sync/service/store/sqlite/sqlite_schema.h"
#include "sync/service/store/sqlite/sqlite_streams.h"

namespace waymark::service {

const char* const kStandInSchema = R"sql(
CREATE TABLE stand_in(winner TEXT NOT NULL, op TEXT NOT NULL, field TEXT NOT NULL, saw TEXT NOT NULL, PRIMARY KEY(winner, op, field)) WITHOUT ROWID;
INSERT INTO stand_in(winner, op, field, saw)
SELECT winner.value, lower(hex(op.id)), winner.key, seen.value FROM op, json_each(op.stands_for) AS winner, json_each(op.saw) AS seen
WHERE op.stands_for IS NOT NULL AND op.saw IS NOT NULL AND seen.key = winner.key AND seen.value <> winner.value;
)sql";

std::vector<SeenValue> SqliteStreams::seenByStandIns(const std::string& id) {
    std::vector<SeenValue> seen;
    auto select = m_connection.prepared("SELECT field, saw FROM stand_in WHERE winner=?1 ORDER BY op, field LIMIT ?2");
    select.bindNoCopy(1, id);
    select.bind(2, wire::kMaxWalkSteps);
    while (select.executeStep())
        seen.push_back({select.getColumn(0).getString(), select.getColumn(1).getString()});
    return seen;
}

void SqliteStreams::addStandIn(const HeldOp& op) {
    for (const auto& [field, seen] : seenAsStandIn(op)) {
        auto insert = m_connection.prepared("INSERT INTO stand_in(winner, op, field, saw) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
        insert.bindNoCopy(1, op.standsFor.at(field));
        insert.bindNoCopy(2, op.id);
        insert.bindNoCopy(3, field);
        insert.bindNoCopy(4, seen);
        insert.exec();
    }
}

void SqliteStreams::removeStandIns(const HeldOp& op) {
    auto own = m_connection.prepared("DELETE FROM stand_in WHERE winner=?1");
    own.bindNoCopy(1, op.id);
    own.exec();
    for (const auto& [field, winner] : op.standsFor) {
        auto remove = m_connection.prepared("DELETE FROM stand_in WHERE winner=?1 AND op=?2");
        remove.bindNoCopy(1, winner);
        remove.bindNoCopy(2, op.id);
        remove.exec();
    }
}

} // namespace waymark::service
