// waymark-service device retire, device lost, device revoke and device grant
#include "sync/service/api/access.h"
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/ledger_option.h"
#include "sync/service/app/options.h"
#include "sync/service/erasure/device_end.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

namespace {

void addEnd(CLI::App& group, const ChooseWork& choose, const char* name, const char* about, DeviceStatus status) {
    struct Options {
        std::string place, device;
        LedgerOption ledger;
    };
    const auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand(name, about);
    addDataOption(*command, options->place);
    command->add_option("--device", options->device, "Which")->required()->type_name("ID");
    addLedgerOption(*command, options->ledger);
    command->callback([options, choose, status] {
        choose([options, status](const Surroundings& surroundings) -> base::Result<base::Json> {
            const auto ledger = ledgerOf(options->place, options->ledger);
            if (!ledger) return ledger.error();
            auto store = openData(options->place);
            if (!store) return store.error();
            if (auto ended = endDevice(**store, *ledger, options->device, status, surroundings.clock.wallMs()); !ended) return ended.error();
            return base::Json{{"device", options->device}, {"status", status == DeviceStatus::Lost ? "lost" : "retired"}};
        });
    });
}

void addDeviceRevoke(CLI::App& group, const ChooseWork& choose) {
    struct Options {
        std::string place, device, venue;
        LedgerOption ledger;
    };
    const auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("revoke", "Take a venue away from it; what it holds of that venue goes at its next contact");
    addDataOption(*command, options->place);
    command->add_option("--device", options->device, "Which")->required()->type_name("ID");
    command->add_option("--venue", options->venue, "What it is not to see any more")->required()->type_name("ID");
    addLedgerOption(*command, options->ledger);
    command->callback([options, choose] {
        choose([options](const Surroundings& surroundings) -> base::Result<base::Json> {
            const auto ledger = ledgerOf(options->place, options->ledger);
            if (!ledger) return ledger.error();
            auto store = openData(options->place);
            if (!store) return store.error();
            const auto ended = endGrants(**store, *ledger, options->device, options->venue, surroundings.clock.wallMs());
            if (!ended) return ended.error();
            return base::Json{{"device", options->device}, {"revoked", options->venue}};
        });
    });
}

void addDeviceGrant(CLI::App& group, const ChooseWork& choose) {
    struct Options {
        std::string place;
        NewDeviceRole wanted;
    };
    const auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("grant", "Let it see a venue too; what is there comes with its next contact -> device, venue, role, changed");
    addDataOption(*command, options->place);
    command->add_option("--device", options->wanted.device, "Which")->required()->type_name("ID");
    command->add_option("--venue", options->wanted.venue, "What it is to see")->required()->type_name("ID");
    addRoleOption(*command, options->wanted.role);
    addDateOption(*command, "--from", options->wanted.from,
                  "From the beginning of that day (now): work it recorded there since may then be sent again and is taken");
    command->callback([options, choose] {
        choose([options](const Surroundings& surroundings) -> base::Result<base::Json> {
            auto store = openData(options->place);
            if (!store) return store.error();
            const auto& wanted = options->wanted;
            const auto changed = giveDeviceRole({**store, surroundings.clock, surroundings.random}, wanted);
            if (!changed) return changed.error();
            return base::Json{{"device", wanted.device}, {"venue", wanted.venue}, {"role", domain::name(wanted.role)}, {"changed", *changed}};
        });
    });
}

} // namespace

void addDeviceCommands(CLI::App& device, const ChooseWork& choose) {
    addEnd(device, choose, "retire", "It hands over what it has recorded until now, and is then emptied", DeviceStatus::Retired);
    addEnd(device, choose, "lost", "It is emptied at its next contact, with whatever it has not handed over", DeviceStatus::Lost);
    addDeviceGrant(device, choose);
    addDeviceRevoke(device, choose);
}

} // namespace waymark::service
