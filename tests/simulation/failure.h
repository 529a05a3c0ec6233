// What a run found: which promise was broken, and how. Ends the run.
#pragma once

#include <stdexcept>
#include <string>

namespace waymark::simulation {

class Broken : public std::runtime_error {
public:
    explicit Broken(const std::string& what) : std::runtime_error(what) {}
};

inline void require(bool kept, const std::string& promise) {
    if (!kept) throw Broken(promise);
}

} // namespace waymark::simulation
