// waymark-service init: a directory with an organisation, its first administrator and the questionnaires that come with Waymark.
#include "sync/service/api/administration.h"
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/password_input.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

void addInitCommand(CLI::App& root, const ChooseWork& choose) {
    struct Options {
        std::string directory;
        NewOrganisation organisation;
    };
    const auto options = std::make_shared<Options>();
    auto* command = root.add_subcommand("init", "Make an organisation; for the administrator, " + passwordWords() + " on standard input -> organisation, user");
    addDataOption(*command, options->directory);
    command->add_option("--organisation", options->organisation.name, "Its name")->required()->type_name("NAME");
    command->add_option("--admin", options->organisation.admin.email, "The administrator's e-mail address")->required()->type_name("EMAIL");
    command->add_option("--timezone", options->organisation.timezone, "Where its dates and times are local (" + options->organisation.timezone + ")")
        ->type_name("ZONE");
    command->callback([options, choose] {
        choose([options](const Surroundings& surroundings) -> base::Result<base::Json> {
            auto hash = readAndHashPassword(surroundings.in, surroundings.err);
            if (!hash) return hash.error();
            auto store = createData(options->directory);
            if (!store) return store.error();
            options->organisation.admin.passwordHash = std::move(*hash);
            const auto created = createOrganisation({**store, surroundings.clock, surroundings.random}, options->organisation);
            if (!created) return created.error();
            return base::Json{{"organisation", created->organisation}, {"user", created->user}};
        });
    });
}

} // namespace waymark::service
