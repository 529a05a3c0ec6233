// Ops, entries and field states as JSON (contract, sections 3 and 5).
#pragma once

#include "shared/domain/op.h"

namespace waymark::wire {

using base::Json;
using base::Result;

Json toJson(const domain::Op& op);
/// Errors: Malformed, if a known key has the wrong kind of value, a needed one is missing, or one is there that only the service says (`seq`,
/// `op`, `void`, `erase`, `v`): unknown keys are passed on in the op's entry and fields, where these have a meaning. Values are checked by
/// domain::checkValidity, not here. Takes what it keeps out of `json`; after an error nothing was taken.
Result<domain::Op> opFromJson(Json&& json);
inline Result<domain::Op> opFromJson(const Json& json) { return opFromJson(Json(json)); }

Json toJson(const domain::Entry& entry);
Result<domain::Entry> entryFromJson(const Json& json);

Json toJson(const domain::EntityState& state);
Result<domain::EntityState> stateFromJson(const Json& json);

} // namespace waymark::wire
