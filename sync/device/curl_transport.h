// The service over HTTP by libcurl. One connection is kept alive between calls; bodies are compressed both ways; a link that stalls is
// given up. Owned by the bridge's worker, which it blocks during a call (`cancel` alone may come from another thread).
#pragma once

#include "sync/device/transport.h"

#include <atomic>
#include <memory>

namespace waymark::device {

struct CurlOptions {
    std::string pin;                    ///< SHA-256 of the service's public key in hex (the QR's `k`): then no other key is accepted, and this
                                        ///< one whoever signed it; empty: the system's authorities decide
    std::string userAgent = "waymark";
    Millis connectTimeout = 15'000;
    Millis stalledAfter = 30'000;       ///< under `stalledBytesPerSecond` for so long: given up
    long stalledBytesPerSecond = 16;
};

class CurlTransport : public Transport {
public:
    /// `url` is the service's address without a path: https, or http to this machine alone.
    /// Errors: Unsupported (another scheme, or plain http over a network), Malformed.
    static Result<std::unique_ptr<CurlTransport>> open(const std::string& url, CurlOptions options = {});
    ~CurlTransport() override;

    Result<HttpReply> post(const std::string& path, const std::string& body, const std::string& bearer) override;
    Result<HttpReply> call(const HttpCall& call) override;

    /// Makes the call in progress, and every later one, fail with Offline.
    void cancel() { m_cancelled = true; }

private:
    struct Impl;
    explicit CurlTransport(std::unique_ptr<Impl> impl);
    Result<HttpReply> perform(const HttpCall& call);
    std::unique_ptr<Impl> m_impl;
    std::atomic<bool> m_cancelled{false};
};

} // namespace waymark::device
