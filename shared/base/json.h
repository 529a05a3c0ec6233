// JSON as Waymark reads and compares it.
#pragma once

#include "shared/base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace waymark::base {

using Json = nlohmann::json;

/// Nesting deeper than this is refused: a hostile body must not exhaust the stack.
inline constexpr int kMaxJsonDepth = 64;

/// How deep arrays and objects lie in one another: 0 for a value that is neither.
int depthOf(const Json& value);

/// Strict JSON in UTF-8. Errors: Malformed (syntax, encoding, deeper than kMaxJsonDepth, duplicate keys keep the last).
Result<Json> parseJson(std::string_view text);

/// Compact text. Invalid UTF-8 inside a string becomes U+FFFD rather than an exception.
std::string toText(const Json& value);

/// Deep equality as the contract defines it: 1 equals 1.0, strings are compared in NFC, the order of keys does not matter.
bool equalValues(const Json& a, const Json& b);

/// The member as text, or `fallback` if it is absent or no string.
std::string textOf(const Json& object, std::string_view key, std::string_view fallback = {});
/// The member as a whole number, or `fallback` if it is absent or no integer.
std::int64_t integerOf(const Json& object, std::string_view key, std::int64_t fallback = 0);

} // namespace waymark::base
