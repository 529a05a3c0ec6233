// The streams over PostgreSQL. Log entries and state rows are kept as the JSON text that goes on the wire. What a transaction writes is
// held in memory and sent in a few statements before the commit; what it asks about its own writes is answered from there.
// Several writers work at once: a stream's row is locked from the first write to it (or from `lock`) to the commit, so numbers are gapless
// and commits come in their order. Whoever writes to any stream also shares one lock that `lockAll` takes alone.
#pragma once

#include "sync/service/store/postgres/postgres_value.h"
#include "sync/service/store/stream_store.h"

#include <pqxx/row>

#include <map>
#include <set>
#include <unordered_map>

namespace waymark::service {

class PostgresConnection;

class PostgresStreams : public StreamWriter {
public:
    explicit PostgresStreams(PostgresConnection& connection) : m_connection(connection) {}

    void begin();  ///< forgets what the last transaction knew
    void flush();  ///< sends what this one held back; before the commit
    /// The streams that were taken in this transaction: when it must run again, they are taken first.
    const std::set<std::string>& taken() const { return m_taken; }
    void takeAgain(const std::set<std::string>& streams);

    StreamHead head(const std::string& stream) override;
    std::optional<std::string> chainAt(const std::string& stream, std::int64_t seq) override;
    RowsPage entriesAfter(const std::string& stream, std::int64_t seq, std::int64_t maxBytes) override;
    RowsPage stateAfter(const std::string& stream, const EntityKey& key, std::int64_t maxBytes) override;
    std::vector<EntityKey> erasedIn(const std::string& stream) override;
    std::optional<HeldOp> heldOp(const std::string& id) override;
    bool holds(const std::string& id) override;
    std::vector<SeenValue> seenByStandIns(const std::string& id) override;
    Fields fieldsOf(const std::string& stream, const EntityKey& key) override;
    std::vector<domain::EntityState> entitiesOf(const std::string& stream, const std::string& type) override;
    std::vector<std::string> streams() override;
    std::vector<EntityKey> changedIn(const std::string& stream, std::int64_t after, std::int64_t upTo) override;
    std::vector<HeldOp> quarantined(const QuarantineQuery& query) override;
    std::int64_t countQuarantined(const std::optional<std::vector<std::string>>& venues) override;
    Millis nowHigh() override;
    bool isBarred(const std::string& hash) override;
    bool isErased(const std::string& stream, const EntityKey& key) override;
    std::vector<HeldOp> opsAbout(const std::string& subject) override;
    std::vector<std::string> opsContaining(const std::string& text) override;
    std::string scrubOwed() override;

    void lock(const std::vector<std::string>& streams) override;
    void lockAll() override;
    std::int64_t append(const std::string& stream, Append entry, const std::array<std::uint8_t, 16>& random) override;
    void hold(const HeldOp& op, const std::vector<std::string>& subjects) override;
    void raiseNowHigh(Millis now) override;
    void bar(const std::string& hash) override;
    std::int64_t appendErase(const std::string& stream, const EntityKey& key, const std::array<std::uint8_t, 16>& random) override;
    void blankOp(const std::string& id) override;
    void blankFields(const std::string& id, const std::vector<std::string>& fields) override;
    void forgetSubject(const std::string& subject) override;
    void oweScrub() override;

private:
    struct Known {
        std::int64_t row = 0;    ///< 0: nobody wrote to this stream yet
        StreamHead head;
        std::int64_t stored = 0; ///< the head as the database has it
        bool taken = false;
    };
    struct Touched {
        Fields fields;
        bool changed = false;
    };
    using TouchedKey = std::pair<std::int64_t, EntityKey>;
    struct Holding {
        HeldOp op;
        std::int64_t row = 0;  ///< of its stream; 0: held without one
        std::set<std::pair<std::string, std::int64_t>> subjects;  ///< each with the row of the stream that received it
    };
    enum class Lock { None, Shared, All };

    static HeldOp heldFrom(const pqxx::row& row);
    Known& known(const std::string& stream);
    Known& takenRow(const std::string& stream);
    void noteTaken(const std::string& stream, const pqxx::row& row);
    void shareLock();
    Touched& touched(std::int64_t row, const EntityKey& key);
    /// Puts an entry at the next place: head, chain, row. Returns its seq.
    std::int64_t addEntry(Known& row, const std::string& op, const EntityKey& key, const std::string& body,
                          const std::array<std::uint8_t, 16>& random);
    void rewrite(const std::string& stream, std::int64_t seq, const std::string& text, bool isVoid);
    void writeEntries();
    void writeStates();
    void writeOps();
    void writeHeads();

    PostgresConnection& m_connection;
    std::unordered_map<std::string, Known> m_known;
    std::map<TouchedKey, Touched> m_touched;
    std::map<std::string, Holding> m_holding;  ///< by id
    struct {
        PgArray stream, seq, chain, random, op, type, entity, body;
        std::size_t count = 0;
    } m_entries;
    std::set<std::string> m_taken;
    Lock m_lock = Lock::None;
    Millis m_nowHigh = 0;  ///< raised in this transaction
};

} // namespace waymark::service
