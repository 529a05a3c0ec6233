#include "tests/simulation/mutants.h"

#include "shared/base/mutant.h"
#include "tests/simulation/simulation.h"
#include "tests/simulation/world.h"

#include <iomanip>
#include <iostream>

namespace waymark::simulation {

using base::Mutant;

namespace {

struct Defect {
    Mutant mutant;
    const char* name;
    unsigned within;   ///< seeds: about ten times what it took
};

constexpr Defect kDefects[] = {
    {Mutant::CursorBeforeData, "cursor committed before data", 60},
    {Mutant::NoChainInCursor, "no chain in the cursor", 40},
    {Mutant::ChainOverOpIds, "chain over op ids only", 400},
    {Mutant::NoDeduplicationOfOthers, "no de-duplication across devices", 40},
    {Mutant::AcknowledgedByCount, "acknowledgement by count", 60},
    {Mutant::OutboxDroppedAtSend, "outbox dropped at send", 10},
    {Mutant::AnchorNotSent, "anchor not sent", 10},
    {Mutant::ForgottenPushJudged, "a forgotten push judged all the same", 40},
    {Mutant::TwoPushesInFlight, "two pushes in flight", 10},
    {Mutant::SawByNumber, "saw by number", 20},
    {Mutant::NoWalk, "no walk through saws", 150},
    {Mutant::AboutLeftOff, "about left off later ops", 20},
    {Mutant::TimeNotCut, "time cut removed", 20},
    {Mutant::BootstrapMerged, "bootstrap merged into the old copy", 40},
    {Mutant::SeqOfLastPage, "bootstrap's seq from the last page", 60},
    {Mutant::SumCopied, "checksum copied", 250},
    {Mutant::UnknownKeysDropped, "unknown keys dropped", 20},
    {Mutant::PoisonBlocks, "poison op blocks", 40},
    {Mutant::DeviceSyncNormal, "synchronous=NORMAL on the device", 40},
    {Mutant::ServiceSyncNormal, "synchronous=NORMAL on the service", 250},
    {Mutant::ConflictsOfIncomingOnly, "conflicts only for the incoming op", 20},
    {Mutant::BarrierBeforeLock, "barrier checked before the lock", 200},
    {Mutant::BarrierByEntityAlone, "barrier by entity id alone", 60},
    {Mutant::NoErasedList, "no erased list", 100},
    {Mutant::SerialNumbers, "sequence numbers from a serial column", 40},
};

} // namespace

int runMutants() {
    static_cast<void>(World::instance());   // made without defects
    constexpr unsigned kClean = 20;
    for (unsigned seed = 1; seed <= kClean; ++seed)
        if (const auto outcome = Simulation::run(Plan::ofSeed(seed)); outcome.broken) {
            std::cout << "seed " << seed << " fails without any defect: " << *outcome.broken << '\n';
            return 1;
        }
    int missed = 0;
    std::cout << "caught after   within  defect\n";
    for (const auto& defect : kDefects) {
        base::theMutant = defect.mutant;
        unsigned seeds = 0;
        std::optional<std::string> found;
        while (!found && seeds < defect.within)
            found = Simulation::run(Plan::ofSeed(++seeds)).broken;
        base::theMutant = Mutant::None;
        const std::string words = found ? found->substr(0, found->find('\n')).substr(0, 90) : "NOT CAUGHT";
        std::cout << std::setw(12) << (found ? std::to_string(seeds) : "-") << std::setw(9) << defect.within << "  " << defect.name << ": " << words << std::endl;
        missed += static_cast<int>(!found);
    }
    return missed == 0 ? 0 : 1;
}

} // namespace waymark::simulation
