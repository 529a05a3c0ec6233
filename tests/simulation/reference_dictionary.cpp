#include "tests/simulation/reference.h"

#include <QString>

#include <algorithm>
#include <cctype>

namespace waymark::simulation {

namespace {

// Who: A administrator or coordinator, W worker, V volunteer, L safeguarding, as the last column of the dictionary has them.
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
        {"user", {"organisation", "A", "", "latest", false, {}}},
        {"venue", {"organisation", "A", "", "latest", false, {}}},
        {"organisation", {"organisation", "A", "", "latest", false, {}}},
        {"session", {"venue", "AW", "", "ask", false,
                     {{"staff", {"latest", "AW"}}, {"actual", {"ask", "AWV"}}, {"status", {"ask", "AWV"}}, {"signed", {"ask", "AWV"}}}}},
        {"person", {"venue", "AW", "V", "ask", false, {}}},
        {"household", {"venue", "AWV", "", "ask", false, {}}},
        {"membership", {"venue", "AW", "", "ask", true, {}}},
        {"consent", {"venue", "AW", "", "once", true, {{"answer", {"restrictive", "AW"}}}}},
        {"mark", {"register", "AWV", "", "latest", true,
                  {{"presence", {"ask", "AWV"}}, {"left", {"ask", "AWV"}}, {"arrived", {"earliest", "AWV"}}}}},
        {"headcount", {"register", "AWV", "", "once", false, {}}},
        {"feedback", {"register", "AWV", "", "once", false, {}}},
        {"need", {"case", "AW", "", "ask", true, {}}},
        {"note", {"case", "AW", "", "once", true, {}}},
        {"conflict", {"", "", "", "latest", false, {{"of", {"once", ""}}, {"kept", {"once", ""}}, {"other", {"once", ""}}, {"status", {"latest", "AW"}}}}},
    };
    return kTable;
}

std::string lettersOf(const std::vector<std::string>& roles) {
    std::string letters;
    for (const auto& role : roles) {
        if (role == "administrator" || role == "coordinator") letters += 'A';
        if (role == "worker") letters += 'W';
        if (role == "volunteer") letters += 'V';
        if (role == "safeguarding") letters += 'L';
    }
    return letters;
}

bool meet(const std::string& a, const std::string& b) { return a.find_first_of(b) != std::string::npos && !b.empty(); }

bool isUuid(const std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((i == 8 || i == 13 || i == 18 || i == 23) ? text[i] != '-' : !std::isxdigit(static_cast<unsigned char>(text[i]))) return false;
    return text.size() == 36;
}

bool isWord(const std::string& text, std::size_t most, const std::string& letters) {
    return !text.empty() && text.size() <= most && text.find_first_not_of(letters) == std::string::npos;
}

bool isName(const std::string& text) { return isWord(text, 64, "abcdefghijklmnopqrstuvwxyz0123456789_") && text[0] >= 'a'; }

bool hasControls(const Json& value) {
    if (value.is_string())
        return std::any_of(value.get_ref<const std::string&>().begin(), value.get_ref<const std::string&>().end(),
                           [](char c) { return static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\t'; });
    return (value.is_array() || value.is_object()) && std::any_of(value.begin(), value.end(), hasControls);
}

int levels(const Json& value) {
    int most = 0;
    if (value.is_structured())
        for (const auto& part : value)
            most = std::max(most, levels(part));
    return value.is_structured() ? most + 1 : 0;
}

QString normal(const std::string& text) { return QString::fromStdString(text).normalized(QString::NormalizationForm_C); }

bool fitsDictionary(const std::string& type, const std::string& field, const Json& value) {
    if (value.is_null()) return true;
    if (field == "deleted") return value.is_boolean();
    if (type == "person" && (field == "name" || field == "known_as")) return value.is_string();
    if (type == "mark" && field == "presence") {
        static const std::set<std::string> kWords = {"present", "late", "absent_told", "absent_not_told", "not_expected", "waiting", "turned_away"};
        return kWords.contains(textOf(value, "status"));
    }
    if (type == "person" && field == "kind") return std::set<std::string>{"child", "young_person", "adult", "volunteer", "staff"}.contains(value.is_string() ? value.get<std::string>() : "");
    if (field == "person" && value.is_string()) return value.get<std::string>().starts_with("person:") && isUuid(value.get<std::string>().substr(7));
    return true;
}

} // namespace

bool sameValue(const Json& a, const Json& b) {
    if (a.is_string() && b.is_string()) return normal(a.get<std::string>()) == normal(b.get<std::string>());
    if (a.is_array() && b.is_array()) return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), sameValue);
    if (a.is_object() && b.is_object())
        return a.size() == b.size() && std::all_of(a.items().begin(), a.items().end(), [&b](const auto& item) {
                   return b.contains(item.key()) && sameValue(item.value(), b[item.key()]);
               });
    return a == b;
}

std::string tierOf(const std::string& stream) {
    const std::string tier = stream.substr(0, stream.find('/'));
    const std::string rest = stream.find('/') == std::string::npos ? std::string() : stream.substr(stream.find('/') + 1);
    if (tier == "register") {
        const auto slash = rest.find('/');
        const bool fine = slash != std::string::npos && isUuid(rest.substr(0, slash)) && rest.size() == slash + 5 && isWord(rest.substr(slash + 1), 4, "0123456789");
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

bool mayBelongToAPerson(const std::string& type) {
    const auto row = table().find(type);
    return row == table().end() || row->second.hangs || type == "person" || type == "conflict";
}

bool hangsOnPeople(const std::string& type) {
    const auto row = table().find(type);
    return row != table().end() && row->second.hangs;
}

bool mayWrite(const std::vector<std::string>& roles, const Json& op, const RefEntity& now) {
    const std::string who = lettersOf(roles), tier = tierOf(textOf(op, "stream"));
    const auto found = table().find(textOf(op, "type"));
    if (found == table().end()) {
        const std::map<std::string, std::string> unknown = {{"organisation", ""}, {"venue", "AWV"}, {"register", "AWV"}, {"case", "AW"}, {"concern", "AWVL"}};
        return meet(who, unknown.at(tier));
    }
    const TypeRow& row = found->second;
    if (row.tier != tier && found->first != "conflict") return false;
    if (found->first == "conflict" && (tier == "organisation" || tier == "concern")) return false;
    const bool takesAway = found->first == "person" && (op["set"].contains("deleted") || op["set"].contains("merged_into"));
    if (now.empty() && !takesAway && meet(who, row.creators)) return true;
    for (const auto& [field, value] : op["set"].items()) {
        const auto special = row.fields.find(field);
        const std::string writers = special == row.fields.end() ? row.writers : special->second.writers;
        const bool creates = now.empty() && meet(who, row.writers) && !writers.empty();
        if (!creates && !meet(who, writers)) return false;
        // "Devices write nothing in organisation but what is marked so": none of the types here is.
        if (row.tier == "organisation") return false;
    }
    // "V: actual, close": a volunteer opens or closes what is planned; closing may sign it, with both fields or neither.
    if (found->first == "session" && !meet(who, "AW")) {
        const Json& set = op["set"];
        const std::string status = textOf(set, "status");
        const bool signs = set.contains("signed") && !set["signed"].is_null();
        if (now.empty() || (set.contains("signed") && !set.contains("status"))) return false;
        if (set.contains("status") && !(signs ? status == "signed" : status == "open" || status == "closed")) return false;
    }
    return true;
}

bool isReadable(const Json& op) {
    if (!op.is_object() || textOf(op, "id").size() != 32 || !isWord(textOf(op, "id"), 32, "0123456789abcdef")) return false;
    for (const auto* key : {"stream", "type", "entity"})
        if (!op.contains(key) || !op[key].is_string()) return false;
    // The words of the log, which an op would bring into it.
    for (const auto* key : {"seq", "op", "void", "erase", "v"})
        if (op.contains(key)) return false;
    if (!op.contains("at") || !op["at"].is_number_integer() || !op.contains("set") || !op["set"].is_object()) return false;
    if (op.contains("by") && !op["by"].is_null() && !op["by"].is_string()) return false;
    const auto allText = [](const Json& values) { return std::all_of(values.begin(), values.end(), [](const Json& v) { return v.is_string(); }); };
    if (op.contains("about") && (!op["about"].is_array() || !allText(op["about"]))) return false;
    return !op.contains("saw") || (op["saw"].is_object() && allText(op["saw"]));
}

Json unknownKeys(const Json& op) {
    Json extra = op;
    for (const auto* key : {"id", "at", "by", "stream", "type", "entity", "about", "set", "saw", "clock"})
        extra.erase(key);
    return extra;
}

bool isNameOfRecord(const std::string& type, const std::string& id) { return isName(type) && isUuid(id); }

std::string invalid(const Json& op) {
    const std::string type = textOf(op, "type"), entity = textOf(op, "entity");
    if (op["set"].size() > 64) return "too_large";
    if (!isName(type) || !isUuid(entity) || op["set"].empty()) return "malformed";
    for (const auto& [field, value] : op["set"].items())
        if (!isName(field)) return "malformed";
    if (op.contains("about"))
        for (const auto& subject : op["about"])
            if (const auto text = subject.get<std::string>(); text.find(':') + 1 < 2 || !isUuid(text.substr(text.find(':') + 1))) return "invalid_value";
    if (hasControls(op["set"])) return "invalid_value";
    if (type == "feedback" && op.contains("by") && op["by"].is_string()) return "invalid_value";
    if (levels(op["set"]) > 33 || levels(unknownKeys(op)) > 33) return "invalid_value";
    for (const auto& [field, value] : op["set"].items())
        if (field != "merged_into" && !fitsDictionary(type, field, value)) return "invalid_value";
    if (op["set"].contains("merged_into") && !op["set"]["merged_into"].is_null()) {
        const Json target = op["set"]["merged_into"];
        if (!target.is_string() || !target.get<std::string>().starts_with(type + ':')) return "invalid_value";
        if (target.get<std::string>().substr(type.size() + 1) >= entity) return "merge_direction";
    }
    if (!hangsOnPeople(type)) return {};
    // Whom it hangs on by now its author may not know; whom the op itself names must be said.
    const Json about = op.contains("about") ? op["about"] : Json::array();
    bool any = false;
    for (const auto* name : {"person", "household"}) {
        const Json value = op["set"].contains(name) ? op["set"][name] : Json();
        if (!value.is_string()) continue;
        any = true;
        if (std::find(about.begin(), about.end(), value) == about.end()) return "invalid_value";
    }
    const bool says = std::any_of(about.begin(), about.end(), [](const Json& subject) {
        return subject.get<std::string>().starts_with("person:") || subject.get<std::string>().starts_with("household:");
    });
    return any || says ? std::string() : "invalid_value";
}

std::string textOf(const Json& json, const char* key) {
    return json.is_object() && json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
}

} // namespace waymark::simulation
