// What the session's source files share: the exchange in progress, and the steps of taking a reply. Nobody else includes it.
#pragma once

#include "sync/device/notebook_impl.h"
#include "sync/device/pace.h"
#include "sync/device/session.h"

#include <limits>

namespace waymark::device {

struct SyncSession::Impl {
    Impl(Notebook::Impl& book, std::string app) : book(book), app(std::move(app)) {}

    Notebook::Impl& book;
    std::string app;
    bool inFlight = false;
    std::set<std::string> asked;           ///< streams of the request
    std::set<std::string> acceptSmaller;   ///< streams whose next copy a person has agreed to, however small
    std::map<std::string, int> stops;      ///< how often a stream was stopped since it last ran
    Pace handingOver{Pace::kAim}, fetching{Pace::kFetchAim};
    Pace* pace = &fetching;                ///< the request's: handingOver if it pushes anything
    std::int64_t pushedUpTo = 0;           ///< the order of the last op of the request
    bool fullPush = false;                 ///< the request holds as much as the link is thought to carry: more waits

    // session.cpp
    wire::SyncRequest nextRequest();
    Result<Progress> apply(const wire::SyncReply& reply);
    Result<void> take(const wire::SyncReply& reply, Progress& progress, bool& removed);

    // session_results.cpp: the outbox's side of a reply
    Result<void> takeForgot();
    Result<void> takeResults(const std::vector<wire::OpResult>& results, Progress& progress);
    Result<void> takeResult(OutboxOp& op, const wire::OpResult& result);
    Result<void> moveToCaseKey(OutboxOp& op);
    /// Ops whose result the cursor has reached leave the overlay; those of streams that this device is not given, at once.
    Result<void> coverOps(bool grantsKnown);
    Result<void> dropExpiredOps();
    /// What was set aside on a stream that this device does not hold is sent again once a day: nothing else would tell that it may be taken
    /// now, or that whom it is about was erased.
    Result<void> askAgain();

    // session_streams.cpp: which streams there are
    Result<void> takeGrants(const wire::SyncReply& reply, Progress& progress);
    Result<void> takeRevoked(const wire::SyncReply& reply);
    Result<void> dropRevoked(Progress& progress, bool& removed);
    Result<void> dropOpsOfLostVenues(const wire::SyncReply& reply, bool& removed);

    // session_pull.cpp: what they hold
    Result<void> checkPull(const wire::StreamPull& pull) const;
    Result<void> takeErasures(const wire::SyncReply& reply, bool& removed);
    Result<void> takePull(const wire::StreamPull& pull, Progress& progress);
    Result<void> boundResults(const wire::StreamPull& pull);
    Result<void> takeReset(Copy& copy, Progress& progress);
    Result<void> takeState(Copy& copy, const wire::StreamPull& pull, Progress& progress);
    Result<void> finishBootstrap(Copy& copy, const wire::StreamPull& pull, Progress& progress);
    Result<void> takeEntries(Copy& copy, const wire::StreamPull& pull, Progress& progress);
    Result<void> keepRaw(Copy& copy, const domain::Entry& entry);
    Result<void> compareSum(Copy& copy, const wire::StreamPull& pull, Progress& progress);
    Result<void> beginBootstrap(Copy& copy);
    Result<void> stop(Copy& copy, Progress& progress);
    Result<void> moveCursorsAlone(const wire::SyncReply& reply);  ///< a defect for the simulator (shared/base/mutant.h)
};

/// The seq of a result in a history that is gone: no cursor reaches it, the new copy ends it.
inline constexpr std::int64_t kLostHistory = std::numeric_limits<std::int64_t>::max();
/// How long a stream that was stopped twice and more waits before it asks for its copy again, at first and at most.
inline constexpr Millis kFirstStopMs = 10 * 60'000;
inline constexpr Millis kLongestStopMs = 24 * 3'600'000;
/// What was set aside on a stream that is not held is sent again this often.
inline constexpr Millis kAskAgainEveryMs = 24 * 3'600'000;
/// A checksum that differs is mended at most this often.
inline constexpr Millis kRepairEveryMs = 24 * 3'600'000;

} // namespace waymark::device
