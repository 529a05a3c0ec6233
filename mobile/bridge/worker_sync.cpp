// The worker's runs of sync: when one begins, each exchange of it, what came of it, and what the screens are told.
#include "mobile/bridge/worker.h"

#include "sync/device/vault.h"

#include <algorithm>

namespace waymark::mobile {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

// A timer may oversleep with the machine; the scheduler is asked at least so often.
constexpr base::Millis kLongestNapMs = 60'000;

}  // namespace

Result<void> Worker::sendAgain() {
    if (!isOpen()) return lockedError();
    std::vector<std::string> ops;
    for (const auto& line : m_notebook->outbox())
        if (line.state == device::OutboxLine::State::SetAside) ops.push_back(line.op);
    if (auto again = m_notebook->sendAgain(ops); !again) return again;
    tellChanges();
    tellSync();
    trigger(device::Trigger::ByHand);
    return {};
}

Result<void> Worker::takeSmallerCopies() {
    if (!isOpen() || !m_runner) return lockedError();
    for (const auto& trouble : m_runner->session().troubles())
        if (trouble.kind == device::StreamTrouble::Kind::Stopped)
            if (auto taken = m_runner->session().acceptSmallerCopy(trouble.stream); !taken) return taken;
    tellSync();
    trigger(device::Trigger::ByHand);
    return {};
}

void Worker::trigger(device::Trigger what) {
    if (!m_scheduler) return;
    m_scheduler->trigger(what, m_options.clock->monotonicMs());
    planSync();
}

void Worker::planSync() {
    if (!m_scheduler) return;
    const auto due = m_scheduler->dueIn(m_options.clock->monotonicMs());
    if (due && *due <= 0) {
        beginRun();
        return;
    }
    m_due.start(static_cast<int>(std::min(due.value_or(kLongestNapMs), kLongestNapMs)));
}

void Worker::beginRun() {
    if (!m_scheduler->begin(m_options.clock->monotonicMs())) return;
    ++m_run;
    m_running = true;
    m_sentThisRun = 0;
    m_progress = 0.0;
    tellSync();
    exchange();
}

void Worker::exchange() {
    const auto enrolled = m_enrolment->enrolled();
    auto outgoing = m_runner->prepare();
    if (!enrolled || !outgoing) {
        device::RunOutcome outcome;
        outcome.end = device::RunEnd::Local;
        outcome.error = outgoing ? Error{ErrorCode::NotFound, "not enrolled"} : outgoing.error();
        endRun(outcome);
        return;
    }
    emit callNeeded(m_run, enrolled->serviceUrl, enrolled->serviceKey, std::make_shared<const device::HttpCall>(std::move(*outgoing)));
    m_due.start(static_cast<int>(kLongestNapMs));
}

void Worker::takeAnswer(quint64 run, const HttpAnswer& answer) {
    if (run != m_run || !m_running || !m_runner) return;
    const auto outcome = m_runner->take(*answer);
    if (outcome.wiped) {
        onWiped();
        return;
    }
    tellChanges();
    m_sentThisRun += outcome.acknowledged;
    if (outcome.end != device::RunEnd::Done || !outcome.last.more) {
        endRun(outcome);
        return;
    }
    const auto all = m_sentThisRun + outcome.last.waiting;
    m_progress = all > 0 ? static_cast<double>(m_sentThisRun) / static_cast<double>(all) : 0.5;
    m_scheduler->renew(m_options.clock->monotonicMs());
    tellSync();
    exchange();
}

void Worker::endRun(const device::RunOutcome& outcome) {
    m_running = false;
    m_progress = 1.0;
    m_needsCode = outcome.mustReEnrol;
    m_upgrade = outcome.last.upgrade || outcome.end == device::RunEnd::ClientTooOld;
    m_problem.reset();
    if (outcome.end != device::RunEnd::Done) m_problem = outcome.error;
    m_scheduler->end(outcome.end, m_options.clock->monotonicMs(), outcome.retryAfter);
    describeWorkers();
    if (hasStoodDown()) {
        const bool wasOpen = isOpen();
        m_stoodDown = true;
        static_cast<void>(lock().ok());
        if (wasOpen) emit closed(m_opening);
        tellSync();
        return;
    }
    if (m_sendsOnly) {  // works here again: their PIN opens it now
        static_cast<void>(lock().ok());
        tellSync();
        return;
    }
    emit draftsChanged(m_notebook->drafts());  // an erasure takes drafts with it
    tellDevice();
    tellSafeguarding();
    tellChanges();
    tellSync();
    planSync();
}

void Worker::tellSync() {
    SyncStatus status;
    status.running = m_running;
    status.progress = m_progress;
    status.problem = m_problem;
    status.upgradeNeeded = m_upgrade;
    status.needsCode = m_needsCode;
    if (m_runner) {
        const auto troubles = m_runner->session().troubles();
        status.stopped =
            std::any_of(troubles.begin(), troubles.end(), [](const auto& one) { return one.kind == device::StreamTrouble::Kind::Stopped; });
        status.summary = m_notebook->summary();
        if (!m_sendsOnly) status.lines = m_notebook->outbox();
    }
    emit syncChanged(status);
}

}  // namespace waymark::mobile
