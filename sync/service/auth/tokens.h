// A device's token: what it shows at every call. Pure functions, any thread.
#pragma once

#include "sync/service/store/registry.h"

#include <string>
#include <string_view>

namespace waymark::service {

/// 48 hex digits, derived from the code and the device's nonce with the organisation's secret, so that a lost reply can be given
/// again although neither the token nor the nonce is kept.
std::string deviceToken(std::string_view codeHash, std::string_view nonce, const Organisation& organisation);

/// What the Registry keeps and looks a token up by.
std::string tokenHash(std::string_view token);

} // namespace waymark::service
