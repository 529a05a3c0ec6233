#include "tests/simulation/reference_consent.h"

#include <algorithm>

namespace waymark::simulation {

namespace {

bool saysYes(const RefConsent& record) { return record.answer == "granted"; }
bool saysNo(const RefConsent& record) { return !record.answer.empty() && !saysYes(record); }
bool isOver(const RefConsent& yes, const std::string& day) { return !yes.until.empty() && yes.until < day; }

/// Ids that a record names, and what those name in their turn, but not its own.
std::set<std::string> reachedBy(const RefConsent& record, const std::vector<RefConsent>& records) {
    std::set<std::string> reached = record.corrects;
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& other : records)
            if (reached.contains(other.id))
                for (const auto& id : other.corrects)
                    grew = reached.insert(id).second || grew;
    }
    reached.erase(record.id);
    return reached;
}

} // namespace

std::map<std::pair<std::string, std::string>, std::vector<RefConsent>> consentsIn(const std::map<std::string, RefStream>& streams,
                                                                                const std::set<std::string>& named) {
    std::map<std::pair<std::string, std::string>, std::vector<RefConsent>> all;
    for (const auto& name : named) {
        const auto stream = streams.find(name);
        if (stream == streams.end() || tierOf(name) != "venue") continue;
        for (const auto& [key, entity] : stream->second.state) {
            if (key.first != "consent") continue;
            Json values = Json::object();
            for (const auto& [field, state] : entity)
                values[field] = state.value;
            RefConsent record{key.second, values, textOf(values, "answer"), textOf(values, "given_by"), textOf(values, "until"), {}, false};
            record.deleted = values.value("deleted", Json()) == Json(true);
            const Json corrects = values.value("corrects", Json());
            for (const auto& one : corrects.is_array() ? corrects : Json::array({corrects}))
                if (one.is_string()) record.corrects.insert(one.get<std::string>().substr(8));   // "consent:"
            all[{textOf(values, "person"), textOf(values, "purpose")}].push_back(record);
        }
    }
    return all;
}

std::string consentOn(const std::vector<RefConsent>& records, const std::string& day, Counters& counters) {
    std::set<std::string> noes;
    bool anyYes = false;
    for (const auto& record : records)
        anyYes = anyYes || (saysYes(record) && !record.deleted && !isOver(record, day));
    for (const auto& no : records) {
        if (!saysNo(no)) continue;
        bool lifted = false, ownNoStood = false;
        for (const auto& yes : records) {
            if (!saysYes(yes) || yes.deleted || isOver(yes, day) || !reachedBy(yes, records).contains(no.id)) continue;
            if (no.givenBy == "self" && yes.givenBy != "self") {
                ownNoStood = true;
                continue;
            }
            lifted = true;
            counters.count(yes.corrects.contains(no.id) ? "a no was lifted by a yes that names it" : "a no was lifted through what a yes names");
        }
        if (lifted) continue;
        noes.insert(no.answer);
        if (ownNoStood) counters.count("what somebody refused for themselves was lifted by nobody else");
        else if (anyYes) counters.count("a no stood beside a yes that does not reach it");
    }
    if (noes.contains("withdrawn")) return "withdrawn";
    if (!noes.empty()) return noes == std::set<std::string>{"not_asked"} ? "not_asked" : "refused";

    bool lapsed = false;
    for (const auto& yes : records) {
        if (!saysYes(yes) || yes.deleted) continue;
        const bool isReplaced = std::any_of(records.begin(), records.end(), [&](const RefConsent& other) {
            const bool counts = saysNo(other) || (saysYes(other) && !other.deleted);
            return counts && other.id != yes.id && reachedBy(other, records).contains(yes.id);
        });
        if (isReplaced) counters.count("a yes was replaced by another record");
        else if (!isOver(yes, day)) return "granted";
        else lapsed = true;
    }
    if (lapsed) counters.count("a yes had lapsed");
    return lapsed ? "lapsed" : "not_asked";
}

} // namespace waymark::simulation
