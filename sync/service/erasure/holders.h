// Whom a record hangs on (contract, sections 3 and 7): as it stands, and by every op on it that was taken. Pure functions over a transaction.
#pragma once

#include "sync/service/store/stream_store.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace waymark::service {

/// The entry that an op made; nothing if it made none.
std::optional<domain::Entry> entryOf(StreamReader& streams, const HeldOp& op);

/// Whom a record hangs on or hung on once.
struct Holders {
    std::set<std::string> all;  ///< "person:<uuid>", "household:<uuid>"
    bool areAllKnown = true;    ///< false if an op changed whom it hangs on from what this history does not hold
};

/// By every op that was taken on it, in any stream, also where its value did not win.
Holders holdersEver(StreamReader& streams, const EntityKey& key);

/// Whom the op's entity hangs on as it stands, by its `values`; of a conflict, its subject and whom that hangs on.
std::vector<std::string> holdersNow(StreamReader& streams, const domain::Op& op, const base::Json& values);

/// Asks of the ops of one push whether they say whom their entity hangs on, and reads what was said of a record once. Lives as long as the
/// transaction.
class HolderCheck {
public:
    explicit HolderCheck(StreamReader& streams) : m_streams(streams) {}

    /// Whether the op is about one of those whom its entity, or a conflict's subject, hangs on or hung on once: another device may have changed
    /// that meanwhile. True where nobody is known, and of an op that says itself whom its entity hangs on from now on.
    bool isAboutAHolder(const domain::Op& op, const base::Json& values);
    /// The op was taken.
    void add(const domain::Op& op);

private:
    StreamReader& m_streams;
    std::map<EntityKey, Holders> m_ever;
};

} // namespace waymark::service
