#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/cli/surroundings.h"

#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/xlsform/xlsform.h"

#include <filesystem>
#include <fstream>

namespace waymark::forms {

namespace {

base::Result<void> writeFile(const std::string& path, const std::string& content) {
    std::ofstream out(path, std::ios::binary);
    out << content;
    out.close();
    if (!out) return base::Error{base::ErrorCode::Internal, "the file cannot be written"};
    return {};
}

base::Result<void> writeJson(const exchange::Sheets& sheets, const std::string& out) {
    if (!exchange::isInstrument(sheets)) return writeFile(out, exchange::jsonOf(sheets).dump(1) + "\n");
    const auto instrument = exchange::instrumentOf(sheets);
    if (!instrument) return instrument.error();
    return writeFile(out, questionnaire::toJson(*instrument).dump(2) + "\n");
}

base::Result<void> write(const std::string& file, const std::string& out, const std::string& language, bool isDraft, xforms::Problems& problems) {
    const std::string ending = std::filesystem::path(out).extension().string();
    // What the reader could not make sense of is missing from whatever is written, so it is told in every case.
    const auto form = loadForm(file);
    if (!form) return form.error();
    problems = form->problems;
    if (ending == ".html" && !language.empty() && !form->form.spoken(language)) {
        std::string known;
        for (const auto& one : form->form.languages)
            known += (known.empty() ? "“" : ", “") + one.name + "”";
        return base::Error{base::ErrorCode::NotFound, "the form does not speak “" + language + "”" + (known.empty() ? "; its words are in one language, without a name" : "; it speaks " + known)};
    }
    const auto read = definitionIn(file);
    const questionnaire::Instrument* definition = read && *read ? &**read : nullptr;
    if (ending == ".html") return writeFile(out, exchange::paperOf(form->form, language, isDraft, definition));
    const auto sheets = isSpreadsheet(file) ? loadSheets(file) : base::Result<exchange::Sheets>(exchange::sheetsOf(form->form, problems));
    if (!sheets) return sheets.error();
    if (ending == ".xlsx") return exchange::writeWorkbook(*sheets, out);
    if (ending == ".json") return writeJson(*sheets, out);
    if (ending != ".xml") return base::Error{base::ErrorCode::Unsupported, "the name to write to has to end in .json, .xlsx, .xml or .html"};
    if (definition)
        problems.push_back({xforms::Severity::Unsupported, "an XForm has no words for scores, reversed items, points and what may be said in place of an answer",
                            "they are left out; the definition or the spreadsheet keeps them", {}, 0, {}, {}});
    const std::string xml = xlsform::xformOf(*sheets, std::filesystem::path(file).stem().string());
    if (xml.empty()) return base::Error{base::ErrorCode::Malformed, "there is no sheet called survey"};
    return writeFile(out, xml + "\n");
}

}  // namespace

int convert(const std::string& file, const std::string& out, const std::string& language, bool isDraft) {
    xforms::Problems problems;
    const auto written = write(file, out, language, isDraft, problems);
    if (!written && !anyError(problems)) return cannotRead(file, written.error());
    base::Json list = base::Json::array();
    for (const auto& problem : problems)
        list.push_back(shown(file, problem));
    if (!written) {
        print({{"error", written.error().detail}, {"problems", std::move(list)}});
        return kCannotRead;
    }
    print({{"written", out}, {"problems", std::move(list)}});
    return anyError(problems) ? kProblems : kFine;
}

}  // namespace waymark::forms
