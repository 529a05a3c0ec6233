// What is shown: controls, groups, repeats and the choices of selects.
#include "shared/questionnaire/xforms/reading.h"
#include "shared/questionnaire/xpath/parser.h"
#include "shared/questionnaire/xpath/value.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <sstream>

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
        std::istringstream appearances(attribute(element, "appearance"));
        for (std::string one; appearances >> one;)
            control->appearances.push_back(one);
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
    }

    void item(const xmlNode* element, Control& control, const std::string& path) {
        const xmlNode* value = child(element, "value");
        Choice choice{value ? trimmed(textIn(value)) : std::string(), m_reading.label(child(element, "label"), path)};
        if (choice.value.empty()) m_reading.say(Severity::Error, element, path, "choices", "a choice has no value");
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
        ItemSet set{std::move(*nodes), std::move(*valueOf), std::move(*labelOf), {}, false};
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
                            "“" + field->name + "” is in the data " + std::to_string(count) + " times but is no repeat");
    }
}

}  // namespace waymark::xforms
