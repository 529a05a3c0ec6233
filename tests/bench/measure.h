// How the benchmarks measure: each thing several times in one run beside a peer or limit, medians with their spread, a ratio.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace waymark::bench {

struct Spread {
    double median = 0, least = 0, most = 0;
};

inline Spread spreadOf(std::vector<double> samples) {
    std::sort(samples.begin(), samples.end());
    return {samples[samples.size() / 2], samples.front(), samples.back()};
}

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

/// One line of the table: ours, what it is held against, and the ratio; also as a line of JSON on standard error for machines.
inline void report(const std::string& what, const std::string& unit, Spread ours, const std::string& besideWhat, Spread beside, double ratio,
                   const std::string& reach) {
    std::printf("%-44s %10.3f [%.3f, %.3f] %s\n", what.c_str(), ours.median, ours.least, ours.most, unit.c_str());
    std::printf("  beside %-35s %10.3f [%.3f, %.3f] %s\n", besideWhat.c_str(), beside.median, beside.least, beside.most, unit.c_str());
    std::printf("  ratio %.2f   (to reach: %s)\n\n", ratio, reach.c_str());
    std::fprintf(stderr, "{\"what\":\"%s\",\"unit\":\"%s\",\"median\":%.6g,\"least\":%.6g,\"most\":%.6g,\"beside\":\"%s\",\"beside_median\":%.6g,\"ratio\":%.4g}\n",
                 what.c_str(), unit.c_str(), ours.median, ours.least, ours.most, besideWhat.c_str(), beside.median, ratio);
}

} // namespace waymark::bench
