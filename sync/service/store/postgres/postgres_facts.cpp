#include "sync/service/store/postgres/postgres_facts.h"

#include "shared/base/json.h"
#include "sync/service/store/postgres/postgres_connection.h"

namespace waymark::service {

namespace {

using base::Json;

// What hangs on a session that is not here (its op has not arrived) belongs to no date: it is in a report only if that has no bounds.
#define WAYMARK_WITHIN(venue, day) \
    "WHERE ($1::text = '' OR " venue " = $1) AND ($2::text IS NULL OR " day " >= $2) AND ($3::text IS NULL OR " day " <= $3) "
constexpr const char* kMarks = "SELECT f.id, f.venue, f.session, f.person, f.status, f.late_minutes, f.left_early FROM fact_mark f "
                               "LEFT JOIN fact_session s ON s.id = f.session " WAYMARK_WITHIN("f.venue", "s.date") "ORDER BY f.id";
constexpr const char* kHeadCounts = "SELECT f.id, f.venue, f.session, f.kind, f.bands FROM fact_headcount f "
                                    "LEFT JOIN fact_session s ON s.id = f.session " WAYMARK_WITHIN("f.venue", "s.date") "ORDER BY f.id";
constexpr const char* kFeedback = "SELECT f.id, f.venue, f.session, f.instrument, f.answers FROM fact_feedback f "
                                  "LEFT JOIN fact_session s ON s.id = f.session " WAYMARK_WITHIN("f.venue", "s.date") "ORDER BY f.id";
constexpr const char* kResidues = "SELECT f.id, f.venue, f.session, f.band, f.marks FROM fact_residue f "
                                  "LEFT JOIN fact_session s ON s.id = f.session " WAYMARK_WITHIN("f.venue", "s.date") "ORDER BY f.id";
constexpr const char* kSessions = "SELECT id, venue, activity, date, status, start_time, end_time, deleted FROM fact_session " WAYMARK_WITHIN(
    "venue", "date") "ORDER BY date, start_time, id";
constexpr const char* kResponses = "SELECT id, venue, person, instrument, family, version, point, respondent, help, session, day, answers, "
                                   "corrects, partial, deleted FROM fact_response " WAYMARK_WITHIN("venue", "day") "ORDER BY day, id";
#undef WAYMARK_WITHIN
constexpr const char* kFirstAttendances =
    "SELECT m.venue, m.person, min(s.date) FROM fact_mark m JOIN fact_session s ON s.id = m.session "
    "WHERE m.status IN ('present', 'late') AND s.deleted = 0 AND s.date <> '' AND ($1::text = '' OR m.venue = $1) GROUP BY m.venue, m.person";

std::string text(const pqxx::row& row, int column) { return std::string(row[column].c_str(), row[column].size()); }
bool flag(const pqxx::row& row, int column) { return row[column].as<int>() != 0; }

class PostgresFacts : public Facts {
public:
    explicit PostgresFacts(PostgresConnection& connection) : m_connection(connection) {}

    std::vector<SessionFact> sessions(const FactFilter& filter) override {
        std::vector<SessionFact> rows;
        for (const auto& row : select(kSessions, filter))
            rows.push_back({text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4), text(row, 5), text(row, 6), flag(row, 7)});
        return rows;
    }

    std::vector<MarkFact> marks(const FactFilter& filter) override {
        std::vector<MarkFact> rows;
        for (const auto& row : select(kMarks, filter))
            rows.push_back({text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4), row[5].as<int>(), flag(row, 6)});
        return rows;
    }

    std::vector<PersonFact> people(const std::string& venue) override {
        std::vector<PersonFact> rows;
        for (const auto& row : m_connection.run("SELECT id, venue, kind, born, merged_into, postcode, deleted FROM fact_person "
                                                "WHERE ($1::text = '' OR venue = $1) ORDER BY venue, id",
                                                {venue}))
            rows.push_back({text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4), text(row, 5), flag(row, 6)});
        return rows;
    }

    std::vector<HeadCountFact> headCounts(const FactFilter& filter) override {
        std::vector<HeadCountFact> rows;
        for (const auto& row : select(kHeadCounts, filter)) {
            HeadCountFact fact{text(row, 0), text(row, 1), text(row, 2), text(row, 3), {}};
            const auto bands = base::parseJson(text(row, 4));
            if (bands) fact.bands = bands->get<std::map<std::string, std::int64_t>>();
            rows.push_back(std::move(fact));
        }
        return rows;
    }

    std::vector<FeedbackFact> feedback(const FactFilter& filter) override {
        std::vector<FeedbackFact> rows;
        for (const auto& row : select(kFeedback, filter))
            rows.push_back({text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4)});
        return rows;
    }

    std::vector<ResidueFact> residues(const FactFilter& filter) override {
        std::vector<ResidueFact> rows;
        for (const auto& row : select(kResidues, filter))
            rows.push_back({text(row, 0), text(row, 1), text(row, 2), text(row, 3), row[4].as<std::int64_t>()});
        return rows;
    }

    std::vector<ResponseFact> responses(const FactFilter& filter) override {
        std::vector<ResponseFact> rows;
        for (const auto& row : select(kResponses, filter))
            rows.push_back({text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4), text(row, 5), text(row, 6), text(row, 7),
                            text(row, 8), text(row, 9), text(row, 10), text(row, 11), text(row, 12), flag(row, 13), flag(row, 14)});
        return rows;
    }

    FirstAttendances firstAttendances(const std::string& venue) override {
        FirstAttendances first;
        for (const auto& row : m_connection.run(kFirstAttendances, {venue}))
            first[text(row, 0)].emplace(text(row, 1), text(row, 2));
        return first;
    }

    void put(const SessionFact& fact) override {
        replace("DELETE FROM fact_session WHERE id = $1", fact.id, "INSERT INTO fact_session VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
                {fact.id, fact.venue, fact.activity, fact.date, fact.status, fact.start, fact.end, fact.deleted});
    }
    void put(const MarkFact& fact) override {
        replace("DELETE FROM fact_mark WHERE id = $1", fact.id, "INSERT INTO fact_mark VALUES($1, $2, $3, $4, $5, $6, $7)",
                {fact.id, fact.venue, fact.session, fact.person, fact.status, fact.lateMinutes, fact.leftEarly});
    }
    void put(const PersonFact& fact) override {
        m_connection.run("DELETE FROM fact_person WHERE venue = $1 AND id = $2", {fact.venue, fact.id});
        m_connection.run("INSERT INTO fact_person VALUES($1, $2, $3, $4, $5, $6, $7)",
                         {fact.venue, fact.id, fact.kind, fact.born, fact.mergedInto, fact.postcode, fact.deleted});
    }
    void put(const HeadCountFact& fact) override {
        replace("DELETE FROM fact_headcount WHERE id = $1", fact.id, "INSERT INTO fact_headcount VALUES($1, $2, $3, $4, $5)",
                {fact.id, fact.venue, fact.session, fact.kind, base::toText(Json(fact.bands))});
    }
    void put(const FeedbackFact& fact) override {
        replace("DELETE FROM fact_feedback WHERE id = $1", fact.id, "INSERT INTO fact_feedback VALUES($1, $2, $3, $4, $5)",
                {fact.id, fact.venue, fact.session, fact.instrument, fact.answersJson});
    }
    void put(const ResponseFact& fact) override {
        replace("DELETE FROM fact_response WHERE id = $1", fact.id,
                "INSERT INTO fact_response VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                {fact.id, fact.venue, fact.person, fact.instrument, fact.family, fact.version, fact.point, fact.respondent, fact.help,
                 fact.session, fact.day, fact.answersJson, fact.corrects, fact.partial, fact.deleted});
    }
    void put(const ResidueFact& fact) override {
        replace("DELETE FROM fact_residue WHERE id = $1", fact.id, "INSERT INTO fact_residue VALUES($1, $2, $3, $4, $5)",
                {fact.id, fact.venue, fact.session, fact.band, fact.marks});
    }

    void remove(const std::string& type, const std::string& id) override {
        if (type == "session") m_connection.run("DELETE FROM fact_session WHERE id = $1", {id});
        if (type == "mark") m_connection.run("DELETE FROM fact_mark WHERE id = $1", {id});
        if (type == "person") m_connection.run("DELETE FROM fact_person WHERE id = $1", {id});
        if (type == "headcount") m_connection.run("DELETE FROM fact_headcount WHERE id = $1", {id});
        if (type == "feedback") m_connection.run("DELETE FROM fact_feedback WHERE id = $1", {id});
        if (type == "response") m_connection.run("DELETE FROM fact_response WHERE id = $1", {id});
        if (type == "residue") m_connection.run("DELETE FROM fact_residue WHERE id = $1", {id});
    }

    void clear() override {
        m_connection.run("SELECT pg_advisory_xact_lock(5722, 2)");  // after whoever projects at this moment
        m_connection.runOnce("DELETE FROM fact_session; DELETE FROM fact_mark; DELETE FROM fact_person; DELETE FROM fact_headcount; "
                             "DELETE FROM fact_feedback; DELETE FROM fact_response; DELETE FROM fact_residue; "
                             "DELETE FROM fact_cursor;");
    }

    std::int64_t projectedTo(const std::string& stream) override {
        if (m_connection.isWriting()) {
            // Who asks here projects: one at a time for each stream, in whichever process, and never while all is cleared.
            m_connection.run("SELECT pg_advisory_xact_lock_shared(5722, 2)");
            m_connection.run("SELECT pg_advisory_xact_lock(5723, hashtext($1))", {stream});
        }
        const auto rows = m_connection.run("SELECT seq FROM fact_cursor WHERE stream = $1", {stream});
        return rows.empty() ? 0 : rows[0][0].as<std::int64_t>();
    }

    void setProjectedTo(const std::string& stream, std::int64_t seq, base::Millis asOf) override {
        m_connection.run("INSERT INTO fact_cursor(stream, seq, as_of) VALUES($1, $2, $3) ON CONFLICT(stream) DO UPDATE SET seq = excluded.seq, "
                         "as_of = excluded.as_of",
                         {stream, seq, asOf});
    }

    std::optional<base::Millis> asOf() override {
        const auto rows = m_connection.run("SELECT max(as_of) FROM fact_cursor");
        if (rows[0][0].is_null()) return std::nullopt;
        return rows[0][0].as<std::int64_t>();
    }

private:
    pqxx::result select(const char* sql, const FactFilter& filter) { return m_connection.run(sql, {filter.venue, filter.from, filter.to}); }

    void replace(const char* remove, const std::string& id, const char* insert, std::initializer_list<PgValue> values) {
        m_connection.run(remove, {id});
        m_connection.run(insert, values);
    }

    PostgresConnection& m_connection;
};

} // namespace

std::unique_ptr<Facts> makePostgresFacts(PostgresConnection& connection) { return std::make_unique<PostgresFacts>(connection); }

} // namespace waymark::service
