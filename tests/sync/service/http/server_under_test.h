// A real server on a free port, on a thread of its own, with a handler that a test can watch and hold up.
#pragma once

#include "sync/service/http/server.h"
#include "tests/support/fake_clock.h"

#include <QDebug>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace waymark::tests {

class ServerUnderTest {
public:
    explicit ServerUnderTest(service::HttpOptions options = {}) {
        options.port = 0;
        if (options.workers == 0) options.workers = 2;
        m_server = std::make_unique<service::HttpServer>([this](const service::Request& request) { return answer(request); }, m_clock,
                                                         options, [this](const service::AccessLine& line) { note(line); });
        const auto listening = m_server->listen();
        if (!listening) qFatal("%s", listening.error().detail.c_str());
        m_thread = std::thread([this] { m_server->run(); });
    }
    ~ServerUnderTest() {
        release();
        stop();
        waitForEnd();
    }

    std::uint16_t port() const { return m_server->port(); }
    service::HttpServer& server() { return *m_server; }
    void stop() { m_server->stop(); }
    void waitForEnd() {
        if (m_thread.joinable()) m_thread.join();
    }

    /// From now on /held is answered only after release().
    void waitUntilHeld() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_held > 0; });
    }
    void release() {
        const std::lock_guard lock(m_mutex);
        m_released = true;
        m_changed.notify_all();
    }

    service::Request lastRequest() {
        const std::lock_guard lock(m_mutex);
        return m_last;
    }
    std::size_t handled() {
        const std::lock_guard lock(m_mutex);
        return m_handled;
    }
    std::vector<service::AccessLine> log() {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }

private:
    service::Response answer(const service::Request& request) {
        std::unique_lock lock(m_mutex);
        m_last = request;
        ++m_handled;
        service::Response response;
        response.contentType = "text/plain";
        if (request.path == "/held") {
            ++m_held;
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return m_released; });
        }
        if (request.path == "/throws") throw std::runtime_error("a secret");
        if (request.path == "/long") response.body = std::string(100'000, 'x');
        else if (request.path == "/empty") response.status = 204;
        else if (request.path == "/split") response.headers["Location"] = "/a\r\nSet-Cookie: stolen=1";
        else response.body = request.method + ' ' + request.path + ' ' + std::to_string(request.body.size());
        return response;
    }
    void note(const service::AccessLine& line) {
        const std::lock_guard lock(m_mutex);
        m_lines.push_back(line);
    }

    FakeClock m_clock;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_released = false;
    int m_held = 0;
    std::size_t m_handled = 0;
    service::Request m_last;
    std::vector<service::AccessLine> m_lines;
    std::unique_ptr<service::HttpServer> m_server;
    std::thread m_thread;
};

} // namespace waymark::tests
