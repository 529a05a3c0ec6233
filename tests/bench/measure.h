// How the benchmarks measure: each thing several times in one run beside a peer or limit, medians with their spread, a ratio, and what is to
// be reached. Every figure is one line of JSON on standard output (tests/bench/gather.py reads them); what else is to be said goes to standard error.
#pragma once

#include "shared/base/json.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace waymark::bench {

struct Spread {
    double median = 0, low = 0, high = 0;
    int runs = 0;  ///< 0: a limit, which nobody measured
};

inline Spread spreadOf(std::vector<double> samples) {
    std::sort(samples.begin(), samples.end());
    return {samples[samples.size() / 2], samples.front(), samples.back(), static_cast<int>(samples.size())};
}

/// What was measured once because it does not vary, or takes too long to do again.
inline Spread once(double value) { return {value, value, value, 1}; }
inline Spread limit(double value) { return {value, value, value, 0}; }

inline double percentile(std::vector<double> samples, double p) {
    std::sort(samples.begin(), samples.end());
    return samples[std::min(samples.size() - 1, static_cast<std::size_t>(p * static_cast<double>(samples.size())))];
}

/// Seconds of wall time that `work` takes.
inline double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// How many to measure: `all` for figures, `few` for `scripts/bench --quick`, which shows that the benchmarks work.
inline int counted(int all, int few) { return std::getenv("WAYMARK_BENCH_QUICK") ? few : all; }

/// 13500 as "13,500".
inline std::string grouped(int count) {
    std::string digits = std::to_string(count);
    for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

inline void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "bench: %s\n", what);
    std::exit(1);
}

/// A folder of its own, gone with the object. One that was stopped half-way leaves its folder, which no other run then meets.
struct Scratch {
    std::filesystem::path path;
    Scratch() {
        std::string pattern = (std::filesystem::temp_directory_path() / "waymark-bench-XXXXXX").string();
        require(mkdtemp(pattern.data()) != nullptr, "there is no place for files");
        path = pattern;
    }
    ~Scratch() { std::filesystem::remove_all(path); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    std::string file(const char* name) const { return (path / name).string(); }
};

/// What a figure has to reach; of the figure itself, in its unit, or of its ratio to what stands beside it.
struct Goal {
    const char* kind;
    double value;
};
inline Goal ratioAtLeast(double value) { return {"ratio_at_least", value}; }
inline Goal ratioAtMost(double value) { return {"ratio_at_most", value}; }
inline Goal atMost(double value) { return {"at_most", value}; }
inline Goal toPrint() { return {"to_print", 0}; }  ///< told, not judged

/// One figure: ours, in `unit`, and what it is held against, in the same unit. The ratio is that of the medians.
inline void report(const std::string& name, const std::string& unit, const Spread& ours, const std::string& besideName, const Spread& beside, Goal goal) {
    const base::Json line{{"name", name}, {"unit", unit}, {"median", ours.median}, {"low", ours.low}, {"high", ours.high}, {"runs", ours.runs},
                          {"beside", {{"name", besideName}, {"median", beside.median}, {"low", beside.low}, {"high", beside.high}, {"runs", beside.runs}}},
                          {"ratio", ours.median / beside.median}, {"goal", {{"kind", goal.kind}, {"value", goal.value}}}};
    std::printf("%s\n", base::toText(line).c_str());
    std::fflush(stdout);
}

} // namespace waymark::bench
