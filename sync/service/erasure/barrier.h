// The barrier (contract, section 7): keyed hashes of everybody and everything that was erased, so that no old device brings any of it back,
// and a copy of the table tells nobody who that was. Pure functions over a transaction.
#pragma once

#include "sync/service/store/blobs.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/stream_store.h"

#include <string>
#include <vector>

namespace waymark::service {

/// What the barrier keeps of a reference ("person:<uuid>").
std::string barrierHash(const Organisation& organisation, const std::string& reference);

/// How the barrier names a blob.
std::string blobReference(const BlobKey& blob);

/// Whether an entity of this type may belong to a person, so that it goes with them. A session or a head count never does, whatever an op
/// on it says it is about.
bool mayBelongToAPerson(const std::string& type);

/// Asks the barrier, and remembers the answers for as long as one transaction lasts.
class Barrier {
public:
    Barrier(StreamReader& streams, const Organisation& organisation) : m_streams(streams), m_organisation(organisation) {}

    bool holds(const std::string& reference);
    bool holdsAny(const std::vector<std::string>& references);
    /// The transaction has just put it there.
    void remember(const std::string& reference) { m_known[reference] = true; }
    /// Ids of barred people that a value names anywhere: alone, within a text, in the name of a member.
    std::vector<std::string> barredIn(const base::Json& value);

private:
    void lookInText(const std::string& text, std::vector<std::string>& ids);
    void lookIn(const base::Json& value, std::vector<std::string>& ids);

    StreamReader& m_streams;
    const Organisation& m_organisation;
    std::map<std::string, bool> m_known;
};

} // namespace waymark::service
