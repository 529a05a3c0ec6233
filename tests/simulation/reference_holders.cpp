// The reference model's side of whom a record hangs on (docs/protocol.md, sections 3 and 7), and whether an op says so.
#include "tests/simulation/reference.h"

#include <algorithm>

namespace waymark::simulation {

namespace {

bool haveInCommon(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&b](const auto& one) { return b.contains(one); });
}

bool isPersonOrHousehold(const std::string& reference) { return reference.starts_with("person:") || reference.starts_with("household:"); }

/// What a record with these values hangs on, by the two fields that say so.
void addHolders(const Json& values, std::set<std::string>& holders) {
    for (const auto* field : {"person", "household"})
        if (const auto holder = textOf(values, field); !holder.empty()) holders.insert(holder);
}

} // namespace

Key Reference::subjectOf(const std::string& stream, const Key& key) const {
    if (key.first != "conflict") return key;
    const RefEntity* there = entity(stream, key);
    const Json of = there && there->contains("of") ? there->at("of").value : Json();
    return {textOf(of, "type"), textOf(of, "entity")};
}

std::set<std::string> Reference::holdersOf(const std::string& stream, const Key& key) const {
    const Key subject = subjectOf(stream, key);
    std::set<std::string> holders;
    if (key.first == "conflict" && isPersonOrHousehold(subject.first + ':')) holders.insert(subject.first + ':' + subject.second);
    if (const RefEntity* there = entity(stream, subject))
        for (const auto& [name, field] : *there)
            addHolders({{name, field.value}}, holders);
    return holders;
}

std::set<std::string> Reference::holdersAfter(const Json& op) const {
    auto holders = holdersOf(textOf(op, "stream"), {textOf(op, "type"), textOf(op, "entity")});
    addHolders(op["set"], holders);
    return holders;
}

std::map<Key, std::set<std::string>> Reference::holdersEver() const {
    std::map<Key, std::set<std::string>> hung;
    for (const auto& [id, mine] : held) {
        if (mine.outcome == "quarantined" || mine.key.second.empty()) continue;
        auto& holders = hung[mine.key];
        if (mine.seq > 0) addHolders(streams.at(mine.stream).log[static_cast<std::size_t>(mine.seq) - 1].set, holders);
        if (mine.kept.is_object()) addHolders(mine.kept["set"], holders);
        for (const auto* field : {"person", "household"})
            if (const auto saw = mine.saw.find(field); saw != mine.saw.end() && !holds(saw->second)) holders.insert(std::string());
    }
    return hung;
}

// "about: the people and households its entity hangs on": its author may not know yet whom it hangs on by now.
bool Reference::namesSomebodyElse(const Json& op) const {
    const std::string stream = textOf(op, "stream"), type = textOf(op, "type");
    const Key key{type, textOf(op, "entity")}, subject = subjectOf(stream, key);
    std::set<std::string> about, said;
    for (const auto& one : op.value("about", Json::array())) {
        about.insert(one.get<std::string>());
        if (isPersonOrHousehold(one.get<std::string>())) said.insert(one.get<std::string>());
    }
    if (type == "conflict" && isPersonOrHousehold(subject.first + ':')) return !said.empty() && !said.contains(subject.first + ':' + subject.second);
    if (!hangsOnPeople(subject.first)) return false;
    if (said.empty()) return true;
    std::set<std::string> next;
    addHolders(op["set"], next);
    const auto now = holdersOf(stream, key);
    if (!next.empty() || now.empty() || haveInCommon(now, said)) return false;
    const auto ever = holdersEver()[subject];
    return !ever.contains(std::string()) && !haveInCommon(ever, said);
}

// Another person's record belongs to that person, whatever an op on it says it is about; so does what hangs on another, and a conflict about that.
bool Reference::belongsTo(const std::set<std::string>& people, const std::string& stream, const Key& key,
                          const std::map<Key, std::set<std::string>>& hung) const {
    const Key subject = subjectOf(stream, key);
    if (subject.first == "person") return people.contains(subject.second);
    if (key.first == "conflict" && subject.second.empty()) return true;
    if (!mayBelongToAPerson(subject.first)) return false;
    auto holders = hung.contains(subject) ? hung.at(subject) : std::set<std::string>();
    holders.erase(std::string());
    return holders.empty() || std::any_of(people.begin(), people.end(), [&holders](const auto& id) { return holders.contains("person:" + id); });
}

} // namespace waymark::simulation
