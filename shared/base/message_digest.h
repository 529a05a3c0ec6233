// Digests and signatures that other people's formats ask for, and base64. What Waymark itself seals and sums is in digest.h.
#pragma once

#include "shared/base/result.h"

#include <iosfwd>
#include <string>
#include <string_view>

namespace waymark::base {

/// Raw bytes of "MD5", "SHA-1", "SHA-256", "SHA-384" or "SHA-512". Errors: Unsupported for any other name.
Result<std::string> messageDigest(std::string_view data, std::string_view algorithm);

/// The SHA-256 of all that is left to read, in lower-case hex; a file of any size. Errors: Storage.
Result<std::string> sha256Of(std::istream& in);

/// What follows an Ed25519 signature of 64 bytes; nothing unless it was signed with that key, of 32 bytes.
std::string signedContent(std::string_view bytes, std::string_view publicKey);

std::string toBase64(std::string_view bytes);
/// Padding may be missing. Errors: Malformed.
Result<std::string> fromBase64(std::string_view text);

}  // namespace waymark::base
