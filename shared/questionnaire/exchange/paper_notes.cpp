#include "shared/questionnaire/exchange/paper_notes.h"

namespace waymark::exchange {

namespace {

using namespace questionnaire;

std::string whenWords(domain::Point point) {
    switch (point) {
    case domain::Point::Baseline: return "at the start";
    case domain::Point::Interim: return "in between";
    case domain::Point::Exit: return "at the end";
    case domain::Point::FollowUp: return "some time after the end";
    case domain::Point::Then: return "looking back";
    }
    return {};
}

std::string whomWords(domain::Respondent respondent) {
    switch (respondent) {
    case domain::Respondent::Self: return "the person themselves";
    case domain::Respondent::Parent: return "a parent or carer";
    case domain::Respondent::Child: return "the child";
    case domain::Respondent::Worker: return "the worker";
    }
    return {};
}

template <class Word> std::string either(const std::vector<Word>& all, std::string (*words)(Word)) {
    std::string out;
    for (const Word one : all)
        out += (out.empty() ? "" : " or ") + words(one);
    return out;
}

std::string agesWords(const AgeRange& ages) {
    const std::string from = ages.from ? std::to_string(*ages.from) : std::string(), to = ages.to ? std::to_string(*ages.to) : std::string();
    if (!ages.from) return "Only up to " + to + " years.";
    return ages.to ? "Only from " + from + " to " + to + " years." : "Only from " + from + " years on.";
}

}  // namespace

std::vector<std::string> offeredInstead(const Instrument& instrument, std::string_view item, std::string_view language) {
    const Item* found = findItem(instrument, item);
    if (!found || found->kind == ItemKind::Text) return {};
    std::vector<std::string> offered;
    for (const Text* text : {&instrument.refused, &instrument.notApplicable})
        if (!text->empty()) offered.emplace_back(wordsIn(*text, language, instrument.language));
    return offered;
}

std::string askedOnly(const Instrument& instrument, std::string_view item) {
    const Item* found = findItem(instrument, item);
    if (!found) return {};
    std::string words;
    const auto add = [&words](const std::string& sentence) { words += (words.empty() ? "" : " ") + sentence; };
    if (!found->points.empty()) add("Only " + either(found->points, whenWords) + ".");
    if (found->ages) add(agesWords(*found->ages));
    if (!found->respondents.empty()) add("Only for " + either(found->respondents, whomWords) + ".");
    return words;
}

std::vector<std::string> shownWith(const Instrument& instrument, std::string_view language) {
    std::vector<std::string> all;
    if (!instrument.label.empty()) all.emplace_back(wordsIn(instrument.label, language, instrument.language));
    if (!instrument.licence.attribution.empty()) all.push_back(instrument.licence.attribution);
    return all;
}

}  // namespace waymark::exchange
