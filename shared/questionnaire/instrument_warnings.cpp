#include "shared/questionnaire/instrument_warnings.h"

#include <utility>

namespace waymark::questionnaire {

namespace {

/// Every text of an instrument with its place, in the order in which people meet them.
template <class Visit> void eachText(const Instrument& instrument, const Visit& visit) {
    visit("title", instrument.title);
    visit("intro", instrument.intro);
    visit("label", instrument.label);
    visit("missing.refused", instrument.refused);
    visit("missing.not_applicable", instrument.notApplicable);
    for (const Scale& scale : instrument.scales) {
        for (const Label& label : scale.labels)
            visit("scales." + scale.key + "." + std::to_string(label.value), label.text);
        for (const Choice& choice : scale.choices)
            visit("scales." + scale.key + "." + choice.value, choice.text);
    }
    for (const auto& [list, items] : {std::pair("practice.", &instrument.practice), std::pair("items.", &instrument.items)})
        for (const Item& item : *items)
            visit(list + item.key, item.text);
    if (instrument.closing) visit("closing." + instrument.closing->key, instrument.closing->text);
    const auto rule = [&visit](const ScoreRule& one) {
        visit("scores." + one.key, one.title);
        for (const Band& band : one.bands)
            visit("scores." + one.key + "." + band.key, band.title);
    };
    if (instrument.total) rule(*instrument.total);
    for (const auto* rules : {&instrument.domains, &instrument.alone})
        for (const ScoreRule& one : *rules)
            rule(one);
}

}  // namespace

bool isExpired(const Licence& licence, std::string_view today) { return !licence.expires.empty() && licence.expires < today; }

std::vector<InstrumentWarning> warningsOf(const Instrument& instrument, std::string_view today) {
    std::vector<InstrumentWarning> warnings;
    if (isExpired(instrument.licence, today))
        warnings.push_back({"licence.expires", "the licence ran out on " + instrument.licence.expires, "it cannot be published as new; what is published goes on"});
    for (const auto& [language, status] : instrument.languages) {
        if (status != Translation::Checked) continue;
        eachText(instrument, [&warnings, &code = language](const std::string& path, const Text& text) {
            if (!text.empty() && !text.contains(code))
                warnings.push_back({path, "the language " + code + " counts as checked, and has no words here", "the original's words are shown"});
        });
    }
    return warnings;
}

}  // namespace waymark::questionnaire
