#include "sync/service/erasure/person_erasure.h"

#include "shared/base/id.h"
#include "shared/domain/mentions.h"
#include "shared/domain/stream.h"
#include "sync/service/erasure/barrier.h"
#include "sync/service/erasure/holders.h"
#include "sync/service/erasure/residues.h"

#include <algorithm>

namespace waymark::service {

using base::Json;

namespace {

std::string personReference(const std::string& id) { return domain::reference("person", id); }

} // namespace

std::vector<std::string> joinedWith(StreamReader& streams, const std::vector<std::string>& people) {
    std::multimap<std::string, std::string> merges;  // both ways
    for (const auto& stream : streams.streams())
        for (const auto& person : streams.entitiesOf(stream, "person")) {
            const auto merged = person.fields.find("merged_into");
            if (merged == person.fields.end() || !merged->second.value.is_string()) continue;
            const std::string into = domain::parseReference(merged->second.value.get<std::string>()).id;
            if (into.empty()) continue;
            merges.emplace(person.key.id, into);
            merges.emplace(into, person.key.id);
        }
    std::set<std::string> joined;
    std::vector<std::string> ahead = people;
    while (!ahead.empty()) {
        const std::string id = std::move(ahead.back());
        ahead.pop_back();
        if (!joined.insert(id).second) continue;
        const auto [first, last] = merges.equal_range(id);
        for (auto it = first; it != last; ++it)
            ahead.push_back(it->second);
    }
    return {joined.begin(), joined.end()};
}

PersonErasure::PersonErasure(WriteTransaction& transaction, const Organisation& organisation, base::Random& random, Millis clock)
    : m_streams(transaction.streams()), m_facts(transaction.facts()), m_blobs(transaction.blobs()), m_organisation(organisation), m_random(random),
      m_now(std::max(clock, m_streams.nowHigh())) {
    m_streams.raiseNowHigh(m_now);
}

Erased PersonErasure::erase(const std::vector<std::string>& people) {
    m_people = people;
    std::sort(m_people.begin(), m_people.end());
    find();
    leaveResidues();
    blank();
    removeBlobs();
    appendErasures();
    removeMentions();
    return std::move(m_erased);
}

bool PersonErasure::isOneOfThem(const std::string& reference) const {
    const EntityKey key = domain::parseReference(reference);
    return key.type == "person" && std::binary_search(m_people.begin(), m_people.end(), key.id);
}

// Another person's record is that person's, whomever an op on it says that it is about. Only where nothing ever said whom it hangs on do the ops
// decide. A conflict is its subject's.
bool PersonErasure::isTheirs(const std::string& stream, const EntityKey& key) {
    if (key.type == "person") return isOneOfThem(domain::reference(key.type, key.id));
    if (!mayBelongToAPerson(key.type)) return false;
    const auto known = m_theirs.emplace(key, true);
    if (!known.second) return known.first->second;
    bool theirs = true;
    const Json values = valuesOf(m_streams.fieldsOf(stream, key));
    if (key.type == "conflict") {
        const EntityKey subject = domain::subjectOfConflict(values.value("of", Json()));
        theirs = subject.id.empty() || isTheirs(stream, subject);
    } else {
        const auto isOne = [this](const std::string& holder) { return isOneOfThem(holder); };
        const auto now = domain::hangsOn(values);
        if (std::none_of(now.begin(), now.end(), isOne)) {
            const auto ever = holdersEver(m_streams, key).all;
            theirs = ever.empty() || std::any_of(ever.begin(), ever.end(), isOne);
        }
    }
    return m_theirs[key] = theirs;
}

void PersonErasure::takeOut(const HeldOp& op) {
    if (!op.stream.empty()) m_received.insert(op.stream);
    // What won of somebody else's record stays; that it named them is a mention.
    if (isTheirs(op) || op.seq == 0) m_ops.insert(op.id);
    // An op that was not accepted goes, but does not make what it is on theirs.
    if (op.entity.empty() || op.stream.empty() || op.outcome == wire::Outcome::Quarantined || !isTheirs(op)) return;
    m_removed[op.stream].insert({op.type, op.entity});
}

// A record of theirs goes from every stream that has it, since its id is barred in all of them; and with it what people were asked about it.
void PersonErasure::takeOutEverywhere() {
    std::set<EntityKey> looked;
    std::vector<EntityKey> ahead;
    const auto addNew = [&] {
        for (const auto& [stream, keys] : m_removed)
            for (const auto& key : keys)
                if (looked.insert(key).second) ahead.push_back(key);
    };
    for (addNew(); !ahead.empty(); addNew()) {
        const EntityKey key = std::move(ahead.back());
        ahead.pop_back();
        for (const auto& op : m_streams.opsAbout(domain::reference(key.type, key.id))) {
            const bool isOnIt = op.type == key.type && op.entity == key.id;
            if (isOnIt || op.type == "conflict") takeOut(op);
            else if (op.seq == 0) m_ops.insert(op.id);
        }
    }
}

void PersonErasure::find() {
    for (const auto& id : m_people) {
        for (const auto& op : m_streams.opsAbout(personReference(id)))
            takeOut(op);
        // An op of a later version may have left out whom its entity hangs on.
        for (const auto& found : m_streams.opsContaining(personReference(id))) {
            const auto op = m_streams.heldOp(found);
            if (!op || m_ops.count(found) > 0 || op->stream.empty() || !isTheirs(*op)) continue;
            const auto hangs = domain::hangsOn(valuesOf(m_streams.fieldsOf(op->stream, {op->type, op->entity})));
            if (std::find(hangs.begin(), hangs.end(), personReference(id)) != hangs.end()) takeOut(*op);
        }
    }
    takeOutEverywhere();
}

void PersonErasure::leaveResidues() {
    for (const auto& residue : residuesOf(m_streams, m_people, m_removed)) {
        append(residue.stream, {"residue", base::newUuid(m_random)}, {{"session", residue.session}, {"band", residue.band}, {"marks", 1}}, {});
        ++m_erased.residues;
    }
}

void PersonErasure::blank() {
    std::set<std::string> references;
    for (const auto& id : m_people)
        references.insert(personReference(id));
    for (const auto& [stream, keys] : m_removed)
        for (const auto& key : keys) {
            references.insert(domain::reference(key.type, key.id));
            m_facts.remove(key.type, key.id);
        }
    for (const auto& op : m_ops)
        m_streams.blankOp(op);
    for (const auto& reference : references) {
        m_streams.forgetSubject(reference);
        m_streams.bar(barrierHash(m_organisation, reference));
    }
    m_erased.ops = static_cast<std::int64_t>(m_ops.size());
}

// What an op about somebody else names too stays, for them.
void PersonErasure::removeBlobs() {
    std::set<BlobKey> named;
    for (const auto& op : m_ops)
        for (auto& blob : m_blobs.forgetOp(op))
            named.insert(std::move(blob));
    for (const auto& blob : named) {
        if (m_blobs.isNamed(blob)) continue;
        m_blobs.remove(blob);
        m_streams.bar(barrierHash(m_organisation, blobReference(blob)));
        ++m_erased.blobs;
    }
}

void PersonErasure::appendErasures() {
    for (const auto& stream : m_received) {
        std::set<EntityKey> keys = m_removed[stream];
        for (const auto& id : m_people)
            keys.insert({"person", id});
        for (const auto& key : keys) {
            if (!m_streams.fieldsOf(stream, key).empty()) ++m_erased.entities;
            m_erased.places[stream] = m_streams.appendErase(stream, key, m_random.bytes<16>());
        }
    }
}

void PersonErasure::removeMention(const std::string& op, std::map<std::pair<std::string, EntityKey>, std::set<std::string>>& fields) {
    const auto held = m_streams.heldOp(op);
    if (!held || held->outcome == wire::Outcome::Erased) return;
    std::vector<std::string> named;
    if (const auto entry = entryOf(m_streams, *held)) {
        // A key that this version does not know belongs to each of the fields.
        const bool all = domain::mentionsAny(entry->extra, m_people);
        for (const auto& [field, value] : entry->set.items())
            if (all || domain::mentionsAny(value, m_people)) named.push_back(field);
        fields[{held->stream, {entry->type, entry->entity}}].insert(named.begin(), named.end());
    }
    m_streams.blankFields(op, named);
}

void PersonErasure::removeMentions() {
    std::map<std::pair<std::string, EntityKey>, std::set<std::string>> fields;
    for (const auto& id : m_people)
        for (const auto& op : m_streams.opsContaining(id))
            removeMention(op, fields);
    for (const auto& [place, names] : fields) {
        const auto& [stream, key] = place;
        const Fields now = m_streams.fieldsOf(stream, key);
        Json set = Json::object();
        for (const auto& name : names)
            if (const auto it = now.find(name); it != now.end() && (domain::mentionsAny(it->second.value, m_people) || domain::mentionsAny(it->second.extra, m_people)))
                set[name] = domain::withoutMentions(it->second.value, m_people);
        if (set.empty()) continue;
        m_erased.mentions += static_cast<std::int64_t>(set.size());
        Json after = valuesOf(now);
        after.update(set);
        append(stream, key, set, domain::hangsOn(after));
    }
}

void PersonErasure::append(const std::string& stream, const EntityKey& key, const Json& set, const std::vector<std::string>& about) {
    const Fields before = m_streams.fieldsOf(stream, key);
    domain::Op op;
    op.id = base::newOpId(m_now, m_random);
    op.type = key.type;
    op.entity = key.id;
    op.about = about;
    HeldOp held;
    held.id = op.id;
    held.stream = stream;
    held.type = key.type;
    held.entity = key.id;
    held.receivedAt = m_now;
    Millis at = m_now;
    for (const auto& [name, value] : set.items())
        if (const auto it = before.find(name); it != before.end()) {
            held.saw[name] = it->second.op;
            at = std::max(at, it->second.at);
        }
    held.seq = m_streams.append(stream, {op.id, key.type, key.id, set, std::nullopt, at, Json::object()}, m_random.bytes<16>());
    m_streams.hold(held, domain::subjectsOf(op));
}

} // namespace waymark::service
