#include "sync/device/session_impl.h"

#include "shared/base/mutant.h"

#include <algorithm>

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using base::Mutant;

// Enough for the service to say something about each stream.
constexpr std::int64_t kLittleBytes = 512;

SyncSession::SyncSession(Notebook& notebook, std::string app) : m_impl(std::make_unique<Impl>(*notebook.m_impl, std::move(app))) {}
SyncSession::~SyncSession() = default;

wire::SyncRequest SyncSession::nextRequest() { return m_impl->nextRequest(); }
Result<Progress> SyncSession::apply(const wire::SyncReply& reply) { return m_impl->apply(reply); }

void SyncSession::sendLess() { m_impl->handingOver.tooLarge(); }

std::vector<StreamTrouble> SyncSession::troubles() const {
    std::vector<StreamTrouble> troubles;
    for (const auto& [stream, copy] : m_impl->book.replica.copies()) {
        if (copy.cursor.stoppedAt > 0) troubles.push_back({stream, StreamTrouble::Kind::Stopped, copy.cursor.stoppedAt});
        else if (copy.cursor.differs) troubles.push_back({stream, StreamTrouble::Kind::Differs, copy.cursor.repairedAt});
    }
    return troubles;
}

Result<void> SyncSession::acceptSmallerCopy(const std::string& stream) {
    Copy* copy = m_impl->book.replica.copy(stream);
    if (!copy || copy->cursor.stoppedAt == 0) return Error{ErrorCode::NotFound, "no such stream is stopped"};
    m_impl->acceptSmaller.insert(stream);
    return m_impl->book.store.transaction([&] { return m_impl->beginBootstrap(*copy); });
}

wire::SyncRequest SyncSession::Impl::nextRequest() {
    const std::int64_t alreadyOut = base::mutant(Mutant::TwoPushesInFlight) && inFlight ? pushedUpTo : 0;
    inFlight = true;
    asked.clear();
    // After a request without a reply nobody knows whether the link is back, or whose page answers: one op asks.
    const bool fetchMissed = fetching.missed();
    const bool isDoubtful = handingOver.missed() || fetchMissed;
    const std::size_t mostOps = isDoubtful ? 1 : handingOver.ops();
    wire::SyncRequest request;
    request.app = app;
    request.clock = book.clock.wallMs();
    if (!book.outbox.anchor.id.empty() && !base::mutant(Mutant::AnchorNotSent)) request.anchor = book.outbox.anchor.id;

    wire::Waiting waiting;
    std::size_t bytes = 0;
    bool full = false;
    for (auto& [order, op] : book.outbox.all()) {
        if (!op.isWaiting()) continue;
        const bool isLooked = !full && order > alreadyOut;
        const auto opened = isLooked ? book.openOp(op) : Result<void>();
        // What somebody damaged can never be sent: it is told of elsewhere, and nobody waits for it.
        if (!opened && opened.error().code == base::ErrorCode::Tampered) continue;
        ++waiting.ops;
        if (!waiting.since || op.row.at < *waiting.since) waiting.since = op.row.at;
        // An op whose key is not open waits without holding up the others.
        if (!isLooked || !opened) continue;
        full = request.push.size() >= mostOps || (!request.push.empty() && bytes + op.bytes > handingOver.bytes());
        if (full) continue;
        bytes += op.bytes;
        pushedUpTo = order;
        request.push.push_back(op.wire);
    }
    if (base::mutant(Mutant::OutboxDroppedAtSend))
        for (const auto& sent : request.push)
            if (const OutboxOp* op = book.outbox.byId(base::textOf(sent, "id")))
                if (!book.removeOp(op->row.order)) break;
    request.waiting = waiting;
    for (const auto& [stream, copy] : book.replica.copies()) {
        if (copy.cursor.stoppedAt > 0) request.troubles.push_back({stream, "stopped", copy.cursor.stoppedAt});
        if (copy.cursor.differs) request.troubles.push_back({stream, "differs", copy.cursor.repairedAt});
    }
    // First hand over, then take: while more waits than one push carries, little is asked for.
    pace = request.push.empty() ? &fetching : &handingOver;
    pace->begin(book.clock.monotonicMs());
    request.limit = full ? kLittleBytes : static_cast<std::int64_t>(pace->bytes());
    fullPush = full && !isDoubtful;

    for (const auto& [stream, copy] : book.replica.copies()) {
        const CursorRow& cursor = copy.cursor;
        if (cursor.key == 0 || cursor.revoked) continue;
        wire::PullRequest pull;
        pull.stream = stream;
        if (!cursor.bootstrap) pull.place = {cursor.seq, cursor.chain};
        else if (!cursor.stateToken.empty()) pull.state = cursor.stateToken;
        if (cursor.bootstrap && cursor.freshPastSeq > 0) pull.past = wire::Place{cursor.freshPastSeq, cursor.freshPastChain};
        else if (!cursor.bootstrap && cursor.pastSeq > 0) pull.past = wire::Place{cursor.pastSeq, cursor.pastChain};
        request.pull.push_back(std::move(pull));
        asked.insert(stream);
    }
    return request;
}

Result<Progress> SyncSession::Impl::apply(const wire::SyncReply& reply) {
    if (!inFlight) return Error{ErrorCode::Malformed, "nothing was asked"};
    if (!book.loaded || !book.vault.isUnlocked()) return Error{ErrorCode::Locked, {}};
    inFlight = false;
    pace->end(book.clock.monotonicMs(), fullPush || reply.more);
    for (const auto& pull : reply.pull)
        if (auto fine = checkPull(pull); !fine) return fine.error();

    if (base::mutant(Mutant::CursorBeforeData))
        if (auto moved = moveCursorsAlone(reply); !moved) return moved.error();

    Progress progress;
    bool removed = false;
    const auto done = book.store.transaction([&]() -> Result<void> {
        if (auto taken = take(reply, progress, removed); !taken) return taken;
        return removed ? book.store.oweScrub() : Result<void>();
    });
    if (!done) {
        book.reload();
        return done.error();
    }
    for (const auto& stream : progress.dropped)
        acceptSmaller.erase(stream);
    // What was erased or revoked must not stay behind in the file or its log. If this fails, it is owed, and done when the app starts.
    if (removed)
        if (auto scrubbed = book.store.scrub(); !scrubbed) progress.more = true;
    return progress;
}

// The order is the contract's: erasures and revocations, then results, then entries.
Result<void> SyncSession::Impl::take(const wire::SyncReply& reply, Progress& progress, bool& removed) {
    if (auto heard = book.serviceClock.hear(reply.clock, book.store); !heard) return heard;
    progress.upgrade = reply.upgrade;
    progress.forgot = reply.forgot;
    if (auto erased = takeErasures(reply, removed); !erased) return erased;
    if (!reply.upgrade) {
        if (auto granted = takeGrants(reply, progress); !granted) return granted;
        if (auto revoked = takeRevoked(reply); !revoked) return revoked;
    }
    if (reply.forgot)
        if (auto forgot = takeForgot(); !forgot) return forgot;
    if (auto results = takeResults(reply.results, progress); !results) return results;
    removed = removed || std::any_of(reply.results.begin(), reply.results.end(), [](const wire::OpResult& result) {
        return result.outcome == wire::Outcome::Erased || result.was == wire::Outcome::Erased;
    });
    if (auto dropped = dropRevoked(progress, removed); !dropped) return dropped;
    if (!reply.upgrade)
        if (auto dropped = dropOpsOfLostVenues(reply, removed); !dropped) return dropped;
    for (const auto& pull : reply.pull)
        if (auto taken = takePull(pull, progress); !taken) return taken;
    if (auto covered = coverOps(!reply.upgrade); !covered) return covered;
    if (auto expired = dropExpiredOps(); !expired) return expired;
    if (!reply.upgrade)
        if (auto asked = askAgain(); !asked) return asked;

    for (const auto& [order, op] : book.outbox.all())
        if (op.isWaiting() && op.op) ++progress.waiting;
    for (const auto& [stream, copy] : book.replica.copies())
        if (copy.cursor.key != 0 && copy.cursor.bootstrap && !copy.cursor.revoked) progress.more = true;
    progress.more = progress.more || (reply.more && !reply.upgrade) || reply.forgot || (progress.waiting > 0 && progress.acknowledged > 0);
    if (!progress.more && progress.waiting == 0) {
        book.lastSynced = reply.clock;
        return book.store.setMeta("last_synced", base::toText(Json{{"at", reply.clock}}));
    }
    return {};
}

} // namespace waymark::device
