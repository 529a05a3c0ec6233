// What an operator watches, in the text form that Prometheus reads: how many requests, how they went and how long they took, what
// became of ops, and what waits on devices. Names no person, no device and no address. Owned by the program; any thread.
#pragma once

#include "shared/wire/sync_messages.h"
#include "sync/service/api/exchange.h"
#include "sync/service/http/access_log.h"

#include <memory>

namespace waymark::service {

class Store;

class Metrics {
public:
    /// The store must outlive this.
    explicit Metrics(Store& store);
    ~Metrics();

    /// Counts one answered request. Of the console and of unknown addresses only the kind is told apart.
    void answered(const AccessLine& line);
    /// Counts the outcomes of a push, what was pulled, and the moments worth an alarm: forgot, reset.
    void synced(const wire::SyncReply& reply);

    /// GET /metrics. 503 if the store cannot be read.
    Response answer();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace waymark::service
