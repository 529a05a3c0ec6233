// waymark-service report attendance, report feedback, report change
#include "shared/base/calendar.h"
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/reports/report_json.h"
#include "sync/service/reports/report_reader.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;

struct ReportOptions {
    std::string directory, venue;
    std::optional<std::string> from, to;
};

/// The command at the machine itself sees what the team sees.
const Disclosure kTeam(Audience::Team);

template <class Report> base::Result<Json> printed(const base::Result<Made<Report>>& made, const ReportOptions& options) {
    if (!made) return made.error();
    Json object = toJson(made->report);
    object["as_of"] = made->asOf;
    object["venue"] = options.venue.empty() ? Json() : Json(options.venue);
    object["from"] = options.from ? Json(*options.from) : Json();
    object["to"] = options.to ? Json(*options.to) : Json();
    return object;
}

using Make = base::Result<Json> (*)(ReportReader&, const Directory&, const Scope&, const ReportOptions&);

base::Result<Json> makeAttendance(ReportReader& reader, const Directory& directory, const Scope& scope, const ReportOptions& options) {
    return printed(reader.attendance(directory, scope, kTeam), options);
}
base::Result<Json> makeFeedback(ReportReader& reader, const Directory& directory, const Scope& scope, const ReportOptions& options) {
    return printed(reader.feedback(directory, scope, kTeam), options);
}
base::Result<Json> makeChange(ReportReader& reader, const Directory& directory, const Scope& scope, const ReportOptions& options) {
    return printed(reader.distance(directory, scope, kTeam), options);
}

base::Result<Json> report(const ReportOptions& options, const Surroundings& surroundings, Make make) {
    auto store = openData(options.directory);
    if (!store) return store.error();
    std::optional<Directory> directory;
    const auto read = (*store)->read([&](ReadTransaction& transaction) { directory = readDirectory(transaction); });
    if (!read) return read.error();
    if (!directory) return Error{ErrorCode::NotFound, "There is no organisation here yet. Run init first."};
    const auto scope = scopeOf(*directory, everyVenue(*directory), options.venue, options.from, options.to);
    if (!scope) return Error{ErrorCode::NotFound, "There is no venue " + options.venue + " here."};
    ReportReader reader(**store, surroundings.clock);
    return make(reader, *directory, *scope, options);
}

void addReport(CLI::App& group, const ChooseWork& choose, const char* name, const char* about, Make make) {
    const auto options = std::make_shared<ReportOptions>();
    auto* command = group.add_subcommand(name, about);
    addDataOption(*command, options->directory);
    const auto isDay = [](const std::string& text) {
        return base::parseDate(text) ? std::string() : text + " is not a day written YYYY-MM-DD";
    };
    command->add_option("--venue", options->venue, "Of this venue alone")->type_name("ID");
    command->add_option("--from", options->from, "From this day on")->type_name("DATE")->check(isDay);
    command->add_option("--to", options->to, "Up to and with this day")->type_name("DATE")->check(isDay);
    command->callback([options, choose, make] {
        if (options->from && options->to && base::parseDate(*options->to) < base::parseDate(*options->from))
            throw CLI::ValidationError("--from", *options->from + " is after --to " + *options->to);
        choose([options, make](const Surroundings& surroundings) { return report(*options, surroundings, make); });
    });
}

}  // namespace

void addReportCommands(CLI::App& report, const ChooseWork& choose) {
    addReport(report, choose, "attendance", "Who came: sessions, attendances, people, first-timers, head counts", makeAttendance);
    addReport(report, choose, "feedback", "What people said: counts, net satisfaction, comments that may be shown", makeFeedback);
    addReport(report, choose, "change", "Distance travelled: how far people moved between a start and a later answer", makeChange);
}

}  // namespace waymark::service
