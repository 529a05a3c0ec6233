// A command of `waymark-service`: it takes its options and answers with one JSON object. Each lives in a file of its own under
// commands/ and is listed in command_line.cpp; nothing here knows HTTP.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/json.h"
#include "shared/base/random.h"
#include "shared/base/result.h"

#include <functional>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace waymark::service {

/// What surrounds a command: everything that is not in its options.
struct Surroundings {
    const base::Clock& clock;
    base::Random& random;
    std::istream& in;   ///< passwords
    std::ostream& out;  ///< for what is said before the end, as by `serve`; each line a JSON object
    std::ostream& err;  ///< progress
};

/// The object to print (null prints nothing), or an error: its `detail` is printed as the message, in plain words.
using CommandWork = std::function<base::Result<base::Json>(const Surroundings&)>;

/// Takes note of what the chosen command is to do; called by CLI11 callbacks once all options are known to be good.
using ChooseWork = std::function<void(CommandWork)>;

/// Adds the options --data DIR and --database URL, of which one must be given; `place` is for openData, the database where both are.
void addDataOption(CLI::App& command, std::string& place);

void addInitCommand(CLI::App& root, const ChooseWork& choose);
void addVenueCommand(CLI::App& add, const ChooseWork& choose);
void addUserCommand(CLI::App& add, const ChooseWork& choose);
void addCodeCommands(CLI::App& code, const ChooseWork& choose);
void addImportCommands(CLI::App& import, const ChooseWork& choose);
void addDemoCommand(CLI::App& root, const ChooseWork& choose);
void addReportCommands(CLI::App& report, const ChooseWork& choose);
void addMoveCommand(CLI::App& root, const ChooseWork& choose);
void addEraseCommands(CLI::App& root, const ChooseWork& choose);
void addBackupCommands(CLI::App& root, const ChooseWork& choose);
void addUserCommands(CLI::App& user, const ChooseWork& choose);
void addDeviceCommands(CLI::App& device, const ChooseWork& choose);
void addSettingsCommand(CLI::App& root, const ChooseWork& choose);
void addWithdrawCommands(CLI::App& withdraw, const ChooseWork& choose);
void addServeCommand(CLI::App& root, const ChooseWork& choose);

} // namespace waymark::service
