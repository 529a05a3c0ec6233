// The streams over SQLite. Log entries and state rows are kept as the JSON text that goes on the wire, so a pull only joins them.
// Heads, and the state of the entities that a transaction touches, are held in memory until `flush` writes them just before the commit.
#pragma once

#include "sync/service/store/stream_store.h"

#include <map>
#include <unordered_map>

namespace waymark::service {

class SqliteConnection;

class SqliteStreams : public StreamWriter {
public:
    explicit SqliteStreams(SqliteConnection& connection) : m_connection(connection) {}

    void begin();  ///< forgets what the last transaction knew
    void flush();  ///< writes what this one held back

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

    void lock(const std::vector<std::string>&) override {}  ///< a write transaction is alone
    void lockAll() override {}
    bool isBarred(const std::string& hash) override;
    bool isErased(const std::string& stream, const EntityKey& key) override;
    std::vector<HeldOp> opsAbout(const std::string& subject) override;
    std::vector<std::string> opsContaining(const std::string& text) override;
    std::string scrubOwed() override;

    std::int64_t append(const std::string& stream, Append entry, const std::array<std::uint8_t, 16>& random) override;
    void hold(const HeldOp& op, const std::vector<std::string>& subjects) override;
    Millis nowHigh() override;
    void raiseNowHigh(Millis now) override;

    void bar(const std::string& hash) override;
    std::int64_t appendErase(const std::string& stream, const EntityKey& key, const std::array<std::uint8_t, 16>& random) override;
    void blankOp(const std::string& id) override;
    void blankFields(const std::string& id, const std::vector<std::string>& fields) override;
    void forgetSubject(const std::string& subject) override;
    void oweScrub() override;

private:
    struct Known {
        std::int64_t row = 0;  ///< 0: nobody wrote to this stream yet
        StreamHead head;
        bool changed = false;
    };
    struct Touched {
        Fields fields;
        bool changed = false;
    };
    using TouchedKey = std::pair<std::int64_t, EntityKey>;

    Known& known(const std::string& stream);
    Known& rowFor(const std::string& stream);
    Touched& touched(std::int64_t row, const EntityKey& key);
    void writeTouched();
    void addStandIn(const HeldOp& op);
    /// Of those that stand for it, and where it stands for others.
    void removeStandIns(const HeldOp& op);
    /// Puts an entry at the next place: head, chain, row. Returns its seq.
    std::int64_t addEntry(Known& row, const std::string& op, const EntityKey& key, const std::string& body,
                          const std::array<std::uint8_t, 16>& random);
    /// The text of an entry; empty if there is none.
    std::string entryAt(const std::string& stream, std::int64_t seq);
    /// Puts another text in an entry's place; one without fields is `void`, and belongs to no op and no entity.
    void rewrite(const std::string& stream, std::int64_t seq, const std::string& text, bool isVoid);

    SqliteConnection& m_connection;
    std::unordered_map<std::string, Known> m_known;
    std::map<TouchedKey, Touched> m_touched;
    std::map<std::int64_t, std::int64_t> m_serial;  ///< of a defect for the simulator (shared/base/mutant.h); else empty
};

} // namespace waymark::service
