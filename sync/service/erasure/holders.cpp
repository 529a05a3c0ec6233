#include "sync/service/erasure/holders.h"

#include "shared/domain/dictionary.h"
#include "shared/wire/op_codec.h"
#include "sync/service/store/store.h"

#include <algorithm>

namespace waymark::service {

using base::Json;

namespace {

EntityKey subjectOf(const domain::Op& op, const Json& values) {
    return op.type == "conflict" ? domain::subjectOfConflict(values.value("of", Json())) : EntityKey{op.type, op.entity};
}

/// Whom a set of values names, in place of whom that `saw` tells of.
void addHolders(StreamReader& streams, const Json& set, const std::map<std::string, std::string>& saw, Holders& holders) {
    for (auto& holder : domain::hangsOn(set))
        holders.all.insert(std::move(holder));
    for (const auto* field : {"person", "household"})
        if (const auto seen = saw.find(field); seen != saw.end() && !streams.holds(seen->second)) holders.areAllKnown = false;
}

} // namespace

std::optional<domain::Entry> entryOf(StreamReader& streams, const HeldOp& op) {
    if (op.seq == 0) return std::nullopt;
    const auto json = base::parseJson(streams.entriesAfter(op.stream, op.seq - 1, 1).rowsJson);
    auto entry = json ? wire::entryFromJson(*json) : base::Result<domain::Entry>(json.error());
    if (!entry) throw StorageFailure(base::ErrorCode::Storage, "a log entry cannot be read");
    return std::move(*entry);
}

Holders holdersEver(StreamReader& streams, const EntityKey& key) {
    Holders holders;
    for (const auto& op : streams.opsAbout(domain::reference(key.type, key.id))) {
        if (op.type != key.type || op.entity != key.id || op.outcome == wire::Outcome::Quarantined) continue;
        // What won stands in the log, and the whole of it beside where something did not.
        const auto entry = entryOf(streams, op);
        Json set = entry ? entry->set : Json::object();
        if (const auto body = base::parseJson(op.body); body && body->is_object()) set.update(body->value("set", Json::object()));
        addHolders(streams, set, op.saw, holders);
    }
    return holders;
}

std::vector<std::string> holdersNow(StreamReader& streams, const domain::Op& op, const Json& values) {
    if (op.type != "conflict") return domain::hangsOn(values);
    const EntityKey subject = subjectOf(op, values);
    return domain::conflictHangsOn(subject, valuesOf(streams.fieldsOf(op.stream, subject)));
}

bool HolderCheck::isAboutAHolder(const domain::Op& op, const Json& values) {
    const EntityKey subject = subjectOf(op, values);
    const domain::TypeRule* rule = domain::findType(subject.type);
    if (!rule || !rule->hangsOnPerson || !domain::hangsOn(op.set).empty()) return true;
    const auto isSaid = [&op](const std::string& holder) { return std::find(op.about.begin(), op.about.end(), holder) != op.about.end(); };
    const auto now = holdersNow(m_streams, op, values);
    if (now.empty() || std::any_of(now.begin(), now.end(), isSaid)) return true;
    auto known = m_ever.find(subject);
    if (known == m_ever.end()) known = m_ever.emplace(subject, holdersEver(m_streams, subject)).first;
    const Holders& ever = known->second;
    return !ever.areAllKnown || std::any_of(ever.all.begin(), ever.all.end(), isSaid);
}

void HolderCheck::add(const domain::Op& op) {
    if (const auto known = m_ever.find({op.type, op.entity}); known != m_ever.end()) addHolders(m_streams, op.set, op.saw, known->second);
}

} // namespace waymark::service
