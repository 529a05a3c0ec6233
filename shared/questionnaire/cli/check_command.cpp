#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/cli/surroundings.h"

#include "shared/base/calendar.h"
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/instrument_warnings.h"

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

void addWarnings(const questionnaire::Instrument& instrument, xforms::Problems& problems) {
    for (const auto& warning : questionnaire::warningsOf(instrument, base::toText(base::localDate(timeNow(), localZone()))))
        problems.push_back({xforms::Severity::Warning, warning.message, warning.instead, {}, 0, {}, warning.path});
}

std::size_t itemsOf(const questionnaire::Instrument& instrument) {
    return instrument.practice.size() + instrument.items.size() + (instrument.closing ? 1 : 0);
}

int checkForm(const std::string& file) {
    auto read = loadForm(file);
    if (!read) return cannotRead(file, read.error());
    // A definition written as a spreadsheet has to hold as both; what is wrong with either is among the problems.
    const auto sheets = isSpreadsheet(file) ? loadSheets(file) : base::Result<exchange::Sheets>(base::Error{});
    if (sheets && !anyError(read->problems) && exchange::isInstrument(*sheets)) {
        if (const auto instrument = exchange::instrumentOf(*sheets)) {
            addWarnings(*instrument, read->problems);
            return report(file, read->problems, itemsOf(*instrument));
        }
    }
    return report(file, read->problems, read->form.questions);
}

int checkInstrument(const std::string& file) {
    const auto content = readFile(file);
    if (!content) return cannotRead(file, content.error());
    const auto json = base::parseJson(*content);
    if (!json) return cannotRead(file, json.error());
    if (json->contains("sheets")) return checkForm(file);
    xforms::Problems problems;
    for (const auto& mistake : questionnaire::mistakesIn(*json))
        problems.push_back({xforms::Severity::Error, mistake.path.empty() ? "the definition: " + mistake.message : mistake.message, {}, {}, 0, {}, mistake.path});
    const auto instrument = questionnaire::instrumentFromJson(*json);
    if (!instrument) return report(file, problems, 0);
    addWarnings(*instrument, problems);
    return report(file, problems, itemsOf(*instrument));
}

}  // namespace

int check(const std::string& file) {
    if (file.ends_with(".json")) return checkInstrument(file);
    return checkForm(file);
}

}  // namespace waymark::forms
