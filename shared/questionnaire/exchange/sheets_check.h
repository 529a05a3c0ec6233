// What the sheets of a questionnaire with scores hold, row by row and list by list, and what of it a definition cannot say: each is told, none is
// dropped in silence. Private to the folder.
#pragma once

#include "shared/questionnaire/exchange/definition_draft.h"
#include "shared/questionnaire/exchange/exchange.h"

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

namespace waymark::exchange {

/// A row of the survey as a definition takes it.
struct SurveyRow {
    enum class Use { Question, Intro, None };
    Use use = Use::None;
    std::string kind;     ///< "likert"
    std::string section;  ///< "practice", "closing" or empty
    std::string list;     ///< of a question with choices
    std::string typedOn;  ///< waymark::scale of one without
    const std::string& scale() const { return list.empty() ? typedOn : list; }
};
/// What keeps it from being a question is told.
SurveyRow readSurveyRow(const xlsform::Table& survey, const xlsform::Row& row, Draft& draft);

/// The rows of one list, in the order in which they stand.
struct ScaleRows {
    std::string key;
    std::vector<const xlsform::Row*> rows;
};
/// In the order in which their first rows stand.
std::vector<ScaleRows> listsOf(const xlsform::Table& choices);
/// "numbers" or "faces" if it is scored, empty if not. Rows that differ are told.
std::string listKind(const xlsform::Table& choices, const ScaleRows& list, Draft& draft);
/// The rows by their numbers. Names that are none are told, and gaps: only of numbers that are typed in, the two ends are enough.
std::map<int, const xlsform::Row*> numbersOf(const xlsform::Table& choices, const ScaleRows& list, bool isTyped, Draft& draft);

/// Cells that are filled and that the definition cannot say.
void sayUnsaidColumns(Draft& draft, const xlsform::Table& survey, const xlsform::Table& choices, const xlsform::Table& settings);

/// Columns in a language that the setting waymark::languages does not name, and that nobody is therefore offered.
void sayUnsaidLanguages(Draft& draft, const xlsform::Table& table);

/// "“x” is none of the words that may stand here (…); did you mean …"
std::string wrongWord(const std::string& value, std::initializer_list<std::string_view> words);

/// Sheets that begin with "waymark", or were meant to, and are none of ours.
xforms::Problems straySheets(const Sheets& sheets);
/// The same and the columns of ours, where the settings have no waymark::equivalence and nothing would come of any.
xforms::Problems strayColumns(const Sheets& sheets);

}  // namespace waymark::exchange
