// Ids as the contract writes them: entities are UUID text with hyphens, ops are 32 hex digits in the layout of UUIDv7.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"

#include <string>
#include <string_view>

namespace waymark::base {

/// A random UUID (version 4), lower case with hyphens: the id of a new entity.
std::string newUuid(Random& random);

/// UUIDv5 (SHA-1 of namespace and name, RFC 4122 section 4.3). `space` is UUID text; an unreadable one counts as the nil UUID.
std::string uuidV5(std::string_view space, std::string_view name);

/// An op's id: 48 bits of time and random bits in the layout of UUIDv7, as 32 lower-case hex digits without hyphens.
std::string newOpId(Millis now, Random& random);

/// 8-4-4-4-12 hex digits in either case.
bool isUuid(std::string_view text);
/// 32 lower-case hex digits.
bool isOpId(std::string_view text);

/// A mark's id: the same person in the same session is the same mark on every device (contract, section 2).
std::string markId(std::string_view sessionId, std::string_view personId);

} // namespace waymark::base
