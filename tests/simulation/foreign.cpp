// Clients of other makes: they speak the wire as they like, see what they like, and try what is nobody's to try.
#include "tests/simulation/simulation.h"

#include "shared/base/id.h"
#include "tests/simulation/drawn_types.h"
#include "tests/simulation/world.h"

#include <algorithm>

namespace waymark::simulation {

namespace {

Json nested(int levels) {
    Json value = "deep";
    for (int i = 0; i < levels; ++i)
        value = Json::array({value});
    return value;
}

std::string somebodyOf(Dice& dice) { return "person:" + personId(dice.next()); }

} // namespace

// What is said to be, and what is on it by now: all that a client could know.
Json Simulation::aboutOf(const device::Change& change) const {
    Json about = Json::array();
    const auto add = [&about](const std::string& reference) {
        if (!reference.empty()) about.push_back(reference);
    };
    if (change.type == "conflict") {
        const Key subject = m_service->reference.subjectOf(change.stream, {change.type, change.entity});
        const RefEntity* there = m_service->reference.entity(change.stream, subject);
        if (subject.first == "person" || subject.first == "household") add(subject.first + ':' + subject.second);
        for (const auto* field : {"person", "household"})
            if (there && there->contains(field)) add(textOf({{field, there->at(field).value}}, field));
        return about;
    }
    for (const auto* field : {"person", "household"})
        add(textOf(change.set, field));
    if (about.empty() && hangsOnPeople(change.type)) add(holderOf(change.entity));
    return about;
}

std::optional<device::Change> Simulation::wordOnConflict(Dice& dice) const {
    std::vector<device::Change> open;
    for (const auto& [name, stream] : m_service->reference.streams)
        for (const auto& [key, fields] : stream.state)
            if (key.first == "conflict") open.push_back({name, key.first, key.second, {{"status", dice.chance(50) ? "kept" : "other"}}});
    if (open.empty()) return std::nullopt;
    device::Change chosen = dice.one(open);
    static const std::vector<Json> kNotTheirs = {{{"status", "settled"}}, {{"kept", nullptr}}, {{"owner", "user:nobody"}}, {{"deleted", true}}};
    if (dice.chance(30)) chosen.set = dice.one(kNotTheirs);
    return chosen;
}

// It may have seen what is there, something older, what merely says the same, nothing, or something that nobody knows.
void Simulation::addSaws(Json& op, const RefEntity& there, Dice& dice) {
    const auto& held = m_service->reference.held;
    for (const auto& [field, state] : there) {
        const auto pick = dice.below(11);
        if (pick < 5) op["saw"][field] = state.op;
        else if (pick < 7) {
            if (const auto older = m_service->reference.sawBy(state.op, field); !older.empty()) op["saw"][field] = older;
        } else if (pick == 7) op["saw"][field] = base::newOpId(1, m_chance);
        else if (pick == 8) {
            const auto isStandIn = [&, &name = field, &winner = state.op](const auto& one) {
                const auto stands = one.second.standsFor.find(name);
                return stands != one.second.standsFor.end() && stands->second == winner;
            };
            if (const auto standIn = std::find_if(held.begin(), held.end(), isStandIn); standIn != held.end()) op["saw"][field] = standIn->first;
        }
    }
}

// What its author had before them comes later. The op itself says of one field what stands already, or is a further word on a consent that has
// not come yet.
void Simulation::namePredecessor(Json& op, const RefEntity& there, Dice& dice) {
    Json before = op;
    before["id"] = base::newOpId(std::max<Millis>(0, op["at"].get<Millis>() - 1), m_chance);
    std::string named;
    if (there.empty()) {
        if (!op["set"].contains("answer")) return;
        named = "answer";
        op["set"][named] = "withdrawn";
    } else {
        std::vector<std::string> shared;
        for (const auto& [field, value] : op["set"].items())
            if (there.contains(field) && policyOf(op["type"], field) != "once") shared.push_back(field);
        if (shared.empty()) return;
        named = dice.one(shared);
        op["set"][named] = there.at(named).value;
        before["set"] = {{named, before["set"][named]}};
        if (before["set"][named] == op["set"][named]) before["set"][named] = word(dice);
        if (dice.chance(50)) before["saw"][named] = there.at(named).op;
        else if (before.contains("saw")) before["saw"].erase(named);
    }
    op["saw"][named] = before["id"];
    m_predecessors.push_back(before);
}

void Simulation::spoil(Json& op, Dice& dice) {
    const World& world = World::instance();
    switch (dice.below(60)) {
    case 0: op.erase("at"); break;
    case 1: op["set"] = "nonsense"; break;
    case 2: op["set"]["name"] = std::string(70'000, 'x'); break;
    case 3: op["set"]["name"] = "bell\a"; break;
    case 4: op["by"] = world.volunteer; break;
    case 5: op["type"] = "venue"; op["entity"] = world.venue; op["stream"] = world.organisationStream(); break;
    case 6: op["about"] = Json::array(); break;
    case 7: op["stream"] = "venue/" + sessionId(1); break;
    case 8: op["set"]["merged_into"] = op["type"].get<std::string>() + ":ffffffff-ffff-4fff-8fff-ffffffffffff"; break;
    case 9: op["stream"] = "nowhere"; break;
    case 10: op["about"] = {somebodyOf(dice)}; break;
    case 11: op["erase"] = dice.chance(50) ? Json() : Json{{"type", "person"}, {"entity", personId(dice.next())}}; break;
    case 12: op["void"] = true; break;
    case 13: op["set"]["nest"] = nested(30 + static_cast<int>(dice.below(29))); break;
    case 14: op["of_a_later_version"] = {{"with", somebodyOf(dice)}}; break;
    case 15: op["type"] = "x", op["entity"] = "", op["about"] = {somebodyOf(dice)}; break;
    case 16: op["of_a_later_version"] = nested(30 + static_cast<int>(dice.below(29))); break;
    case 17: op["about"] = {std::string(4'000, 'x') + std::to_string(dice.next())}; break;
    case 18: op["about"].push_back(somebodyOf(dice)); break;
    case 19: op["set"]["said"] = {"talk of " + somebodyOf(dice), {{"owner", personId(dice.next())}, {"text", word(dice)}}}; break;
    case 20: op["of_a_later_version"] = {{somebodyOf(dice), 1}, {"said", "with " + personId(dice.next())}}; break;
    default: break;
    }
}

Json Simulation::foreignOpOn(const device::Change& change, const std::string& user, Dice& dice) {
    const Millis real = m_clock.wallMs();
    Millis at = real - static_cast<Millis>(dice.below(7'200'000));
    if (dice.chance(15)) at = real + static_cast<Millis>(dice.below(5ull * 365 * 86'400'000));
    if (dice.chance(5)) at = -5;
    Json op{{"id", base::newOpId(std::max<Millis>(0, at), m_chance)}, {"at", at}, {"by", user}, {"stream", change.stream},
            {"type", change.type}, {"entity", change.entity}, {"set", change.set}, {"about", aboutOf(change)}};
    if (change.type == "feedback") op["by"] = nullptr;
    const RefEntity* there = m_service->reference.entity(change.stream, {change.type, change.entity});
    if (there) addSaws(op, *there, dice);
    if (dice.chance(40)) namePredecessor(op, there ? *there : RefEntity(), dice);
    if (dice.chance(12)) op["of_a_later_version"] = {{"mood", "calm"}};
    spoil(op, dice);
    return op;
}

// Two say the same, the second having seen what comes last; before that somebody else may write over the first. Three words that differ.
Json Simulation::saidTwice(const std::string& user, Dice& dice) {
    const Scene scene(dice, m_counters, year());
    const auto op = [&](const std::string& text, const std::string& saw) {
        const Millis at = m_clock.wallMs() - static_cast<Millis>(dice.below(7'200'000));
        Json one{{"id", base::newOpId(at, m_chance)}, {"at", at}, {"by", user}, {"stream", scene.venue}, {"type", "person"}, {"entity", scene.person},
                 {"about", Json::array()}, {"set", {{"known_as", text}}}};
        if (!saw.empty()) one["saw"]["known_as"] = saw;
        return one;
    };
    if (dice.chance(30)) {
        // Or the last word comes first, then the first, then the one between them.
        const Json again = op("said twice", {}), between = op("seen by who said it again", again["id"]);
        return Json::array({op("said twice", between["id"]), again, between});
    }
    const RefEntity* there = m_service->reference.entity(scene.venue, {"person", scene.person});
    const Json first = op("said twice", there && there->contains("known_as") ? there->at("known_as").op : std::string());
    const Json last = op("seen by who said it again", dice.chance(40) ? first["id"].get<std::string>() : std::string());
    Json story = Json::array({first, op("said twice", last["id"])});
    if (dice.chance(50)) story.push_back(op("said over it", first["id"]));
    story.push_back(last);
    return story;
}

// Written over what stands, by somebody who saw just that, while what else was seen of it is still to come.
Json Simulation::opOver(const Json& predecessor, const std::string& user, Dice& dice) {
    const std::string field = predecessor["set"].begin().key();
    const Json value = dice.chance(60) ? Json() : Json(word(dice));
    const device::Change change{predecessor["stream"], predecessor["type"], predecessor["entity"], {{field, value}}};
    Json op = foreignOpOn(change, user, dice);
    const RefEntity* there = m_service->reference.entity(change.stream, {change.type, change.entity});
    if (there && there->contains(field)) op["saw"][field] = there->at(field).op;
    return op;
}

Json Simulation::foreignOp(const std::string& user, Dice& dice) {
    // What it repeats of others the service holds: an op that comes back alone after a restore, without the anchor of its device, would hide
    // that the ones before it are missing (the contract names this limit).
    if (!m_seen.empty() && dice.chance(22))
        if (const Json& seen = dice.one(m_seen); seen.contains("id") && seen["id"].is_string() && m_service->reference.holds(seen["id"])) return seen;
    if (!m_predecessors.empty() && dice.chance(35)) {
        if (dice.chance(50)) std::swap(m_predecessors[dice.below(m_predecessors.size())], m_predecessors.back());
        if (dice.chance(40)) return opOver(m_predecessors.back(), user, dice);
        const Json before = m_predecessors.back();
        m_predecessors.pop_back();
        return before;
    }
    Scene scene(dice, m_counters, year());
    if (dice.chance(4))
        if (const auto change = wordOnConflict(dice)) return foreignOpOn(*change, user, dice);
    const auto changes = user == World::instance().lead ? drawForLead(scene) : drawForeign(scene);
    return foreignOpOn(dice.one(changes), user, dice);
}

void Simulation::foreign(Dice& dice) {
    const World& world = World::instance();
    const World::Client& client = dice.chance(88) ? world.otherMake : world.otherMakeOfLead;
    Json push = Json::array(), pull = Json::array();
    if (dice.chance(5)) push = saidTwice(client.user, dice);
    else
        for (std::uint64_t i = 0; i <= dice.below(3); ++i)
            push.push_back(foreignOp(client.user, dice));
    for (const auto& op : push)
        if (m_seen.size() < 400 && op.dump().size() < 10'000) m_seen.push_back(op);
    if (dice.chance(20)) pull.push_back({{"stream", world.concernStream()}, {"seq", 0}});
    const Json request{{"protocol", 1}, {"app", "other make"}, {"clock", m_clock.wallMs()}, {"anchor", nullptr},
                       {"push", push}, {"pull", pull}, {"limit", 100}};
    for (const auto& op : push)
        note("  other make pushes " + op.dump().substr(0, 700));
    const auto response = post(process(dice), "/v1/sync", request.dump(), client.token);
    const Json reply = Json::parse(response.body, nullptr, false);
    note("other make: " + std::to_string(response.status) + ' ' + (reply.contains("results") ? reply["results"].dump() : "nothing"));
}

} // namespace waymark::simulation
