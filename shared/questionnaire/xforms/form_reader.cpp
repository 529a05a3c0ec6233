#include "shared/questionnaire/xforms/form_reader.h"

#include "shared/questionnaire/xforms/dependencies.h"
#include "shared/questionnaire/xforms/reading.h"
#include "shared/questionnaire/xpath/literals.h"
#include "shared/questionnaire/xpath/parser.h"

#include <map>
#include <sstream>

namespace waymark::xforms {

namespace {

const xmlNode* firstNamed(const xmlNode* from, std::string_view name) {
    if (nameOf(from) == name) return from;
    for (const xmlNode* one : elements(from))
        if (const xmlNode* found = firstNamed(one, name)) return found;
    return nullptr;
}

/// The first variable of an expression, which nothing gives a value; null if it has none.
const xpath::Expr* variableIn(const xpath::Expr& expr) {
    if (expr.kind == xpath::ExprKind::Variable) return &expr;
    const auto among = [](const std::vector<xpath::ExprPtr>& exprs) -> const xpath::Expr* {
        for (const auto& one : exprs)
            if (const xpath::Expr* found = variableIn(*one)) return found;
        return nullptr;
    };
    for (const auto& step : expr.steps)
        if (const xpath::Expr* found = among(step.predicates)) return found;
    const xpath::Expr* found = among(expr.operands);
    return found ? found : among(expr.predicates);
}

void readNamespaces(Form& form, const xmlNode* element) {
    for (const xmlNs* declared = element->nsDef; declared; declared = declared->next)
        if (declared->prefix)
            form.namespaces.emplace(reinterpret_cast<const char*>(declared->prefix), reinterpret_cast<const char*>(declared->href));
    for (const xmlNode* one : elements(element))
        readNamespaces(form, one);
}

}  // namespace

void Reading::say(Severity severity, const xmlNode* where, std::string path, std::string column, std::string message, std::string instead) {
    problems.push_back({severity,
                        std::move(message),
                        std::move(instead),
                        {},
                        where ? static_cast<int>(xmlGetLineNo(const_cast<xmlNode*>(where))) : 0,
                        std::move(column),
                        std::move(path)});
}

std::optional<xpath::Expression> Reading::expression(const std::string& source, const xmlNode* where, const std::string& path,
                                                     const std::string& column) {
    auto parsed = xpath::parse(source);
    if (parsed) {
        auto wrong = xpath::wrongLiteral(*parsed);
        if (const xpath::Expr* variable = variableIn(*parsed->root)) wrong = "there are no variables such as $" + variable->text + "; a spreadsheet refers to an answer as ${" + variable->text + "}";
        if (!wrong) return std::move(*parsed);
        say(Severity::Error, where, path, column, "“" + trimmed(source) + "” cannot be worked out: " + *wrong);
        return std::nullopt;
    }
    say(Severity::Error, where, path, column, "“" + trimmed(source) + "” cannot be read: " + parsed.error().detail);
    return std::nullopt;
}

namespace {

/// The name of today for an event; empty if it is none that anything can wait for.
std::string eventOf(const std::string& name) {
    if (name == "xforms-ready") return "odk-instance-first-load";
    if (name == "jr-insert") return "odk-new-repeat";
    for (const std::string_view known :
         {"odk-instance-first-load", "odk-instance-load", "odk-new-repeat", "xforms-value-changed", "xforms-revalidate"})
        if (name == known) return name;
    return {};
}

}  // namespace

std::string itextId(std::string_view source) {
    const std::string text = trimmed(source);
    for (const std::string_view start : {"jr:itext(", "itext("}) {
        if (!text.starts_with(start) || !text.ends_with(')')) continue;
        const std::string inner = trimmed(std::string_view(text).substr(start.size(), text.size() - start.size() - 1));
        if (inner.size() > 2 && (inner.front() == '\'' || inner.front() == '"') && inner.front() == inner.back())
            return inner.substr(1, inner.size() - 2);
    }
    return {};
}

Words Reading::words(const xmlNode* element, const std::string& path) {
    Words words;
    std::string text;
    for (const xmlNode* at = element->children; at; at = at->next) {
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
            text += reinterpret_cast<const char*>(at->content);
        } else if (at->type == XML_ELEMENT_NODE && nameOf(at) == "output") {
            const std::string source = hasAttribute(at, "value") ? attribute(at, "value") : attribute(at, "ref");
            words.push_back({std::move(text), expression(source, at, path, "label")});
            text.clear();
        } else if (at->type == XML_ELEMENT_NODE) {
            text += textIn(at);
        }
    }
    if (!text.empty()) words.push_back({std::move(text), std::nullopt});
    return words;
}

Label Reading::label(const xmlNode* element, const std::string& path) {
    Label label;
    if (!element) return label;
    const std::string ref = attribute(element, "ref");
    label.itextId = itextId(ref);
    if (!label.itextId.empty()) return label;
    if (!ref.empty()) {
        label.words.push_back({{}, expression(ref, element, path, "label")});
        return label;
    }
    label.words = words(element, path);
    return label;
}

Label Reading::message(const std::string& text) const {
    Label label;
    label.itextId = itextId(text);
    if (label.itextId.empty() && !text.empty()) label.words.push_back({text, std::nullopt});
    return label;
}

std::string Reading::refOf(const xmlNode* element) const {
    for (const char* name : {"ref", "nodeset"})
        if (const std::string ref = trimmed(attribute(element, name)); !ref.empty()) return ref;
    const auto named = binds.find(trimmed(attribute(element, "bind")));
    return named == binds.end() ? std::string() : named->second;
}

std::vector<Action> Reading::actions(const xmlNode* parent, const std::string& path) {
    std::vector<Action> actions;
    for (const xmlNode* one : elements(parent)) {
        const auto name = nameOf(one);
        if (name == "setgeopoint" || name == "recordaudio") {
            std::string ref = refOf(one);
            if (!ref.empty() && !ref.starts_with('/')) ref = path + "/" + ref;
            say(Severity::Unsupported, one, ref, "type",
                name == "setgeopoint" ? "the place is not recorded in the background" : "sound is not recorded in the background",
                "the answer stays empty");
            if (Field* field = form.at(ref)) {
                field->background = name;
                if (attribute(one, "event").find("xforms-value-changed") != std::string::npos) field->backgroundTrigger = path;
            }
            continue;
        }
        if (name != "setvalue") continue;
        std::string events = attribute(one, "event");
        if (events.empty()) events = attribute(one, "event", "http://www.w3.org/2001/xml-events");
        const std::string ref = refOf(one);
        auto target = expression(ref, one, path, "trigger");
        if (!target) continue;
        Action action{{}, std::move(*target), std::nullopt, {}};
        std::istringstream list(events);
        for (std::string event; list >> event;) {
            const std::string known = eventOf(event);
            if (known.empty())
                say(Severity::Error, one, ref, "event", "there is no event “" + event + "”");
            else if (known == "odk-new-repeat" && (nameOf(parent) == "model" || nameOf(parent) == "body"))
                say(Severity::Error, one, ref, "event", "a new occurrence is noticed by its repeat, so this belongs into the repeat");
            else
                action.events.push_back(known);
            form.actsOnNewRepeat = form.actsOnNewRepeat || known == "odk-new-repeat";
        }
        if (!trimmed(attribute(one, "value")).empty()) {
            action.value = expression(attribute(one, "value"), one, ref, "calculation");
            if (!action.value) continue;
        } else if (!hasAttribute(one, "value")) {  // a value that is there and blank clears, whatever else the element says
            action.text = textIn(one);
        }
        actions.push_back(std::move(action));
    }
    return actions;
}

namespace {

/// Problems that are about a question, and were found without its element, at the line where it is asked or ruled.
void giveLines(Problems& problems, const xmlNode* model, const xmlNode* body) {
    std::map<std::string, int, std::less<>> lines;
    const auto note = [&lines](const xmlNode* element) {
        for (const char* name : {"ref", "nodeset"})
            if (const std::string path = trimmed(attribute(element, name)); path.starts_with('/')) lines.emplace(path, static_cast<int>(xmlGetLineNo(const_cast<xmlNode*>(element))));
    };
    const auto walk = [&note](const auto& self, const xmlNode* element) -> void {
        note(element);
        for (const xmlNode* one : elements(element))
            self(self, one);
    };
    if (body) walk(walk, body);
    for (const xmlNode* one : elements(model))
        if (nameOf(one) == "bind") note(one);
    for (Problem& problem : problems)
        if (const auto found = lines.find(problem.path); problem.row == 0 && found != lines.end()) problem.row = found->second;
}

}  // namespace

base::Result<ReadForm> readForm(std::string_view xml, const Files& files) {
    auto document = parseXml(xml);
    if (!document) return document.error();
    const xmlNode* top = xmlDocGetRootElement(document->get());
    const xmlNode* model = firstNamed(top, "model");
    if (!model) return base::Error{base::ErrorCode::Malformed, "this is XML but no form: it has no model"};
    const xmlNode* instance = child(model, "instance");
    if (!instance || elements(instance).empty()) return base::Error{base::ErrorCode::Malformed, "the form's model has no instance"};

    ReadForm result;
    Reading reading{result.form, result.problems, files};
    readNamespaces(result.form, top);
    for (const xmlNode* one : elements(model->parent))
        if (one != model && nameOf(one) == "model") reading.say(Severity::Unsupported, one, {}, "model", "a form has one model", "the first is read, and this one passed over");
    if (const xmlNode* title = firstNamed(top, "title")) result.form.title = trimmed(textIn(title));
    readInstances(reading, model);
    readLanguages(reading, model);
    readBinds(reading, model);
    result.form.actions = reading.actions(model, {});
    const xmlNode* body = child(top, "body");
    if (body) {
        readBody(reading, body);
        for (Action& action : reading.actions(body, {}))
            result.form.actions.push_back(std::move(action));
    } else {
        reading.say(Severity::Error, top, {}, {}, "the form has no body: nothing is asked");
    }
    findDependencies(result.form, result.problems);
    noteSupport(reading, model);
    noteUnknown(reading, model, body);
    giveLines(result.problems, model, body);
    return result;
}

}  // namespace waymark::xforms
