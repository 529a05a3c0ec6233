#include "sync/service/api/sync_core.h"

#include "shared/base/mutant.h"
#include "sync/service/api/grants.h"
#include "sync/service/api/intake.h"
#include "sync/service/api/pull.h"
#include "sync/service/store/stream_store.h"

#include <algorithm>
#include <set>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

// A quiet device is written down at most this often; one that pushes, each time.
constexpr Millis kContactEveryMs = 60'000;
// Of one device; it has a handful of streams.
constexpr std::size_t kMostTroubles = 32;

std::vector<std::string> streamsOf(const std::vector<Received>& push) {
    std::set<std::string> streams;
    for (const auto& received : push)
        streams.insert(received.op.stream);
    return {streams.begin(), streams.end()};
}

bool hasForgotten(const wire::SyncRequest& request, const std::string& device, StreamReader& streams) {
    return request.anchor && !streams.holds(heldUnder(*request.anchor, device));
}

// A device has passed an erasure when each stream that it still holds has its cursor behind the erasure's entries, in this history. A copy
// that is being fetched anew counts from its end: until then the old one is in use.
bool hasPassed(const ErasureNote& erasure, const wire::SyncRequest& request, StreamReader& streams) {
    return std::none_of(request.pull.begin(), request.pull.end(), [&](const wire::PullRequest& held) {
        const auto place = erasure.places.find(held.stream);
        if (place == erasure.places.end()) return false;
        return held.state || held.place.seq < place->second || streams.chainAt(held.stream, held.place.seq) != held.place.chain;
    });
}

std::vector<DeviceTrouble> troublesOf(const wire::SyncRequest& request) {
    std::vector<DeviceTrouble> troubles;
    for (const auto& trouble : request.troubles)
        if (troubles.size() < kMostTroubles) troubles.push_back({trouble.stream.substr(0, 128), trouble.kind.substr(0, 32), trouble.since});
    return troubles;
}

// Blobs are not in a push, nor are ops whose key is not open on the device: it says that it still has some to bring.
bool bringsBlobs(const wire::SyncRequest& request) { return request.waiting && request.waiting->blobs > 0; }
bool keepsOps(const wire::SyncRequest& request) {
    return request.waiting && request.waiting->ops > static_cast<std::int64_t>(request.push.size());
}

// What it said counts this very push; what has its line waits no more.
Device withoutAnswered(Device contact, std::size_t answered) {
    contact.waitingOps = std::max<std::int64_t>(0, contact.waitingOps.value_or(0) - static_cast<std::int64_t>(answered));
    if (contact.waitingOps == 0) contact.waitingSince.reset();
    return contact;
}

bool isWorthWriting(const Device& before, const Device& after) {
    if (before.troubles != after.troubles) return true;
    return !before.lastContact || *after.lastContact - *before.lastContact >= kContactEveryMs || before.app != after.app ||
           before.waitingOps != after.waitingOps || *after.lastContact < *before.lastContact;
}

} // namespace

Result<wire::SyncReply> SyncCore::sync(const std::string& deviceId, wire::SyncRequest request) {
    if (request.protocol > wire::kProtocol) return Error{ErrorCode::TooNew, "protocol"};
    wire::SyncReply reply;
    reply.upgrade = request.protocol < wire::kProtocol;
    if (auto pushed = push(deviceId, request, reply); !pushed) {
        if (pushed.error().code == ErrorCode::Revoked) keepThatToldToWipe(deviceId);
        return pushed.error();
    }

    Result<void> status;
    const auto read = m_store.read([&](ReadTransaction& transaction) {
        const auto device = transaction.registry().device(deviceId);
        if (!device || device->status == DeviceStatus::Lost) {
            status = Error{device ? ErrorCode::Revoked : ErrorCode::Unauthorised, "device"};
            return;
        }
        pull(transaction, *device, request, reply);
    });
    if (!read) return read.error();
    if (!status) return status.error();
    reply.clock = m_clock.wallMs();
    return reply;
}

// Whatever becomes of the note: what is told is what counts.
void SyncCore::keepThatToldToWipe(const std::string& deviceId) {
    const Millis now = m_clock.wallMs();
    bool isNews = false;
    const auto read = m_store.read([&](ReadTransaction& transaction) {
        const auto device = transaction.registry().device(deviceId);
        isNews = device && device->status == DeviceStatus::Lost &&
                 (!device->toldToWipe || now < *device->toldToWipe || now - *device->toldToWipe >= kContactEveryMs);
    });
    if (!read || !isNews) return;
    (void)m_store.write([&](WriteTransaction& transaction) -> Result<void> {
        transaction.registry().recordToldToWipe(deviceId, now);
        return {};
    });
}

Result<void> SyncCore::push(const std::string& deviceId, wire::SyncRequest& request, wire::SyncReply& reply) {
    Result<void> status;
    bool needsWrite = !request.push.empty();
    Device contact;
    std::vector<std::string> passed;
    std::size_t erasuresThen = 0;  // for the defect below
    const Millis clock = m_clock.wallMs();
    const auto read = m_store.read([&](ReadTransaction& transaction) {
        const auto device = transaction.registry().device(deviceId);
        if (!device || device->status == DeviceStatus::Lost) {
            status = Error{device ? ErrorCode::Revoked : ErrorCode::Unauthorised, "device"};
            return;
        }
        contact = *device;
        contact.lastContact = clock;
        contact.app = request.app.substr(0, 64);
        contact.clockSkewMs = request.clock - clock;
        contact.waitingOps = request.waiting ? std::optional(request.waiting->ops) : std::nullopt;
        contact.waitingSince = request.waiting ? request.waiting->since : std::nullopt;
        contact.troubles = troublesOf(request);
        reply.forgot = hasForgotten(request, deviceId, transaction.streams());
        passed.clear();
        if (base::mutant(base::Mutant::BarrierBeforeLock)) erasuresThen = transaction.registry().erasures().size();
        for (const auto& erasure : transaction.registry().erasuresAheadOf(deviceId))
            if (!reply.forgot && hasPassed(erasure, request, transaction.streams())) passed.push_back(erasure.id);
        needsWrite = needsWrite || !passed.empty() || isWorthWriting(*device, contact);
        // A retired device has handed over when nothing waits on it; then it is emptied.
        const bool isDone = request.push.empty() && !keepsOps(request) && !bringsBlobs(request) && !reply.forgot;
        if (device->status == DeviceStatus::Retired && isDone) status = Error{ErrorCode::Revoked, std::string(kRetired)};
    });
    if (!read) return read.error();
    if (!status || !needsWrite) return status;
    std::vector<Received> push;
    push.reserve(request.push.size());
    for (auto& json : request.push) {
        const bool isMended = std::binary_search(request.mended.begin(), request.mended.end(), push.size());
        push.emplace_back(std::move(json), deviceId, isMended);
    }

    return m_store.write([&](WriteTransaction& transaction) -> Result<void> {
        reply.results.clear();
        // It may have been reported lost since it was looked up: then nothing that it says counts any more.
        const auto device = transaction.registry().device(deviceId);
        if (!device) return Error{ErrorCode::Unauthorised, "device"};
        if (device->status == DeviceStatus::Lost) return Error{ErrorCode::Revoked, "device"};
        transaction.registry().recordContact(contact);
        for (const auto& erasure : passed)
            transaction.registry().passErasure(erasure, deviceId, clock);
        if (push.empty()) return {};
        const auto organisation = transaction.registry().organisation();
        if (!organisation) return Error{ErrorCode::Unauthorised, "device"};
        StreamWriter& streams = transaction.streams();
        streams.lock(streamsOf(push));
        reply.forgot = hasForgotten(request, deviceId, streams);
        if (reply.forgot && !base::mutant(base::Mutant::ForgottenPushJudged)) return {};

        const Millis now = std::max(clock, streams.nowHigh());
        streams.raiseNowHigh(now);
        Intake intake(streams, *device, *organisation, m_random, now);
        const bool asksBarrier = !base::mutant(base::Mutant::BarrierBeforeLock) || transaction.registry().erasures().size() == erasuresThen;
        for (const auto& received : push) {
            reply.results.push_back(intake.take(received, asksBarrier));
            if (base::mutant(base::Mutant::PoisonBlocks) && reply.results.back().outcome == wire::Outcome::Quarantined)
                return Error{ErrorCode::Malformed, reply.results.back().reason};
        }
        for (std::size_t i = 0; i < reply.results.size(); ++i)
            reply.results[i].seq = streams.head(push[i].op.stream).seq;
        if (contact.waitingOps) transaction.registry().recordContact(withoutAnswered(contact, reply.results.size()));
        return {};
    });
}

void SyncCore::pull(ReadTransaction& transaction, const Device& device, const wire::SyncRequest& request, wire::SyncReply& reply) {
    const auto organisation = transaction.registry().organisation();
    if (!organisation) return;
    reply.streams = pullable(device, *organisation, m_clock.wallMs());
    const auto isGranted = [&](const std::string& stream) {
        return std::any_of(reply.streams.begin(), reply.streams.end(), [&](const auto& grant) { return grant.stream == stream; });
    };
    for (const auto& asked : request.pull)
        if (!isGranted(asked.stream)) reply.revoked.push_back(asked.stream);
    // It is to call again at once, to hear that it must be emptied; if it has more to bring, when it has brought it.
    if (device.status == DeviceStatus::Retired && !bringsBlobs(request) && !keepsOps(request)) reply.more = true;
    if (reply.upgrade) return;

    // What was asked for comes before what was not, so that a small limit starves nobody of what they name.
    std::vector<wire::PullRequest> wanted;
    const auto isWanted = [&wanted](const std::string& stream) {
        return std::any_of(wanted.begin(), wanted.end(), [&](const auto& pull) { return pull.stream == stream; });
    };
    for (const auto& asked : request.pull)
        if (isGranted(asked.stream) && !isWanted(asked.stream)) wanted.push_back(asked);
    for (const auto& grant : reply.streams)
        if (!isWanted(grant.stream)) wanted.push_back({grant.stream, {}, std::nullopt, std::nullopt});
    std::int64_t budget = std::clamp<std::int64_t>(request.limit, 1, wire::kMaxPullBytes);
    for (const auto& asked : wanted) {
        if (budget <= 0) {
            reply.more = true;
            break;
        }
        auto pulled = pullStream(transaction.streams(), asked, budget, reply.more);
        budget -= static_cast<std::int64_t>(pulled.rowsJson.size());
        reply.pull.push_back(std::move(pulled));
    }
}

} // namespace waymark::service
