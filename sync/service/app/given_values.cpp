#include "sync/service/app/given_values.h"

#include <CLI/CLI.hpp>

#include <set>

namespace waymark::service {

namespace {

constexpr const char* kEmpty = "its value is empty; is a variable of the shell not set?";

} // namespace

void refuseNothingGiven(const std::vector<std::string>& arguments) {
    for (const auto& argument : arguments) {
        if (argument == "--") return;
        if (argument.starts_with("--") && argument.find('=') == argument.size() - 1)
            throw CLI::ValidationError(argument.substr(0, argument.size() - 1), kEmpty);
    }
}

void refuseEmptyOrRepeated(const CLI::App& command) {
    for (const auto* option : command.get_options()) {
        if (option->get_items_expected_max() == 0) continue;  // a flag
        std::set<std::string> seen;
        for (const auto& value : option->results()) {
            if (value.empty()) throw CLI::ValidationError(option->get_name(), kEmpty);
            if (!seen.insert(value).second) throw CLI::ValidationError(option->get_name(), value + " is given twice");
        }
    }
    for (const auto* next : command.get_subcommands([](const CLI::App*) { return true; }))
        refuseEmptyOrRepeated(*next);
}

} // namespace waymark::service
