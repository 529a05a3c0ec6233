// A sync run: exchanges by the session over a transport until nothing is left to do or something stops it. Used by the bridge's worker, by
// tests and by command-line devices; blocks while it runs. Nothing of it survives: a run that died is simply run again.
#pragma once

#include "sync/device/blob_courier.h"
#include "sync/device/enrolment.h"
#include "sync/device/scheduler.h"
#include "sync/device/session.h"
#include "sync/device/transport.h"

#include <functional>

namespace waymark::device {

/// How a run went, for the scheduler and for people.
struct RunOutcome {
    RunEnd end = RunEnd::Done;
    base::Error error;                  ///< why it stopped, if it did not end with Done; `code` is Offline, Busy, Unauthorised, TooOld, TooNew (for the service), …
    std::optional<Millis> retryAfter;
    bool mustReEnrol = false;           ///< the service does not know this device any more; its outbox is kept
    bool wiped = false;                 ///< the device was reported lost, or retired: everything here is gone
    int exchanges = 0;
    std::int64_t acknowledged = 0, received = 0;
    std::int64_t blobBytes = 0;         ///< of photos and recordings, sent and fetched
    bool wasBlob = false;               ///< the last call was about one of them
    Progress last;                      ///< of the last exchange
};

/// One call, ready to be made.
using Outgoing = HttpCall;

class SyncRunner {
public:
    SyncRunner(DeviceStore& store, Vault& vault, Notebook& notebook, Enrolment& enrolment, std::string app);

    /// The two halves of an exchange, for a caller whose network waits on another thread: what to call, and what came of it. When no op
    /// waits and nothing is left to pull, it is blobs' turn, part by part; an op that is recorded meanwhile goes before the next part. Between them
    /// the notebook may record as ever. Preparing again without taking gives up the former exchange.
    /// Errors: Locked, NotFound (not enrolled).
    Result<Outgoing> prepare();
    RunOutcome take(const Result<HttpReply>& reply);
    /// Both with the transport between them. Errors become the outcome.
    RunOutcome exchange(Transport& transport);
    /// Exchanges until nothing is left. `afterEach` hears of each one and may stop the run by returning false (the app is being locked).
    RunOutcome run(Transport& transport, const std::function<bool(const Progress&)>& afterEach = {});

    SyncSession& session() { return m_session; }

private:
    RunOutcome refused(const HttpReply& reply);
    bool hasMoreThanItSaid();
    RunOutcome takeBlob(const HttpReply& reply);
    RunOutcome ended(RunOutcome outcome);

    DeviceStore& m_store;
    Vault& m_vault;
    Notebook& m_notebook;
    Enrolment& m_enrolment;
    SyncSession m_session;
    BlobCourier m_courier;
    bool m_blobsTurn = false;        ///< the last exchange left nothing to do with ops
    bool m_blobIsOut = false;        ///< the call in progress is the courier's
    std::int64_t m_waitedThen = 0;   ///< ops that waited after the last exchange
    std::int64_t m_blobsSaid = 0;    ///< how many blobs the last exchange said it had to bring
    std::int64_t m_waitingSaid = 0;  ///< ops that waited when it was made
    bool m_seesNothing = false;      ///< by the last reply this device may see no stream any more: it may be about to be emptied
};

} // namespace waymark::device
