// Takes a list of libraries into the organisation's venues. A second import of the list, or of a later one, updates what the first one
// made and doubles nothing.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/json.h"
#include "shared/base/random.h"
#include "sync/service/store/store.h"

#include <string>
#include <vector>

namespace waymark::service {

struct VenueImport {
    std::vector<std::string> paths;  ///< one list or several; all are taken, or none
    bool dryRun = false;      ///< say what would happen, change nothing
    bool withClosed = false;  ///< also add libraries that are closed already, for records of former years
};

/// {"files":[…], "rows":[{"file","row","name","what":"add|update|same|skip","venue","fields":[…],"changes":{field:{"from","to"}},
///  "oddities":[{"code","message"}]}], "counts":{"add","update","same","skip"}, "dry_run", "done"}; "fields" and "changes" of an update. A closed
/// library that the organisation has is closed there; one that it does not have is skipped; one that closes in a later year than that of `now`
/// is open. All rows in one transaction or none.
/// Errors, each naming the file and where there is one the row and column: NotFound (file, organisation), TooLarge, Malformed, Storage.
base::Result<base::Json> importVenues(Store& store, base::Millis now, base::Random& random, const VenueImport& request);

} // namespace waymark::service
