// waymark-service settings
#include "shared/domain/stream.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <optional>
#include <set>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

std::optional<Json> wholeNumber(const std::string& text, int least, int most) {
    int number = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number < least || number > most) return std::nullopt;
    return Json(number);
}

/// "record_places=on" as a setting (docs/dictionary.md) and its value. Errors: Malformed, with what is possible.
Result<std::pair<std::string, Json>> settingOf(const std::string& text) {
    const auto equals = text.find('=');
    const std::string name = text.substr(0, equals), word = equals == std::string::npos ? std::string() : text.substr(equals + 1);
    std::optional<Json> value;
    std::string possible;
    if (name == "record_places") {
        possible = "off, on (to about 100 metres) or exact";
        if (word == "off") value = Json(false);
        if (word == "on") value = Json(true);
        if (word == "exact") value = Json("exact");
    } else if (name == "lock_minutes") {
        possible = "1 to 60";
        value = wholeNumber(word, 1, 60);
    } else if (name == "pin_digits") {
        possible = "6 to 12";
        value = wholeNumber(word, 6, 12);
    } else {
        return Error{ErrorCode::Malformed, "there is no setting “" + name + "”; there are lock_minutes, pin_digits and record_places"};
    }
    if (!value) return Error{ErrorCode::Malformed, name + " can be " + possible + ", not “" + word + "”"};
    return std::pair(name, std::move(*value));
}

/// What holds on tablets where the organisation says nothing (docs/deployment.md).
Json inForceUnset() { return {{"lock_minutes", 2}, {"pin_digits", 6}, {"record_places", false}}; }

Result<Json> change(Store& store, const Surroundings& surroundings, const std::vector<std::string>& wanted) {
    Json settings = Json::object();
    const auto done = store.write([&](WriteTransaction& t) -> Result<void> {
        const auto organisation = t.registry().organisation();
        if (!organisation) return Error{ErrorCode::NotFound, "there is no organisation; run init first"};
        const std::string stream = domain::organisationStream(organisation->id);
        t.streams().lock({stream});
        const auto fields = t.streams().fieldsOf(stream, {"organisation", organisation->id});
        if (const auto found = fields.find("settings"); found != fields.end() && found->second.value.is_object()) settings = found->second.value;
        for (const auto& one : wanted) {
            auto setting = settingOf(one);
            if (!setting) return setting.error();
            settings[setting->first] = std::move(setting->second);
        }
        if (wanted.empty()) return {};
        ServiceOps ops(t.streams(), surroundings.random, surroundings.clock.wallMs());
        const auto set = ops.set(stream, {"organisation", organisation->id}, {{"settings", settings}});
        return set ? Result<void>() : set.error();
    });
    if (!done) return done.error();
    Json shown = inForceUnset();
    shown.update(settings);
    return Json{{"settings", std::move(shown)}};
}

} // namespace

void addSettingsCommand(CLI::App& root, const ChooseWork& choose) {
    struct Options {
        std::string directory;
        std::vector<std::string> wanted;
    };
    const auto options = std::make_shared<Options>();
    auto* command = root.add_subcommand("settings", "What holds for the whole organisation: lock_minutes, pin_digits, record_places -> settings");
    addDataOption(*command, options->directory);
    command->add_option("NAME=VALUE", options->wanted, "What to change; without any, all are shown");
    command->callback([options, choose] {
        std::set<std::string> named;
        for (const auto& one : options->wanted)
            if (const auto name = one.substr(0, one.find('=')); !named.insert(name).second)
                throw CLI::ValidationError("NAME=VALUE", name + " is given twice");
        choose([options](const Surroundings& surroundings) -> Result<Json> {
            auto store = openData(options->directory);
            if (!store) return store.error();
            return change(**store, surroundings, options->wanted);
        });
    });
}

} // namespace waymark::service
