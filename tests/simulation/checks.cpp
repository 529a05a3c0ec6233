// What must hold of a device after every step, and of everybody at the end.
#include "tests/simulation/simulation.h"

#include "shared/base/calendar.h"
#include "shared/domain/consent.h"
#include "tests/simulation/reference_consent.h"
#include "tests/simulation/world.h"
#include "tests/support/device.h"
#include "tests/support/memory_disk.h"

#include <QDateTime>

#include <algorithm>

namespace waymark::simulation {

using device::OpState;
using tests::must;

namespace {

constexpr Millis kRetentionMs = 14LL * 86'400'000;

std::string firstDifference(const RefState& got, const RefState& wanted) {
    const auto text = [](const RefState& state, const Key& key) {
        const auto it = state.find(key);
        if (it == state.end()) return std::string("nothing");
        Json all = Json::object();
        for (const auto& [name, field] : it->second)
            all[name] = {field.value, field.seq, field.op, field.at, field.by, field.extra};
        return all.dump();
    };
    std::set<Key> keys;
    for (const auto* state : {&got, &wanted})
        for (const auto& [key, entity] : *state)
            keys.insert(key);
    for (const auto& key : keys)
        if (text(got, key) != text(wanted, key)) return key.first + ' ' + key.second + "\n  got      " + text(got, key) + "\n  expected " + text(wanted, key);
    return {};
}

// Pages of a bootstrap that were read later than the first may hold what came after its place; the entries to come say it again.
void dropLaterThan(const device::CursorRow& cursor, const RefState& wanted, RefState& got) {
    for (auto entity = got.begin(); entity != got.end();) {
        const auto there = wanted.find(entity->first);
        for (auto field = entity->second.begin(); field != entity->second.end();) {
            const bool later = field->second.seq > cursor.seq;
            require(!later || field->second.seq <= cursor.pastSeq, "I9: a field of a place that no page was read at");
            const bool had = there != wanted.end() && there->second.contains(field->first);
            if (later && had) field->second = there->second.at(field->first);
            field = later && !had ? entity->second.erase(field) : std::next(field);
        }
        entity = entity->second.empty() ? got.erase(entity) : std::next(entity);
    }
}

void leaveOut(const std::set<std::pair<Key, std::string>>& fields, RefState& state) {
    for (const auto& [key, name] : fields)
        if (const auto entity = state.find(key); entity != state.end()) {
            entity->second.erase(name);
            if (entity->second.empty()) state.erase(entity);
        }
}

// A copy in a history that is gone: no log says any more when in it the device took out whom another stream, or a new history, told it of.
void addErased(const std::set<std::string>& subjects, const RefState& state, std::set<std::pair<Key, std::string>>& either) {
    for (const auto& [key, entity] : state) {
        bool about = subjects.contains(key.first + ':' + key.second);
        for (const auto* name : {"person", "household"})
            if (const auto field = entity.find(name); field != entity.end() && field->second.value.is_string())
                about = about || subjects.contains(field->second.value.get<std::string>());
        if (!about) continue;
        for (const auto& [name, field] : entity)
            either.insert({key, name});
    }
}

std::string stateOf(const device::CursorRow& cursor) {
    return std::to_string(cursor.key) + ' ' + std::to_string(cursor.seq) + ' ' + cursor.chain + ' ' + std::to_string(cursor.pastSeq) + ' ' + cursor.stateToken;
}

} // namespace

void Simulation::check(SimDevice& device) {
    if (device.wiped || !device.isOpen()) return;
    const auto operations = tests::MemoryDisk::instance().operations(device.path);
    if (operations == device.checkedAt) return;   // nothing was written since
    device.checkedAt = operations;
    std::map<std::string, device::OpRow> rows;
    for (auto& row : device.rows())
        rows[row.id] = std::move(row);
    const Millis latest = device.book.latest = std::max(device.book.latest, device.notebook().now());
    for (const auto& [id, made] : device.book.made) {
        const auto it = rows.find(id);
        if (it != rows.end()) {
            require(it->second.state == OpState::Waiting || made.answered, "I4: op " + id + " was taken for acknowledged without its line");
            continue;
        }
        require(made.answered || made.erased, "I1: op " + id + " is gone from the outbox and was never answered");
        require(made.mayGo || made.erased || latest - made.answeredAt >= kRetentionMs - 1000, "I25: op " + id + " was not retained for a fortnight");
    }
    for (const auto& [id, row] : rows)
        require(device.book.made.contains(id), "an op in the outbox that nobody made: " + id);

    for (const auto& cursor : device.cursors()) {
        if (cursor.stream.starts_with("case/") && !device.opensCase()) continue;
        if (device.book.damaged.contains(cursor.stream)) continue;
        require(m_service->history.knows(cursor.stream, cursor.seq, cursor.chain), "I7: a cursor that is in no history: " + cursor.stream + ' ' + std::to_string(cursor.seq));
        if (device.verified[cursor.stream] == stateOf(cursor)) continue;   // nothing moved since it was last looked at
        RefState got = device.confirmed(cursor);
        auto [wanted, either] = m_service->history.fold(cursor.stream, cursor.seq, cursor.chain);
        const std::string& now = m_service->reference.streams[cursor.stream].chain;
        if (!device.book.erased.empty() && !m_service->history.leadsTo(cursor.stream, now, cursor.seq, cursor.chain)) addErased(device.book.erased, wanted, either);
        leaveOut(either, got);
        leaveOut(either, wanted);
        if (cursor.pastSeq > cursor.seq) {
            require(m_service->history.knows(cursor.stream, cursor.pastSeq, cursor.pastChain), "I7: a page was read at a place that is in no history");
            dropLaterThan(cursor, wanted, got);
        }
        if (got != wanted) throw Broken("I8, I9: the copy of " + cursor.stream + " at " + std::to_string(cursor.seq) + " is not the fold: " + firstDifference(got, wanted));
        device.verified[cursor.stream] = stateOf(cursor);
    }
}

void Simulation::checkPush(SimDevice& device, const Json& request) {
    std::vector<std::string> waiting, sent;
    bool acknowledged = false;
    for (const auto& row : device.rows()) {
        if (row.state == OpState::Waiting) waiting.push_back(row.id);
        if (row.state == OpState::Acknowledged) acknowledged = true;
    }
    for (const auto& op : request["push"]) {
        sent.push_back(op["id"]);
        require(device.book.made.contains(op["id"]), "I3: an op left the device that is not in its outbox");
    }
    require(!acknowledged || request["anchor"].is_string(), "I24: a device with acknowledged ops names no anchor");
    if (!device.opensCase()) return;   // given-back ops under the case key wait for it
    require(sent.size() <= waiting.size() && std::equal(sent.begin(), sent.end(), waiting.begin()) && (!sent.empty() || waiting.empty()),
            "I4: a push does not begin with the oldest op that waits");
}

// What people see is the confirmed state with the waiting ops over it.
void Simulation::checkView(SimDevice& device) {
    std::map<std::pair<std::string, Key>, Json> wanted;
    for (const auto& cursor : device.cursors()) {
        if (cursor.stream.starts_with("case/") && !device.opensCase()) return;
        for (const auto& [key, entity] : device.confirmed(cursor))
            for (const auto& [name, field] : entity)
                wanted[{cursor.stream, key}][name] = field.value;
    }
    std::map<std::pair<std::string, Key>, Json> refused;
    for (const auto& row : device.rows()) {
        if (row.state == OpState::Acknowledged || row.covered) continue;
        const Json op = device.opened(row);
        auto& target = (row.state == OpState::SetAside ? refused : wanted)[{row.stream, {row.type, row.entity}}];
        for (const auto& [name, value] : op["set"].items())
            target[name] = value;
    }
    for (const auto& [where, values] : refused)
        for (const auto& [name, value] : values.items())
            if (!wanted[where].contains(name)) wanted[where][name] = value;
    for (const auto& [where, values] : wanted) {
        const auto seen = device.notebook().find({where.second.first, where.second.second}, where.first);
        Json shown = values;
        for (auto it = shown.begin(); it != shown.end();)
            it = it->is_null() ? shown.erase(it) : std::next(it);
        if (shown.is_null()) shown = Json::object();
        const Json got = seen ? seen->values : Json::object();
        if (got != shown) throw Broken("the screen of " + device.path + " shows of " + where.first + ' ' + where.second.first + ' ' + where.second.second + ' ' + got.dump() + " and should show " + shown.dump());
    }
}

void Simulation::finish() {
    m_late.clear();
    // Faults are off; apps are brought up to date, workers sign in, a day goes by.
    advance(25LL * 3'600'000);
    if (m_clock.wallMs() < m_service->reference.high) m_clock.setWall(m_service->reference.high + 1000);
    Dice calm(1);
    std::vector<SimDevice*> all;
    for (auto& device : m_devices) {
        device->oldApp = false;
        if (device->wiped) continue;
        if (device->user != device->users[0]) device->unlock(device->users[0]);
        if (!m_service->reference.devices.contains(device->id)) enrolAgain(*device);
        all.push_back(device.get());
    }
    // What each device holds now must be at the service after two syncs.
    std::map<std::string, std::string> retained;
    for (auto* device : all) {
        const auto known = m_service->reference.devices.find(device->id);
        const bool isLost = known != m_service->reference.devices.end() && known->second.status == "lost";
        if (!isLost)
            for (const auto& row : device->rows())
                retained[row.id] = device->path;
    }
    for (int round = 0; round < 3; ++round)
        for (auto* device : all) {
            if (device->wiped) continue;
            require(sync(*device, calm), "I27: a device does not come to an end");
            check(*device);
            if (round == 1)
                for (const auto& trouble : device->runner().session().troubles())
                    if (trouble.kind == device::StreamTrouble::Kind::Stopped) {
                        note("a person accepts a smaller copy of " + trouble.stream);
                        must(device->runner().session().acceptSmallerCopy(trouble.stream));
                    }
        }
    // What a device dropped because it heard that its subject was erased need not be there.
    const auto isErased = [&all](const std::string& id) {
        return std::any_of(all.begin(), all.end(), [&id](SimDevice* device) {
            const auto made = device->book.made.find(id);
            return made != device->book.made.end() && made->second.erased;
        });
    };
    for (const auto& [id, path] : retained)
        require(m_service->reference.holds(id) || isErased(id), "I23, I25: op " + id + " of " + path + " is not at the service");
    for (auto* device : all)
        require(!device->alone || device->wiped, "I17: a device that is retired or lost was not emptied");
    m_service->compareStates();
    checkAgreement();
}

void Simulation::checkAgreement() {
    for (auto& device : m_devices) {
        if (device->wiped || device->alone) continue;
        require(device->notebook().summary().waiting == 0, "I27: ops still wait after two syncs");
        std::set<std::string> held;
        for (const auto& cursor : device->cursors()) {
            held.insert(cursor.stream);
            if (cursor.stream.starts_with("case/") && !device->opensCase()) continue;
            const RefStream& model = m_service->reference.streams[cursor.stream];
            require(cursor.stoppedAt == 0, "I35: " + cursor.stream + " is still stopped");
            require(!cursor.bootstrap && cursor.seq == static_cast<std::int64_t>(model.log.size()),
                    "I33: " + cursor.stream + " is at " + std::to_string(cursor.seq) + " of " + std::to_string(model.log.size()));
            const RefState got = device->confirmed(cursor);
            if (got != model.state) throw Broken("I33: " + cursor.stream + " differs from the service: " + firstDifference(got, model.state));
            require(sumOf(got) == sumOf(model.state), "I10: the sums differ");
            if (device->book.damaged.erase(cursor.stream)) m_counters.count("a differing copy healed");
        }
        const auto granted = m_service->reference.granted(device->id, m_clock.wallMs());
        require(held == std::set<std::string>(granted.begin(), granted.end()), "I17: the streams held are not those granted");
        checkView(*device);
    }
    checkConsents();
}

// What people agreed to reads as the dictionary says: with all that is known, and with what a device of one venue knows.
void Simulation::checkConsents() {
    const World& world = World::instance();
    const std::string here = world.venueStream(), there = world.venueStream(true);
    const std::string today = QDateTime::fromMSecsSinceEpoch(m_clock.wallMs(), Qt::UTC).date().toString(Qt::ISODate).toStdString();
    for (const auto& streams : {std::set{here, there}, std::set{here}, std::set{there}})
        for (const auto& [whom, records] : consentsIn(m_service->reference.streams, streams)) {
            std::vector<domain::ConsentRecord> shipped;
            for (const auto& record : records)
                shipped.push_back(domain::consentRecord(record.id, record.values));
            const auto wanted = consentOn(records, today, m_counters);
            const auto got = domain::name(domain::effectiveConsent(shipped, *base::parseDate(today)));
            if (got != wanted) throw Broken("I15: the consent of " + whom.first + " reads as " + std::string(got) + " and should read as " + wanted);
        }
}

} // namespace waymark::simulation
