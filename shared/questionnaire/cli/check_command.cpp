#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/cli/surroundings.h"

#include "shared/questionnaire/instrument_codec.h"

#include <iostream>

namespace waymark::forms {

namespace {

std::string_view nameOf(xforms::Severity severity) {
    return severity == xforms::Severity::Error ? "error" : severity == xforms::Severity::Warning ? "warning" : "unsupported";
}

int report(const std::string& file, const xforms::Problems& problems, std::size_t items) {
    base::Json list = base::Json::array();
    bool ok = true;
    for (const auto& problem : problems) {
        ok = ok && problem.severity != xforms::Severity::Error;
        base::Json one = {{"severity", nameOf(problem.severity)}, {"message", problem.message}};
        one["sheet"] = problem.sheet.empty() ? base::Json() : base::Json(problem.sheet);
        one["row"] = problem.row > 0 ? base::Json(problem.row) : base::Json();
        one["column"] = problem.column.empty() ? base::Json() : base::Json(problem.column);
        one["instead"] = problem.instead.empty() ? base::Json() : base::Json(problem.instead);
        if (!problem.path.empty()) one["path"] = problem.path;
        list.push_back(std::move(one));
        std::cerr << file << ": ";
        if (!problem.sheet.empty()) std::cerr << "sheet " << problem.sheet << ", ";
        if (problem.row > 0) std::cerr << (problem.sheet.empty() ? "line " : "row ") << problem.row << ": ";
        if (problem.row == 0 && !problem.path.empty()) std::cerr << problem.path << ": ";
        std::cerr << nameOf(problem.severity) << ": " << problem.message;
        if (!problem.instead.empty()) std::cerr << " (" << problem.instead << ")";
        std::cerr << '\n';
    }
    print({{"ok", ok}, {"problems", std::move(list)}, {"items", items}});
    return ok ? kFine : kProblems;
}

int checkForm(const std::string& file) {
    const auto read = loadForm(file);
    if (!read) return cannotRead(file, read.error());
    return report(file, read->problems, read->form.questions);
}

int checkInstrument(const std::string& file) {
    const auto content = readFile(file);
    if (!content) return cannotRead(file, content.error());
    const auto json = base::parseJson(*content);
    if (!json) return cannotRead(file, json.error());
    if (json->contains("sheets")) return checkForm(file);
    const auto instrument = questionnaire::parseInstrument(*content);
    if (!instrument) return report(file, {{xforms::Severity::Error, instrument.error().detail, {}, {}, 0, {}, {}}}, 0);
    return report(file, {}, instrument->practice.size() + instrument->items.size() + (instrument->closing ? 1 : 0));
}

}  // namespace

int check(const std::string& file) {
    if (file.ends_with(".json")) return checkInstrument(file);
    return checkForm(file);
}

}  // namespace waymark::forms
