// What people and the console write.
#include "tests/simulation/simulation.h"

#include "shared/base/id.h"
#include "tests/simulation/drawn_types.h"
#include "tests/simulation/world.h"
#include "tests/support/memory_disk.h"

#include <QDateTime>

#include <algorithm>

namespace waymark::simulation {

int Simulation::year() const { return QDateTime::fromMSecsSinceEpoch(m_clock.wallMs(), Qt::UTC).date().year(); }

void Simulation::record(SimDevice& device, Dice& dice) {
    if (device.wiped) return;
    const int taps = 1 + static_cast<int>(dice.below(3));
    for (int i = 0; i < taps; ++i) {
        Scene scene(dice, m_counters, year());
        const auto changes = drawTap(scene);
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
            if (changes[n].type == "response" && !device.opensCase()) m_counters.count("a volunteer handed the tablet over for a response");
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
    Scene scene(dice, m_counters, year());
    device::Change change = drawForConsole(scene);
    const std::string date = "2025-11-2" + std::to_string(dice.below(9));
    if (dice.chance(40)) change = {World::instance().venueStream(), "session", scene.session, {{"status", dice.chance(50) ? "open" : "cancelled"}, {"date", date}}};
    m_service->sets(change.stream, {change.type, change.entity}, change.set);
    note("console: " + change.type);
}

} // namespace waymark::simulation
