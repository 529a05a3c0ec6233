// What an op may say, as the reference model has it: its shape (docs/protocol.md, sections 2 and 3), and the words, dates, times and references that
// the dictionary's fields hold (docs/dictionary.md).
#include "tests/simulation/reference.h"

#include <QString>

#include <algorithm>
#include <cctype>

namespace waymark::simulation {

namespace {

using Names = std::set<std::string>;

// By type and field.
const std::map<std::string, Names>& words() {
    static const std::map<std::string, Names> kWords = {
        {"session.status", {"planned", "open", "closed", "signed", "cancelled", "not_held"}},
        {"place.status", {"waiting", "offered", "accepted", "declined"}},
        {"person.kind", {"child", "young_person", "adult", "volunteer", "staff"}},
        {"membership.parental", {"yes", "no", "unknown"}},
        {"headcount.kind", {"arrival", "check", "outreach"}},
        {"response.point", {"baseline", "interim", "exit", "follow_up", "then"}},
        {"response.respondent", {"self", "parent", "child", "worker"}},
        {"response.help", {"none", "read_aloud", "interpreter", "proxy"}},
        {"need.level", {"universal", "additional", "intensive", "statutory"}},
        {"followon.state", {"done", "tried", "not_yet", "not_for_us"}},
        {"concern.to", {"lead", "deputy"}},
        {"concern.state", {"received", "acknowledged", "closed"}},
        {"conflict.status", {"open", "kept", "other"}},
    };
    return kWords;
}
const Names kPresence = {"present", "late", "absent_told", "absent_not_told", "not_expected", "waiting", "turned_away"};
const Names kDates = {"session.date", "place.asked_on", "group_meeting.date", "consent.until",
                      "referral.on",  "followon.due",   "address.from",       "address.to"};
const Names kTimes = {"mark.arrived", "hours.start", "hours.end"};
const Names kTexts = {"person.name", "person.known_as", "consent.answer", "consent.purpose"};
const Names kObjects = {"person.born", "session.planned", "session.actual", "mark.left", "headcount.bands", "feedback.answers", "response.answers"};
// "A field with the name of a type is a reference to one of it."
const Names kReferences = {"activity", "agency", "household", "instrument", "listing", "person", "session", "user", "venue"};

bool isWord(const std::string& text, std::size_t most, const std::string& letters) {
    return !text.empty() && text.size() <= most && text.find_first_not_of(letters) == std::string::npos;
}

bool isName(const std::string& text) { return isWord(text, 64, "abcdefghijklmnopqrstuvwxyz0123456789_") && text[0] >= 'a'; }

bool isReferenceTo(const Json& value, const std::string& type) {
    return value.is_string() && value.get<std::string>().starts_with(type + ':') && isUuid(value.get<std::string>().substr(type.size() + 1));
}

/// "0000-00-00" and the like: digits where the pattern has one, and the same text elsewhere.
bool hasForm(const Json& value, const std::string& pattern) {
    const std::string text = value.is_string() ? value.get<std::string>() : std::string();
    return text.size() == pattern.size() && std::equal(text.begin(), text.end(), pattern.begin(), [](char a, char b) {
               return b == '0' ? std::isdigit(static_cast<unsigned char>(a)) != 0 : a == b;
           });
}

bool allAreReferences(const Json& value, const std::string& type) {
    return value.is_array() && std::all_of(value.begin(), value.end(), [&type](const Json& one) { return isReferenceTo(one, type); });
}

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
    const std::string name = type + '.' + field;
    if (value.is_null()) return true;
    if (field == "deleted") return value.is_boolean();
    if (kReferences.contains(field)) return !isKnownType(type) || isReferenceTo(value, field);
    if (const auto known = words().find(name); known != words().end()) return value.is_string() && known->second.contains(value.get<std::string>());
    if (name == "mark.presence") return kPresence.contains(textOf(value, "status"));
    if (name == "mark.brought_by") return isReferenceTo(value, "person");
    if (name == "safeguarding_key.signed_by") return isIntroduction(value);
    if (name == "session.staff") return allAreReferences(value, "user");
    if (name == "consent.corrects") return isReferenceTo(value, "consent") || allAreReferences(value, "consent");
    if (kDates.contains(name)) return hasForm(value, "0000-00-00");
    if (kTimes.contains(name)) return hasForm(value, "00:00");
    if (kTexts.contains(name)) return value.is_string();
    return !kObjects.contains(name) || value.is_object();
}

} // namespace

bool isUuid(const std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((i == 8 || i == 13 || i == 18 || i == 23) ? text[i] != '-' : !std::isxdigit(static_cast<unsigned char>(text[i]))) return false;
    return text.size() == 36;
}

bool sameValue(const Json& a, const Json& b) {
    if (a.is_string() && b.is_string()) return normal(a.get<std::string>()) == normal(b.get<std::string>());
    if (a.is_array() && b.is_array()) return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), sameValue);
    if (a.is_object() && b.is_object())
        return a.size() == b.size() && std::all_of(a.items().begin(), a.items().end(), [&b](const auto& item) {
                   return b.contains(item.key()) && sameValue(item.value(), b[item.key()]);
               });
    return a == b;
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
