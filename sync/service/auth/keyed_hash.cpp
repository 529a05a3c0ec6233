#include "sync/service/auth/keyed_hash.h"

#include "shared/base/digest.h"
#include "shared/base/hex.h"

#include <sodium.h>

namespace waymark::service {

namespace {

std::string withPurpose(std::string_view purpose, std::string_view data) {
    std::string text(purpose);
    text.push_back('\0');
    text.append(data);
    return text;
}

} // namespace

std::string keyedHash(std::string_view secret, std::string_view purpose, std::string_view data) {
    const auto hash = base::blake2b(withPurpose(purpose, data), secret.substr(0, crypto_generichash_KEYBYTES_MAX));
    return base::toHex(hash.data(), hash.size());
}

std::string plainHash(std::string_view purpose, std::string_view data) {
    const auto hash = base::blake2b(withPurpose(purpose, data));
    return base::toHex(hash.data(), hash.size());
}

bool sameSecret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace waymark::service
