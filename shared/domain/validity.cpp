#include "shared/domain/validity.h"

#include "shared/base/calendar.h"
#include "shared/base/id.h"
#include "shared/base/text.h"
#include "shared/domain/blob.h"
#include "shared/domain/concern.h"
#include "shared/domain/dictionary.h"
#include "shared/domain/role.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace waymark::domain {

namespace {

using base::textOf;

bool allTextStorable(const Json& value) {
    if (value.is_string()) return base::isStorable(value.get_ref<const std::string&>());
    if (value.is_array()) return std::all_of(value.begin(), value.end(), allTextStorable);
    if (value.is_object()) {
        for (const auto& [key, member] : value.items())
            if (!base::isStorable(key) || !allTextStorable(member)) return false;
    }
    return true;
}

bool oneOf(const Json& value, std::initializer_list<std::string_view> words) {
    return value.is_string() &&
           std::find(words.begin(), words.end(), value.get_ref<const std::string&>()) != words.end();
}

bool isReferenceTo(const Json& value, std::string_view type) {
    return value.is_string() && parseReference(value.get_ref<const std::string&>()).type == type;
}

bool isDate(const Json& value) {
    return value.is_string() && base::parseDate(value.get_ref<const std::string&>()).has_value();
}

bool isCounts(const Json& value) {
    if (!value.is_object()) return false;
    for (const auto& [band, count] : value.items())
        if (!count.is_number_integer() || count.get<std::int64_t>() < 0 || count.get<std::int64_t>() > 100'000) return false;
    return true;
}

bool isBirth(const Json& value) {
    if (!value.is_object()) return false;
    if (!isDate(value.value("date", Json()))) return false;
    return oneOf(value.value("precision", Json()), {"day", "month", "year", "age"});
}

bool isPresence(const Json& value) {
    if (!value.is_object()) return false;
    if (value.contains("minutes") && !value["minutes"].is_null() && !value["minutes"].is_number()) return false;
    return oneOf(value.value("status", Json()), {"present", "late", "absent_told", "absent_not_told", "not_expected",
                                                 "waiting", "turned_away"});
}

bool isGrants(const Json& value) {
    if (!value.is_array()) return false;
    return std::all_of(value.begin(), value.end(), [](const Json& grant) {
        return grant.is_object() && parseRole(textOf(grant, "role")).has_value();
    });
}

bool isConsents(const Json& value) {
    if (!value.is_array()) return isReferenceTo(value, "consent");
    return std::all_of(value.begin(), value.end(), [](const Json& one) { return isReferenceTo(one, "consent"); });
}

struct Shape {
    std::string_view type, field;
    bool (*fits)(const Json&);
};

// Null is allowed everywhere: it takes a value back.
constexpr Shape kShapes[] = {
    {"consent", "person", [](const Json& v) { return isReferenceTo(v, "person"); }},
    {"consent", "answer", [](const Json& v) { return v.is_string(); }},
    {"consent", "purpose", [](const Json& v) { return v.is_string() && isName(v.get_ref<const std::string&>()); }},
    {"consent", "until", isDate},
    {"consent", "corrects", isConsents},
    {"concern", "to", [](const Json& v) { return oneOf(v, {"lead", "deputy"}); }},
    {"concern", "state", [](const Json& v) { return oneOf(v, {"received", "acknowledged", "closed"}); }},
    {"conflict", "status", [](const Json& v) { return oneOf(v, {"open", "kept", "other"}); }},
    {"feedback", "answers", [](const Json& v) { return v.is_object(); }},
    {"feedback", "session", [](const Json& v) { return isReferenceTo(v, "session"); }},
    {"headcount", "bands", isCounts},
    {"headcount", "session", [](const Json& v) { return isReferenceTo(v, "session"); }},
    {"headcount", "kind", [](const Json& v) { return oneOf(v, {"arrival", "check", "outreach"}); }},
    {"mark", "presence", isPresence},
    {"mark", "person", [](const Json& v) { return isReferenceTo(v, "person"); }},
    {"mark", "session", [](const Json& v) { return isReferenceTo(v, "session"); }},
    {"membership", "person", [](const Json& v) { return isReferenceTo(v, "person"); }},
    {"membership", "household", [](const Json& v) { return isReferenceTo(v, "household"); }},
    {"person", "name", [](const Json& v) { return v.is_string(); }},
    {"person", "known_as", [](const Json& v) { return v.is_string(); }},
    {"person", "kind", [](const Json& v) { return oneOf(v, {"child", "young_person", "adult", "volunteer", "staff"}); }},
    {"person", "born", isBirth},
    {"person", "photo", [](const Json& v) { return blobFrom(v).has_value(); }},
    {"person", "alerts", [](const Json& v) { return v.is_array(); }},
    {"response", "person", [](const Json& v) { return isReferenceTo(v, "person"); }},
    {"response", "instrument", [](const Json& v) { return isReferenceTo(v, "instrument"); }},
    {"response", "answers", [](const Json& v) { return v.is_object(); }},
    {"response", "point", [](const Json& v) { return oneOf(v, {"baseline", "interim", "exit", "follow_up", "then"}); }},
    {"response", "respondent", [](const Json& v) { return oneOf(v, {"self", "parent", "child", "worker"}); }},
    {"response", "help", [](const Json& v) { return oneOf(v, {"none", "read_aloud", "interpreter", "proxy"}); }},
    {"safeguarding_key", "confirmed", [](const Json& v) { return v.is_boolean(); }},
    {"safeguarding_key", "signed_by", isIntroduction},
    {"session", "date", isDate},
    {"session", "activity", [](const Json& v) { return isReferenceTo(v, "activity"); }},
    {"session", "status", [](const Json& v) { return oneOf(v, {"planned", "open", "closed", "signed", "cancelled", "not_held"}); }},
    {"user", "grants", isGrants},
    {"user", "name", [](const Json& v) { return v.is_string(); }},
    {"venue", "name", [](const Json& v) { return v.is_string(); }},
};

bool fitsShape(std::string_view type, std::string_view field, const Json& value) {
    if (value.is_null()) return true;
    if (field == "deleted") return value.is_boolean();
    if (field == "merged_into") return isReferenceTo(value, type);
    for (const auto& shape : kShapes)
        if (shape.type == type && shape.field == field) return shape.fits(value);
    return true;
}

// Ids compare as text in lower case: the winner of a merge is the lower one, so that two merges can never make a ring.
bool mergesUpwards(const Op& op) {
    const auto it = op.set.find("merged_into");
    if (it == op.set.end() || it->is_null()) return true;
    const auto lower = [](std::string text) {
        for (char& c : text)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return text;
    };
    const EntityKey target = parseReference(it->is_string() ? it->get_ref<const std::string&>() : std::string());
    return lower(target.id) < lower(op.entity);
}

// Whom the op itself says it hangs on must be in `about`. What the entity hangs on since another device changed that, its author could not
// know: whom they knew it to hang on is enough.
bool saysWhatItHangsOn(const Op& op) {
    const TypeRule* rule = findType(op.type);
    if (!rule || !rule->hangsOnPerson) return true;
    const auto needed = hangsOn(op.set);
    const auto isSaid = [&op](const std::string& subject) {
        return std::find(op.about.begin(), op.about.end(), subject) != op.about.end();
    };
    if (needed.empty())
        return std::any_of(op.about.begin(), op.about.end(), [](const std::string& subject) {
            const auto type = parseReference(subject).type;
            return type == "person" || type == "household";
        });
    return std::all_of(needed.begin(), needed.end(), isSaid);
}

} // namespace

std::string_view name(Quarantine reason) {
    static constexpr std::array<std::string_view, 9> kNames = {
        "", "malformed", "not_granted", "not_permitted", "unknown_user", "write_once", "merge_direction", "invalid_value", "too_large"};
    return kNames[static_cast<std::size_t>(reason)];
}

bool isName(std::string_view text) {
    if (text.empty() || text.size() > 64 || text[0] < 'a' || text[0] > 'z') return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Quarantine checkValidity(const Op& op, std::size_t bytes, const Json& before) {
    if (bytes > kMaxOpBytes || op.set.size() > kMaxFieldsPerOp) return Quarantine::TooLarge;
    if (!isName(op.type) || !base::isUuid(op.entity) || !op.set.is_object() || op.set.empty() || !parseStream(op.stream))
        return Quarantine::Malformed;
    for (const auto& [field, value] : op.set.items())
        if (!isName(field)) return Quarantine::Malformed;
    for (const auto& subject : op.about)
        if (parseReference(subject).type.empty()) return Quarantine::InvalidValue;
    if (!allTextStorable(op.set) || hasBrokenBlob(op.set)) return Quarantine::InvalidValue;
    if (base::depthOf(op.set) > kMaxValueDepth + 1 || base::depthOf(op.extra) > kMaxValueDepth + 1) return Quarantine::InvalidValue;
    if (op.type == "feedback" && op.by) return Quarantine::InvalidValue;  // it is nobody's
    for (const auto& [field, value] : op.set.items())
        if (field != "merged_into" && !fitsShape(op.type, field, value)) return Quarantine::InvalidValue;
    if (op.set.contains("merged_into")) {
        if (!fitsShape(op.type, "merged_into", op.set["merged_into"])) return Quarantine::InvalidValue;
        if (!mergesUpwards(op)) return Quarantine::MergeDirection;
    }
    if (!fitsSafeguarding(op, before)) return Quarantine::InvalidValue;
    if (!saysWhatItHangsOn(op)) return Quarantine::InvalidValue;
    return Quarantine::None;
}

} // namespace waymark::domain
