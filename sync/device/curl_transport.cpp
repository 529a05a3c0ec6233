#include "sync/device/curl_transport.h"

#include "shared/base/ascii.h"
#include "shared/base/hex.h"
#include "shared/wire/limits.h"
#include "sync/device/curl_library.h"
#include "sync/device/http_url.h"

#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace waymark::device {

using base::Encoding;
using base::Error;
using base::ErrorCode;

namespace {

// A smaller body costs more time than bytes to compress.
constexpr std::size_t kCompressFrom = 256;

// What is gathered of one answer.
struct Answer {
    std::string body, contentType, contentEncoding, retryAfter, uploadOffset;
    bool tooLarge = false;
};

std::size_t takeBody(char* data, std::size_t, std::size_t size, void* user) {
    auto& answer = *static_cast<Answer*>(user);
    answer.tooLarge = answer.body.size() + size > wire::kMaxBodyBytes;
    if (answer.tooLarge) return 0;
    answer.body.append(data, size);
    return size;
}

std::size_t takeHeader(char* data, std::size_t, std::size_t size, void* user) {
    auto& answer = *static_cast<Answer*>(user);
    const std::string_view line(data, size);
    if (line.starts_with("HTTP/")) answer = {};  // the final answer comes after any interim one
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return size;
    const std::string name = base::lower(line.substr(0, colon)), value(base::trimmed(line.substr(colon + 1), " \t\r\n"));
    if (name == "content-type") answer.contentType = base::lower(value);
    else if (name == "content-encoding") answer.contentEncoding = base::lower(value);
    else if (name == "retry-after") answer.retryAfter = value;
    else if (name == "upload-offset") answer.uploadOffset = value;
    return size;
}

int stopIfCancelled(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return *static_cast<const std::atomic<bool>*>(user) ? 1 : 0;
}

// libcurl wants "sha256//" and base64.
Result<std::string> curlPin(const std::string& hex) {
    const auto bytes = base::fromHex(base::lower(hex));
    if (!bytes || bytes->size() != 32) return Error{ErrorCode::Malformed, "the service key's pin"};
    char text[sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(text, sizeof text, bytes->data(), bytes->size(), sodium_base64_VARIANT_ORIGINAL);
    return std::string("sha256//") + text;
}

} // namespace

struct CurlTransport::Impl {
    const CurlLibrary& library;
    CURL* curl = nullptr;
    std::string url, pin;
    CurlOptions options;

    explicit Impl(const CurlLibrary& curlLibrary) : library(curlLibrary), curl(library.easyInit()) {}
    ~Impl() {
        if (curl) library.easyCleanup(curl);
    }

    void prepare(const std::atomic<bool>& cancelled);
};

CurlTransport::CurlTransport(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
CurlTransport::~CurlTransport() = default;

Result<std::unique_ptr<CurlTransport>> CurlTransport::open(const std::string& url, CurlOptions options) {
    auto checked = checkServiceUrl(url);
    if (!checked) return checked.error();
    const auto library = curlLibrary();
    if (!library) return library.error();
    auto impl = std::make_unique<Impl>(**library);
    impl->url = std::move(*checked);
    if (!options.pin.empty()) {
        auto pin = curlPin(options.pin);
        if (!pin) return pin.error();
        impl->pin = std::move(*pin);
    }
    impl->options = std::move(options);
    if (!impl->curl) return Error{ErrorCode::Internal, "libcurl"};
    return std::unique_ptr<CurlTransport>(new CurlTransport(std::move(impl)));
}

void CurlTransport::Impl::prepare(const std::atomic<bool>& cancelled) {
    const auto set = library.easySetopt;
    library.easyReset(curl);  // keeps the connection
    set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    set(curl, CURLOPT_FOLLOWLOCATION, 0L);  // a redirect is a captive portal, or a mistake to be told
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_TCP_KEEPALIVE, 1L);
    set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connectTimeout));
    set(curl, CURLOPT_LOW_SPEED_LIMIT, options.stalledBytesPerSecond);
    set(curl, CURLOPT_LOW_SPEED_TIME, std::max<long>(1, static_cast<long>(options.stalledAfter / 1000)));
    set(curl, CURLOPT_USERAGENT, options.userAgent.c_str());
    if (!pin.empty()) {
        // The pin names the key itself, so neither authorities nor dates are asked: a hall's own certificate serves, and so does a tablet
        // whose clock fell back to the year 2000.
        set(curl, CURLOPT_PINNEDPUBLICKEY, pin.c_str());
        set(curl, CURLOPT_SSL_VERIFYPEER, 0L);
        set(curl, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    set(curl, CURLOPT_WRITEFUNCTION, takeBody);
    set(curl, CURLOPT_HEADERFUNCTION, takeHeader);
    set(curl, CURLOPT_XFERINFOFUNCTION, stopIfCancelled);
    set(curl, CURLOPT_XFERINFODATA, &cancelled);
    set(curl, CURLOPT_NOPROGRESS, 0L);
}

namespace {

std::optional<std::int64_t> numberFrom(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end == text.data() || number < 0 || number > 1'000'000'000) return std::nullopt;
    return number;
}

/// What an answer of this status and kind means. A proxy's own page about load or size counts; any other page is no Waymark service.
Result<HttpReply> replyFrom(int status, Answer answer) {
    HttpReply reply;
    reply.status = status;
    if (const auto seconds = numberFrom(answer.retryAfter)) reply.retryAfter = Millis{*seconds} * 1000;
    reply.uploadOffset = numberFrom(answer.uploadOffset);
    const bool isBlob = answer.contentType.starts_with("application/octet-stream") || reply.uploadOffset;
    const bool isJson = answer.contentType.starts_with("application/json") || isBlob;
    const bool isLoad = status == 413 || status == 429 || (status >= 500 && status != 511);
    if (!isJson) {
        if (isLoad) return reply;
        return Error{ErrorCode::Offline, "what answered is no Waymark service"};
    }
    Encoding encoding = Encoding::Identity;
    if (answer.contentEncoding == "zstd") encoding = Encoding::Zstd;
    else if (answer.contentEncoding == "gzip") encoding = Encoding::Gzip;
    else if (!answer.contentEncoding.empty() && answer.contentEncoding != "identity") return Error{ErrorCode::Malformed, "encoding"};
    auto body = base::decompress(answer.body, encoding, wire::kBodyLimits);
    if (!body) return body.error();
    reply.body = std::move(*body);
    return reply;
}

} // namespace

Result<HttpReply> CurlTransport::post(const std::string& path, const std::string& body, const std::string& bearer) {
    return perform({path, body, bearer});
}

Result<HttpReply> CurlTransport::call(const HttpCall& call) { return perform(call); }

Result<HttpReply> CurlTransport::perform(const HttpCall& call) {
    if (m_cancelled) return Error{ErrorCode::Offline, "cancelled"};
    CURL* curl = m_impl->curl;
    const CurlLibrary& library = m_impl->library;
    const auto set = library.easySetopt;
    m_impl->prepare(m_cancelled);
    using Method = HttpCall::Method;
    bool packed = call.method == Method::Post && call.body.size() >= kCompressFrom;
    std::string sent = packed ? base::compress(call.body, Encoding::Zstd) : call.body;
    if (packed && base::shrinksTooMuch(call.body.size(), sent.size(), wire::kBodyLimits)) {  // the service would take it for a bomb
        packed = false;
        sent = call.body;
    }
    const std::string url = m_impl->url + call.path;

    curl_slist* headers = nullptr;
    const auto say = [&headers, &library](const std::string& header) { headers = library.slistAppend(headers, header.c_str()); };
    say("Expect:");
    if (call.method == Method::Post) {
        say("Content-Type: application/json");
        say("Accept-Encoding: zstd");
    } else {
        say("Content-Type: application/octet-stream");
    }
    say("Accept:");  // libcurl's own says that anything is
    if (packed) say("Content-Encoding: zstd");
    if (!call.bearer.empty()) say("Authorization: Bearer " + call.bearer);
    if (!call.range.empty()) say("Range: " + call.range);
    if (!call.contentRange.empty()) say("Content-Range: " + call.contentRange);

    Answer answer;
    set(curl, CURLOPT_URL, url.c_str());
    set(curl, CURLOPT_HTTPHEADER, headers);
    if (call.method == Method::Head) set(curl, CURLOPT_NOBODY, 1L);
    if (call.method == Method::Put || call.method == Method::Post) {
        set(curl, CURLOPT_POSTFIELDS, sent.data());
        set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(sent.size()));
    }
    if (call.method == Method::Put) set(curl, CURLOPT_CUSTOMREQUEST, "PUT");
    set(curl, CURLOPT_WRITEDATA, &answer);
    set(curl, CURLOPT_HEADERDATA, &answer);
    const CURLcode code = library.easyPerform(curl);
    library.slistFreeAll(headers);
    if (answer.tooLarge) return Error{ErrorCode::TooLarge, "answer"};
    if (code != CURLE_OK) return Error{ErrorCode::Offline, library.easyStrerror(code)};
    long status = 0;
    library.easyGetinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return replyFrom(static_cast<int>(status), std::move(answer));
}

} // namespace waymark::device
