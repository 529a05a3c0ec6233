#include "sync/device/session_impl.h"

#include "shared/base/mutant.h"
#include "shared/wire/op_codec.h"
#include "sync/device/fields_codec.h"

#include <algorithm>
#include <utility>

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using base::Mutant;
using domain::Entry;
using domain::Fields;
using wire::StreamPull;

namespace {

// The first retry comes at once: after a restored backup the other devices may have given back meanwhile what was missing.
Millis waitAfterStops(int stops) {
    if (stops < 2) return 0;
    return std::min(kLongestStopMs, kFirstStopMs << std::min(stops - 2, 20));
}

} // namespace

// A reply is taken whole or not at all, so what could break the rules of a place in a history is looked at first.
Result<void> SyncSession::Impl::checkPull(const StreamPull& pull) const {
    if (pull.reset) return {};
    if (pull.isState)
        return pull.stateNext || pull.place ? Result<void>() : Result<void>(Error{ErrorCode::Malformed, "a last page without its place"});
    const Copy* copy = book.replica.copy(pull.stream);
    if (!copy || !asked.contains(pull.stream)) return {};
    if (copy->cursor.bootstrap || !pull.place) return Error{ErrorCode::Malformed, "entries without a place"};
    std::int64_t seq = copy->cursor.seq;
    for (const auto& entry : pull.entries) {
        if (entry.seq <= copy->cursor.seq) continue;
        if (entry.seq != seq + 1) return Error{ErrorCode::Malformed, "a gap in the entries"};
        seq = entry.seq;
    }
    if (pull.place->seq != seq) return Error{ErrorCode::Malformed, "a place that its entries do not reach"};
    return {};
}

Result<void> SyncSession::Impl::takeErasures(const wire::SyncReply& reply, bool& removed) {
    std::vector<EntityKey> erased;
    for (const auto& pull : reply.pull) {
        if (pull.erased && !base::mutant(Mutant::NoErasedList)) erased.insert(erased.end(), pull.erased->begin(), pull.erased->end());
        for (const auto& entry : pull.entries)
            if (entry.kind == Entry::Kind::Erase) erased.push_back({entry.type, entry.entity});
    }
    if (erased.empty()) return {};
    removed = true;
    return book.eraseSubjects(erased);
}

Result<void> SyncSession::Impl::takePull(const StreamPull& pull, Progress& progress) {
    Copy* copy = book.replica.copy(pull.stream);
    if (!copy || copy->cursor.key == 0 || copy->cursor.revoked) return {};
    // Of a stream that was not named comes its first page; good only for a copy that begins.
    const bool begins = copy->cursor.bootstrap && copy->cursor.stateToken.empty();
    if (!asked.contains(pull.stream) && (!pull.isState || !begins)) return {};
    if (pull.reset) return takeReset(*copy, progress);
    if (auto bounded = boundResults(pull); !bounded) return bounded;
    return pull.isState ? takeState(*copy, pull, progress) : takeEntries(*copy, pull, progress);
}

// A head never shrinks within a history. An op whose result says a place beyond it was answered in a history that is gone, before this copy
// began: a clone gave it back meanwhile, so nobody says that the service forgot. The place is at the head at the latest.
Result<void> SyncSession::Impl::boundResults(const StreamPull& pull) {
    for (auto& [order, op] : book.outbox.all()) {
        const bool waitsForIt = op.row.state == OpState::Acknowledged && !op.row.covered && op.row.resultSeq != kLostHistory;
        if (!waitsForIt || op.row.resultSeq <= pull.head || op.row.stream != pull.stream) continue;
        op.row.resultSeq = pull.head;
        if (auto stored = book.storeOpState(op); !stored) return stored;
    }
    return {};
}

Result<void> SyncSession::Impl::beginBootstrap(Copy& copy) {
    copy.cursor.bootstrap = true;
    copy.cursor.stateToken.clear();
    copy.cursor.freshPastSeq = 0;
    copy.cursor.freshPastChain.clear();
    if (auto cleared = book.store.clearFresh(copy.cursor.key); !cleared) return cleared;
    return book.storeCursor(copy);
}

Result<void> SyncSession::Impl::takeReset(Copy& copy, Progress& progress) {
    const bool retry = acceptSmaller.contains(copy.cursor.stream) ||
                       book.serviceClock.now() - copy.cursor.stoppedAt >= waitAfterStops(stops[copy.cursor.stream]);
    if (copy.cursor.stoppedAt > 0 && !copy.cursor.bootstrap && !retry) {
        progress.stopped.push_back(copy.cursor.stream);
        return {};
    }
    // Places of acknowledged ops were in a history that is gone; they leave the overlay with the old copy.
    for (auto& [order, op] : book.outbox.all()) {
        if (op.row.stream != copy.cursor.stream || op.row.state != OpState::Acknowledged || op.row.covered) continue;
        op.row.resultSeq = kLostHistory;
        if (auto stored = book.storeOpState(op); !stored) return stored;
    }
    return beginBootstrap(copy);
}

Result<void> SyncSession::Impl::takeState(Copy& copy, const StreamPull& pull, Progress& progress) {
    CursorRow& cursor = copy.cursor;
    if (cursor.stateToken.empty())
        if (auto cleared = book.store.clearFresh(cursor.key); !cleared) return cleared;
    for (const auto& state : pull.state) {
        const auto row = book.sealEntity(cursor.stream, state.key, state.fields);
        if (!row) return row.error();
        if (auto stored = book.store.putFresh(cursor.key, *row); !stored) return stored;
        ++progress.received;
    }
    if (pull.past && pull.past->seq > cursor.freshPastSeq) {
        cursor.freshPastSeq = pull.past->seq;
        cursor.freshPastChain = pull.past->chain;
    }
    if (!pull.stateNext) return finishBootstrap(copy, pull, progress);
    cursor.bootstrap = true;
    cursor.stateToken = *pull.stateNext;
    return book.storeCursor(copy);
}

Result<void> SyncSession::Impl::finishBootstrap(Copy& copy, const StreamPull& pull, Progress& progress) {
    CursorRow& cursor = copy.cursor;
    // The new copy is read back from the disk, so that what people see from now on is what the next unlock shows.
    std::map<EntityKey, std::string> fresh;
    bool damaged = false;
    if (copy.open) {
        const auto read = book.store.eachFresh(cursor.key, [&](const DeviceStore::EntityView& view) {
            auto packed = book.vault.open(Notebook::Impl::entityName(cursor.stream, view.type, view.entity, view.version), view.sealed, view.size);
            if (packed) fresh[{std::string(view.type), std::string(view.entity)}] = std::move(*packed);
            else damaged = true;
        });
        if (!read) return read;
        if (damaged) return beginBootstrap(copy);
    }

    std::int64_t before = 0, lost = 0;
    if (copy.open) {
        for (const auto& [type, entities] : copy.byType)
            for (const auto& [id, slot] : entities) {
                const EntityKey key{type, id};
                const auto held = slot.packed.empty() ? Result<Fields>(Fields()) : unpackFields(slot.packed);
                if (!held || !isLive(*held)) continue;
                ++before;
                const auto it = fresh.find(key);
                const auto now = it == fresh.end() ? Result<Fields>(Fields()) : unpackFields(it->second);
                // What an op of this device gives back is not lost.
                const bool waits = std::any_of(slot.ops.begin(), slot.ops.end(), [&](std::int64_t order) {
                    const OutboxOp* op = book.outbox.find(order);
                    return op && op->isWaiting();
                });
                if ((!now || !isLive(*now)) && !waits) ++lost;
            }
    } else {
        const auto held = book.store.countEntities(cursor.key), next = book.store.countFresh(cursor.key);
        if (!held) return held.error();
        if (!next) return next.error();
        before = *held;
        lost = std::max<std::int64_t>(0, *held - *next);
    }
    if (lost * 2 > before && !acceptSmaller.contains(cursor.stream)) return stop(copy, progress);
    acceptSmaller.erase(cursor.stream);

    if (auto replaced = book.store.replaceByFresh(cursor.key); !replaced) return replaced;
    if (auto cleared = book.store.clearRaw(cursor.key); !cleared) return cleared;
    if (copy.open) {
        if (!base::mutant(Mutant::BootstrapMerged)) book.replica.forgetConfirmed(cursor.stream);
        for (auto& [key, packed] : fresh)
            book.replica.setConfirmed(cursor.stream, key, std::move(packed));
    }
    for (auto& [order, op] : book.outbox.all()) {
        if (op.row.stream != cursor.stream) continue;
        if (op.row.resultSeq == kLostHistory) op.row.resultSeq = 0;
        else if (op.row.state == OpState::Waiting && op.row.covered) op.row.covered = false;
        else continue;
        if (auto stored = book.storeOpState(op); !stored) return stored;
    }
    cursor.bootstrap = false;
    cursor.stateToken.clear();
    cursor.seq = pull.place->seq;
    cursor.chain = pull.place->chain;
    cursor.stoppedAt = 0;
    stops.erase(cursor.stream);
    cursor.pastSeq = std::exchange(cursor.freshPastSeq, 0);
    cursor.pastChain = std::exchange(cursor.freshPastChain, {});
    if (cursor.seq >= cursor.pastSeq) cursor.pastSeq = 0, cursor.pastChain.clear();
    return compareSum(copy, pull, progress);
}

// The old copy stays in use, with what is known of it: how far its pages had been read is not forgotten with the pages that are refused.
Result<void> SyncSession::Impl::stop(Copy& copy, Progress& progress) {
    ++stops[copy.cursor.stream];
    copy.cursor.stoppedAt = book.serviceClock.now();
    copy.cursor.bootstrap = false;
    copy.cursor.stateToken.clear();
    copy.cursor.freshPastSeq = 0;
    copy.cursor.freshPastChain.clear();
    progress.stopped.push_back(copy.cursor.stream);
    if (auto cleared = book.store.clearFresh(copy.cursor.key); !cleared) return cleared;
    return book.storeCursor(copy);
}

Result<void> SyncSession::Impl::takeEntries(Copy& copy, const StreamPull& pull, Progress& progress) {
    CursorRow& cursor = copy.cursor;
    std::map<EntityKey, Fields> changed;
    for (const auto& entry : pull.entries) {
        if (entry.seq <= cursor.seq) continue;
        ++progress.received;
        const EntityKey key{entry.type, entry.entity};
        if (entry.kind == Entry::Kind::Void) continue;
        if (entry.kind == Entry::Kind::Erase) {
            changed.erase(key);
            if (auto gone = book.removeEntity(copy, key); !gone) return gone;
            continue;
        }
        if (!copy.open) {
            if (auto kept = keepRaw(copy, entry); !kept) return kept;
            continue;
        }
        auto it = changed.find(key);
        if (it == changed.end()) it = changed.emplace(key, book.replica.confirmed(cursor.stream, key)).first;
        fold(it->second, entry);
    }

    if (book.replica.wouldEmpty(copy, changed) && !acceptSmaller.contains(cursor.stream)) return stop(copy, progress);

    for (const auto& [key, fields] : changed)
        if (auto stored = book.storeEntity(copy, key, fields); !stored) return stored;
    cursor.seq = pull.place->seq;
    cursor.chain = pull.place->chain;
    cursor.stoppedAt = 0;
    if (cursor.seq >= cursor.pastSeq) cursor.pastSeq = 0, cursor.pastChain.clear();
    return compareSum(copy, pull, progress);
}

Result<void> SyncSession::Impl::keepRaw(Copy& copy, const Entry& entry) {
    RawRow row{entry.seq, entry.type, entry.entity, {}};
    auto sealed = book.vault.seal(KeyTier::Case, Notebook::Impl::rawName(copy.cursor.stream, row), base::toText(wire::toJson(entry)));
    if (!sealed) return sealed.error();
    row.sealed = std::move(*sealed);
    return book.store.putRaw(copy.cursor.key, row);
}

Result<void> SyncSession::Impl::compareSum(Copy& copy, const StreamPull& pull, Progress& progress) {
    CursorRow& cursor = copy.cursor;
    if (copy.open && pull.sum && cursor.seq == pull.head) {
        cursor.differs = !base::mutant(Mutant::SumCopied) && book.replica.sum(copy) != *pull.sum;
        if (cursor.differs) {
            progress.differing.push_back(cursor.stream);
            const Millis now = book.serviceClock.now();
            if (cursor.repairedAt == 0 || now - cursor.repairedAt >= kRepairEveryMs) {
                cursor.repairedAt = now;
                return beginBootstrap(copy);
            }
        }
    }
    return book.storeCursor(copy);
}

Result<void> SyncSession::Impl::moveCursorsAlone(const wire::SyncReply& reply) {
    for (const auto& pull : reply.pull) {
        const Copy* copy = book.replica.copy(pull.stream);
        if (!copy || copy->cursor.key == 0 || pull.isState || !pull.place) continue;
        CursorRow moved = copy->cursor;
        moved.seq = pull.place->seq;
        moved.chain = pull.place->chain;
        if (auto stored = book.store.putCursor(moved); !stored) return stored.error();
    }
    return {};
}

} // namespace waymark::device
