#include "shared/questionnaire/instrument_codec.h"

#include "shared/base/id.h"
#include "shared/questionnaire/instrument_check.h"
#include "shared/questionnaire/object_reader.h"
#include "shared/questionnaire/words.h"

namespace waymark::questionnaire {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;

/// Reads the parts of one definition; what is wrong lands in `mistake`.
class InstrumentReader {
public:
    explicit InstrumentReader(Mistake& mistake) : m_mistake(mistake) {}

    Instrument read(const Json& json) {
        ObjectReader root(json, "", m_mistake);
        Instrument instrument;
        if (root.whole("format") != kFormat && root.has("format") && json["format"].is_number_integer()) root.refuse("format", "not 1");
        m_language = root.string("language");
        readHead(root, instrument);
        root.each("scales", [&](const Json& scale, const std::string& path) { instrument.scales.push_back(readScale(scale, path)); });
        root.each("practice", [&](const Json& item, const std::string& path) { instrument.practice.push_back(readItem(item, path)); });
        root.each("items", [&](const Json& item, const std::string& path) { instrument.items.push_back(readItem(item, path)); });
        if (root.has("closing")) instrument.closing = readItem(root.member("closing"), "closing");
        if (root.has("scores")) readScores(root, instrument);
        root.finish();
        return instrument;
    }

private:
    void readHead(ObjectReader& root, Instrument& instrument) {
        instrument.family = root.name("family");
        instrument.version = root.whole("version");
        instrument.equivalence = root.string("equivalence");
        instrument.id = root.has("id") ? root.string("id") : instrumentId(instrument.family, instrument.version);
        if (!instrument.id.empty() && !base::isUuid(instrument.id)) root.refuse("id", "not a UUID");
        instrument.use = root.word("use", parseUse);
        instrument.language = m_language;
        for (const auto& [code, status] : root.stringMap("languages")) {
            const auto translation = parseTranslation(status);
            if (!translation) root.refuse("languages." + code, "an unknown word");
            instrument.languages[code] = translation.value_or(Translation::Draft);
        }
        instrument.title = root.text("title", m_language);
        instrument.intro = root.optionalText("intro", m_language);
        instrument.label = root.optionalText("label", m_language);
        instrument.respondents = root.words("respondents", domain::parseRespondent);
        instrument.points = root.words("points", domain::parsePoint);
        instrument.ages = readAges(root);
        instrument.readAloud = root.optionalWord("read_aloud", parseReadAloud, ReadAloud::Offered);
        instrument.givenBy = root.optionalWord("given_by", parseGivenBy, GivenBy::Anyone);
        instrument.byDefault = root.flag("by_default", true);
        root.each("due", [&](const Json& json, const std::string& path) {
            ObjectReader window(json, path, m_mistake);
            instrument.windows.push_back({window.word("point", domain::parsePoint), window.whole("from"), window.whole("to")});
            window.finish();
        });

        ObjectReader licence = root.object("licence");
        instrument.licence.name = licence.string("name");
        instrument.licence.kind = licence.word("class", parseLicenceClass);
        instrument.licence.reference = licence.optionalString("reference");
        instrument.licence.expires = licence.optionalDate("expires");
        instrument.licence.attribution = licence.optionalString("attribution");
        licence.finish();

        if (!root.has("missing")) return;
        ObjectReader missing = root.object("missing");
        instrument.refused = missing.optionalText("refused", m_language);
        instrument.notApplicable = missing.optionalText("not_applicable", m_language);
        missing.finish();
    }

    static std::optional<AgeRange> readAges(ObjectReader& reader) {
        if (!reader.has("ages")) return std::nullopt;
        ObjectReader ages = reader.object("ages");
        AgeRange range{ages.optionalWhole("from"), ages.optionalWhole("to")};
        ages.finish();
        return range;
    }

    Scale readScale(const Json& json, const std::string& path) {
        ObjectReader reader(json, path, m_mistake);
        Scale scale;
        scale.key = reader.name("key");
        scale.kind = reader.word("kind", parseScaleKind);
        if (scale.kind == ScaleKind::Numbers) {
            scale.lowest = reader.whole("lowest");
            scale.highest = reader.whole("highest");
            scale.faces = reader.flag("faces");
            reader.each("labels", [&](const Json& label, const std::string& place) {
                ObjectReader one(label, place, m_mistake);
                scale.labels.push_back({one.whole("value"), one.text("text", m_language), one.optionalString("picture")});
                one.finish();
            });
        } else {
            reader.each("choices", [&](const Json& choice, const std::string& place) {
                ObjectReader one(choice, place, m_mistake);
                scale.choices.push_back({one.name("value"), one.text("text", m_language)});
                one.finish();
            });
        }
        reader.finish();
        return scale;
    }

    Item readItem(const Json& json, const std::string& path) {
        ObjectReader reader(json, path, m_mistake);
        Item item;
        item.key = reader.name("key");
        item.kind = reader.word("kind", parseItemKind);
        item.purpose = reader.optionalWord("purpose", parsePurpose, Purpose::Question);
        item.text = reader.text("text", m_language);
        item.scale = reader.optionalString("scale");
        item.reverse = reader.flag("reverse");
        item.picture = reader.optionalString("picture");
        item.thenOf = reader.optionalString("then_of");
        item.ages = readAges(reader);
        item.points = reader.words("points", domain::parsePoint);
        item.respondents = reader.words("respondents", domain::parseRespondent);
        item.promptAtMost = reader.optionalWhole("prompt_at_most");
        reader.finish();
        return item;
    }

    ScoreRule readRule(const Json& json, const std::string& path) {
        ObjectReader reader(json, path, m_mistake);
        ScoreRule rule;
        rule.key = reader.name("key");
        rule.title = reader.text("title", m_language);
        rule.items = reader.strings("items");
        rule.least = reader.whole("least");
        rule.method = reader.optionalWord("method", parseScoreMethod, ScoreMethod::Mean);
        rule.prorate = reader.flag("prorate");
        rule.round = reader.flag("round");
        rule.better = reader.optionalWord("better", domain::parseBetter, domain::Better::Higher);
        reader.each("table", [&](const Json& row, const std::string& place) {
            ObjectReader one(row, place, m_mistake);
            rule.table.push_back({one.whole("raw"), one.number("value")});
            one.finish();
        });
        reader.each("bands", [&](const Json& band, const std::string& place) {
            ObjectReader one(band, place, m_mistake);
            rule.bands.push_back({one.name("key"), one.text("title", m_language), one.number("from")});
            one.finish();
        });
        reader.finish();
        return rule;
    }

    void readScores(ObjectReader& root, Instrument& instrument) {
        ObjectReader scores = root.object("scores");
        if (scores.has("total")) instrument.total = readRule(scores.member("total"), scores.pathOf("total"));
        scores.each("domains", [&](const Json& rule, const std::string& path) { instrument.domains.push_back(readRule(rule, path)); });
        scores.each("alone", [&](const Json& rule, const std::string& path) { instrument.alone.push_back(readRule(rule, path)); });
        scores.finish();
    }

    Mistake& m_mistake;
    std::string m_language;
};

bool isTooNew(const Json& json) { return base::integerOf(json, "format", kFormat) > kFormat; }
constexpr const char* kTooNew = "the definition was written by a newer version";

Instrument readAll(const Json& json, Mistake& mistake) {
    Instrument instrument = InstrumentReader(mistake).read(json);
    // Parts that could not be read would only add mistakes that follow from the first.
    if (mistake.all.empty()) checkInstrument(instrument, mistake);
    return instrument;
}

}  // namespace

base::Result<Instrument> instrumentFromJson(const Json& json) {
    if (isTooNew(json)) return Error{ErrorCode::TooNew, kTooNew};
    Mistake mistake;
    Instrument instrument = readAll(json, mistake);
    if (mistake.all.empty()) return instrument;
    const PlacedMistake& first = mistake.all.front();
    return Error{ErrorCode::Malformed, (first.path.empty() ? "the definition" : first.path) + ": " + first.message};
}

std::vector<PlacedMistake> mistakesIn(const Json& json) {
    if (isTooNew(json)) return {{"format", kTooNew}};
    Mistake mistake;
    readAll(json, mistake);
    return std::move(mistake.all);
}

base::Result<Instrument> parseInstrument(std::string_view text) {
    const auto json = base::parseJson(text);
    if (!json) return json.error();
    return instrumentFromJson(*json);
}

}  // namespace waymark::questionnaire
