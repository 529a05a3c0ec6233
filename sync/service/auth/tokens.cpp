#include "sync/service/auth/tokens.h"

#include "sync/service/auth/keyed_hash.h"

namespace waymark::service {

namespace {
// 192 bits: nobody guesses them, and every digit is carried with every call.
constexpr std::size_t kTokenDigits = 48;
} // namespace

std::string deviceToken(std::string_view codeHash, std::string_view nonce, const Organisation& organisation) {
    return keyedHash(organisation.secret, "device token", std::string(codeHash) + '|' + std::string(nonce)).substr(0, kTokenDigits);
}

std::string tokenHash(std::string_view token) { return plainHash("device token", token); }

} // namespace waymark::service
