// The device's side of the sync as a state machine without I/O: it says what to send and takes what came back. One exchange at a time.
// Works on the Notebook's store and memory, in one transaction per reply: after a crash the next request says the same again, and ids make
// that harmless. Owned by the SyncRunner; single-threaded. The rules are those of the sync contract, sections 3 and 5.
#pragma once

#include "shared/base/result.h"
#include "shared/wire/sync_messages.h"
#include "sync/device/notebook.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace waymark::device {

/// What one exchange brought.
struct Progress {
    bool more = false;                   ///< another exchange has something to do at once
    std::int64_t acknowledged = 0;       ///< ops of the push that got their line, of whatever outcome
    std::int64_t waiting = 0;            ///< ops that still wait
    std::int64_t received = 0;           ///< entries and state rows taken
    bool forgot = false;                 ///< the service had lost something: the retained ops wait again
    bool upgrade = false;                ///< the service speaks a newer protocol: work was handed over, nothing is received
    std::vector<std::string> stopped;    ///< streams whose pull was refused: it would have removed more than half of the live rows
    std::vector<std::string> differing;  ///< streams whose checksum differs from the service's
    std::vector<std::string> dropped;    ///< streams that were revoked and are gone from this device
};

/// A stream that does not run as it should, for the sync screen and the coordinator's board.
struct StreamTrouble {
    std::string stream;
    enum class Kind { Stopped, Differs } kind = Kind::Stopped;
    Millis since = 0;
};

class SyncSession {
public:
    /// `app` is the version that the service is told. The notebook must be loaded.
    SyncSession(Notebook& notebook, std::string app);
    ~SyncSession();

    /// The next request: waiting ops in the order of the outbox within wire/limits.h, the anchor, and a place for every stream. What comes
    /// of the case tier while a volunteer is signed in is sealed for the workers as it came, and folded when one of them unlocks.
    /// Asking again without `apply` gives up the former exchange and repeats it.
    wire::SyncRequest nextRequest();

    /// Takes the answer to the last request. Errors: Malformed (a reply that breaks the contract; nothing was taken), Locked, DiskFull,
    /// Storage. After an error nothing has changed.
    Result<Progress> apply(const wire::SyncReply& reply);

    /// The last request was too large for something on the way: the next ones carry less.
    void sendLess();

    /// Streams in trouble now.
    std::vector<StreamTrouble> troubles() const;
    /// A person has looked at it and takes the service's copy of a stopped stream, however small it is.
    Result<void> acceptSmallerCopy(const std::string& stream);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace waymark::device
