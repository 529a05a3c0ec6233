// A run of bytes, and the views of it that the other files take.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::base {

using Bytes = std::vector<std::uint8_t>;

inline std::string_view asText(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
/// For libraries that take a pointer and a size.
inline const std::uint8_t* dataOf(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }
inline Bytes asBytes(std::string_view text) { return Bytes(text.begin(), text.end()); }

} // namespace waymark::base
