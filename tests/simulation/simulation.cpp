#include "tests/simulation/simulation.h"

#include "tests/simulation/world.h"
#include "tests/support/memory_disk.h"

#include <QDateTime>

namespace waymark::simulation {

using tests::MemoryDisk;

Simulation::Simulation(const Plan& plan) : m_plan(plan), m_clock(World::kStart + 60'000), m_chance(plan.seed + 1) {
    World& world = World::instance();
    MemoryDisk& disk = MemoryDisk::instance();
    disk.copy("base/service", "run/service");
    m_service = std::make_unique<SimService>("run/service", m_clock, m_counters);
    m_service->continueFrom(*world.service);
    m_service->random = tests::SeededRandom(plan.seed * 3 + 1);
    m_service->open();
    for (unsigned i = 0; i < plan.devices && i < world.devices.size(); ++i) {
        const auto& info = world.devices[i];
        const std::string path = "run/device" + std::to_string(m_files++);
        disk.copy(info.path, path);
        m_devices.push_back(std::make_unique<SimDevice>(path, m_clock, plan.seed * 11 + i));
        m_devices.back()->user = info.user;
        m_devices.back()->users = info.users;
        m_devices.back()->id = info.id;
        m_devices.back()->open();
    }
}

Simulation::~Simulation() {
    m_devices.clear();
    m_service.reset();
    MemoryDisk& disk = MemoryDisk::instance();
    disk.remove("run/service");
    for (int i = 0; i < m_files; ++i)
        disk.remove("run/device" + std::to_string(i));
    for (int i = 0; i < m_backups; ++i)
        disk.remove("run/backup" + std::to_string(i));
}

void Simulation::note(const std::string& line) { m_trace.push_back(line); }

void Simulation::advance(Millis ms) {
    const auto year = [this] { return QDateTime::fromMSecsSinceEpoch(m_clock.wallMs(), Qt::UTC).date().year(); };
    const int before = year();
    m_clock.advance(ms);
    for (auto& device : m_devices)
        device->clock.advance(ms);
    if (year() != before) m_counters.count("a new year");
}

void Simulation::doStep(const Step& step) {
    Dice dice(step.dice);
    SimDevice& device = this->device(step.device);
    const std::string& what = step.what;
    static const std::set<std::string> kOfADevice = {"exchange", "sync", "powerfails", "kill", "powercut", "clock", "reboot", "oldapp", "switch"};
    if (device.wiped && kOfADevice.contains(what)) return;
    if (what == "record") record(device, dice);
    else if (what == "exchange") exchange(device, dice, Network::Faulty);
    else if (what == "sync") sync(device, dice);
    else if (what == "tick") advance(1 + static_cast<Millis>(dice.below(3'600'000)));
    else if (what == "days") advance(static_cast<Millis>(1 + dice.below(40)) * 86'400'000);
    else if (what == "foreign") foreign(dice);
    else if (what == "late") deliverLate(dice);
    else if (what == "kill") device.kill(), m_counters.count("a device was killed");
    else if (what == "powercut") device.powerCut(), m_counters.count("a device lost power");
    else if (what == "clock" || what == "reboot") setClock(device, dice);
    else if (what == "clone") clone(device);
    else if (what == "save") save(device);
    else if (what == "return") comeBack(device);
    else if (what == "backup") m_service->backup("run/backup" + std::to_string(m_backups++));
    else if (what == "restore") restoreService(static_cast<int>(dice.below(static_cast<std::uint64_t>(m_backups))));
    else if (what == "restorelast") restoreService(m_backups - 1);
    else if (what == "powerfails") exchange(device, dice, Network::PowerFails);
    else if (what == "merge" || what == "part") merge(device, dice, what == "merge");
    else if (what == "erasepair") erasePerson(pairOf(dice).second, -1);
    else if (what == "enrol") enrolAgain(device);
    else if (what == "end") endDevice(device, dice.chance(50) ? "lost" : "retired");
    else if (what == "servicecrash") servicePowerCut(dice);
    else if (what == "serviceclock") m_clock.setWall(m_clock.wallMs() - static_cast<Millis>(dice.below(3 * 86'400'000))), m_counters.count("the service's clock went back");
    else if (what == "grants" || what == "regrant") changeGrants(dice, what == "regrant");
    else if (what == "lose" || what == "retire") maybeEndDevice(device, dice, what == "lose" ? "lost" : "retired");
    else if (what == "erase") erase(dice);
    else if (what == "retention") m_service->eraseSilent(m_clock.wallMs() - static_cast<Millis>(dice.below(30)) * 86'400'000);
    else if (what == "switch") switchUser(device);
    else if (what == "poison") poison(device, dice);
    else if (what == "loserow") {
        const auto cursors = device.wiped ? std::vector<device::CursorRow>() : device.cursors();
        if (!cursors.empty() && device.book.damaged.empty()) device.loseRow(cursors[dice.below(cursors.size())].stream, dice.next());
    }
    else if (what == "again") sendAgain(device, dice);
    else if (what == "console") console(dice);
    else if (what == "oldapp") device.oldApp = !device.oldApp;
    else if (what == "undo") undo(device, dice);
    else if (what == "settle") settle(device, dice);
    else if (what == "together") {
        // Two people at one register who do not see each other.
        record(device, dice);
        record(this->device(step.device + 1), dice);
    }
}

Outcome Simulation::run(const Plan& plan) {
    Outcome outcome;
    Simulation simulation(plan);
    try {
        for (; outcome.step < plan.steps.size(); ++outcome.step) {
            const Step& step = plan.steps[outcome.step];
            simulation.note("-- " + std::to_string(outcome.step) + ' ' + step.what + ' ' + std::to_string(step.device % simulation.m_devices.size()));
            simulation.doStep(step);
            for (auto& device : simulation.m_devices)
                simulation.check(*device);
        }
        simulation.note("-- finish");
        simulation.finish();
    } catch (const Broken& broken) {
        outcome.broken = broken.what();
    } catch (const std::exception& failure) {
        outcome.broken = std::string("an exception: ") + failure.what();
    }
    outcome.counters = simulation.m_counters;
    outcome.trace = std::move(simulation.m_trace);
    for (const auto& line : outcome.trace)
        for (const char c : line + '\n')
            outcome.traceHash = (outcome.traceHash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return outcome;
}

} // namespace waymark::simulation
