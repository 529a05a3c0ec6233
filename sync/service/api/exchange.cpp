#include "sync/service/api/exchange.h"

#include "shared/base/json.h"
#include "sync/service/api/form_encoding.h"

namespace waymark::service {

std::map<std::string, std::string> Request::form() const {
    if (contentType.rfind("application/x-www-form-urlencoded", 0) != 0) return {};
    return decodeForm(body);
}

Response errorResponse(int status, const std::string& code, const std::string& message, std::int64_t clockMs) {
    Response response;
    response.status = status;
    response.body = base::toText({{"error", code}, {"message", message}, {"clock", clockMs}});
    return response;
}

} // namespace waymark::service
