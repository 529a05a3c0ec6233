#include "tests/soak/fleet.h"

#include <atomic>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace waymark::soak {

namespace {

std::string hallOf(const std::string& name) { return name.substr(0, name.find(' ')); }

std::vector<Tablets::value_type*> listed(Tablets& tablets) {
    std::vector<Tablets::value_type*> all;
    for (auto& tablet : tablets)
        all.push_back(&tablet);
    return all;
}

} // namespace

void together(std::size_t count, int threads, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::string trouble;
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i)
        running.emplace_back([&] {
            for (std::size_t n = next++; n < count; n = next++) {
                try {
                    work(n);
                } catch (const std::exception& failure) {
                    const std::lock_guard lock(mutex);
                    trouble = failure.what();
                }
            }
        });
    for (auto& thread : running)
        thread.join();
    if (!trouble.empty()) throw std::runtime_error(trouble);
}

Json makeAll(Tablets& tablets, const Json& order) {
    struct Wanted {
        std::string name, url, enrol, join;
    };
    std::vector<Wanted> wanted;
    const Json& urls = order.at("urls");
    for (const auto& [hall, codes] : order.at("halls").items())
        for (std::size_t i = 0; i < codes.size(); ++i)
            wanted.push_back({hall + ' ' + std::to_string(i), urls.at(wanted.size() % urls.size()), codes[i].at("enrol"), codes[i].at("join")});
    const std::string folder = order.at("folder");
    std::mutex mutex;
    together(wanted.size(), order.value("threads", 1), [&](std::size_t i) {
        auto tablet = std::make_unique<Tablet>(folder + '/' + std::to_string(i) + ".db", wanted[i].url, wanted[i].enrol, wanted[i].join);
        const std::lock_guard lock(mutex);
        tablets[wanted[i].name] = std::move(tablet);
    });
    return {{"tablets", tablets.size()}};
}

Json recordAll(Tablets& tablets, const Json& order) {
    const auto all = listed(tablets);
    const int people = order.at("people");
    together(all.size(), order.value("threads", 1), [&](std::size_t i) { all[i]->second->record(hallOf(all[i]->first), people); });
    return {{"records", all.size() * static_cast<std::size_t>(people)}};
}

Json compare(Tablets& tablets, const Json& order) {
    std::map<std::string, std::map<std::string, std::string>> made;
    for (const auto& [name, tablet] : tablets)
        made[hallOf(name)].insert(tablet->made().begin(), tablet->made().end());
    int wrong = 0;
    for (const auto& [name, tablet] : tablets)
        if (tablet->waiting() != 0 || tablet->namesIn(hallOf(name)) != made[hallOf(name)]) ++wrong;
    std::size_t records = 0;
    for (const auto& [hall, people] : made)
        records += people.size();
    if (order.contains("file")) std::ofstream(order["file"].get<std::string>()) << Json(made);
    return {{"tablets", tablets.size()}, {"records", records}, {"wrong", wrong}};
}

} // namespace waymark::soak
