#include "sync/service/erasure/residues.h"

#include "shared/domain/born.h"
#include "shared/domain/stream.h"

#include <algorithm>
#include <set>

namespace waymark::service {

using base::Json;

namespace {

struct Known {
    Fields fields;  ///< of the record that the others were merged into, if it is here
    bool seen = false, gone = true;
};

Known personOf(StreamReader& streams, const std::vector<std::string>& people) {
    Known known;
    for (const auto& stream : streams.streams())
        for (const auto& id : people) {
            Fields fields = streams.fieldsOf(stream, {"person", id});
            if (fields.empty()) continue;
            const Json merged = valueOf(fields, "merged_into");
            if (merged.is_string()) continue;
            known.seen = true;
            if (valueOf(fields, "deleted") == Json(true)) continue;
            known.gone = false;
            known.fields = std::move(fields);
        }
    known.gone = known.seen && known.gone;
    return known;
}

bool attended(const Fields& mark) {
    const std::string status = base::textOf(valueOf(mark, "presence"), "status");
    return (status == "present" || status == "late") && valueOf(mark, "deleted") != Json(true);
}

std::string dayOf(StreamReader& streams, const std::string& registerStream, const std::string& session) {
    const auto stream = domain::parseStream(registerStream);
    if (!stream) return {};
    const Json date = valueOf(streams.fieldsOf(domain::venueStream(stream->owner), domain::parseReference(session)), "date");
    return date.is_string() ? date.get<std::string>() : std::string();
}

} // namespace

std::string bandOf(const Fields& person, const std::string& day) {
    const Json kind = valueOf(person, "kind");
    const bool grown = kind == Json("adult") || kind == Json("volunteer") || kind == Json("staff");
    const auto birth = domain::birthFrom(valueOf(person, "born"));
    const auto on = base::parseDate(day);
    if (!birth || !on || *on < birth->date) return grown ? "adult" : "unknown";
    const int age = base::ageOn(birth->date, *on);
    if (age <= 4) return "0-4";
    if (age <= 10) return "5-10";
    if (age <= 15) return "11-15";
    return age <= 19 ? "16-19" : "adult";
}

std::vector<Residue> residuesOf(StreamReader& streams, const std::vector<std::string>& people,
                                const std::map<std::string, std::set<EntityKey>>& removed) {
    std::vector<Residue> residues;
    const Known person = personOf(streams, people);
    if (person.gone) return residues;
    std::set<std::string> counted;
    for (const auto& [stream, keys] : removed)
        for (const auto& key : keys) {
            if (key.type != "mark") continue;
            const Fields mark = streams.fieldsOf(stream, key);
            const Json session = valueOf(mark, "session");
            if (!attended(mark) || !session.is_string() || !counted.insert(session.get<std::string>()).second) continue;
            residues.push_back({stream, session.get<std::string>(), bandOf(person.fields, dayOf(streams, stream, session.get<std::string>()))});
        }
    return residues;
}

} // namespace waymark::service
