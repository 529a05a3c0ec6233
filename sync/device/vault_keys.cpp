#include "sync/device/vault_keys.h"

#include "shared/base/bytes.h"
#include "shared/base/digest.h"

#include <sodium.h>

#include <cstring>

namespace waymark::device {

using base::Error;
using base::ErrorCode;

namespace {

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

struct BoxPair {
    BoxPublicKey publicKey;
    std::array<std::uint8_t, crypto_box_SECRETKEYBYTES> secretKey;
    ~BoxPair() { sodium_memzero(secretKey.data(), secretKey.size()); }
};

BoxPair pairOf(const SecretKey& caseKey) {
    BoxPair pair;
    crypto_box_seed_keypair(pair.publicKey.data(), pair.secretKey.data(), caseKey.derive("waymark case box").data());
    return pair;
}

} // namespace

SecretKey SecretKey::random(base::Random& random) {
    SecretKey key;
    random.fill(key.m_bytes.data(), key.m_bytes.size());
    return key;
}

std::optional<SecretKey> SecretKey::from(std::string_view bytes) {
    SecretKey key;
    if (bytes.size() != key.m_bytes.size()) return std::nullopt;
    std::memcpy(key.m_bytes.data(), bytes.data(), bytes.size());
    return key;
}

SecretKey SecretKey::derive(std::string_view purpose) const {
    SecretKey key;
    key.m_bytes = base::blake2b(purpose, view());
    return key;
}

void SecretKey::clear() { sodium_memzero(m_bytes.data(), m_bytes.size()); }

Result<SecretKey> keyFromPin(const std::string& pin, const Bytes& salt, KdfCost cost, const std::optional<Bytes>& keyStoreSecret) {
    SecretKey key;
    if (salt.size() != kSaltBytes || sodium_init() < 0) return Error{ErrorCode::Tampered, "salt"};
    if (crypto_pwhash(key.m_bytes.data(), key.m_bytes.size(), pin.data(), pin.size(), salt.data(), cost.passes, cost.memoryBytes,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        return Error{ErrorCode::Storage, "no memory for the key derivation"};
    if (keyStoreSecret) key.m_bytes = base::blake2b(key.view(), base::asText(*keyStoreSecret));
    return key;
}

std::string associatedData(const RowName& name) {
    std::string text;
    text.reserve(name.table.size() + name.stream.size() + name.type.size() + name.entity.size() + 24);
    text.append(name.table).append(1, '|').append(name.stream).append(1, '|').append(name.type).append(1, '|');
    text.append(name.entity).append(1, '|').append(std::to_string(name.version));
    return text;
}

void sealWith(const SecretKey& key, std::string_view associated, std::string_view plain, base::Random& random, Bytes& out) {
    const std::size_t start = out.size();
    out.resize(start + kNonceBytes + plain.size() + kTagBytes);
    random.fill(out.data() + start, kNonceBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + start + kNonceBytes, nullptr, base::dataOf(plain), plain.size(),
                                               base::dataOf(associated), associated.size(), nullptr, out.data() + start, key.data());
}

Result<std::string> openWith(const SecretKey& key, std::string_view associated, const std::uint8_t* sealed, std::size_t size) {
    if (size < kNonceBytes + kTagBytes) return Error{ErrorCode::Tampered, "too short"};
    std::string plain(size - kNonceBytes - kTagBytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<std::uint8_t*>(plain.data()), nullptr, nullptr, sealed + kNonceBytes,
                                                   size - kNonceBytes, base::dataOf(associated), associated.size(), sealed, key.data()) != 0)
        return Error{ErrorCode::Tampered, "does not open"};
    return plain;
}

BoxPublicKey boxPublicKey(const SecretKey& caseKey) { return pairOf(caseKey).publicKey; }

void boxTo(const BoxPublicKey& to, std::string_view associated, std::string_view plain, Bytes& out) {
    // A box carries no associated data of its own, so their hash travels inside.
    const auto bound = base::blake2b(associated);
    std::string message(reinterpret_cast<const char*>(bound.data()), bound.size());
    message.append(plain);
    const std::size_t start = out.size();
    out.resize(start + message.size() + crypto_box_SEALBYTES);
    crypto_box_seal(out.data() + start, base::dataOf(message), message.size(), to.data());
    sodium_memzero(message.data(), message.size());
}

Result<std::string> openBox(const SecretKey& caseKey, std::string_view associated, const std::uint8_t* box, std::size_t size) {
    const auto bound = base::blake2b(associated);
    if (size < crypto_box_SEALBYTES + bound.size()) return Error{ErrorCode::Tampered, "too short"};
    const BoxPair pair = pairOf(caseKey);
    std::string message(size - crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal_open(reinterpret_cast<std::uint8_t*>(message.data()), box, size, pair.publicKey.data(), pair.secretKey.data()) != 0 ||
        std::memcmp(message.data(), bound.data(), bound.size()) != 0)
        return Error{ErrorCode::Tampered, "does not open"};
    return message.substr(bound.size());
}

} // namespace waymark::device
