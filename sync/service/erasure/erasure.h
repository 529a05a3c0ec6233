// Erasing people, from the ledger to the last free page; and doing again, after an older backup was restored, what the ledger remembers.
// Thread-safe as far as the store is. After a crash between ledger and database the next `replayLedger` finishes it.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "sync/service/erasure/ledger.h"
#include "sync/service/erasure/person_erasure.h"

namespace waymark::service {

class Store;

/// Where erasures work, and by which clock and chance.
struct ErasureTools {
    Store& store;
    const Ledger& ledger;
    const base::Clock& clock;
    base::Random& random;
};

struct ErasureDone {
    std::string id;                   ///< of the erasure, as the console's board names it
    std::vector<std::string> people;  ///< ids: the one that was asked for and those joined with it
    Erased erased;
    bool scrubbed = false;            ///< whether no byte of them is left in the database's files; if not, it is owed
};

/// When the files are scrubbed: each time that costs as much as copying the database, so whoever erases many does it once, after them.
enum class Scrub { Now, Later };

/// Erases a person and whoever is joined with them. Errors: NotFound (no change about such a person was ever received, or they were erased already), those of Ledger and Store.
base::Result<ErasureDone> erasePerson(const ErasureTools& tools, const std::string& person, Scrub scrub = Scrub::Now);

/// Scrubs the database's files if an erasure still owes it. Returns whether nothing is owed any more: false if a reader or a full disk stands in
/// the way. What was erased is erased all the same, so nobody has to stop for that: the service tries again while it runs, and so do its next
/// start and the next command that erases.
bool scrubIfOwed(Store& store);

/// What the ledger says and this database does not know: erasures, devices and people of the team that were ended, grants; and the scrub that an erasure which was cut owes. Before a service listens. Returns how
/// many lines had to be done again. Errors: those of Ledger and Store.
base::Result<std::size_t> replayLedger(const ErasureTools& tools);

} // namespace waymark::service
