// What happens to whole devices and services: copies, restores, power cuts, clocks, grants.
#include "tests/simulation/simulation.h"

#include "tests/simulation/world.h"
#include "tests/support/device.h"
#include "tests/support/memory_disk.h"

#include <algorithm>

namespace waymark::simulation {

using tests::MemoryDisk;
using tests::must;

void Simulation::clone(SimDevice& device) {
    if (device.wiped || m_devices.size() >= 6) return;
    const std::string path = "run/device" + std::to_string(m_files++);
    MemoryDisk::instance().copy(device.path, path);
    auto copy = std::make_unique<SimDevice>(path, m_clock, m_plan.seed * 13 + static_cast<std::uint64_t>(m_files));
    copy->user = device.user;
    copy->users = device.users;
    copy->id = device.id;
    copy->book = device.book;
    copy->oldApp = device.oldApp;
    copy->alone = device.alone;
    copy->open();
    m_devices.push_back(std::move(copy));
    m_counters.count("a device was cloned");
}

void Simulation::save(SimDevice& device) {
    if (device.wiped) return;
    const std::string path = "run/device" + std::to_string(m_files++);
    MemoryDisk::instance().copy(device.path, path);
    m_saved.push_back({path, device.user, device.id, device.book});
}

void Simulation::comeBack(SimDevice& device) {
    for (auto it = m_saved.rbegin(); it != m_saved.rend(); ++it) {
        if (it->id != device.id || device.wiped) continue;
        device.close();
        MemoryDisk::instance().copy(it->path, device.path);
        device.user = it->user;
        device.book = it->book;
        device.open();
        m_counters.count("a device came back from a copy");
        return;
    }
}

void Simulation::restoreService(int which) {
    if (m_service->restore("run/backup" + std::to_string(which))) m_counters.count("the service was restored");
    learnWhoIsOut();
}

void Simulation::learnWhoIsOut() {
    for (auto& device : m_devices) {
        const auto it = m_service->reference.devices.find(device->id);
        device->alone = it != m_service->reference.devices.end() && it->second.status != "active";
    }
}

void Simulation::maybeEndDevice(SimDevice& device, Dice& dice, const std::string& status) {
    if (m_devices.size() >= 3 && !dice.chance(60)) endDevice(device, status);
}

void Simulation::endDevice(SimDevice& device, const std::string& status) {
    // One that was retired may turn out to be lost; some must stay.
    if (m_devices.size() < 3) return;
    m_service->endDevice(device.id, status);
    learnWhoIsOut();
    note(status + ": " + device.id);
}

void Simulation::erase(Dice& dice) {
    const std::string person = "55555555-0000-4000-8000-00000000000" + std::to_string(dice.below(5));
    const bool cut = !m_within && dice.chance(12);
    erasePerson(person, cut ? static_cast<std::int64_t>(dice.below(40)) : -1);
    if (cut) tests::MemoryDisk::instance().thaw("run/service");
}

void Simulation::erasePerson(const std::string& person, std::int64_t failsAfter) {
    note("erase " + person);
    m_service->erase(person, failsAfter);
}

void Simulation::servicePowerCut(Dice& dice) {
    m_service->restart(dice.chance(70), m_chance);
    m_counters.count("the service lost power");
}

void Simulation::changeGrants(Dice& dice, bool give) {
    const World& world = World::instance();
    if (give) {
        if (dice.chance(40) && !m_within) {
            enrolAgain(device(static_cast<unsigned>(dice.below(12))));
            return;
        }
        const std::string user = dice.chance(50) ? world.otherWorker : world.worker;
        Json grants = Json::array();
        for (const auto& venue : {world.venue, world.otherVenue})
            grants.push_back({{"role", "worker"}, {"venue", "venue:" + venue}, {"from", World::kStart - 86'400'000}});
        m_service->sets(world.organisationStream(), {"user", user}, {{"grants", grants}});
        return;
    }
    if (dice.chance(40)) {
        m_service->endGrants(device(static_cast<unsigned>(dice.below(12))).id, dice.chance(70) ? world.otherVenue : world.venue);
        return;
    }
    const std::string user = dice.chance(50) ? world.otherWorker : world.worker;
    Json grants = Json::array();
    grants.push_back({{"role", dice.chance(50) ? "worker" : "volunteer"}, {"venue", "venue:" + world.venue}, {"from", World::kStart - 86'400'000}});
    if (dice.chance(30)) grants[0]["to"] = m_clock.wallMs() - static_cast<Millis>(dice.below(7'200'000));
    m_service->sets(world.organisationStream(), {"user", user}, {{"grants", grants}});
}

void Simulation::enrolAgain(SimDevice& device) {
    if (device.wiped || device.alone) return;
    const World& world = World::instance();
    DirectTransport transport(*m_service);
    const std::string role = device.users[0] == world.coordinator ? "coordinator" : "worker";
    const auto link = must(device::makeEnrolLink("https://waymark.example", enrolCode(*m_service, role, {world.venue, world.otherVenue})));
    const auto enrolled = device.enrolment().enrol(transport, link, {"Tablet", "test", "0"});
    if (!enrolled) {
        note("not enrolled again: " + enrolled.error().detail);
        return;
    }
    device.id = enrolled->device;
    for (const auto& user : device.users) {
        // Who is no worker any more would take the case key of the device along: such a one does not join again.
        const auto roles = rolesAt(m_service->reference.userGrants(user), {}, m_clock.wallMs());
        if (user != world.volunteer && std::find(roles.begin(), roles.end(), role) == roles.end()) continue;
        if (const auto joined = device.enrolment().join(transport, joinCode(*m_service, user)); !joined) continue;
        const std::string before = device.user;
        device.notebook().unload();
        const auto chosen = device.enrolment().choosePin(tests::kPin);
        if (!chosen) must(device.enrolment().cancelJoin());
        device.unlock(before);
    }
    m_counters.count("a device enrolled again");
    note("enrolled again");
}

void Simulation::switchUser(SimDevice& device) {
    if (device.wiped || device.users.size() < 2) return;
    device.unlock(device.user == device.users[0] ? device.users[1] : device.users[0]);
    note("signed in: " + World::instance().nameOf(device.user));
}

void Simulation::setClock(SimDevice& device, Dice& dice) {
    if (device.wiped) return;
    const Millis years = static_cast<Millis>(dice.below(10)) * 365 * 86'400'000;
    const Millis wrong = dice.chance(40) ? years : dice.chance(50) ? -years / 2 : static_cast<Millis>(dice.below(600'000)) - 300'000;
    if (dice.chance(50)) {
        device.clock.setWall(m_clock.wallMs() + wrong);
        m_counters.count("a device's clock was set");
        return;
    }
    device.kill();
    device.close();
    device.clock.reboot(m_clock.wallMs() + wrong);
    device.open();
    m_counters.count("a device was started anew");
}

} // namespace waymark::simulation
