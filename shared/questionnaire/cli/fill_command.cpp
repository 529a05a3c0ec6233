#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/cli/surroundings.h"

#include "shared/questionnaire/xforms/session.h"
#include "shared/questionnaire/xpath/value.h"

#include <iostream>
#include <set>

namespace waymark::forms {

namespace {

/// A number without its noise, several choices with spaces between, nothing as no answer.
std::string textOf(const base::Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    if (value.is_number()) return xpath::toText(value.get<double>());
    std::string text;
    if (value.is_array())
        for (const auto& one : value)
            text += (text.empty() ? "" : " ") + textOf(one);
    return text;
}

/// One line of the answers; in words what is wrong with it.
std::string apply(xforms::Session& session, const base::Json& step) {
    if (!step.is_object()) return "is no object";
    if (step.contains("language")) {
        const auto done = session.setLanguage(base::textOf(step, "language"));
        return done ? std::string() : done.error().detail;
    }
    const std::string ref = base::textOf(step, "ref");
    if (ref.empty()) return "has no “ref”";
    if (step.contains("add")) {
        const auto done = session.addRepeat(ref);
        return done ? std::string() : done.error().detail;
    }
    if (step.contains("remove")) {
        const auto done = session.removeRepeat(ref);
        return done ? std::string() : done.error().detail;
    }
    if (!step.contains("value")) return "has neither “value” nor “add”";
    if (step["value"].is_object()) return "has an object as its “value”: a text, a number, a truth or a list is an answer";
    const auto done = session.set(ref, textOf(step["value"]));
    return done ? std::string() : done.error().detail;
}

/// Whether the answer just given is offered: what an earlier answer makes of it later is another matter.
void noteOffered(const xforms::Session& session, const std::string& ref, std::set<std::string>& neverOffered) {
    const std::string path = session.pathOf(ref);
    neverOffered.erase(path);
    for (const auto& message : session.notOffered())
        if (message.path == path) neverOffered.insert(path);
}

}  // namespace

int fill(const std::string& file, const std::string& answersFile, const std::string& lastSaved) {
    const auto read = loadForm(file);
    if (!read) return cannotRead(file, read.error());
    const auto content = readFile(answersFile);
    if (!content) return cannotRead(answersFile, content.error());
    const auto steps = base::parseJson(*content);
    if (!steps) return cannotRead(answersFile, steps.error());
    if (!steps->is_array()) return cannotRead(answersFile, {base::ErrorCode::Malformed, "the answers are no list"});

    int code = kFine;
    for (const auto& problem : read->problems)
        if (problem.severity == xforms::Severity::Error) {
            std::cerr << file << ": " << problem.path << ": " << problem.message << '\n';
            code = kProblems;
        }
    SystemRandom random;
    xforms::World world{timeNow(), localZone(), &random, {{"deviceid", "waymark-forms"}}};
    if (!lastSaved.empty()) {
        auto record = readFile(lastSaved);
        if (!record) return cannotRead(lastSaved, record.error());
        world.lastSaved = std::move(*record);
    }
    const auto session = xforms::Session::start(read->form, std::move(world));
    std::set<std::string> neverOffered;  // paths whose last answer was not among the choices when it was given
    for (std::size_t i = 0; i < steps->size(); ++i) {
        const base::Json& step = (*steps)[i];
        if (const std::string wrong = apply(*session, step); !wrong.empty()) {
            std::cerr << answersFile << ": answer " << i + 1 << ": " << wrong << '\n';
            code = kProblems;
        } else if (step.contains("value")) {
            noteOffered(*session, base::textOf(step, "ref"), neverOffered);
        }
    }

    base::Json values = base::Json::object(), relevant = base::Json::object(), messages = base::Json::array();
    for (const auto& answer : session->answers())
        values[answer.path] = answer.value;
    for (const auto& [path, holds] : session->relevance())
        relevant[path] = holds;
    const auto tell = [&](const xforms::Message& message) {
        messages.push_back({{"path", message.path},
                            {"kind", message.kind == xforms::MessageKind::Required ? "required" : "constraint"},
                            {"text", message.text}});
        std::cerr << answersFile << ": " << message.path << ": " << message.text << '\n';
    };
    for (const auto& message : session->messages()) {
        tell(message);
        if (message.isNone) code = kProblems;
    }
    for (const auto& message : session->notOffered()) {
        tell(message);
        if (neverOffered.contains(message.path)) code = kProblems;
    }
    const std::string record = session->result();
    base::Json failures = base::Json::object();
    for (const auto& [path, words] : session->failures()) {
        std::cerr << file << ": " << path << ": " << words << '\n';
        failures[path] = words;
        code = kProblems;
    }
    print({{"values", std::move(values)},
           {"relevant", std::move(relevant)},
           {"messages", std::move(messages)},
           {"failures", std::move(failures)},
           {"xml", record}});
    return code;
}

}  // namespace waymark::forms
