// waymark-simulate: runs plans made from seeds, makes a failing one smaller, and prints what happened how often. What each option does is in
// scripts/simulate.
#ifdef WAYMARK_MUTANTS
#include "tests/simulation/mutants.h"
#endif
#include "tests/simulation/shrink.h"
#include "tests/simulation/simulation.h"

#include <charconv>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <vector>

using namespace waymark::simulation;

namespace {

struct Options {
    std::uint64_t first = 1, count = 100, step = 1;
    bool trace = false, shrinks = true, quiet = false, counters = true, twice = false;
    double seconds = 0;
    std::string plan, countersTo;
};

int fail(const Plan& plan, const Outcome& outcome, const Options& options) {
    std::cout << "seed " << plan.seed << ", step " << outcome.step << ": " << *outcome.broken << "\n";
    if (options.shrinks) {
        const Plan small = shrink(plan);
        std::cout << "\nThe smallest plan that still fails (" << small.steps.size() << " of " << plan.steps.size() << " steps):\n" << small.text();
        std::cout << "It ends: " << Simulation::run(small).broken.value_or("nothing?") << "\n";
    }
    std::cout << "\nTo see it again: scripts/simulate --seed " << plan.seed << " --trace\n";
    return 1;
}

void print(const Outcome& outcome) {
    for (const auto& line : outcome.trace)
        std::cout << line << '\n';
    std::cout << "trace " << std::hex << outcome.traceHash << std::dec << '\n';
}

int runPlanFile(const Options& options) {
    std::ifstream file(options.plan);
    std::stringstream text;
    text << file.rdbuf();
    const auto plan = Plan::fromText(text.str());
    if (!plan) {
        std::cerr << options.plan << " is no plan\n";
        return 2;
    }
    const Outcome outcome = Simulation::run(*plan);
    if (options.trace) print(outcome);
    return outcome.broken ? fail(*plan, outcome, options) : 0;
}

int runSeeds(const Options& options) {
    using Clock = std::chrono::steady_clock;
    const auto begun = Clock::now();
    const auto elapsed = [&begun] { return std::chrono::duration<double>(Clock::now() - begun).count(); };
    Counters counters;
    std::uint64_t done = 0;
    auto told = begun;
    for (std::uint64_t seed = options.first; done < options.count; seed += options.step, ++done) {
        if (options.seconds > 0 && elapsed() > options.seconds) break;
        const Plan plan = Plan::ofSeed(seed);
        const Outcome outcome = Simulation::run(plan);
        counters.add(outcome.counters);
        if (options.trace) print(outcome);
        if (outcome.broken) return fail(plan, outcome, options);
        if (options.twice && Simulation::run(plan).traceHash != outcome.traceHash) {
            std::cout << "seed " << seed << ": I34: the same seed gave another trace\n";
            return 1;
        }
        if (!options.quiet && Clock::now() - told > std::chrono::seconds(20)) {
            told = Clock::now();
            std::cout << "  " << done + 1 << " seeds, " << static_cast<int>(elapsed()) << " s" << std::endl;
        }
    }
    if (!options.countersTo.empty()) std::ofstream(options.countersTo) << counters.toLine() << '\n';
    std::cout << done << " seeds from " << options.first << " in " << static_cast<int>(elapsed() + 0.5) << " s: every promise held\n";
    if (options.counters) std::cout << counters.table();
    return 0;
}

// The tables of several processes as one. `all`: fails if something expected never happened.
int sum(int count, char** files, bool all) {
    Counters counters;
    for (int i = 0; i < count; ++i) {
        std::ifstream file(files[i]);
        std::string line;
        std::getline(file, line);
        counters.add(Counters::fromLine(line));
    }
    std::cout << counters.table();
    return all && !counters.missing().empty() ? 1 : 0;
}

// A seed that was mistyped must not prove anything: std::invalid_argument.
Options read(const std::vector<std::string>& arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        const auto value = [&]() -> const std::string& {
            if (i + 1 == arguments.size()) throw std::invalid_argument(name + " needs a value");
            return arguments[++i];
        };
        const auto number = [&](std::uint64_t least) {
            const std::string& text = value();
            std::uint64_t read = 0;
            const auto end = std::from_chars(text.data(), text.data() + text.size(), read);
            if (end.ec != std::errc() || end.ptr != text.data() + text.size() || read < least)
                throw std::invalid_argument(name + " takes a whole number from " + std::to_string(least) + " on, not '" + text + '\'');
            return read;
        };
        if (name == "--seeds") options.count = number(1);
        else if (name == "--seed") options.first = number(0), options.count = 1, options.counters = false;
        else if (name == "--from") options.first = number(0);
        else if (name == "--every") options.step = number(1);
        else if (name == "--seconds") options.seconds = static_cast<double>(number(1));
        else if (name == "--plan") options.plan = value();
        else if (name == "--counters-to") options.countersTo = value(), options.counters = false;
        else if (name == "--trace") options.trace = true;
        else if (name == "--twice") options.twice = true;
        else if (name == "--no-shrink") options.shrinks = false;
        else if (name == "--quiet") options.quiet = true;
        else throw std::invalid_argument("what is " + name + '?');
    }
    return options;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
#ifdef WAYMARK_MUTANTS
    if (arguments == std::vector<std::string>{"--mutants"}) return runMutants();
#endif
    if (!arguments.empty() && (arguments[0] == "--sum" || arguments[0] == "--sum-all")) return sum(argc - 2, argv + 2, arguments[0] == "--sum-all");
    try {
        const Options options = read(arguments);
        return options.plan.empty() ? runSeeds(options) : runPlanFile(options);
    } catch (const std::invalid_argument& wrong) {
        std::cerr << "waymark-simulate: " << wrong.what() << "; scripts/simulate --help says what there is\n";
        return 2;
    }
}
