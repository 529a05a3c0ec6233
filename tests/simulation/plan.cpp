#include "tests/simulation/plan.h"

#include <algorithm>
#include <sstream>

namespace waymark::simulation {

namespace {

struct Weight {
    const char* what;
    unsigned weight;
};
// What a run is made of. Taps and exchanges most of the time; the rest is what goes wrong.
constexpr Weight kWeights[] = {
    {"record", 300}, {"exchange", 320}, {"sync", 70},      {"tick", 60},        {"foreign", 60},     {"late", 30},
    {"kill", 15},    {"powercut", 20},  {"clock", 15},     {"reboot", 12},      {"clone", 6},        {"save", 8},
    {"return", 8},   {"backup", 22},    {"restore", 14},   {"serviceclock", 5}, {"servicecrash", 12}, {"grants", 14},
    {"regrant", 10}, {"lose", 2},       {"switch", 16},      {"poison", 10},      {"loserow", 4},
    {"again", 12},   {"console", 14},   {"oldapp", 8},     {"undo", 12},        {"days", 4},         {"settle", 16},
    {"together", 14}, {"erase", 12},       {"retention", 2},   {"retire", 3},
};

// What needs several steps in their order hardly ever comes of single ones; so a seed draws the whole chain now and then. Its steps have
// the same dice, hence are about the same people, and the same device; other steps may come between them.
const std::vector<std::vector<const char*>> kChains = {
    {"record", "powerfails"},
    {"merge", "sync", "backup", "part", "sync", "erasepair", "restorelast"},
    {"backup", "enrol", "sync", "end", "restorelast"},
};
constexpr unsigned kChainPercent = 6;

void weaveChain(std::vector<Step>& steps, Dice dice) {
    if (!dice.chance(kChainPercent)) return;
    // The first two devices keep their number however many there are.
    const Step like{{}, static_cast<unsigned>(dice.below(2)), dice.next()};
    std::size_t at = dice.below(steps.size());
    for (const auto* what : dice.one(kChains)) {
        steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(at), {what, like.device, like.dice});
        at = std::min<std::size_t>(steps.size(), at + 1 + dice.below(2));
    }
}

} // namespace

std::uint64_t Dice::next() {
    std::uint64_t z = m_state += 0x9e3779b97f4a7c15ull;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return z ^ z >> 31;
}

Plan Plan::ofSeed(std::uint64_t seed) {
    Dice dice(seed * 0x2545f4914f6cdd1dull + 1);
    Plan plan;
    plan.seed = seed;
    plan.devices = 2 + static_cast<unsigned>(dice.below(3));
    unsigned total = 0;
    for (const auto& weight : kWeights)
        total += weight.weight;
    const std::uint64_t length = 25 + dice.below(75);
    while (plan.steps.size() < length) {
        std::uint64_t pick = dice.below(total);
        const Weight* chosen = kWeights;
        while (pick >= chosen->weight) pick -= (chosen++)->weight;
        plan.steps.push_back({chosen->what, static_cast<unsigned>(dice.below(12)), dice.next()});
    }
    weaveChain(plan.steps, Dice(seed ^ 0x6a09e667f3bcc908ull));
    return plan;
}

std::string Plan::text() const {
    std::ostringstream out;
    out << "seed " << seed << " devices " << devices << '\n';
    for (const auto& step : steps)
        out << step.what << ' ' << step.device << ' ' << std::hex << step.dice << std::dec << '\n';
    return out.str();
}

std::optional<Plan> Plan::fromText(const std::string& text) {
    std::istringstream in(text);
    std::string line, word;
    Plan plan;
    bool begun = false;
    while (std::getline(in, line)) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream words(line);
        if (!begun) {
            if (!(words >> word >> plan.seed >> word >> plan.devices)) return std::nullopt;
            begun = true;
            continue;
        }
        Step step;
        if (!(words >> step.what >> step.device >> std::hex >> step.dice)) return std::nullopt;
        plan.steps.push_back(std::move(step));
    }
    return begun ? std::optional(plan) : std::nullopt;
}

} // namespace waymark::simulation
