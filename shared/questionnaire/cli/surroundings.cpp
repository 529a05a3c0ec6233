#include "shared/questionnaire/cli/surroundings.h"

#include "shared/questionnaire/cli/commands.h"

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

void print(const base::Json& document) { std::cout << base::toText(document) << '\n'; }

int cannotRead(const std::string& file, const base::Error& error) {
    std::cerr << file << ": " << error.detail << '\n';
    print({{"error", error.detail}});
    return kCannotRead;
}

}  // namespace waymark::forms
