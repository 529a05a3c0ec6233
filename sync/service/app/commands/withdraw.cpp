// waymark-service withdraw
#include "shared/domain/stream.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

struct Version {
    std::string instrument, family, status;
    std::int64_t number = 0;
};

std::string numbersOf(const std::vector<Version>& versions) {
    std::string numbers;
    for (const auto& version : versions)
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(version.number);
    return numbers;
}

/// Of a questionnaire by its name (a form's form_id, a definition's family), or the one version whose id was given; by their numbers.
std::vector<Version> versionsOf(StreamReader& streams, const std::string& stream, const std::string& key) {
    std::vector<Version> versions;
    for (const auto& entity : streams.entitiesOf(stream, "instrument")) {
        const auto valueOf = [&entity](const char* name) {
            const auto field = entity.fields.find(name);
            return field == entity.fields.end() ? Json() : field->second.value;
        };
        const auto textOf = [&valueOf](const char* name) { return valueOf(name).is_string() ? valueOf(name).get<std::string>() : std::string(); };
        if (valueOf("deleted") == Json(true) || (entity.key.id != key && textOf("family") != key)) continue;
        const Json number = valueOf("version");
        versions.push_back({entity.key.id, textOf("family"), textOf("status"), number.is_number_integer() ? number.get<std::int64_t>() : 1});
    }
    std::sort(versions.begin(), versions.end(), [](const Version& a, const Version& b) { return a.number < b.number; });
    return versions;
}

/// Without a number it must be plain which one is meant: it cannot be taken back. Errors: NotFound, Malformed.
Result<Version> chosenOf(std::vector<Version> versions, const std::string& key, int number) {
    const auto quoted = "“" + key + "”";
    if (versions.empty()) return Error{ErrorCode::NotFound, "there is no questionnaire " + quoted};
    if (number > 0) {
        for (const auto& version : versions)
            if (version.number == number) return version;
        return Error{ErrorCode::NotFound, quoted + " has no version " + std::to_string(number) + "; there are " + numbersOf(versions)};
    }
    const Version latest = versions.back();
    std::erase_if(versions, [](const Version& version) { return version.status == "withdrawn"; });
    if (versions.size() > 1) return Error{ErrorCode::Malformed, quoted + " has the versions " + numbersOf(versions) + ": say which with --version"};
    return versions.empty() ? latest : versions.front();
}

Result<Json> withdraw(Store& store, const Surroundings& surroundings, const std::string& key, int number) {
    Version chosen;
    bool changed = false;
    const auto done = store.write([&](WriteTransaction& t) -> Result<void> {
        const auto organisation = t.registry().organisation();
        if (!organisation) return Error{ErrorCode::NotFound, "there is no organisation; run init first"};
        const std::string stream = domain::organisationStream(organisation->id);
        t.streams().lock({stream});
        auto version = chosenOf(versionsOf(t.streams(), stream, key), key, number);
        if (!version) return version.error();
        chosen = std::move(*version);
        ServiceOps ops(t.streams(), surroundings.random, surroundings.clock.wallMs());
        const auto set = ops.set(stream, {"instrument", chosen.instrument}, {{"status", "withdrawn"}});
        if (!set) return set.error();
        changed = *set;
        return {};
    });
    if (!done) return done.error();
    return Json{{"instrument", chosen.instrument}, {"family", chosen.family}, {"version", chosen.number}, {"status", "withdrawn"}, {"changed", changed}};
}

} // namespace

void addWithdrawCommands(CLI::App& group, const ChooseWork& choose) {
    struct Options {
        std::string directory, key;
        int version = 0;
    };
    const auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("questionnaire", "A version is not begun any more, for good; what was begun is finished -> instrument, changed");
    addDataOption(*command, options->directory);
    command->add_option("--id", options->key, "Its name (a form's form_id, a definition's family), or the id that import printed")->required()->type_name("KEY");
    command->add_option("--version", options->version, "Which; needed if more than one can be begun")->check(CLI::Range(1, 2147483647))->type_name("V");
    command->callback([options, choose] {
        choose([options](const Surroundings& surroundings) -> Result<Json> {
            auto store = openData(options->directory);
            if (!store) return store.error();
            return withdraw(**store, surroundings, options->key, options->version);
        });
    });
}

} // namespace waymark::service
