// How a question is shown: its kind and its style, from its control, its type and its appearances. The app draws by it, and `waymark-forms
// check` tells by it what is shown otherwise than the form asks, so the two cannot differ.
#pragma once

#include "shared/questionnaire/xforms/form.h"

#include <string>
#include <string_view>

namespace waymark::xforms {

enum class Kind {
    Text,
    Number,
    Date,
    Time,
    DateTime,
    Choice,       ///< one of several
    Choices,      ///< any of several
    Rank,
    Range,
    Note,         ///< words to read
    Acknowledge,  ///< words to say OK to
    Picture,
    Signature,
    Audio,
    Video,
    File,
    Barcode,
    Place,
    Trace,    ///< a line of places
    Outline,  ///< of an area
    Unknown,  ///< shown with its words and nothing to answer
};

enum class Style {
    Plain,
    Minimal,   ///< choices that open: for long lists
    Columns,
    Likert,
    Rating,    ///< a range as steps to tap
    Month,     ///< a date without its day
    Year,      ///< a date without day and month
    Long,      ///< several lines of text
    Masked,    ///< a text that nobody reads off the screen while it is typed
};

struct Presentation {
    Kind kind = Kind::Text;
    Style style = Style::Plain;
    int columns = 0;        ///< Style::Columns: how many were asked for; 0 for as many as fit
    int lines = 1;          ///< Kind::Text
    bool decimals = false;  ///< Kind::Number and Kind::Range
    bool goesOn = false;    ///< the next page follows the tap ("quick")
};

/// Of a control that asks or tells something; groups and repeats are Unknown.
Presentation presentationOf(const Control& control);

/// Whether the answer says where something is.
constexpr bool isPlace(Kind kind) { return kind == Kind::Place || kind == Kind::Trace || kind == Kind::Outline; }

std::string_view name(Kind kind);
std::string_view name(Style style);

}  // namespace waymark::xforms
