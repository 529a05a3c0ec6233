// The types of a survey's rows: what each becomes in an XForm.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waymark::xlsform {

struct QuestionType {
    std::string_view spelling;
    std::string_view control;  ///< element of the body; empty if nothing is shown
    std::string_view type;     ///< of the bind
    std::string_view extra;    ///< mediatype of an upload, parameter of a preload
    std::string_view preload;  ///< jr:preload
    std::string_view constraint = {};  ///< where the row has none of its own
};

/// By any spelling; null if there is no such type.
const QuestionType* findType(std::string_view spelling);

/// The spelling that a mistyped type is nearest to, as "; did you mean …"; empty if none is near.
std::string suggestType(std::string_view spelling);

/// "select_one fruits or_other" in parts; absent if it is no select.
struct SelectType {
    bool many = false, rank = false, fromFile = false, external = false, orOther = false;
    std::string list;
};
std::optional<SelectType> selectType(std::string_view type);

/// "begin group", "end_repeat"; absent if it is neither.
struct Bracket {
    bool begins = false;
    std::string_view what;  ///< "group", "repeat" or "loop"
    std::string list;       ///< of a loop
};
std::optional<Bracket> bracket(std::string_view type);

}  // namespace waymark::xlsform
