#include "sync/service/http/answering.h"

#include "shared/base/ascii.h"
#include "sync/service/api/form_encoding.h"
#include "sync/service/api/router.h"
#include "sync/service/http/content_coding.h"

#include <algorithm>
#include <string_view>

namespace waymark::service {

namespace {

using base::ErrorCode;

bool startsWithNoCase(std::string_view text, std::string_view lowerPrefix) {
    return text.size() >= lowerPrefix.size() &&
           std::equal(lowerPrefix.begin(), lowerPrefix.end(), text.begin(),
                      [](char want, char c) { return want == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c); });
}

std::string bearerOf(std::string_view authorization) {
    constexpr std::string_view kScheme = "bearer ";
    if (!startsWithNoCase(authorization, kScheme)) return {};
    return std::string(base::trimmed(authorization.substr(kScheme.size())));
}

std::map<std::string, std::string> cookiesOf(std::string_view header) {
    std::map<std::string, std::string> cookies;
    while (!header.empty()) {
        const auto semicolon = header.find(';');
        const auto pair = base::trimmed(header.substr(0, semicolon));
        header = semicolon == std::string_view::npos ? std::string_view() : header.substr(semicolon + 1);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && equals > 0)
            cookies.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return cookies;
}

// Each proxy appends what it saw: only the last word is our own proxy's.
std::string lastOf(std::string_view list) {
    const auto comma = list.rfind(',');
    return std::string(base::trimmed(comma == std::string_view::npos ? list : list.substr(comma + 1)));
}

bool isOneLine(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

std::pair<std::string, std::string> splitTarget(const std::string& target) {
    std::string_view rest = target;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!startsWithNoCase(rest, scheme)) continue;
        const auto slash = rest.find('/', scheme.size());
        rest = slash == std::string_view::npos ? std::string_view("/") : rest.substr(slash);
        break;
    }
    rest = rest.substr(0, rest.find('#'));
    const auto question = rest.find('?');
    if (question == std::string_view::npos) return {std::string(rest), {}};
    return {std::string(rest.substr(0, question)), std::string(rest.substr(question + 1))};
}

Request Answering::requestOf(const RawRequest& raw) const {
    Request request;
    request.method = raw.method;
    request.cookies = cookiesOf(raw.cookie);
    request.bearer = bearerOf(raw.authorization);
    request.contentType = raw.contentType;
    request.range = raw.range;
    request.contentRange = raw.contentRange;
    request.hasLength = raw.hasLength;
    request.peer = raw.peer;
    request.secure = raw.tls;
    if (m_behindProxy) {
        const std::string client = lastOf(raw.forwardedFor);
        if (!client.empty()) request.peer = client;
        request.secure = request.secure || lastOf(raw.forwardedProto) == "https";
    }
    return request;
}

Response Answering::handled(const RawRequest& raw, const std::string& path, const std::string& query) const {
    const auto refuse = [&](int status, const char* code, const char* message) {
        return refusal(path, status, code, message, m_clock.wallMs());
    };
    Request request = requestOf(raw);
    const auto decoded = percentDecode(path, false);
    if (!decoded || decoded->empty() || decoded->front() != '/') return refuse(400, "malformed", "The address cannot be read.");
    request.path = *decoded;
    request.query = decodeForm(query);
    const auto coding = codingOf(raw.contentEncoding);
    if (!coding) return refuse(415, "unsupported", "This service reads zstd, gzip or plain content.");
    if (!raw.body.empty()) {
        auto body = base::decompress(raw.body, *coding, wire::kBodyLimits);
        if (!body && body.error().code == ErrorCode::TooLarge)
            return refuse(413, "too_large", "The request is larger than this service accepts.");
        if (!body) return refuse(400, "malformed", "The content cannot be decompressed.");
        request.body = std::move(*body);
    }
    try {
        return m_handler(request);
    } catch (...) {
        return refuse(500, "internal", "Something went wrong in the service. Try again later.");
    }
}

RawResponse Answering::answer(const RawRequest& raw) const {
    const auto [path, query] = splitTarget(raw.target);
    return finished(handled(raw, path, query), raw);
}

RawResponse Answering::refuse(const std::string& target, int status, const std::string& code, const std::string& message, unsigned retryAfter) const {
    Response response = refusal(splitTarget(target).first, status, code, message, m_clock.wallMs());
    if (status == 503) response.headers["Retry-After"] = std::to_string(retryAfter);
    return finished(std::move(response), {});
}

RawResponse Answering::finished(Response response, const RawRequest& raw) const {
    RawResponse out;
    out.status = response.status;
    out.body = std::move(response.body);
    // What a browser may do with a page. The answer to a device's POST is none: nobody keeps it (RFC 9111, section 3), and each byte of it is carried
    // over weak links all day.
    const bool isPage = raw.method != "POST" || !raw.target.starts_with("/v1/");
    if (isPage) {
        response.headers.try_emplace("Cache-Control", "no-store");
        response.headers.try_emplace("X-Content-Type-Options", "nosniff");
        response.headers.try_emplace("Referrer-Policy", "no-referrer");
        if (requestOf(raw).secure) response.headers.try_emplace("Strict-Transport-Security", "max-age=31536000");
    }
    out.more = std::move(response.more);
    if (!out.body.empty() || out.more) response.headers["Content-Type"] = response.contentType;
    if (!out.more && isCompressible(response.contentType) && out.body.size() >= m_limits.minCompressedBytes) {
        if (isPage) response.headers["Vary"] = "Accept-Encoding";
        const auto coding = bestCoding(raw.acceptEncoding);
        auto packed = coding == base::Encoding::Identity ? std::string() : base::compress(out.body, coding);
        // A device takes no answer that shrank too much: a list of choices whose rows are mostly padding would end every sync.
        if (!packed.empty() && !base::shrinksTooMuch(out.body.size(), packed.size(), wire::kBodyLimits)) {
            out.body = std::move(packed);
            response.headers["Content-Encoding"] = std::string(name(coding));
        }
    }
    for (auto& [name, value] : response.headers)
        if (isOneLine(name) && isOneLine(value)) out.headers.emplace_back(name, std::move(value));
    return out;
}

} // namespace waymark::service
