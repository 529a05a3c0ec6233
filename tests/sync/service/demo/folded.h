// What the changes of a demonstration amount to: the last value of each field, as everyone would see it.
#pragma once

#include "sync/service/demo/change.h"

#include <map>

namespace waymark::tests {

/// type → entity → fields
using Folded = std::map<std::string, std::map<std::string, base::Json>>;

inline void fold(const service::Changes& changes, Folded& into) {
    for (const auto& change : changes) {
        base::Json& entity = into[change.type][change.id];
        if (entity.is_null()) entity = base::Json::object();
        entity.update(change.fields);
    }
}

} // namespace waymark::tests
