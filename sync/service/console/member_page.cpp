// One person of the team: what they may do, giving it, taking it away, and ending it when they leave. Whoever does it gives and takes no more than
// they have themselves, at their own venues. Each act asks first, on a page of its own.
#include "sync/service/api/access.h"
#include "sync/service/console/confirm.h"
#include "sync/service/console/pages.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"
#include "sync/service/erasure/user_end.h"

#include "shared/base/calendar.h"

#include <algorithm>

namespace waymark::service {

namespace {

using base::ErrorCode;
using base::Json;
using domain::Role;

constexpr const char* kMemberPath = "/console/team";
constexpr const char* kMemberTitle = "Team and venues";
constexpr std::string_view kEverywhere = "everywhere";

struct RoleWords {
    Role role;
    const char* words;
};
constexpr RoleWords kRoles[] = {
    {Role::Worker, "Worker: registers, questionnaires, notes"}, {Role::Volunteer, "Volunteer: registers only"},
    {Role::Coordinator, "Coordinator: also this console"},      {Role::Reader, "Reader: figures on this console only"},
    {Role::Safeguarding, "Safeguarding lead or deputy"},        {Role::Administrator, "Administrator"},
};

using Form = std::map<std::string, std::string>;

std::string memberAddress(const std::string& user, const char* done = nullptr) {
    return std::string(kMemberPath) + "/member?user=" + user + (done ? std::string("&done=") + done : std::string());
}

/// The person whom a request is about, if the visitor sees them.
const UserEntry* memberOf(const Visitor& visitor, const std::string& id) {
    const auto* user = visitor.directory().user(id);
    return user && seesMember(visitor, *user) ? user : nullptr;
}

bool isOpen(const domain::Grant& grant, base::Millis now) { return !grant.to || *grant.to > now; }

/// Why the visitor may not end all that somebody may do; empty if they may.
std::string whyNotEnd(const Visitor& visitor, const UserEntry& user) {
    if (!user.active) return "They may do nothing any more.";
    if (visitor.administers()) return {};
    bool has = false;
    for (const auto& grant : user.grants) {
        if (!isOpen(grant, visitor.now())) continue;
        has = true;
        if (!visitor.mayGive(grant.role, grant.venue)) return "They also have a role that is not yours to take. An administrator ends everything that they may do.";
    }
    return has ? std::string() : "They may do nothing any more.";
}

Json grantLines(const Visitor& visitor, const UserEntry& user) {
    Json lines = Json::array();
    const std::string& zone = visitor.directory().organisation.timezone;
    const auto day = [&zone](base::Millis at) { return dateText(base::toText(base::localDate(at, zone))); };
    for (const auto& grant : user.grants) {
        if (!user.active || !isOpen(grant, visitor.now())) continue;
        lines.push_back({{"role", domain::name(grant.role)},
                         {"venue", visitor.placeName(grant.venue)},
                         {"from", grant.from == 0 ? std::string("the beginning") : day(grant.from)},
                         {"until", grant.to ? day(*grant.to - 1) : std::string("further notice")},
                         {"mayTake", visitor.mayGive(grant.role, grant.venue)},
                         {"csrf", visitor.session().csrf},
                         {"user", user.id},
                         {"roleName", domain::name(grant.role)},
                         {"venueId", grant.venue.empty() ? std::string(kEverywhere) : grant.venue}});
    }
    return lines;
}

std::string memberDoneText(const std::string& done) {
    if (done == "given") return "It is given. Tablets that they have joined know it at their next contact.";
    if (done == "taken") return "It is taken away. Tablets know it at their next contact.";
    if (done == "ended") return "Everything that they might do has ended.";
    return {};
}

Response show(const Visitor& visitor, const Request& request, const UserEntry& user, const std::string& problem) {
    const Form form = request.method == "POST" ? request.form() : Form();
    Json roles = Json::array(), venues = Json::array();
    for (const auto& choice : kRoles) {
        const bool mayGive = visitor.administers() || std::any_of(visitor.coordinated().begin(), visitor.coordinated().end(), [&](const std::string& venue) {
            return visitor.mayGive(choice.role, venue);
        });
        if (mayGive) roles.push_back({{"value", domain::name(choice.role)}, {"label", choice.words}, {"chosen", fieldOf(form, "role") == domain::name(choice.role)}});
    }
    for (const auto& id : visitor.coordinated())
        venues.push_back({{"id", id}, {"name", visitor.placeName(id)}, {"chosen", fieldOf(form, "venue") == id}});
    if (visitor.administers())
        venues.push_back({{"id", kEverywhere}, {"name", "Every venue (administrators)"}, {"chosen", fieldOf(form, "venue") == kEverywhere}});
    const std::string now = rolesText(visitor, user), whyNot = whyNotEnd(visitor, user);
    const Json grants = grantLines(visitor, user);
    const auto done = request.query.find("done");
    const std::string doneWords = done == request.query.end() ? std::string() : memberDoneText(done->second);
    return pageFor(visitor, request, kMemberPath, kMemberTitle,
                   renderTemplate("member.html", {{"name", user.name},
                                                  {"user", user.id},
                                                  {"lead", now.empty() ? user.active ? std::string("may do nothing now.") : std::string("has left.") : now + '.'},
                                                  {"done", doneWords},
                                                  {"problem", problem},
                                                  {"some", !grants.empty()},
                                                  {"grants", grants},
                                                  {"mayGive", !venues.empty()},
                                                  {"roles", roles},
                                                  {"venues", venues},
                                                  {"from", fieldOf(form, "from")},
                                                  {"to", fieldOf(form, "to")},
                                                  {"mayEnd", whyNot.empty()},
                                                  {"whyNot", whyNot},
                                                  {"csrf", visitor.session().csrf}}),
                   problem.empty() ? 200 : 400);
}

Response ask(const Visitor& visitor, const Request& request, const UserEntry& user, Question question) {
    question.path = kMemberPath, question.title = kMemberTitle, question.back = memberAddress(user.id);
    return askFirst(visitor, request, question);
}

ErasureTools endingTools(const PageTools& tools) { return {tools.store, tools.settings.ledger, tools.clock, tools.random}; }

Response answered(const Visitor& visitor, const Request& request, const UserEntry& user, const base::Result<void>& done, const char* word) {
    if (done) return seeOther(memberAddress(user.id, word));
    if (done.error().code == ErrorCode::NotPermitted)
        return show(visitor, request, user, "Nothing was changed: nobody else administers the whole organisation and can sign in. Give somebody that role first.");
    if (done.error().code == ErrorCode::NotFound) return seeOther(memberAddress(user.id));  // somebody else was quicker
    return notNow(visitor, request, kMemberPath, kMemberTitle);
}

const char* const kWhatStays = "What they recorded until now stays, and what a tablet still has of it is taken when it calls.";

}  // namespace

Response memberPage(const PageTools&, const Visitor& visitor, const Request& request) {
    const auto* user = memberOf(visitor, fieldOf(request.query, "user"));
    return user ? show(visitor, request, *user, {}) : seeOther(kMemberPath);
}

Response giveMemberRole(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const Form form = request.form();
    const auto* user = memberOf(visitor, fieldOf(form, "user"));
    if (!user) return seeOther(kMemberPath);
    const auto role = domain::parseRole(fieldOf(form, "role"));
    const bool everywhere = fieldOf(form, "venue") == kEverywhere;
    const std::string venue = everywhere ? std::string() : fieldOf(form, "venue");
    if (!role || (!everywhere && !visitor.directory().venue(venue)) || !visitor.mayGive(*role, venue))
        return show(visitor, request, *user, "That is not yours to give. Pick a role and a venue from the lists.");
    if (everywhere && *role != Role::Administrator) return show(visitor, request, *user, "Every venue at once is for administrators alone. Pick a venue.");
    NewRole wanted{user->id, *role, venue, base::parseDate(fieldOf(form, "from")), base::parseDate(fieldOf(form, "to"))};
    const auto isWrong = [&](const char* name, const std::optional<base::Date>& date) { return !date && !fieldOf(form, name).empty(); };
    if (isWrong("from", wanted.from) || isWrong("to", wanted.to)) return show(visitor, request, *user, "A day is written like 2026-03-31.");
    const auto today = base::localDate(visitor.now(), visitor.directory().organisation.timezone);
    if (wanted.to && *wanted.to < wanted.from.value_or(today)) return show(visitor, request, *user, "The last day is before the first.");
    if (!isSure(form)) {
        const auto day = [](const base::Date& date) { return dateText(base::toText(date)); };
        Question question{{}, {}, "Let " + user->name + " work as " + std::string(domain::name(*role)) + " at " + visitor.placeName(venue) + '?', "Give it", {}, {}};
        question.says.push_back("From " + (wanted.from ? "the beginning of " + day(*wanted.from) : std::string("now")) + ", " +
                                (wanted.to ? "to the end of " + day(*wanted.to) : std::string("until somebody takes it away")) + '.');
        if (*role == Role::Administrator) question.says.push_back("An administrator may do everything there, and give it to others.");
        if (!user->active) question.says.push_back("They had left: what they could do before does not come back with it.");
        return ask(visitor, request, *user, question);
    }
    const auto given = giveRole({tools.store, tools.clock, tools.random}, wanted, visitor.user().id);
    return answered(visitor, request, *user, given ? base::Result<void>() : base::Result<void>(given.error()), "given");
}

Response takeMemberRole(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const Form form = request.form();
    const auto* user = memberOf(visitor, fieldOf(form, "user"));
    if (!user) return seeOther(kMemberPath);
    const auto role = domain::parseRole(fieldOf(form, "role"));
    const std::string venue = fieldOf(form, "venue") == kEverywhere ? std::string() : fieldOf(form, "venue");
    if (!role || !visitor.mayGive(*role, venue)) return show(visitor, request, *user, "That is not yours to take.");
    if (!isSure(form)) {
        Question question{{}, {}, "Take from " + user->name + " that they are " + std::string(domain::name(*role)) + " at " + visitor.placeName(venue) + '?',
                          "Take it away", {"It ends now. What else they may do stays.", kWhatStays}, {}, true};
        if (user->id == visitor.user().id) question.says.push_back("This is you. You cannot give it back to yourself.");
        return ask(visitor, request, *user, question);
    }
    return answered(visitor, request, *user, endRole(endingTools(tools), user->id, {venue, role, std::nullopt}, visitor.user().id), "taken");
}

Response endMember(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const Form form = request.form();
    const auto* user = memberOf(visitor, fieldOf(form, "user"));
    if (!user) return seeOther(kMemberPath);
    if (const std::string why = whyNotEnd(visitor, *user); !why.empty()) return show(visitor, request, *user, why);
    if (!isSure(form)) {
        const std::string roles = rolesText(visitor, *user);
        Question question{{}, {}, "End everything that " + user->name + " may do?", "End it all",
                          {roles.empty() ? "They have no role now." : "What ends now: " + roles + '.',
                           "They are signed out of this console and cannot sign in again.", kWhatStays,
                           "Their PIN opens a tablet until that tablet calls the next time. A tablet that they took along is marked as lost on the page Devices."}, {}, true};
        if (user->id == visitor.user().id) question.says.push_back("This is you. You are signed out, and cannot take it back.");
        return ask(visitor, request, *user, question);
    }
    return answered(visitor, request, *user, endUser(endingTools(tools), user->id, visitor.user().id), "ended");
}

}  // namespace waymark::service
