// waymark_tablets: any number of real devices without a screen in one process, ordered about by JSON lines on standard input; each line is
// answered by one on standard output. For scripts/soak and the scale measurement.
//   {"do":"make","name":N,"file":F,"url":U,"enrol":CODE,"join":CODE}
//   {"do":"record","name":N,"venue":V,"people":n}
//   {"do":"sync","names":[…],"threads":k,"seconds":s}    until each has nothing left; or {"once":true}
//   {"do":"look","name":N,"venue":V}
// and for all of them at once, with so many threads:
//   {"do":"make all","folder":F,"urls":[U…],"halls":{V:[{"enrol":CODE,"join":CODE}…]},"threads":k}    each asks the next of the services
//   {"do":"record all","people":n,"threads":k}    in each tablet's own hall
//   {"do":"sync",…} without names
//   {"do":"compare","file":F}    each tablet with all that the tablets of its hall made, record by record; writes that to the file
#include "shared/base/json.h"
#include "tests/soak/fleet.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <stdexcept>

using namespace waymark;
using base::Json;

namespace {

using soak::Tablets;

soak::Tablet& named(Tablets& tablets, const Json& name) {
    const auto it = tablets.find(name.get<std::string>());
    if (it == tablets.end()) throw std::runtime_error("no such tablet");
    return *it->second;
}

double percentile(std::vector<double> values, double p) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(p * static_cast<double>(values.size())))];
}

Json sync(Tablets& tablets, const Json& order) {
    std::vector<soak::Tablet*> all;
    if (order.contains("names"))
        for (const auto& name : order["names"])
            all.push_back(&named(tablets, name));
    else
        for (const auto& [name, tablet] : tablets)
            all.push_back(tablet.get());
    std::atomic<int> unfinished{0};
    const bool once = order.value("once", false);
    const std::chrono::seconds most(order.value("seconds", 900));
    const auto start = std::chrono::steady_clock::now();
    soak::together(all.size(), order.value("threads", 1), [&](std::size_t i) {
        if (once ? all[i]->syncOnce().end != device::RunEnd::Done : !all[i]->syncUntilDone(most)) ++unfinished;
    });

    soak::Traffic sum;
    for (auto* tablet : all) {
        auto& traffic = tablet->traffic();
        sum.calls += traffic.calls;
        sum.failed += traffic.failed;
        sum.opsSent += traffic.opsSent;
        sum.busy += traffic.busy;
        sum.milliseconds.insert(sum.milliseconds.end(), traffic.milliseconds.begin(), traffic.milliseconds.end());
        traffic = {};
    }
    return {{"seconds", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()},
            {"unfinished", unfinished.load()}, {"calls", sum.calls}, {"failed", sum.failed}, {"busy", sum.busy}, {"ops_sent", sum.opsSent},
            {"p50_ms", percentile(sum.milliseconds, 0.5)}, {"p99_ms", percentile(sum.milliseconds, 0.99)}};
}

Json obey(Tablets& tablets, const Json& order) {
    const std::string what = order.at("do");
    if (what == "make") {
        tablets[order.at("name")] = std::make_unique<soak::Tablet>(order.at("file"), order.at("url"), order.at("enrol"), order.at("join"));
        return Json::object();
    }
    if (what == "record") {
        named(tablets, order.at("name")).record(order.at("venue"), order.at("people"));
        return Json::object();
    }
    if (what == "sync") return sync(tablets, order);
    if (what == "make all") return soak::makeAll(tablets, order);
    if (what == "record all") return soak::recordAll(tablets, order);
    if (what == "compare") return soak::compare(tablets, order);
    if (what == "look") {
        auto& tablet = named(tablets, order.at("name"));
        return {{"people", tablet.people(order.at("venue"))}, {"waiting", tablet.waiting()}};
    }
    throw std::runtime_error("unknown order " + what);
}

// Each tablet has files and a connection open; the usual soft limit of 1,024 is soon reached.
void allowManyFiles() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main() {
    allowManyFiles();
    Tablets tablets;
    for (std::string line; std::getline(std::cin, line);) {
        Json answer;
        try {
            answer = obey(tablets, Json::parse(line));
        } catch (const std::exception& failure) {
            answer = {{"error", failure.what()}};
        }
        std::cout << answer.dump() << std::endl;
    }
    return 0;
}
