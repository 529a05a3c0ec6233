// waymark-service add venue
#include "sync/service/api/administration.h"
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

void addVenueCommand(CLI::App& add, const ChooseWork& choose) {
    struct Options {
        std::string directory, name;
    };
    const auto options = std::make_shared<Options>();
    auto* command = add.add_subcommand("venue", "Add a venue -> venue");
    addDataOption(*command, options->directory);
    command->add_option("--name", options->name, "What it is called")->required()->type_name("NAME");
    command->callback([options, choose] {
        choose([options](const Surroundings& surroundings) -> base::Result<base::Json> {
            auto store = openData(options->directory);
            if (!store) return store.error();
            const auto id = addVenue({**store, surroundings.clock, surroundings.random}, options->name);
            if (!id) return id.error();
            return base::Json{{"venue", *id}};
        });
    });
}

} // namespace waymark::service
