// Sealing a concern for a safeguarding lead, and what only the lead's secret can do: open it, and vouch for another key. libsodium does the
// work (crypto_box_seal, Ed25519); here is only what is bound to what. Plain functions; nothing is stored.
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "shared/domain/concern.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::device {

using base::Bytes;
using base::Result;

/// A lead's or deputy's secret: 32 bytes from which both of their key pairs are made. Overwritten when it goes.
class SafeguardingSecret {
public:
    static SafeguardingSecret random(base::Random& random);
    /// From 64 hex digits.
    static std::optional<SafeguardingSecret> fromHex(std::string_view text);
    /// From the recovery sheet: groups of four hex digits, the last of which checks the others; however they were typed.
    static std::optional<SafeguardingSecret> fromRecovery(std::string_view typed);
    ~SafeguardingSecret();
    SafeguardingSecret(const SafeguardingSecret&) = default;
    SafeguardingSecret& operator=(const SafeguardingSecret&) = default;

    std::string hex() const;
    std::string recoveryText() const;  ///< "1f3a 90c2 … 77ab": 17 groups
    std::string publicKey() const;     ///< hex of domain::kSafeguardingKeyBytes
    std::string fingerprint() const;

    /// Errors: Tampered (not for this key, or changed on the way).
    Result<std::string> open(const std::string& boxHex) const;
    std::string sign(std::string_view message) const;  ///< hex

private:
    SafeguardingSecret() = default;
    std::array<std::uint8_t, 32> m_seed{};
};

/// Seals for each of these keys (hex, as published), padded to the same one of domain::kConcernSizes. Errors: TooLarge, Malformed (a key).
Result<std::vector<domain::SealedBox>> sealFor(const std::vector<std::string>& publicKeys, std::string_view plain);

bool isSignedBy(const std::string& publicKey, std::string_view message, const std::string& signatureHex);

/// What one lead or deputy signs to vouch for another's key.
std::string introductionOf(const std::string& organisation, const domain::SafeguardingKey& key);

} // namespace waymark::device
