// waymark-service demo
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/options.h"
#include "sync/service/demo/demo.h"

#include <CLI/CLI.hpp>

#include <ostream>

namespace waymark::service {

void addDemoCommand(CLI::App& root, const ChooseWork& choose) {
    struct Options {
        std::string directory;
        DemoRequest request;
    };
    const auto options = std::make_shared<Options>();
    auto* command = root.add_subcommand("demo", "Fill an organisation with a year of invented people -> organisation, venues, users, made");
    addDataOption(*command, options->directory);
    command->add_option("--profile", options->request.profile, "small (3 venues, 350 people), district (12, 3,500) or city (75, 60,000)")
        ->required()->check(CLI::IsMember({"small", "district", "city"}))->type_name("PROFILE");
    addCountOption(*command, "--seed", options->request.seed, "The same seed on the same day makes the same records")->required();
    addVenuesOption(*command, options->request.venues, "Where first; without it at the venues that are there, then at invented ones");
    command->callback([options, choose] {
        choose([options](const Surroundings& surroundings) -> base::Result<base::Json> {
            auto store = openData(options->directory);
            if (!store) return store.error();
            return makeDemonstration(**store, surroundings.clock.wallMs(), options->request, [&](std::size_t done, std::size_t of) {
                if (of > 3) surroundings.err << "venue " << done << " of " << of << '\n' << std::flush;
            });
        });
    });
}

} // namespace waymark::service
