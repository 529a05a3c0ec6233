#include "shared/base/message_digest.h"

#include "shared/base/hex.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <array>
#include <istream>

namespace waymark::base {

Result<std::string> messageDigest(std::string_view data, std::string_view algorithm) {
    const EVP_MD* kind = algorithm == "MD5"       ? EVP_md5()
                         : algorithm == "SHA-1"   ? EVP_sha1()
                         : algorithm == "SHA-256" ? EVP_sha256()
                         : algorithm == "SHA-384" ? EVP_sha384()
                         : algorithm == "SHA-512" ? EVP_sha512()
                                                  : nullptr;
    if (!kind) return Error{ErrorCode::Unsupported, "there is no digest “" + std::string(algorithm) + "”"};
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (EVP_Digest(data.data(), data.size(), bytes.data(), &size, kind, nullptr) != 1) return Error{ErrorCode::Internal, "EVP_Digest"};
    return std::string(reinterpret_cast<const char*>(bytes.data()), size);
}

Result<std::string> sha256Of(std::istream& in) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::array<char, 64 * 1024> part{};
    while (in.read(part.data(), part.size()) || in.gcount() > 0)
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(part.data()), static_cast<unsigned long long>(in.gcount()));
    if (!in.eof()) return Error{ErrorCode::Storage, "cannot be read to its end"};
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> sum{};
    crypto_hash_sha256_final(&state, sum.data());
    return toHex(sum.data(), sum.size());
}

std::string signedContent(std::string_view bytes, std::string_view publicKey) {
    if (bytes.size() < crypto_sign_BYTES || publicKey.size() != crypto_sign_PUBLICKEYBYTES) return {};
    const std::string_view content = bytes.substr(crypto_sign_BYTES);
    const auto* raw = reinterpret_cast<const unsigned char*>(bytes.data());
    const bool holds = crypto_sign_verify_detached(raw, raw + crypto_sign_BYTES, content.size(),
                                                   reinterpret_cast<const unsigned char*>(publicKey.data())) == 0;
    return holds ? std::string(content) : std::string();
}

std::string toBase64(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // the closing zero
    return text;
}

Result<std::string> fromBase64(std::string_view text) {
    while (text.ends_with('='))
        text.remove_suffix(1);
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), " \r\n\t", &size, nullptr,
                          sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0)
        return Error{ErrorCode::Malformed, "not base64"};
    bytes.resize(size);
    return bytes;
}

}  // namespace waymark::base
