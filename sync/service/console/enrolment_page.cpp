#include "sync/service/api/administration.h"
#include "sync/service/api/form_encoding.h"
#include "sync/service/console/device_roles.h"
#include "sync/service/console/pages.h"
#include "sync/service/console/qr_code.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"

#include <algorithm>
#include <set>

namespace waymark::service {

namespace {

using domain::Role;

constexpr const char* kEnrolmentPath = "/console/enrolment";

std::string enrolLink(const PageTools& tools, const Visitor& visitor, const std::string& code) {
    const auto& settings = tools.settings;
    std::string safeguardingKey;
    // A link without it enrols all the same; the device then asks for the key to be compared.
    static_cast<void>(tools.store.read([&](ReadTransaction& t) { safeguardingKey = pinnedFingerprint(t.streams(), visitor.directory().organisation.id); }).ok());
    return "waymark://enrol?u=" + percentEncode(settings.publicUrl ? settings.publicUrl() : std::string()) + "&c=" + percentEncode(code) +
           "&k=" + percentEncode(settings.servicePin) + "&s=" + percentEncode(safeguardingKey);
}

std::string joinLink(const std::string& code) { return "waymark://join?c=" + percentEncode(code); }

/// People the visitor may bring onto a device: active, somebody in the field, and no more than the visitor may act for.
std::vector<const UserEntry*> usersToJoin(const Visitor& visitor) {
    std::vector<const UserEntry*> users;
    for (const auto& user : visitor.directory().users) {
        const bool inTheField = std::any_of(user.grants.begin(), user.grants.end(), [&visitor](const domain::Grant& grant) {
            return grant.holdsAt(visitor.now()) && grant.role != Role::Reader;
        });
        if (user.active && inTheField && visitor.mayActFor(user.grants)) users.push_back(&user);
    }
    return users;
}

Response show(const PageTools&, const Visitor& visitor, const Request& request, const base::Json& ticket, const std::string& problem,
              const std::set<std::string>& chosen = {}) {
    const auto form = request.form();
    const auto was = [&form](const char* field) {
        const auto it = form.find(field);
        return it == form.end() ? std::string() : it->second;
    };
    base::Json venues = base::Json::array(), users = base::Json::array();
    for (const auto& id : visitor.coordinated())
        if (const auto* venue = visitor.directory().venue(id))
            venues.push_back({{"id", id}, {"name", venue->name}, {"chosen", chosen.count(id) > 0 || visitor.coordinated().size() == 1}});
    for (const auto* user : usersToJoin(visitor))
        users.push_back({{"id", user->id}, {"name", user->name}, {"chosen", was("user") == user->id}});
    base::Json view = {{"lead", ticket.is_null() ? "Bring a tablet or phone in, and people onto it." : "The code is ready."},
                       {"problem", problem},
                       {"venuesToGrant", !venues.empty()},
                       {"venues", venues},
                       {"roles", deviceRoleChoices(visitor, was("role"))},
                       {"usersToJoin", !users.empty()},
                       {"users", users},
                       {"csrf", visitor.session().csrf}};
    if (!ticket.is_null()) view["ticket"] = ticket;
    return pageFor(visitor, request, kEnrolmentPath, "Enrolment", renderTemplate("enrolment.html", view), problem.empty() ? 200 : 400);
}

std::string expiresText(const Visitor& visitor, base::Millis expires) {
    return "Until " + timeText(expires, visitor.directory().organisation.timezone) + '.';
}

}  // namespace

Response enrolmentPage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    return show(tools, visitor, request, {}, {});
}

Response makeDeviceCode(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const auto form = request.form();
    const auto roleField = form.find("role");
    std::set<std::string> chosen;
    for (const auto& id : visitor.coordinated())
        if (form.count("venue-" + id) > 0) chosen.insert(id);
    if (chosen.empty()) return show(tools, visitor, request, {}, "Pick at least one venue, then make the code.");
    const std::vector<std::string> venues(chosen.begin(), chosen.end());
    const auto role = deviceRoleFor(visitor, roleField == form.end() ? std::string() : roleField->second, venues);
    if (!role) return show(tools, visitor, request, {}, "Pick who will use the device.", chosen);

    const auto issued =
        issueEnrolCode({tools.store, tools.clock, tools.random}, venues, *role);
    if (!issued) return notNow(visitor, request, kEnrolmentPath, "Enrolment");
    std::string places;
    for (const auto& id : chosen)
        places += (places.empty() ? "" : ", ") + visitor.directory().venue(id)->name;
    const std::string link = enrolLink(tools, visitor, issued->code);
    return show(tools, visitor, request,
                {{"heading", "Enrol one device"},
                 {"code", issued->code},
                 {"use", "For " + places + ", as " + std::string(domain::name(*role)) + "."},
                 {"expires", expiresText(visitor, issued->expires)},
                 {"link", link},
                 {"qr", qrCodeSvg(link, "QR code of the enrolment link below")}},
                {}, chosen);
}

Response makePersonCode(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const auto form = request.form();
    const auto users = usersToJoin(visitor);
    const auto wanted = form.find("user");
    const auto user = std::find_if(users.begin(), users.end(),
                                   [&](const UserEntry* entry) { return wanted != form.end() && entry->id == wanted->second; });
    if (user == users.end()) return show(tools, visitor, request, {}, "Pick a person from the list.");
    const auto issued = issueJoinCode({tools.store, tools.clock, tools.random}, (*user)->id);
    if (!issued) return notNow(visitor, request, kEnrolmentPath, "Enrolment");
    return show(tools, visitor, request,
                {{"heading", "Personal code for " + (*user)->name},
                 {"code", issued->code},
                 {"use", "They scan or type it on the device, once, with a signal, and choose a PIN."},
                 {"expires", expiresText(visitor, issued->expires)},
                 {"qr", qrCodeSvg(joinLink(issued->code), "QR code of this personal code")}},
                {});
}

}  // namespace waymark::service
