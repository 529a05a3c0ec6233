// Reading a push of which one op is no JSON that anybody can hold: half a surrogate pair, a number beyond all numbers, values nested without end. It costs
// the others nothing (contract, section 5): what cannot be read of it is left out, and it is told apart. Pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::wire {

struct ReadableOps {
    std::string body;                ///< half characters as U+FFFD, other unreadable values as null
    std::vector<std::size_t> mended; ///< the places in `push` of the ops that are not as they came, ascending
};

/// The body of a request with all ops of its push readable. Nothing if there is nothing to mend, or it is not in an op.
std::optional<ReadableOps> withReadableOps(std::string_view body);

} // namespace waymark::wire
