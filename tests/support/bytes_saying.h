// Bytes that can be looked for: made of one word, and no two pieces of them alike.
#pragma once

#include <string>

namespace waymark::tests {

inline std::string bytesSaying(const std::string& word, std::size_t size) {
    std::string bytes;
    while (bytes.size() < size)
        bytes += word + std::to_string(bytes.size());
    bytes.resize(size);
    return bytes;
}

}  // namespace waymark::tests
