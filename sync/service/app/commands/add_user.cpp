// waymark-service add user
#include "sync/service/api/administration.h"
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/options.h"
#include "sync/service/app/password_input.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

void addUserCommand(CLI::App& add, const ChooseWork& choose) {
    struct Options {
        std::string directory, email;
        NewUser user;
    };
    const auto options = std::make_shared<Options>();
    auto* command = add.add_subcommand("user", "Add a person; with --email, " + passwordWords() + " for the console on standard input -> user");
    addDataOption(*command, options->directory);
    command->add_option("--name", options->user.name, "What they are called")->required()->type_name("NAME");
    addRoleOption(*command, options->user.role);
    addVenuesOption(*command, options->user.venues, "Where; an administrator without venues is one for the whole organisation");
    command->add_option("--email", options->email, "For signing in to the console")->type_name("EMAIL");
    command->callback([options, choose] {
        if (options->user.venues.empty() && options->user.role != domain::Role::Administrator)
            throw CLI::RequiredError("--venue");
        choose([options](const Surroundings& surroundings) -> base::Result<base::Json> {
            auto store = openData(options->directory);
            if (!store) return store.error();
            if (!options->email.empty()) {
                auto hash = readAndHashPassword(surroundings.in, surroundings.err);
                if (!hash) return hash.error();
                options->user.credentials = Credentials{options->email, std::move(*hash)};
            }
            const auto id = addUser({**store, surroundings.clock, surroundings.random}, options->user);
            if (!id) return id.error();
            return base::Json{{"user", *id}};
        });
    });
}

} // namespace waymark::service
