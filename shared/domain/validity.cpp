#include "shared/domain/validity.h"

#include "shared/base/calendar.h"
#include "shared/base/id.h"
#include "shared/base/text.h"
#include "shared/domain/blob.h"
#include "shared/domain/born.h"
#include "shared/domain/concern.h"
#include "shared/domain/dictionary.h"
#include "shared/domain/role.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace waymark::domain {

namespace {

using base::textOf;

constexpr const char* kEnds[] = {"start", "end"};

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

bool isTime(const Json& value) { return value.is_string() && base::isTimeOfDay(value.get_ref<const std::string&>()); }

/// {start, end} as times of day, each of them if it is known.
bool isSpan(const Json& value) {
    if (!value.is_object()) return false;
    return std::all_of(std::begin(kEnds), std::end(kEnds), [&](const char* end) { return !value.contains(end) || value[end].is_null() || isTime(value[end]); });
}

/// {at, …}: a time of day if it is known.
bool isLeaving(const Json& value) { return value.is_object() && (!value.contains("at") || value["at"].is_null() || isTime(value["at"])); }

bool isListOf(const Json& value, std::string_view type) {
    return value.is_array() && std::all_of(value.begin(), value.end(), [&](const Json& one) { return isReferenceTo(one, type); });
}

bool isCounts(const Json& value) {
    if (!value.is_object()) return false;
    for (const auto& [band, count] : value.items())
        if (!count.is_number_integer() || count.get<std::int64_t>() < 0 || count.get<std::int64_t>() > 100'000) return false;
    return true;
}

bool isBirth(const Json& value) { return birthFrom(value).has_value(); }

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
    {"address", "from", isDate},
    {"address", "to", isDate},
    {"consent", "answer", [](const Json& v) { return v.is_string(); }},
    {"consent", "purpose", [](const Json& v) { return v.is_string() && isName(v.get_ref<const std::string&>()); }},
    {"consent", "until", isDate},
    {"consent", "corrects", isConsents},
    {"concern", "to", [](const Json& v) { return oneOf(v, {"lead", "deputy"}); }},
    {"concern", "state", [](const Json& v) { return oneOf(v, {"received", "acknowledged", "closed"}); }},
    {"conflict", "status", [](const Json& v) { return oneOf(v, {"open", "kept", "other"}); }},
    {"feedback", "answers", [](const Json& v) { return v.is_object(); }},
    {"followon", "due", isDate},
    {"followon", "state", [](const Json& v) { return oneOf(v, {"done", "tried", "not_yet", "not_for_us"}); }},
    {"group_meeting", "date", isDate},
    {"headcount", "bands", isCounts},
    {"headcount", "kind", [](const Json& v) { return oneOf(v, {"arrival", "check", "outreach"}); }},
    {"hours", "end", isTime},
    {"hours", "start", isTime},
    {"mark", "arrived", isTime},
    {"mark", "brought_by", [](const Json& v) { return isReferenceTo(v, "person"); }},
    {"mark", "left", isLeaving},
    {"mark", "presence", isPresence},
    {"membership", "parental", [](const Json& v) { return oneOf(v, {"yes", "no", "unknown"}); }},
    {"need", "level", [](const Json& v) { return oneOf(v, {"universal", "additional", "intensive", "statutory"}); }},
    {"person", "name", [](const Json& v) { return v.is_string(); }},
    {"person", "known_as", [](const Json& v) { return v.is_string(); }},
    {"person", "kind", [](const Json& v) { return oneOf(v, {"child", "young_person", "adult", "volunteer", "staff"}); }},
    {"person", "born", isBirth},
    {"person", "photo", [](const Json& v) { return blobFrom(v).has_value(); }},
    {"person", "alerts", [](const Json& v) { return v.is_array(); }},
    {"place", "asked_on", isDate},
    {"place", "status", [](const Json& v) { return oneOf(v, {"waiting", "offered", "accepted", "declined"}); }},
    {"referral", "on", isDate},
    {"response", "answers", [](const Json& v) { return v.is_object(); }},
    {"response", "point", [](const Json& v) { return oneOf(v, {"baseline", "interim", "exit", "follow_up", "then"}); }},
    {"response", "respondent", [](const Json& v) { return oneOf(v, {"self", "parent", "child", "worker"}); }},
    {"response", "help", [](const Json& v) { return oneOf(v, {"none", "read_aloud", "interpreter", "proxy"}); }},
    {"safeguarding_key", "confirmed", [](const Json& v) { return v.is_boolean(); }},
    {"safeguarding_key", "signed_by", isIntroduction},
    {"session", "actual", isSpan},
    {"session", "date", isDate},
    {"session", "planned", isSpan},
    {"session", "staff", [](const Json& v) { return isListOf(v, "user"); }},
    {"session", "status", [](const Json& v) { return oneOf(v, {"planned", "open", "closed", "signed", "cancelled", "not_held"}); }},
    {"user", "grants", isGrants},
    {"user", "name", [](const Json& v) { return v.is_string(); }},
    {"venue", "name", [](const Json& v) { return v.is_string(); }},
};

/// Fields that mean the same on every type of the dictionary: what bears the name of a type is a reference to one.
constexpr std::string_view kReferences[] = {"activity", "agency", "household", "instrument", "listing", "person", "session", "user", "venue"};

bool fitsShape(std::string_view type, std::string_view field, const Json& value) {
    if (value.is_null()) return true;
    if (field == "deleted") return value.is_boolean();
    if (field == "merged_into") return isReferenceTo(value, type);
    if (findType(type) && std::find(std::begin(kReferences), std::end(kReferences), field) != std::end(kReferences)) return isReferenceTo(value, field);
    for (const auto& shape : kShapes)
        if (shape.type == type && shape.field == field) return shape.fits(value);
    return true;
}

// Ids compare as text: the winner of a merge is the lower one, so that two merges can never make a ring.
bool mergesUpwards(const Op& op) {
    const auto it = op.set.find("merged_into");
    if (it == op.set.end() || it->is_null()) return true;
    const EntityKey target = parseReference(it->is_string() ? it->get_ref<const std::string&>() : std::string());
    return target.id < op.entity;
}

// Whom the op itself says it hangs on must be in `about`. What the entity hangs on since another device changed that, its author could not
// know: whom they knew it to hang on is enough.
// An op on a conflict does not say what its subject hangs on, but for the subject itself; and a person or household hangs on nobody, so that of
// one of those it need not say anybody at all.
bool saysWhatItHangsOn(const Op& op, const Json& before) {
    const bool isConflict = op.type == "conflict";
    const EntityKey subject = subjectOfConflict(op.set.value("of", before.is_object() ? before.value("of", Json()) : Json()));
    const auto needed = isConflict ? conflictHangsOn(subject, Json::object()) : hangsOn(op.set);
    const TypeRule* rule = findType(isConflict ? subject.type : op.type);
    const bool hangs = rule && rule->hangsOnPerson;
    const bool saysAnybody = std::any_of(op.about.begin(), op.about.end(), [](const std::string& one) {
        const auto type = parseReference(one).type;
        return type == "person" || type == "household";
    });
    if (!hangs && (!isConflict || needed.empty() || !saysAnybody)) return true;
    if (needed.empty()) return saysAnybody;
    const auto isSaid = [&op](const std::string& one) { return std::find(op.about.begin(), op.about.end(), one) != op.about.end(); };
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
    if (!allTextStorable(op.set) || !allTextStorable(op.extra) || !allTextStorable(op.clock) || hasBrokenBlob(op.set)) return Quarantine::InvalidValue;
    if (base::depthOf(op.set) > kMaxValueDepth + 1 || base::depthOf(op.extra) > kMaxValueDepth + 1) return Quarantine::InvalidValue;
    if (op.type == "feedback" && op.by) return Quarantine::InvalidValue;  // it is nobody's
    for (const auto& [field, value] : op.set.items())
        if (field != "merged_into" && !fitsShape(op.type, field, value)) return Quarantine::InvalidValue;
    if (op.set.contains("merged_into")) {
        if (!fitsShape(op.type, "merged_into", op.set["merged_into"])) return Quarantine::InvalidValue;
        if (!mergesUpwards(op)) return Quarantine::MergeDirection;
    }
    if (!fitsSafeguarding(op, before)) return Quarantine::InvalidValue;
    if (!saysWhatItHangsOn(op, before)) return Quarantine::InvalidValue;
    return Quarantine::None;
}

} // namespace waymark::domain
