// Whether the streams of a store are whole: looked at where rows came from elsewhere, before anybody is answered from them.
#pragma once

#include "shared/base/result.h"
#include "sync/service/store/table_rows.h"

#include <cstdint>

namespace waymark::service {

/// Makes each stream's log, head, chain and sum again from its rows, and reads every entry, state and held op as JSON of its form: they go on the
/// wire as they are. What a value says is not known to be true by that. Returns how many streams there are. Errors: Tampered (in words which
/// stream is damaged, and where). Throws StorageFailure, as the reader does.
base::Result<std::int64_t> checkStreams(TableReader& store);

} // namespace waymark::service
