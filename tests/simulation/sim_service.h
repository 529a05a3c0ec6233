// The service of a run: one or two processes of the shipped service over one database, with the reference model beside them. Every request is
// looked at from outside: what the model expects is compared with what the service answered and with what its log then holds. Between any two
// transactions of a request something else may happen, as with several processes; a write may be rolled back, or run twice.
#pragma once

#include "sync/service/api/enrol_api.h"
#include "sync/service/api/sync_api.h"
#include "sync/service/erasure/erasure.h"
#include "sync/service/store/store.h"
#include "tests/simulation/history.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waymark::simulation {

/// What happens to one request inside the service.
struct Inside {
    int atTransaction = 0;                 ///< before which of the request's transactions `happens` runs, from 1; 0: never
    std::function<void()> happens;
    enum class Write { Once, RolledBack, Twice } write = Write::Once;
};

class InterposedStore;

class SimService {
public:
    SimService(std::string path, tests::FakeClock& clock, Counters& counters);
    ~SimService();

    /// Begins where another run's service stood; its file must have been copied.
    void continueFrom(const SimService& base);
    void open();
    void close();
    /// The processes go and come again; with `powerCut`, after the disk lost what was not synced.
    void restart(bool powerCut, base::Random& chance);

    service::Response handle(std::size_t process, const service::Request& request, const Inside& inside);
    /// A change by the console, having seen what is there.
    void sets(const std::string& stream, const Key& key, const Json& fields);
    void write(const std::function<void(service::WriteTransaction&)>& work);

    void backup(const std::string& to);
    bool restore(const std::string& from);

    // sim_erasures.cpp
    /// Erases somebody; with `failsAfter`, the power goes after so many writes, and the next start finishes it.
    void erase(const std::string& person, std::int64_t failsAfter);
    /// As `retention --apply` does. Returns how many.
    int eraseSilent(Millis before);
    void endGrants(const std::string& device, const std::string& venue);
    /// "retired" or "lost".
    void endDevice(const std::string& device, const std::string& status);
    void comparePassed();

    /// What the registry knows of devices, as the model's.
    void learnDevices();

    /// The state and the sums of every stream, row by row, are the model's.
    void compareStates();
    /// The power goes after so many more writes and syncs.
    void failAfter(std::int64_t operations);
    /// The power goes as the next commit is being made durable.
    void failAtCommit();
    bool hasFailed() const;

    std::string organisation;
    Reference reference;
    History history;
    tests::SeededRandom random{1};
    tests::SeededRandom chance{3};   ///< of what a cut erasure leaves on the disk
    tests::FakeClock& clock;

private:
    friend class InterposedStore;
    struct Process;
    struct Running;

    void lendIds();
    service::Store& innerStore();
    static std::string newLedgerPath();
    void replayLedger();
    void compareAll();
    /// What the board knows of a request whose commit the power cut left open.
    void learnPassed();
    /// The erasures that a device with these cursors has passed.
    std::vector<std::string> passedBy(const Json& request) const;
    void compareLogs();
    void compareStream(service::StreamReader& streams, const std::string& name);
    void checkReply(const Running& running, const Json& reply);
    void checkPull(const Running& running, const Json& pull);
    void beforeTransaction(Running& running, bool writes);
    void afterWrite(Running& running);

    std::string m_path;
    Counters& m_counters;
    std::vector<std::unique_ptr<Process>> m_processes;
    std::vector<Running*> m_running;   ///< a request within a request is on top
    std::map<std::string, std::string> m_deviceOf;   ///< token → device
    std::map<std::string, Reference> m_backups;
    service::Ledger m_ledger{newLedgerPath()};
    std::vector<service::LedgerLine> m_lines;                 ///< of the ledger, as far as they have been looked at
    std::optional<service::LedgerLine> m_unfinished;          ///< an erasure that was cut
    std::map<std::string, std::pair<std::string, Json>> m_unsure;  ///< id of an op → the push whose fate the power cut left open
};

} // namespace waymark::simulation
