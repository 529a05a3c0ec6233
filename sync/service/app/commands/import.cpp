// waymark-service import
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/imports/area_import.h"
#include "sync/service/imports/questionnaire_import.h"
#include "sync/service/imports/venue_import.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

namespace {

void addAreas(CLI::App& import, const ChooseWork& choose) {
    struct Options {
        std::string directory;
        std::vector<std::string> files;
        bool dryRun = false;
    };
    const auto options = std::make_shared<Options>();
    auto* command = import.add_subcommand("areas", "Outlines of wards and small areas (GeoJSON), their fit, residents (CSV) -> files");
    addDataOption(*command, options->directory);
    command->add_option("FILE", options->files, "Recognised by what is in them; all are taken, or none")->required();
    command->add_flag("--dry-run", options->dryRun, "Say what would happen and what is wrong, and change nothing");
    command->callback([options, choose] {
        choose([options](const Surroundings&) -> base::Result<base::Json> {
            auto store = openData(options->directory);
            if (!store) return store.error();
            return importAreas(**store, options->files, options->dryRun);
        });
    });
}

void addVenues(CLI::App& import, const ChooseWork& choose) {
    struct Options {
        std::string directory;
        VenueImport request;
    };
    const auto options = std::make_shared<Options>();
    auto* command = import.add_subcommand("venues", "Cities' lists of libraries (Public Libraries data schema) -> files, rows, counts");
    addDataOption(*command, options->directory);
    command->add_option("FILE", options->request.paths, "The lists, as CSV in UTF-8; all are taken, or none")->required();
    command->add_flag("--dry-run", options->request.dryRun, "Say row by row what would happen, and change nothing");
    command->add_flag("--with-closed", options->request.withClosed, "Also add libraries that are closed already");
    command->callback([options, choose] {
        choose([options](const Surroundings& surroundings) -> base::Result<base::Json> {
            auto store = openData(options->directory);
            if (!store) return store.error();
            return importVenues(**store, surroundings.clock.wallMs(), surroundings.random, options->request);
        });
    });
}

void addQuestionnaire(CLI::App& import, const ChooseWork& choose) {
    struct Options {
        std::string directory;
        QuestionnaireImport request;
    };
    const auto options = std::make_shared<Options>();
    auto* command = import.add_subcommand("questionnaire", "A definition, a spreadsheet (XLSForm) or an XForm -> instrument, media, remarks");
    addDataOption(*command, options->directory);
    command->add_option("FILE", options->request.path, "As waymark-forms check reads it")->required();
    command->add_flag("--draft", options->request.draft, "Only for coordinators to try; the same file without this publishes it");
    command->add_option("--media", options->request.media, "Folder with the pictures, sounds and lists that the form names [beside it]");
    command->add_flag("--without-media", options->request.withoutMedia, "Give it out without its pictures and sounds");
    command->callback([options, choose] {
        choose([options](const Surroundings& surroundings) -> base::Result<base::Json> {
            auto store = openData(options->directory);
            if (!store) return store.error();
            return importQuestionnaire(**store, surroundings.clock.wallMs(), surroundings.random, options->request);
        });
    });
}

} // namespace

void addImportCommands(CLI::App& import, const ChooseWork& choose) {
    addAreas(import, choose);
    addVenues(import, choose);
    addQuestionnaire(import, choose);
}

} // namespace waymark::service
