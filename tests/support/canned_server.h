// A server on this machine that answers each request with what the test put there, byte for byte, and keeps what was asked. One thread of its
// own; connections are kept open as HTTP/1.1 does.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace waymark::tests {

class CannedServer {
public:
    CannedServer() {
        m_listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(m_listener, 8) != 0) std::abort();
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~CannedServer() {
        m_stopping = true;
        ::shutdown(m_listener, SHUT_RDWR);
        ::close(m_listener);
        {
            const std::lock_guard lock(m_mutex);
            if (m_client >= 0) ::shutdown(m_client, SHUT_RDWR);
        }
        m_thread.join();
    }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    /// The bytes of the next answer; empty: the connection is cut.
    void answers(std::string bytes) {
        const std::lock_guard lock(m_mutex);
        m_answers.push_back(std::move(bytes));
    }
    void answers(int status, const std::string& headers, const std::string& body) {
        answers("HTTP/1.1 " + std::to_string(status) + " X\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    std::string request(std::size_t index) {
        const std::lock_guard lock(m_mutex);
        return index < m_requests.size() ? m_requests[index] : std::string();
    }
    int connections() const { return m_connections; }

private:
    static std::size_t lengthOf(const std::string& head) {
        const auto at = head.find("Content-Length: ");
        return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
    }

    void serve() {
        while (!m_stopping) {
            const int client = ::accept(m_listener, nullptr, nullptr);
            if (client < 0) continue;
            ++m_connections;
            {
                const std::lock_guard lock(m_mutex);
                m_client = client;
            }
            while (answerOne(client)) {}
            const std::lock_guard lock(m_mutex);
            m_client = -1;
            ::close(client);
        }
    }

    bool answerOne(int client) {
        std::string data;
        std::size_t end = std::string::npos;
        char buffer[65536];
        while (end == std::string::npos || data.size() < end + 4 + lengthOf(data.substr(0, end))) {
            const auto got = ::recv(client, buffer, sizeof buffer, 0);
            if (got <= 0) return false;
            data.append(buffer, static_cast<std::size_t>(got));
            end = data.find("\r\n\r\n");
        }
        std::string answer;
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(data);
            if (!m_answers.empty()) {
                answer = m_answers.front();
                m_answers.pop_front();
            }
        }
        if (answer.empty()) return false;
        return ::send(client, answer.data(), answer.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(answer.size());
    }

    int m_listener = -1, m_client = -1, m_port = 0;
    std::atomic<bool> m_stopping{false};
    std::atomic<int> m_connections{0};
    std::mutex m_mutex;
    std::deque<std::string> m_answers;
    std::vector<std::string> m_requests;
    std::thread m_thread;
};

} // namespace waymark::tests
