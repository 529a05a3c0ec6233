// The streams: logs of the field values that won, the state they fold to, and every op ever held. One interface, one contract suite
// (tests/sync/service/store), several backends. Used inside a transaction of Store; not thread-safe; nothing here judges.
#pragma once

#include "shared/domain/op.h"
#include "shared/wire/sync_messages.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

using base::Millis;
using base::Result;
using domain::EntityKey;
using domain::Fields;

/// The end of a stream's log and the checksum of its state. A stream that nobody wrote to has head 0 and sum 0.
struct StreamHead {
    std::int64_t seq = 0;
    std::string chain;  ///< hex; empty at seq 0
    std::uint64_t sum = 0;
};

/// What the service keeps of every op it ever answered for, so that none is taken twice and walks through `saw` can go on.
struct HeldOp {
    std::string id, stream, type, entity;
    std::string device;                               ///< empty for the service's own
    wire::Outcome outcome = wire::Outcome::Applied;   ///< the first outcome, told again to a duplicate
    std::string reason;                               ///< of a quarantined op
    std::int64_t seq = 0;                             ///< of its entry; 0 if it made none
    std::vector<std::string> lost;
    std::map<std::string, std::string> saw;           ///< field → op id, as the op said it
    std::map<std::string, std::string> standsFor;     ///< field → winner with the same value when this op came
    std::string body;                                 ///< the op as JSON where the log alone does not hold it all; else empty
    Millis receivedAt = 0;
    std::vector<std::string> blobs;                   ///< hashes that its values name; taken by `hold`, not read back
    std::string venue;                                ///< told of one in quarantine by `quarantined` alone: what it was meant for
};

/// What the author of an op had before them: of this field, the value of that op.
struct SeenValue {
    std::string field, op;
};

/// Which ops in quarantine, in the order in which they came.
struct QuarantineQuery {
    /// Meant for these venues; "" stands for what was meant for none, or where it cannot be told. Nothing: all.
    std::optional<std::vector<std::string>> venues{};
    Millis afterReceived = -1;  ///< those that came after this one,
    std::string afterId{};      ///< which is that op
    std::size_t most = 1000;
};

/// A run of log entries or state rows as ready JSON text (comma-separated, no brackets), and where it ended.
struct RowsPage {
    std::string rowsJson;
    std::int64_t lastSeq = 0;   ///< of entries
    EntityKey lastKey;          ///< of state rows
    std::size_t count = 0;
    bool complete = true;       ///< nothing is left after these rows
};

class StreamReader {
public:
    virtual ~StreamReader() = default;

    virtual StreamHead head(const std::string& stream) = 0;
    /// The chain at a place of this history; nothing if the stream has no such place. Empty text at seq 0.
    virtual std::optional<std::string> chainAt(const std::string& stream, std::int64_t seq) = 0;
    /// Entries after `seq`, whole ones, until `maxBytes` are reached (at least one if there is any).
    virtual RowsPage entriesAfter(const std::string& stream, std::int64_t seq, std::int64_t maxBytes) = 0;
    /// State rows after `key` in order of (type, entity), whole ones, until `maxBytes` are reached.
    virtual RowsPage stateAfter(const std::string& stream, const EntityKey& key, std::int64_t maxBytes) = 0;
    virtual std::vector<EntityKey> erasedIn(const std::string& stream) = 0;

    virtual std::optional<HeldOp> heldOp(const std::string& id) = 0;
    virtual bool holds(const std::string& id) = 0;
    /// What the authors of the ops that stand for this one had seen, but for it itself: of as many of them as a walk may have steps.
    virtual std::vector<SeenValue> seenByStandIns(const std::string& id) = 0;

    virtual Fields fieldsOf(const std::string& stream, const EntityKey& key) = 0;
    virtual std::vector<domain::EntityState> entitiesOf(const std::string& stream, const std::string& type) = 0;

    virtual std::vector<std::string> streams() = 0;
    /// The entities touched by entries in (after, upTo], each once, in order of their last change: what a projector reads again.
    virtual std::vector<EntityKey> changedIn(const std::string& stream, std::int64_t after, std::int64_t upTo) = 0;
    virtual std::vector<HeldOp> quarantined(const QuarantineQuery& query) = 0;
    /// How many there are; `venues` as above.
    virtual std::int64_t countQuarantined(const std::optional<std::vector<std::string>>& venues) = 0;
    /// The largest time the service ever judged at; it never runs backwards.
    virtual Millis nowHigh() = 0;

    // --- what an erasure asks (contract, section 7) --------------------------------------------------------------------------
    /// Whether this keyed hash of a reference is part of the barrier.
    virtual bool isBarred(const std::string& hash) = 0;
    virtual bool isErased(const std::string& stream, const EntityKey& key) = 0;
    /// Every op ever held with this subject ("type:uuid"), of any stream and outcome.
    virtual std::vector<HeldOp> opsAbout(const std::string& subject) = 0;
    /// Ids of the ops whose log entry or kept body contains this text. Reads everything there is.
    virtual std::vector<std::string> opsContaining(const std::string& text) = 0;
    /// A name that no other gets, if something was erased whose bytes may still lie in the database's files: `Store::scrub` has not come to its end
    /// since. Empty if nothing is owed.
    virtual std::string scrubOwed() = 0;
};

/// One entry to append, and what it does to the state.
struct Append {
    std::string op, type, entity;
    base::Json set;                      ///< the fields that won
    std::optional<std::string> by;
    Millis at = 0;
    base::Json extra;
};

class StreamWriter : public StreamReader {
public:
    /// Takes these streams for this transaction: until it ends nobody else writes to them, so what is read of them from here on stays
    /// true. Called before the first look at them, with all that will be written, because the backend takes them in one order. A stream
    /// that is written to without is taken at that moment; if somebody changed it since it was read, the transaction runs again.
    virtual void lock(const std::vector<std::string>& streams) = 0;
    /// Takes every stream, also those that nobody wrote to yet: for what must see and change all at once, as an erasure. Called first;
    /// until the transaction ends, no other writes to any stream.
    virtual void lockAll() = 0;
    /// Appends an entry, updates the state, the sum, the head and the chain (with these 16 random bytes). Returns its seq.
    virtual std::int64_t append(const std::string& stream, Append entry, const std::array<std::uint8_t, 16>& random) = 0;
    /// Records an op as held, or replaces what is held of a quarantined one; `subjects` are "type:uuid".
    virtual void hold(const HeldOp& op, const std::vector<std::string>& subjects) = 0;
    virtual void raiseNowHigh(Millis now) = 0;

    // --- what an erasure does ------------------------------------------------------------------------------------------------
    virtual void bar(const std::string& hash) = 0;
    /// Appends an `erase` entry: the entity leaves the state and the sum, and is named by `erasedIn` from now on. Returns its seq.
    virtual std::int64_t appendErase(const std::string& stream, const EntityKey& key, const std::array<std::uint8_t, 16>& random) = 0;
    /// Empties an op: its entry becomes `void` at its place, and of what is held only id, stream, device and time stay, as erased.
    virtual void blankOp(const std::string& id) = 0;
    /// Takes fields out of an op's entry, which becomes `void` if none is left, and drops its kept body. It stays held as it was.
    virtual void blankFields(const std::string& id, const std::vector<std::string>& fields) = 0;
    /// No op is found by this subject any more.
    virtual void forgetSubject(const std::string& subject) = 0;
    /// Notes, in the transaction that takes something out, that the files are to be scrubbed; in the place of what was owed before.
    virtual void oweScrub() = 0;
};

} // namespace waymark::service
