#include "sync/device/http_url.h"

#include "shared/base/ascii.h"
#include "shared/base/hex.h"

#include <algorithm>
#include <cctype>

namespace waymark::device {

using base::Error;
using base::ErrorCode;

namespace {

bool isThisMachine(std::string_view host) {
    if (host == "localhost" || host == "[::1]") return true;
    return host.starts_with("127.") && std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || std::isdigit(static_cast<unsigned char>(c)); });
}

} // namespace

base::Result<std::string> checkServiceUrl(std::string_view text) {
    std::string url = base::lower(text);
    while (url.ends_with('/'))
        url.pop_back();
    const auto end = url.find("://");
    if (end == std::string::npos) return Error{ErrorCode::Malformed, "no scheme"};
    const std::string scheme = url.substr(0, end), rest = url.substr(end + 3);
    if (rest.empty() || rest.find_first_of("/?#@\\ ") != std::string::npos) return Error{ErrorCode::Malformed, "not a plain address"};
    std::string_view host = rest;
    const auto colon = rest.rfind(':');
    if (colon != std::string::npos && rest.find(']', colon) == std::string::npos) {
        const std::string_view port = std::string_view(rest).substr(colon + 1);
        if (port.empty() || port.size() > 5 || !std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; }))
            return Error{ErrorCode::Malformed, "port"};
        host = std::string_view(rest).substr(0, colon);
    }
    if (host.empty()) return Error{ErrorCode::Malformed, "no host"};
    if (scheme == "https" || (scheme == "http" && isThisMachine(host))) return url;
    return Error{ErrorCode::Unsupported, scheme == "http" ? "http over a network" : scheme};
}

base::Result<std::string> decodePercent(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            continue;
        }
        const auto byte = base::fromHex(base::lower(text.substr(i + 1, 2)));
        if (!byte || byte->size() != 1) return Error{ErrorCode::Malformed, "percent"};
        out.push_back(static_cast<char>((*byte)[0]));
        i += 2;
    }
    return out;
}

} // namespace waymark::device
