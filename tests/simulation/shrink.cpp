#include "tests/simulation/shrink.h"

#include "tests/simulation/simulation.h"

namespace waymark::simulation {

Plan shrink(const Plan& failing) {
    // What counts as the same failure: the promise that it names.
    const auto promiseOf = [](const Outcome& outcome) { return outcome.broken ? outcome.broken->substr(0, outcome.broken->find(':')) : std::string(); };
    const Outcome first = Simulation::run(failing);
    Plan plan = failing;
    if (first.step < plan.steps.size()) plan.steps.resize(first.step + 1);
    if (promiseOf(Simulation::run(plan)) != promiseOf(first)) plan = failing;
    for (std::size_t size = plan.steps.size() / 2; size >= 1; size /= 2)
        for (std::size_t at = 0; at < plan.steps.size();) {
            Plan smaller = plan;
            const auto from = smaller.steps.begin() + static_cast<std::ptrdiff_t>(at);
            smaller.steps.erase(from, from + static_cast<std::ptrdiff_t>(std::min(size, plan.steps.size() - at)));
            if (promiseOf(Simulation::run(smaller)) == promiseOf(first)) plan = smaller;
            else at += size;
        }
    return plan;
}

} // namespace waymark::simulation
