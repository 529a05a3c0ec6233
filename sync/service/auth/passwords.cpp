#include "sync/service/auth/passwords.h"

#include "shared/base/text.h"

#include <sodium.h>

#include <array>

namespace waymark::service {

PasswordCost PasswordCost::interactive() {
    return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

PasswordCost PasswordCost::least() { return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN}; }

base::Result<std::string> hashPassword(std::string_view password, PasswordCost cost) {
    if (base::lengthInCharacters(password) < kMinPasswordCharacters)
        return base::Error{base::ErrorCode::Malformed,
                           "the password must have at least " + std::to_string(kMinPasswordCharacters) + " characters"};
    if (base::cleaned(password).empty()) return base::Error{base::ErrorCode::Malformed, "the password must not be of spaces alone"};
    if (password.size() > kMaxPasswordBytes) return base::Error{base::ErrorCode::Malformed, "the password is too long"};
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (sodium_init() < 0 ||
        crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.operations, cost.memoryBytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return base::Error{base::ErrorCode::Internal, "not enough memory to hash a password"};
    return std::string(out.data());
}

bool verifyPassword(const std::string& storedHash, std::string_view password) {
    if (password.size() > kMaxPasswordBytes) return false;
    return crypto_pwhash_str_verify(storedHash.c_str(), password.data(), password.size()) == 0;
}

void verifyNobody(std::string_view password, PasswordCost cost) {
    std::array<unsigned char, 32> out{};
    const std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
    const auto taken = password.substr(0, kMaxPasswordBytes);
    [[maybe_unused]] const int done = crypto_pwhash(out.data(), out.size(), taken.data(), taken.size(), salt.data(),
                                                    cost.operations, cost.memoryBytes, crypto_pwhash_ALG_ARGON2ID13);
}

} // namespace waymark::service
