#include "sync/service/auth/tokens.h"

#include "sync/service/auth/keyed_hash.h"

namespace waymark::service {

std::string deviceToken(std::string_view codeHash, std::string_view nonce, const Organisation& organisation) {
    return keyedHash(organisation.secret, "device token", std::string(codeHash) + '|' + std::string(nonce));
}

std::string tokenHash(std::string_view token) { return plainHash("device token", token); }

} // namespace waymark::service
