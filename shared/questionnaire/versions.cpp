#include "shared/questionnaire/versions.h"

#include <algorithm>

namespace waymark::questionnaire {

namespace {

/// A definition without its words: what is left has to be the same for answers to mean the same.
Instrument bare(Instrument instrument) {
    const auto strip = [](Item& item) {
        item.text.clear();
        item.picture.clear();
    };
    const auto stripRule = [](ScoreRule& rule) {
        rule.title.clear();
        for (Band& band : rule.bands)
            band.title.clear();
    };
    instrument.id.clear();
    instrument.version = 1;
    instrument.equivalence.clear();
    instrument.language.clear();
    instrument.languages.clear();
    instrument.title.clear();
    instrument.intro.clear();
    instrument.label.clear();
    instrument.licence = {};
    instrument.refused.clear();
    instrument.notApplicable.clear();
    instrument.windows.clear();
    instrument.byDefault = true;
    for (Scale& scale : instrument.scales) {
        for (Label& label : scale.labels) {
            label.text.clear();
            label.picture.clear();
        }
        for (Choice& choice : scale.choices)
            choice.text.clear();
    }
    for (auto* items : {&instrument.practice, &instrument.items})
        std::for_each(items->begin(), items->end(), strip);
    if (instrument.closing) strip(*instrument.closing);
    if (instrument.total) stripRule(*instrument.total);
    for (auto* rules : {&instrument.domains, &instrument.alone})
        std::for_each(rules->begin(), rules->end(), stripRule);
    return instrument;
}

void compareItems(const Instrument& older, const Instrument& newer, std::vector<std::string>& reasons) {
    for (const Item& item : older.items) {
        const Item* other = findItem(newer, item.key);
        if (!other) {
            reasons.push_back(item.key + " is no longer asked");
            continue;
        }
        const Scale *before = findScale(older, item.scale), *after = findScale(newer, other->scale);
        if ((before == nullptr) != (after == nullptr) || (before && !(*before == *after)))
            reasons.push_back("the scale of " + item.key + " is another");
        else if (!(item == *other))
            reasons.push_back(item.key + " is asked or scored in another way");
    }
    for (const Item& item : newer.items)
        if (!findItem(older, item.key)) reasons.push_back(item.key + " is new");
}

}  // namespace

std::string_view name(Change change) {
    switch (change) {
    case Change::None: return "none";
    case Change::Wording: return "wording";
    case Change::Structural: return "structural";
    }
    return {};
}

VersionChange compareVersions(const Instrument& older, const Instrument& newer) {
    if (older == newer) return {};
    const Instrument before = bare(older), after = bare(newer);
    if (before == after) return {Change::Wording, {}};
    VersionChange found{Change::Structural, {}};
    if (before.family != after.family) found.reasons.push_back("it is another questionnaire");
    compareItems(before, after, found.reasons);
    if (!(before.total == after.total) || before.domains != after.domains || before.alone != after.alone)
        found.reasons.push_back("it is scored in another way");
    if (found.reasons.empty()) found.reasons.push_back("it is asked of others, or in another order");
    return found;
}

}  // namespace waymark::questionnaire
