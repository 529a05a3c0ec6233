// One run of the simulator: a service of one or two processes, a few devices and a client of another make, driven by a plan through everything
// that can go wrong, and looked at after every step. At the end the faults cease, everybody syncs, and all must agree. The code on both sides is
// the shipped code; single-threaded; the same plan gives the same trace.
#pragma once

#include "tests/simulation/failure.h"
#include "tests/simulation/plan.h"
#include "tests/simulation/sim_device.h"
#include "tests/simulation/sim_service.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waymark::simulation {

/// What both ends are before a run begins: made once in a process, copied for each run.
struct World;

/// How a run ended.
struct Outcome {
    std::optional<std::string> broken;   ///< what was found; nothing if every promise held
    std::size_t step = 0;                ///< at which step
    Counters counters;
    std::vector<std::string> trace;
    std::uint64_t traceHash = 0;
};

class Simulation {
public:
    explicit Simulation(const Plan& plan);
    ~Simulation();

    static Outcome run(const Plan& plan);

private:
    // simulation.cpp
    void doStep(const Step& step);
    void note(const std::string& line);
    SimDevice& device(unsigned number) { return *m_devices[number % m_devices.size()]; }
    void advance(Millis ms);
    std::size_t process(Dice& dice) { return dice.below(2); }

    // exchange.cpp
    enum class Network { Faulty, Whole, PowerFails };  ///< the last: a whole one, and the service's power goes in its commit
    bool exchange(SimDevice& device, Dice& dice, Network network);
    /// Exchanges until nothing is left; false if the device could not finish.
    bool sync(SimDevice& device, Dice& dice);
    struct Answer {
        std::optional<device::HttpReply> reply;  ///< nothing: the connection broke
        Json request;
    };
    Answer overTheNetwork(SimDevice& device, const device::Outgoing& outgoing, Dice& dice, Network network);
    service::Response post(std::size_t process, const std::string& path, const std::string& body, const std::string& bearer, const Inside& inside = {});
    void happensWithin(Dice& dice);
    void deliverLate(Dice& dice);
    /// Subjects whose erasure a reply tells of.
    static std::set<std::string> erasedIn(const Json& reply);
    void hearAnswer(SimDevice& device, const Json& request, const Json& reply);

    // taps.cpp
    void record(SimDevice& device, Dice& dice);
    void undo(SimDevice& device, Dice& dice);
    void settle(SimDevice& device, Dice& dice);
    void poison(SimDevice& device, Dice& dice);
    void sendAgain(SimDevice& device, Dice& dice);
    /// Says that two people are one, or takes that back. The same dice are about the same two.
    void merge(SimDevice& device, Dice& dice, bool isOne);
    static std::pair<std::string, std::string> pairOf(Dice& dice);   ///< the lower id first
    void console(Dice& dice);
    int year() const;

    // foreign.cpp
    void foreign(Dice& dice);
    Json foreignOp(const std::string& user, Dice& dice);
    Json foreignOpOn(const device::Change& change, const std::string& user, Dice& dice);
    Json saidTwice(const std::string& user, Dice& dice);
    Json opOver(const Json& predecessor, const std::string& user, Dice& dice);
    std::optional<device::Change> wordOnConflict(Dice& dice) const;
    Json aboutOf(const device::Change& change) const;
    void addSaws(Json& op, const RefEntity& there, Dice& dice);
    void namePredecessor(Json& op, const RefEntity& there, Dice& dice);
    void spoil(Json& op, Dice& dice);

    // trouble.cpp
    void clone(SimDevice& device);
    void save(SimDevice& device);
    void comeBack(SimDevice& device);
    void restoreService(int which);
    void servicePowerCut(Dice& dice);
    void changeGrants(Dice& dice, bool give);
    void erase(Dice& dice);
    void erasePerson(const std::string& person, std::int64_t failsAfter);
    void endDevice(SimDevice& device, const std::string& status);
    void maybeEndDevice(SimDevice& device, Dice& dice, const std::string& status);
    void learnWhoIsOut();
    void enrolAgain(SimDevice& device);
    void switchUser(SimDevice& device);
    void setClock(SimDevice& device, Dice& dice);

    // checks.cpp
    void check(SimDevice& device);
    void checkPush(SimDevice& device, const Json& request);
    void checkView(SimDevice& device);
    void finish();
    void checkAgreement();
    void checkConsents();

    friend struct World;
    Plan m_plan;
    Counters m_counters;
    std::vector<std::string> m_trace;
    tests::FakeClock m_clock;
    std::unique_ptr<SimService> m_service;
    std::vector<std::unique_ptr<SimDevice>> m_devices;
    tests::SeededRandom m_chance;
    struct Late {
        std::string bearer, body;
    };
    std::vector<Late> m_late;
    std::vector<Json> m_seen;          ///< ops that travelled, for whoever repeats them
    std::vector<Json> m_predecessors;  ///< ops that a foreign one has named in `saw` and that were not sent yet
    struct Saved {
        std::string path, user, id;
        Book book;
    };
    std::vector<Saved> m_saved;
    int m_files = 0, m_backups = 0;
    bool m_within = false;    ///< a request is being answered
    bool m_failing = false;   ///< the service is about to lose power
};

} // namespace waymark::simulation
