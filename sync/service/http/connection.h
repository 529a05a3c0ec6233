// One connection: requests read one after another, each answered before the next is read, until one side has had enough. It is used once
// and thrown away; the server owns what all connections share. Runs on the network thread.
#pragma once

#include "shared/base/clock.h"
#include "sync/service/http/access_log.h"
#include "sync/service/http/answering.h"
#include "sync/service/http/limits.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <functional>
#include <string>

namespace waymark::service {

/// What the connections of a server share. Touched on the network thread only, but for `answering`, which the workers use.
struct Serving {
    const Answering& answering;
    const AccessLog& log;
    const HttpLimits& limits;
    boost::asio::thread_pool& workers;
    boost::asio::thread_pool& watchWorkers;    ///< for /metrics and /v1/health: who looks after an overloaded service must see it
    boost::asio::ssl::context* tls = nullptr;  ///< null: plain
    bool stopping = false;
    std::size_t bodyBytesInFlight = 0;
    std::size_t requestsAtWork = 0, watchersAtWork = 0;
    unsigned turnedAway = 0;

    /// Seconds until somebody who is turned away shall come back: 5 to 15, another number for each, so that they do not come together.
    unsigned nextRetryAfter() { return 5 + turnedAway++ * 7 % 11; }
};

/// What the server sees of a running connection, so that it can end it.
struct ConnectionState {
    std::string peer;
    bool idle = true;             ///< between requests: ending it loses nothing
    std::function<void()> close;  ///< ends it at once
};

/// Serves a connection to its end. `state` and `serving` outlive it.
boost::asio::awaitable<void> serveConnection(boost::asio::ip::tcp::socket socket, Serving& serving, ConnectionState& state);

/// Tells a connection over the cap to come back later, and closes it.
boost::asio::awaitable<void> refuseConnection(boost::asio::ip::tcp::socket socket, Serving& serving);

} // namespace waymark::service
