// What people, other makes of client and the console write.
#include "tests/simulation/simulation.h"

#include "shared/base/id.h"
#include "tests/simulation/world.h"
#include "tests/support/memory_disk.h"

#include <QDateTime>

#include <algorithm>

namespace waymark::simulation {

namespace {

// Few people, so that they meet.
std::string personId(std::uint64_t n) { return "55555555-0000-4000-8000-00000000000" + std::to_string(n % 5); }
std::string sessionId(std::uint64_t n) { return "66666666-0000-4000-8000-00000000000" + std::to_string(n % 2); }
std::string householdId(std::uint64_t n) { return "77777777-0000-4000-8000-00000000000" + std::to_string(n % 2); }
std::string consentId(std::uint64_t n) { return "88888888-0000-4000-8000-00000000000" + std::to_string(n % 5); }
// An id names one thing, so a membership of another venue has another.
std::string membershipId(std::uint64_t n, bool other) { return "99999999-0000-4000-8000-00000000001" + std::to_string(n % 5 + (other ? 5 : 0)); }
std::string thingId(std::uint64_t n) { return "99999999-0000-4000-8000-00000000000" + std::to_string(n % 8); }

const std::vector<std::string> kNames = {"Zara", "Zo\u00eb", "Zoe\u0308", "Ali", "Bo"};
const std::vector<std::string> kPresence = {"present", "late", "absent_told", "waiting"};
const std::vector<std::string> kAnswers = {"granted", "refused", "withdrawn", "not_asked"};
const std::vector<std::string> kStatus = {"planned", "open", "closed", "cancelled"};

Json nested(int levels) {
    Json value = "deep";
    for (int i = 0; i < levels; ++i)
        value = Json::array({value});
    return value;
}

std::string word(Dice& dice) { return "word " + std::to_string(dice.below(6)); }

} // namespace

std::vector<device::Change> Simulation::someChanges(SimDevice& device, Dice& dice) {
    const World& world = World::instance();
    const bool other = dice.chance(20);
    const int year = QDateTime::fromMSecsSinceEpoch(m_clock.wallMs(), Qt::UTC).date().year();
    const std::string venue = world.venueStream(other), book = world.registerStream(dice.chance(90) ? year : year - 1, other);
    // What hangs on a person hangs on the same one for ever, so its id follows from theirs.
    const std::uint64_t who = dice.below(5);
    const std::string person = personId(who), session = sessionId(dice.next());
    const std::string personRef = "person:" + person;
    switch (dice.below(16)) {
    case 0:
    case 1: {
        Json set{{"name", dice.one(kNames)}};
        if (dice.chance(50)) set["known_as"] = word(dice);
        if (dice.chance(20)) set["kind"] = dice.chance(50) ? "child" : "adult";
        if (dice.chance(20)) set["born"] = {{"date", std::to_string(1990 + dice.below(34)) + "-03-1" + std::to_string(dice.below(9))}, {"precision", "day"}};
        if (dice.chance(20)) set["aura_of_a_later_version"] = {{"depth", dice.chance(50) ? Json(1) : Json(1.0)}};
        return {{venue, "person", person, set}};
    }
    case 2:
    case 3:
    case 4:
    case 5: {
        Json set{{"session", "session:" + session}, {"person", personRef}, {"presence", {{"status", dice.one(kPresence)}}}};
        if (dice.chance(30)) set["arrived"] = "1" + std::to_string(dice.below(9)) + ":00";
        if (dice.chance(15)) set["left"] = {{"at", "16:0" + std::to_string(dice.below(9))}, {"with", "person:" + personId(dice.next())}};
        return {{book, "mark", base::markId(session, person), set}};
    }
    case 6: return {{venue, "person", person, {{"deleted", dice.chance(75)}}}};
    case 7: {
        const std::string into = personId(dice.next());
        m_counters.count("a merge");
        return {{venue, "person", person, {{"merged_into", dice.chance(80) ? Json("person:" + into) : Json()}}}};
    }
    case 8: {
        Json set{{"person", personRef}, {"purpose", "photos"}, {"answer", dice.one(kAnswers)}};
        if (dice.chance(30)) {
            Json further{{"answer", dice.one(kAnswers)}};
            if (dice.chance(40)) further["given_by"] = dice.chance(50) ? "self" : "parent";
            if (dice.chance(20)) further["corrects"] = {"consent:" + consentId(dice.next())};
            return {{venue, "consent", consentId(who), further}};
        }
        return {{venue, "consent", consentId(who), set}};
    }
    case 9:
        if (dice.chance(20)) return {{venue, "session", session, {{"status", dice.chance(70) ? "signed" : "open"}, {"signed", dice.chance(70) ? Json{{"at", 1}} : Json()}}}};
        return {{venue, "session", session, {{"status", dice.one(kStatus)}, {"staff", Json::array({"user:" + world.worker})}}}};
    case 10: {
        // But for a membership, which now and then was somebody else's.
        const std::string member = dice.chance(15) ? "person:" + personId(dice.next()) : personRef;
        if (dice.chance(30)) return {{venue, "membership", membershipId(who, other), {{"relation", word(dice)}}}};
        return {{venue, "household", householdId(dice.next()), {{"label", word(dice)}}},
                {venue, "membership", membershipId(who, other), {{"person", member}, {"household", "household:" + householdId(who)}, {"relation", word(dice)}}}};
    }
    case 11: return {{world.caseStream(), "need", thingId(who), {{"person", personRef}, {"flags", Json::array({word(dice)})}}}};
    case 12: return {{world.caseStream(), "note", thingId(who), {{"person", personRef}, {"text", word(dice)}}}};
    case 13: return {{book, "headcount", thingId(dice.next()), {{"session", "session:" + session}, {"kind", "arrival"}, {"bands", {{"0-4", dice.below(9)}}}}}};
    case 14: return {{book, "feedback", thingId(dice.next()), {{"session", "session:" + session}, {"answers", {{"q1", dice.below(5)}}}}}};
    default:
        m_counters.count("an op of an unknown type");
        if (dice.chance(50)) return {{venue, "contraption", thingId(dice.next()), {{"size", dice.below(4)}, {"colour", word(dice)}}}};
        return {{venue, "contraption", thingId(dice.next()), {{"riders", {personRef, "person:" + personId(dice.next())}}, {"story", "of " + personRef + '.'}}}};
    }
    static_cast<void>(device);
}

void Simulation::record(SimDevice& device, Dice& dice) {
    if (device.wiped) return;
    const int taps = 1 + static_cast<int>(dice.below(3));
    for (int i = 0; i < taps; ++i) {
        const auto changes = someChanges(device, dice);
        const bool dies = dice.chance(1);
        if (dies) tests::MemoryDisk::instance().freezeAfter(device.path, static_cast<std::int64_t>(dice.below(6)));
        const auto ids = device.notebook().record(device.user, changes);
        if (dies && device.hasDied()) {
            m_counters.count("a device died while it recorded");
            device.crash();
            // What was not promised may be there all the same.
            for (const auto& row : device.rows())
                if (!device.book.made.contains(row.id)) device.book.made[row.id] = {row.stream};
            if (!ids) continue;
        }
        tests::MemoryDisk::instance().thaw(device.path);
        if (!ids) {
            note("not recorded: " + ids.error().detail);
            continue;
        }
        for (std::size_t n = 0; n < ids->size(); ++n) {
            device.book.made[(*ids)[n]] = {changes[n].stream};
            note("recorded " + (*ids)[n] + ' ' + changes[n].stream.substr(0, 12) + ' ' + changes[n].type + ' ' + changes[n].entity + ' ' + changes[n].set.dump());
        }
    }
    if (!device.opensCase()) m_counters.count("a volunteer was signed in");
}

std::pair<std::string, std::string> Simulation::pairOf(Dice& dice) {
    const std::uint64_t low = dice.below(4);
    return {personId(low), personId(low + 1 + dice.below(4 - low))};
}

void Simulation::merge(SimDevice& device, Dice& dice, bool isOne) {
    if (device.wiped) return;
    const auto [low, high] = pairOf(dice);
    const device::Change change{World::instance().venueStream(), "person", high, {{"merged_into", isOne ? Json("person:" + low) : Json()}}};
    const auto ids = device.notebook().record(device.user, {change});
    note(ids ? (isOne ? "merged " : "parted ") + high : "not recorded: " + ids.error().detail);
    if (!ids) return;
    if (isOne) m_counters.count("a merge");
    for (const auto& id : *ids)
        device.book.made[id] = {change.stream};
}

void Simulation::undo(SimDevice& device, Dice& dice) {
    if (device.wiped) return;
    const auto lines = device.notebook().outbox();
    if (lines.empty()) return;
    const auto& line = lines[dice.below(lines.size())];
    const auto ids = device.notebook().undo(device.user, {line.op});
    note(ids ? "undone" : "not undone: " + ids.error().detail);
    if (!ids || ids->empty()) return;
    m_counters.count("taps were taken back");
    for (const auto& id : *ids)
        device.book.made[id] = {line.stream};
}

void Simulation::settle(SimDevice& device, Dice& dice) {
    if (device.wiped) return;
    const auto conflicts = device.notebook().all("conflict");
    std::vector<device::EntityPtr> open;
    for (const auto& conflict : conflicts)
        if (conflict->values.value("status", Json()) == "open" && conflict->values.contains("of")) open.push_back(conflict);
    if (open.empty()) return;
    std::sort(open.begin(), open.end(), [](const auto& a, const auto& b) { return a->key < b->key; });
    const auto chosen = dice.one(open);
    const Json of = chosen->values["of"];
    const Json other = chosen->values.value("other", Json::object()).value("value", Json());
    std::vector<device::Change> changes{{chosen->stream, "conflict", chosen->key.id, {{"status", dice.chance(50) ? "kept" : "other"}}}};
    if (changes[0].set["status"] == "other" && !other.is_null())
        changes.push_back({chosen->stream, of["type"], of["entity"], {{of["field"].get<std::string>(), other}}});
    const auto ids = device.notebook().record(device.user, changes);
    note(ids ? "settled" : "not settled: " + ids.error().detail);
    if (!ids) return;
    m_counters.count("a conflict was settled");
    for (std::size_t n = 0; n < ids->size(); ++n)
        device.book.made[(*ids)[n]] = {changes[n].stream};
}

Json Simulation::foreignOp(Dice& dice) {
    const World& world = World::instance();
    // What it repeats of others the service holds: an op that comes back alone after a restore, without the anchor of its device, would hide
    // that the ones before it are missing (the contract names this limit).
    if (!m_seen.empty() && dice.chance(25))
        if (const Json& seen = dice.one(m_seen); seen.contains("id") && seen["id"].is_string() && m_service->reference.holds(seen["id"])) return seen;
    const Millis real = m_clock.wallMs();
    Millis at = real - static_cast<Millis>(dice.below(7'200'000));
    if (dice.chance(15)) at = real + static_cast<Millis>(dice.below(5ull * 365 * 86'400'000));
    if (dice.chance(5)) at = -5;
    const auto changes = someChanges(*m_devices[0], dice);
    const auto& change = dice.one(changes);
    Json op{{"id", base::newOpId(std::max<Millis>(0, at), m_chance)}, {"at", at}, {"by", world.worker}, {"stream", change.stream},
            {"type", change.type}, {"entity", change.entity}, {"set", change.set}};
    Json about = Json::array();
    for (const auto* field : {"person", "household"})
        if (change.set.contains(field)) about.push_back(change.set[field]);
    if (about.empty() && change.type == "consent") about.push_back("person:" + personId(static_cast<std::uint64_t>(change.entity.back() - '0')));
    op["about"] = about;
    if (change.type == "feedback") op["by"] = nullptr;
    // It may have seen what is there, something older, nothing, or something that nobody knows.
    if (const RefEntity* there = m_service->reference.entity(change.stream, {change.type, change.entity})) {
        for (const auto& [field, state] : *there) {
            const auto pick = dice.below(10);
            if (pick < 5) op["saw"][field] = state.op;
            else if (pick < 7) {
                const auto held = m_service->reference.held.find(state.op);
                if (held != m_service->reference.held.end() && held->second.saw.contains(field)) op["saw"][field] = held->second.saw.at(field);
            } else if (pick == 7) op["saw"][field] = base::newOpId(1, m_chance);
        }
    }
    if (dice.chance(12)) op["of_a_later_version"] = {{"mood", "calm"}};
    switch (dice.below(60)) {
    case 0: op.erase("at"); break;
    case 1: op["set"] = "nonsense"; break;
    case 2: op["set"]["name"] = std::string(70'000, 'x'); break;
    case 3: op["set"]["name"] = "bell\a"; break;
    case 4: op["by"] = world.volunteer; break;
    case 5: op["type"] = "venue"; op["entity"] = world.venue; op["stream"] = world.organisationStream(); break;
    case 6: op["about"] = Json::array(); break;
    case 7: op["stream"] = "venue/" + sessionId(1); break;
    case 8: op["set"]["merged_into"] = change.type + ":ffffffff-ffff-4fff-8fff-ffffffffffff"; break;
    case 9: op["stream"] = "nowhere"; break;
    case 10: op["about"] = {"person:" + personId(dice.next())}; break;
    case 11: op["erase"] = dice.chance(50) ? Json() : Json{{"type", "person"}, {"entity", personId(dice.next())}}; break;
    case 12: op["void"] = true; break;
    case 13: op["set"]["nest"] = nested(30 + static_cast<int>(dice.below(29))); break;
    case 14: op["of_a_later_version"] = {{"with", "person:" + personId(dice.next())}}; break;
    case 15: op["type"] = "x", op["entity"] = "", op["about"] = {"person:" + personId(dice.next())}; break;
    case 16: op["of_a_later_version"] = nested(30 + static_cast<int>(dice.below(29))); break;
    case 17: op["about"] = {std::string(4'000, 'x') + std::to_string(dice.next())}; break;
    case 18: op["about"].push_back("person:" + personId(dice.next())); break;
    case 19: op["set"]["said"] = {"talk of person:" + personId(dice.next()), {{"owner", personId(dice.next())}, {"text", word(dice)}}}; break;
    case 20: op["of_a_later_version"] = {{"person:" + personId(dice.next()), 1}, {"said", "with " + personId(dice.next())}}; break;
    default: break;
    }
    return op;
}

void Simulation::foreign(Dice& dice) {
    Json push = Json::array();
    for (std::uint64_t i = 0; i <= dice.below(3); ++i)
        push.push_back(foreignOp(dice));
    for (const auto& op : push)
        if (m_seen.size() < 400 && op.dump().size() < 10'000) m_seen.push_back(op);
    const Json request{{"protocol", 1}, {"app", "other make"}, {"clock", m_clock.wallMs()}, {"anchor", nullptr}, {"push", push}, {"pull", Json::array()}, {"limit", 100}};
    const auto response = post(process(dice), "/v1/sync", request.dump(), World::instance().foreignToken);
    const Json reply = Json::parse(response.body, nullptr, false);
    for (std::size_t i = 0; i < push.size(); ++i)
        note("  other make pushed " + push[i].dump().substr(0, 600) + ": " + (reply.contains("results") ? reply["results"][i].dump() : "nothing"));
    note("other make: " + std::to_string(response.status) + ' ' + std::to_string(push.size()));
}

void Simulation::poison(SimDevice& device, Dice& dice) {
    if (device.wiped || !device.opensCase()) return;
    const World& world = World::instance();
    Json op{{"id", base::newOpId(m_clock.wallMs(), device.random)}, {"at", m_clock.wallMs()}, {"by", device.user}, {"stream", world.venueStream()},
            {"type", "person"}, {"entity", personId(dice.next())}, {"set", {{"known_as", word(dice)}}}};
    switch (dice.below(6)) {
    case 0: op["set"]["name"] = "bell\a"; break;
    case 1: op["by"] = world.organisation; break;
    case 2: op["set"]["merged_into"] = "person:ffffffff-ffff-4fff-8fff-ffffffffffff"; break;
    case 3: op["stream"] = "venue/" + sessionId(1); break;
    case 4: op["type"] = "Not A Name", op["entity"] = thingId(dice.next()); break;  // a person's id under another type names nobody
    default: op["of_a_later_version"] = {{"mood", "calm"}};
    }
    device.inject(op);
    m_counters.count("a poisoned op in an outbox");
    note("poisoned: " + op["set"].dump());
}

void Simulation::sendAgain(SimDevice& device, Dice&) {
    if (device.wiped) return;
    std::vector<std::string> ids;
    for (const auto& line : device.notebook().outbox())
        if (line.state == device::OutboxLine::State::SetAside) ids.push_back(line.op);
    if (!ids.empty()) note(device.notebook().sendAgain(ids) ? "sent again" : "not sent again");
}

void Simulation::console(Dice& dice) {
    const World& world = World::instance();
    if (dice.chance(50)) m_service->sets(world.organisationStream(), {"venue", world.venue}, {{"access", word(dice)}});
    else m_service->sets(world.venueStream(), {"session", sessionId(dice.next())}, {{"status", dice.one(kStatus)}, {"date", "2025-11-2" + std::to_string(dice.below(9))}});
    note("console");
}

} // namespace waymark::simulation
