#include "sync/device/scheduler.h"

#include <algorithm>

namespace waymark::device {

namespace {
constexpr Millis kLongestRetryAfter = 24 * 3'600'000;
}

Scheduler::Scheduler(base::Random& random, SchedulerTimes times) : m_random(random), m_times(times) {}

void Scheduler::askFor(Millis at) { m_next = m_next ? std::min(*m_next, at) : at; }

void Scheduler::trigger(Trigger what, Millis now) {
    if (isRunning(now)) {
        if (what != Trigger::Timer) m_changedMeanwhile = true;
        return;
    }
    switch (what) {
    case Trigger::Start:
    case Trigger::ByHand:
        // A person does not wait for our own back-off, and if their try fails it begins anew; but what the service asked for holds
        // for everybody.
        m_needsPerson = false;
        if (!m_serverAsked) m_notBefore = 0, m_failures = 0;
        askFor(now);
        break;
    case Trigger::Connectivity:
        if (!m_serverAsked) m_notBefore = 0;
        askFor(now + m_times.afterConnectivity);
        break;
    case Trigger::Changed: askFor(now + m_times.afterChange); break;
    case Trigger::Timer:
        if (!m_next) askFor(now + m_times.regular);
        break;
    }
}

bool Scheduler::isRunning(Millis now) const { return m_leaseUntil && now < *m_leaseUntil; }

std::optional<Millis> Scheduler::dueIn(Millis now) const {
    if (isRunning(now) || m_needsPerson) return std::nullopt;
    if (m_leaseUntil) return 0;  // a run that died
    if (!m_next) return std::nullopt;
    return std::max<Millis>(0, std::max(*m_next, m_notBefore) - now);
}

bool Scheduler::begin(Millis now) {
    if (isRunning(now)) return false;
    m_leaseUntil = now + m_times.lease;
    m_next.reset();
    m_changedMeanwhile = false;
    m_serverAsked = false;
    return true;
}

void Scheduler::renew(Millis now) {
    if (!m_leaseUntil) return;
    m_leaseUntil = now + m_times.lease;
    m_failures = 0;
}

void Scheduler::end(RunEnd how, Millis now, std::optional<Millis> retryAfter) {
    m_leaseUntil.reset();
    if (how == RunEnd::Done || how == RunEnd::ClientTooOld) {
        m_failures = 0;
        m_notBefore = 0;
        askFor(now + (m_changedMeanwhile ? m_times.afterChange : m_times.regular));
        return;
    }
    if (how == RunEnd::Auth) {
        m_needsPerson = true;
        return;
    }
    m_failures = std::min(m_failures + 1, 30);
    // Half of the wait is drawn, so that a hall full of tablets does not come back in step.
    const Millis full = std::min(m_times.longestRetry, m_times.firstRetry << std::min(m_failures - 1, 20));
    Millis wait = full / 2 + static_cast<Millis>(m_random.next() % static_cast<std::uint64_t>(full / 2 + 1));
    if (retryAfter) {
        m_serverAsked = true;
        wait = std::max(wait, std::clamp<Millis>(*retryAfter, 0, kLongestRetryAfter));
    }
    m_notBefore = now + wait;
    m_next = m_notBefore;
}

} // namespace waymark::device
