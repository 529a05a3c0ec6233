#include "sync/device/concern_seal.h"

#include "shared/base/bytes.h"
#include "shared/base/digest.h"
#include "shared/base/hex.h"

#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <cstring>

namespace waymark::device {

using base::Error;
using base::ErrorCode;

namespace {

constexpr std::size_t kBoxKeyBytes = crypto_box_PUBLICKEYBYTES;
constexpr std::size_t kCheckBytes = 2;
static_assert(kBoxKeyBytes + crypto_sign_PUBLICKEYBYTES == domain::kSafeguardingKeyBytes);
static_assert(crypto_box_SEALBYTES == domain::kSealedBoxExtra);
static_assert(crypto_sign_BYTES == domain::kSignatureBytes);

template <std::size_t Public, std::size_t Secret> struct Pair {
    std::array<std::uint8_t, Public> open{};
    std::array<std::uint8_t, Secret> secret{};
    ~Pair() { sodium_memzero(secret.data(), secret.size()); }
};

std::string_view viewOf(const std::array<std::uint8_t, 32>& seed) { return {reinterpret_cast<const char*>(seed.data()), seed.size()}; }

/// Keys with different purposes come from different seeds, so that neither says anything about the other.
std::array<std::uint8_t, 32> seedFor(const std::array<std::uint8_t, 32>& seed, std::string_view purpose) { return base::blake2b(purpose, viewOf(seed)); }

auto boxPair(const std::array<std::uint8_t, 32>& seed) {
    Pair<crypto_box_PUBLICKEYBYTES, crypto_box_SECRETKEYBYTES> pair;
    crypto_box_seed_keypair(pair.open.data(), pair.secret.data(), seedFor(seed, "waymark safeguarding box").data());
    return pair;
}

auto signPair(const std::array<std::uint8_t, 32>& seed) {
    Pair<crypto_sign_PUBLICKEYBYTES, crypto_sign_SECRETKEYBYTES> pair;
    crypto_sign_seed_keypair(pair.open.data(), pair.secret.data(), seedFor(seed, "waymark safeguarding signature").data());
    return pair;
}

std::string checkOf(const std::array<std::uint8_t, 32>& seed) {
    return base::toHex(base::blake2b("waymark recovery sheet", viewOf(seed)).data(), kCheckBytes);
}

} // namespace

SafeguardingSecret::~SafeguardingSecret() { sodium_memzero(m_seed.data(), m_seed.size()); }

SafeguardingSecret SafeguardingSecret::random(base::Random& random) {
    SafeguardingSecret secret;
    random.fill(secret.m_seed.data(), secret.m_seed.size());
    return secret;
}

std::optional<SafeguardingSecret> SafeguardingSecret::fromHex(std::string_view text) {
    const auto bytes = base::fromHex(text);
    SafeguardingSecret secret;
    if (!bytes || bytes->size() != secret.m_seed.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), secret.m_seed.begin());
    return secret;
}

std::optional<SafeguardingSecret> SafeguardingSecret::fromRecovery(std::string_view typed) {
    std::string digits;
    for (const char c : typed)
        if (std::isxdigit(static_cast<unsigned char>(c))) digits.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    if (digits.size() < 2 * kCheckBytes) return std::nullopt;
    const std::string check = digits.substr(digits.size() - 2 * kCheckBytes);
    digits.resize(digits.size() - 2 * kCheckBytes);
    auto secret = fromHex(digits);
    if (!secret || checkOf(secret->m_seed) != check) return std::nullopt;
    return secret;
}

std::string SafeguardingSecret::hex() const { return base::toHex(m_seed.data(), m_seed.size()); }

std::string SafeguardingSecret::recoveryText() const {
    const std::string digits = hex() + checkOf(m_seed);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); i += 4)
        text += (i == 0 ? "" : " ") + digits.substr(i, 4);
    return text;
}

std::string SafeguardingSecret::publicKey() const {
    const auto box = boxPair(m_seed);
    const auto sign = signPair(m_seed);
    return base::toHex(box.open.data(), box.open.size()) + base::toHex(sign.open.data(), sign.open.size());
}

std::string SafeguardingSecret::fingerprint() const { return domain::keyFingerprint(*base::fromHex(publicKey())); }

Result<std::string> SafeguardingSecret::open(const std::string& boxHex) const {
    const auto box = base::fromHex(boxHex);
    if (!box || box->size() < crypto_box_SEALBYTES) return Error{ErrorCode::Tampered, "no box"};
    const auto pair = boxPair(m_seed);
    std::string padded(box->size() - crypto_box_SEALBYTES, '\0');
    auto* plain = reinterpret_cast<std::uint8_t*>(padded.data());
    std::size_t length = 0;
    if (crypto_box_seal_open(plain, box->data(), box->size(), pair.open.data(), pair.secret.data()) != 0 ||
        sodium_unpad(&length, plain, padded.size(), padded.size()) != 0)
        return Error{ErrorCode::Tampered, "does not open"};
    padded.resize(length);
    return padded;
}

std::string SafeguardingSecret::sign(std::string_view message) const {
    const auto pair = signPair(m_seed);
    std::array<std::uint8_t, crypto_sign_BYTES> signature{};
    crypto_sign_detached(signature.data(), nullptr, base::dataOf(message), message.size(), pair.secret.data());
    return base::toHex(signature.data(), signature.size());
}

Result<std::vector<domain::SealedBox>> sealFor(const std::vector<std::string>& publicKeys, std::string_view plain) {
    // One byte of padding at least: it says where the content ends.
    const auto* size = std::find_if(domain::kConcernSizes.begin(), domain::kConcernSizes.end(), [&](std::size_t room) { return plain.size() < room; });
    if (size == domain::kConcernSizes.end()) return Error{ErrorCode::TooLarge, "concern"};
    std::string padded(plain);
    padded.resize(*size);
    std::size_t length = 0;
    if (sodium_pad(&length, reinterpret_cast<std::uint8_t*>(padded.data()), plain.size(), *size, padded.size()) != 0)
        return Error{ErrorCode::TooLarge, "concern"};
    std::vector<domain::SealedBox> boxes;
    for (const auto& publicKey : publicKeys) {
        const auto key = base::fromHex(publicKey);
        if (!key || key->size() != domain::kSafeguardingKeyBytes) return Error{ErrorCode::Malformed, "key"};
        Bytes box(padded.size() + crypto_box_SEALBYTES);
        if (crypto_box_seal(box.data(), base::dataOf(padded), padded.size(), key->data()) != 0) return Error{ErrorCode::Malformed, "key"};
        boxes.push_back({domain::keyFingerprint(*key), base::toHex(box)});
    }
    sodium_memzero(padded.data(), padded.size());
    return boxes;
}

bool isSignedBy(const std::string& publicKey, std::string_view message, const std::string& signatureHex) {
    const auto key = base::fromHex(publicKey), signature = base::fromHex(signatureHex);
    if (!key || key->size() != domain::kSafeguardingKeyBytes || !signature || signature->size() != crypto_sign_BYTES) return false;
    return crypto_sign_verify_detached(signature->data(), base::dataOf(message), message.size(), key->data() + kBoxKeyBytes) == 0;
}

std::string introductionOf(const std::string& organisation, const domain::SafeguardingKey& key) {
    return "waymark safeguarding key|" + organisation + '|' + key.publicKey + '|' + key.holder + '|' + (key.isLead ? "lead" : "deputy");
}

} // namespace waymark::device
