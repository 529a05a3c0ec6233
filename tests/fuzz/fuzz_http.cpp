// A request as the service reads it once its bytes are whole: target, codings, cookies, the proxy's headers, forms. A line for each part:
// method, target, Content-Encoding, Accept-Encoding, Authorization, Cookie, X-Forwarded-For; then the body.
#include "sync/service/http/access_log.h"
#include "sync/service/http/answering.h"
#include "tests/fuzz/claim.h"
#include "tests/support/fake_clock.h"

#include <algorithm>
#include <set>

using namespace waymark;
using service::RawRequest;

namespace {

service::Response echo(const service::Request& request) {
    fuzz::claim(request.path.starts_with('/') && request.path.find('\0') == std::string::npos);
    (void)request.form();
    service::Response response;
    for (const auto& [key, value] : request.query)
        response.body += key + '=' + value + '\n';
    response.body += request.path + request.bearer + request.body;
    response.headers["Location"] = request.path;
    return response;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const tests::FakeClock clock;
    static const service::HttpLimits limits;
    static const service::Answering plain(echo, clock, false, limits), proxied(echo, clock, true, limits);
    std::string_view text = fuzz::textOf(data, size);
    RawRequest raw;
    for (auto* part : {&raw.method, &raw.target, &raw.contentEncoding, &raw.acceptEncoding, &raw.authorization, &raw.cookie, &raw.forwardedFor}) {
        *part = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), part->size() + 1));
    }
    raw.forwardedProto = raw.forwardedFor;
    raw.body = text;
    raw.peer = "127.0.0.1";
    for (const auto* answering : {&plain, &proxied}) {
        const auto response = answering->answer(raw);
        fuzz::claim(std::set{200, 400, 413, 415}.contains(response.status));
        for (const auto& [name, value] : response.headers)
            fuzz::claim(std::none_of(value.begin(), value.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }));
        (void)service::format({raw.method, service::splitTarget(raw.target).first, response.status, {}, raw.body.size(), response.body.size()});
    }
    return 0;
}
