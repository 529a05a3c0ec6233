#include "shared/questionnaire/exchange/sheets_check.h"

#include "shared/base/ascii.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/question_types.h"
#include "shared/questionnaire/xlsform/suggest.h"
#include "shared/questionnaire/xpath/value.h"

#include <algorithm>
#include <cmath>

namespace waymark::exchange {

namespace {

using xforms::Severity;

/// The sheets of ours.
constexpr std::string_view kOurSheets[] = {"waymark_scores", "waymark_bands", "waymark_tables"};

/// What a row of that type is in a definition, told if it is nothing.
SurveyRow typed(const std::string& type, const std::string& name, const Cell& place, Draft& draft) {
    SurveyRow row;
    const auto refuse = [&](const std::string& words) {
        draft.refuse(place, words);
        draft.miss(name);
        return SurveyRow();
    };
    const auto passOver = [&](const char* message, const char* instead) {
        draft.say(Severity::Unsupported, place, message, instead);
        return SurveyRow();
    };
    const auto select = xlsform::selectType(type);
    const auto* plain = xlsform::findType(type);
    if (select && select->list.empty()) return refuse("the question does not name its list of choices");
    if (select && !select->many && !select->rank && !select->fromFile && !select->external && !select->orOther) {
        row.list = select->list;
        row.kind = "choice";
    } else if (const auto bracket = xlsform::bracket(type); bracket && bracket->what == "group") {
        return bracket->begins ? passOver("a questionnaire with scores has no groups", "the questions stand one after another, and what the row of the group says is left out") : SurveyRow();
    } else if (plain && plain->spelling.ends_with("note")) {
        if (name != "intro") return passOver("a questionnaire with scores has no words between its questions", "they are left out; what is to be read first is the note called intro");
        row.use = SurveyRow::Use::Intro;
        return row;
    } else if (plain && plain->control.empty()) {
        return passOver("a questionnaire with scores works nothing out and records nothing beside its answers", "the row is left out");
    } else if (plain && plain->control == "input" && plain->type == "int") {
        row.kind = "number";
    } else if (plain && plain->control == "input" && plain->type == "string" && plain->constraint.empty()) {
        row.kind = "text";
    } else {
        return refuse("a row of the type “" + type + "” cannot be part of a questionnaire with scores: there are select_one with a list on the sheet choices, integer, text, and a note called intro");
    }
    row.use = SurveyRow::Use::Question;
    return row;
}

/// Numbers that follow each other one by one, the longest such row of them: from, to.
std::pair<int, int> longestRun(const std::map<int, const xlsform::Row*>& values) {
    std::pair<int, int> best{0, -1};
    for (auto it = values.begin(); it != values.end();) {
        const int from = it->first;
        int to = from;
        for (++it; it != values.end() && it->first == to + 1; ++it)
            to = it->first;
        if (best.second < best.first || to - from > best.second - best.first) best = {from, to};
    }
    return best;
}

}  // namespace

SurveyRow readSurveyRow(const xlsform::Table& survey, const xlsform::Row& row, Draft& draft) {
    std::string type = survey.cell(row, "type");
    type.erase(std::unique(type.begin(), type.end(), [](char a, char b) { return a == ' ' && b == ' '; }), type.end());
    const std::string disabled = base::lower(survey.cell(row, "disabled"));
    if (type.empty() || disabled == "yes" || disabled == "true" || disabled == "true()") return {};
    const auto at = [&](std::string_view column) { return Cell{survey.sheet, row.number, survey.heading(column)}; };
    SurveyRow found = typed(type, survey.cell(row, "name"), at("type"), draft);
    if (found.use != SurveyRow::Use::Question) return found;
    found.typedOn = survey.cell(row, "waymark::scale");
    if (const std::string kind = base::lower(survey.cell(row, "waymark::kind")); !kind.empty()) found.kind = kind;
    if (!found.list.empty() && found.kind == "number")
        draft.refuse(at("waymark::kind"), "a question of the kind “number” is typed in: its type is integer, and waymark::scale names its list");
    if (!found.list.empty() && !found.typedOn.empty() && found.list != found.typedOn)
        draft.say(Severity::Unsupported, at("waymark::scale"), "the type names another list than “" + found.typedOn + "”", "the list “" + found.list + "” is taken");
    found.section = base::lower(survey.cell(row, "waymark::section"));
    if (!found.section.empty() && found.section != "practice" && found.section != "closing")
        draft.refuse(at("waymark::section"), wrongWord(survey.cell(row, "waymark::section"), {"practice", "closing"}));
    return found;
}

std::vector<ScaleRows> listsOf(const xlsform::Table& choices) {
    std::vector<ScaleRows> lists;
    std::map<std::string, std::size_t> places;
    for (const xlsform::Row& row : choices.rows) {
        const std::string key = choices.cell(row, "list_name");
        if (key.empty()) continue;
        const auto [place, isNew] = places.emplace(key, lists.size());
        if (isNew) lists.push_back({key, {}});
        lists[place->second].rows.push_back(&row);
    }
    return lists;
}

std::string listKind(const xlsform::Table& choices, const ScaleRows& list, Draft& draft) {
    const auto wordOf = [&](const xlsform::Row* row) { return base::lower(choices.cell(*row, "waymark::scale")); };
    std::string kind;
    bool isWrong = false, hasNumbers = true;
    for (const xlsform::Row* row : list.rows) {
        const std::string word = wordOf(row);
        if (kind.empty() && (word == "numbers" || word == "faces")) kind = word;
        isWrong = isWrong || !word.empty();
        hasNumbers = hasNumbers && !std::isnan(xpath::plainNumber(choices.cell(*row, "name")));
    }
    for (const xlsform::Row* row : list.rows) {
        const Cell place{choices.sheet, row->number, choices.heading("waymark::scale")};
        const std::string word = wordOf(row);
        if (word == kind) continue;
        if (word.empty()) draft.refuse(place, "nothing is written here, but other rows of the list “" + list.key + "” say " + kind + ": every row of a list that is scored says so");
        else if (word == "numbers" || word == "faces") draft.refuse(place, "other rows of the list “" + list.key + "” say " + kind);
        else draft.refuse(place, wrongWord(choices.cell(*row, "waymark::scale"), {"numbers", "faces"}));
    }
    if (kind.empty() && isWrong && hasNumbers) return "numbers";  // as was surely meant; it is refused
    return kind;
}

std::map<int, const xlsform::Row*> numbersOf(const xlsform::Table& choices, const ScaleRows& list, bool isTyped, Draft& draft) {
    std::map<int, const xlsform::Row*> values;
    const xlsform::Row* downward = nullptr;
    const auto at = [&](const xlsform::Row* row) { return Cell{choices.sheet, row->number, choices.heading("name")}; };
    for (const xlsform::Row* row : list.rows) {
        const std::string name = choices.cell(*row, "name");
        const double number = xpath::plainNumber(name);
        if (std::isnan(number) || number != std::floor(number) || std::abs(number) > 1e9) {
            draft.refuse(at(row), name.empty() ? "a choice of a list that is scored needs a whole number here" : "“" + name + "” is no whole number, and the list “" + list.key + "” is scored");
            continue;
        }
        const int value = static_cast<int>(number);
        if (!downward && !values.empty() && value < values.rbegin()->first) downward = row;
        if (!values.emplace(value, row).second) draft.refuse(at(row), "the list “" + list.key + "” has the number " + name + " twice");
    }
    const auto [lowest, highest] = longestRun(values);
    const bool isWhole = isTyped || values.empty() || (lowest == values.begin()->first && highest == values.rbegin()->first);
    if (downward && isWhole) draft.say(Severity::Unsupported, at(downward), "the numbers of the list “" + list.key + "” do not go up", "they are shown from the lowest to the highest");
    if (!isWhole)
        for (const auto& [value, row] : values)
            if (value < lowest || value > highest)
                draft.refuse(at(row), "the numbers of a list that is scored follow each other one by one, and " + std::to_string(value) + " stands apart from " + std::to_string(lowest) + " to " + std::to_string(highest) +
                                          ": all numbers between would count as its steps. If it means “rather not say” or “does not fit”, take the row out and write its words into the settings, under "
                                          "waymark::refused or waymark::not_applicable");
    return values;
}

xforms::Problems straySheets(const Sheets& sheets) {
    xforms::Problems problems;
    for (const auto& sheet : sheets) {
        const std::string name = base::lower(xforms::trimmed(sheet.name));
        if (name.starts_with('_') || std::find(std::begin(kOurSheets), std::end(kOurSheets), name) != std::end(kOurSheets)) continue;
        xlsform::Suggestion suggestion(name);
        for (const std::string_view one : kOurSheets)
            suggestion.offer(one);
        if (!xlsform::isOurs(name) && suggestion.best().empty()) continue;
        problems.push_back({Severity::Error, "there is no sheet “" + sheet.name + "” among those for questionnaires with scores" + suggestion.words(), {}, sheet.name, sheet.rows.empty() ? 1 : sheet.rows.front().number, {}, {}});
    }
    return problems;
}

xforms::Problems strayColumns(const Sheets& sheets) {
    xforms::Problems problems = straySheets(sheets);
    const std::string why = " counts only in a questionnaire with scores, and this is none: its settings have no waymark::equivalence (one word for all versions that mean the same)";
    for (const auto& sheet : sheets) {
        const std::string name = base::lower(xforms::trimmed(sheet.name));
        const int row = sheet.rows.empty() ? 1 : sheet.rows.front().number;
        if (std::find(std::begin(kOurSheets), std::end(kOurSheets), name) != std::end(kOurSheets))
            problems.push_back({Severity::Error, "the sheet “" + sheet.name + "”" + why, {}, sheet.name, row, {}, {}});
        const bool isRead = name == "survey" || name == "choices" || name == "settings";
        if (!isRead || sheet.rows.empty()) continue;
        for (const std::string& heading : sheet.rows.front().cells)
            if (xlsform::isOurs(heading)) problems.push_back({Severity::Error, "the column “" + xforms::trimmed(heading) + "”" + why, {}, sheet.name, row, xforms::trimmed(heading), {}});
    }
    return problems;
}

}  // namespace waymark::exchange
