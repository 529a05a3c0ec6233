#include "tests/support/wire_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace waymark::tests {

namespace {
constexpr int kPatienceMs = 10'000;
}

WireClient::WireClient(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

WireClient::~WireClient() {
    if (m_socket >= 0) ::close(m_socket);
}

bool WireClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void WireClient::endSending() { ::shutdown(m_socket, SHUT_WR); }

void WireClient::cut() {
    const linger reset{1, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    ::close(m_socket);
    m_socket = -1;
}

bool WireClient::fill(int timeoutMs) {
    pollfd in{m_socket, POLLIN, 0};
    if (::poll(&in, 1, timeoutMs) != 1) return false;
    std::array<char, 65536> chunk;
    const auto got = ::recv(m_socket, chunk.data(), chunk.size(), 0);
    if (got <= 0) return false;
    m_pending.append(chunk.data(), static_cast<std::size_t>(got));
    return true;
}

std::optional<WireReply> WireClient::reply(bool bodiless) {
    std::size_t end;
    while ((end = m_pending.find("\r\n\r\n")) == std::string::npos)
        if (!fill(kPatienceMs)) return std::nullopt;
    WireReply reply;
    std::string head = m_pending.substr(0, end + 2);
    m_pending.erase(0, end + 4);
    if (head.rfind("HTTP/1.", 0) != 0) return std::nullopt;
    reply.status = std::stoi(head.substr(9, 3));
    for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
        const auto lineEnd = head.find("\r\n", at);
        const std::string line = head.substr(at, lineEnd - at);
        at = lineEnd + 2;
        const auto colon = line.find(": ");
        if (colon == std::string::npos) continue;
        std::string name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        reply.headers[name] = line.substr(colon + 2);
    }
    const auto length = reply.headers.find("content-length");
    if (bodiless || length == reply.headers.end()) return reply;
    const auto bytes = static_cast<std::size_t>(std::stoull(length->second));
    while (m_pending.size() < bytes)
        if (!fill(kPatienceMs)) return std::nullopt;
    reply.body = m_pending.substr(0, bytes);
    m_pending.erase(0, bytes);
    return reply;
}

bool WireClient::isClosedByServer() {
    pollfd in{m_socket, POLLIN, 0};
    if (::poll(&in, 1, kPatienceMs) != 1) return false;
    char byte;
    return ::recv(m_socket, &byte, 1, 0) <= 0;
}

bool WireClient::isSilentFor(int ms) {
    pollfd in{m_socket, POLLIN, 0};
    return ::poll(&in, 1, ms) == 0;
}

std::optional<WireReply> WireClient::ask(std::string_view method, std::string_view target, std::string_view headers, std::string_view body) {
    std::string text(method);
    text += ' ';
    text += target;
    text += " HTTP/1.1\r\nHost: localhost\r\n";
    text += headers;
    if (!body.empty() || method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    text += "\r\n";
    text += body;
    if (!send(text)) return std::nullopt;
    return reply(method == "HEAD");
}

} // namespace waymark::tests
