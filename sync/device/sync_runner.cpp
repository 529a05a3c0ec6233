#include "sync/device/sync_runner.h"

#include "sync/device/device_store.h"

#include <utility>

namespace waymark::device {

using base::Error;
using base::ErrorCode;

namespace {

// A service that keeps saying "more" and brings nothing must not keep a tablet busy.
constexpr int kIdleExchanges = 3;

RunEnd endOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::Offline: return RunEnd::Network;
    case ErrorCode::Busy:
    case ErrorCode::TooNew:
    case ErrorCode::TooManyAttempts: return RunEnd::ServerBusy;
    case ErrorCode::Unauthorised:
    case ErrorCode::Revoked:
    case ErrorCode::NotPermitted:
    case ErrorCode::NotFound:
    case ErrorCode::Locked: return RunEnd::Auth;
    case ErrorCode::TooOld: return RunEnd::ClientTooOld;
    default: return RunEnd::Local;
    }
}

RunOutcome failed(Error error) {
    RunOutcome outcome;
    outcome.end = endOf(error.code);
    outcome.error = std::move(error);
    return outcome;
}

} // namespace

SyncRunner::SyncRunner(DeviceStore& store, Vault& vault, Notebook& notebook, Enrolment& enrolment, std::string app)
    : m_store(store), m_vault(vault), m_notebook(notebook), m_enrolment(enrolment), m_session(notebook, std::move(app)), m_courier(notebook) {}

RunOutcome SyncRunner::refused(const HttpReply& reply) {
    const auto json = base::parseJson(reply.body);
    const std::string code = json ? base::textOf(*json, "error") : std::string();
    const std::string said = json ? base::textOf(*json, "message") : std::string();
    RunOutcome outcome;
    if (reply.status == 401 && code == "token_revoked") {
        outcome = failed({ErrorCode::Revoked, said});
        if (json->value("retired", Json()) == Json(true) && hasMoreThanItSaid()) {
            outcome = {};
            outcome.last.more = true;
        } else if (json->value("wipe", Json()) == Json(true)) {
            m_notebook.unload();
            outcome.wiped = m_vault.wipe().ok();
        }
    } else if (reply.status == 401) {
        outcome = failed({ErrorCode::Unauthorised, said});
        outcome.mustReEnrol = true;
    } else if (reply.status == 413) {
        m_session.sendLess();
        outcome = failed({ErrorCode::Busy, "the request was too large for something on the way"});
    } else if (code == "too_new") {
        outcome = failed({ErrorCode::TooNew, "this app is newer than the service"});
    } else if (reply.status == 429 || reply.status >= 500) {
        outcome = failed({ErrorCode::Busy, said});
        outcome.retryAfter = reply.retryAfter;
    } else {
        outcome = failed({ErrorCode::Malformed, "status " + std::to_string(reply.status) + ' ' + code});
    }
    return outcome;
}

// What was recorded between the call and its answer: a retired device hands that over, too.
bool SyncRunner::hasMoreThanItSaid() { return m_notebook.summary().waiting > m_waitingSaid || m_courier.left() > m_blobsSaid; }

Result<Outgoing> SyncRunner::prepare() {
    auto token = m_enrolment.token();
    if (!token) return token.error();
    m_blobIsOut = false;
    if (m_blobsTurn && m_notebook.summary().waiting <= m_waitedThen)
        if (auto call = m_courier.next()) {
            call->bearer = std::move(*token);
            m_blobIsOut = true;
            return std::move(*call);
        }
    m_blobsTurn = false;
    auto request = m_session.nextRequest();
    m_blobsSaid = m_courier.left();
    m_waitingSaid = m_notebook.summary().waiting;
    if (request.waiting) request.waiting->blobs = m_blobsSaid;
    return Outgoing{"/v1/sync", wire::toText(request), std::move(*token)};
}

// A run that ends gives the next one a fresh start, with ops first.
RunOutcome SyncRunner::ended(RunOutcome outcome) {
    if (outcome.end == RunEnd::Done && outcome.last.more) return outcome;
    m_blobsTurn = false;
    m_courier.beginAnew();
    return outcome;
}

RunOutcome SyncRunner::takeBlob(const HttpReply& reply) {
    if (reply.status == 401) {  // what became of this device is told, with all that goes with it, to an exchange
        m_courier.giveUp();
        m_blobsTurn = false;
        RunOutcome asksAgain;
        asksAgain.last.more = true;
        return asksAgain;
    }
    if (reply.status == 429 || reply.status >= 500) return refused(reply);
    const auto moved = m_courier.take(reply);
    if (!moved) return failed(moved.error());
    RunOutcome outcome;
    outcome.exchanges = 1;
    outcome.blobBytes = *moved;
    outcome.wasBlob = true;
    outcome.last.waiting = m_notebook.summary().waiting;
    const bool opsCame = outcome.last.waiting > m_waitedThen;
    const bool blobsLeft = m_courier.hasWork();
    // A service that waited for the blobs is told that no more come, also if it did not take one.
    const bool isWaitedFor = m_seesNothing && m_blobsSaid > 0;
    outcome.last.more = opsCame || blobsLeft || isWaitedFor || m_courier.revokedCanGo();
    m_blobsTurn = blobsLeft;
    return outcome;
}

RunOutcome SyncRunner::take(const Result<HttpReply>& reply) {
    const bool isBlob = std::exchange(m_blobIsOut, false);
    if (!reply && isBlob && reply.error().code == ErrorCode::Unsupported) {
        m_courier.giveUp();
        return ended({});
    }
    if (!reply) return ended(failed(reply.error()));
    if (isBlob) return ended(takeBlob(*reply));
    if (reply->status != 200) return ended(refused(*reply));
    const auto message = wire::syncReplyFromText(reply->body);
    if (!message) return ended(failed(message.error()));
    m_seesNothing = message->streams.empty();
    auto progress = m_session.apply(*message);
    if (!progress) return ended(failed(progress.error()));
    RunOutcome outcome;
    outcome.exchanges = 1;
    outcome.acknowledged = progress->acknowledged;
    outcome.received = progress->received;
    if (progress->upgrade && !progress->more) {
        outcome.end = RunEnd::ClientTooOld;
        outcome.error = {ErrorCode::TooOld, "the service speaks a newer protocol"};
    }
    outcome.last = std::move(*progress);
    m_waitedThen = m_notebook.summary().waiting;
    if (outcome.end == RunEnd::Done && !outcome.last.more && m_courier.hasWork()) {
        m_blobsTurn = true;
        outcome.last.more = true;
    }
    return ended(std::move(outcome));
}

RunOutcome SyncRunner::exchange(Transport& transport) {
    const auto outgoing = prepare();
    if (!outgoing) return failed(outgoing.error());
    return take(transport.call(*outgoing));
}

RunOutcome SyncRunner::run(Transport& transport, const std::function<bool(const Progress&)>& afterEach) {
    RunOutcome total;
    int idle = 0;
    while (true) {
        RunOutcome step = exchange(transport);
        step.exchanges += total.exchanges;
        step.acknowledged += total.acknowledged;
        step.received += total.received;
        step.blobBytes += total.blobBytes;
        const bool moved = step.acknowledged > total.acknowledged || step.received > total.received || step.wasBlob;
        total = std::move(step);
        if (total.end != RunEnd::Done) return total;
        if (afterEach && !afterEach(total.last)) return total;
        if (!total.last.more) break;
        idle = moved ? 0 : idle + 1;
        if (idle >= kIdleExchanges) {
            total.end = RunEnd::Local;
            total.error = {ErrorCode::Malformed, "the service brings nothing and says there is more"};
            return total;
        }
    }
    m_store.dropSpareCopies();
    return total;
}

} // namespace waymark::device
