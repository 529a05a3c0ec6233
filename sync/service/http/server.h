// The HTTP server: one thread for the network, a few workers for the handlers. Owned by the program; everything but stop() is called
// from one thread. Nothing of it survives a crash, and nothing needs to.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "sync/service/api/exchange.h"
#include "sync/service/http/access_log.h"
#include "sync/service/http/limits.h"

#include <cstdint>
#include <memory>
#include <string>

namespace waymark::service {

struct HttpOptions {
    std::string address = "127.0.0.1";  ///< an IP address of this machine
    std::uint16_t port = 8470;          ///< 0 picks a free one
    std::string tlsCertificate, tlsKey; ///< PEM files, both or neither
    bool behindProxy = false;           ///< believe X-Forwarded-For and X-Forwarded-Proto
    unsigned workers = 0;               ///< 0: one for each processor, at least four, so that one long report does not hold up a hall
    HttpLimits limits;
};

class HttpServer {
public:
    /// `handler` is called on the workers, several at a time. `clock` and `log` outlive the server.
    HttpServer(Handler handler, const base::Clock& clock, HttpOptions options, AccessLog log);
    ~HttpServer();

    /// Opens the port. Errors: NotPermitted (neither loopback nor TLS nor a proxy), Malformed (no address, unreadable certificate or
    /// key), Busy (the port is taken), Internal. `detail` says it in plain words.
    base::Result<void> listen();

    std::string url() const;  ///< "http://127.0.0.1:8470", after listen()
    std::uint16_t port() const;

    /// Stops by itself on SIGTERM and SIGINT.
    void stopOnSignals();

    /// Serves until stopped and all that was in flight is answered (at most HttpLimits::stopGrace later).
    void run();

    /// Takes no more connections or requests and lets run() return. Any thread.
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Whether this is an address that only this machine can reach.
bool isLoopback(const std::string& address);

} // namespace waymark::service
