#include "shared/questionnaire/exchange/form_file.h"

#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/xlsform/xlsform.h"

#include <filesystem>
#include <fstream>
#include <iterator>

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

xforms::Files filesBeside(const std::string& path) {
    return [folder = std::filesystem::path(path).parent_path()](std::string_view name) -> std::optional<std::string> {
        auto list = readFile((folder / std::filesystem::path(name).filename()).string());
        return list ? std::optional<std::string>(std::move(*list)) : std::nullopt;
    };
}

base::Result<Sheets> loadSheets(const std::string& path) {
    auto content = readFile(path);
    if (!content) return content.error();
    if (!path.ends_with(".json")) return xlsform::readWorkbook(*content);
    const auto json = base::parseJson(*content);
    if (!json) return json.error();
    if (json->contains("sheets")) return sheetsOf(*json);
    const auto instrument = questionnaire::instrumentFromJson(*json);
    if (!instrument) return instrument.error();
    return sheetsOf(*instrument);
}

bool isSpreadsheet(const std::string& path) {
    if (path.ends_with(".json")) return true;
    const auto content = readFile(path);
    return content && (content->starts_with("PK") || content->starts_with("\xD0\xCF\x11\xE0"));
}

base::Result<xforms::ReadForm> loadForm(const std::string& path) {
    const std::filesystem::path name(path);
    if (isSpreadsheet(path) || name.extension() == ".xlsx" || name.extension() == ".xlsm") {
        auto sheets = loadSheets(path);
        if (!sheets) return sheets.error();
        return xlsform::compile(std::move(*sheets), name.stem().string(), filesBeside(path));
    }
    const auto content = readFile(path);
    if (!content) return content.error();
    return xforms::readForm(*content, filesBeside(path));
}

bool isForm(const base::Json& definition) { return definition.is_object() && definition.contains("sheets"); }

base::Result<xforms::ReadForm> formOf(const base::Json& definition) {
    auto sheets = sheetsOf(definition);
    if (!sheets) return sheets.error();
    return xlsform::compile(std::move(*sheets), "form");
}

base::Result<xforms::ReadForm> formOf(const questionnaire::Instrument& instrument) { return xlsform::compile(sheetsOf(instrument), instrument.family); }

}  // namespace waymark::exchange
