// One device of a run: the shipped notebook, vault, store and runner over a file on the memory disk, and the book in which the simulator writes
// down what this device promised. A copy of the file takes a copy of the book along: that is a clone, or a backup.
#pragma once

#include "sync/device/device_store.h"
#include "sync/device/enrolment.h"
#include "sync/device/notebook.h"
#include "sync/device/sync_runner.h"
#include "sync/device/vault.h"
#include "tests/simulation/history.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace waymark::simulation {

/// What the device has promised about one op.
struct Made {
    std::string stream;
    bool answered = false;       ///< its own line has arrived
    Millis answeredAt = 0;
    bool mayGo = false;          ///< once it is answered: its stream was taken away or its subject erased
    bool erased = false;         ///< the device was told that its subject was erased; it goes without an answer
    bool injected = false;       ///< the simulator put it there, as an older or a broken app would have
};

struct Book {
    std::map<std::string, Made> made;
    Millis latest = 0;               ///< the latest time that the device ever believed it to be
    std::set<std::string> erased;    ///< subjects that it was told are erased
    std::set<std::string> revoked;   ///< streams that it was told it may not have, then or at any time before
    std::set<std::string> damaged;   ///< streams of which a row was taken from the disk; they heal at the next sum
};

class SimDevice {
public:
    SimDevice(std::string path, tests::FakeClock& serviceClock, std::uint64_t seed);
    ~SimDevice();

    void open();
    void close();
    /// As kill -9 does: the file stays as it is at this moment.
    void kill();
    void powerCut();
    /// After a failed write: the device is dead, and comes back with what the disk kept.
    void crash();
    bool hasDied() const;
    void unlock(const std::string& user);

    std::vector<device::OpRow> rows();
    std::vector<device::CursorRow> cursors();
    RefState confirmed(const device::CursorRow& cursor);
    Json opened(const device::OpRow& row);
    /// An op that no notebook of this version makes, put into the outbox.
    void inject(const Json& op);
    /// Ids of the ops here with one of these subjects ("type:uuid").
    std::set<std::string> opsAbout(const std::set<std::string>& subjects);
    /// Somebody's disk loses one confirmed row of a stream. False if there is none.
    bool loseRow(const std::string& stream, std::uint64_t which);

    device::DeviceStore& store() { return *m_store; }
    device::Vault& vault() { return *m_vault; }
    device::Notebook& notebook() { return *m_notebook; }
    device::Enrolment& enrolment() { return *m_enrolment; }
    device::SyncRunner& runner() { return *m_runner; }
    bool isOpen() const { return m_store != nullptr; }
    bool opensCase() const { return m_vault->isOpen(device::KeyTier::Case); }

    std::string path, user, id;
    std::vector<std::string> users;   ///< who joined here
    tests::FakeClock clock;
    tests::SeededRandom random;
    Book book;
    std::map<std::string, std::string> verified;   ///< stream → the state of its cursor when its copy was last compared
    std::int64_t checkedAt = -1;      ///< how much had been written when it was looked at last
    bool oldApp = false;
    bool toldToWipe = false;  ///< the service has answered that this device is to be emptied
    bool wiped = false;
    bool alone = false;               ///< retired or lost: nobody expects anything of it any more

private:
    std::unique_ptr<device::DeviceStore> m_store;
    std::unique_ptr<device::Vault> m_vault;
    std::unique_ptr<device::Notebook> m_notebook;
    std::unique_ptr<device::Enrolment> m_enrolment;
    std::unique_ptr<device::SyncRunner> m_runner;
};

} // namespace waymark::simulation
