// The little of a URL that a device looks at: is it one of ours, and may we speak to it in the clear.
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace waymark::device {

/// `scheme://host[:port]` in lower case, without a trailing slash. https, or http to this machine alone (127.0.0.0/8, ::1, localhost).
/// Errors: Malformed, Unsupported (another scheme, or plain http over a network).
base::Result<std::string> checkServiceUrl(std::string_view url);

/// Percent-decoding, as in a query. Errors: Malformed.
base::Result<std::string> decodePercent(std::string_view text);

} // namespace waymark::device
