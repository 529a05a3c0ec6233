// waymark-service find, erase and retention: taking people out of everything the service holds.
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/ledger_option.h"
#include "sync/service/erasure/erasure.h"
#include "sync/service/erasure/retention.h"

#include "shared/base/calendar.h"
#include "shared/base/text.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

struct EraseOptions {
    std::string place, person, name;
    LedgerOption ledger;
    int months = 0;
    bool apply = false;
};

/// Everything that is recorded from this on is kept.
base::Millis keptFrom(const Surroundings& surroundings, int months, const std::string& zone) {
    const auto today = base::localDate(surroundings.clock.wallMs(), zone);
    const int count = today.year * 12 + today.month - 1 - months;
    return base::instantOf({count / 12, count % 12 + 1, std::min(today.day, 28)}, "00:00", zone);
}

Json toJson(const ErasureDone& done) {
    return {{"erasure", done.id},           {"people", done.people},           {"records", done.erased.entities},
            {"changes", done.erased.ops},   {"residues", done.erased.residues}, {"mentions", done.erased.mentions}, {"blobs", done.erased.blobs},
            {"scrubbed", done.scrubbed}};
}

Result<Json> erase(const EraseOptions& options, const Surroundings& surroundings) {
    const auto ledger = ledgerOf(options.place, options.ledger);
    if (!ledger) return ledger.error();
    auto store = openData(options.place);
    if (!store) return store.error();
    const auto done = erasePerson({**store, *ledger, surroundings.clock, surroundings.random}, options.person);
    if (!done) return done.error();
    return toJson(*done);
}

Result<Json> retention(const EraseOptions& options, const Surroundings& surroundings) {
    // Who only looks needs none.
    const auto ledger = options.apply ? ledgerOf(options.place, options.ledger) : Result<Ledger>(Ledger({}));
    if (!ledger) return ledger.error();
    auto store = openData(options.place);
    if (!store) return store.error();
    const base::Millis listedAt = surroundings.clock.wallMs();
    std::vector<DuePerson> due;
    std::string zone = "UTC";
    const auto read = (*store)->read([&](ReadTransaction& transaction) {
        if (const auto organisation = transaction.registry().organisation()) zone = organisation->timezone;
        due = dueForErasure(transaction.streams(), keptFrom(surroundings, options.months, zone));
    });
    if (!read) return read.error();
    Json answer{{"due", Json::array()}, {"erased", 0}};
    for (const auto& person : due) {
        answer["due"].push_back({{"person", person.person}, {"last", base::toText(base::localDate(person.last, zone))}});
        if (!options.apply) continue;
        bool isBack = false;  // they came, or wrote, while others were being erased
        const auto looked = (*store)->read([&](ReadTransaction& transaction) { isBack = heardOfSince(transaction.streams(), person.person, listedAt); });
        if (!looked) return looked.error();
        if (isBack) continue;
        const auto done = erasePerson({**store, *ledger, surroundings.clock, surroundings.random}, person.person, Scrub::Later);
        // Somebody else may have erased them since the list was made.
        if (!done && done.error().code != ErrorCode::NotFound) return done.error();
        if (done) answer["erased"] = answer["erased"].get<int>() + 1;
    }
    if (options.apply) answer["scrubbed"] = scrubIfOwed(**store);
    return answer;
}

/// People whose name holds this text, for whoever has to tell a command whom it is about.
Result<Json> findPeople(const EraseOptions& options) {
    auto store = openData(options.place);
    if (!store) return store.error();
    const std::string wanted = base::fold(options.name);
    std::map<std::string, Json> found;
    const auto read = (*store)->read([&](ReadTransaction& transaction) {
        found.clear();
        for (const auto& stream : transaction.streams().streams())
            for (const auto& person : transaction.streams().entitiesOf(stream, "person")) {
                const auto name = person.fields.find("name");
                if (name == person.fields.end() || !name->second.value.is_string()) continue;
                if (base::fold(name->second.value.get<std::string>()).find(wanted) == std::string::npos) continue;
                Json& line = found[person.key.id];
                line["person"] = person.key.id;
                line["name"] = name->second.value;
                line["streams"].push_back(stream);
            }
    });
    if (!read) return read.error();
    Json people = Json::array();
    for (auto& [id, line] : found)
        people.push_back(std::move(line));
    return Json{{"people", people}};
}

void addErase(CLI::App& root, const ChooseWork& choose) {
    const auto options = std::make_shared<EraseOptions>();
    auto* command = root.add_subcommand("erase", "Erase a person, and whoever was merged with them, for good -> erasure, people, records");
    addDataOption(*command, options->place);
    command->add_option("--person", options->person, "Whom")->required()->type_name("ID");
    addLedgerOption(*command, options->ledger);
    command->callback([options, choose] { choose([options](const Surroundings& surroundings) { return erase(*options, surroundings); }); });
}

void addFind(CLI::App& root, const ChooseWork& choose) {
    const auto options = std::make_shared<EraseOptions>();
    auto* command = root.add_subcommand("find", "List people by a part of their name -> people");
    addDataOption(*command, options->place);
    command->add_option("--name", options->name, "A part of the name, in any letters")->required()->type_name("TEXT");
    command->callback([options, choose] { choose([options](const Surroundings&) { return findPeople(*options); }); });
}

void addRetention(CLI::App& root, const ChooseWork& choose) {
    const auto options = std::make_shared<EraseOptions>();
    auto* command = root.add_subcommand("retention", "List people about whom nothing was recorded for a long time; with --apply, erase them -> due");
    addDataOption(*command, options->place);
    command->add_option("--months", options->months, "For so many months")->required()->type_name("N")->check(CLI::Range(1, 1200));
    command->add_flag("--apply", options->apply, "Erase them");
    addLedgerOption(*command, options->ledger);
    command->callback([options, choose] { choose([options](const Surroundings& surroundings) { return retention(*options, surroundings); }); });
}

} // namespace

void addEraseCommands(CLI::App& root, const ChooseWork& choose) {
    addErase(root, choose);
    addFind(root, choose);
    addRetention(root, choose);
}

} // namespace waymark::service
