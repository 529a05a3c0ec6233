// A questionnaire as data: what is asked, of whom, when, on which scales, and how it is scored. A value without behaviour, the same on
// device and service; its JSON form is read and written by instrument_codec.h.
#pragma once

#include "shared/domain/measuring.h"
#include "shared/questionnaire/text.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::questionnaire {

enum class ItemKind {
    Likert,
    TenPoint,
    Faces,
    Choice,
    YesNo,
    Text,
    Number,  ///< a number that is typed in: a total from the official form of a licensed tool
};

/// What an item is for, beyond being a question.
enum class Purpose {
    Question,
    Anchor,        ///< how things are compared with the start: gives a change its meaning
    Then,          ///< looks back at the start (then-test); reported beside the change, never mixed with it
    Satisfaction,  ///< very good to very poor, for net satisfaction
    Comment,       ///< free words, shown as "you said"
    MayQuote,      ///< whether the comment may be shown
};

enum class ScaleKind {
    Numbers,  ///< answers are whole numbers from lowest to highest
    Choices,  ///< answers are the values of the choices
};

struct Label {
    int value = 0;
    Text text;
    std::string picture;  ///< name of a drawing, or empty
    bool operator==(const Label&) const = default;
};

struct Choice {
    std::string value;
    Text text;
    bool operator==(const Choice&) const = default;
};

struct Scale {
    std::string key;
    ScaleKind kind = ScaleKind::Numbers;
    int lowest = 0, highest = 0;  ///< Numbers only
    bool faces = false;           ///< the labels are drawn as faces
    std::vector<Label> labels;    ///< Numbers only; not every number needs one
    std::vector<Choice> choices;  ///< Choices only, in the order shown
    bool operator==(const Scale&) const = default;
};

/// Whole years, both ends included; an absent end is open.
struct AgeRange {
    std::optional<int> from, to;
    bool operator==(const AgeRange&) const = default;
    bool holds(int age) const { return (!from || *from <= age) && (!to || age <= *to); }
};

struct Item {
    std::string key;  ///< unique in the instrument; the name of the answer
    ItemKind kind = ItemKind::Likert;
    Purpose purpose = Purpose::Question;
    Text text;
    std::string scale;                            ///< key of its scale; empty for free text
    bool reverse = false;                         ///< scored as lowest + highest - answer
    std::string picture;                          ///< name of a drawing, or empty
    std::string thenOf;                           ///< Purpose::Then only: the item it looks back on
    std::optional<AgeRange> ages;                 ///< asked only at these ages; somebody of unknown age is not asked
    std::vector<domain::Point> points;            ///< asked only at these; empty: at all
    std::vector<domain::Respondent> respondents;  ///< asked only of these; empty: of all
    std::optional<int> promptAtMost;              ///< an answer this low asks the worker, quietly, to talk with the person
    bool operator==(const Item&) const = default;
};

enum class ScoreMethod { Mean, Sum };

/// What a raw sum stands for, such as the metric score of a short scale.
struct TableRow {
    int raw = 0;
    double value = 0.0;
    bool operator==(const TableRow&) const = default;
};

/// Values from here up to the next band.
struct Band {
    std::string key;
    Text title;
    double from = 0.0;
    bool operator==(const Band&) const = default;
};

/// A score of the answered items after reversing, if at least `least` of them were answered.
struct ScoreRule {
    std::string key;
    Text title;
    std::vector<std::string> items;  ///< keys; all on number scales of one range
    int least = 1;
    ScoreMethod method = ScoreMethod::Mean;
    bool prorate = false;         ///< Sum only: items that were left out count as the mean of the others
    bool round = false;           ///< to a whole number, halves up, after pro-rating
    domain::Better better = domain::Better::Higher;  ///< which change is an improvement; score, table and bands stay as they are
    std::vector<TableRow> table;  ///< Sum only: the value of each raw sum; ascending, every sum from the lowest to the highest
    std::vector<Band> bands;      ///< ascending
    bool operator==(const ScoreRule&) const = default;
};

/// When somebody is to be asked at a point, in days: a baseline from the first attendance, an interim from the one before it, an exit from
/// the last planned session, a follow-up from the exit.
struct Window {
    domain::Point point = domain::Point::Baseline;
    int from = 0, to = 0;
    bool operator==(const Window&) const = default;
};

/// Where the answers are kept: with a person, or with a session and without a name.
enum class Use { Response, Feedback };

enum class ReadAloud { Offered, Always };

/// Who may hand it out.
enum class GivenBy {
    Anyone,
    Worker,  ///< a named worker, in private
};

/// Whether a language is the one the questionnaire was written in, a translation that a speaker has checked, or a draft.
enum class Translation { Original, Checked, Draft };

/// What the licence lets us do.
enum class LicenceClass {
    Ship,    ///< the items may be built in
    Define,  ///< a licence holder imports the wording
    Totals,  ///< only totals from the official form are stored
};

struct Licence {
    std::string name;  ///< "CC BY 4.0"
    LicenceClass kind = LicenceClass::Define;
    std::string reference;    ///< of the licence agreement, or empty
    std::string expires;      ///< YYYY-MM-DD, or empty
    std::string attribution;  ///< words that have to be shown with it, or empty
    bool operator==(const Licence&) const = default;
};

struct Instrument {
    std::string id;      ///< the entity's id, instrumentId(family, version) unless the definition gives another
    std::string family;  ///< "family_steps"
    int version = 1;
    std::string equivalence;  ///< the version family: versions with the same word may be paired
    Use use = Use::Response;
    std::string language = "en";  ///< the original
    std::map<std::string, Translation, std::less<>> languages;
    Text title, intro;
    Text label;  ///< what readers of its figures must know, such as "reliability to be checked on your data"
    Licence licence;
    std::vector<domain::Respondent> respondents;  ///< the first is offered first
    std::vector<domain::Point> points;
    std::optional<AgeRange> ages;
    ReadAloud readAloud = ReadAloud::Offered;
    GivenBy givenBy = GivenBy::Anyone;
    bool byDefault = true;        ///< whether a new organisation starts with it published, or as a draft to decide on
    std::vector<Window> windows;  ///< where this questionnaire is asked for at other times than the rest (due.h)
    Text refused, notApplicable;  ///< the words on the buttons: "Rather not say", "Does not fit us"; empty: not offered

    std::vector<Scale> scales;
    std::vector<Item> practice;  ///< asked first, kept, never scored
    std::vector<Item> items;
    std::optional<Item> closing;  ///< asked last

    std::optional<ScoreRule> total;
    std::vector<ScoreRule> domains;
    std::vector<ScoreRule> alone;  ///< reported by themselves, outside total and domains

    bool operator==(const Instrument&) const = default;
};

/// The same entity id wherever the instrument is published: UUIDv5 of "family/version".
std::string instrumentId(std::string_view family, int version);

/// The item of that key, practice and closing included, or null. Lives as long as the instrument is unchanged.
const Item* findItem(const Instrument& instrument, std::string_view key);

/// The scale of that key, or null.
const Scale* findScale(const Instrument& instrument, std::string_view key);

}  // namespace waymark::questionnaire
