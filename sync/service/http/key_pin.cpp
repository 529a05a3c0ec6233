#include "sync/service/http/key_pin.h"

#include "shared/base/hex.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <cstdio>
#include <memory>

namespace waymark::service {

namespace {

std::string publicKeyOf(X509* certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    if (size <= 0) return {};
    std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return bytes;
}

} // namespace

base::Result<std::string> keyPin(const std::string& certificate) {
    const base::Error unreadable{base::ErrorCode::Malformed, "cannot use " + certificate + " for TLS"};
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(certificate.c_str(), "re"), [](std::FILE* f) { return f ? std::fclose(f) : 0; });
    if (!file) return unreadable;
    const std::unique_ptr<X509, decltype(&X509_free)> parsed(PEM_read_X509(file.get(), nullptr, nullptr, nullptr), &X509_free);
    const std::string key = parsed ? publicKeyOf(parsed.get()) : std::string();
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned int size = 0;
    if (key.empty() || EVP_Digest(key.data(), key.size(), hash.data(), &size, EVP_sha256(), nullptr) != 1) return unreadable;
    return base::toHex(hash.data(), size);
}

} // namespace waymark::service
