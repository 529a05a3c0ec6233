#include "sync/device/blob_courier.h"

#include "sync/device/notebook_impl.h"

#include <algorithm>

namespace waymark::device {

using base::Error;
using base::ErrorCode;

namespace {

// A blob that was sent after the newest op of a backup is not missed by the anchor, so the service is asked for it once a day.
constexpr Millis kCheckEveryMs = 24 * 3'600'000;
// A service that was restored forgets a part; one that forgets again and again must not keep a tablet busy.
constexpr int kMostSetBacks = 3;

std::string rangeText(std::int64_t from, std::int64_t count) { return std::to_string(from) + '-' + std::to_string(from + count - 1); }

} // namespace

BlobCourier::BlobCourier(Notebook& notebook) : m_book(*notebook.m_impl) {}

void BlobCourier::beginAnew() {
    m_passed.clear();
    m_setBacks.clear();
    m_gaveUp = false;
    m_underway = false;
    m_sawInstruments = false;
}

bool BlobCourier::isSendable(const KeptBlob& blob) {
    if (blob.row.state != BlobState::Waiting || !blob.ref || m_book.isRefused(blob)) return false;
    // The service takes the bytes of what an op of this device names, so the op goes first.
    return std::none_of(m_book.outbox.all().begin(), m_book.outbox.all().end(), [&](const auto& item) {
        const OutboxOp& op = item.second;
        if (!op.isWaiting() || !op.op || op.row.stream != blob.row.stream) return false;
        const auto named = domain::blobsIn(op.op->set);
        return std::any_of(named.begin(), named.end(), [&](const auto& ref) { return ref.sha256 == blob.ref->sha256; });
    });
}

std::int64_t BlobCourier::left() {
    if (m_gaveUp || !m_book.loaded) return 0;
    return std::count_if(m_book.blobs.begin(), m_book.blobs.end(), [this](const auto& item) {
        const auto& [key, blob] = item;
        return !m_passed.contains(key) && m_book.mayLack(blob);
    });
}

bool BlobCourier::revokedCanGo() const {
    return std::any_of(m_book.replica.copies().begin(), m_book.replica.copies().end(), [&](const auto& item) {
        const auto& [stream, copy] = item;
        return copy.cursor.key != 0 && copy.cursor.revoked && !m_book.outbox.hasWaiting(stream) && !m_book.hasBlobsWaiting(stream);
    });
}

bool BlobCourier::choose() {
    if (!m_book.loaded || !m_book.vault.isUnlocked()) return false;
    const auto free = [&](const auto& item) { return !m_passed.contains(item.first); };
    if (!m_sawInstruments) m_book.wantInstrumentMedia();
    m_sawInstruments = true;
    for (const auto& item : m_book.blobs)
        if (free(item) && isSendable(item.second)) {
            m_errand = {Kind::Send, item.first, item.second.row.done, 0};
            return true;
        }
    const Millis now = m_book.serviceClock.now();
    for (const auto& item : m_book.blobs) {
        const BlobRow& row = item.second.row;
        if (!free(item) || row.state != BlobState::Held || !item.second.ref || row.keepUntil < now || now - row.checkedAt < kCheckEveryMs) continue;
        // Where this device only writes it is not told what is there.
        const Copy* copy = m_book.replica.copy(row.stream);
        if (row.checkedAt != 0 && (!copy || copy->cursor.key == 0)) continue;
        m_errand = {Kind::Check, item.first, 0, 0};
        return true;
    }
    for (const auto& item : m_book.blobs)
        if (free(item) && item.second.row.state == BlobState::Fetching && item.second.ref) {
            m_errand = {Kind::Fetch, item.first, item.second.row.done, 0};
            return true;
        }
    while (!m_book.wanted.empty())
        if (beginFetch()) return true;
    return false;
}

// The row of the first wanted blob, to be filled. False if it needs none.
bool BlobCourier::beginFetch() {
    const WantedBlob wanted = std::move(m_book.wanted.front());
    m_book.wanted.erase(m_book.wanted.begin());
    if (!m_book.showsStream(wanted.stream) || m_book.blobIn(wanted.stream, wanted.ref.sha256)) return false;
    std::vector<std::string> subjects{domain::reference(wanted.entity.type, wanted.entity.id)};
    if (const EntityPtr entity = m_book.replica.view(wanted.stream, wanted.entity))
        for (auto& holder : domain::hangsOn(entity->values))
            subjects.push_back(std::move(holder));
    auto tags = m_book.tagsOf(subjects);
    if (!tags) return false;
    const auto begun = m_book.store.transaction([&]() -> Result<void> {
        if (auto room = m_book.makeRoom(wanted.ref.bytes); !room) return room;
        BlobRow row;
        row.stream = wanted.stream;
        row.state = BlobState::Fetching;
        row.subjects = std::move(*tags);
        row.usedAt = m_book.serviceClock.now();
        const auto added = m_book.addBlob(wanted.ref, std::move(row), tierOfStream(wanted.stream));
        if (!added) return added.error();
        (*added)->wantedBy = wanted.entity;
        m_errand = {Kind::Fetch, (*added)->row.key, 0, 0};
        return {};
    });
    if (!begun) static_cast<void>(m_book.loadBlobs().ok());
    return begun.ok();
}

std::optional<HttpCall> BlobCourier::next() {
    if (m_gaveUp || !choose()) return std::nullopt;
    const KeptBlob& blob = m_book.blobs.at(m_errand.key);
    m_pace.begin(m_book.clock.monotonicMs());
    m_underway = true;
    HttpCall call;
    call.path = "/v1/blob/" + blob.row.stream + '/' + blob.ref->sha256;
    m_errand.count = std::min(static_cast<std::int64_t>(m_pace.bytes()), blob.ref->bytes - m_errand.from);
    switch (m_errand.kind) {
    case Kind::Check: call.method = HttpCall::Method::Head; break;
    case Kind::Fetch:
        call.method = HttpCall::Method::Get;
        call.range = "bytes=" + rangeText(m_errand.from, m_errand.count);
        break;
    case Kind::Send: {
        auto bytes = m_book.bytesOf(blob, m_errand.from, static_cast<std::size_t>(m_errand.count));
        if (!bytes || static_cast<std::int64_t>(bytes->size()) != m_errand.count) {
            m_passed.insert(m_errand.key);  // its key is closed, or somebody damaged it
            m_underway = false;
            return next();
        }
        call.method = HttpCall::Method::Put;
        call.contentRange = "bytes " + rangeText(m_errand.from, m_errand.count) + '/' + std::to_string(blob.ref->bytes);
        call.body = std::move(*bytes);
    }
    }
    return call;
}

Result<std::int64_t> BlobCourier::take(const HttpReply& reply) {
    if (!m_underway) return Error{ErrorCode::Malformed, "nothing was asked"};
    if (!m_book.loaded || !m_book.vault.isUnlocked()) return Error{ErrorCode::Locked, {}};
    m_underway = false;
    m_pace.end(m_book.clock.monotonicMs(), m_errand.kind != Kind::Check);
    const auto found = m_book.blobs.find(m_errand.key);
    if (found == m_book.blobs.end()) return std::int64_t{0};  // erased while the call was out
    std::int64_t moved = 0;
    const auto stored = m_book.store.transaction([&]() -> Result<void> {
        KeptBlob& blob = found->second;
        const auto taken = m_errand.kind == Kind::Send    ? takeSent(blob, reply)
                           : m_errand.kind == Kind::Check ? takeChecked(blob, reply)
                                                          : takeFetched(blob, reply);
        if (!taken) return taken.error();
        moved = *taken;
        return {};
    });
    if (stored) return moved;
    static_cast<void>(m_book.loadBlobs().ok());
    return stored.error();
}

Result<std::int64_t> BlobCourier::takeSent(KeptBlob& blob, const HttpReply& reply) {
    const std::int64_t before = m_errand.from, all = blob.ref->bytes;
    const std::int64_t offset = std::clamp<std::int64_t>(reply.uploadOffset.value_or(0), 0, all);
    if (reply.status == 200 || reply.status == 201) {
        if (auto held = m_book.holdBlob(blob); !held) return held.error();
        return all - before;
    }
    if (reply.status == 410) {
        if (auto dropped = m_book.dropBlob(blob.row.key); !dropped) return dropped.error();
        return std::int64_t{0};
    }
    const bool isSetBack = offset <= before && ++m_setBacks[blob.row.key] > kMostSetBacks;
    const bool goesOn = (reply.status == 202 || reply.status == 416) && offset != before && offset < all && !isSetBack;
    blob.row.done = goesOn ? offset : 0;
    if (!goesOn) {
        m_passed.insert(blob.row.key);
        const Copy* copy = m_book.replica.copy(blob.row.stream);
        if (reply.status == 404 && copy && copy->cursor.revoked) {  // nobody will ever take it
            if (auto dropped = m_book.dropBlob(blob.row.key); !dropped) return dropped.error();
            return std::int64_t{0};
        }
    }
    if (auto stored = m_book.storeBlob(blob); !stored) return stored.error();
    return std::max<std::int64_t>(0, offset - before);
}

Result<std::int64_t> BlobCourier::takeChecked(KeptBlob& blob, const HttpReply& reply) {
    if (reply.status == 200) {
        blob.row.checkedAt = m_book.serviceClock.now();
    } else if (reply.status == 404) {
        blob.row.state = BlobState::Waiting;
        blob.row.done = std::clamp<std::int64_t>(reply.uploadOffset.value_or(0), 0, blob.ref->bytes - 1);
    } else {
        m_passed.insert(blob.row.key);
        return std::int64_t{0};
    }
    if (auto stored = m_book.storeBlob(blob); !stored) return stored.error();
    return std::int64_t{1};
}

Result<std::int64_t> BlobCourier::takeFetched(KeptBlob& blob, const HttpReply& reply) {
    const auto size = static_cast<std::int64_t>(reply.body.size());
    const bool isPart = reply.status == 206 && size > 0 && size <= m_errand.count;
    const bool isWhole = reply.status == 200 && size == blob.ref->bytes;
    if (!isPart && !isWhole) {
        // It is not there yet (its op came first), or not for this device. Whoever looks again wants it again.
        if (auto dropped = m_book.dropBlob(blob.row.key); !dropped) return dropped.error();
        return std::int64_t{0};
    }
    const auto more = std::string_view(reply.body).substr(isWhole ? static_cast<std::size_t>(m_errand.from) : 0);
    if (auto put = m_book.appendTo(blob, more, tierOfStream(blob.row.stream)); !put) return put.error();
    if (blob.row.done >= blob.ref->bytes) {
        if (auto ended = endFetch(blob); !ended) return ended.error();
        return static_cast<std::int64_t>(more.size());
    }
    if (auto stored = m_book.storeBlob(blob); !stored) return stored.error();
    return static_cast<std::int64_t>(more.size());
}

Result<void> BlobCourier::endFetch(KeptBlob& blob) {
    const auto bytes = m_book.bytesOf(blob, 0, static_cast<std::size_t>(blob.ref->bytes));
    if (!bytes) return bytes.error();
    if (domain::blobHash(*bytes) != blob.ref->sha256) return m_book.dropBlob(blob.row.key);
    const Millis now = m_book.serviceClock.now();
    blob.row.state = BlobState::Held;
    blob.row.usedAt = now;
    blob.row.checkedAt = now;
    if (auto stored = m_book.storeBlob(blob); !stored) return stored;
    if (blob.wantedBy) m_book.replica.touch(blob.row.stream, *blob.wantedBy);
    return {};
}

} // namespace waymark::device
