// Takes files about areas into the store: outlines of wards and small areas, how the small areas of two vintages fit, how many people live
// in each. All files are checked first, also against each other; then all go in, in one transaction, or none does.
#pragma once

#include "shared/base/json.h"
#include "sync/service/store/store.h"

#include <string>
#include <vector>

namespace waymark::service {

/// {"files":[{"file","kind","vintage","rows","new","changed","same","problems":[{"row","code","message","blocks"}],"more_problems"}],
///  "dry_run","done"}. A dry run tells every problem (the first fifty of a file) and changes nothing.
/// Errors, naming file and row: NotFound, TooLarge, Malformed (a file that is none of these, or, when it is no dry run, the first problem
/// that blocks), Storage, DiskFull.
base::Result<base::Json> importAreas(Store& store, const std::vector<std::string>& paths, bool dryRun);

} // namespace waymark::service
