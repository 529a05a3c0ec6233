// What a service holds, a little of everything, and how its store answers for each of it.
#pragma once

#include "shared/base/json.h"
#include "sync/service/store/store.h"

#include <vector>

namespace waymark::tests {

/// One question to a store about what `writeAll` wrote.
struct Answer {
    const char* name;
    /// A version without this column had no place for it: then the store answers as one that nobody wrote to, or as `before` says.
    const char* table;
    const char* column;
    base::Json (*ask)(service::ReadTransaction&);
    base::Json (*before)() = nullptr;  ///< what was made from other rows when the column came
};

const std::vector<Answer>& answers();

/// Writes a little of everything into an empty store.
void writeAll(service::WriteTransaction& t);
/// Writes the time alone, which a transaction that changes no stream keeps elsewhere.
void writeTime(service::WriteTransaction& t);
/// Writes some more of it, to a stream that is there and to a new one, and takes something out.
void writeMore(service::WriteTransaction& t);

} // namespace waymark::tests
