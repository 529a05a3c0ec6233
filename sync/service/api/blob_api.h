// HEAD, GET and PUT /v1/blob/<stream>/<sha256>: the bytes that values name (docs/protocol.md, "Blobs"). Granted by stream at the moment of
// use; to a device that may not have it, a blob that is there and one that is not look the same. Any thread may call it.
#pragma once

#include "shared/base/clock.h"
#include "sync/service/api/exchange.h"
#include "sync/service/store/blobs.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"

namespace waymark::service {

/// Where the addresses of blobs begin; behind it the stream's name and the hash.
inline constexpr const char* kBlobRoute = "/v1/blob/";

class BlobApi {
public:
    /// All must outlive it.
    BlobApi(Store& store, const base::Clock& clock) : m_store(store), m_clock(clock) {}

    Response head(const Request& request) const;
    Response get(const Request& request) const;
    /// The whole body, or with `Content-Range` a part of it, in order. `Upload-Offset` says how much the service has.
    Response put(const Request& request) const;

private:
    struct Asked;
    base::Result<Asked> asked(const Request& request) const;
    Response withOffset(Response response, std::int64_t offset) const;
    Response absent(std::int64_t offset = 0) const;

    Store& m_store;
    const base::Clock& m_clock;
};

/// Removes what was begun and not gone on with for three days, and what no op named within that time. Returns how many.
base::Result<std::int64_t> sweepBlobs(Store& store, base::Millis now);

} // namespace waymark::service
