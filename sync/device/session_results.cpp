#include "sync/device/session_impl.h"

#include "shared/base/mutant.h"

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using wire::Outcome;

Result<void> SyncSession::Impl::takeForgot() {
    // The service came back from an older backup. Everything that is still here waits again, in its order; ids make that harmless. What
    // the cursor had reached is in the copy already, so it does not lie over it again unless that copy is replaced.
    for (auto& [order, op] : book.outbox.all()) {
        if (op.isWaiting()) continue;
        op.row.state = OpState::Waiting;
        op.row.reason.clear();
        if (auto opened = book.openOp(op); !opened && opened.error().code == ErrorCode::Storage) return opened;
        if (auto stored = book.storeOpState(op); !stored) return stored;
    }
    if (auto checked = book.checkBlobsAgain(); !checked) return checked;
    book.outbox.anchor = {};
    return book.storeAnchor();
}

Result<void> SyncSession::Impl::takeResults(const std::vector<wire::OpResult>& results, Progress& progress) {
    bool anchorMoved = false;
    for (const auto& result : results) {
        OutboxOp* op = base::mutant(base::Mutant::AcknowledgedByCount) ? book.outbox.firstWaiting() : book.outbox.byId(result.id);
        if (!op || !op->isWaiting()) continue;
        ++progress.acknowledged;
        if (op->row.order > book.outbox.anchor.order) {
            book.outbox.anchor = {op->row.order, op->row.id};
            anchorMoved = true;
        }
        if (auto taken = takeResult(*op, result); !taken) return taken;
    }
    return anchorMoved ? book.storeAnchor() : Result<void>();
}

Result<void> SyncSession::Impl::takeResult(OutboxOp& op, const wire::OpResult& result) {
    const Outcome outcome = result.outcome == Outcome::Duplicate ? result.was.value_or(Outcome::Applied) : result.outcome;
    if (outcome == Outcome::Erased) {
        if (auto dropped = book.dropBlobsOfOp(op); !dropped) return dropped;
        return book.removeOp(op.row.order);
    }
    op.row.answeredAt = book.serviceClock.lastServiceTime();
    if (outcome == Outcome::Quarantined) {
        op.row.state = OpState::SetAside;
        op.row.reason = result.reason.empty() ? std::string("malformed") : result.reason;
        return book.storeOpState(op);
    }
    op.row.state = OpState::Acknowledged;
    op.row.resultSeq = result.seq;
    if (auto stored = book.storeOpState(op); !stored) return stored;
    return tierOfStream(op.row.stream) == KeyTier::Case ? moveToCaseKey(op) : Result<void>();
}

Result<void> SyncSession::Impl::moveToCaseKey(OutboxOp& op) {
    if (auto opened = book.openOp(op); !opened) return opened.error().code == ErrorCode::Tampered ? Result<void>() : opened;
    const std::string body = base::toText(Json{{"op", op.wire}, {"before", op.before}});
    const auto sealed = book.vault.seal(KeyTier::Case, Notebook::Impl::opName(op.row), body);
    if (!sealed) return sealed.error();
    if (auto stored = book.store.resealOp(op.row.order, *sealed); !stored) return stored;
    if (!book.vault.isOpen(KeyTier::Case)) {
        op.op.reset();
        op.wire = nullptr;
        op.before = nullptr;
    }
    return {};
}

Result<void> SyncSession::Impl::coverOps(bool grantsKnown) {
    for (auto& [order, op] : book.outbox.all()) {
        if (op.row.covered || op.row.state != OpState::Acknowledged) continue;
        const Copy* copy = book.replica.copy(op.row.stream);
        // A stream that this device only writes to never comes back: the answer is all there will be.
        const bool held = copy && copy->cursor.key != 0 && !copy->cursor.revoked;
        const bool reached = held ? op.row.resultSeq <= copy->cursor.seq : grantsKnown;
        if (!reached) continue;
        op.row.covered = true;
        if (auto stored = book.storeOpState(op); !stored) return stored;
        op.op.reset();
        op.wire = nullptr;
        op.before = nullptr;
    }
    return {};
}

Result<void> SyncSession::Impl::askAgain() {
    const Millis before = book.serviceClock.now() - kAskAgainEveryMs;
    for (auto& [order, op] : book.outbox.all()) {
        if (op.row.state != OpState::SetAside || op.row.answeredAt > before) continue;
        const Copy* copy = book.replica.copy(op.row.stream);
        if (copy && copy->cursor.key != 0) continue;
        op.row.state = OpState::Waiting;
        op.row.reason.clear();
        if (auto stored = book.storeOpState(op); !stored) return stored;
    }
    return {};
}

Result<void> SyncSession::Impl::dropExpiredOps() {
    const Millis oldest = book.serviceClock.now() - std::chrono::duration_cast<std::chrono::milliseconds>(wire::kRetention).count();
    std::vector<std::int64_t> expired;
    for (const auto& [order, op] : book.outbox.all())
        if (op.row.state == OpState::Acknowledged && op.row.covered && op.row.answeredAt < oldest) expired.push_back(order);
    for (const auto order : expired)
        if (auto removed = book.removeOp(order); !removed) return removed;
    return {};
}

} // namespace waymark::device
