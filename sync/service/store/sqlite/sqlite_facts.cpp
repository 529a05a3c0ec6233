#include "sync/service/store/sqlite/sqlite_facts.h"

#include "shared/base/json.h"
#include "sync/service/store/sqlite/sqlite_connection.h"
#include "sync/service/store/sqlite/sqlite_schema.h"

namespace waymark::service {

// A person may be known in several venues under one id, so people are kept venue by venue.
const char* const kFactsSchema = R"sql(
CREATE TABLE fact_session(id TEXT PRIMARY KEY, venue TEXT NOT NULL, activity TEXT NOT NULL, date TEXT NOT NULL, status TEXT NOT NULL,
                          start_time TEXT NOT NULL, end_time TEXT NOT NULL, deleted INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE fact_mark(id TEXT PRIMARY KEY, venue TEXT NOT NULL, session TEXT NOT NULL, person TEXT NOT NULL, status TEXT NOT NULL,
                       late_minutes INTEGER NOT NULL, left_early INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX fact_mark_session ON fact_mark(session);
CREATE TABLE fact_person(venue TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, born TEXT NOT NULL, merged_into TEXT NOT NULL,
                         postcode TEXT NOT NULL, deleted INTEGER NOT NULL, PRIMARY KEY(venue, id)) WITHOUT ROWID;
CREATE TABLE fact_headcount(id TEXT PRIMARY KEY, venue TEXT NOT NULL, session TEXT NOT NULL, kind TEXT NOT NULL,
                            bands TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE fact_feedback(id TEXT PRIMARY KEY, venue TEXT NOT NULL, session TEXT NOT NULL, instrument TEXT NOT NULL,
                           answers TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE fact_response(id TEXT PRIMARY KEY, venue TEXT NOT NULL, person TEXT NOT NULL, instrument TEXT NOT NULL, family TEXT NOT NULL,
                           version TEXT NOT NULL, point TEXT NOT NULL, respondent TEXT NOT NULL, help TEXT NOT NULL,
                           session TEXT NOT NULL, day TEXT NOT NULL, answers TEXT NOT NULL, corrects TEXT NOT NULL,
                           partial INTEGER NOT NULL, deleted INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE fact_cursor(stream TEXT PRIMARY KEY, seq INTEGER NOT NULL, as_of INTEGER NOT NULL) WITHOUT ROWID;
)sql";

namespace {

using base::Json;

// What hangs on a session that is not here (its op has not arrived) belongs to no date: it is in a report only if that has no bounds.
constexpr const char* kMarks = R"sql(
SELECT f.id, f.venue, f.session, f.person, f.status, f.late_minutes, f.left_early
FROM fact_mark f LEFT JOIN fact_session s ON s.id = f.session
WHERE (?1 = '' OR f.venue = ?1) AND (?2 IS NULL OR s.date >= ?2) AND (?3 IS NULL OR s.date <= ?3) ORDER BY f.id)sql";
constexpr const char* kHeadCounts = R"sql(
SELECT f.id, f.venue, f.session, f.kind, f.bands FROM fact_headcount f LEFT JOIN fact_session s ON s.id = f.session
WHERE (?1 = '' OR f.venue = ?1) AND (?2 IS NULL OR s.date >= ?2) AND (?3 IS NULL OR s.date <= ?3) ORDER BY f.id)sql";
constexpr const char* kFeedback = R"sql(
SELECT f.id, f.venue, f.session, f.instrument, f.answers FROM fact_feedback f LEFT JOIN fact_session s ON s.id = f.session
WHERE (?1 = '' OR f.venue = ?1) AND (?2 IS NULL OR s.date >= ?2) AND (?3 IS NULL OR s.date <= ?3) ORDER BY f.id)sql";
constexpr const char* kResidues = R"sql(
SELECT f.id, f.venue, f.session, f.band, f.marks FROM fact_residue f LEFT JOIN fact_session s ON s.id = f.session
WHERE (?1 = '' OR f.venue = ?1) AND (?2 IS NULL OR s.date >= ?2) AND (?3 IS NULL OR s.date <= ?3) ORDER BY f.id)sql";
constexpr const char* kSessions = R"sql(
SELECT id, venue, activity, date, status, start_time, end_time, deleted FROM fact_session
WHERE (?1 = '' OR venue = ?1) AND (?2 IS NULL OR date >= ?2) AND (?3 IS NULL OR date <= ?3) ORDER BY date, start_time, id)sql";
constexpr const char* kResponses = R"sql(
SELECT id, venue, person, instrument, family, version, point, respondent, help, session, day, answers, corrects, partial, deleted
FROM fact_response
WHERE (?1 = '' OR venue = ?1) AND (?2 IS NULL OR day >= ?2) AND (?3 IS NULL OR day <= ?3) ORDER BY day, id)sql";
constexpr const char* kFirstAttendances = R"sql(
SELECT m.venue, m.person, min(s.date) FROM fact_mark m JOIN fact_session s ON s.id = m.session
WHERE m.status IN ('present', 'late') AND s.deleted = 0 AND s.date <> '' AND (?1 = '' OR m.venue = ?1) GROUP BY m.venue, m.person)sql";

class SqliteFacts : public Facts {
public:
    explicit SqliteFacts(SqliteConnection& connection) : m_connection(connection) {}

    std::vector<SessionFact> sessions(const FactFilter& filter) override {
        std::vector<SessionFact> rows;
        auto select = m_connection.prepared(kSessions);
        bind(select, filter);
        while (select.executeStep())
            rows.push_back({text(select, 0), text(select, 1), text(select, 2), text(select, 3), text(select, 4), text(select, 5),
                            text(select, 6), flag(select, 7)});
        return rows;
    }

    std::vector<MarkFact> marks(const FactFilter& filter) override {
        std::vector<MarkFact> rows;
        auto select = m_connection.prepared(kMarks);
        bind(select, filter);
        while (select.executeStep())
            rows.push_back({text(select, 0), text(select, 1), text(select, 2), text(select, 3), text(select, 4),
                            select.getColumn(5).getInt(), flag(select, 6)});
        return rows;
    }

    std::vector<PersonFact> people(const std::string& venue) override {
        std::vector<PersonFact> rows;
        auto select = m_connection.prepared("SELECT id, venue, kind, born, merged_into, postcode, deleted FROM fact_person "
                                            "WHERE (?1 = '' OR venue = ?1) ORDER BY venue, id");
        select.bindNoCopy(1, venue);
        while (select.executeStep())
            rows.push_back(
                {text(select, 0), text(select, 1), text(select, 2), text(select, 3), text(select, 4), text(select, 5), flag(select, 6)});
        return rows;
    }

    std::vector<HeadCountFact> headCounts(const FactFilter& filter) override {
        std::vector<HeadCountFact> rows;
        auto select = m_connection.prepared(kHeadCounts);
        bind(select, filter);
        while (select.executeStep()) {
            HeadCountFact fact{text(select, 0), text(select, 1), text(select, 2), text(select, 3), {}};
            const auto bands = base::parseJson(text(select, 4));
            if (bands) fact.bands = bands->get<std::map<std::string, std::int64_t>>();
            rows.push_back(std::move(fact));
        }
        return rows;
    }

    std::vector<FeedbackFact> feedback(const FactFilter& filter) override {
        std::vector<FeedbackFact> rows;
        auto select = m_connection.prepared(kFeedback);
        bind(select, filter);
        while (select.executeStep())
            rows.push_back({text(select, 0), text(select, 1), text(select, 2), text(select, 3), text(select, 4)});
        return rows;
    }

    std::vector<ResidueFact> residues(const FactFilter& filter) override {
        std::vector<ResidueFact> rows;
        auto select = m_connection.prepared(kResidues);
        bind(select, filter);
        while (select.executeStep())
            rows.push_back({text(select, 0), text(select, 1), text(select, 2), text(select, 3), select.getColumn(4).getInt64()});
        return rows;
    }

    std::vector<ResponseFact> responses(const FactFilter& filter) override {
        std::vector<ResponseFact> rows;
        auto select = m_connection.prepared(kResponses);
        bind(select, filter);
        while (select.executeStep())
            rows.push_back({text(select, 0), text(select, 1), text(select, 2), text(select, 3), text(select, 4), text(select, 5),
                            text(select, 6), text(select, 7), text(select, 8), text(select, 9), text(select, 10), text(select, 11),
                            text(select, 12), flag(select, 13), flag(select, 14)});
        return rows;
    }

    FirstAttendances firstAttendances(const std::string& venue) override {
        FirstAttendances first;
        auto select = m_connection.prepared(kFirstAttendances);
        select.bindNoCopy(1, venue);
        while (select.executeStep())
            first[text(select, 0)].emplace(text(select, 1), text(select, 2));
        return first;
    }

    void put(const SessionFact& fact) override {
        putRow("INSERT OR REPLACE INTO fact_session VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
               {fact.id, fact.venue, fact.activity, fact.date, fact.status, fact.start, fact.end}, {fact.deleted});
    }
    void put(const MarkFact& fact) override {
        putRow("INSERT OR REPLACE INTO fact_mark VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
               {fact.id, fact.venue, fact.session, fact.person, fact.status}, {fact.lateMinutes, fact.leftEarly});
    }
    void put(const PersonFact& fact) override {
        putRow("INSERT OR REPLACE INTO fact_person VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
               {fact.venue, fact.id, fact.kind, fact.born, fact.mergedInto, fact.postcode}, {fact.deleted});
    }
    void put(const HeadCountFact& fact) override {
        putRow("INSERT OR REPLACE INTO fact_headcount VALUES(?1, ?2, ?3, ?4, ?5)",
               {fact.id, fact.venue, fact.session, fact.kind, base::toText(Json(fact.bands))}, {});
    }
    void put(const FeedbackFact& fact) override {
        putRow("INSERT OR REPLACE INTO fact_feedback VALUES(?1, ?2, ?3, ?4, ?5)",
               {fact.id, fact.venue, fact.session, fact.instrument, fact.answersJson}, {});
    }
    void put(const ResponseFact& fact) override {
        putRow("INSERT OR REPLACE INTO fact_response VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
               {fact.id, fact.venue, fact.person, fact.instrument, fact.family, fact.version, fact.point, fact.respondent, fact.help,
                fact.session, fact.day, fact.answersJson, fact.corrects},
               {fact.partial, fact.deleted});
    }
    void put(const ResidueFact& fact) override {
        putRow("INSERT OR REPLACE INTO fact_residue VALUES(?1, ?2, ?3, ?4, ?5)", {fact.id, fact.venue, fact.session, fact.band}, {fact.marks});
    }

    void remove(const std::string& type, const std::string& id) override {
        if (type == "session") removeRow("DELETE FROM fact_session WHERE id = ?1", id);
        if (type == "mark") removeRow("DELETE FROM fact_mark WHERE id = ?1", id);
        if (type == "person") removeRow("DELETE FROM fact_person WHERE id = ?1", id);
        if (type == "headcount") removeRow("DELETE FROM fact_headcount WHERE id = ?1", id);
        if (type == "feedback") removeRow("DELETE FROM fact_feedback WHERE id = ?1", id);
        if (type == "response") removeRow("DELETE FROM fact_response WHERE id = ?1", id);
        if (type == "residue") removeRow("DELETE FROM fact_residue WHERE id = ?1", id);
    }

    void clear() override {
        m_connection.execute("DELETE FROM fact_session; DELETE FROM fact_mark; DELETE FROM fact_person; DELETE FROM fact_headcount; "
                             "DELETE FROM fact_feedback; DELETE FROM fact_response; DELETE FROM fact_residue; "
                             "DELETE FROM fact_cursor;");
    }

    std::int64_t projectedTo(const std::string& stream) override {
        auto select = m_connection.prepared("SELECT seq FROM fact_cursor WHERE stream = ?1");
        select.bindNoCopy(1, stream);
        return select.executeStep() ? select.getColumn(0).getInt64() : 0;
    }

    void setProjectedTo(const std::string& stream, std::int64_t seq, base::Millis asOf) override {
        putRow("INSERT OR REPLACE INTO fact_cursor VALUES(?1, ?2, ?3)", {stream}, {seq, asOf});
    }

    std::optional<base::Millis> asOf() override {
        auto select = m_connection.prepared("SELECT max(as_of) FROM fact_cursor");
        if (!select.executeStep() || select.getColumn(0).isNull()) return std::nullopt;
        return select.getColumn(0).getInt64();
    }

private:
    static void bind(SqliteQuery& select, const FactFilter& filter) {
        select.bindNoCopy(1, filter.venue);
        if (filter.from) select.bindNoCopy(2, *filter.from);
        if (filter.to) select.bindNoCopy(3, *filter.to);
    }

    void putRow(const char* sql, const std::vector<std::string>& texts, const std::vector<std::int64_t>& numbers) {
        auto insert = m_connection.prepared(sql);
        int index = 0;
        for (const auto& value : texts)
            insert.bindNoCopy(++index, value);
        for (const auto value : numbers)
            insert.bind(++index, static_cast<std::int64_t>(value));
        insert.exec();
    }

    void removeRow(const char* sql, const std::string& id) {
        auto erase = m_connection.prepared(sql);
        erase.bindNoCopy(1, id);
        erase.exec();
    }

    static std::string text(SqliteQuery& row, int column) { return row.getColumn(column).getString(); }
    static bool flag(SqliteQuery& row, int column) { return row.getColumn(column).getInt() != 0; }

    SqliteConnection& m_connection;
};

}  // namespace

std::unique_ptr<Facts> makeSqliteFacts(SqliteConnection& connection) { return std::make_unique<SqliteFacts>(connection); }

}  // namespace waymark::service
