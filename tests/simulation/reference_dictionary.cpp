// The dictionary's table of types as the reference model has it (docs/dictionary.md): who may write what, and how it merges.
#include "tests/simulation/reference.h"

#include <algorithm>

namespace waymark::simulation {

namespace {

// Who: A administrator or coordinator, W worker, V volunteer, L safeguarding, R reader, as the last column of the dictionary has them.
struct FieldRow {
    std::string policy, writers;
};
struct TypeRow {
    std::string tier, writers, creators, policy;
    bool hangs;
    std::map<std::string, FieldRow> fields;
};

const std::map<std::string, TypeRow>& table() {
    static const std::map<std::string, TypeRow> kTable = {
        {"organisation", {"organisation", "A", "", "latest", false, {}}},
        {"agency", {"organisation", "A", "", "latest", false, {}}},
        {"user", {"organisation", "A", "", "latest", false, {}}},
        {"safeguarding_key", {"organisation", "L", "", "once", false,
                              {{"confirmed", {"latest", "A"}}, {"signed_by", {"latest", "L"}}}}},
        {"venue", {"organisation", "A", "", "latest", false, {}}},
        {"activity", {"organisation", "A", "", "latest", false, {}}},
        {"instrument", {"organisation", "A", "", "once", false, {{"status", {"latest", "A"}}}}},
        {"listing", {"organisation", "A", "", "latest", false, {}}},
        {"resource", {"organisation", "A", "", "latest", false, {{"loan", {"latest", "AW"}}}}},
        {"session", {"venue", "AW", "", "ask", false,
                     {{"staff", {"latest", "AW"}}, {"actual", {"ask", "AWV"}}, {"status", {"ask", "AWV"}}, {"signed", {"ask", "AWV"}}}}},
        {"place", {"venue", "AW", "", "ask", true, {}}},
        {"person", {"venue", "AW", "V", "ask", false, {}}},
        {"household", {"venue", "AWV", "", "ask", false, {}}},
        {"membership", {"venue", "AW", "", "ask", true, {}}},
        {"consent", {"venue", "AW", "", "once", true, {{"answer", {"restrictive", "AW"}}}}},
        {"theme", {"venue", "AW", "", "latest", false, {}}},
        {"group_meeting", {"venue", "AW", "", "ask", false, {}}},
        {"handover_note", {"venue", "AWV", "", "once", false, {}}},
        {"mark", {"register", "AWV", "", "latest", true,
                  {{"presence", {"ask", "AWV"}}, {"left", {"ask", "AWV"}}, {"arrived", {"earliest", "AWV"}}}}},
        {"headcount", {"register", "AWV", "", "once", false, {}}},
        {"hours", {"register", "AWV", "", "ask", false, {}}},
        {"feedback", {"register", "AWV", "", "once", false, {}}},
        {"response", {"case", "AW", "V", "once", true, {}}},
        {"need", {"case", "AW", "", "ask", true, {}}},
        {"equality", {"case", "AW", "", "latest", true, {}}},
        {"address", {"case", "AW", "", "latest", true, {}}},
        {"note", {"case", "AW", "", "once", true, {}}},
        {"referral", {"case", "AW", "", "ask", true, {}}},
        {"followon", {"case", "AW", "", "ask", true, {}}},
        {"goal", {"case", "AW", "", "ask", true, {}}},
        {"concern", {"concern", "", "AWVLR", "once", false, {{"state", {"latest", "L"}}}}},
        {"concern_note", {"concern", "L", "", "once", false, {}}},
        {"conflict", {"", "", "", "latest", false,
                      {{"of", {"once", ""}}, {"kept", {"once", ""}}, {"other", {"once", ""}}, {"status", {"latest", "AW"}}}}},
        {"residue", {"register", "", "", "once", false, {}}},
    };
    return kTable;
}

std::string lettersOf(const std::vector<std::string>& roles) {
    static const std::map<std::string, std::string> kLetters = {{"administrator", "A"}, {"coordinator", "A"}, {"worker", "W"}, {"volunteer", "V"},
                                                                {"safeguarding", "L"}, {"reader", "R"}};
    std::string letters;
    for (const auto& role : roles)
        letters += kLetters.at(role);
    return letters;
}

bool meet(const std::string& a, const std::string& b) { return a.find_first_of(b) != std::string::npos && !b.empty(); }

// "Devices write nothing in organisation but what is marked so (a lead's key, a loan)."
bool isForDevices(const std::string& type, const TypeRow& row, const std::string& field) {
    return row.tier != "organisation" || (type == "resource" && field == "loan") || (type == "safeguarding_key" && field != "confirmed");
}

// What those may make who may only create. In hand-over mode it is not a worker who answers; "a concern is made by its boxes, never by a state".
bool isAsCreatorsMake(const std::string& type, const Json& set) {
    if (type == "person") return !set.contains("deleted") && !set.contains("merged_into");
    if (type == "concern") return set.contains("sealed") && !set.contains("state");
    return type != "response" || std::set<std::string>{"self", "parent", "child"}.contains(textOf(set, "respondent"));
}

// "V: actual, close": a volunteer opens or closes what is planned; closing may sign it, with both fields or neither.
bool opensOrCloses(const Json& set) {
    const std::string status = textOf(set, "status");
    const bool signs = set.contains("signed") && !set["signed"].is_null();
    if (set.contains("signed") && !set.contains("status")) return false;
    return !set.contains("status") || (signs ? status == "signed" : status == "open" || status == "closed");
}

} // namespace

std::vector<std::string> knownTypes() {
    std::vector<std::string> types;
    for (const auto& [type, row] : table())
        types.push_back(type);
    return types;
}

bool isKnownType(const std::string& type) { return table().contains(type); }

std::string tierOf(const std::string& stream) {
    const std::string tier = stream.substr(0, stream.find('/'));
    const std::string rest = stream.find('/') == std::string::npos ? std::string() : stream.substr(stream.find('/') + 1);
    if (tier == "register") {
        const auto slash = rest.find('/');
        const bool fine = slash != std::string::npos && isUuid(rest.substr(0, slash)) && rest.size() == slash + 5 &&
                          rest.find_first_not_of("0123456789", slash + 1) == std::string::npos;
        return fine ? tier : std::string();
    }
    for (const auto* known : {"organisation", "venue", "case", "concern"})
        if (tier == known) return isUuid(rest) ? tier : std::string();
    return {};
}

std::string ownerOf(const std::string& stream) {
    const auto rest = stream.substr(stream.find('/') + 1);
    return rest.substr(0, rest.find('/'));
}

std::vector<std::string> rolesAt(const std::vector<RefGrant>& grants, const std::string& venue, Millis t) {
    std::vector<std::string> roles;
    for (const auto& grant : grants)
        if ((venue.empty() || grant.venue.empty() || grant.venue == venue) && grant.from <= t && (!grant.to || t < *grant.to))
            roles.push_back(grant.role);
    return roles;
}

std::string policyOf(const std::string& type, const std::string& field) {
    if (field == "deleted" || field == "merged_into") return "ask";
    const auto row = table().find(type);
    if (row == table().end()) return "ask";
    const auto special = row->second.fields.find(field);
    return special == row->second.fields.end() ? row->second.policy : special->second.policy;
}

// A concern may say in `about` whom it is about.
bool mayBelongToAPerson(const std::string& type) {
    const auto row = table().find(type);
    return row == table().end() || row->second.hangs || type == "person" || type == "conflict" || type == "concern";
}

bool hangsOnPeople(const std::string& type) {
    const auto row = table().find(type);
    return row != table().end() && row->second.hangs;
}

bool mayWrite(const std::vector<std::string>& roles, const Json& op, const RefEntity& now) {
    const std::string who = lettersOf(roles), tier = tierOf(textOf(op, "stream")), type = textOf(op, "type");
    const auto found = table().find(type);
    if (found == table().end()) {
        static const std::map<std::string, std::string> kUnknown = {
            {"organisation", ""}, {"venue", "AWV"}, {"register", "AWV"}, {"case", "AW"}, {"concern", "AWVLR"}};
        return meet(who, kUnknown.at(tier));
    }
    const TypeRow& row = found->second;
    if (row.tier != tier && type != "conflict") return false;
    if (type == "conflict" && (tier == "organisation" || tier == "concern")) return false;
    const bool isMade = type == "concern" ? now.contains("sealed") : !now.empty();
    if (!isMade && meet(who, row.creators) && isAsCreatorsMake(type, op["set"])) return true;
    for (const auto& [field, value] : op["set"].items()) {
        const auto special = row.fields.find(field);
        const std::string writers = special == row.fields.end() ? row.writers : special->second.writers;
        const bool creates = now.empty() && meet(who, row.writers) && !writers.empty();
        if ((!creates && !meet(who, writers)) || !isForDevices(type, row, field)) return false;
    }
    return type != "session" || meet(who, "AW") || (!now.empty() && opensOrCloses(op["set"]));
}

} // namespace waymark::simulation
