// waymark-service code enrol, code join
#include "sync/service/api/administration.h"
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/options.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

namespace {

base::Result<base::Json> printed(const base::Result<IssuedCode>& issued) {
    if (!issued) return issued.error();
    return base::Json{{"code", issued->code}, {"expires", issued->expires}};
}

void addEnrol(CLI::App& code, const ChooseWork& choose) {
    struct Options {
        std::string directory;
        std::vector<std::string> venues;
        domain::Role role = domain::Role::Worker;
    };
    const auto options = std::make_shared<Options>();
    auto* command = code.add_subcommand("enrol", "A code that brings one device in, for a day -> code, expires (ms since 1970 UTC)");
    addDataOption(*command, options->directory);
    addVenuesOption(*command, options->venues, "Where the device is used")->required();
    addRoleOption(*command, options->role);
    command->callback([options, choose] {
        choose([options](const Surroundings& surroundings) -> base::Result<base::Json> {
            auto store = openData(options->directory);
            if (!store) return store.error();
            return printed(issueEnrolCode({**store, surroundings.clock, surroundings.random}, options->venues, options->role));
        });
    });
}

void addJoin(CLI::App& code, const ChooseWork& choose) {
    struct Options {
        std::string directory, user;
    };
    const auto options = std::make_shared<Options>();
    auto* command = code.add_subcommand("join", "A code that lets a person join one device, for a week -> code, expires (ms since 1970 UTC)");
    addDataOption(*command, options->directory);
    command->add_option("--user", options->user, "Who")->required()->type_name("ID");
    command->callback([options, choose] {
        choose([options](const Surroundings& surroundings) -> base::Result<base::Json> {
            auto store = openData(options->directory);
            if (!store) return store.error();
            return printed(issueJoinCode({**store, surroundings.clock, surroundings.random}, options->user));
        });
    });
}

} // namespace

void addCodeCommands(CLI::App& code, const ChooseWork& choose) {
    addEnrol(code, choose);
    addJoin(code, choose);
}

} // namespace waymark::service
