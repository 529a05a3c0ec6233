#include "shared/questionnaire/xforms/presentation.h"

#include "shared/questionnaire/xforms/search.h"

#include <algorithm>
#include <charconv>

namespace waymark::xforms {

namespace {

constexpr int kLinesOfLongText = 4, kMostLines = 20;

bool has(const Control& control, std::string_view appearance) {
    return std::find(control.appearances.begin(), control.appearances.end(), appearance) != control.appearances.end();
}

int wholeNumber(std::string_view text) {
    int number = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? number : 0;
}

std::string_view parameter(const Control& control, std::string_view name) {
    const auto found = control.parameters.find(name);
    return found == control.parameters.end() ? std::string_view() : found->second;
}

Presentation input(const Control& control) {
    const std::string_view type = control.field ? std::string_view(control.field->bind.type) : "string";
    Presentation shown;
    if (type == "int" || type == "long" || type == "short" || type == "decimal") {
        shown.kind = Kind::Number;
        shown.decimals = type == "decimal";
    } else if (type == "date") {
        shown.kind = Kind::Date;
        shown.style = has(control, "month-year") ? Style::Month : has(control, "year") ? Style::Year : Style::Plain;
    } else if (type == "time") {
        shown.kind = Kind::Time;
    } else if (type == "dateTime") {
        shown.kind = Kind::DateTime;
    } else if (type == "geopoint") {
        shown.kind = Kind::Place;
    } else if (type == "geotrace") {
        shown.kind = Kind::Trace;
    } else if (type == "geoshape") {
        shown.kind = Kind::Outline;
    } else if (type == "barcode") {
        shown.kind = Kind::Barcode;
    } else {
        if (has(control, "numbers")) shown.kind = Kind::Number, shown.decimals = true;
        const int rows = wholeNumber(parameter(control, "rows"));
        if (shown.kind == Kind::Text && has(control, "masked")) shown.style = Style::Masked;
        else if (has(control, "multiline") || rows > 1) shown.style = Style::Long;
        shown.lines = rows > 1 ? std::min(rows, kMostLines) : shown.style == Style::Long ? kLinesOfLongText : 1;
        // A question that cannot be answered tells something: that is how a spreadsheet's note arrives.
        if (control.field && control.field->bind.readonly && !control.field->bind.calculate &&
            control.field->bind.readonly->source == "true()")
            shown.kind = Kind::Note;
    }
    return shown;
}

Presentation select(const Control& control) {
    Presentation shown;
    shown.kind = control.kind == ControlKind::SelectMany ? Kind::Choices : Kind::Choice;
    if (has(control, "label")) shown.kind = Kind::Note;  // the heading of a table, whose rows show their words themselves
    for (const std::string& one : control.appearances) {
        if (one == "minimal" || one == "autocomplete" || one == "search" || isSearch(one)) shown.style = Style::Minimal;
        if (one == "likert") shown.style = Style::Likert;
        if (one == "quick" || one == "quickcompact") shown.goesOn = control.kind == ControlKind::SelectOne;
        if (one == "columns" || one == "columns-pack" || one == "compact" || one == "horizontal" || one == "horizontal-compact" ||
            one == "no-buttons")
            shown.style = Style::Columns;
        for (const std::string_view numbered : {"columns-", "compact-", "quickcompact-"})
            if (one.starts_with(numbered) && wholeNumber(std::string_view(one).substr(numbered.size())) > 0) {
                shown.style = Style::Columns;
                shown.columns = std::min(10, wholeNumber(std::string_view(one).substr(numbered.size())));
            }
    }
    return shown;
}

Presentation upload(const Control& control) {
    const std::string_view media = parameter(control, "mediatype");
    Presentation shown;
    shown.kind = media.starts_with("image")   ? Kind::Picture
                 : media.starts_with("audio") ? Kind::Audio
                 : media.starts_with("video") ? Kind::Video
                                              : Kind::File;
    if (shown.kind == Kind::Picture && (has(control, "signature") || has(control, "draw"))) shown.kind = Kind::Signature;
    return shown;
}

}  // namespace

Presentation presentationOf(const Control& control) {
    Presentation shown;
    switch (control.kind) {
    case ControlKind::Input: return input(control);
    case ControlKind::SelectOne:
    case ControlKind::SelectMany: return select(control);
    case ControlKind::Rank: shown.kind = Kind::Rank; return shown;
    case ControlKind::Upload: return upload(control);
    case ControlKind::Trigger: shown.kind = Kind::Acknowledge; return shown;
    case ControlKind::Range:
        shown.kind = Kind::Range;
        shown.style = has(control, "rating") ? Style::Rating : has(control, "picker") ? Style::Minimal : Style::Plain;
        shown.decimals = control.field && control.field->bind.type == "decimal";
        return shown;
    case ControlKind::Group:
    case ControlKind::Repeat: break;
    }
    shown.kind = Kind::Unknown;
    return shown;
}

std::string_view name(Kind kind) {
    switch (kind) {
    case Kind::Text: return "text";
    case Kind::Number: return "number";
    case Kind::Date: return "date";
    case Kind::Time: return "time";
    case Kind::DateTime: return "date_time";
    case Kind::Choice: return "choice";
    case Kind::Choices: return "choices";
    case Kind::Rank: return "rank";
    case Kind::Range: return "range";
    case Kind::Note: return "note";
    case Kind::Acknowledge: return "acknowledge";
    case Kind::Picture: return "picture";
    case Kind::Signature: return "signature";
    case Kind::Audio: return "audio";
    case Kind::Video: return "video";
    case Kind::File: return "file";
    case Kind::Barcode: return "barcode";
    case Kind::Place: return "place";
    case Kind::Trace: return "trace";
    case Kind::Outline: return "outline";
    case Kind::Unknown: break;
    }
    return "unknown";
}

std::string_view name(Style style) {
    switch (style) {
    case Style::Plain: break;
    case Style::Minimal: return "minimal";
    case Style::Columns: return "columns";
    case Style::Likert: return "likert";
    case Style::Rating: return "rating";
    case Style::Month: return "month";
    case Style::Year: return "year";
    case Style::Long: return "long";
    case Style::Masked: return "masked";
    }
    return "plain";
}

}  // namespace waymark::xforms
