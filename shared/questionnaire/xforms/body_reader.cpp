// What is shown: controls, groups, repeats and the choices of selects.
#include "shared/questionnaire/xforms/reading.h"
#include "shared/questionnaire/xforms/search.h"
#include "shared/questionnaire/xpath/parser.h"
#include "shared/questionnaire/xpath/value.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace waymark::xforms {

namespace {

std::optional<ControlKind> kindOf(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, ControlKind>, 11> kKinds = {{
        {"input", ControlKind::Input},
        {"textarea", ControlKind::Input},
        {"secret", ControlKind::Input},
        {"select1", ControlKind::SelectOne},
        {"select", ControlKind::SelectMany},
        {"rank", ControlKind::Rank},
        {"upload", ControlKind::Upload},
        {"trigger", ControlKind::Trigger},
        {"range", ControlKind::Range},
        {"group", ControlKind::Group},
        {"repeat", ControlKind::Repeat},
    }};
    for (const auto& [known, kind] : kKinds)
        if (known == name) return kind;
    return std::nullopt;
}

/// The id of the list that an expression draws on.
std::string listOf(const xpath::Expr& expr) {
    if (expr.kind == xpath::ExprKind::Call && expr.text == "instance" && !expr.operands.empty() &&
        expr.operands[0]->kind == xpath::ExprKind::Text)
        return expr.operands[0]->text;
    for (const auto& operand : expr.operands)
        if (std::string id = listOf(*operand); !id.empty()) return id;
    return {};
}

bool hasPredicate(const xpath::Expr& expr) {
    if (!expr.predicates.empty()) return true;
    for (const auto& step : expr.steps)
        if (!step.predicates.empty()) return true;
    for (const auto& operand : expr.operands)
        if (hasPredicate(*operand)) return true;
    return false;
}

class BodyReader {
public:
    explicit BodyReader(Reading& reading) : m_reading(reading) {}

    void controls(const xmlNode* parent, std::vector<std::unique_ptr<Control>>& into, const std::string& context) {
        for (const xmlNode* element : elements(parent)) {
            const auto kind = kindOf(nameOf(element));
            if (kind) into.push_back(control(element, *kind, context));
        }
    }

private:
    /// Absolute, with what is relative taken from the enclosing group or repeat.
    static std::string absolute(const std::string& ref, const std::string& context) {
        if (ref.empty() || ref.starts_with('/')) return ref;
        std::string base = context, rest = ref;
        if (rest.starts_with("current()/")) rest.erase(0, rest.find('/') + 1);
        while (rest.starts_with("./") || rest.starts_with("../")) {
            if (rest.starts_with("../")) base.erase(std::min(base.rfind('/'), base.size()));
            rest.erase(0, rest.find('/') + 1);
        }
        return rest == "." ? base : base + "/" + rest;
    }

    std::unique_ptr<Control> control(const xmlNode* element, ControlKind kind, const std::string& context) {
        auto control = std::make_unique<Control>();
        control->kind = kind;
        std::string ref = trimmed(kind == ControlKind::Repeat ? attribute(element, "nodeset") : attribute(element, "ref"));
        if (ref.empty()) ref = m_reading.refOf(element);
        const std::string path = absolute(ref, context);
        control->field = m_reading.form.at(path);
        if (!ref.empty() && !control->field)
            m_reading.say(Severity::Error, element, path, "ref",
                          "a question writes its answer to “" + ref + "”, which the form's data does not have");
        if (ref.empty() && kind != ControlKind::Group)
            m_reading.say(Severity::Error, element, {}, "ref", "a question does not say where its answer goes");
        control->label = m_reading.label(child(element, "label"), path);
        control->hint = m_reading.label(child(element, "hint"), path);
        control->appearances = appearancesIn(attribute(element, "appearance"));
        for (const char* name : {"start", "end", "step", "mediatype", "accept", "rows", "accuracyThreshold", "unacceptableAccuracyThreshold", "autoplay", "query"})
            if (hasAttribute(element, name)) control->parameters[name] = attribute(element, name);
        if (kind == ControlKind::Upload && control->field && !control->field->bind.maxPixels.empty())
            control->parameters["max-pixels"] = control->field->bind.maxPixels;
        control->actions = m_reading.actions(element, path);
        if (kind == ControlKind::SelectOne || kind == ControlKind::SelectMany || kind == ControlKind::Rank)
            choices(element, *control, path);
        if (kind == ControlKind::Range) range(element, *control, path);
        if (kind == ControlKind::Input && hasAttribute(element, "query"))
            m_reading.say(Severity::Unsupported, element, path, "query", "choices of a table beside the form are not offered by a question of this kind", "the answer is typed");
        if (kind == ControlKind::Repeat) repeat(element, *control, path);
        if (control->field && (kind != ControlKind::Group || !control->field->control)) control->field->control = control.get();
        if (kind == ControlKind::Group || kind == ControlKind::Repeat)
            controls(element, control->children, path.empty() ? context : path);
        else
            ++m_reading.form.questions;
        return control;
    }

    void repeat(const xmlNode* element, Control& control, const std::string& path) {
        if (control.field) control.field->isRepeat = true;
        const std::string count = attribute(element, "count", kJavaRosa);
        if (!trimmed(count).empty()) {
            control.count = m_reading.expression(count, element, path, "count");
            control.fixedCount = true;
        }
        const std::string fixed = attribute(element, "noAddRemove", kJavaRosa);
        if (fixed == "true()" || fixed == "true") control.fixedCount = true;
    }

    void range(const xmlNode* element, const Control& control, const std::string& path) {
        for (const char* name : {"start", "end", "step"})
            if (!control.parameters.contains(name))
                m_reading.say(Severity::Error, element, path, "parameters", std::string("a range has no ") + name);
        for (const char* name : {"start", "end", "step"})
            if (const auto given = control.parameters.find(name); given != control.parameters.end() && std::isnan(xpath::plainNumber(given->second)))
                m_reading.say(Severity::Error, element, path, "parameters", std::string("the ") + name + " of a range has to be a number, and “" + given->second + "” is none");
        if (const auto step = control.parameters.find("step"); step != control.parameters.end() && xpath::plainNumber(step->second) == 0)
            m_reading.say(Severity::Error, element, path, "parameters", "the step of a range cannot be 0");
    }

    void choices(const xmlNode* element, Control& control, const std::string& path) {
        for (const xmlNode* one : elements(element)) {
            if (nameOf(one) == "item") item(one, control, path);
            if (nameOf(one) == "itemset") itemset(one, control, path);
        }
        if (control.choices.empty() && !control.itemset && !control.parameters.contains("query"))
            m_reading.say(Severity::Error, element, path, "type", "a question offers no choices");
        for (const std::string& appearance : control.appearances)
            if (isSearch(appearance)) searched(element, control, path, readSearch(appearance));
    }

    /// Choices from a table beside the form: one of those in the form names the table's columns, and those that have a number for a name stay.
    void searched(const xmlNode* element, Control& control, const std::string& path, const Search& search) {
        const auto say = [&](Severity severity, std::string message, std::string instead = {}) { m_reading.say(severity, element, path, "appearance", std::move(message), std::move(instead)); };
        if (!search.wrong.empty()) return say(Severity::Error, "“search(…)” " + search.wrong);
        if (control.itemset && (control.itemset->isFiltered || control.itemset->nodes.source.starts_with("randomize")))
            say(Severity::Warning, "what filters or shuffles the list of a question that searches is not read", "all that the search finds is shown, in the order of the file");
        if (control.itemset) takeListed(control);
        const auto names = std::find_if(control.choices.begin(), control.choices.end(), [](const Choice& one) { return one.value.find_first_not_of("-0123456789") != std::string::npos; });
        if (names == control.choices.end())
            return say(Severity::Warning, "“search(…)” does not know which columns of “" + search.list + "” to take: no choice of the form names them", "the choices that stand in the form are shown");
        if (!search.unknownWay.empty()) say(Severity::Warning, "“" + search.unknownWay + "” is no way to search; there are contains, matches, startswith and endswith", "it is taken for “contains”");
        const std::string words = plainText(names->label, ""), image = plainText(names->label, "image");
        const auto columns = columnsIn(words);
        readSearched(m_reading, element, path, search.list);
        auto nodes = m_reading.expression("instance('" + search.list + "')/root/item" + (search.filter.empty() ? "" : "[" + search.filter + "]"), element, path, "appearance");
        auto value = m_reading.expression(names->value, element, path, "appearance"), label = m_reading.expression(columns.empty() ? names->value : labelOf(columns), element, path, "appearance");
        if (!nodes || !value || !label) return;
        checkSearch(search, names->value, columns, say);
        for (const Language& other : m_reading.form.languages)
            if (const auto entry = other.texts.find(names->label.itextId); entry != other.texts.end() && entry->second.contains("") && plainText(entry->second.at("")) != words) {
                say(Severity::Unsupported, "the words of choices that a search finds are the same in every language", "those in the columns “" + words + "” are shown");
                break;
            }
        const auto position = static_cast<std::size_t>(names - control.choices.begin());
        control.itemset = ItemSet{std::move(*nodes), std::move(*value), std::move(*label), search.list, !search.filter.empty(), words.empty() ? names->value : words, image.substr(image.rfind('/') + 1), position};
        control.choices.erase(names);
    }

    template <typename Say>
    void checkSearch(const Search& search, const std::string& value, const std::vector<std::string>& words, const Say& say) {
        const auto& has = m_reading.form.instances.at(search.list).columns;
        if (has.empty()) return;
        const auto lacks = [&](const std::string& column) { return std::find(has.begin(), has.end(), column) == has.end(); };
        const std::string none = "the list “" + search.list + "” has no column “";
        if (lacks(value)) say(Severity::Error, none + value + "” to take the answers from");
        for (const std::string& column : search.columns)
            if (lacks(column)) say(Severity::Error, none + column + "” to search in");
        for (const std::string& column : words)
            if (column != value && lacks(column)) say(Severity::Warning, none + column + "”", "its choices are shown without it");
    }

    /// Choices that stand in a list of the form, rather than in the question.
    void takeListed(Control& control) {
        const auto list = m_reading.form.instances.find(control.itemset->instance);
        if (list == m_reading.form.instances.end()) return;
        for (const xmlNode* root : elements(xmlDocGetRootElement(list->second.document.get())))
            for (const xmlNode* item : elements(root)) {
                const xmlNode *value = child(item, trimmed(control.itemset->value.source)), *words = child(item, "label"), *id = child(item, "itextId");
                if (!value) continue;
                Choice choice{textIn(value), {}};
                if (id) choice.label.itextId = textIn(id);
                else if (words) choice.label.words.push_back({textIn(words), std::nullopt});
                control.choices.push_back(std::move(choice));
            }
        control.itemset.reset();
    }

    static std::string plainText(const Words& words) {
        std::string out;
        for (const Part& part : words)
            out += part.text;
        return trimmed(out);
    }

    /// In the form's first language.
    std::string plainText(const Label& label, std::string_view form) const {
        if (label.itextId.empty()) return form.empty() ? plainText(label.words) : std::string();
        const Language* language = m_reading.form.defaultLanguage();
        if (!language && !m_reading.form.languages.empty()) language = &m_reading.form.languages.front();
        if (!language) return {};
        const auto entry = language->texts.find(label.itextId);
        if (entry == language->texts.end()) return {};
        const auto words = entry->second.find(form);
        return words == entry->second.end() ? std::string() : plainText(words->second);
    }

    void item(const xmlNode* element, Control& control, const std::string& path) {
        const xmlNode* value = child(element, "value");
        Choice choice{value ? trimmed(textIn(value)) : std::string(), m_reading.label(child(element, "label"), path)};
        if (!value)
            m_reading.say(Severity::Error, element, path, "choices", "a choice has no value");
        else if (choice.value.empty())
            m_reading.say(Severity::Warning, element, path, "choices", "the value of a choice is empty", "who takes it gives no answer");
        if (choice.value.find(' ') != std::string::npos && control.kind != ControlKind::SelectOne)
            m_reading.say(Severity::Error, element, path, "choices",
                          "the choice “" + choice.value + "” has a space in its value, which parts the answers of such a question");
        for (const Choice& other : control.choices)
            if (other.value == choice.value)
                m_reading.say(Severity::Warning, element, path, "choices", "two choices have the value “" + choice.value + "”", "they cannot be told apart in the answers");
        control.choices.push_back(std::move(choice));
    }

    void itemset(const xmlNode* element, Control& control, const std::string& path) {
        const xmlNode *value = child(element, "value"), *label = child(element, "label");
        auto nodes = m_reading.expression(attribute(element, "nodeset"), element, path, "choice_filter");
        auto valueOf = m_reading.expression(value ? attribute(value, "ref") : "", element, path, "choices");
        auto labelOf = m_reading.expression(label && hasAttribute(label, "ref") ? attribute(label, "ref")
                                            : value                             ? attribute(value, "ref")
                                                                                : "",
                                            element, path, "choices");
        if (!nodes || !valueOf || !labelOf) return;
        ItemSet set{std::move(*nodes), std::move(*valueOf), std::move(*labelOf), {}, false, {}, {}, control.choices.size()};
        set.instance = listOf(*set.nodes.root);
        set.isFiltered = hasPredicate(*set.nodes.root);
        if (!set.instance.empty() && !m_reading.form.instances.contains(set.instance))
            m_reading.say(Severity::Error, element, path, "type", "there is no list of choices called “" + set.instance + "”");
        checkColumns(element, set, path);
        control.itemset = std::move(set);
    }

    /// Whether a plain list, instance('towns')/root/item, has the columns that its choices are made of.
    void checkColumns(const xmlNode* element, const ItemSet& set, const std::string& path) {
        const auto list = m_reading.form.instances.find(set.instance);
        const xpath::Expr& nodes = *set.nodes.root;
        const bool isPlain = nodes.kind == xpath::ExprKind::Path && nodes.operands.size() == 1 && nodes.operands[0]->text == "instance" && nodes.steps.size() == 2;
        if (!isPlain || list == m_reading.form.instances.end() || list->second.columns.empty()) return;
        const auto& columns = list->second.columns;
        const auto hasColumn = [&](const xpath::Expr& expr) {
            if (expr.kind != xpath::ExprKind::Path || expr.absolute || !expr.operands.empty() || expr.steps.size() != 1) return true;
            const xpath::Step& step = expr.steps.front();
            return step.axis != xpath::Axis::Child || step.test != xpath::TestKind::Name || std::find(columns.begin(), columns.end(), step.name) != columns.end();
        };
        if (!hasColumn(*set.value.root))
            m_reading.say(Severity::Error, element, path, "type", "the list “" + set.instance + "” has no column “" + trimmed(set.value.source) + "” to take the answers from");
        else if (!hasColumn(*set.label.root))
            m_reading.say(Severity::Warning, element, path, list->second.source.empty() ? "choices" : "type", "the list “" + set.instance + "” has no column “" + trimmed(set.label.source) + "”", "its choices are shown by their names");
    }

    Reading& m_reading;
};

}  // namespace

void readBody(Reading& reading, const xmlNode* body) {
    BodyReader(reading).controls(body, reading.form.body, reading.form.root->path);
    // Only what a repeat control names, or a template marks, may occur more than once.
    for (const Field* parent : reading.form.fields) {
        std::map<std::string_view, std::size_t> counts;
        for (const xmlNode* one : elements(parent->children.empty() ? nullptr : parent->pattern))
            ++counts[nameOf(one)];
        for (const auto& field : parent->children)
            if (const std::size_t count = counts[field->name]; count > 1 && !field->isRepeat)
                reading.say(Severity::Warning, field->pattern, field->path, "name",
                            "“" + field->name + "” is in the data " + std::to_string(count) + " times but is no repeat", "an answer is written to the first of them");
    }
}

}  // namespace waymark::xforms
