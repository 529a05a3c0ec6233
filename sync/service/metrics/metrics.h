// What an operator watches, in the text form that Prometheus reads: how many requests, how they went and how long they took, what
// became of ops, and what waits on devices. Names no person, no device and no address. Owned by the program; any thread.
#pragma once

#include "shared/base/clock.h"
#include "shared/wire/sync_messages.h"
#include "sync/service/api/exchange.h"
#include "sync/service/http/access_log.h"

#include <memory>

namespace waymark::service {

class Store;

class Metrics {
public:
    /// Both must outlive this.
    Metrics(Store& store, const base::Clock& clock);
    ~Metrics();

    /// Counts one answered request. Of the console and of unknown addresses only the kind is told apart.
    void answered(const AccessLine& line);
    /// Counts the outcomes of a push, what was pulled, and the moments worth an alarm: forgot, reset.
    void synced(const wire::SyncReply& reply);

    /// GET /metrics. Where the store cannot be read, the refusal that says so.
    Response answer();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace waymark::service
