#include "sync/service/api/sync_core.h"

#include "shared/base/digest.h"
#include "shared/base/hex.h"
#include "shared/base/id.h"
#include "shared/base/mutant.h"
#include "shared/wire/op_codec.h"
#include "sync/service/api/grants.h"
#include "sync/service/api/judge.h"
#include "sync/service/api/pull.h"
#include "sync/service/store/stream_store.h"

#include <algorithm>
#include <set>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;
using domain::Op;
using domain::Quarantine;
using wire::Outcome;

namespace {

// A quiet device is written down at most this often; one that pushes, each time.
constexpr Millis kContactEveryMs = 60'000;

// An op that cannot be read is held too, under its id, or under a hash of its bytes if it has none.
Op unreadable(const Json& json, const std::string& body) {
    Op op;
    op.id = base::textOf(json, "id");
    if (!base::isOpId(op.id)) op.id = base::toHex(base::blake2b(body).data(), 16);
    op.stream = base::textOf(json, "stream");
    op.type = base::textOf(json, "type");
    op.entity = base::textOf(json, "entity");
    if (json.is_object() && json.contains("about") && json["about"].is_array())
        for (const auto& subject : json["about"])
            if (subject.is_string()) op.about.push_back(subject.get<std::string>());
    return op;
}

std::vector<std::string> streamsOf(const std::vector<Json>& push) {
    std::set<std::string> streams;
    for (const auto& json : push)
        streams.insert(base::textOf(json, "stream"));
    return {streams.begin(), streams.end()};
}

Json valuesOf(const Fields& fields) {
    Json values = Json::object();
    for (const auto& [name, field] : fields)
        values[name] = field.value;
    return values;
}

// Takes the ops of one push, one after the other, inside its transaction.
class Intake {
public:
    Intake(StreamWriter& streams, const Device& device, const Organisation& organisation, base::Random& random, Millis now)
        : m_streams(streams), m_device(device), m_grants(streams, device, organisation), m_judge(streams, random, now), m_now(now) {}

    wire::OpResult take(const Json& json) {
        const std::string body = base::toText(json);
        auto parsed = wire::opFromJson(json);
        const Op op = parsed ? std::move(*parsed) : unreadable(json, body);

        const auto held = m_streams.heldOp(op.id);
        const bool counts = held && (!base::mutant(base::Mutant::NoDeduplicationOfOthers) || held->device == m_device.id);
        if (counts && held->outcome != Outcome::Quarantined)
            return {op.id, Outcome::Duplicate, 0, held->outcome, {}, held->lost};

        const Quarantine reason = parsed ? refusal(op, body.size()) : tooLargeOr(Quarantine::Malformed, body.size());
        if (reason == Quarantine::None) return m_judge.judge(op, m_device.id, body);
        auto result = m_judge.quarantine(op, m_device.id, body.size() <= domain::kMaxOpBytes ? body : std::string(), reason);
        // The line names the op as the device did, whatever it is held under.
        if (const std::string id = base::textOf(json, "id"); !id.empty()) result.id = id;
        return result;
    }

private:
    static Quarantine tooLargeOr(Quarantine reason, std::size_t bytes) {
        return bytes > domain::kMaxOpBytes ? Quarantine::TooLarge : reason;
    }

    Quarantine refusal(const Op& op, std::size_t bytes) {
        const Fields before = m_streams.fieldsOf(op.stream, {op.type, op.entity});
        if (const auto reason = m_grants.check(op, before, m_now); reason != Quarantine::None) return reason;
        return domain::checkValidity(op, bytes, valuesOf(before));
    }

    StreamWriter& m_streams;
    const Device& m_device;
    GrantCheck m_grants;
    Judge m_judge;
    Millis m_now;
};

bool isWorthWriting(const Device& before, const Device& after) {
    return !before.lastContact || *after.lastContact - *before.lastContact >= kContactEveryMs || before.app != after.app ||
           before.waitingOps != after.waitingOps || *after.lastContact < *before.lastContact;
}

} // namespace

Result<wire::SyncReply> SyncCore::sync(const std::string& deviceId, const wire::SyncRequest& request) {
    if (request.protocol > wire::kProtocol) return Error{ErrorCode::TooNew, "protocol"};
    wire::SyncReply reply;
    reply.upgrade = request.protocol < wire::kProtocol;
    if (auto pushed = push(deviceId, request, reply); !pushed) return pushed.error();

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

Result<void> SyncCore::push(const std::string& deviceId, const wire::SyncRequest& request, wire::SyncReply& reply) {
    Result<void> status;
    bool needsWrite = !request.push.empty();
    Device contact;
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
        if (request.waiting) {
            contact.waitingOps = request.waiting->ops;
            contact.waitingSince = request.waiting->since;
        }
        needsWrite = needsWrite || isWorthWriting(*device, contact);
        if (request.anchor && !transaction.streams().holds(*request.anchor)) reply.forgot = true;
    });
    if (!read) return read.error();
    if (!status || !needsWrite) return status;

    return m_store.write([&](WriteTransaction& transaction) -> Result<void> {
        reply.results.clear();
        transaction.registry().recordContact(contact);
        if (request.push.empty()) return {};
        const auto device = transaction.registry().device(deviceId);
        const auto organisation = transaction.registry().organisation();
        if (!device || !organisation) return Error{ErrorCode::Unauthorised, "device"};
        if (device->status == DeviceStatus::Lost) return Error{ErrorCode::Revoked, "device"};
        StreamWriter& streams = transaction.streams();
        streams.lock(streamsOf(request.push));
        reply.forgot = request.anchor && !streams.holds(*request.anchor);
        if (reply.forgot && !base::mutant(base::Mutant::ForgottenPushJudged)) return {};

        const Millis now = std::max(clock, streams.nowHigh());
        streams.raiseNowHigh(now);
        std::vector<std::string> streamOf;
        Intake intake(streams, *device, *organisation, m_random, now);
        for (const auto& json : request.push) {
            reply.results.push_back(intake.take(json));
            streamOf.push_back(base::textOf(json, "stream"));
            if (base::mutant(base::Mutant::PoisonBlocks) && reply.results.back().outcome == Outcome::Quarantined)
                return Error{ErrorCode::Malformed, reply.results.back().reason};
        }
        for (std::size_t i = 0; i < reply.results.size(); ++i)
            reply.results[i].seq = streams.head(streamOf[i]).seq;
        return {};
    });
}

void SyncCore::pull(ReadTransaction& transaction, const Device& device, const wire::SyncRequest& request, wire::SyncReply& reply) {
    const auto organisation = transaction.registry().organisation();
    if (!organisation) return;
    reply.streams = pullable(device, *organisation, std::max(m_clock.wallMs(), transaction.streams().nowHigh()));
    const auto isGranted = [&](const std::string& stream) {
        return std::any_of(reply.streams.begin(), reply.streams.end(), [&](const auto& grant) { return grant.stream == stream; });
    };
    for (const auto& asked : request.pull)
        if (!isGranted(asked.stream)) reply.revoked.push_back(asked.stream);
    if (reply.upgrade) return;

    std::int64_t budget = std::clamp<std::int64_t>(request.limit, 1, wire::kMaxPullBytes);
    for (const auto& grant : reply.streams) {
        const auto asked = std::find_if(request.pull.begin(), request.pull.end(), [&](const auto& pull) { return pull.stream == grant.stream; });
        if (budget <= 0) {
            reply.more = true;
            continue;
        }
        const wire::PullRequest fresh{grant.stream, {}, std::nullopt, std::nullopt};
        auto pulled = pullStream(transaction.streams(), asked == request.pull.end() ? fresh : *asked, budget, reply.more);
        budget -= static_cast<std::int64_t>(pulled.rowsJson.size());
        reply.pull.push_back(std::move(pulled));
    }
}

} // namespace waymark::service
