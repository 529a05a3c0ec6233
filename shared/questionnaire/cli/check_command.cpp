#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/cli/surroundings.h"

#include "shared/questionnaire/instrument_codec.h"

namespace waymark::forms {

namespace {

int report(const std::string& file, const xforms::Problems& problems, std::size_t items) {
    base::Json list = base::Json::array();
    for (const auto& problem : problems)
        list.push_back(shown(file, problem));
    const bool ok = !anyError(problems);
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
