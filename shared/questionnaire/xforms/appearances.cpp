#include "shared/questionnaire/xforms/appearances.h"

#include "shared/questionnaire/xforms/presentation.h"
#include "shared/questionnaire/xforms/search.h"

#include <algorithm>
#include <array>
#include <span>

namespace waymark::xforms {

namespace {

using std::string_view;

/// Some are partly acted on, and still told: annotate is taken as a photo, draw as a signature.
struct ToldAppearance {
    string_view appearance, message, instead;
};

constexpr string_view kGregorian = "it is asked for, and shown, as a day of the Gregorian calendar";
constexpr string_view kAsTyped = "the number is typed, and shown as it is typed";

constexpr ToldAppearance kTold[] = {
    {"placement-map", "a map is not shown", "the question is shown without it"},
    {"maps", "a map is not shown", "the question is shown without it"},
    {"map", "choices are not shown on a map", "they are shown as a list"},
    {"quickmap", "choices are not shown on a map", "they are shown as a list"},
    {"image-map", "a picture cannot be tapped for an answer", "the choices are shown as a list"},
    {"annotate", "pictures cannot be drawn on", "the question is shown as a photo"},
    {"draw", "there are no colours to draw with", "it is drawn with one pen, as a signature is"},
    {"hidden-answer", "the number that was read is not hidden", "it can be read"},
    {"front", "codes are not read with the camera in front", "they are read with the one at the back, or typed"},
    {"thousands-sep", "thousands are not parted in a number", kAsTyped},
    {"counter", "there are no buttons to count with", kAsTyped},
    {"bearing", "the compass is not read", kAsTyped},
    {"vertical", "a range does not stand upright", "it is shown lying"},
    {"no-ticks", "a range has no ticks here, with this appearance or without", "it is shown without ticks"},
    {"no-calendar", "a calendar is offered beside the boxes for a date", "it need not be opened"},
    {"ethiopian", "the Ethiopian calendar is not shown", kGregorian},
    {"coptic", "the Coptic calendar is not shown", kGregorian},
    {"islamic", "the Islamic calendar is not shown", kGregorian},
    {"bikram-sambat", "the Bikram Sambat calendar is not shown", kGregorian},
    {"myanmar", "the Myanmar calendar is not shown", kGregorian},
    {"persian", "the Persian calendar is not shown", kGregorian},
    {"buddhist", "the Buddhist calendar is not shown", kGregorian},
    {"distress", "there is no picture to point at for distress", "the question is shown as it is without it"},
    {"url", "a link is not opened", "it is shown as a text"},
    {"hidden", "a question with words is not hidden", "the question is shown"},
};

constexpr string_view kOnGroups[] = {"field-list", "table-list"};
constexpr string_view kOnChoice[] = {"minimal", "autocomplete", "search", "likert", "quick", "quickcompact", "columns", "columns-pack",
                                     "compact", "horizontal", "horizontal-compact", "no-buttons", "label", "list-nolabel", "list"};
constexpr string_view kOnChoices[] = {"minimal", "autocomplete", "search", "likert", "columns", "columns-pack",
                                      "compact", "horizontal", "horizontal-compact", "no-buttons", "label", "list-nolabel", "list"};
constexpr string_view kOnText[] = {"multiline", "numbers", "masked"};
constexpr string_view kOnNumber[] = {"numbers"};
constexpr string_view kOnDate[] = {"month-year", "year"};
constexpr string_view kOnRange[] = {"rating", "picker"};
constexpr string_view kOnPicture[] = {"new", "new-front", "selfie", "signature"};
constexpr string_view kOnAudio[] = {"new"};

/// What presentation.cpp, pages.cpp and the app look for.
std::span<const string_view> actedOn(const Control& control) {
    if (control.kind == ControlKind::Group || control.kind == ControlKind::Repeat) return kOnGroups;
    switch (presentationOf(control).kind) {
    case Kind::Text: return kOnText;
    case Kind::Number: return kOnNumber;
    case Kind::Date: return kOnDate;
    case Kind::Range: return kOnRange;
    case Kind::Picture:
    case Kind::Signature: return kOnPicture;
    case Kind::Audio: return kOnAudio;
    default: break;
    }
    if (control.kind == ControlKind::SelectOne) return kOnChoice;
    if (control.kind == ControlKind::SelectMany) return kOnChoices;
    return {};
}

bool isDigits(string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isNumbered(string_view appearance, string_view start) {
    return appearance.starts_with(start) && isDigits(appearance.substr(start.size()));
}

bool isColumns(const Control& control, string_view appearance) {
    if (control.kind != ControlKind::SelectOne && control.kind != ControlKind::SelectMany) return false;
    return isNumbered(appearance, "columns-") || isNumbered(appearance, "compact-") || isNumbered(appearance, "quickcompact-");
}

std::string inQuotes(string_view text) { return "“" + std::string(text) + "”"; }

}  // namespace

std::optional<Otherwise> otherwiseFor(const Control& control, string_view appearance) {
    for (const ToldAppearance& one : kTold)
        if (appearance == one.appearance) {
            const bool isGroup = control.kind == ControlKind::Group || control.kind == ControlKind::Repeat;
            return Otherwise{inQuotes(appearance) + ": " + std::string(one.message), isGroup ? "the group is shown without it" : std::string(one.instead)};
        }
    const auto acted = actedOn(control);
    if (std::find(acted.begin(), acted.end(), appearance) != acted.end() || isColumns(control, appearance)) return std::nullopt;
    const bool isChoice = control.kind == ControlKind::SelectOne || control.kind == ControlKind::SelectMany || control.kind == ControlKind::Rank;
    if (isChoice && isSearch(appearance)) return std::nullopt;  // what is wrong with one was told where its choices were read
    if (appearance.starts_with("ex:") || appearance.starts_with("intent:"))
        return Otherwise{"another app cannot be opened", "the question is asked here"};
    if (appearance.starts_with("printer:")) return Otherwise{inQuotes(appearance) + ": labels are not printed", "the words are shown"};
    if (isNumbered(appearance, "w"))
        return Otherwise{inQuotes(appearance) + ": questions are not laid out in a grid", "the question has the whole width of the page"};
    return Otherwise{"nothing acts on the appearance " + inQuotes(appearance) + " of this kind of question", "the question is shown as it is without it"};
}

std::optional<Otherwise> otherwiseForStyle(string_view style) {
    if (style == "pages") return std::nullopt;  // one question, or one group with field-list, is a page
    if (style == "theme-grid") return Otherwise{inQuotes(style) + ": questions are not laid out in a grid", "each has the whole width of its page"};
    return Otherwise{"nothing acts on the style " + inQuotes(style), "the form looks as every form does"};
}

}  // namespace waymark::xforms
