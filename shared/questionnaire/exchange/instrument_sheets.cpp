// A definition as a spreadsheet: questions as XLSForm has them, and what XLSForm has no word for in columns of ours.
#include "shared/questionnaire/exchange/exchange.h"
#include "shared/questionnaire/exchange/grid.h"
#include "shared/questionnaire/words.h"
#include "shared/questionnaire/xpath/value.h"

namespace waymark::exchange {

namespace {

using namespace questionnaire;

class Writer {
public:
    explicit Writer(const Instrument& instrument) : m_instrument(instrument) {}

    Sheets run() {
        if (!m_instrument.intro.empty()) {
            m_survey.addRow();
            m_survey.set("type", "note");
            m_survey.set("name", "intro");
            texts(m_survey, "label", m_instrument.intro);
        }
        for (const Item& one : m_instrument.practice)
            item(one, "practice");
        for (const Item& one : m_instrument.items)
            item(one, "");
        if (m_instrument.closing) item(*m_instrument.closing, "closing");
        for (const Scale& one : m_instrument.scales)
            scale(one);
        settings();
        if (m_instrument.total) score(*m_instrument.total, "total");
        for (const ScoreRule& one : m_instrument.domains)
            score(one, "domain");
        for (const ScoreRule& one : m_instrument.alone)
            score(one, "alone");
        Sheets sheets = {m_survey.sheet(), m_choices.sheet(), m_settings.sheet()};
        for (const Grid* grid : {&m_scores, &m_bands, &m_tables})
            if (!grid->isEmpty()) sheets.push_back(grid->sheet());
        return sheets;
    }

private:
    static void texts(Grid& grid, const std::string& heading, const Text& text) {
        for (const auto& [code, words] : text)
            grid.set(heading + "::" + languageHeading(code), words);
    }

    template <class Word> static std::string wordsOf(const std::vector<Word>& words) {
        std::string all;
        for (const Word word : words)
            all += (all.empty() ? "" : " ") + std::string(name(word));
        return all;
    }

    static std::string agesOf(const std::optional<AgeRange>& ages) {
        if (!ages) return {};
        return (ages->from ? std::to_string(*ages->from) : "") + "-" + (ages->to ? std::to_string(*ages->to) : "");
    }

    void item(const Item& item, const std::string& section) {
        const Scale* scale = findScale(m_instrument, item.scale);
        m_survey.addRow();
        m_survey.set("type", item.kind == ItemKind::Text ? "text" : item.kind == ItemKind::Number ? "integer" : "select_one " + item.scale);
        m_survey.set("name", item.key);
        texts(m_survey, "label", item.text);
        if (item.kind == ItemKind::Likert || item.kind == ItemKind::TenPoint || item.kind == ItemKind::Faces) m_survey.set("appearance", "likert");
        if (item.kind == ItemKind::Number && scale)
            m_survey.set("constraint", ". >= " + std::to_string(scale->lowest) + " and . <= " + std::to_string(scale->highest));
        m_survey.set("waymark::kind", std::string(name(item.kind)));
        if (item.kind == ItemKind::Number) m_survey.set("waymark::scale", item.scale);
        m_survey.set("waymark::section", section);
        if (item.purpose != Purpose::Question) m_survey.set("waymark::purpose", std::string(name(item.purpose)));
        if (item.reverse) m_survey.set("waymark::reverse", "yes");
        m_survey.set("waymark::picture", item.picture);
        m_survey.set("waymark::then_of", item.thenOf);
        m_survey.set("waymark::ages", agesOf(item.ages));
        m_survey.set("waymark::points", wordsOf(item.points));
        m_survey.set("waymark::respondents", wordsOf(item.respondents));
        if (item.promptAtMost) m_survey.set("waymark::prompt_at_most", std::to_string(*item.promptAtMost));
    }

    /// A number without words of its own is shown as itself. Of numbers that are typed in, the two ends are enough.
    void scale(const Scale& scale) {
        if (scale.kind == ScaleKind::Choices) {
            for (const Choice& choice : scale.choices) {
                m_choices.addRow();
                m_choices.set("list_name", scale.key);
                m_choices.set("name", choice.value);
                texts(m_choices, "label", choice.text);
            }
            return;
        }
        const bool typed = scale.highest - scale.lowest > 100;
        for (int value = scale.lowest; value <= scale.highest; value = typed && value == scale.lowest ? scale.highest : value + 1) {
            m_choices.addRow();
            m_choices.set("list_name", scale.key);
            m_choices.set("name", std::to_string(value));
            m_choices.set("waymark::scale", scale.faces ? "faces" : "numbers");
            const Label* found = nullptr;
            for (const Label& label : scale.labels)
                if (label.value == value) found = &label;
            if (!found) m_choices.set("label::" + languageHeading(m_instrument.language), std::to_string(value));
            if (!found) continue;
            texts(m_choices, "label", found->text);
            m_choices.set("waymark::picture", found->picture);
        }
    }

    void settings() {
        const Instrument& i = m_instrument;
        m_settings.addRow();
        m_settings.set("form_title", std::string(wordsIn(i.title, i.language)));
        m_settings.set("form_id", i.family);
        m_settings.set("version", std::to_string(i.version));
        m_settings.set("default_language", languageHeading(i.language));
        m_settings.set("waymark::equivalence", i.equivalence);
        m_settings.set("waymark::use", std::string(name(i.use)));
        if (i.id != instrumentId(i.family, i.version)) m_settings.set("waymark::id", i.id);
        std::string languages;
        for (const auto& [code, translation] : i.languages)
            languages += (languages.empty() ? "" : " ") + code + "=" + std::string(name(translation));
        m_settings.set("waymark::languages", languages);
        texts(m_settings, "waymark::title", i.title);
        texts(m_settings, "waymark::label", i.label);
        texts(m_settings, "waymark::refused", i.refused);
        texts(m_settings, "waymark::not_applicable", i.notApplicable);
        m_settings.set("waymark::licence", i.licence.name);
        m_settings.set("waymark::licence_class", std::string(name(i.licence.kind)));
        m_settings.set("waymark::licence_reference", i.licence.reference);
        m_settings.set("waymark::licence_expires", i.licence.expires);
        m_settings.set("waymark::licence_attribution", i.licence.attribution);
        m_settings.set("waymark::respondents", wordsOf(i.respondents));
        m_settings.set("waymark::points", wordsOf(i.points));
        m_settings.set("waymark::ages", agesOf(i.ages));
        m_settings.set("waymark::read_aloud", std::string(name(i.readAloud)));
        if (i.givenBy != GivenBy::Anyone) m_settings.set("waymark::given_by", std::string(name(i.givenBy)));
        if (!i.byDefault) m_settings.set("waymark::by_default", "no");
        std::string due;
        for (const Window& window : i.windows)
            due += (due.empty() ? "" : " ") + std::string(domain::name(window.point)) + "=" + std::to_string(window.from) + "-" + std::to_string(window.to);
        m_settings.set("waymark::due", due);
    }

    void score(const ScoreRule& rule, const std::string& role) {
        m_scores.addRow();
        m_scores.set("role", role);
        m_scores.set("key", rule.key);
        texts(m_scores, "title", rule.title);
        std::string items;
        for (const std::string& key : rule.items)
            items += (items.empty() ? "" : " ") + key;
        m_scores.set("items", items);
        m_scores.set("least", std::to_string(rule.least));
        m_scores.set("method", std::string(name(rule.method)));
        if (rule.prorate) m_scores.set("prorate", "yes");
        if (rule.round) m_scores.set("round", "yes");
        m_scores.set("better", std::string(domain::name(rule.better)));
        for (const Band& band : rule.bands) {
            m_bands.addRow();
            m_bands.set("score", rule.key);
            m_bands.set("key", band.key);
            m_bands.set("from", xpath::toText(band.from));
            texts(m_bands, "title", band.title);
        }
        for (const TableRow& row : rule.table) {
            m_tables.addRow();
            m_tables.set("score", rule.key);
            m_tables.set("raw", std::to_string(row.raw));
            m_tables.set("value", xpath::toText(row.value));
        }
    }

    const Instrument& m_instrument;
    Grid m_survey{"survey", {"type", "name"}}, m_choices{"choices", {"list_name", "name"}}, m_settings{"settings", {"form_title", "form_id", "version"}};
    Grid m_scores{"waymark_scores", {"role", "key"}}, m_bands{"waymark_bands", {"score", "key", "from"}}, m_tables{"waymark_tables", {"score", "raw", "value"}};
};

}  // namespace

Sheets sheetsOf(const Instrument& instrument) { return Writer(instrument).run(); }

}  // namespace waymark::exchange
