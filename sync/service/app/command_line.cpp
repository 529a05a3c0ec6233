#include "sync/service/app/command_line.h"

#include "sync/service/api/refusals.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/given_values.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace waymark::service {

namespace {

constexpr const char* kAbout =
    "The central service of Waymark. Every command prints one JSON object on standard output; an error is a JSON object on\n"
    "standard error with exit status 1, or 2 if the command line is wrong.\n"
    "All commands but `move` and `restore` work while `serve` runs.";

void printError(std::ostream& err, std::string_view word, const std::string& message) {
    err << base::toText({{"error", word}, {"message", message}}) << std::endl;
}

CLI::App& group(CLI::App& root, const char* name, const char* about) {
    auto* command = root.add_subcommand(name, about);
    command->require_subcommand(1);
    return *command;
}

void addCommands(CLI::App& root, const ChooseWork& choose) {
    addInitCommand(root, choose);
    auto& add = group(root, "add", "Add a venue or a user");
    addVenueCommand(add, choose);
    addUserCommand(add, choose);
    addCodeCommands(group(root, "code", "Make a code for a device or for a person"), choose);
    addImportCommands(group(root, "import", "Take in what others have written"), choose);
    addWithdrawCommands(group(root, "withdraw", "Take back what was given out"), choose);
    addDemoCommand(root, choose);
    addReportCommands(group(root, "report", "Figures, made at this moment, as the team sees them"), choose);
    addMoveCommand(root, choose);
    addUserCommands(group(root, "user", "Who works here, what they may do, and what becomes of it when they leave"), choose);
    addDeviceCommands(group(root, "device", "What a device may see; take a device out of use"), choose);
    addEraseCommands(root, choose);
    addBackupCommands(root, choose);
    addSettingsCommand(root, choose);
    addServeCommand(root, choose);
}

// The help of every command below this one.
std::string helpOfAll(const CLI::App& command, const std::string& name) {
    std::string text;
    for (const auto* next : command.get_subcommands([](const CLI::App* any) { return !any->get_name().empty(); })) {  // the nameless group options
        const bool isGroup = !next->get_subcommands([](const CLI::App* any) { return !any->get_name().empty(); }).empty();
        text += isGroup ? helpOfAll(*next, name + ' ' + next->get_name()) : '\n' + next->help(name);
    }
    return text;
}

// Of a call for help: the help of the command that was named, or of everything.
std::string helpOf(const CLI::App& root) {
    const CLI::App* command = &root;
    std::string before;
    for (auto chosen = root.get_subcommands(); !chosen.empty(); chosen = command->get_subcommands()) {
        before += (before.empty() ? "" : " ") + command->get_name();
        command = chosen.front();
    }
    return command->help(before) + helpOfAll(*command, (before.empty() ? "" : before + ' ') + command->get_name());
}

/// A code that nobody has seen must not look made. Returns the exit status.
int printed(const Surroundings& surroundings, const std::string& answer) {
    surroundings.out << answer << std::flush;
    if (surroundings.out) return 0;
    printError(surroundings.err, word(base::ErrorCode::Storage),
               "the answer could not be written to standard output, is the disk full? What was asked for may be done all the same");
    return kExitFailed;
}

} // namespace

void addDataOption(CLI::App& command, std::string& place) {
    auto* where = command.add_option_group("where", "Where everything is kept; the database where both are given");
    where->add_option("--data", place, "A directory; beside --database it holds the ledger and nothing else")->type_name("DIR");
    // After --data, so that this is the place that stays.
    where
        ->add_option("--database", place,
                     "A PostgreSQL database, postgresql://USER@HOST/NAME; its password is best kept in a file that PGPASSFILE names")
        ->type_name("URL")
        ->check([](const std::string& text) { return isDatabase(text) ? std::string() : "the address of a database begins with postgresql://"; });
    where->require_option(1, 2);
}

int runCommandLine(std::vector<std::string> arguments, const Surroundings& surroundings) {
    CommandWork work;
    CLI::App root(kAbout, "waymark-service");
    root.set_version_flag("--version", std::string(WAYMARK_VERSION));
    root.require_subcommand(1);
    addCommands(root, [&work](CommandWork chosen) { work = std::move(chosen); });

    try {
        refuseNothingGiven(arguments);
        std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
        root.parse(std::move(arguments));
        refuseEmptyOrRepeated(root);
    } catch (const CLI::CallForVersion&) {
        return printed(surroundings, base::toText({{"version", WAYMARK_VERSION}}) + '\n');
    } catch (const CLI::Success&) {
        return printed(surroundings, helpOf(root));
    } catch (const CLI::RequiredError& error) {
        // What is not known is the cause where something else is missed, and is what to tell.
        const auto unknown = root.remaining(true);
        printError(surroundings.err, "usage", unknown.empty() ? error.what() : unknown.front() + " is not known here; --help tells what is");
        return kExitUsage;
    } catch (const CLI::ParseError& error) {
        printError(surroundings.err, "usage", error.what());
        return kExitUsage;
    }
    const auto done = work(surroundings);
    if (!done) {
        printError(surroundings.err, word(done.error().code), done.error().detail);
        return kExitFailed;
    }
    return done->is_null() ? 0 : printed(surroundings, base::toText(*done) + '\n');
}

} // namespace waymark::service
