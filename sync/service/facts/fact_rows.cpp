#include "sync/service/facts/fact_rows.h"

#include "shared/domain/born.h"

#include <algorithm>
#include <array>

namespace waymark::service {

namespace {

using base::Json;
using base::textOf;
using domain::Fields;

std::string textIn(const Fields& fields, const char* name) {
    const Json value = valueOf(fields, name);
    return value.is_string() ? value.get<std::string>() : std::string();
}

/// The id that a reference names: "session:<uuid>" → "<uuid>".
std::string idIn(const Fields& fields, const char* name) { return domain::parseReference(textIn(fields, name)).id; }

bool isTrue(const Fields& fields, const char* name) {
    const Json value = valueOf(fields, name);
    return value.is_boolean() && value.get<bool>();
}

/// A time of day within "HH:MM" fields, from what happened if that is known, else from the plan.
std::string timeIn(const Fields& fields, const char* which) {
    const std::string actual = textOf(valueOf(fields, "actual"), which);
    return actual.empty() ? textOf(valueOf(fields, "planned"), which) : actual;
}

/// The local day on which something was finished: written as a day, as an instant, or else the day on which `recorded` came to be.
std::string dayOf(const Fields& fields, const char* finished, const char* recorded, std::string_view zone) {
    const Json value = valueOf(fields, finished);
    if (value.is_string() && base::parseDate(value.get<std::string>().substr(0, 10))) return value.get<std::string>().substr(0, 10);
    if (value.is_number_integer()) return base::toText(base::localDate(value.get<base::Millis>(), zone));
    const auto it = fields.find(recorded);
    return it == fields.end() ? std::string() : base::toText(base::localDate(it->second.at, zone));
}

SessionFact sessionFact(const std::string& id, const std::string& venue, const Fields& fields) {
    return {id,
            venue,
            idIn(fields, "activity"),
            textIn(fields, "date"),
            textIn(fields, "status"),
            timeIn(fields, "start"),
            timeIn(fields, "end"),
            isTrue(fields, "deleted")};
}

MarkFact markFact(const std::string& id, const std::string& venue, const Fields& fields) {
    const Json presence = valueOf(fields, "presence");
    const bool leftEarly = !textOf(valueOf(fields, "left"), "at").empty();
    const auto minutes =
        presence.is_object() && presence.contains("minutes") && presence["minutes"].is_number() ? presence["minutes"].get<double>() : 0.0;
    return {id, venue, idIn(fields, "session"), idIn(fields, "person"), textOf(presence, "status"), static_cast<int>(minutes), leftEarly};
}

PersonFact personFact(const std::string& id, const std::string& venue, const Fields& fields) {
    const auto birth = domain::birthFrom(valueOf(fields, "born"));
    return {id,
            venue,
            textIn(fields, "kind"),
            birth ? base::toText(birth->date) : std::string(),
            idIn(fields, "merged_into"),
            textIn(fields, "postcode"),
            isTrue(fields, "deleted")};
}

HeadCountFact headCountFact(const std::string& id, const std::string& venue, const Fields& fields) {
    HeadCountFact fact{id, venue, idIn(fields, "session"), textIn(fields, "kind"), {}};
    const Json bands = valueOf(fields, "bands");
    if (bands.is_object())
        for (const auto& [band, count] : bands.items())
            if (count.is_number_integer()) fact.bands[band] = count.get<std::int64_t>();
    return fact;
}

std::string answersIn(const Fields& fields) {
    const Json answers = valueOf(fields, "answers");
    return base::toText(answers.is_object() ? answers : Json::object());
}

ResponseFact responseFact(const std::string& id, const std::string& venue, const Fields& fields, std::string_view zone) {
    ResponseFact fact;
    fact.id = id;
    fact.venue = venue;
    fact.person = idIn(fields, "person");
    fact.instrument = idIn(fields, "instrument");
    fact.point = textIn(fields, "point");
    fact.respondent = textIn(fields, "respondent");
    fact.help = textIn(fields, "help");
    fact.session = idIn(fields, "session");
    fact.day = dayOf(fields, "finished", "answers", zone);
    fact.answersJson = answersIn(fields);
    fact.corrects = idIn(fields, "corrects");
    fact.partial = isTrue(fields, "partial");
    fact.deleted = isTrue(fields, "deleted");
    return fact;
}

ResidueFact residueFact(const std::string& id, const std::string& venue, const Fields& fields) {
    const Json marks = valueOf(fields, "marks");
    return {id, venue, idIn(fields, "session"), textIn(fields, "band"), marks.is_number_integer() ? marks.get<std::int64_t>() : 0};
}

}  // namespace

bool isFactType(std::string_view type) {
    static constexpr std::array<std::string_view, 7> kTypes = {"session", "mark", "person", "headcount", "feedback", "response", "residue"};
    return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

void putFacts(Facts& facts, const domain::Stream& stream, const domain::EntityKey& key, const Fields& fields, std::string_view zone) {
    const bool leaves = isTrue(fields, "deleted") && (key.type == "mark" || key.type == "headcount" || key.type == "feedback");
    if (fields.empty() || leaves) return facts.remove(key.type, key.id);
    if (key.type == "session") return facts.put(sessionFact(key.id, stream.owner, fields));
    if (key.type == "mark") return facts.put(markFact(key.id, stream.owner, fields));
    if (key.type == "person") return facts.put(personFact(key.id, stream.owner, fields));
    if (key.type == "headcount") return facts.put(headCountFact(key.id, stream.owner, fields));
    if (key.type == "feedback")
        return facts.put(FeedbackFact{key.id, stream.owner, idIn(fields, "session"), idIn(fields, "instrument"), answersIn(fields)});
    if (key.type == "residue") return facts.put(residueFact(key.id, stream.owner, fields));
    if (key.type == "response") return facts.put(responseFact(key.id, stream.owner, fields, zone));
}

}  // namespace waymark::service
