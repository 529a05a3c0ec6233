// A person of the team whose access ends: altogether when they leave, or a role at a venue. Written to the ledger first, so that no older backup
// lets them in again. What they recorded until then is theirs and stays; what devices still hand over of it is taken. Thread-safe as far as the
// store is. After a crash between ledger and database the next `replayLedger` finishes it.
#pragma once

#include "shared/domain/role.h"
#include "sync/service/erasure/erasure.h"

#include <optional>
#include <string>

namespace waymark::service {

/// A role that ends.
struct RoleEnd {
    std::string venue;                 ///< empty: what they are for the whole organisation
    std::optional<domain::Role> role;  ///< nothing: each that they have there
    std::optional<base::Millis> ends;  ///< nothing: now; not before now
};

/// Ends everything that a user may do: grants, console sessions and sign-in. Does nothing to somebody who may do nothing already. `by` is the
/// user who does it, nothing for a command. Errors: NotFound, NotPermitted (nobody else would administer the organisation), those of Ledger and
/// Store.
base::Result<void> endUser(const ErasureTools& tools, const std::string& user, const std::optional<std::string>& by = std::nullopt);

/// Ends a role at a venue. Errors: NotFound (no such user, or they have no such role there after that moment), NotPermitted as above, those of
/// Ledger and Store.
base::Result<void> endRole(const ErasureTools& tools, const std::string& user, const RoleEnd& end, const std::optional<std::string>& by = std::nullopt);

/// Does again what such a line says, if this history does not hold it. Errors: those of Store.
base::Result<bool> replayUserEnd(const ErasureTools& tools, const LedgerLine& line);

} // namespace waymark::service
