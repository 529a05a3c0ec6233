#include "sync/service/api/judge.h"

#include "shared/base/id.h"
#include "shared/base/mutant.h"
#include "shared/domain/blob.h"
#include "shared/domain/consent.h"
#include "shared/domain/dictionary.h"

#include <algorithm>
#include <tuple>

namespace waymark::service {

using base::Json;
using domain::FieldState;
using domain::Op;
using domain::Policy;

namespace {

std::string sawOf(const Op& op, const std::string& field) {
    const auto it = op.saw.find(field);
    return it == op.saw.end() ? std::string() : it->second;
}

Json side(const std::string& op, const std::optional<std::string>& by, Millis at, const Json& value) {
    return {{"op", op}, {"by", by ? Json(*by) : Json(nullptr)}, {"at", at}, {"value", value}};
}

std::vector<std::string> blobsOf(const Op& op) {
    std::vector<std::string> hashes;
    for (const auto& blob : domain::blobsIn(op.set))
        hashes.push_back(blob.sha256);
    return hashes;
}

const FieldState* find(const Fields& fields, const std::string& name) {
    const auto it = fields.find(name);
    return it == fields.end() ? nullptr : &it->second;
}

bool isDeleted(const Fields& fields) {
    const FieldState* deleted = find(fields, "deleted");
    return deleted && deleted->value == Json(true);
}

/// By what an op that was not accepted is found: also by whom it says that it hangs on where its `about` leaves them out. What could be no
/// record's name is left out: anybody may write any text there.
std::vector<std::string> subjectsOfRefused(const Op& op) {
    auto subjects = domain::subjectsOf(op);
    for (auto& holder : domain::hangsOn(op.set))
        if (std::find(subjects.begin(), subjects.end(), holder) == subjects.end()) subjects.push_back(std::move(holder));
    std::erase_if(subjects, [](const std::string& subject) { return !domain::isName(domain::parseReference(subject).type); });
    return subjects;
}

int strengthOf(const Json& answer) {
    return domain::restrictiveness(answer.is_string() ? answer.get_ref<const std::string&>() : std::string());
}

} // namespace

Judge::Verdict Judge::judgeConcurrent(const Op& op, const std::string& field, const Json& value, const FieldState& current, Millis t) {
    const bool later = std::tie(t, op.id) > std::tie(current.at, current.op);
    switch (domain::policyOf(op.type, field)) {
    case Policy::Latest:
        return later ? Verdict::Wins : Verdict::Loses;
    case Policy::Earliest:
        return later ? Verdict::Loses : Verdict::Wins;
    case Policy::Once:
        return Verdict::WriteOnce;
    case Policy::Restrictive:
        return strengthOf(value) > strengthOf(current.value) ? Verdict::Wins : Verdict::WriteOnce;
    case Policy::Ask:
        break;
    }
    return later ? Verdict::WinsOverUnseen : Verdict::Loses;
}

// Whether the author of what stands had this op's value before them: then it was given back late.
bool Judge::hasSeen(const FieldState& winner, const Op& op, const std::string& field) {
    return m_causality.hadSeen(winner.op, op.id, field);
}

Judge::Word Judge::wordOnConsent(const Op& op, const Fields& before) {
    if (op.type != "consent" || before.empty()) return Word::First;
    const bool givenBack = std::any_of(before.begin(), before.end(), [&](const auto& current) {
        return op.set.contains(current.first) && hasSeen(current.second, op, current.first);
    });
    if (givenBack) return Word::FirstLate;
    return domain::mayFollowOnConsent(domain::valuesOf(before), op.set) ? Word::Further : Word::Refused;
}

Judge::Verdict Judge::judgeField(const Op& op, const std::string& field, const Json& value, const FieldState* current, Millis t) {
    if (!current) return Verdict::Wins;
    if (base::equalValues(value, current->value)) return Verdict::Equal;
    const Policy policy = domain::policyOf(op.type, field);
    // What is written once stays, whoever saw it: a correction is a new entity, and a withdrawal only ever takes back more.
    if (policy == Policy::Once) return judgeConcurrent(op, field, value, *current, t);
    if (policy == Policy::Restrictive) {
        const Verdict verdict = judgeConcurrent(op, field, value, *current, t);
        return verdict == Verdict::WriteOnce && hasSeen(*current, op, field) ? Verdict::Superseded : verdict;
    }
    // Whoever said again what stands, having seen this op, replaced it by that: then it comes late, though it saw the winner itself. If it saw only
    // what stands for the winner, the winner's author may be the one.
    if (const std::string saw = sawOf(op, field); m_causality.sees(saw, current->op, field)) {
        const bool isLate = saw == current->op ? m_causality.hadStandInSeen(current->op, op.id, field) : hasSeen(*current, op, field);
        return isLate ? Verdict::Superseded : Verdict::Wins;
    }
    if (hasSeen(*current, op, field)) return Verdict::Superseded;
    return judgeConcurrent(op, field, value, *current, t);
}

wire::OpResult Judge::judge(const Op& op, const std::string& device, const std::function<std::string()>& body) {
    const domain::EntityKey key{op.type, op.entity};
    const Fields before = m_streams.fieldsOf(op.stream, key);
    const Millis t = base::mutant(base::Mutant::TimeNotCut) ? op.at : std::min(op.at, m_now);
    const Word word = wordOnConsent(op, before);
    if (word == Word::Refused) return quarantine(op, device, body(), domain::Quarantine::WriteOnce);

    HeldOp held;
    held.id = op.id;
    held.stream = op.stream;
    held.type = op.type;
    held.entity = op.entity;
    held.device = device;
    held.saw = op.saw;
    held.receivedAt = m_now;
    held.blobs = blobsOf(op);

    Json won = Json::object();
    Millis at = t;
    std::vector<Pair> conflicts;
    for (const auto& [field, value] : op.set.items()) {
        const FieldState* current = find(before, field);
        // A withdrawal that says what else its author saw must not make a yes that names this record one that saw all that.
        const bool saysLater = word == Word::Further && !current && field == "corrects";
        const Verdict verdict = saysLater ? Verdict::Loses : judgeField(op, field, value, current, t);
        switch (verdict) {
        case Verdict::WriteOnce:
            if (word == Word::First || field == "answer") return quarantine(op, device, body(), domain::Quarantine::WriteOnce);
            held.lost.push_back(field);
            continue;
        case Verdict::Equal:
            held.standsFor[field] = current->op;
            continue;
        case Verdict::Superseded:
            held.lost.push_back(field);
            continue;
        case Verdict::Loses:
            held.lost.push_back(field);
            if (current && domain::policyOf(op.type, field) == Policy::Ask)
                conflicts.push_back({field, side(current->op, current->by, current->at, current->value), side(op.id, op.by, t, value)});
            continue;
        case Verdict::WinsOverUnseen:
            if (base::mutant(base::Mutant::ConflictsOfIncomingOnly)) break;
            conflicts.push_back({field, side(op.id, op.by, t, value), side(current->op, current->by, current->at, current->value)});
            break;
        case Verdict::Wins:
            break;
        }
        won[field] = value;
        if (current) at = std::max(at, current->at);
    }

    for (auto& pair : unseenDeletions(op, before, won, t))
        conflicts.push_back(std::move(pair));
    held.outcome = won.empty() && !held.lost.empty() ? wire::Outcome::Superseded : wire::Outcome::Applied;
    if (won.size() != op.set.size()) held.body = body();
    if (!won.empty()) held.seq = m_streams.append(op.stream, {op.id, op.type, op.entity, std::move(won), op.by, at, op.extra}, chance());
    m_streams.hold(held, domain::subjectsOf(op));
    m_causality.forget(op.id);
    for (const auto& [field, winner] : held.standsFor)
        m_causality.forget(winner);
    if (op.type != "conflict")
        for (const auto& pair : conflicts)
            openConflict(op, pair);
    return {op.id, held.outcome, 0, std::nullopt, {}, held.lost};
}

// An edit that did not see a deletion, and a deletion that did not see a value, each leave the entity deleted and ask people.
std::vector<Judge::Pair> Judge::unseenDeletions(const Op& op, const Fields& before, const Json& won, Millis t) {
    std::vector<Pair> pairs;
    const bool deletes = op.set.contains("deleted");
    if (!deletes && !won.empty() && isDeleted(before)) {
        const FieldState& deleted = before.at("deleted");
        if (!m_causality.sees(sawOf(op, "deleted"), deleted.op, "deleted"))
            pairs.push_back({"deleted", side(deleted.op, deleted.by, deleted.at, deleted.value), side(op.id, op.by, t, nullptr)});
    }
    if (won.value("deleted", Json()) == Json(true)) {
        std::vector<std::string> unseen;
        for (const auto& [field, current] : before) {
            if (field == "deleted" || m_causality.sees(sawOf(op, field), current.op, field)) continue;
            if (std::find(unseen.begin(), unseen.end(), current.op) != unseen.end()) continue;
            unseen.push_back(current.op);
            pairs.push_back({"deleted", side(op.id, op.by, t, true), side(current.op, current.by, current.at, nullptr)});
        }
    }
    return pairs;
}

void Judge::openConflict(const Op& op, const Pair& pair) {
    Op conflict;
    conflict.id = base::newOpId(m_now, m_random);
    conflict.at = m_now;
    conflict.stream = op.stream;
    conflict.type = "conflict";
    conflict.entity = domain::conflictId(op.entity, pair.field, base::textOf(pair.kept, "op"), base::textOf(pair.other, "op"));
    conflict.about = domain::subjectsOf(op);
    Json fields{{"of", {{"type", op.type}, {"entity", op.entity}, {"field", pair.field}}},
                {"kept", pair.kept}, {"other", pair.other}, {"status", "open"}};
    for (const auto& [field, there] : m_streams.fieldsOf(conflict.stream, {conflict.type, conflict.entity}))
        fields.erase(field);  // written once by the service, never over a field that is there
    if (fields.empty()) return;
    HeldOp held;
    held.id = conflict.id;
    held.stream = conflict.stream;
    held.type = conflict.type;
    held.entity = conflict.entity;
    held.receivedAt = m_now;
    held.seq = m_streams.append(conflict.stream, {conflict.id, conflict.type, conflict.entity, fields, std::nullopt, m_now, Json::object()}, chance());
    m_streams.hold(held, domain::subjectsOf(conflict));
}

wire::OpResult Judge::quarantine(const Op& op, const std::string& device, const std::string& body, domain::Quarantine reason) {
    HeldOp held;
    held.id = op.id;
    held.stream = op.stream;
    held.type = op.type;
    held.entity = op.entity;
    held.device = device;
    held.outcome = wire::Outcome::Quarantined;
    held.reason = domain::name(reason);
    held.saw = op.saw;
    held.body = body;
    held.receivedAt = m_now;
    // Only who may write to the stream names a blob in it.
    if (reason != domain::Quarantine::Malformed && reason != domain::Quarantine::TooLarge && reason != domain::Quarantine::NotGranted)
        held.blobs = blobsOf(op);
    m_streams.hold(held, subjectsOfRefused(op));
    m_causality.forget(op.id);
    return {op.id, wire::Outcome::Quarantined, 0, std::nullopt, held.reason, {}};
}

} // namespace waymark::service
