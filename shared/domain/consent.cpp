#include "shared/domain/consent.h"

#include "shared/domain/dictionary.h"
#include "shared/domain/op.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace waymark::domain {

using base::Json;

namespace {

constexpr std::string_view kSelf = "self";

bool isYes(const ConsentRecord& record) { return restrictiveness(record.answer) == 0; }

bool isNo(const ConsentRecord& record) { return !record.answer.empty() && !isYes(record); }

/// A yes that counts on this day, if nothing speaks against it.
bool standsOn(const ConsentRecord& record, const base::Date& on) {
    if (!isYes(record) || record.deleted) return false;
    if (record.until.empty()) return true;
    const auto last = base::parseDate(record.until);
    return last && !(*last < on);
}

using ById = std::map<std::string, const ConsentRecord*>;

/// Everything that a record names, itself or through what it names; not the record, which replaces nothing of its own.
std::set<std::string> reached(const ConsentRecord& from, const ById& records) {
    std::set<std::string> seen;
    std::vector<std::string> ahead = from.corrects;
    while (!ahead.empty()) {
        const std::string id = std::move(ahead.back());
        ahead.pop_back();
        if (!seen.insert(id).second) continue;
        if (const auto it = records.find(id); it != records.end()) ahead.insert(ahead.end(), it->second->corrects.begin(), it->second->corrects.end());
    }
    seen.erase(from.id);
    return seen;
}

bool mayLift(const ConsentRecord& yes, const ConsentRecord& no) { return no.givenBy != kSelf || yes.givenBy == kSelf; }

} // namespace

std::string_view name(Consent consent) {
    static constexpr std::array<std::string_view, 5> kNames = {"not_asked", "granted", "refused", "withdrawn", "lapsed"};
    return kNames[static_cast<std::size_t>(consent)];
}

ConsentRecord consentRecord(std::string id, const Json& values) {
    ConsentRecord record;
    record.id = std::move(id);
    record.answer = base::textOf(values, "answer");
    record.givenBy = base::textOf(values, "given_by");
    record.until = base::textOf(values, "until");
    record.deleted = values.value("deleted", Json()) == Json(true);
    const Json corrects = values.value("corrects", Json());
    for (const auto& one : corrects.is_array() ? corrects : Json::array({corrects}))
        if (one.is_string())
            if (const auto key = parseReference(one.get<std::string>()); key.type == "consent") record.corrects.push_back(key.id);
    return record;
}

Consent effectiveConsent(const std::vector<ConsentRecord>& records, const base::Date& on) {
    ById byId;
    for (const auto& record : records)
        byId[record.id] = &record;
    std::map<std::string, std::set<std::string>> names;
    std::set<std::string> replaced;
    for (const auto& record : records) {
        names[record.id] = reached(record, byId);
        if (isNo(record) || (isYes(record) && !record.deleted)) replaced.insert(names[record.id].begin(), names[record.id].end());
    }

    const ConsentRecord* strongest = nullptr;
    for (const auto& no : records) {
        if (!isNo(no)) continue;
        const bool lifted = std::any_of(records.begin(), records.end(), [&](const ConsentRecord& yes) {
            return standsOn(yes, on) && names[yes.id].contains(no.id) && mayLift(yes, no);
        });
        if (!lifted && (!strongest || restrictiveness(no.answer) > restrictiveness(strongest->answer))) strongest = &no;
    }
    if (strongest) {
        if (strongest->answer == "not_asked") return Consent::NotAsked;
        return strongest->answer == "withdrawn" ? Consent::Withdrawn : Consent::Refused;
    }

    bool lapsed = false;
    for (const auto& yes : records) {
        if (!isYes(yes) || yes.deleted || replaced.contains(yes.id)) continue;
        if (standsOn(yes, on)) return Consent::Granted;
        lapsed = true;
    }
    return lapsed ? Consent::Lapsed : Consent::NotAsked;
}

bool mayFollowOnConsent(const Json& values, const Json& set) {
    const auto strength = [](const Json& answer) {
        return restrictiveness(answer.is_string() ? answer.get_ref<const std::string&>() : std::string());
    };
    const bool answered = values.contains("answer");
    const int stands = answered ? strength(values["answer"]) : 0;
    if (set.contains("answer") && strength(set["answer"]) > stands) return true;
    const bool removesYes = answered && stands == 0 && set.value("deleted", Json()) == Json(true);
    return std::all_of(set.items().begin(), set.items().end(), [&](const auto& item) {
        if (values.contains(item.key()) && base::equalValues(item.value(), values[item.key()])) return true;
        return removesYes && item.key() != "answer";
    });
}

Json correctsOf(const std::vector<ConsentRecord>& records) {
    std::vector<std::string> references;
    for (const auto& record : records)
        references.push_back(reference("consent", record.id));
    std::sort(references.begin(), references.end());
    return references;
}

} // namespace waymark::domain
