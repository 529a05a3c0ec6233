// Whether an op can be accepted as it stands: its shape, its limits, and the values of what the dictionary knows.
#pragma once

#include "shared/domain/op.h"

#include <string_view>

namespace waymark::domain {

inline constexpr std::size_t kMaxFieldsPerOp = 64;
inline constexpr std::size_t kMaxOpBytes = 64 * 1024;
/// Of a value, and of a key that this version does not know: a reply wraps both in more than a push does, and must stay within
/// base::kMaxJsonDepth.
inline constexpr int kMaxValueDepth = 32;
/// What all its ops may make of one entity: a row of a bootstrap page is never cut, and must fit into a body.
inline constexpr std::size_t kMaxFieldsPerEntity = 1'024;
inline constexpr std::size_t kMaxEntityBytes = 1024 * 1024;

/// Why an op is quarantined, in the wire's words.
enum class Quarantine {
    None, Malformed, NotGranted, NotPermitted, UnknownUser, WriteOnce, MergeDirection, InvalidValue, TooLarge
};
std::string_view name(Quarantine reason);  ///< "invalid_value"; empty for None

/// `[a-z][a-z0-9_]{0,63}`
bool isName(std::string_view text);

/// The op alone: names, ids, limits, control characters, values of known fields, the direction of a merge.
/// `bytes` is the op's size as JSON. `before` holds the entity's current values (an empty object if it is new), for what a safeguarding key may become.
Quarantine checkValidity(const Op& op, std::size_t bytes, const Json& before);

} // namespace waymark::domain
