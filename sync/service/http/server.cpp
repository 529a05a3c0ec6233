#include "sync/service/http/server.h"

#include "sync/service/http/awaiting.h"
#include "sync/service/http/connection.h"
#include "sync/service/http/tls.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <csignal>
#include <list>
#include <map>
#include <thread>

namespace waymark::service {

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;
using base::Error;
using base::ErrorCode;

namespace {

constexpr auto kPauseAfterFailedAccept = std::chrono::milliseconds(100);  // out of file descriptors: some will be given back

unsigned workersFor(unsigned asked) { return asked > 0 ? asked : std::max(4U, std::thread::hardware_concurrency()); }

} // namespace

bool isLoopback(const std::string& address) {
    boost::system::error_code error;
    const auto ip = asio::ip::make_address(address, error);
    return !error && ip.is_loopback();
}

class HttpServer::Impl {
public:
    Impl(Handler handler, const base::Clock& clock, HttpOptions options, AccessLog log)
        : m_options(std::move(options)), m_log(std::move(log)),
          m_answering(std::move(handler), clock, m_options.behindProxy, m_options.limits), m_workers(workersFor(m_options.workers)),
          m_serving{m_answering, m_log, m_options.limits, m_workers, m_watchWorkers} {}

    ~Impl() { joinWorkers(); }

    base::Result<void> listen() {
        const bool tls = !m_options.tlsCertificate.empty() || !m_options.tlsKey.empty();
        if (tls && (m_options.tlsCertificate.empty() || m_options.tlsKey.empty()))
            return Error{ErrorCode::Malformed, "TLS needs both a certificate and a key"};
        boost::system::error_code error;
        const auto ip = asio::ip::make_address(m_options.address, error);
        if (error) return Error{ErrorCode::Malformed, m_options.address + " is no IP address"};
        if (!ip.is_loopback() && !tls && !m_options.behindProxy)
            return Error{ErrorCode::NotPermitted, "other machines can reach " + m_options.address +
                                                      ", so it needs TLS (a certificate and a key) or a proxy in front that provides it"};
        if (tls) {
            auto context = loadTls(m_options.tlsCertificate, m_options.tlsKey);
            if (!context) return context.error();
            m_tls = std::move(*context);
            m_serving.tls = m_tls.get();
        }
        return open(tcp::endpoint(ip, m_options.port));
    }

    std::uint16_t port() const { return m_port; }

    std::string url() const {
        const bool v6 = m_options.address.find(':') != std::string::npos;
        return std::string(m_tls ? "https://" : "http://") + (v6 ? "[" + m_options.address + "]" : m_options.address) + ':' +
               std::to_string(m_port);
    }

    void stopOnSignals() {
        m_signals.add(SIGTERM);
        m_signals.add(SIGINT);
        m_signals.async_wait([this](const boost::system::error_code& error, int) {
            if (!error) stopHere();
        });
    }

    void run() {
        asio::co_spawn(m_io, accept(), asio::detached);
        m_io.run();
        joinWorkers();
    }

    void stop() {
        asio::post(m_io, [this] { stopHere(); });
    }

private:
    void joinWorkers() {
        m_workers.join();
        m_watchWorkers.join();
    }

    base::Result<void> open(const tcp::endpoint& endpoint) {
        boost::system::error_code error;
        m_acceptor.open(endpoint.protocol(), error);
        if (!error) m_acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) m_acceptor.bind(endpoint, error);
        if (!error) m_acceptor.listen(asio::socket_base::max_listen_connections, error);
        if (error == asio::error::address_in_use)
            return Error{ErrorCode::Busy, "port " + std::to_string(endpoint.port()) + " is taken by another program"};
        if (error) return Error{ErrorCode::Internal, "cannot listen on " + m_options.address + ": " + error.message()};
        m_port = m_acceptor.local_endpoint().port();
        return {};
    }

    awaitable<void> accept() {
        while (!m_serving.stopping) {
            auto [error, socket] = co_await m_acceptor.async_accept(kToken);
            if (m_serving.stopping) break;
            if (error) {
                asio::steady_timer pause(m_io, kPauseAfterFailedAccept);
                co_await pause.async_wait(kToken);
                continue;
            }
            admit(std::move(socket));
        }
    }

    void admit(tcp::socket socket) {
        boost::system::error_code error;
        const auto remote = socket.remote_endpoint(error);
        if (error) return;
        const std::string peer = remote.address().to_string();
        const auto fromPeer = m_fromPeer.find(peer);
        const bool tooMany = m_connections.size() >= m_options.limits.connections;
        const bool tooManyFromPeer = !m_options.behindProxy && fromPeer != m_fromPeer.end() &&
                                     fromPeer->second >= m_options.limits.connectionsPerPeer;
        if (!tooMany && !tooManyFromPeer) {
            asio::co_spawn(m_io, serve(std::move(socket), peer), asio::detached);
        } else if (m_refusals < m_options.limits.refusalsAtOnce) {
            asio::co_spawn(m_io, refuse(std::move(socket)), asio::detached);
        }
    }

    awaitable<void> serve(tcp::socket socket, std::string peer) {
        const auto held = m_connections.emplace(m_connections.end());
        held->peer = peer;
        ++m_fromPeer[peer];
        try {
            co_await serveConnection(std::move(socket), m_serving, *held);
        } catch (const std::exception&) {
            // Out of memory, at worst: this connection ends and the others go on.
        }
        m_connections.erase(held);
        if (--m_fromPeer[peer] == 0) m_fromPeer.erase(peer);
        if (m_serving.stopping && m_connections.empty()) m_grace.cancel();
    }

    awaitable<void> refuse(tcp::socket socket) {
        ++m_refusals;
        try {
            co_await refuseConnection(std::move(socket), m_serving);
        } catch (const std::exception&) {
            // As above.
        }
        --m_refusals;
    }

    void stopHere() {
        if (m_serving.stopping) return;
        m_serving.stopping = true;
        boost::system::error_code ignored;
        m_acceptor.close(ignored);
        m_signals.cancel(ignored);
        closeConnections([](const ConnectionState& state) { return state.idle; });
        if (m_connections.empty()) return;
        m_grace.expires_after(m_options.limits.stopGrace);
        m_grace.async_wait([this](const boost::system::error_code& error) {
            if (!error) closeConnections([](const ConnectionState&) { return true; });
        });
    }

    // Closing only marks the socket; each connection's coroutine ends by itself afterwards.
    template <class Which> void closeConnections(Which which) {
        for (const auto& state : m_connections)
            if (which(state) && state.close) state.close();
    }

    const HttpOptions m_options;
    const AccessLog m_log;
    const Answering m_answering;
    asio::thread_pool m_workers;
    asio::thread_pool m_watchWorkers{1};
    asio::io_context m_io{1};
    tcp::acceptor m_acceptor{m_io};
    asio::signal_set m_signals{m_io};
    asio::steady_timer m_grace{m_io};
    std::unique_ptr<asio::ssl::context> m_tls;
    Serving m_serving;
    std::list<ConnectionState> m_connections;
    std::map<std::string, std::size_t> m_fromPeer;
    std::size_t m_refusals = 0;
    std::uint16_t m_port = 0;
};

HttpServer::HttpServer(Handler handler, const base::Clock& clock, HttpOptions options, AccessLog log)
    : m_impl(std::make_unique<Impl>(std::move(handler), clock, std::move(options), std::move(log))) {}
HttpServer::~HttpServer() = default;

base::Result<void> HttpServer::listen() { return m_impl->listen(); }
std::string HttpServer::url() const { return m_impl->url(); }
std::uint16_t HttpServer::port() const { return m_impl->port(); }
void HttpServer::stopOnSignals() { m_impl->stopOnSignals(); }
void HttpServer::run() { m_impl->run(); }
void HttpServer::stop() { m_impl->stop(); }

} // namespace waymark::service
