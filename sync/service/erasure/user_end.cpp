#include "sync/service/erasure/user_end.h"

#include "shared/base/id.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"

#include <algorithm>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

constexpr const char* kEnded = "ended";
constexpr const char* kRevoked = "revoked";

bool isMeant(const LedgerLine& line, const domain::Grant& grant) {
    if (line.status == kEnded) return true;
    return grant.venue == line.venue && (line.role.empty() || domain::name(grant.role) == line.role);
}

/// The grants as they are when those that are meant have ended. What cannot be read grants nothing, and stays as it is.
Json endedGrants(const Json& grants, const LedgerLine& line) {
    Json left = Json::array();
    if (!grants.is_array()) return left;
    for (const auto& json : grants) {
        Json one = json;
        const auto read = domain::grantsFromJson(Json::array({json}));
        if (!read.empty() && isMeant(line, read.front()) && read.front().to.value_or(line.ends + 1) > line.ends) {
            if (read.front().from >= line.ends) continue;  // it never held
            one["to"] = line.ends;
        }
        left.push_back(std::move(one));
    }
    return left;
}

/// What the line changes of a user; an empty object if nothing.
Json changeOf(const Fields& user, const LedgerLine& line) {
    Json set = Json::object();
    const Json grants = valueOf(user, "grants"), ended = endedGrants(grants, line);
    if (!grants.is_null() && ended != grants) set["grants"] = ended;
    if (line.status == kEnded && valueOf(user, "active") != Json(false)) set["active"] = false;
    return set;
}

bool administers(const Fields& user, Millis at) {
    if (valueOf(user, "active") == Json(false) || valueOf(user, "deleted") == Json(true)) return false;
    const auto grants = domain::grantsFromJson(valueOf(user, "grants"));
    return std::any_of(grants.begin(), grants.end(), [at](const domain::Grant& grant) {
        return grant.role == domain::Role::Administrator && grant.venue.empty() && grant.holdsAt(at);
    });
}

/// Whether somebody would still administer the organisation when this change is made; somebody who can sign in, if this user can.
bool isAdministeredWithout(WriteTransaction& transaction, const std::string& stream, const std::string& user, Fields fields, const Json& set,
                           const LedgerLine& line) {
    if (!administers(fields, line.at)) return true;
    for (const auto& [name, value] : set.items())
        fields[name].value = value;
    if (administers(fields, line.ends)) return true;
    const bool canSignIn = transaction.registry().loginOf(user).has_value();
    const auto users = transaction.streams().entitiesOf(stream, "user");
    return std::any_of(users.begin(), users.end(), [&](const domain::EntityState& other) {
        return other.key.id != user && administers(other.fields, line.ends) && (!canSignIn || transaction.registry().loginOf(other.key.id));
    });
}

/// An entry of the service under the op that the line names, though it change nothing: so this history knows the line.
void apply(WriteTransaction& transaction, base::Random& random, const std::string& stream, const Fields& fields, const Json& set, const LedgerLine& line) {
    StreamWriter& streams = transaction.streams();
    streams.raiseNowHigh(line.at);
    HeldOp held;
    held.id = line.op;
    held.stream = stream;
    held.type = "user";
    held.entity = line.id;
    held.receivedAt = line.at;
    Millis at = line.at;
    for (const auto& [name, value] : set.items())
        if (const auto it = fields.find(name); it != fields.end()) {
            held.saw[name] = it->second.op;
            at = std::max(at, it->second.at);
        }
    const auto by = line.by.empty() ? std::nullopt : std::optional<std::string>(line.by);
    if (!set.empty()) held.seq = streams.append(stream, {line.op, "user", line.id, set, by, at, Json::object()}, random.bytes<16>());
    streams.hold(held, {domain::reference("user", line.id)});
    if (line.status == kEnded) transaction.registry().removeSignIn(line.id);
}

Result<void> keepAndApply(const ErasureTools& tools, LedgerLine line, const std::optional<Millis>& ends) {
    line.kind = LedgerLine::Kind::User;
    bool isKept = false;
    return tools.store.write([&](WriteTransaction& transaction) -> Result<void> {
        const auto organisation = transaction.registry().organisation();
        if (!organisation) return Error{ErrorCode::NotFound, "there is no organisation here yet; `init` makes one"};
        const std::string stream = domain::organisationStream(organisation->id);
        transaction.streams().lock({stream});
        if (!isKept) {
            line.at = tools.clock.wallMs();
            line.ends = std::max(line.at, ends.value_or(line.at));
            line.op = base::newOpId(line.at, tools.random);
        }
        const Fields fields = transaction.streams().fieldsOf(stream, {"user", line.id});
        if (fields.empty() || valueOf(fields, "deleted") == Json(true)) return Error{ErrorCode::NotFound, "there is no user with the id " + line.id};
        const Json set = changeOf(fields, line);
        if (set.empty() && line.status == kRevoked) return Error{ErrorCode::NotFound, "that user has no such role there; `user list` shows what they have"};
        if (set.empty()) {
            transaction.registry().removeSignIn(line.id);
            return {};
        }
        if (!isAdministeredWithout(transaction, stream, line.id, fields, set, line))
            return Error{ErrorCode::NotPermitted, "nobody else administers the whole organisation and can sign in; give somebody that role first"};
        if (!isKept)
            if (auto kept = tools.ledger.append(line); !kept) return kept;
        isKept = true;
        apply(transaction, tools.random, stream, fields, set, line);
        return {};
    });
}

} // namespace

Result<void> endUser(const ErasureTools& tools, const std::string& user, const std::optional<std::string>& by) {
    LedgerLine line;
    line.id = user;
    line.status = kEnded;
    line.by = by.value_or(std::string());
    return keepAndApply(tools, std::move(line), std::nullopt);
}

Result<void> endRole(const ErasureTools& tools, const std::string& user, const RoleEnd& end, const std::optional<std::string>& by) {
    LedgerLine line;
    line.id = user;
    line.status = kRevoked;
    line.venue = end.venue;
    if (end.role) line.role = domain::name(*end.role);
    line.by = by.value_or(std::string());
    return keepAndApply(tools, std::move(line), end.ends);
}

Result<bool> replayUserEnd(const ErasureTools& tools, const LedgerLine& line) {
    bool again = false;
    const auto done = tools.store.write([&](WriteTransaction& transaction) -> Result<void> {
        again = false;
        const auto organisation = transaction.registry().organisation();
        if (!organisation) return {};
        const std::string stream = domain::organisationStream(organisation->id);
        transaction.streams().lock({stream});
        if (transaction.streams().holds(line.op)) return {};
        const Fields fields = transaction.streams().fieldsOf(stream, {"user", line.id});
        if (fields.empty()) return {};  // added after the backup was made: unknown, they may do nothing
        apply(transaction, tools.random, stream, fields, changeOf(fields, line), line);
        again = true;
        return {};
    });
    if (!done) return done.error();
    return again;
}

} // namespace waymark::service
