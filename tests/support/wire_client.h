// A client that speaks HTTP byte by byte, so that tests can be as rude as the world is. Blocking, with a time limit on every wait.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::tests {

struct WireReply {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
};

class WireClient {
public:
    explicit WireClient(std::uint16_t port);
    ~WireClient();
    WireClient(const WireClient&) = delete;
    WireClient& operator=(const WireClient&) = delete;

    bool connected() const { return m_socket >= 0; }
    bool send(std::string_view bytes);
    void endSending();
    void cut();  ///< closes with a reset, as a lost network does

    /// The next reply, by its Content-Length; nothing if the other side closed or ten seconds went by. `bodiless`: of HEAD.
    std::optional<WireReply> reply(bool bodiless = false);
    bool isClosedByServer();  ///< waits for it, ten seconds at most
    bool isSilentFor(int ms); ///< nothing arrives, and it is not closed

    /// One request and its reply.
    std::optional<WireReply> ask(std::string_view method, std::string_view target, std::string_view headers = {}, std::string_view body = {});

private:
    bool fill(int timeoutMs);

    int m_socket = -1;
    std::string m_pending;
};

} // namespace waymark::tests
