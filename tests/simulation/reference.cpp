#include "tests/simulation/reference.h"

#include <sodium.h>

#include <QCryptographicHash>
#include <QUuid>

#include <algorithm>

namespace waymark::simulation {

namespace {

std::set<std::string> subjectsOf(const Json& op) {
    std::set<std::string> subjects{textOf(op, "type") + ':' + textOf(op, "entity")};
    if (op.is_object() && op.contains("about") && op["about"].is_array())
        for (const auto& subject : op["about"])
            if (subject.is_string()) subjects.insert(subject.get<std::string>());
    return subjects;
}

// In the order in which the op says them.
std::vector<std::string> saidBy(const Json& op) {
    std::vector<std::string> all{textOf(op, "type") + ':' + textOf(op, "entity")};
    if (op.is_object() && op.contains("about") && op["about"].is_array())
        for (const auto& subject : op["about"])
            if (subject.is_string()) all.push_back(subject.get<std::string>());
    if (op.is_object() && op.contains("set"))
        for (const auto* field : {"person", "household"})
            if (const auto holder = textOf(op["set"], field); !holder.empty()) all.push_back(holder);
    return all;
}

std::string sawOf(const Json& op, const std::string& field) {
    return op.contains("saw") && op["saw"].is_object() ? textOf(op["saw"], field.c_str()) : std::string();
}

Json side(const std::string& op, const Json& by, Millis at, const Json& value) {
    return {{"op", op}, {"by", by}, {"at", at}, {"value", value}};
}

std::map<std::string, std::string> sawsOf(const Json& op) {
    std::map<std::string, std::string> saws;
    if (op.contains("saw") && op["saw"].is_object())
        for (const auto& [field, id] : op["saw"].items())
            if (id.is_string()) saws[field] = id.get<std::string>();
    return saws;
}

int strength(const Json& answer) {
    if (answer == Json("granted") || answer == Json("yes")) return 0;
    if (answer == Json("not_asked")) return 1;
    return answer == Json("withdrawn") ? 3 : 2;
}

// The first eight bytes of BLAKE2b-256, big-endian.
std::uint64_t part(const std::string& of) {
    unsigned char hash[32];
    crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(of.data()), of.size(), nullptr, 0);
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i)
        value = value << 8 | hash[i];
    return value;
}

} // namespace

Json RefEntry::wire() const {
    if (kind == Kind::Void) return {{"seq", seq}, {"void", true}};
    if (kind == Kind::Erase) return {{"seq", seq}, {"erase", {{"type", key.first}, {"entity", key.second}}}};
    Json json = extra;
    json.update({{"seq", seq}, {"op", op}, {"type", key.first}, {"entity", key.second}, {"set", set}, {"by", by}, {"at", at}});
    return json;
}

std::uint64_t sumOf(const RefState& state) {
    std::uint64_t sum = 0;
    for (const auto& [key, entity] : state)
        for (const auto& [name, field] : entity)
            sum += part(key.first + '|' + key.second + '|' + name + '|' + std::to_string(field.seq) + '|' + field.op);
    return sum;
}

std::uint64_t Reference::sum(const std::string& stream) const {
    const auto it = streams.find(stream);
    return it == streams.end() ? 0 : sumOf(it->second.state);
}

const RefEntity* Reference::entity(const std::string& stream, const Key& key) const {
    const auto it = streams.find(stream);
    if (it == streams.end()) return nullptr;
    const auto found = it->second.state.find(key);
    return found == it->second.state.end() ? nullptr : &found->second;
}

Json Reference::push(const std::string& device, const Json& ops, Millis clock, Counters& counters) {
    high = std::max(high, clock);
    Json lines = Json::array();
    for (const auto& op : ops)
        lines.push_back(take(device, op, counters));
    for (std::size_t i = 0; i < ops.size(); ++i) {
        const auto it = streams.find(textOf(ops[i], "stream"));
        lines[i]["seq"] = it == streams.end() ? 0 : it->second.log.size();
    }
    return lines;
}

// A conflict says in `of` whom it is about.
std::vector<std::string> Reference::subjectsAndHolders(const Json& op) const {
    auto all = saidBy(op);
    if (textOf(op, "type") == "conflict")
        for (const auto& holder : holdersOf(textOf(op, "stream"), {"conflict", textOf(op, "entity")}))
            all.push_back(holder);
    return all;
}

Json Reference::take(const std::string& device, const Json& op, Counters& counters) {
    const std::string id = textOf(op, "id");
    std::vector<std::string> behindBarrier;
    for (const auto& subject : subjectsAndHolders(op))
        if (barred.contains(subject)) behindBarrier.push_back(subject);
    if (!behindBarrier.empty()) return refuseErased(device, op, behindBarrier, counters);
    const auto there = held.find(id);
    if (there != held.end() && there->second.outcome != "quarantined") {
        counters.count(there->second.device == device ? "an op came again" : "an op came again from another device");
        Json line{{"id", id}, {"outcome", "duplicate"}, {"was", there->second.outcome}};
        if (!there->second.lost.empty()) line["lost"] = there->second.lost;
        return line;
    }
    if (there != held.end()) counters.count("an op in quarantine was judged again");
    const std::string reason = refusal(device, op);
    if (!reason.empty()) {
        counters.count("quarantine: " + reason);
        if (reason == "not_permitted" && isKnownType(textOf(op, "type"))) counters.count("not permitted: " + textOf(op, "type"));
        return quarantine(device, op, reason);
    }
    const bool again = there != held.end();
    Json line = judge(device, withoutBarred(op, counters), counters);
    if (again && line["outcome"] != "quarantined") counters.count("an op left quarantine");
    return line;
}

std::string Reference::refusal(const std::string& device, const Json& op) const {
    const bool large = op.dump().size() > 64 * 1024;
    if (!isReadable(op)) return large ? "too_large" : "malformed";
    if (const auto reason = permission(device, op); !reason.empty()) return reason;
    if (large) return "too_large";
    if (const auto reason = invalid(op); !reason.empty()) return reason;
    const RefEntity* there = entity(textOf(op, "stream"), {textOf(op, "type"), textOf(op, "entity")});
    const RefEntity now = there ? *there : RefEntity();
    if (namesSomebodyElse(op) || !fitsSafeguarding(op, now)) return "invalid_value";
    if (isOthersKey(op, now)) return "not_permitted";
    return isSealedForKeys(op) ? "" : "invalid_value";
}

Json Reference::quarantine(const std::string& device, const Json& op, const std::string& reason) {
    RefHeld kept;
    kept.outcome = "quarantined";
    kept.reason = reason;
    kept.device = device;
    kept.saw = sawsOf(op);
    // A stream that nobody ever wrote to does not come into being by what was refused.
    const std::string stream = textOf(op, "stream");
    if (!tierOf(stream).empty() && (reason != "not_granted" || (streams.contains(stream) && !streams.at(stream).log.empty()))) kept.stream = stream;
    kept.key = {textOf(op, "type"), textOf(op, "entity")};
    for (const auto& subject : saidBy(op))
        if (const auto colon = subject.find(':'); colon != std::string::npos && isNameOfRecord(subject.substr(0, colon), subject.substr(colon + 1)))
            kept.subjects.insert(subject);
    held[textOf(op, "id")] = kept;
    return {{"id", textOf(op, "id")}, {"outcome", "quarantined"}, {"reason", reason}};
}

void Reference::append(const std::string& stream, RefEntry entry) {
    RefStream& target = streams[stream];
    entry.seq = static_cast<std::int64_t>(target.log.size()) + 1;
    if (entry.kind == RefEntry::Kind::Erase) {
        target.state.erase(entry.key);
        target.erased.insert(entry.key);
    }
    for (const auto& [name, value] : entry.set.items())
        target.state[entry.key][name] = {value, entry.seq, entry.op, entry.at, entry.by, entry.extra};
    target.log.push_back(std::move(entry));
}

bool Reference::anySees(const std::vector<std::string>& from, const std::string& id, const std::string& field, Counters& counters) const {
    return std::any_of(from.begin(), from.end(), [&](const auto& one) { return sees(one, id, field, counters); });
}

// The op that made a consent may be given back late.
bool Reference::madeTheConsent(const Json& op, const RefEntity& now, Counters& counters) const {
    for (const auto& [field, value] : op["set"].items())
        if (now.contains(field) && winnerHasSeen(now, field, textOf(op, "id"), counters)) return true;
    return false;
}

// "A second op on one consent entity is quarantined unless it is more restrictive", or repeats what stands.
bool Reference::addsToConsent(const Json& op, const RefEntity& now) const {
    const bool answered = now.contains("answer");
    const int stands = answered ? strength(now.at("answer").value) : 0;
    if (op["set"].contains("answer") && strength(op["set"]["answer"]) > stands) return true;
    const bool removes = answered && stands == 0 && op["set"].contains("deleted") && op["set"]["deleted"] == Json(true);
    for (const auto& [field, value] : op["set"].items()) {
        if (now.contains(field) && sameValue(value, now.at(field).value)) continue;
        if (!removes || field == "answer") return false;
    }
    return true;
}

Json Reference::judge(const std::string& device, const Json& op, Counters& counters) {
    const std::string id = textOf(op, "id"), stream = textOf(op, "stream"), type = textOf(op, "type");
    const Key key{type, textOf(op, "entity")};
    const RefEntity* there = entity(stream, key);
    const RefEntity before = there ? *there : RefEntity();
    const Json by = op.contains("by") ? op["by"] : Json();
    const Millis t = std::min(op["at"].get<Millis>(), high);
    if (op["at"].get<Millis>() > high) counters.count("a time ahead was cut");

    struct Pair { std::string field; Json kept, other; };
    std::vector<Pair> conflicts;
    const bool isSecond = type == "consent" && !before.empty(), isLate = isSecond && madeTheConsent(op, before, counters);
    if (isSecond && !isLate && !addsToConsent(op, before)) {
        counters.count("quarantine: write_once");
        if (op["set"].contains("corrects") && !before.contains("corrects")) counters.count("a consent that said later what its author saw was refused");
        return quarantine(device, op, "write_once");
    }
    if (isLate) counters.count("the op that made a consent came after a further word on it");
    RefHeld mine{"applied", {}, device, {}, sawsOf(op), {}, stream, key, 0, subjectsOf(op)};
    for (const auto& holder : holdersAfter(op))
        mine.subjects.insert(holder);
    Json won = Json::object();
    Millis at = t;
    for (const auto& [field, value] : op["set"].items()) {
        const auto found = before.find(field);
        bool wins = found == before.end();
        if (wins && isSecond && !isLate && field == "corrects") {
            counters.count("a further word on a consent said what its author saw");
            mine.lost.push_back(field);
            continue;
        }
        if (!wins) {
            const RefField& cur = found->second;
            if (sameValue(value, cur.value)) {
                counters.count("the same value twice");
                mine.standsFor[field] = cur.op;
                continue;
            }
            const std::string policy = policyOf(type, field);
            const auto hasSeen = [&, &name = field] { return winnerHasSeen(before, name, id, counters); };
            if (policy == "restrictive" && strength(value) <= strength(cur.value) && hasSeen()) {
                counters.count("superseded: given back late");
                mine.lost.push_back(field);
                continue;
            }
            if (policy == "once" && isSecond) {
                counters.count("a further word on a consent said otherwise");
                mine.lost.push_back(field);
                continue;
            }
            if (policy == "once" || policy == "restrictive") {
                if (policy == "once" || strength(value) <= strength(cur.value)) {
                    counters.count("quarantine: write_once");
                    return quarantine(device, op, "write_once");
                }
                if (isSecond) counters.count("a consent became more restrictive");
                wins = true;
            } else if (const std::string saw = sawOf(op, field); sees(saw, cur.op, field, counters)) {
                if (saw != cur.op && hasSeen()) {
                    counters.count("superseded: it saw a stand-in of what had seen it");
                    mine.lost.push_back(field);
                    continue;
                }
                std::vector<std::string> seen = seenByStandIns(cur.op, field);
                std::erase(seen, cur.op);   // which tells nothing new
                if (anySees(seen, id, field, counters)) {
                    counters.count("superseded: a stand-in of what it saw had seen it");
                    mine.lost.push_back(field);
                    continue;
                }
                wins = true;
            } else {
                if (hasSeen()) {
                    const bool byStandIn = !sees(sawBy(cur.op, field), id, field, counters);
                    counters.count(byStandIn ? "superseded: whom only a stand-in had seen" : "superseded: given back late");
                    mine.lost.push_back(field);
                    continue;
                }
                const bool later = std::pair(t, id) > std::pair(cur.at, cur.op);
                wins = policy == "earliest" ? !later : later;
                const Json ours = side(id, by, t, value), theirs = side(cur.op, cur.by, cur.at, cur.value);
                if (policy == "ask") conflicts.push_back({field, wins ? ours : theirs, wins ? theirs : ours});
            }
        }
        if (!wins) {
            mine.lost.push_back(field);
            continue;
        }
        if (isSecond && found == before.end() && !isLate) counters.count(field == "deleted" ? "a yes was removed" : "a further word on a consent said more");
        won[field] = value;
        if (found != before.end()) at = std::max(at, found->second.at);
    }

    // Deletion: whoever did not see the other leaves the entity deleted and asks.
    const auto deleted = before.find("deleted");
    if (!op["set"].contains("deleted") && !won.empty() && deleted != before.end() && deleted->second.value == Json(true) &&
        !sees(sawOf(op, "deleted"), deleted->second.op, "deleted", counters)) {
        counters.count("an edit that did not see the deletion");
        const RefField& cur = deleted->second;
        conflicts.push_back({"deleted", side(cur.op, cur.by, cur.at, cur.value), side(id, by, t, nullptr)});
    }
    if (won.value("deleted", Json()) == Json(true)) {
        std::set<std::string> unseen;
        for (const auto& [field, cur] : before) {
            if (field == "deleted" || sees(sawOf(op, field), cur.op, field, counters) || !unseen.insert(cur.op).second) continue;
            counters.count("a deletion that did not see a value");
            conflicts.push_back({"deleted", side(id, by, t, true), side(cur.op, cur.by, cur.at, nullptr)});
        }
    }

    if (!won.empty()) {
        append(stream, {RefEntry::Kind::Set, 0, id, key, won, by, at, unknownKeys(op)});
        if (isKnownType(type)) counters.count("written: " + type);
        if (type == "concern" && won.contains("sealed") && !before.empty()) counters.count("a concern came after what was said of it");
        mine.seq = static_cast<std::int64_t>(streams[stream].log.size());
    }
    if (won.size() != op["set"].size()) mine.kept = op;
    if (!unknownKeys(op).empty()) counters.count("an op with unknown keys");
    if (won.empty() && !mine.lost.empty()) {
        mine.outcome = "superseded";
        counters.count("an op was superseded");
    }
    held[id] = mine;
    if (type != "conflict")
        for (const auto& pair : conflicts) {
            counters.count("a conflict was opened");
            openConflict(op, pair.field, pair.kept, pair.other, mine.subjects);
        }
    Json line{{"id", id}, {"outcome", mine.outcome}};
    if (!mine.lost.empty()) line["lost"] = mine.lost;
    return line;
}

void Reference::openConflict(const Json& op, const std::string& field, const Json& kept, const Json& other, std::set<std::string> subjects) {
    std::string low = textOf(kept, "op"), up = textOf(other, "op");
    if (up < low) std::swap(low, up);
    const QUuid space(QString::fromStdString(textOf(op, "entity")));
    const std::string id = QUuid::createUuidV5(space, QByteArray::fromStdString(field + '|' + low + '|' + up)).toString(QUuid::WithoutBraces).toStdString();
    Json fields{{"of", {{"type", textOf(op, "type")}, {"entity", textOf(op, "entity")}, {"field", field}}},
                {"kept", kept}, {"other", other}, {"status", "open"}};
    if (const RefEntity* there = entity(textOf(op, "stream"), {"conflict", id}))
        for (const auto& [name, value] : *there)
            fields.erase(name);
    if (fields.empty()) return;
    const std::string stream = textOf(op, "stream"), made = next(stream).first;
    append(stream, {RefEntry::Kind::Set, 0, made, {"conflict", id}, fields, nullptr, high, Json::object()});
    subjects.insert("conflict:" + id);
    held[made] = {"applied", {}, {}, {}, {}, {}, stream, {"conflict", id}, static_cast<std::int64_t>(streams[stream].log.size()), subjects};
}

bool Reference::serviceSets(const std::string& stream, const Key& key, Json fields, Millis clock, Counters& counters) {
    high = std::max(high, clock);
    Json op{{"id", next(stream).first}, {"by", nullptr}, {"stream", stream}, {"type", key.first}, {"entity", key.second}, {"saw", Json::object()}};
    Millis at = high;
    if (const RefEntity* there = entity(stream, key))
        for (const auto& [name, field] : *there) {
            op["saw"][name] = field.op;
            if (!fields.contains(name)) continue;
            if (sameValue(fields[name], field.value)) fields.erase(name);
            else at = std::max(at, field.at + 1);
        }
    if (fields.empty()) return false;
    op["set"] = fields;
    op["at"] = at;
    judge({}, op, counters);
    return true;
}

std::pair<std::string, std::string> Reference::next(const std::string& stream) const {
    const auto it = streams.find(stream);
    return idAt(stream, it == streams.end() ? 1 : static_cast<std::int64_t>(it->second.log.size()) + 1);
}

} // namespace waymark::simulation
