// Takes people out of the streams, within one transaction that has them all (contract, section 7). Idempotent: what is gone already leaves
// nothing to do.
#pragma once

#include "shared/base/random.h"
#include "sync/service/store/blobs.h"
#include "sync/service/store/facts.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"
#include "sync/service/store/stream_store.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace waymark::service {

/// How much an erasure took out; names nobody.
struct Erased {
    std::int64_t entities = 0;   ///< records that are gone, each counted in every stream that held it
    std::int64_t ops = 0;        ///< changes whose content is gone
    std::int64_t residues = 0;   ///< sessions whose attendance stays as it was
    std::int64_t blobs = 0;      ///< photos and recordings that nothing else names
    std::int64_t mentions = 0;   ///< fields of other records that named them
    std::map<std::string, std::int64_t> places;  ///< stream → seq of its last `erase` entry
};

/// These people and everybody joined with them by `merged_into`, in order.
std::vector<std::string> joinedWith(StreamReader& streams, const std::vector<std::string>& people);

class PersonErasure {
public:
    PersonErasure(WriteTransaction& transaction, const Organisation& organisation, base::Random& random, Millis clock);

    /// `people` are ids without the type. The transaction must have taken every stream.
    Erased erase(const std::vector<std::string>& people);

private:
    void find();
    /// Whether a record is of one of them: it hangs on them or hung on them once, in any stream.
    bool isTheirs(const std::string& stream, const EntityKey& key);
    bool isTheirs(const HeldOp& op) { return isTheirs(op.stream, {op.type, op.entity}); }
    bool isOneOfThem(const std::string& reference) const;
    void takeOut(const HeldOp& op);
    void takeOutEverywhere();
    void leaveResidues();
    void blank();
    void removeBlobs();
    void appendErasures();
    void removeMentions();
    void removeMention(const std::string& op, std::map<std::pair<std::string, EntityKey>, std::set<std::string>>& fields);
    /// An ordinary entry of the service; `saw` is what it replaces.
    void append(const std::string& stream, const EntityKey& key, const base::Json& set, const std::vector<std::string>& about);

    StreamWriter& m_streams;
    Facts& m_facts;
    Blobs& m_blobs;
    const Organisation& m_organisation;
    base::Random& m_random;
    Millis m_now;
    std::vector<std::string> m_people;                       ///< ids, in order
    std::set<std::string> m_received;                        ///< streams that ever received an op about them
    std::map<std::string, std::set<EntityKey>> m_removed;    ///< stream → entities
    std::set<std::string> m_ops;                             ///< whose content goes
    std::map<EntityKey, bool> m_theirs;                      ///< what isTheirs found
    Erased m_erased;
};

} // namespace waymark::service
