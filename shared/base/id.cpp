#include "shared/base/id.h"

#include "shared/base/ascii.h"
#include "shared/base/hex.h"

#include <boost/uuid/name_generator_sha1.hpp>

#include <algorithm>
#include <cctype>

namespace waymark::base {

namespace {

std::string withHyphens(const std::uint8_t (&b)[16]) {
    std::string text = toHex(b, 16);
    for (const std::size_t at : {8u, 13u, 18u, 23u})
        text.insert(at, 1, '-');
    return text;
}

} // namespace

std::string newUuid(Random& random) {
    std::uint8_t b[16];
    random.fill(b, 16);
    b[6] = static_cast<std::uint8_t>((b[6] & 0x0f) | 0x40);
    b[8] = static_cast<std::uint8_t>((b[8] & 0x3f) | 0x80);
    return withHyphens(b);
}

std::string uuidV5(std::string_view space, std::string_view name) {
    std::string digits = lower(space);
    digits.erase(std::remove(digits.begin(), digits.end(), '-'), digits.end());
    Bytes id = fromHex(digits).value_or(Bytes{});
    id.resize(16);
    boost::uuids::uuid in;
    std::copy(id.begin(), id.end(), in.begin());
    const auto made = boost::uuids::name_generator_sha1(in)(name.data(), name.size());
    std::uint8_t b[16];
    std::copy(made.begin(), made.end(), b);
    return withHyphens(b);
}

std::string newOpId(Millis now, Random& random) {
    std::uint8_t b[16];
    random.fill(b, 16);
    const auto time = static_cast<std::uint64_t>(std::max<Millis>(now, 0));
    for (int i = 0; i < 6; ++i)
        b[i] = static_cast<std::uint8_t>(time >> (40 - 8 * i));
    b[6] = static_cast<std::uint8_t>((b[6] & 0x0f) | 0x70);
    b[8] = static_cast<std::uint8_t>((b[8] & 0x3f) | 0x80);
    return toHex(b, 16);
}

bool isUuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < 36; ++i) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        const bool digit = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
        if (hyphen ? text[i] != '-' : !digit) return false;
    }
    return true;
}

bool isOpId(std::string_view text) {
    return text.size() == 32 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string markId(std::string_view sessionId, std::string_view personId) {
    return uuidV5(sessionId, lower(personId));
}

} // namespace waymark::base
