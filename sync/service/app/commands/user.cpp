// waymark-service user list, user grant, user revoke, user end and user sign-in
#include "sync/service/api/access.h"
#include "sync/service/app/command.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/ledger_option.h"
#include "sync/service/app/options.h"
#include "sync/service/app/password_input.h"
#include "sync/service/erasure/user_end.h"
#include "sync/service/store/registry.h"

#include <CLI/CLI.hpp>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

Json toJson(const TeamMember& member, base::Millis now) {
    Json grants = Json::array();
    for (const auto& grant : member.grants) {
        Json line = {{"role", domain::name(grant.role)}, {"venue", nullptr}, {"from", nullptr}, {"to", nullptr}, {"now", grant.holdsAt(now)}};
        if (!grant.venue.empty()) line["venue"] = grant.venue;
        if (grant.from != 0) line["from"] = grant.from;
        if (grant.to) line["to"] = *grant.to;
        grants.push_back(std::move(line));
    }
    return {{"user", member.id}, {"name", member.name}, {"active", member.active}, {"email", member.email.empty() ? Json() : Json(member.email)}, {"grants", grants}};
}

/// What every change of a person answers with: how they stand now.
Result<Json> stateOf(Store& store, const std::string& user, base::Millis now) {
    const auto members = teamMembers(store);
    if (!members) return members.error();
    for (const auto& member : *members)
        if (member.id == user) return toJson(member, now);
    return Error{ErrorCode::NotFound, "there is no user with the id " + user};
}

void addUserOption(CLI::App& command, std::string& user) { command.add_option("--user", user, "Who")->required()->type_name("ID"); }

void addList(CLI::App& group, const ChooseWork& choose) {
    const auto place = std::make_shared<std::string>();
    auto* command = group.add_subcommand("list", "Everybody, with what they may do where and when (ms since 1970 UTC) -> users");
    addDataOption(*command, *place);
    command->callback([place, choose] {
        choose([place](const Surroundings& surroundings) -> Result<Json> {
            auto store = openData(*place);
            if (!store) return store.error();
            const auto members = teamMembers(**store);
            if (!members) return members.error();
            Json users = Json::array();
            for (const auto& member : *members)
                users.push_back(toJson(member, surroundings.clock.wallMs()));
            return Json{{"users", users}};
        });
    });
}

void addUserGrant(CLI::App& group, const ChooseWork& choose) {
    struct Options {
        std::string place;
        NewRole wanted;
    };
    const auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("grant", "Give them a role at a venue; who had left is active again -> user, active, grants");
    addDataOption(*command, options->place);
    addUserOption(*command, options->wanted.user);
    command->add_option("--venue", options->wanted.venue, "Where; an administrator without a venue is one for the whole organisation")->type_name("ID");
    addRoleOption(*command, options->wanted.role);
    addDateOption(*command, "--from", options->wanted.from,
                  "From the beginning of that day (now): their work that was set aside since may then be sent again and is taken");
    addDateOption(*command, "--to", options->wanted.to, "The last day (without an end)");
    command->callback([options, choose] {
        const auto& wanted = options->wanted;
        if (wanted.venue.empty() && wanted.role != domain::Role::Administrator) throw CLI::RequiredError("--venue");
        if (wanted.from && wanted.to && *wanted.to < *wanted.from) throw CLI::ValidationError("--to", "is before --from");
        choose([options](const Surroundings& surroundings) -> Result<Json> {
            auto store = openData(options->place);
            if (!store) return store.error();
            const auto given = giveRole({**store, surroundings.clock, surroundings.random}, options->wanted);
            if (!given) return given.error();
            return stateOf(**store, options->wanted.user, surroundings.clock.wallMs());
        });
    });
}

struct EndOptions {
    std::string place, user, role, venue;
    LedgerOption ledger;
    bool everywhere = false;
    std::optional<base::Date> last;
};

Result<Json> endNow(const EndOptions& options, const Surroundings& surroundings) {
    const auto ledger = ledgerOf(options.place, options.ledger);
    if (!ledger) return ledger.error();
    auto store = openData(options.place);
    if (!store) return store.error();
    if (auto ended = endUser({**store, *ledger, surroundings.clock, surroundings.random}, options.user); !ended) return ended.error();
    return stateOf(**store, options.user, surroundings.clock.wallMs());
}

Result<Json> revoke(const EndOptions& options, const Surroundings& surroundings) {
    const auto ledger = ledgerOf(options.place, options.ledger);
    if (!ledger) return ledger.error();
    auto store = openData(options.place);
    if (!store) return store.error();
    RoleEnd end;
    end.venue = options.venue;
    end.role = domain::parseRole(options.role);
    if (options.last) {
        std::string zone = "UTC";
        const auto read = (*store)->read([&](ReadTransaction& transaction) {
            if (const auto organisation = transaction.registry().organisation()) zone = organisation->timezone;
        });
        if (!read) return read.error();
        end.ends = base::instantOf(base::addDays(*options.last, 1), "00:00", zone);
    }
    if (auto ended = endRole({**store, *ledger, surroundings.clock, surroundings.random}, options.user, end); !ended) return ended.error();
    return stateOf(**store, options.user, surroundings.clock.wallMs());
}

void addEnd(CLI::App& group, const ChooseWork& choose) {
    const auto options = std::make_shared<EndOptions>();
    auto* command = group.add_subcommand("end", "They have left: every role, their sign-in to the console and its open sessions end now; what they "
                                                "recorded stays -> user, active, grants");
    addDataOption(*command, options->place);
    addUserOption(*command, options->user);
    addLedgerOption(*command, options->ledger);
    command->callback([options, choose] { choose([options](const Surroundings& surroundings) { return endNow(*options, surroundings); }); });
}

void addUserRevoke(CLI::App& group, const ChooseWork& choose) {
    const auto options = std::make_shared<EndOptions>();
    auto* command = group.add_subcommand("revoke", "Take from them what they are at a venue, or for the whole organisation; what they recorded stays -> user, active, grants");
    addDataOption(*command, options->place);
    addUserOption(*command, options->user);
    auto* where = command->add_option_group("from where", "One of these");
    where->add_option("--venue", options->venue, "At this venue")->type_name("ID");
    where->add_flag("--everywhere", options->everywhere, "What they are for the whole organisation; roles at single venues stay (`user end` ends all)");
    where->require_option(1);
    command->add_option("--role", options->role, "That role alone (each that they have there)")->type_name("ROLE")->check([](const std::string& text) {
        return domain::parseRole(text) ? std::string() : text + " is no role";
    });
    addDateOption(*command, "--to", options->last, "The last day on which they have it (it ends now)");
    addLedgerOption(*command, options->ledger);
    command->callback([options, choose] { choose([options](const Surroundings& surroundings) { return revoke(*options, surroundings); }); });
}

void addSignIn(CLI::App& group, const ChooseWork& choose) {
    struct Options {
        std::string place, user, email;
    };
    const auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("sign-in", "Give them a sign-in to the console, or another password; " + passwordWords() + " on standard input -> user, email");
    addDataOption(*command, options->place);
    addUserOption(*command, options->user);
    command->add_option("--email", options->email, "What they sign in with")->required()->type_name("EMAIL");
    command->callback([options, choose] {
        choose([options](const Surroundings& surroundings) -> Result<Json> {
            auto store = openData(options->place);
            if (!store) return store.error();
            auto hash = readAndHashPassword(surroundings.in, surroundings.err);
            if (!hash) return hash.error();
            if (auto given = giveSignIn({**store, surroundings.clock, surroundings.random}, options->user, {options->email, std::move(*hash)}); !given)
                return given.error();
            return Json{{"user", options->user}, {"email", options->email}};
        });
    });
}

} // namespace

void addUserCommands(CLI::App& user, const ChooseWork& choose) {
    addList(user, choose);
    addUserGrant(user, choose);
    addUserRevoke(user, choose);
    addEnd(user, choose);
    addSignIn(user, choose);
}

} // namespace waymark::service
