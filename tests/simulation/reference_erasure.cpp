// The reference model's side of erasing (docs/protocol.md, section 7): people leave, their places stay, and nothing brings them back.
#include "tests/simulation/reference.h"

#include <algorithm>

namespace waymark::simulation {

namespace {

Json valueOf(const RefEntity& fields, const std::string& name) {
    const auto it = fields.find(name);
    return it == fields.end() ? Json() : it->second.value;
}

std::string idOf(const Json& reference) {
    const std::string text = reference.is_string() ? reference.get<std::string>() : std::string();
    return text.starts_with("person:") ? text.substr(7) : std::string();
}

bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&b](const auto& one) { return b.contains(one); });
}

std::set<std::string> referencesTo(const std::set<std::string>& people) {
    std::set<std::string> references;
    for (const auto& id : people)
        references.insert("person:" + id);
    return references;
}

/// A reference as a whole, with its type or without.
bool isReferenceTo(const Json& value, const std::set<std::string>& people) {
    if (!value.is_string()) return false;
    const std::string text = value.get<std::string>();
    const auto length = text.size() < 36 ? text.size() : text.size() - 36;
    const std::string type = text.substr(0, length);
    const bool isType = type.empty() || (type.ends_with(':') && type.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == type.size() - 1);
    return isType && people.contains(text.substr(length));
}

} // namespace

bool names(const Json& value, const std::set<std::string>& people) {
    const std::string all = value.dump();
    return std::any_of(people.begin(), people.end(), [&all](const auto& id) { return all.find(id) != std::string::npos; });
}

Json withoutPeople(const Json& value, const std::set<std::string>& people) {
    if (!names(value, people)) return value;
    Json rest = value.is_array() ? Json::array() : Json::object();
    if (value.is_array()) {
        for (const auto& item : value)
            if (!isReferenceTo(item, people) && !(item.is_object() && item.contains("person") && isReferenceTo(item["person"], people)))
                rest.push_back(withoutPeople(item, people));
        return rest;
    }
    if (value.is_object()) {
        for (const auto& [name, part] : value.items()) {
            const Json left = withoutPeople(part, people);
            if (!names(name, people) && (part.is_null() || !left.is_null())) rest[name] = left;
        }
        return rest;
    }
    if (isReferenceTo(value, people)) return nullptr;
    std::string text = value.get<std::string>();
    for (const auto& id : people)
        for (const auto& said : {"person:" + id, id})
            while (text.find(said) != std::string::npos)
                text.erase(text.find(said), said.size());
    return text;
}

std::string bandOf(const RefEntity& person, const std::string& day) {
    const std::string kind = textOf({{"kind", valueOf(person, "kind")}}, "kind"), born = textOf(valueOf(person, "born"), "date");
    if (born.size() != 10 || day.size() != 10 || day < born) return kind == "adult" || kind == "volunteer" || kind == "staff" ? "adult" : "unknown";
    const int years = std::stoi(day.substr(0, 4)) - std::stoi(born.substr(0, 4)) - static_cast<int>(day.substr(5) < born.substr(5));
    const std::pair<int, const char*> kBands[] = {{4, "0-4"}, {10, "5-10"}, {15, "11-15"}, {19, "16-19"}};
    for (const auto& [upTo, band] : kBands)
        if (years <= upTo) return band;
    return "adult";
}

std::set<std::string> Reference::joined(std::set<std::string> people) const {
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& [name, stream] : streams)
            for (const auto& [key, fields] : stream.state) {
                const std::string into = key.first == "person" ? idOf(valueOf(fields, "merged_into")) : std::string();
                if (into.empty() || people.contains(key.second) == people.contains(into)) continue;
                people.insert(key.second);
                people.insert(into);
                grew = true;
            }
    }
    return people;
}

bool Reference::heardOf(const std::set<std::string>& people) const {
    return std::any_of(held.begin(), held.end(), [references = referencesTo(people)](const auto& op) { return meet(op.second.subjects, references); });
}

bool Reference::areErased(const std::set<std::string>& people) const {
    return std::all_of(people.begin(), people.end(), [this](const auto& id) { return barred.contains("person:" + id); });
}

// Held by its id alone. Who may write there has what it is on barred, and the stream tells its devices; but not what stands already.
Json Reference::refuseErased(const std::string& device, const Json& op, const std::vector<std::string>& barredSubjects, Counters& counters) {
    const std::string id = textOf(op, "id"), stream = textOf(op, "stream"), type = textOf(op, "type"), own = textOf(op, "entity");
    counters.count("an op was stopped by the barrier");
    if (const auto it = held.find(id); it == held.end() || it->second.outcome == "quarantined") {
        held[id] = {};
        held[id].outcome = "erased";
        held[id].device = device;
    }
    if (isReadable(op) && permission(device, op).empty()) {
        std::vector<Key> keys;
        for (const auto& subject : barredSubjects)
            keys.push_back({subject.substr(0, subject.find(':')), subject.substr(subject.find(':') + 1)});
        const bool stands = std::any_of(held.begin(), held.end(), [key = Key{type, own}](const auto& op) {
            return op.second.key == key && op.second.outcome != "quarantined";
        });
        if (isNameOfRecord(type, own) && mayBelongToAPerson(type) && type != "person" && !stands) {
            keys.push_back({type, own});
            if (barred.insert(type + ':' + own).second) counters.count("the barrier took in what an op was on");
        }
        for (const auto& key : keys)
            if (!streams[stream].erased.contains(key)) appendErase(stream, key);
    }
    return {{"id", id}, {"outcome", "erased"}};
}

Json Reference::withoutBarred(const Json& op, Counters& counters) const {
    std::set<std::string> people;
    const Json unknown = unknownKeys(op);
    const std::string said = op["set"].dump() + unknown.dump();
    for (const auto& reference : barred)
        if (reference.starts_with("person:") && said.find(reference.substr(7)) != std::string::npos) people.insert(reference.substr(7));
    if (people.empty()) return op;
    counters.count("an op named somebody who was erased");
    Json without = op;
    for (auto& value : without["set"])
        value = withoutPeople(value, people);
    for (const auto& [key, value] : unknown.items())
        if (names(key, people)) without.erase(key);
        else without[key] = withoutPeople(value, people);
    return without;
}

void Reference::appendErase(const std::string& stream, const Key& key) {
    RefEntry entry;
    entry.kind = RefEntry::Kind::Erase;
    entry.key = key;
    append(stream, entry);
}

// An ordinary entry by the service, which has seen what is there.
void Reference::appendOwn(const std::string& stream, const Key& key, const Json& set, std::set<std::string> about) {
    RefHeld mine{"applied", {}, {}, {}, {}, {}, stream, key, static_cast<std::int64_t>(streams[stream].log.size()) + 1, std::move(about)};
    mine.subjects.insert(key.first + ':' + key.second);
    Millis at = high;
    if (const RefEntity* there = entity(stream, key))
        for (const auto& [name, value] : set.items())
            if (const auto field = there->find(name); field != there->end()) {
                mine.saw[name] = field->second.op;
                at = std::max(at, field->second.at);
            }
    const std::string op = next(stream).first;
    held[op] = mine;
    append(stream, {RefEntry::Kind::Set, 0, op, key, set, nullptr, at, Json::object()});
}

// One attendance of each session that somebody was at, in the first stream that has it.
std::vector<RefResidue> Reference::residues(const std::set<std::string>& people, const std::map<std::string, std::set<Key>>& removed) const {
    RefEntity person;
    bool seen = false, lives = false;
    for (const auto& [name, stream] : streams)
        for (const auto& id : people) {
            const RefEntity* there = entity(name, {"person", id});
            if (!there || there->empty() || valueOf(*there, "merged_into").is_string()) continue;
            seen = true;
            if (valueOf(*there, "deleted") == Json(true)) continue;
            lives = true;
            person = *there;
        }
    std::vector<RefResidue> left;
    if (seen && !lives) return left;
    std::set<std::string> counted;
    for (const auto& [name, keys] : removed)
        for (const auto& key : keys) {
            const RefEntity* mark = key.first == "mark" ? entity(name, key) : nullptr;
            if (!mark || valueOf(*mark, "deleted") == Json(true)) continue;
            const std::string status = textOf(valueOf(*mark, "presence"), "status");
            const Json session = valueOf(*mark, "session");
            if ((status != "present" && status != "late") || !session.is_string() || !counted.insert(session.get<std::string>()).second) continue;
            const std::string id = session.get<std::string>().substr(8);
            const RefEntity* held = entity("venue/" + ownerOf(name), {"session", id});
            const Json date = held ? valueOf(*held, "date") : Json();
            left.push_back({name, session, bandOf(person, date.is_string() ? date.get<std::string>() : std::string())});
        }
    return left;
}

void Reference::erase(const std::string& id, const std::set<std::string>& people, Millis clock, Counters& counters) {
    high = std::max(high, clock);
    counters.count("a person was erased");
    if (people.size() > 1) counters.count("people who were merged were erased together");
    std::set<std::string> references = referencesTo(people), received, gone;
    std::map<std::string, std::set<Key>> removed;
    const auto hung = holdersEver();
    for (const auto& [op, mine] : held) {
        if (!meet(mine.subjects, references)) continue;
        const bool theirs = belongsTo(people, mine.stream, mine.key, hung);
        if (!theirs && mine.seq > 0 && mine.key.first != "person" && mayBelongToAPerson(mine.key.first)) counters.count("somebody else's record stayed");
        if (!mine.stream.empty()) received.insert(mine.stream);
        if (theirs || mine.seq == 0) gone.insert(op);
        if (theirs && mine.outcome != "quarantined" && !mine.stream.empty() && !mine.key.second.empty()) removed[mine.stream].insert(mine.key);
    }
    // A record of theirs goes from every stream that has it, and so does what people were asked about it.
    std::set<std::string> records;
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& [stream, keys] : removed)
            for (const auto& key : keys)
                grew = records.insert(key.first + ':' + key.second).second || grew;
        for (const auto& [op, mine] : held) {
            const bool isOnOne = records.contains(mine.key.first + ':' + mine.key.second);
            if (mine.stream.empty() || !(isOnOne || (mine.key.first == "conflict" && meet(mine.subjects, records)))) continue;
            received.insert(mine.stream);
            if (mine.outcome != "quarantined" && (isOnOne || belongsTo(people, mine.stream, mine.key, hung))) removed[mine.stream].insert(mine.key);
        }
    }
    references.insert(records.begin(), records.end());
    for (const auto& [op, mine] : held)
        if (meet(mine.subjects, references) && (mine.seq == 0 || records.contains(mine.key.first + ':' + mine.key.second))) gone.insert(op);

    for (const auto& [stream, session, band] : residues(people, removed)) {
        appendOwn(stream, {"residue", next(stream).second}, {{"session", session}, {"band", band}, {"marks", 1}}, {});
        counters.count("a residue was left");
    }

    for (const auto& op : gone) {
        RefHeld& mine = held[op];
        if (mine.outcome == "quarantined") counters.count("an op in quarantine was erased");
        if (mine.seq > 0) {
            RefEntry& entry = streams[mine.stream].log[static_cast<std::size_t>(mine.seq) - 1];
            entry = {RefEntry::Kind::Void, entry.seq, {}, {}, Json::object(), nullptr, 0, Json::object()};
        }
        mine.outcome = "erased";
        mine.reason.clear();
        mine.lost.clear();
        mine.saw.clear();
        mine.standsFor.clear();
        mine.kept = nullptr;
        mine.key = {};
    }
    // What the service wrote by itself for an erasure just before is held under an id that only the next comparison tells.
    for (const auto& [stream, keys] : removed)
        for (auto& entry : streams[stream].log)
            if (entry.kind == RefEntry::Kind::Set && entry.op.empty() && keys.contains(entry.key))
                entry = {RefEntry::Kind::Void, entry.seq, {}, {}, Json::object(), nullptr, 0, Json::object()};
    for (auto& [op, mine] : held)
        for (const auto& reference : references)
            mine.subjects.erase(reference);
    barred.insert(references.begin(), references.end());

    RefErasure erasure{id, {}, {}};
    for (const auto& stream : received) {
        std::set<Key> keys = removed[stream];
        for (const auto& one : people)
            keys.insert({"person", one});
        for (const auto& key : keys)
            appendErase(stream, key);
        erasure.places[stream] = static_cast<std::int64_t>(streams[stream].log.size());
    }
    takeMentionsOut(people, counters);
    erasures.push_back(erasure);
}

void Reference::takeMentionsOut(const std::set<std::string>& people, Counters& counters) {
    for (auto& [op, mine] : held)
        if (names(mine.kept, people)) mine.kept = nullptr;
    for (auto& [name, stream] : streams) {
        std::set<Key> touched;
        for (auto& entry : stream.log) {
            const bool beside = names(entry.extra, people);
            if (entry.kind != RefEntry::Kind::Set || (!beside && !names(entry.set, people))) continue;
            touched.insert(entry.key);
            Json left = Json::object();
            for (const auto& [field, value] : entry.set.items())
                if (!beside && !names(value, people)) left[field] = value;
            entry.set = left;
            if (left.empty()) entry = {RefEntry::Kind::Void, entry.seq, {}, {}, Json::object(), nullptr, 0, Json::object()};
        }
        for (const auto& key : touched) {
            const RefEntity* there = entity(name, key);
            Json set = Json::object();
            std::set<std::string> about;
            if (!there) continue;
            for (const auto& [field, now] : *there) {
                if (names(now.value, people) || names(now.extra, people)) set[field] = withoutPeople(now.value, people);
                const Json& after = set.contains(field) ? set[field] : now.value;
                if ((field == "person" || field == "household") && after.is_string()) about.insert(after.get<std::string>());
            }
            if (set.empty()) continue;
            counters.count("a mention was taken out");
            appendOwn(name, key, set, about);
        }
    }
}

std::vector<std::string> Reference::silentSince(Millis before) const {
    std::map<std::string, Millis> last;
    std::map<std::string, std::string> into;
    std::set<std::string> known;
    for (const auto& [name, stream] : streams)
        for (const auto& [key, fields] : stream.state) {
            Millis at = 0;
            for (const auto& [field, value] : fields)
                at = std::max(at, value.at);
            if (key.first == "person" && !fields.empty()) {
                known.insert(key.second);
                last[key.second] = std::max(last[key.second], at);
                if (const auto target = idOf(valueOf(fields, "merged_into")); !target.empty()) into[key.second] = target;
            }
            for (const auto* field : {"person", "household"})
                if (const auto subject = idOf(valueOf(fields, field)); !subject.empty()) last[subject] = std::max(last[subject], at);
        }
    std::map<std::string, Millis> roots;
    for (const auto& [id, at] : last) {
        if (!known.contains(id)) continue;
        std::string root = id;
        while (into.contains(root))
            root = into[root];
        roots[root] = std::max(roots[root], at);
    }
    std::vector<std::string> due;
    for (const auto& [id, at] : roots)
        if (at < before) due.push_back(id);
    std::stable_sort(due.begin(), due.end(), [&roots](const auto& a, const auto& b) { return roots[a] < roots[b]; });
    return due;
}

bool Reference::hasOpenGrants(const std::string& device, const std::string& venue, Millis at) const {
    const auto& grants = devices.at(device).grants;
    return std::any_of(grants.begin(), grants.end(), [&](const auto& grant) { return (venue.empty() || grant.venue == venue) && (!grant.to || *grant.to > at); });
}

void Reference::endGrants(const std::string& device, const std::string& venue, Millis at) {
    for (auto& grant : devices.at(device).grants)
        if ((venue.empty() || grant.venue == venue) && (!grant.to || *grant.to > at)) grant.to = at;
}

void Reference::endDevice(const std::string& device, const std::string& status, Millis at) {
    if (devices.at(device).status == "lost") return;
    devices.at(device).status = status;
    endGrants(device, {}, at);
}

} // namespace waymark::simulation
