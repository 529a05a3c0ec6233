// Passwords for the console, kept as Argon2id by libsodium. Any thread; each call takes the memory and the time of its cost, so it
// belongs outside database transactions.
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace waymark::service {

struct PasswordCost {
    unsigned long long operations;
    std::size_t memoryBytes;

    static PasswordCost interactive();  ///< libsodium's "interactive": 64 MiB, some 50 ms
    static PasswordCost least();        ///< for tests and the demonstration
};

inline constexpr std::size_t kMinPasswordCharacters = 8;
inline constexpr std::size_t kMaxPasswordBytes = 1024;  ///< more would only be work for the service

/// The hash to store, with salt and cost inside. Errors: Malformed (too short or too long; `detail` says it in plain words),
/// Internal (out of memory).
base::Result<std::string> hashPassword(std::string_view password, PasswordCost cost);

/// Whether the password is the one that was hashed.
bool verifyPassword(const std::string& storedHash, std::string_view password);

/// Takes as long as verifying does, for a name that nobody has, so that the time does not tell who has an account.
void verifyNobody(std::string_view password, PasswordCost cost);

} // namespace waymark::service
