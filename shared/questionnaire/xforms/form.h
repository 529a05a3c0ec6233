// A form as it is defined: what is asked, how, in which languages, and how the answers depend on each other. Read once (form_reader.h),
// immutable afterwards, shared by any number of sessions of one thread.
#pragma once

#include "shared/questionnaire/xforms/problem.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xpath/ast.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::xforms {

/// Text with answers put into it: `output` is shown after `text`.
struct Part {
    std::string text;
    std::optional<xpath::Expression> output;
};
using Words = std::vector<Part>;

/// Words for something that is shown: written in place, or the id of a text in each language.
struct Label {
    std::string itextId;
    Words words;
    bool isEmpty() const { return itextId.empty() && words.empty(); }
};

/// One text in one language: "" is the plain form, others are "short", "guidance", "image", "audio", "video", "big-image", "image-description".
using ItextEntry = std::map<std::string, Words, std::less<>>;

struct Language {
    std::string name;  ///< as the author wrote it: "Welsh (cy)"
    bool isDefault = false;
    std::map<std::string, ItextEntry, std::less<>> texts;
};

struct Choice {
    std::string value;
    Label label;
};

/// Choices that come from a list, perhaps filtered by earlier answers.
struct ItemSet {
    xpath::Expression nodes, value, label;
    std::string instance;  ///< id of its list, or empty if it is taken from the answers
    bool isFiltered = false;
    std::string searched = {};      ///< of choices that a search finds: the columns of their words, as the form gives them; else empty
    std::string image = {};         ///< column of their pictures
    std::size_t position = 0;       ///< how many of the control's own choices stand before them
};

/// setvalue: `value` or `text` into `target` when one of the events happens.
struct Action {
    std::vector<std::string> events;  ///< "odk-instance-first-load", "odk-instance-load", "odk-new-repeat", "xforms-value-changed"
    xpath::Expression target;
    std::optional<xpath::Expression> value;
    std::string text;
};

enum class ControlKind { Input, SelectOne, SelectMany, Rank, Upload, Trigger, Range, Group, Repeat };

struct Field;

/// Something on the screen.
struct Control {
    ControlKind kind = ControlKind::Input;
    Field* field = nullptr;  ///< null for a group that is only on the screen
    Label label, hint;
    std::vector<std::string> appearances;
    std::vector<Choice> choices;
    std::optional<ItemSet> itemset;
    std::map<std::string, std::string, std::less<>> parameters;  ///< start, end, step, mediatype, rows, accuracyThreshold, unacceptableAccuracyThreshold, autoplay, max-pixels
    std::optional<xpath::Expression> count;                      ///< of a repeat
    bool fixedCount = false;                                     ///< people may not add or remove
    bool countsItself = false;                                   ///< how often it is there depends on what is in it
    std::vector<std::unique_ptr<Control>> children;
    std::vector<Action> actions;
};

/// The rules of one node.
struct Bind {
    std::string type = "string";
    std::optional<xpath::Expression> relevant, required, constraint, readonly, calculate;
    Label requiredMessage, constraintMessage;
    std::string preload, preloadParams;
    std::string maxPixels;  ///< the longest side of a photo, as the form gives it; empty if it gives none
    bool isDeclared = false;
};

/// A rule for an attribute of a node, such as the id of an entity.
struct AttributeRule {
    std::string name;
    std::optional<xpath::Expression> calculate;
    bool isUid = false;  ///< jr:preload="uid"
};

/// A node of the data, once for all its occurrences.
struct Field {
    std::string name, path;  ///< "/data/household/person/age"
    Field* parent = nullptr;
    std::vector<std::unique_ptr<Field>> children;
    std::map<std::string_view, Field*> named;  ///< children by their names
    std::size_t index = 0;  ///< among Form::fields
    Bind bind;
    bool isRepeat = false;
    bool isInRepeat() const { return isRepeat || (parent && parent->isInRepeat()); }
    const xmlNode* pattern = nullptr;  ///< what a new occurrence of a repeat looks like
    Control* control = nullptr;
    std::vector<AttributeRule> attributes;
    std::string background;         ///< "setgeopoint" or "recordaudio", which nothing here acts on; else empty
    std::string backgroundTrigger;  ///< path of the question whose answer would set it off; empty: the start of the form

    Field* child(std::string_view name) const;
};

/// The record that was finished last with the same form.
inline constexpr std::string_view kLastSaved = "jr://instance/last-saved";

struct SecondaryInstance {
    Document document;                 ///< an element `instance` with the list's own root in it
    std::string source;                ///< "jr://file-csv/fruits.csv", or empty
    std::vector<std::string> columns;  ///< names of what an item has
    bool isImplied = false;            ///< the form does not declare it, but a search names it
};

struct Form {
    std::string title, id, version;
    std::string instanceName;  ///< the expression's source, or empty
    Document pattern;          ///< the primary instance as written, templates included
    std::unique_ptr<Field> root;
    std::vector<Field*> fields;  ///< parents before children
    std::vector<std::unique_ptr<Control>> body;
    std::vector<Action> actions;
    std::vector<Language> languages;
    std::map<std::string, SecondaryInstance, std::less<>> instances;
    std::map<std::string, std::string, std::less<>> namespaces;  ///< declared prefixes

    std::vector<std::size_t> order;                    ///< indices of fields, each after what it depends on
    std::vector<std::vector<std::size_t>> dependents;  ///< by field: whose rules look at it

    bool actsOnNewRepeat = false;  ///< whether any action waits for odk-new-repeat

    std::size_t questions = 0;  ///< controls that ask or tell something

    Field* at(std::string_view path) const;  ///< null if there is none
    const Language* language(std::string_view name) const;
    /// By its name or its code: "Welsh (cy)", "cy" or "Welsh"; null if the form does not speak it.
    const Language* spoken(std::string_view name) const;
    const Language* defaultLanguage() const;  ///< null if the form speaks only one, unnamed language
};

}  // namespace waymark::xforms
