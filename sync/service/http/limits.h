// Every limit of the HTTP server, each with its reason. Tests make them small.
#pragma once

#include "shared/wire/limits.h"

#include <chrono>
#include <cstddef>

namespace waymark::service {

struct HttpLimits {
    std::size_t headerBytes = 16 * 1024;  ///< a request line, a token and a few cookies need under 2 KiB
    std::size_t bodyBytes = wire::kMaxBodyBytes;  ///< as it travels; decompressed, wire::kBodyLimits holds as well
    /// All bodies being read at once: a flood of large uploads is asked to come back later instead of filling the memory.
    std::size_t bodyBytesInFlight = 256 * 1024 * 1024;
    /// Requests with a worker or waiting for one, first come first served. A request takes a worker some milliseconds, so the last of them waits
    /// a second or two; whoever comes then does better to come back later.
    std::size_t requestsAtOnce = 256;
    std::size_t watchersAtOnce = 8;         ///< requests for /metrics and /v1/health, which have a worker of their own
    std::size_t connections = 1024;         ///< a city's devices several times over; each idle one costs a few KiB
    std::size_t connectionsPerPeer = 128;   ///< one address cannot take them all; not counted behind a proxy, where all share one
    std::size_t refusalsAtOnce = 64;        ///< beyond it, connections over the cap are closed without a word
    std::size_t minCompressedBytes = 256;   ///< below, compression costs more than it saves

    std::chrono::milliseconds handshake = std::chrono::seconds(10);
    std::chrono::milliseconds header = std::chrono::seconds(15);   ///< for all of the header: no drip of single bytes
    std::chrono::milliseconds idle = std::chrono::seconds(75);     ///< between requests of one connection
    std::chrono::milliseconds bodyPause = std::chrono::seconds(20);  ///< between two pieces of a body, on a poor link
    std::chrono::milliseconds body = std::chrono::seconds(300);    ///< for all of a body: half a megabyte at 50 kbit/s takes 85 s
    std::chrono::milliseconds writePause = std::chrono::seconds(30);
    std::chrono::milliseconds linger = std::chrono::seconds(2);    ///< to let a refusal be read by a client that still sends
    std::chrono::milliseconds stopGrace = std::chrono::seconds(30);  ///< what is in flight at the stop has this long to finish
};

} // namespace waymark::service
