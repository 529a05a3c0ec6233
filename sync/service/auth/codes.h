// Codes that people type or scan: an enrolment code brings a device in, a personal code brings a worker onto a device. Single use,
// they expire, and only their keyed hash is kept. Pure functions over the Registry of the caller's transaction.
#pragma once

#include "shared/base/random.h"
#include "shared/base/result.h"
#include "sync/service/store/registry.h"

#include <chrono>
#include <string>
#include <string_view>

namespace waymark::service {

/// Ten characters of Crockford's base 32 (no I, L, O, U) in two groups, "4F7K2-9QXMT": 50 bits, short enough to read aloud, and
/// with the limit on attempts out of reach of guessing.
inline constexpr std::size_t kCodeCharacters = 10;
inline constexpr std::chrono::hours kEnrolCodeLife{24};    ///< made on the day the tablet is handed out
inline constexpr std::chrono::hours kJoinCodeLife{7 * 24}; ///< a volunteer may first come next week

std::string newCode(base::Random& random);

/// What a person typed, as the hash expects it: upper case, without hyphens and spaces, I and L read as 1, O as 0. Empty if that is
/// no code.
std::string normalisedCode(std::string_view typed);

/// The key under which the Registry keeps a code; `typed` in any spelling. Empty if that is no code.
std::string codeHash(std::string_view typed, const Organisation& organisation);

/// What a code may be used for now.
struct CodeUse {
    Code code;
    bool replay = false;  ///< it was used with this nonce within 24 hours: give the same answer again
};

/// Looks a typed code up for use with this nonce. Whether the replay of a personal code comes from the device that used it is the
/// caller's to check.
/// Errors: CodeUnknown (also if it is a code of the other kind), CodeExpired, CodeUsed.
base::Result<CodeUse> findCode(Registry& registry, const Organisation& organisation, bool enrols, std::string_view typed,
                               std::string_view nonce, Millis now);

/// Marks a code as used. Of the nonce a hash is kept: it is part of the device's token.
void markCodeUsed(Registry& registry, const Organisation& organisation, const Code& code, std::string_view nonce,
                  const std::string& device, Millis now);

} // namespace waymark::service
