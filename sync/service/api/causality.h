// Who saw what: the walk through `saw` that decides whether an op's author had a value before them (contract, section 4).
#pragma once

#include "sync/service/store/stream_store.h"

#include <string>
#include <string_view>

namespace waymark::service {

class Causality {
public:
    explicit Causality(StreamReader& streams) : m_streams(streams) {}

    /// sees(a, c, f): a is c, or the service holds a and what a's author saw of f sees c. An op whose value was equal to the winner's
    /// stands for that winner on the way. A walk of more than wire::kMaxWalkSteps counts as not seen. An empty `a` sees nothing.
    bool sees(const std::string& a, const std::string& c, const std::string& field);

private:
    StreamReader& m_streams;
};

} // namespace waymark::service
