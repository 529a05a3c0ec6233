#include "shared/questionnaire/exchange/form_file.h"

#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/xlsform/xlsform.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <tuple>

namespace waymark::exchange {

base::Result<std::string> readFile(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return base::Error{base::ErrorCode::NotFound, "there is no such file"};
    if (std::filesystem::file_size(path, error) > (64u << 20))
        return base::Error{base::ErrorCode::TooLarge, "the file is larger than 64 MB"};
    std::ifstream file(path, std::ios::binary);
    if (!file) return base::Error{base::ErrorCode::NotFound, "the file cannot be opened"};
    return std::string(std::istreambuf_iterator<char>(file), {});
}

xforms::Files listsBeside(const std::string& path, const Folders& folders) {
    const auto beside = [folders](std::string_view name) -> std::optional<std::string> {
        auto list = readFile(fileIn(folders, name));
        return list ? std::optional<std::string>(std::move(*list)) : std::nullopt;
    };
    const auto content = path.ends_with(".json") ? readFile(path) : base::Error{};
    const auto definition = content ? base::parseJson(*content) : content.error();
    if (!definition || !definition->is_object()) return beside;
    return [carried = listsIn(*definition), beside](std::string_view name) {
        auto list = carried(name);
        return list ? list : beside(name);
    };
}

namespace {

struct LoadedSheets {
    Sheets sheets;
    bool isWritten = true;  ///< somebody wrote them, rather than a definition as JSON
};

base::Result<LoadedSheets> loadWritten(const std::string& path) {
    const auto content = readFile(path);
    if (!content) return content.error();
    const auto written = [](base::Result<Sheets> sheets) -> base::Result<LoadedSheets> {
        if (!sheets) return sheets.error();
        return LoadedSheets{std::move(*sheets), true};
    };
    if (!path.ends_with(".json")) return written(xlsform::readWorkbook(*content));
    const auto json = base::parseJson(*content);
    if (!json) return json.error();
    if (json->contains("sheets")) return written(sheetsOf(*json));
    const auto instrument = questionnaire::instrumentFromJson(*json);
    if (!instrument) return instrument.error();
    return LoadedSheets{sheetsOf(*instrument), false};
}

}  // namespace

base::Result<Sheets> loadSheets(const std::string& path) {
    auto loaded = loadWritten(path);
    if (!loaded) return loaded.error();
    return std::move(loaded->sheets);
}

bool isSpreadsheet(const std::string& path) {
    if (path.ends_with(".json")) return true;
    const auto content = readFile(path);
    return content && (content->starts_with("PK") || content->starts_with("\xD0\xCF\x11\xE0"));
}

namespace {

/// A form with its pictures and sounds is whole only where they lie beside it.
void sayMissing(const Sheets& sheets, bool byRow, const Folders& folders, xforms::Problems& problems) {
    for (const auto& file : mediaNamedBy(sheets)) {
        if (!fileIn(folders, file.name).empty()) continue;
        xforms::Problem problem{xforms::Severity::Warning, missingWords(folders, file.name), "the words stand alone until it is there", {}, 0, {}, {}};
        if (byRow) problem.sheet = file.sheet, problem.row = file.row, problem.column = file.column;
        problems.push_back(std::move(problem));
    }
}

/// What a definition would make of the sheets, except where the form has the same to say of the same cell, or a mistake there already.
void sayOfDefinition(const Sheets& sheets, xforms::Problems& problems) {
    std::set<std::tuple<std::string, int, std::string, xforms::Severity>> told;
    for (const auto& one : problems)
        if (one.row > 0) told.emplace(one.sheet, one.row, one.column, one.severity);
    for (auto& one : readDefinition(sheets).problems)
        if (!told.contains({one.sheet, one.row, one.column, xforms::Severity::Error}) && !told.contains({one.sheet, one.row, one.column, one.severity})) problems.push_back(std::move(one));
}

}  // namespace

base::Result<xforms::ReadForm> loadForm(const std::string& path, const Folders& folders) {
    const std::filesystem::path name(path);
    const Folders& places = folders.empty() ? foldersOf(path) : folders;
    if (isSpreadsheet(path) || name.extension() == ".xlsx" || name.extension() == ".xlsm") {
        const auto loaded = loadWritten(path);
        if (!loaded) return loaded.error();
        auto read = xlsform::compile(loaded->sheets, name.stem().string(), listsBeside(path, places));
        if (!read) return read;
        sayMissing(loaded->sheets, true, places, read->problems);
        if (loaded->isWritten) sayOfDefinition(loaded->sheets, read->problems);
        return read;
    }
    const auto content = readFile(path);
    if (!content) return content.error();
    auto read = xforms::readForm(*content, listsBeside(path, places));
    xforms::Problems ignored;
    if (read && content->find("jr://") != std::string::npos) sayMissing(sheetsOf(read->form, ignored), false, places, read->problems);
    return read;
}

bool isForm(const base::Json& definition) { return definition.is_object() && definition.contains("sheets"); }

base::Result<xforms::ReadForm> formOf(const base::Json& definition) {
    auto sheets = sheetsOf(definition);
    if (!sheets) return sheets.error();
    return xlsform::compile(std::move(*sheets), "form", listsIn(definition));
}

base::Result<xforms::ReadForm> formOf(const questionnaire::Instrument& instrument) { return xlsform::compile(sheetsOf(instrument), instrument.family); }

}  // namespace waymark::exchange
