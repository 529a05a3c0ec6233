// One-way hashes of what must be recognised but never kept: codes, nonces, tokens, cookies. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

namespace waymark::service {

/// BLAKE2b-256 of `purpose`, a zero byte and `data`, keyed with the organisation's secret (hex, at most 64 bytes of it are
/// used). A copy of the database without the secret says nothing about `data`. Lower-case hex.
std::string keyedHash(std::string_view secret, std::string_view purpose, std::string_view data);

/// The same without a key, for values of 256 random bits, which nobody can guess.
std::string plainHash(std::string_view purpose, std::string_view data);

/// Whether two texts are equal, in a time that depends on their lengths alone.
bool sameSecret(std::string_view a, std::string_view b);

} // namespace waymark::service
