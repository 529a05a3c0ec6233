#include "shared/base/digest.h"

#include <sodium.h>

namespace waymark::base {

std::array<std::uint8_t, 32> blake2b(std::string_view data) { return blake2b(data, {}); }

std::array<std::uint8_t, 32> blake2b(std::string_view data, std::string_view key) {
    std::array<std::uint8_t, 32> out{};
    crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(data.data()), data.size(),
                       key.empty() ? nullptr : reinterpret_cast<const unsigned char*>(key.data()), key.size());
    return out;
}

std::uint64_t blake2b64(std::string_view data) {
    const auto hash = blake2b(data);
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i)
        value = value << 8 | hash[static_cast<std::size_t>(i)];
    return value;
}

} // namespace waymark::base
