#include "shared/questionnaire/cli/surroundings.h"

#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/xlsform/xlsform.h"

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace waymark::forms {

base::Millis timeNow() {
    std::timespec now{};
    std::timespec_get(&now, TIME_UTC);
    return static_cast<base::Millis>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

std::string localZone() {
    if (const char* zone = std::getenv("TZ"); zone && *zone) return *zone == ':' ? zone + 1 : zone;
    std::error_code error;
    const std::string target = std::filesystem::read_symlink("/etc/localtime", error).string();
    if (const std::size_t at = target.find("zoneinfo/"); !error && at != std::string::npos) return target.substr(at + 9);
    return "UTC";
}

void SystemRandom::fill(std::uint8_t* data, std::size_t size) {
    std::ifstream source("/dev/urandom", std::ios::binary);
    source.read(reinterpret_cast<char*>(data), static_cast<std::streamsize>(size));
}

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

base::Result<exchange::Sheets> loadSheets(const std::string& path) {
    auto content = readFile(path);
    if (!content) return content.error();
    if (!path.ends_with(".json")) return xlsform::readWorkbook(*content);
    const auto json = base::parseJson(*content);
    if (!json) return json.error();
    if (json->contains("sheets")) return exchange::sheetsOf(*json);
    const auto instrument = questionnaire::instrumentFromJson(*json);
    if (!instrument) return instrument.error();
    return exchange::sheetsOf(*instrument);
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

void print(const base::Json& document) { std::cout << base::toText(document) << '\n'; }

int cannotRead(const std::string& file, const base::Error& error) {
    std::cerr << file << ": " << error.detail << '\n';
    print({{"error", error.detail}});
    return kCannotRead;
}

}  // namespace waymark::forms
