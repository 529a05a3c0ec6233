// waymark_tablets: any number of real devices without a screen in one process, ordered about by JSON lines on standard input; each line is
// answered by one on standard output. For scripts/soak and the scale measurement.
//   {"do":"make","name":N,"file":F,"url":U,"enrol":CODE,"join":CODE}
//   {"do":"record","name":N,"venue":V,"people":n}
//   {"do":"sync","names":[…],"threads":k,"seconds":s}    until each has nothing left; or {"once":true}
//   {"do":"look","name":N,"venue":V}
#include "shared/base/json.h"
#include "tests/soak/tablet.h"

#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

using namespace waymark;
using base::Json;

namespace {

using Tablets = std::map<std::string, std::unique_ptr<soak::Tablet>>;

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
    for (const auto& name : order.at("names"))
        all.push_back(&named(tablets, name));
    std::atomic<std::size_t> next{0};
    std::atomic<int> unfinished{0};
    std::mutex mutex;
    std::string trouble;
    const bool once = order.value("once", false);
    const std::chrono::seconds most(order.value("seconds", 900));
    const auto work = [&] {
        for (std::size_t i = next++; i < all.size(); i = next++) {
            try {
                if (once ? all[i]->syncOnce().end != device::RunEnd::Done : !all[i]->syncUntilDone(most)) ++unfinished;
            } catch (const std::exception& failure) {
                const std::lock_guard lock(mutex);
                trouble = failure.what();
            }
        }
    };
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (int i = 0; i < order.value("threads", 1); ++i)
        threads.emplace_back(work);
    for (auto& thread : threads)
        thread.join();
    if (!trouble.empty()) throw std::runtime_error(trouble);

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
    if (what == "look") {
        auto& tablet = named(tablets, order.at("name"));
        return {{"people", tablet.people(order.at("venue"))}, {"waiting", tablet.waiting()}};
    }
    throw std::runtime_error("unknown order " + what);
}

} // namespace

int main() {
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
