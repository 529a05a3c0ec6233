#include "sync/service/http/connection.h"

#include "sync/service/http/awaiting.h"
#include "sync/service/http/shares.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <ctime>
#include <optional>
#include <utility>

namespace waymark::service {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::awaitable;
using beast::error_code;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t kFirstRead = 4096;
constexpr std::size_t kMaxLingerBytes = 64 * 1024 * 1024;  // some clients read nothing before they have sent all
constexpr std::size_t kReadAhead = 64 * 1024;  // of a body: what one read may bring
constexpr std::size_t kWriteAtATime = 256 * 1024;  // of a body in pieces: what must have gone before the pause is over

using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Parser = http::request_parser<http::string_body>;

/// Why a request was refused before it was worked on.
struct Refusal {
    int status;
    const char* code;
    const char* message;
};

constexpr Refusal kTooLarge{413, "too_large", "The request is larger than this service accepts."};
constexpr Refusal kHeaderTooLarge{431, "too_large", "The header of the request is larger than this service accepts."};
constexpr Refusal kMalformed{400, "malformed", "The request cannot be read."};
constexpr Refusal kNoRoom{503, "busy", "The service is busy. Try again later."};
constexpr Refusal kUnknownExpectation{417, "unsupported", "This service cannot do what the request expects."};

/// What to answer to a request that could not be read; nothing where the connection itself is gone.
std::optional<Refusal> refusalFor(const error_code& error) {
    if (error == http::error::body_limit) return kTooLarge;
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return kHeaderTooLarge;
    if (error == http::error::end_of_stream || error == http::error::partial_message) return std::nullopt;
    if (error.category() == http::make_error_code(http::error::bad_method).category()) return kMalformed;
    return std::nullopt;
}

std::string httpDate() {
    std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[40];
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc)};
}

/// A request and its answer on their way to a worker and back.
struct Job {
    const Answering& answering;
    RawRequest request;
    RawResponse response;
};

awaitable<void> work(Job* job) {
    job->response = job->answering.answer(job->request);
    co_return;
}

/// The next piece of an answer, on its way to a worker and back.
struct Piece {
    const BodySource& source;
    base::Result<std::string> content = std::string();
};

awaitable<void> make(Piece* piece) {
    try {
        piece->content = piece->source();
    } catch (...) {
        piece->content = base::Error{base::ErrorCode::Internal, "a body ended in its middle"};
    }
    co_return;
}

template <class Stream> class Connection {
public:
    Connection(Stream& stream, Serving& serving, ConnectionState& state)
        : m_stream(stream), m_serving(serving), m_limits(serving.limits), m_state(state),
          m_buffer(serving.limits.headerBytes + kReadAhead) {}

    awaitable<void> serve() {
        while (!m_serving.stopping && co_await firstBytes()) {
            m_started = steady_clock::now();
            const bool another = co_await oneRequest();
            if (!another) break;
        }
    }

private:
    void deadline(milliseconds span) { beast::get_lowest_layer(m_stream).expires_after(span); }

    // Waits for a request to begin; false if none comes.
    awaitable<bool> firstBytes() {
        if (m_buffer.size() > 0) co_return true;
        m_state.idle = true;
        deadline(m_limits.idle);
        const auto [error, bytes] = co_await m_stream.async_read_some(m_buffer.prepare(kFirstRead), kToken);
        m_state.idle = false;
        m_buffer.commit(error ? 0 : bytes);
        co_return !error;
    }

    // Reads and answers one request; false if the connection is to end.
    awaitable<bool> oneRequest() {
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(m_limits.headerBytes));
        parser.body_limit(m_limits.bodyBytes);
        BodyShare share(m_serving);
        std::optional<Refusal> refusal = co_await readHeader(parser);
        if (!refusal && m_alive) refusal = co_await readBody(parser, share);
        if (!m_alive) co_return false;
        if (refusal) {
            parser.get().body() = {};
            share.giveBack();
            co_await refuse(parser, *refusal);
            co_return false;
        }
        Job job{m_serving.answering, rawRequest(parser), {}};
        const bool keepAlive = parser.get().keep_alive();
        const std::string path = splitTarget(job.request.target).first;
        const bool watches = path == "/metrics" || path == "/v1/health";
        auto& taken = watches ? m_serving.watchersAtWork : m_serving.requestsAtWork;
        if (const Place place(taken, watches ? m_limits.watchersAtOnce : m_limits.requestsAtOnce); place.isHeld()) {
            beast::get_lowest_layer(m_stream).expires_never();
            co_await asio::co_spawn(watches ? m_serving.watchWorkers : m_serving.workers, work(&job), asio::use_awaitable);
        } else {
            job.response = refusalOf(job.request.target, kNoRoom);
        }
        co_return co_await write(job.request.method, job.request.target, job.request.body.size(), job.response,
                                 keepAlive && !m_serving.stopping, parser.get().version());
    }

    awaitable<std::optional<Refusal>> readHeader(Parser& parser) {
        deadline(m_limits.header);
        const auto [error, bytes] = co_await http::async_read_header(m_stream, m_buffer, parser, kToken);
        if (!error) {
            const bool needsHost = parser.get().version() >= 11;
            if (needsHost && parser.get().count(http::field::host) != 1) co_return kMalformed;
            co_return std::nullopt;
        }
        co_return failed(error);
    }

    awaitable<std::optional<Refusal>> readBody(Parser& parser, BodyShare& share) {
        const auto expectation = parser.get()[http::field::expect];
        if (!expectation.empty() && parser.get().version() >= 11) {
            if (!beast::iequals(expectation, "100-continue")) co_return kUnknownExpectation;
            if (!parser.is_done() && m_buffer.size() == 0) {
                static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
                deadline(m_limits.writePause);
                const auto [error, bytes] = co_await asio::async_write(m_stream, asio::buffer(kContinue), kToken);
                if (error) co_return failed(error);
            }
        }
        const auto until = steady_clock::now() + m_limits.body;
        while (!parser.is_done()) {
            const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now());
            deadline(std::max(milliseconds(1), std::min(m_limits.bodyPause, left)));
            const auto [error, bytes] = co_await http::async_read_some(m_stream, m_buffer, parser, kToken);
            if (error) co_return failed(error);
            if (!share.growTo(parser.get().body().size())) co_return kNoRoom;
        }
        co_return std::nullopt;
    }

    std::optional<Refusal> failed(const error_code& error) {
        const auto refusal = refusalFor(error);
        if (!refusal) m_alive = false;
        return refusal;
    }

    RawRequest rawRequest(Parser& parser) {
        auto& message = parser.get();
        const auto field = [&message](http::field name) { return std::string(message[name]); };
        RawRequest raw;
        raw.method = std::string(message.method_string());
        raw.target = std::string(message.target());
        raw.contentType = field(http::field::content_type);
        raw.contentEncoding = field(http::field::content_encoding);
        raw.acceptEncoding = field(http::field::accept_encoding);
        raw.authorization = field(http::field::authorization);
        raw.cookie = field(http::field::cookie);
        raw.forwardedFor = std::string(message["X-Forwarded-For"]);
        raw.forwardedProto = std::string(message["X-Forwarded-Proto"]);
        raw.range = field(http::field::range);
        raw.contentRange = field(http::field::content_range);
        raw.hasLength = message.has_content_length();
        raw.body = std::move(message.body());
        raw.peer = m_state.peer;
        raw.tls = m_serving.tls != nullptr;
        return raw;
    }

    RawResponse refusalOf(const std::string& target, const Refusal& refusal) {
        m_turnedAway = refusal.status == kNoRoom.status;
        return m_serving.answering.refuse(target, refusal.status, refusal.code, refusal.message, m_turnedAway ? m_serving.nextRetryAfter() : 0);
    }

    awaitable<void> refuse(const Parser& parser, const Refusal& refusal) {
        const std::string target(parser.get().target());
        const std::string method(parser.get().method_string());
        // Of a request line that cannot be read nobody knows whether a person waits for a page.
        const auto response = refusalOf(parser.is_header_done() ? target : std::string(), refusal);
        co_await write(method, target, 0, response, false, 11);
        if (m_alive) co_await linger();
    }

    awaitable<bool> write(const std::string& method, const std::string& target, std::size_t bytesIn, const RawResponse& response,
                          bool keepAlive, unsigned version) {
        // The body of an answer to HEAD is announced and not sent.
        const bool bodiless = method == "HEAD" || response.status == 204 || response.status == 304;
        std::size_t bytesOut = bodiless ? 0 : response.body.size();
        if (response.more && !bodiless) {
            keepAlive = co_await sendPieces(response, keepAlive, version, bytesOut);
        } else if (bodiless) {
            http::response<http::empty_body> message(static_cast<http::status>(response.status), version);
            if (method == "HEAD" && !response.more) message.content_length(response.body.size());
            keepAlive = co_await send(message, response, keepAlive);
        } else {
            http::response<http::span_body<const char>> message(static_cast<http::status>(response.status), version);
            message.body() = {response.body.data(), response.body.size()};
            message.content_length(response.body.size());
            keepAlive = co_await send(message, response, keepAlive);
        }
        const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - m_started);
        m_serving.log({method, splitTarget(target).first, response.status, took, bytesIn, bytesOut,
                       std::exchange(m_turnedAway, false)});
        co_return keepAlive;
    }

    template <class Message> awaitable<bool> send(Message& message, const RawResponse& response, bool keepAlive) {
        for (const auto& [name, value] : response.headers)
            message.set(name, value);
        message.set(http::field::date, httpDate());
        message.keep_alive(keepAlive);
        http::response_serializer<typename Message::body_type> serializer(message);
        while (!serializer.is_done()) {
            deadline(m_limits.writePause);
            const auto [error, bytes] = co_await http::async_write_some(m_stream, serializer, kToken);
            if (error) {
                m_alive = false;
                co_return false;
            }
        }
        co_return keepAlive;
    }

    // A body that is made while it is sent: in chunks, or until the connection ends for who does not know chunks. No piece is made before the one
    // before it has gone, so a slow reader costs one piece.
    awaitable<bool> sendPieces(const RawResponse& response, bool keepAlive, unsigned version, std::size_t& bytesOut) {
        const bool chunked = version >= 11;
        http::response<http::empty_body> message(static_cast<http::status>(response.status), version);
        for (const auto& [name, value] : response.headers)
            message.set(name, value);
        message.set(http::field::date, httpDate());
        message.keep_alive(keepAlive && chunked);
        message.chunked(chunked);
        http::response_serializer<http::empty_body> serializer(message);
        deadline(m_limits.writePause);
        if (const auto [error, bytes] = co_await http::async_write_header(m_stream, serializer, kToken); error) co_return m_alive = false;
        std::string content = response.body;
        for (bool isFirst = true; isFirst || !content.empty(); isFirst = false) {
            if (!content.empty() && !co_await sendPiece(content, chunked)) co_return m_alive = false;
            bytesOut += isFirst ? 0 : content.size();
            Piece piece{response.more};
            beast::get_lowest_layer(m_stream).expires_never();
            co_await asio::co_spawn(m_serving.workers, make(&piece), asio::use_awaitable);
            if (!piece.content) co_return m_alive = false;
            content = std::move(*piece.content);
        }
        if (!chunked) co_return false;
        deadline(m_limits.writePause);
        const auto [error, bytes] = co_await asio::async_write(m_stream, http::make_chunk_last(), kToken);
        if (error) m_alive = false;
        co_return keepAlive && !error;
    }

    awaitable<bool> sendPiece(const std::string& content, bool chunked) {
        for (std::size_t at = 0; at < content.size(); at += kWriteAtATime) {
            const auto part = asio::buffer(content.data() + at, std::min(kWriteAtATime, content.size() - at));
            deadline(m_limits.writePause);
            const auto [error, bytes] = chunked ? co_await asio::async_write(m_stream, http::make_chunk(part), kToken)
                                                : co_await asio::async_write(m_stream, part, kToken);
            if (error) co_return false;
        }
        co_return true;
    }

    // A client that still sends would lose the refusal to a reset if the socket closed at once.
    awaitable<void> linger() {
        error_code ignored;
        beast::get_lowest_layer(m_stream).socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        deadline(m_limits.linger);
        std::size_t dropped = 0;
        while (dropped < kMaxLingerBytes) {
            m_buffer.clear();
            const auto [error, bytes] = co_await beast::get_lowest_layer(m_stream).async_read_some(m_buffer.prepare(kReadAhead), kToken);
            if (error) break;
            dropped += bytes;
        }
    }

    Stream& m_stream;
    Serving& m_serving;
    const HttpLimits& m_limits;
    ConnectionState& m_state;
    beast::flat_buffer m_buffer;
    steady_clock::time_point m_started;
    bool m_alive = true;  ///< the other side can still be written to
    bool m_turnedAway = false;  ///< there is no room for this request
};

template <class Stream> void letBeClosed(Stream& stream, ConnectionState& state) {
    state.close = [&stream] { beast::get_lowest_layer(stream).close(); };
}

awaitable<void> servePlain(asio::ip::tcp::socket socket, Serving& serving, ConnectionState& state) {
    PlainStream stream(std::move(socket));
    letBeClosed(stream, state);
    co_await Connection<PlainStream>(stream, serving, state).serve();
    state.close = {};
}

awaitable<void> serveTls(asio::ip::tcp::socket socket, Serving& serving, ConnectionState& state) {
    TlsStream stream(std::move(socket), *serving.tls);
    letBeClosed(stream, state);
    beast::get_lowest_layer(stream).expires_after(serving.limits.handshake);
    const auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::server, kToken);
    if (!error) {
        co_await Connection<TlsStream>(stream, serving, state).serve();
        beast::get_lowest_layer(stream).expires_after(serving.limits.linger);
        co_await stream.async_shutdown(kToken);
    }
    state.close = {};
}

} // namespace

awaitable<void> serveConnection(asio::ip::tcp::socket socket, Serving& serving, ConnectionState& state) {
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    if (serving.tls) co_await serveTls(std::move(socket), serving, state);
    else co_await servePlain(std::move(socket), serving, state);
}

awaitable<void> refuseConnection(asio::ip::tcp::socket socket, Serving& serving) {
    if (serving.tls) co_return;  // a handshake is just the work that there is no room for
    ConnectionState state;
    PlainStream stream(std::move(socket));
    const auto response = serving.answering.refuse("/v1/", kNoRoom.status, kNoRoom.code, kNoRoom.message, serving.nextRetryAfter());
    serving.log({"-", "-", response.status, milliseconds(0), 0, response.body.size(), true});
    http::response<http::string_body> message(http::status::service_unavailable, 11, response.body);
    for (const auto& [name, value] : response.headers)
        message.set(name, value);
    message.keep_alive(false);
    message.prepare_payload();
    stream.expires_after(serving.limits.linger);
    const auto [error, bytes] = co_await http::async_write(stream, message, kToken);
    if (error) co_return;
    error_code ignored;
    stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    std::array<char, kFirstRead> dropped;
    for (;;) {
        const auto [end, more] = co_await stream.async_read_some(asio::buffer(dropped), kToken);
        if (end) co_return;
    }
}

} // namespace waymark::service
