#include "sync/service/api/access.h"

#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "sync/service/api/grants.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;
using domain::Grant;

constexpr Millis kNever = std::numeric_limits<Millis>::max();

/// Runs work in a write transaction that has the organisation's stream.
Result<void> inOrganisation(const AdminTools& tools, const std::function<Result<void>(WriteTransaction&, const Organisation&, const std::string& stream)>& work) {
    return tools.store.write([&](WriteTransaction& transaction) -> Result<void> {
        const auto organisation = transaction.registry().organisation();
        if (!organisation) return Error{ErrorCode::NotFound, "there is no organisation here yet; `init` makes one"};
        const std::string stream = domain::organisationStream(organisation->id);
        transaction.streams().lock({stream});
        return work(transaction, *organisation, stream);
    });
}

Result<void> venueExists(StreamReader& streams, const std::string& stream, const std::string& venue) {
    if (!isThere(streams.fieldsOf(stream, {"venue", venue}))) return Error{ErrorCode::NotFound, "there is no venue with the id " + venue};
    return {};
}

Result<Fields> userFields(StreamReader& streams, const std::string& stream, const std::string& user) {
    Fields fields = streams.fieldsOf(stream, {"user", user});
    if (!isThere(fields)) return Error{ErrorCode::NotFound, "there is no user with the id " + user};
    return fields;
}

Millis beginningOf(const base::Date& date, const Organisation& organisation) { return base::instantOf(date, "00:00", organisation.timezone); }

/// One grant more. Those of the same role at the same venue that it touches become part of it.
std::vector<Grant> withGrant(const std::vector<Grant>& grants, Grant added) {
    std::vector<Grant> left;
    for (const auto& grant : grants) {
        const bool isSame = grant.role == added.role && grant.venue == added.venue;
        const bool touches = grant.from <= added.to.value_or(kNever) && added.from <= grant.to.value_or(kNever);
        if (!isSame || !touches) {
            left.push_back(grant);
            continue;
        }
        added.from = std::min(added.from, grant.from);
        if (!grant.to || !added.to) added.to.reset();
        else added.to = std::max(*added.to, *grant.to);
    }
    left.push_back(std::move(added));
    return left;
}

} // namespace

Result<bool> giveRole(const AdminTools& tools, const NewRole& wanted, const std::optional<std::string>& by) {
    bool changed = false;
    const auto done = inOrganisation(tools, [&](WriteTransaction& transaction, const Organisation& organisation, const std::string& stream) -> Result<void> {
        const auto user = userFields(transaction.streams(), stream, wanted.user);
        if (!user) return user.error();
        if (!wanted.venue.empty())
            if (auto exists = venueExists(transaction.streams(), stream, wanted.venue); !exists) return exists;
        ServiceOps ops(transaction.streams(), tools.random, tools.clock.wallMs(), by);
        Grant grant{wanted.role, wanted.venue, wanted.from ? beginningOf(*wanted.from, organisation) : tools.clock.wallMs(), std::nullopt};
        if (wanted.to) grant.to = beginningOf(base::addDays(*wanted.to, 1), organisation);
        if (grant.to && *grant.to <= grant.from) return Error{ErrorCode::Malformed, "it would end before it begins"};
        const auto before = grantsOfUser(*user), after = withGrant(before, grant);
        const bool has = std::any_of(before.begin(), before.end(), [&](const Grant& one) {
            return one.role == grant.role && one.venue == grant.venue && one.from <= grant.from && one.to.value_or(kNever) >= grant.to.value_or(kNever);
        });
        Json set = {{"active", true}};
        // Being active again must not bring back what ended when they left.
        const bool hadLeft = valueOf(*user, "active") == Json(false);
        if (!has || hadLeft) set["grants"] = domain::toJson(has ? before : after);
        const auto done = ops.set(stream, {"user", wanted.user}, std::move(set));
        if (!done) return done.error();
        changed = *done;
        return {};
    });
    if (!done) return done.error();
    return changed;
}

Result<bool> giveDeviceRole(const AdminTools& tools, const NewDeviceRole& wanted) {
    bool changed = false;
    const auto done = inOrganisation(tools, [&](WriteTransaction& transaction, const Organisation& organisation, const std::string& stream) -> Result<void> {
        changed = false;
        const auto device = transaction.registry().device(wanted.device);
        if (!device) return Error{ErrorCode::NotFound, "there is no device with the id " + wanted.device};
        if (device->status != DeviceStatus::Active) return Error{ErrorCode::NotPermitted, "that device is out of use; enrol it again"};
        if (auto exists = venueExists(transaction.streams(), stream, wanted.venue); !exists) return exists;
        const Millis now = tools.clock.wallMs();
        Grant grant{wanted.role, wanted.venue, wanted.from ? beginningOf(*wanted.from, organisation) : now, std::nullopt};
        // What the ledger says of an earlier end is done again at each start: it ends what began before it, and nothing else. An end that a clock
        // which was ahead wrote is still to come, and not waited for.
        for (const auto& earlier : device->grants)
            if (earlier.venue == wanted.venue && earlier.to) grant.from = std::max(grant.from, std::min(*earlier.to, now));
        const bool has = std::any_of(device->grants.begin(), device->grants.end(), [&](const Grant& one) {
            return one.role == grant.role && one.venue == grant.venue && one.from <= grant.from && !one.to;
        });
        if (has) return {};
        transaction.registry().addDeviceGrant(wanted.device, grant);
        changed = true;
        return {};
    });
    if (!done) return done.error();
    return changed;
}

Result<void> giveSignIn(const AdminTools& tools, const std::string& user, const Credentials& credentials) {
    return inOrganisation(tools, [&](WriteTransaction& transaction, const Organisation&, const std::string& stream) -> Result<void> {
        const auto fields = userFields(transaction.streams(), stream, user);
        if (!fields) return fields.error();
        if (valueOf(*fields, "active") == Json(false)) return Error{ErrorCode::NotPermitted, "that user is not active; give them a role first"};
        transaction.registry().removeSignIn(user);
        return keepLogin(transaction.registry(), user, credentials);
    });
}

Result<std::vector<TeamMember>> teamMembers(Store& store) {
    std::vector<TeamMember> members;
    bool isMade = false;
    const auto read = store.read([&](ReadTransaction& transaction) {
        members.clear();
        const auto organisation = transaction.registry().organisation();
        isMade = organisation.has_value();
        if (!organisation) return;
        for (const auto& state : transaction.streams().entitiesOf(domain::organisationStream(organisation->id), "user")) {
            if (!isThere(state.fields)) continue;
            TeamMember member{state.key.id, {}, {}, valueOf(state.fields, "active") != Json(false), grantsOfUser(state.fields)};
            if (const Json name = valueOf(state.fields, "name"); name.is_string()) member.name = name.get<std::string>();
            if (const auto login = transaction.registry().loginOf(member.id)) member.email = login->email;
            members.push_back(std::move(member));
        }
    });
    if (!read) return read.error();
    if (!isMade) return Error{ErrorCode::NotFound, "there is no organisation here yet; `init` makes one"};
    return members;
}

} // namespace waymark::service
