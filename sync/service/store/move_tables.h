// Moves everything from one store to another, and does not believe it before it has looked.
#pragma once

#include "shared/base/result.h"
#include "sync/service/store/table_rows.h"

#include <cstdint>
#include <map>
#include <string>

namespace waymark::service {

struct Moved {
    std::map<std::string, std::int64_t> rows;  ///< of each table
    std::int64_t streams = 0;                  ///< that were found whole (stream_check.h)
};

/// Copies every row, then reads all of it back: each table must have as many rows and the same content, and the streams must be whole
/// (stream_check.h). Only then it commits. Errors: AlreadyExists (the target holds something), TooNew (the
/// source has a table or a column that the target lacks), Tampered (what arrived is not what was sent, or the source itself was
/// damaged; the detail says which table or stream), those of the stores. After an error the target is as it was.
base::Result<Moved> moveTables(TableReader& from, TableWriter& to);

} // namespace waymark::service
