#include "sync/service/api/intake.h"

#include "shared/base/digest.h"
#include "shared/base/hex.h"
#include "shared/base/id.h"
#include "shared/base/json_text.h"
#include "shared/base/mutant.h"
#include "shared/domain/concern.h"
#include "shared/domain/mentions.h"
#include "shared/wire/op_codec.h"
#include "sync/service/api/concern_keys.h"

#include <algorithm>

namespace waymark::service {

using base::Json;
using domain::Op;
using domain::Quarantine;
using wire::Outcome;

namespace {

// An op that cannot be read is held too, under what it is called, or under a hash of its bytes if it is called nothing.
Op unreadable(Json json, const std::string& named, const std::string& text, const std::string& device) {
    Op op;
    op.id = heldUnder(named.empty() ? text : named, device);
    op.stream = base::textOf(json, "stream");
    op.type = base::textOf(json, "type");
    op.entity = base::textOf(json, "entity");
    if (json.is_object() && json.contains("about") && json["about"].is_array())
        for (const auto& subject : json["about"])
            if (subject.is_string()) op.about.push_back(subject.get<std::string>());
    if (json.is_object() && json.contains("set")) op.set = std::move(json["set"]);
    return op;
}

/// Whether the entity would become a row that is too large to be carried and judged again and again.
bool growsTooLarge(const Op& op, const Fields& before) {
    std::size_t fields = before.size();
    const auto bytesBy = [&](const auto& bytesOf) {
        std::size_t bytes = op.set.size() * bytesOf(op.extra);
        for (const auto& [name, value] : op.set.items())
            bytes += bytesOf(value);
        for (const auto& [name, field] : before)
            if (!op.set.contains(name)) bytes += bytesOf(field.value) + bytesOf(field.extra);
        return bytes;
    };
    for (const auto& [name, value] : op.set.items())
        fields += before.contains(name) ? 0 : 1;
    if (fields > domain::kMaxFieldsPerEntity) return true;
    // Few come so far: what is cheap to say is too much, and is looked at again.
    return bytesBy(base::mostTextBytes) > domain::kMaxEntityBytes &&
           bytesBy([](const Json& value) { return base::toText(value).size(); }) > domain::kMaxEntityBytes;
}

/// The members without these people, also without those that are called by one.
Json membersWithout(Json members, const std::vector<std::string>& people) {
    if (!members.is_object()) return domain::withoutMentions(std::move(members), people);
    Json left = Json::object();
    for (auto& [name, value] : members.items())
        if (!domain::mentionsAny(name, people)) left[name] = domain::withoutMentions(std::move(value), people);
    return left;
}

} // namespace

std::string heldUnder(const std::string& named, const std::string& device) {
    return base::isOpId(named) ? named : base::toHex(base::blake2b(device + '|' + named).data(), 16);
}

Received::Received(Json json, const std::string& device, bool isMended) : named(base::textOf(json, "id")), bytes(base::mostTextBytes(json)) {
    if (bytes > domain::kMaxOpBytes) bytes = base::toText(json).size();
    if (!isMended)
        if (auto parsed = wire::opFromJson(std::move(json))) {
            isRead = true;
            op = std::move(*parsed);
            return;
        }
    text = base::toText(json);  // of which nothing was taken
    op = unreadable(std::move(json), named, text, device);
}

// Its subjects, and what its entity hangs on where `about` leaves that out: as it says itself, or as a conflict does.
std::vector<std::string> Intake::subjectsAndHolders(const Op& op) {
    if (base::mutant(base::Mutant::BarrierByEntityAlone)) return {domain::reference(op.type, op.entity)};
    std::vector<std::string> subjects = domain::subjectsOf(op);
    for (auto& holder : domain::hangsOn(op.set))
        subjects.push_back(std::move(holder));
    if (op.type == "conflict")
        for (auto& holder : holdersNow(m_streams, op, valuesOf(m_streams.fieldsOf(op.stream, {op.type, op.entity}))))
            subjects.push_back(std::move(holder));
    return subjects;
}

wire::OpResult Intake::take(const Received& received, bool asksBarrier) {
    const bool isBarred = asksBarrier && m_barrier.holdsAny(subjectsAndHolders(received.op));
    wire::OpResult result = isBarred ? refuseErased(received.op) : takeUnbarred(received);
    // The line names the op as the device did, whatever it is held under.
    if (!received.named.empty()) result.id = received.named;
    return result;
}

wire::OpResult Intake::takeUnbarred(const Received& received) {
    const auto held = m_streams.heldOp(received.op.id);
    const bool counts = held && (!base::mutant(base::Mutant::NoDeduplicationOfOthers) || held->device == m_device.id);
    if (counts && held->outcome != Outcome::Quarantined) return {received.op.id, Outcome::Duplicate, 0, held->outcome, {}, held->lost};

    const Quarantine unread = received.bytes > domain::kMaxOpBytes ? Quarantine::TooLarge : Quarantine::Malformed;
    const Quarantine reason = received.isRead ? refusal(received.op, received.bytes) : unread;
    const std::optional<Op> without = withoutBarred(received.op);
    const Op& op = without ? *without : received.op;
    const auto body = [&] {
        std::string text = received.isRead ? base::toText(wire::toJson(op)) : received.text;
        return m_barrier.barredIn(text).empty() ? text : std::string();
    };
    if (reason != Quarantine::None)
        return m_judge.quarantine(op, m_device.id, received.bytes <= domain::kMaxOpBytes ? body() : std::string(), reason);
    const auto holders = holdersLeftOut(op);
    std::optional<Op> named;
    if (!holders.empty()) {
        named = op;
        named->about.insert(named->about.end(), holders.begin(), holders.end());
    }
    const auto result = m_judge.judge(named ? *named : op, m_device.id, body);
    if (result.outcome != Outcome::Quarantined) m_holders.add(op);
    return result;
}

// Whoever was erased is not brought back by being mentioned: what is said is taken without them. Nothing if nobody is.
std::optional<Op> Intake::withoutBarred(const Op& op) {
    std::optional<Op> without;
    const auto barredIn = [this](const Op& said) {
        auto ids = m_barrier.barredIn(said.set);
        for (const auto* members : {&said.extra, &said.clock})
            for (auto& id : m_barrier.barredIn(*members))
                ids.push_back(std::move(id));
        return ids;
    };
    // Where one was taken out, what stood on both sides may make another.
    for (auto barred = barredIn(op); !barred.empty(); barred = barredIn(*without)) {
        if (!without) without = op;
        for (auto* members : {&without->set, &without->extra, &without->clock})
            *members = membersWithout(std::move(*members), barred);
    }
    return without;
}

// Whom the entity hangs on another device may have changed meanwhile: what is held, and a conflict about it, is found by either.
std::vector<std::string> Intake::holdersLeftOut(const Op& op) {
    std::vector<std::string> left;
    const auto add = [&](std::vector<std::string> holders) {
        for (auto& holder : holders)
            if (std::find(op.about.begin(), op.about.end(), holder) == op.about.end()) left.push_back(std::move(holder));
    };
    add(holdersNow(m_streams, op, valuesOf(m_streams.fieldsOf(op.stream, {op.type, op.entity}))));
    add(domain::hangsOn(op.set));
    return left;
}

Quarantine Intake::refusal(const Op& op, std::size_t bytes) {
    const Fields before = m_streams.fieldsOf(op.stream, {op.type, op.entity});
    if (const auto reason = m_grants.check(op, before, m_now); reason != Quarantine::None) return reason;
    const Json values = valuesOf(before);
    if (const auto reason = domain::checkValidity(op, bytes, values); reason != Quarantine::None) return reason;
    if (!m_holders.isAboutAHolder(op, values)) return Quarantine::InvalidValue;
    if (growsTooLarge(op, before)) return Quarantine::TooLarge;
    if (!domain::keepsToOwnKey(op, values)) return Quarantine::NotPermitted;
    return checkConcernKeys(op, m_streams, m_organisation.id);
}

// Held by its id alone. What it is on goes behind the barrier too, and devices that have it already hear of that. What stands already does not:
// had it been a record of who was erased, it would have gone with them, and an op that is not accepted makes nothing theirs.
wire::OpResult Intake::refuseErased(const Op& op) {
    std::vector<std::string> barred;
    for (const auto& subject : subjectsAndHolders(op))
        if (m_barrier.holds(subject)) barred.push_back(subject);
    const auto held = m_streams.heldOp(op.id);
    if (!held || held->outcome == Outcome::Quarantined) {
        HeldOp blank;
        blank.id = op.id;
        blank.device = m_device.id;
        blank.outcome = Outcome::Erased;
        blank.receivedAt = m_now;
        m_streams.hold(blank, {});
    }
    if (m_grants.check(op, m_streams.fieldsOf(op.stream, {op.type, op.entity}), m_now) == Quarantine::None) addErasures(op, barred);
    return {op.id, Outcome::Erased, 0, std::nullopt, {}, {}};
}

/// Whether an accepted op made such a record, in any stream.
bool Intake::stands(const EntityKey& key) {
    const auto ops = m_streams.opsAbout(domain::reference(key.type, key.id));
    return std::any_of(ops.begin(), ops.end(), [&key](const HeldOp& op) {
        return op.type == key.type && op.entity == key.id && op.outcome != Outcome::Quarantined;
    });
}

void Intake::addErasures(const Op& op, const std::vector<std::string>& barred) {
    std::vector<EntityKey> keys;
    for (const auto& subject : barred)
        if (const auto key = domain::parseReference(subject); !key.id.empty()) keys.push_back(key);
    // Nobody has looked yet whether it could be the name of a record: an entry about none would be read by nobody.
    const bool isNamed = domain::isName(op.type) && base::isUuid(op.entity);
    if (isNamed && mayBelongToAPerson(op.type) && op.type != "person" && !stands({op.type, op.entity})) {
        const std::string own = domain::reference(op.type, op.entity);
        keys.push_back({op.type, op.entity});
        m_streams.bar(barrierHash(m_organisation, own));
        m_barrier.remember(own);  // a later op of this push may be on it
    }
    for (const auto& key : keys)
        if (!m_streams.isErased(op.stream, key)) m_streams.appendErase(op.stream, key, m_random.bytes<16>());
}

} // namespace waymark::service
