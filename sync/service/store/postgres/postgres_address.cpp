#include "sync/service/store/postgres/postgres_address.h"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <set>

namespace waymark::service {

namespace {

constexpr const char* kThisMachine = "localhost";
constexpr const char* kUsualPort = "5432";

using ConnectionOptions = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;
using Parts = std::map<std::string, std::string>;

Parts partsOf(const ConnectionOptions& options) {
    Parts parts;
    for (const PQconninfoOption* option = options.get(); option && option->keyword; ++option)
        if (option->val) parts[option->keyword] = option->val;
    return parts;
}

/// A folder is that of a socket.
bool isThisMachine(const std::string& host) {
    return host.empty() || host.front() == '/' || host.front() == '@' || host == kThisMachine || host == "127.0.0.1" || host == "::1";
}

/// Of several hosts there may be several ("5433,,5434"): the usual one where none is named, once if it is the same for all.
std::string portOf(const std::string& written) {
    std::set<std::string> ports;
    for (std::size_t at = 0; at <= written.size();) {
        const std::size_t end = std::min(written.find(',', at), written.size());
        ports.insert(end == at ? kUsualPort : written.substr(at, end - at));
        at = end + 1;
    }
    return ports.size() == 1 ? *ports.begin() : written;
}

} // namespace

base::Result<Parts> addressParts(const std::string& address) {
    char* message = nullptr;
    const ConnectionOptions options(PQconninfoParse(address.c_str(), &message), &PQconninfoFree);
    PQfreemem(message);
    if (!options) return base::Error{base::ErrorCode::Malformed, "that is no address of a database; one reads postgresql://USER@HOST:PORT/NAME"};
    return partsOf(options);
}

base::Result<DatabaseName> databaseName(const std::string& address) {
    auto said = addressParts(address);
    if (!said) return said.error();
    Parts& parts = *said;
    Parts defaults = partsOf(ConnectionOptions(PQconndefaults(), &PQconninfoFree));
    const auto part = [&](const char* keyword) { return parts[keyword].empty() ? defaults[keyword] : parts[keyword]; };
    const std::string host = parts["host"].empty() && !parts["hostaddr"].empty() ? parts["hostaddr"] : part("host");
    const std::string name = part("dbname");
    return DatabaseName{name.empty() ? part("user") : name, isThisMachine(host) ? kThisMachine : host, portOf(part("port"))};
}

} // namespace waymark::service
