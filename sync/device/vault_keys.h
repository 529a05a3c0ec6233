// The cryptography under Vault: keys, sealing, deriving. libsodium does the work; here is only what is bound to what. Used by Vault alone.
#pragma once

#include "sync/device/vault.h"

#include <array>

namespace waymark::device {

/// 32 secret bytes that are overwritten when they go.
class SecretKey {
public:
    SecretKey() = default;
    ~SecretKey() { clear(); }
    SecretKey(const SecretKey& other) = default;
    SecretKey& operator=(const SecretKey& other) = default;

    static SecretKey random(base::Random& random);
    static std::optional<SecretKey> from(std::string_view bytes);
    /// A key for another purpose, from this one (BLAKE2b keyed by this one, over the purpose's name).
    SecretKey derive(std::string_view purpose) const;
    void clear();
    const std::uint8_t* data() const { return m_bytes.data(); }
    std::string_view view() const { return {reinterpret_cast<const char*>(m_bytes.data()), m_bytes.size()}; }

private:
    friend Result<SecretKey> keyFromPin(const std::string&, const Bytes&, KdfCost, const std::optional<Bytes>&);
    std::array<std::uint8_t, 32> m_bytes{};
};

inline constexpr std::size_t kSaltBytes = 16;

/// Argon2id 1.3 of the PIN, then BLAKE2b keyed by the keystore's secret if there is one. Errors: Storage (no memory for it).
Result<SecretKey> keyFromPin(const std::string& pin, const Bytes& salt, KdfCost cost, const std::optional<Bytes>& keyStoreSecret);

/// `table|stream|type|entity|version`
std::string associatedData(const RowName& name);

/// nonce ‖ XChaCha20-Poly1305, appended to `out`.
void sealWith(const SecretKey& key, std::string_view associated, std::string_view plain, base::Random& random, Bytes& out);
Result<std::string> openWith(const SecretKey& key, std::string_view associated, const std::uint8_t* sealed, std::size_t size);

/// An anonymous box (crypto_box_seal) to the key pair that `caseKey` gives; the associated data are inside it.
using BoxPublicKey = std::array<std::uint8_t, 32>;
BoxPublicKey boxPublicKey(const SecretKey& caseKey);
void boxTo(const BoxPublicKey& to, std::string_view associated, std::string_view plain, Bytes& out);
Result<std::string> openBox(const SecretKey& caseKey, std::string_view associated, const std::uint8_t* box, std::size_t size);

} // namespace waymark::device
