// The answering side of a sync: what each stream has that the device lacks (contract, section 5). Reads one moment of the store.
#pragma once

#include "sync/service/store/stream_store.h"

namespace waymark::service {

/// The stream's part of the reply, at most about `maxBytes` of rows. `more` is set if something is left to fetch.
wire::StreamPull pullStream(StreamReader& streams, const wire::PullRequest& request, std::int64_t maxBytes, bool& more);

} // namespace waymark::service
