#include "shared/questionnaire/instrument_check.h"

#include <algorithm>
#include <set>

namespace waymark::questionnaire {

namespace {

/// More steps than fit on a screen, or under a thumb.
constexpr int kMostNumbers = 101;

std::string inQuotes(std::string_view text) { return "\"" + std::string(text) + "\""; }
std::string at(std::string_view list, std::size_t place) { return std::string(list) + "[" + std::to_string(place) + "]"; }

bool fits(ItemKind kind, ScaleKind scale) {
    switch (kind) {
    case ItemKind::Likert:
    case ItemKind::TenPoint:
    case ItemKind::Faces:
    case ItemKind::Number: return scale == ScaleKind::Numbers;
    case ItemKind::Choice:
    case ItemKind::YesNo: return scale == ScaleKind::Choices;
    case ItemKind::Text: return false;
    }
    return false;
}

/// `typed`: its numbers are typed in, not tapped.
void checkScale(const Scale& scale, bool typed, const std::string& path, Mistake& mistake) {
    if (scale.kind == ScaleKind::Choices) {
        std::set<std::string> values;
        for (const Choice& choice : scale.choices)
            if (!values.insert(choice.value).second) mistake.add(path + ".choices", "two choices have the value " + inQuotes(choice.value));
        if (scale.choices.size() < 2) mistake.add(path + ".choices", "fewer than two");
        return;
    }
    if (scale.lowest >= scale.highest) return mistake.add(path + ".highest", "not above lowest");
    if (!typed && static_cast<long long>(scale.highest) - scale.lowest >= kMostNumbers)
        mistake.add(path + ".highest", "more than 101 numbers");
    std::set<int> values;
    for (const Label& label : scale.labels) {
        if (label.value < scale.lowest || label.value > scale.highest)
            mistake.add(path + ".labels", "a label outside the scale: " + std::to_string(label.value));
        if (!values.insert(label.value).second) mistake.add(path + ".labels", "two labels for " + std::to_string(label.value));
    }
}

void checkItem(const Instrument& instrument, const Item& item, const std::string& path, Mistake& mistake) {
    if (item.kind == ItemKind::Text) {
        if (!item.scale.empty()) mistake.add(path + ".scale", "free text has no scale");
    } else {
        const Scale* scale = findScale(instrument, item.scale);
        if (!scale)
            mistake.add(path + ".scale", "there is no scale " + inQuotes(item.scale));
        else if (!fits(item.kind, scale->kind))
            mistake.add(path + ".scale", "the scale does not fit this kind of item");
        else if (item.promptAtMost && scale->kind != ScaleKind::Numbers)
            mistake.add(path + ".prompt_at_most", "the item has no number scale");
    }
    const bool numbers = fits(item.kind, ScaleKind::Numbers);
    if (item.reverse && !numbers) mistake.add(path + ".reverse", "the item has no number scale");
    if (item.kind == ItemKind::Text && item.promptAtMost) mistake.add(path + ".prompt_at_most", "the item has no number scale");
    if (item.ages && item.ages->from && item.ages->to && *item.ages->from > *item.ages->to) mistake.add(path + ".ages", "from is after to");
    if ((item.purpose == Purpose::Then) == item.thenOf.empty())
        mistake.add(path + ".then_of", "belongs to every item of purpose \"then\", and to no other");
    else if (!item.thenOf.empty() && !findItem(instrument, item.thenOf))
        mistake.add(path + ".then_of", "there is no item " + inQuotes(item.thenOf));
    for (const domain::Point point : item.points)
        if (std::find(instrument.points.begin(), instrument.points.end(), point) == instrument.points.end())
            mistake.add(path + ".points", "the questionnaire itself is not asked at " + inQuotes(domain::name(point)));
}

/// Whether a sum, its table and the bands fit each other and the scale of the items.
void checkMethod(const ScoreRule& rule, const Scale* scale, const std::string& path, Mistake& mistake) {
    const bool sum = rule.method == ScoreMethod::Sum;
    if (!sum && rule.prorate) mistake.add(path + ".prorate", "a mean needs none: items that were left out do not count in it");
    if (!sum && !rule.table.empty()) mistake.add(path + ".table", "belongs to a sum");
    if (sum && !rule.prorate && rule.least != static_cast<int>(rule.items.size()))
        mistake.add(path + ".least", "a sum without pro-rating needs every item");
    for (std::size_t i = 1; i < rule.table.size(); ++i)
        if (rule.table[i].raw != rule.table[i - 1].raw + 1) mistake.add(at(path + ".table", i) + ".raw", "the sums do not follow each other one by one");
    if (scale && !rule.table.empty()) {
        const int items = static_cast<int>(rule.items.size());
        if (rule.table.front().raw > scale->lowest * items || rule.table.back().raw < scale->highest * items)
            mistake.add(path + ".table", "does not reach from the lowest sum to the highest");
    }
    std::set<std::string> keys;
    for (std::size_t i = 0; i < rule.bands.size(); ++i) {
        if (i > 0 && rule.bands[i].from <= rule.bands[i - 1].from) mistake.add(at(path + ".bands", i) + ".from", "the bands do not ascend");
        if (!keys.insert(rule.bands[i].key).second) mistake.add(at(path + ".bands", i) + ".key", "two are called " + inQuotes(rule.bands[i].key));
    }
}

/// A licence holder answers for wording that is not ours, and a tool that we may not show is kept as its totals only.
void checkLicence(const Instrument& instrument, Mistake& mistake) {
    const Licence& licence = instrument.licence;
    if (licence.kind == LicenceClass::Ship) return;
    if (licence.kind == LicenceClass::Totals)
        for (std::size_t i = 0; i < instrument.items.size(); ++i)
            if (const ItemKind kind = instrument.items[i].kind; kind != ItemKind::Number && kind != ItemKind::Text)
                mistake.add(at("items", i) + ".kind", "only totals of this tool may be kept: its items are numbers that are typed in");
    if (licence.reference.empty()) mistake.add("licence.reference", "missing: it says by which agreement the tool is used");
    if (licence.kind == LicenceClass::Define && licence.expires.empty())
        mistake.add("licence.expires", "missing: it says until when the agreement holds");
}

void checkRule(const Instrument& instrument, const ScoreRule& rule, const std::string& path, Mistake& mistake) {
    std::set<std::string> keys;
    const Scale* first = nullptr;
    for (const std::string& key : rule.items) {
        const auto item =
            std::find_if(instrument.items.begin(), instrument.items.end(), [&](const Item& candidate) { return candidate.key == key; });
        const Scale* scale = item == instrument.items.end() ? nullptr : findScale(instrument, item->scale);
        if (item == instrument.items.end())
            mistake.add(path + ".items", "there is no item " + inQuotes(key) + " to score");
        else if (scale ? scale->kind != ScaleKind::Numbers : item->scale.empty())  // a scale that is nowhere was told at the item
            mistake.add(path + ".items", inQuotes(key) + " has no number scale");
        else if (first && scale && (first->lowest != scale->lowest || first->highest != scale->highest))
            mistake.add(path + ".items", inQuotes(key) + " has another range than the items before it");
        if (!keys.insert(key).second) mistake.add(path + ".items", inQuotes(key) + " is there twice");
        if (!first) first = scale;
    }
    checkMethod(rule, first, path, mistake);
    if (rule.items.empty()) mistake.add(path + ".items", "empty");
    if (rule.least < 1 || rule.least > static_cast<int>(rule.items.size()))
        mistake.add(path + ".least", "not between 1 and the number of items");
}

}  // namespace

void checkInstrument(const Instrument& instrument, Mistake& mistake) {
    if (instrument.version < 1) mistake.add("version", "below 1");
    if (!instrument.languages.contains(instrument.language))
        mistake.add("languages", "does not name the original (" + instrument.language + ")");
    if (instrument.respondents.empty()) mistake.add("respondents", "empty");
    if (instrument.use == Use::Response && instrument.points.empty()) mistake.add("points", "empty");
    if (instrument.use == Use::Feedback && !instrument.points.empty()) mistake.add("points", "feedback has none");
    if (instrument.ages && instrument.ages->from && instrument.ages->to && *instrument.ages->from > *instrument.ages->to)
        mistake.add("ages", "from is after to");
    if (instrument.items.empty()) mistake.add("items", "empty");
    checkLicence(instrument, mistake);
    std::set<domain::Point> windows;
    for (std::size_t i = 0; i < instrument.windows.size(); ++i) {
        const Window& window = instrument.windows[i];
        if (window.from < 0 || window.to < window.from) mistake.add(at("due", i), "the days are not in order");
        if (!windows.insert(window.point).second) mistake.add(at("due", i) + ".point", "is there twice");
        if (std::find(instrument.points.begin(), instrument.points.end(), window.point) == instrument.points.end())
            mistake.add(at("due", i) + ".point", "the questionnaire is not asked at this point");
    }

    std::set<std::string> scales;
    for (std::size_t i = 0; i < instrument.scales.size(); ++i) {
        const std::string& key = instrument.scales[i].key;
        const bool typed = std::all_of(instrument.items.begin(), instrument.items.end(),
                                       [&](const Item& item) { return item.scale != key || item.kind == ItemKind::Number; });
        checkScale(instrument.scales[i], typed, at("scales", i), mistake);
        if (!scales.insert(instrument.scales[i].key).second)
            mistake.add(at("scales", i) + ".key", "another scale is called " + inQuotes(instrument.scales[i].key));
    }

    std::set<std::string> items;
    const auto check = [&](const Item& item, const std::string& path) {
        checkItem(instrument, item, path, mistake);
        if (!items.insert(item.key).second) mistake.add(path + ".key", "another item is called " + inQuotes(item.key));
    };
    for (std::size_t i = 0; i < instrument.practice.size(); ++i)
        check(instrument.practice[i], at("practice", i));
    for (std::size_t i = 0; i < instrument.items.size(); ++i)
        check(instrument.items[i], at("items", i));
    if (instrument.closing) check(*instrument.closing, "closing");

    std::set<std::string> rules;
    const auto checkUnique = [&](const ScoreRule& rule, const std::string& path) {
        checkRule(instrument, rule, path, mistake);
        if (!rules.insert(rule.key).second) mistake.add(path + ".key", "another score is called " + inQuotes(rule.key));
    };
    if (instrument.total) checkUnique(*instrument.total, "scores.total");
    for (std::size_t i = 0; i < instrument.domains.size(); ++i)
        checkUnique(instrument.domains[i], at("scores.domains", i));
    for (std::size_t i = 0; i < instrument.alone.size(); ++i)
        checkUnique(instrument.alone[i], at("scores.alone", i));
}

}  // namespace waymark::questionnaire
