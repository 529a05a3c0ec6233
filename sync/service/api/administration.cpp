#include "sync/service/api/administration.h"

#include "shared/base/calendar.h"
#include "shared/base/hex.h"
#include "shared/base/id.h"
#include "shared/base/json.h"
#include "shared/base/text.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "sync/service/api/grants.h"
#include "sync/service/api/publish_instruments.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/auth/codes.h"
#include "sync/service/auth/sign_in.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"

#include <algorithm>
#include <functional>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

// An administrator can correct a name on the console; until then the person has one that says what they are for.
constexpr const char* kFirstAdministrator = "Administrator";

constexpr std::size_t kLongestName = 200;

Result<void> venuesExist(StreamReader& streams, const std::string& stream, const std::vector<std::string>& venues) {
    for (const auto& venue : venues)
        if (!isThere(streams.fieldsOf(stream, {"venue", venue}))) return Error{ErrorCode::NotFound, "there is no venue with the id " + venue};
    return {};
}

Result<std::string> nameOf(const std::string& text) {
    std::string name = base::cleaned(text);
    if (name.empty()) return Error{ErrorCode::Malformed, "a name is needed"};
    if (base::lengthInCharacters(name) > kLongestName)
        return Error{ErrorCode::Malformed, "the name is longer than " + std::to_string(kLongestName) + " characters"};
    return name;
}

/// Runs work in a write transaction with the organisation at hand.
Result<void> inOrganisation(const AdminTools& tools, const std::function<Result<void>(WriteTransaction&, const Organisation&)>& work) {
    return tools.store.write([&](WriteTransaction& tx) -> Result<void> {
        const auto organisation = tx.registry().organisation();
        if (!organisation) return Error{ErrorCode::NotFound, "there is no organisation here yet; `init` makes one"};
        return work(tx, *organisation);
    });
}

Result<void> keepCode(const AdminTools& tools, WriteTransaction& tx, const Organisation& organisation, Code code,
                      std::chrono::milliseconds life, IssuedCode& issued) {
    const Millis now = tools.clock.wallMs();
    issued = {newCode(tools.random), now + life.count()};
    code.hash = codeHash(issued.code, organisation);
    code.expires = issued.expires;
    tx.registry().addCode(code);
    return {};
}

} // namespace

Result<void> keepLogin(Registry& registry, const std::string& user, const Credentials& credentials) {
    const std::string email = normalisedEmail(credentials.email);
    if (!isEmailAddress(email)) return Error{ErrorCode::Malformed, "that is no e-mail address"};
    if (registry.loginByEmail(email)) return Error{ErrorCode::AlreadyExists, "somebody signs in with that e-mail address already"};
    registry.setLogin({user, email, credentials.passwordHash});
    return {};
}

Result<CreatedOrganisation> createOrganisation(const AdminTools& tools, const NewOrganisation& wanted) {
    const auto name = nameOf(wanted.name);
    if (!name) return name.error();
    if (!base::isTimeZone(wanted.timezone)) return Error{ErrorCode::Malformed, wanted.timezone + " is no time zone; an example is Europe/London"};
    CreatedOrganisation created;
    const auto done = tools.store.write([&](WriteTransaction& tx) -> Result<void> {
        if (tx.registry().organisation()) return Error{ErrorCode::AlreadyExists, "there is an organisation here already"};
        const auto secret = tools.random.bytes<32>();
        created = {base::newUuid(tools.random), base::newUuid(tools.random)};
        tx.registry().setOrganisation({created.organisation, *name, wanted.timezone, base::toHex(secret.data(), secret.size())});
        const std::string stream = domain::organisationStream(created.organisation);
        ServiceOps ops(tx.streams(), tools.random, tools.clock.wallMs());
        if (const auto set = ops.set(stream, {"organisation", created.organisation}, {{"name", *name}, {"timezone", wanted.timezone}}); !set)
            return set.error();
        const std::vector<domain::Grant> grants = {{domain::Role::Administrator, {}, 0, std::nullopt}};
        const auto set = ops.set(stream, {"user", created.user},
                                 {{"name", kFirstAdministrator}, {"active", true}, {"grants", domain::toJson(grants)}});
        if (!set) return set.error();
        if (auto kept = keepLogin(tx.registry(), created.user, wanted.admin); !kept) return kept;
        return publishShippedInstruments(ops, created.organisation);
    });
    if (!done) return done.error();
    return created;
}

Result<std::string> addVenue(const AdminTools& tools, const std::string& asked) {
    const auto name = nameOf(asked);
    if (!name) return name.error();
    std::string id;
    const auto done = inOrganisation(tools, [&](WriteTransaction& tx, const Organisation& organisation) -> Result<void> {
        id = base::newUuid(tools.random);
        ServiceOps ops(tx.streams(), tools.random, tools.clock.wallMs());
        const auto set = ops.set(domain::organisationStream(organisation.id), {"venue", id}, {{"name", *name}});
        return set ? Result<void>() : Result<void>(set.error());
    });
    if (!done) return done.error();
    return id;
}

Result<std::string> addUser(const AdminTools& tools, const NewUser& wanted) {
    const auto name = nameOf(wanted.name);
    if (!name) return name.error();
    std::string id;
    const auto done = inOrganisation(tools, [&](WriteTransaction& tx, const Organisation& organisation) -> Result<void> {
        const std::string stream = domain::organisationStream(organisation.id);
        if (auto exist = venuesExist(tx.streams(), stream, wanted.venues); !exist) return exist;
        id = base::newUuid(tools.random);
        ServiceOps ops(tx.streams(), tools.random, tools.clock.wallMs());
        std::vector<domain::Grant> grants;
        for (const auto& venue : wanted.venues)
            grants.push_back({wanted.role, venue, 0, std::nullopt});
        if (grants.empty()) grants.push_back({wanted.role, {}, 0, std::nullopt});
        const auto set = ops.set(stream, {"user", id}, {{"name", *name}, {"active", true}, {"grants", domain::toJson(grants)}});
        if (!set) return set.error();
        return wanted.credentials ? keepLogin(tx.registry(), id, *wanted.credentials) : Result<void>();
    });
    if (!done) return done.error();
    return id;
}

Result<IssuedCode> issueEnrolCode(const AdminTools& tools, const std::vector<std::string>& venues, domain::Role role) {
    IssuedCode issued;
    const auto done = inOrganisation(tools, [&](WriteTransaction& tx, const Organisation& organisation) -> Result<void> {
        if (auto exist = venuesExist(tx.streams(), domain::organisationStream(organisation.id), venues); !exist) return exist;
        Code code;
        code.role = role;
        code.venues = venues;
        return keepCode(tools, tx, organisation, std::move(code), kEnrolCodeLife, issued);
    });
    if (!done) return done.error();
    return issued;
}

Result<IssuedCode> issueJoinCode(const AdminTools& tools, const std::string& user) {
    IssuedCode issued;
    const auto done = inOrganisation(tools, [&](WriteTransaction& tx, const Organisation& organisation) -> Result<void> {
        const Fields fields = tx.streams().fieldsOf(domain::organisationStream(organisation.id), {"user", user});
        if (!isThere(fields)) return Error{ErrorCode::NotFound, "there is no user with the id " + user};
        const auto grants = grantsOfUser(fields);
        const auto holds = [now = tools.clock.wallMs()](const domain::Grant& grant) { return grant.holdsAt(now); };
        if (std::none_of(grants.begin(), grants.end(), holds)) return Error{ErrorCode::NotPermitted, "that user is not active or has no role anywhere"};
        Code code;
        code.enrols = false;
        code.user = user;
        return keepCode(tools, tx, organisation, std::move(code), kJoinCodeLife, issued);
    });
    if (!done) return done.error();
    return issued;
}

} // namespace waymark::service
