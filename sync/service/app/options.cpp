#include "sync/service/app/options.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <regex>

namespace waymark::service {

namespace {

constexpr std::size_t kLongestAddress = 1'000;

} // namespace

CLI::Option* addRoleOption(CLI::App& command, domain::Role& role) {
    const auto read = [&role](const std::string& text) {
        const auto parsed = domain::parseRole(text);
        if (parsed) role = *parsed;
        return parsed.has_value();
    };
    return command.add_option_function<std::string>(
                      "--role", [](const std::string&) {},
                      "administrator, coordinator, worker, volunteer, reader or safeguarding")
        ->required()
        ->type_name("ROLE")
        ->check([read](const std::string& text) { return read(text) ? std::string() : text + " is no role"; });
}

CLI::Option* addDateOption(CLI::App& command, const std::string& name, std::optional<base::Date>& date, const std::string& about) {
    return command.add_option_function<std::string>(name, [&date](const std::string& text) { date = base::parseDate(text); }, about)
        ->type_name("DATE")
        ->check([](const std::string& text) { return base::parseDate(text) ? std::string() : text + " is no day; an example is 2026-03-31"; });
}

CLI::Option* addCountOption(CLI::App& command, const std::string& name, std::uint64_t& number, const std::string& about) {
    return command.add_option(name, number, about)->type_name("N")->check([](const std::string& text) {
        std::uint64_t read = 0;
        const auto end = std::from_chars(text.data(), text.data() + text.size(), read);
        return end.ec == std::errc() && end.ptr == text.data() + text.size() ? std::string() : text + " is no whole number from 0 to 18446744073709551615";
    });
}

std::string wrongServiceAddress(const std::string& text) {
    static const std::regex shape(R"(https?://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?(/[^\s?#"<>]*)?)");
    return text.size() <= kLongestAddress && std::regex_match(text, shape) ? std::string()
                                                                         : text + " is no address of a service; an example is https://waymark.example.org";
}

CLI::Option* addVenuesOption(CLI::App& command, std::vector<std::string>& venues, const std::string& about) {
    return command.add_option("--venue", venues, about)->type_name("ID");
}

} // namespace waymark::service
