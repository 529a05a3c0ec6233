// Safeguarding concerns as they travel: sealed boxes whose content neither the service nor this code can read, and the published keys that
// they are sealed to. Here is what both ends check without opening anything; sealing and opening are the device's (sync/device).
#pragma once

#include "shared/base/bytes.h"
#include "shared/domain/op.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::domain {

/// A published key: 32 bytes to seal to (X25519), then 32 bytes to check signatures with (Ed25519).
inline constexpr std::size_t kSafeguardingKeyBytes = 64;
/// What we seal is padded to one of these lengths, so that a length tells a few lines from a page and no more.
inline constexpr std::array<std::size_t, 4> kConcernSizes = {2048, 4096, 8192, 16384};
/// What a libsodium sealed box adds to its content.
inline constexpr std::size_t kSealedBoxExtra = 48;
/// An Ed25519 signature.
inline constexpr std::size_t kSignatureBytes = 64;

/// The first 16 bytes of BLAKE2b-256 over a published key, as 32 hex digits: what people compare, and what a device pins.
std::string keyFingerprint(const base::Bytes& publicKey);
/// 32 lower-case hex digits.
bool isFingerprint(std::string_view text);

/// One box of a concern or of a note on it.
struct SealedBox {
    std::string key;  ///< fingerprint
    std::string box;  ///< hex
};
/// The boxes of a field `sealed`; nothing if it is not well-formed: one or more, each to another key, all of one length. How long they are is
/// for whoever seals to say: one that cannot be opened is shown to the lead as such.
std::optional<std::vector<SealedBox>> sealedBoxes(const Json& value);
Json toJson(const std::vector<SealedBox>& boxes);

/// A key as the organisation's stream has it.
struct SafeguardingKey {
    std::string id, publicKey, fingerprint;  ///< entity; hex
    std::string holder;                      ///< user id
    bool isLead = true;                      ///< else a deputy's
    std::string signer, signature;           ///< fingerprint of the key that introduced it, and hex; empty if none did
    bool isConfirmed = false;                ///< an administrator has compared it with the printed fingerprint
};
/// Nothing if the entity is no whole key, or its fingerprint is not that of its key.
std::optional<SafeguardingKey> safeguardingKeyFrom(const std::string& id, const Json& values);

/// `{"key":"<fingerprint>","signature":"<hex>"}`, whether or not the signature is true.
bool isIntroduction(const Json& value);

/// What an op on a concern, a note on one, or a key must have beyond the shapes of its fields: `before` is the entity's current values.
bool fitsSafeguarding(const Op& op, const Json& before);

/// Whether an op says of a key only what its author may: all but `signed_by` is for the holder alone, so that nobody silences a colleague by
/// withdrawing their key, or by publishing one in their name. True for other types. `before` as above.
bool keepsToOwnKey(const Op& op, const Json& before);

} // namespace waymark::domain
