// The encoding of paths, queries and forms: %41 and, in queries and forms, + for a space.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::service {

/// The decoded text, or nothing if an escape is broken or the result holds a zero byte.
std::optional<std::string> percentDecode(std::string_view text, bool plusIsSpace);

/// `a=1&b=2` decoded; the last of repeated keys; pairs that cannot be decoded are left out.
std::map<std::string, std::string> decodeForm(std::string_view text);

/// Text as it may stand in a query or a path segment.
std::string percentEncode(std::string_view text);

} // namespace waymark::service
