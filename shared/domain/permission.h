// Who may write what: the last column of the dictionary. Judged twice for each op, for the device's roles and for the user's, at
// the op's own time; both must allow it.
#pragma once

#include "shared/domain/dictionary.h"
#include "shared/domain/op.h"

#include <functional>

namespace waymark::domain {

/// The writers' groups that these roles belong to. A reader writes nothing.
unsigned writersOf(const std::vector<Role>& roles);

/// Whether these writers may record the op. `hasValue(field)` tells whether the entity has a value of that field already; an entity
/// with none is being created. A volunteer may create a response only where the family answered it (hand-over mode), and of a session
/// only opens and closes one that is there; a concern is created by its boxes, never by a state.
bool mayWrite(unsigned writers, const Op& op, const Stream& stream, bool entityExists,
              const std::function<bool(std::string_view)>& hasValue);

} // namespace waymark::domain
