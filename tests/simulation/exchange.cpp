// Exchanges over a network that loses, repeats, delays and cuts, with other things happening between the transactions of a request.
#include "tests/simulation/simulation.h"

#include "shared/wire/sync_messages.h"
#include "tests/simulation/world.h"
#include "tests/support/memory_disk.h"

#include <algorithm>

namespace waymark::simulation {

using device::RunEnd;

service::Response Simulation::post(std::size_t process, const std::string& path, const std::string& body, const std::string& bearer, const Inside& inside) {
    auto response = m_service->handle(process, requestOf(path, body, bearer), inside);
    require(response.status != 500, "the service fell over a request: " + response.body);
    return response;
}

// Something of another device or of the console, between two transactions of a request.
void Simulation::happensWithin(Dice& dice) {
    if (m_within || m_failing) return;
    m_within = true;
    switch (dice.below(11)) {
    case 0:
    case 1: foreign(dice); break;
    case 2:
    case 9:
    case 10: erase(dice); break;
    case 3: maybeEndDevice(device(static_cast<unsigned>(dice.below(12))), dice, dice.chance(50) ? "lost" : "retired"); break;
    case 4:
    case 5: console(dice); break;
    case 6:
    case 7: changeGrants(dice, dice.chance(50)); break;
    default: deliverLate(dice);
    }
    m_within = false;
}

void Simulation::deliverLate(Dice& dice) {
    if (m_late.empty()) return;
    const std::size_t which = dice.below(m_late.size());
    const Late late = m_late[which];
    m_late.erase(m_late.begin() + static_cast<std::ptrdiff_t>(which));
    m_counters.count("a request came late");
    note("late request: " + std::to_string(post(process(dice), "/v1/sync", late.body, late.bearer).status));
}

Simulation::Answer Simulation::overTheNetwork(SimDevice& device, const device::Outgoing& outgoing, Dice& dice, Network network) {
    Answer answer;
    answer.request = Json::parse(outgoing.body);
    if (device.oldApp) answer.request["protocol"] = 0;
    const bool faulty = network == Network::Faulty;
    if (faulty && dice.chance(40)) answer.request["limit"] = 100 + dice.below(2500);
    answer.request["of_a_later_version"] = 1;
    for (const auto& op : answer.request["push"])
        if (m_seen.size() < 400) m_seen.push_back(op);
    std::string body = answer.request.dump();
    const unsigned fault = faulty ? static_cast<unsigned>(dice.below(100)) : 99;

    Inside inside;
    if (faulty && dice.chance(20)) {
        inside.atTransaction = 2 + static_cast<int>(dice.below(3));
        const auto seed = dice.next();
        inside.happens = [this, seed] { Dice own(seed); happensWithin(own); };
    }
    if (faulty && dice.chance(8)) inside.write = dice.chance(50) ? Inside::Write::RolledBack : Inside::Write::Twice;

    if (fault < 10) {
        m_counters.count("a request was lost");
        return answer;
    }
    if (fault < 16) {
        m_counters.count("a request was delayed");
        m_late.push_back({outgoing.bearer, body});
        return answer;
    }
    if (fault < 20) {
        m_counters.count("a request was cut");
        const auto response = post(process(dice), outgoing.path, body.substr(0, dice.below(body.size())), outgoing.bearer);
        require(response.status != 200, "half a request was taken for a whole one");
        return answer;
    }
    if (fault < 26) {
        m_counters.count("a request came twice");
        post(process(dice), outgoing.path, body, outgoing.bearer, inside);
        inside = {};
    }
    auto response = post(process(dice), outgoing.path, body, outgoing.bearer, inside);
    if (fault >= 26 && fault < 38) {
        m_counters.count("a reply was lost");
        return answer;
    }
    if (fault >= 38 && fault < 44) {
        m_counters.count("a reply was cut");
        if (dice.chance(50)) return answer;   // the transport noticed
        response.body = response.body.substr(0, dice.below(response.body.size()));
    } else if (fault >= 44 && fault < 50 && response.status == 200) {
        // A service that answers fewer lines than it was asked: what has no line of its own is not acknowledged.
        Json reply = Json::parse(response.body);
        if (reply.contains("results") && reply["results"].size() > 1) {
            m_counters.count("a line was missing in a reply");
            reply["results"].erase(dice.below(reply["results"].size()));
            if (dice.chance(50)) std::reverse(reply["results"].begin(), reply["results"].end());
            response.body = reply.dump();
        }
    }
    answer.reply = device::HttpReply{response.status, response.body, {}};
    return answer;
}

bool Simulation::exchange(SimDevice& device, Dice& dice, Network network) {
    if (device.wiped) return false;
    const bool faulty = network == Network::Faulty;
    const auto outgoing = device.runner().prepare();
    if (!outgoing) {
        note("cannot prepare: " + outgoing.error().detail);
        return false;
    }
    checkPush(device, Json::parse(outgoing->body));
    const auto kept = device.rows();  // a tap that comes while the device is told to wipe itself goes with it
    m_failing = network == Network::PowerFails || (faulty && dice.chance(2));
    if (network == Network::PowerFails) m_service->failAtCommit();
    else if (m_failing) m_service->failAfter(static_cast<std::int64_t>(dice.below(12)));
    const Answer answer = overTheNetwork(device, *outgoing, dice, network);
    if (m_service->hasFailed()) {
        m_counters.count("the service lost power");
        m_service->restart(true, m_chance);
    } else {
        tests::MemoryDisk::instance().thaw("run/service");
    }
    m_failing = false;
    if (faulty && dice.chance(15)) {
        m_counters.count("a tap during an exchange");
        record(device, dice);
        if (device.wiped) return false;
    }
    const bool dies = faulty && dice.chance(6);
    if (dies) tests::MemoryDisk::instance().freezeAfter(device.path, static_cast<std::int64_t>(dice.below(25)));
    if (answer.reply && answer.reply->status == 401 && device.alone) device.toldToWipe = true;
    const Json reply = answer.reply ? Json::parse(answer.reply->body, nullptr, false) : Json();
    const bool answered = answer.reply && answer.reply->status == 200 && reply.is_object();
    std::set<std::string> mustGo;
    if (const auto erased = answered ? erasedIn(reply) : std::set<std::string>(); !erased.empty()) {
        mustGo = device.opsAbout(erased);
        device.book.erased.insert(erased.begin(), erased.end());
    }
    for (const auto& id : mustGo)
        device.book.made[id].erased = true;
    const auto known = m_service->reference.devices.find(device.id);
    const bool isRetired = known != m_service->reference.devices.end() && known->second.status == "retired";
    const auto outcome = device.runner().take(answer.reply ? base::Result<device::HttpReply>(*answer.reply)
                                                           : base::Result<device::HttpReply>(base::Error{base::ErrorCode::Offline, "the simulator's network"}));
    if (answered) hearAnswer(device, answer.request, reply);
    std::map<std::string, std::string> lines;
    if (answered)
        for (const auto& result : reply.value("results", Json::array()))
            lines[result["id"]] = result.dump();
    for (const auto& op : answer.request["push"]) {
        const std::string id = op["id"];
        note("  pushed " + id + ": " + (lines.contains(id) ? lines[id] : "nothing"));
    }
    note("exchange: " + std::to_string(static_cast<int>(outcome.end)) + ' ' + std::to_string(outcome.acknowledged) + ' ' + std::to_string(outcome.received) + ' ' +
         (answer.reply ? std::to_string(answer.reply->status) : "broken") + ' ' + outcome.error.detail);
    for (const auto& stream : outcome.last.dropped) {
        static_cast<void>(stream);
        m_counters.count("a stream was dropped");
    }
    if (!outcome.last.stopped.empty()) m_counters.count("a stream stopped");
    for (const auto& stream : outcome.last.differing) {
        m_counters.count("a sum differed");
        require(device.book.damaged.contains(stream), "I10: the sum of " + stream + " differs on an undamaged device");
    }
    if (outcome.last.forgot) m_counters.count("ops were given back");
    if (outcome.end == RunEnd::Done && !mustGo.empty()) {
        m_counters.count("an erasure took ops out of an outbox");
        for (const auto& row : device.rows())
            require(!mustGo.contains(row.id), "I19: an op about somebody who was erased is still in the outbox: " + row.id);
    }
    if (outcome.wiped) {
        require(answer.reply && answer.reply->status == 401 && device.alone, "a device was wiped that nobody reported lost");
        m_counters.count("a device was wiped");
        if (isRetired) m_counters.count("a retired device was emptied");
        for (const auto& row : kept)
            require(!isRetired || m_service->reference.holds(row.id) || device.book.made[row.id].erased, "I23: a retired device was emptied of an op that only it had: " + row.id);
        device.wiped = true;
        return false;
    }
    if (dies && device.hasDied()) {
        m_counters.count("a device died while it took a reply");
        device.crash();
        if (device.wiped) {
            m_counters.count("a device was wiped");
            return false;
        }
    } else {
        tests::MemoryDisk::instance().thaw(device.path);
    }
    if (outcome.mustReEnrol) return false;
    return outcome.end == RunEnd::Done && outcome.last.more;
}

std::set<std::string> Simulation::erasedIn(const Json& reply) {
    std::set<std::string> subjects;
    for (const auto& pull : reply.value("pull", Json::array())) {
        for (const auto& key : pull.value("erased", Json::array()))
            subjects.insert(key[0].get<std::string>() + ':' + key[1].get<std::string>());
        for (const auto& entry : pull.value("entries", Json::array()))
            if (entry.contains("erase")) subjects.insert(entry["erase"]["type"].get<std::string>() + ':' + entry["erase"]["entity"].get<std::string>());
    }
    return subjects;
}

void Simulation::hearAnswer(SimDevice& device, const Json& request, const Json& reply) {
    std::set<std::string> sent;
    for (const auto& op : request["push"])
        sent.insert(op["id"].get<std::string>());
    for (const auto& line : reply.value("results", Json::array())) {
        const auto it = device.book.made.find(line["id"]);
        if (it == device.book.made.end() || !sent.contains(line["id"])) continue;
        Made& made = it->second;
        made.answered = true;
        made.answeredAt = reply["clock"];
        const std::string outcome = line.value("was", line["outcome"].get<std::string>());
        if (outcome == "erased") made.mayGo = true;
        const std::string reason = line.value("reason", std::string());
        require(made.injected || (reason != "invalid_value" && reason != "malformed" && reason != "too_large"),
                "the service refuses what a notebook made: " + line.dump());
    }
    for (const auto& stream : reply.value("revoked", Json::array())) {
        device.book.revoked.insert(stream.get<std::string>());
        m_counters.count("a stream was revoked");
    }
    // What this device is not given any more it need not keep once it is answered. An old app does not hear that it is given it again.
    std::set<std::string> given;
    for (const auto& grant : reply.value("streams", Json::array()))
        given.insert(grant["stream"].get<std::string>());
    const bool hearsGrants = !reply.value("upgrade", false);
    for (auto& [id, made] : device.book.made)
        if (!given.contains(made.stream) || (!hearsGrants && device.book.revoked.contains(made.stream))) made.mayGo = true;
    for (const auto& pull : reply.value("pull", Json::array()))
        for (const auto& asked : request.value("pull", Json::array()))
            if (pull["stream"] == asked["stream"] && pull.value("reset", false) && asked.contains("state")) m_counters.count("a page token of another history");
    if (!device.opensCase())
        for (const auto& pull : reply.value("pull", Json::array()))
            if (pull["stream"].get<std::string>().starts_with("case/") && !pull.value("entries", Json::array()).empty())
                m_counters.count("entries came while the case key was closed");
}

bool Simulation::sync(SimDevice& device, Dice& dice) {
    for (int i = 0; i < 60; ++i)
        if (!exchange(device, dice, Network::Whole)) return true;
    return false;
}

} // namespace waymark::simulation
