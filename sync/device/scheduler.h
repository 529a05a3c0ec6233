// When to sync: one place decides, from what happened and what the last run ended with. Pure: it holds no timer and does no network; the
// bridge asks `dueIn` and calls. Owned by the bridge's worker; nothing of it survives a restart, because a start is a trigger of its own.
// All times are monotonic milliseconds (Clock::monotonicMs).
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/base/result.h"

#include <optional>

namespace waymark::device {

using base::Millis;

enum class Trigger {
    Start,         ///< the app has started or was unlocked
    Changed,       ///< something was recorded
    Connectivity,  ///< the network is there again
    Timer,         ///< checked regularly even if nothing happens
    ByHand,        ///< somebody pressed "Send now"
};

/// How a run ended.
enum class RunEnd {
    Done,          ///< nothing waits and nothing is left to receive
    Network,       ///< no connection, or it broke
    ServerBusy,    ///< 429 or 503, an error of the service, or one that is older than this app: come back later
    Auth,          ///< the token is not known or not allowed any more: needs a person
    ClientTooOld,  ///< needs an update; work was handed over
    Local,         ///< this device could not store what came (disk full, a reply that breaks the contract)
};

struct SchedulerTimes {
    Millis afterChange = 2'000;        ///< taps that follow each other go in one push
    Millis afterConnectivity = 500;
    Millis regular = 5 * 60'000;
    Millis firstRetry = 5'000;
    Millis longestRetry = 15 * 60'000;
    Millis lease = 10 * 60'000;        ///< a run that has said nothing for so long is dead
};

class Scheduler {
public:
    Scheduler(base::Random& random, SchedulerTimes times = {});

    void trigger(Trigger what, Millis now);
    /// Milliseconds until a run should start; 0: now. Nothing while a run is going (until its lease ends) or while a person is needed.
    std::optional<Millis> dueIn(Millis now) const;

    /// Takes the lease. False if another run holds it.
    bool begin(Millis now);
    /// The run is alive: one exchange was completed. If it breaks later, the back-off begins anew: a link that is there now and then is
    /// used whenever it is.
    void renew(Millis now);
    /// Ends the run. `retryAfter` is what the service asked for, if it did; it is honoured up to a day.
    void end(RunEnd how, Millis now, std::optional<Millis> retryAfter = {});

    bool isRunning(Millis now) const;
    /// After Auth only a person's press or a restart begins a run. (An app that is too old goes on handing over its work.)
    bool needsPerson() const { return m_needsPerson; }
    int failures() const { return m_failures; }

private:
    void askFor(Millis at);

    base::Random& m_random;
    SchedulerTimes m_times;
    std::optional<Millis> m_next;         ///< when the next run should start
    Millis m_notBefore = 0;               ///< back-off, and what the service asked for
    std::optional<Millis> m_leaseUntil;
    bool m_changedMeanwhile = false;      ///< something was triggered while a run was going
    bool m_needsPerson = false;
    bool m_serverAsked = false;           ///< the back-off is the service's own wish: connectivity does not shorten it
    int m_failures = 0;
};

} // namespace waymark::device
