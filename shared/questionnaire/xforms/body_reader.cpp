// What is shown: controls, groups, repeats and the choices of selects.
#include "shared/questionnaire/xforms/reading.h"
#include "shared/questionnaire/xpath/parser.h"

#include <array>
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
        if (ref.empty()) ref = trimmed(hasAttribute(element, "nodeset") ? attribute(element, "nodeset") : attribute(element, "ref"));
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
                m_reading.say(Severity::Warning, element, path, "choices", "two choices have the value “" + choice.value + "”");
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
        control.itemset = std::move(set);
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
