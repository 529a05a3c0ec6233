#include "sync/device/session_impl.h"

#include <algorithm>
#include <set>

namespace waymark::device {

Result<void> SyncSession::Impl::takeGrants(const wire::SyncReply& reply, Progress& progress) {
    for (const auto& grant : reply.streams) {
        if (!domain::parseStream(grant.stream)) continue;  // a tier of a later version: nothing to hold it in
        Copy& copy = book.replica.makeCopy(grant.stream);
        if (copy.cursor.key != 0 && !copy.cursor.revoked && copy.cursor.role == grant.role) continue;
        if (copy.cursor.key == 0) {
            copy.open = book.showsStream(grant.stream);
            progress.more = true;
        }
        copy.cursor.role = grant.role;
        copy.cursor.revoked = false;
        if (auto stored = book.storeCursor(copy); !stored) return stored;
    }
    return {};
}

Result<void> SyncSession::Impl::takeRevoked(const wire::SyncReply& reply) {
    for (const auto& stream : reply.revoked) {
        Copy* copy = book.replica.copy(stream);
        if (!copy || copy->cursor.key == 0 || copy->cursor.revoked) continue;
        copy->cursor.revoked = true;
        if (auto stored = book.storeCursor(*copy); !stored) return stored;
    }
    return {};
}

Result<void> SyncSession::Impl::dropRevoked(Progress& progress, bool& removed) {
    std::vector<std::string> gone;
    for (const auto& [stream, copy] : book.replica.copies())
        if (copy.cursor.key != 0 && copy.cursor.revoked && !book.outbox.hasWaiting(stream) && !book.hasBlobsWaiting(stream)) gone.push_back(stream);
    for (const auto& stream : gone) {
        Copy* copy = book.replica.copy(stream);
        if (auto dropped = book.store.removeCursor(copy->cursor.key); !dropped) return dropped;
        // Answered ops of the stream go too: the service holds them, or holds them in quarantine, and this device may not see them any more.
        // A concern is sealed from this device anyway, and a service that is restored must not lose it.
        const auto place = domain::parseStream(stream);
        const bool isSealed = place && place->tier == domain::Tier::Concern;
        std::vector<std::int64_t> ops;
        for (const auto& [order, op] : book.outbox.all())
            if (op.row.stream == stream && !isSealed) ops.push_back(order);
        for (const auto order : ops)
            if (auto dropped = book.removeOp(order); !dropped) return dropped;
        if (auto dropped = book.dropBlobsOf(stream); !dropped) return dropped;
        if (auto dropped = book.dropDraftsOf(stream); !dropped) return dropped;
        book.replica.remove(stream);
        progress.dropped.push_back(stream);
        removed = true;
    }
    return {};
}

// Streams that this device only ever wrote to are in no cursor: what it retained of them goes when it has nothing left to do at their venue.
Result<void> SyncSession::Impl::dropOpsOfLostVenues(const wire::SyncReply& reply, bool& removed) {
    std::set<std::string> owners;
    for (const auto& grant : reply.streams)
        if (const auto stream = domain::parseStream(grant.stream)) owners.insert(stream->owner);
    std::vector<std::int64_t> gone;
    for (const auto& [order, op] : book.outbox.all()) {
        const auto stream = domain::parseStream(op.row.stream);
        if (op.isWaiting() || !stream || stream->tier == domain::Tier::Concern || owners.contains(stream->owner)) continue;
        const bool waits = book.outbox.hasWaiting(op.row.stream) || book.hasBlobsWaiting(op.row.stream);
        if (op.row.state == OpState::Acknowledged && !waits) gone.push_back(order);
    }
    for (const auto order : gone) {
        const std::string stream = book.outbox.find(order)->row.stream;
        if (auto dropped = book.removeOp(order); !dropped) return dropped;
        if (auto dropped = book.dropBlobsOf(stream); !dropped) return dropped;
    }
    removed = removed || !gone.empty();
    return {};
}

} // namespace waymark::device
