#include "sync/service/app/options.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

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

CLI::Option* addVenuesOption(CLI::App& command, std::vector<std::string>& venues, const std::string& about) {
    return command.add_option("--venue", venues, about)->type_name("ID");
}

} // namespace waymark::service
