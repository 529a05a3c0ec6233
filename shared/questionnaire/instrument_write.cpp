#include "shared/questionnaire/instrument_codec.h"

#include "shared/questionnaire/words.h"

namespace waymark::questionnaire {

namespace {

using base::Json;

void setText(Json& json, const char* key, const Text& text) {
    if (!text.empty()) json[key] = text;
}

void setString(Json& json, const char* key, const std::string& text) {
    if (!text.empty()) json[key] = text;
}

template <class Word> Json namesOf(const std::vector<Word>& words) {
    Json names = Json::array();
    for (const Word word : words)
        names.push_back(name(word));
    return names;
}

void setAges(Json& json, const std::optional<AgeRange>& ages) {
    if (!ages) return;
    json["ages"] = Json::object();
    if (ages->from) json["ages"]["from"] = *ages->from;
    if (ages->to) json["ages"]["to"] = *ages->to;
}

Json toJson(const Scale& scale) {
    Json json = {{"key", scale.key}, {"kind", name(scale.kind)}};
    if (scale.kind == ScaleKind::Choices) {
        for (const Choice& choice : scale.choices)
            json["choices"].push_back({{"value", choice.value}, {"text", choice.text}});
        return json;
    }
    json["lowest"] = scale.lowest;
    json["highest"] = scale.highest;
    if (scale.faces) json["faces"] = true;
    for (const Label& label : scale.labels) {
        Json one = {{"value", label.value}, {"text", label.text}};
        setString(one, "picture", label.picture);
        json["labels"].push_back(std::move(one));
    }
    return json;
}

Json toJson(const Item& item) {
    Json json = {{"key", item.key}, {"kind", name(item.kind)}, {"text", item.text}};
    if (item.purpose != Purpose::Question) json["purpose"] = name(item.purpose);
    setString(json, "scale", item.scale);
    if (item.reverse) json["reverse"] = true;
    setString(json, "picture", item.picture);
    setString(json, "then_of", item.thenOf);
    setAges(json, item.ages);
    if (!item.points.empty()) json["points"] = namesOf(item.points);
    if (!item.respondents.empty()) json["respondents"] = namesOf(item.respondents);
    if (item.promptAtMost) json["prompt_at_most"] = *item.promptAtMost;
    return json;
}

Json toJson(const ScoreRule& rule) {
    Json json = {{"key", rule.key}, {"title", rule.title}, {"items", rule.items}, {"least", rule.least}};
    if (rule.method != ScoreMethod::Mean) json["method"] = name(rule.method);
    if (rule.prorate) json["prorate"] = true;
    if (rule.round) json["round"] = true;
    if (rule.better != domain::Better::Higher) json["better"] = domain::name(rule.better);
    for (const TableRow& row : rule.table)
        json["table"].push_back({{"raw", row.raw}, {"value", row.value}});
    for (const Band& band : rule.bands)
        json["bands"].push_back({{"key", band.key}, {"title", band.title}, {"from", band.from}});
    return json;
}

template <class Thing> void setList(Json& json, const char* key, const std::vector<Thing>& things) {
    for (const Thing& thing : things)
        json[key].push_back(toJson(thing));
}

}  // namespace

Json toJson(const Instrument& instrument) {
    Json json = {{"format", kFormat},
                 {"family", instrument.family},
                 {"version", instrument.version},
                 {"equivalence", instrument.equivalence},
                 {"use", name(instrument.use)},
                 {"language", instrument.language},
                 {"title", instrument.title},
                 {"respondents", namesOf(instrument.respondents)},
                 {"points", namesOf(instrument.points)},
                 {"read_aloud", name(instrument.readAloud)}};
    if (instrument.id != instrumentId(instrument.family, instrument.version)) json["id"] = instrument.id;
    for (const auto& [code, translation] : instrument.languages)
        json["languages"][code] = name(translation);
    setText(json, "intro", instrument.intro);
    setText(json, "label", instrument.label);
    json["licence"] = {{"name", instrument.licence.name}, {"class", name(instrument.licence.kind)}};
    setString(json["licence"], "reference", instrument.licence.reference);
    setString(json["licence"], "expires", instrument.licence.expires);
    setString(json["licence"], "attribution", instrument.licence.attribution);
    if (instrument.givenBy != GivenBy::Anyone) json["given_by"] = name(instrument.givenBy);
    if (!instrument.byDefault) json["by_default"] = false;
    for (const Window& window : instrument.windows)
        json["due"].push_back({{"point", domain::name(window.point)}, {"from", window.from}, {"to", window.to}});
    setAges(json, instrument.ages);
    if (!instrument.refused.empty()) json["missing"]["refused"] = instrument.refused;
    if (!instrument.notApplicable.empty()) json["missing"]["not_applicable"] = instrument.notApplicable;

    setList(json, "scales", instrument.scales);
    setList(json, "practice", instrument.practice);
    setList(json, "items", instrument.items);
    if (instrument.closing) json["closing"] = toJson(*instrument.closing);
    if (instrument.total) json["scores"]["total"] = toJson(*instrument.total);
    if (!instrument.domains.empty()) setList(json["scores"], "domains", instrument.domains);
    if (!instrument.alone.empty()) setList(json["scores"], "alone", instrument.alone);
    return json;
}

}  // namespace waymark::questionnaire
