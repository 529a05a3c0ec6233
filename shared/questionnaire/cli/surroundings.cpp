#include "shared/questionnaire/cli/surroundings.h"

#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/instrument_codec.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>

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

base::Result<std::optional<questionnaire::Instrument>> definitionIn(const std::string& file) {
    std::optional<questionnaire::Instrument> none;
    if (file.ends_with(".json")) {
        const auto content = readFile(file);
        if (!content) return content.error();
        const auto json = base::parseJson(*content);
        if (!json) return json.error();
        if (!exchange::isForm(*json)) {
            auto instrument = questionnaire::instrumentFromJson(*json);
            if (!instrument) return instrument.error();
            return std::optional(std::move(*instrument));
        }
    }
    const auto form = loadForm(file);
    if (!form) return form.error();
    if (!isSpreadsheet(file)) return none;
    const auto sheets = loadSheets(file);
    if (!sheets) return sheets.error();
    if (!exchange::isInstrument(*sheets)) return none;
    auto instrument = exchange::instrumentOf(*sheets);
    if (!instrument) return instrument.error();
    return std::optional(std::move(*instrument));
}

void print(const base::Json& document) { std::cout << base::toText(document) << '\n'; }

base::Json shown(const std::string& file, const xforms::Problem& problem) {
    const char* severity = problem.severity == xforms::Severity::Error ? "error" : problem.severity == xforms::Severity::Warning ? "warning" : "unsupported";
    base::Json one = {{"severity", severity}, {"message", problem.message}};
    one["sheet"] = problem.sheet.empty() ? base::Json() : base::Json(problem.sheet);
    one["row"] = problem.row > 0 ? base::Json(problem.row) : base::Json();
    one["column"] = problem.column.empty() ? base::Json() : base::Json(problem.column);
    one["instead"] = problem.instead.empty() ? base::Json() : base::Json(problem.instead);
    if (!problem.path.empty()) one["path"] = problem.path;
    std::cerr << file << ": ";
    if (!problem.sheet.empty()) std::cerr << "sheet " << problem.sheet << ", ";
    if (problem.row > 0) std::cerr << (problem.sheet.empty() ? "line " : "row ") << problem.row << ": ";
    if (problem.row == 0 && !problem.path.empty()) std::cerr << problem.path << ": ";
    std::cerr << severity << ": " << problem.message;
    if (!problem.instead.empty()) std::cerr << " (" << problem.instead << ")";
    std::cerr << '\n';
    return one;
}

bool anyError(const xforms::Problems& problems) {
    return std::any_of(problems.begin(), problems.end(), [](const auto& problem) { return problem.severity == xforms::Severity::Error; });
}

int cannotRead(const std::string& file, const base::Error& error) {
    std::cerr << file << ": " << error.detail << '\n';
    print({{"error", error.detail}});
    return kCannotRead;
}

}  // namespace waymark::forms
