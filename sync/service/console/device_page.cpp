// One device: the venues that it sees, another one for it, and taking one away. Whoever does it gives no more than they have themselves, at venues
// that they coordinate. Each act asks first, on a page of its own.
#include "sync/service/api/access.h"
#include "sync/service/console/confirm.h"
#include "sync/service/console/device_board.h"
#include "sync/service/console/device_roles.h"
#include "sync/service/console/pages.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"
#include "sync/service/erasure/device_end.h"

#include <algorithm>

namespace waymark::service {

namespace {

using base::ErrorCode;
using base::Json;
using FormValues = std::map<std::string, std::string>;

constexpr const char* kBoardPath = "/console/devices";
constexpr const char* kBoardTitle = "Devices";

std::string addressOfDevice(const std::string& device, const char* done = nullptr) {
    return std::string(kBoardPath) + "/device?device=" + device + (done ? std::string("&done=") + done : std::string());
}

/// The device, if it is in use and on the visitor's board; an error if nothing can be read now.
base::Result<std::optional<Device>> deviceOf(const PageTools& tools, const Visitor& visitor, const std::string& id) {
    std::optional<Device> found;
    const auto read = tools.store.read([&](ReadTransaction& transaction) { found = transaction.registry().device(id); });
    if (!read) return read.error();
    if (found && (found->status != DeviceStatus::Active || !looksAfter(visitor, *found))) found.reset();
    return found;
}

/// Whether everything that the device may do at this venue is the visitor's to take.
bool mayTake(const Visitor& visitor, const Device& device, const std::string& venue) {
    return !venue.empty() && std::all_of(device.grants.begin(), device.grants.end(), [&](const domain::Grant& grant) {
        return grant.venue != venue || !grant.holdsAt(visitor.now()) || visitor.mayGive(grant.role, venue);
    });
}

bool sees(const Visitor& visitor, const Device& device, const std::string& venue) {
    return std::any_of(device.grants.begin(), device.grants.end(), [&](const domain::Grant& grant) { return grant.venue == venue && grant.holdsAt(visitor.now()); });
}

Response showDevice(const Visitor& visitor, const Request& request, const Device& device, const std::string& problem) {
    const FormValues form = request.method == "POST" ? request.form() : FormValues();
    Json grants = Json::array(), venues = Json::array();
    for (const auto& grant : device.grants)
        if (grant.holdsAt(visitor.now()))
            grants.push_back({{"role", domain::name(grant.role)},
                              {"venue", visitor.placeName(grant.venue)},
                              {"venueId", grant.venue},
                              {"mayTake", mayTake(visitor, device, grant.venue)},
                              {"device", device.id},
                              {"csrf", visitor.session().csrf}});
    for (const auto& id : visitor.coordinated())
        venues.push_back({{"id", id}, {"name", visitor.placeName(id)}, {"chosen", fieldOf(form, "venue") == id}});
    const std::string done = fieldOf(request.query, "done");
    return pageFor(visitor, request, kBoardPath, kBoardTitle,
                   renderTemplate("device.html", {{"name", device.name.empty() ? "A device without a name" : device.name},
                                                  {"device", device.id},
                                                  {"done", done == "given"   ? "It sees that venue from its next contact on."
                                                           : done == "taken" ? "At its next contact what it holds of that venue goes from it."
                                                                             : ""},
                                                  {"problem", problem},
                                                  {"some", !grants.empty()},
                                                  {"grants", grants},
                                                  {"mayGive", !venues.empty()},
                                                  {"venues", venues},
                                                  {"roles", deviceRoleChoices(visitor, fieldOf(form, "role"))},
                                                  {"csrf", visitor.session().csrf}}),
                   problem.empty() ? 200 : 400);
}

Response answeredFor(const Visitor& visitor, const Request& request, const Device& device, const base::Result<void>& result, const char* word) {
    if (result) return seeOther(addressOfDevice(device.id, word));
    if (result.error().code == ErrorCode::NotFound || result.error().code == ErrorCode::NotPermitted) return seeOther(kBoardPath);  // somebody else was quicker
    return notNow(visitor, request, kBoardPath, kBoardTitle);
}

}  // namespace

Response devicePage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const auto device = deviceOf(tools, visitor, fieldOf(request.query, "device"));
    if (!device) return notNow(visitor, request, kBoardPath, kBoardTitle);
    return *device ? showDevice(visitor, request, **device, {}) : seeOther(kBoardPath);
}

Response giveDeviceVenue(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const FormValues form = request.form();
    const auto device = deviceOf(tools, visitor, fieldOf(form, "device"));
    if (!device) return notNow(visitor, request, kBoardPath, kBoardTitle);
    if (!*device) return seeOther(kBoardPath);
    const std::string venue = fieldOf(form, "venue");
    const auto role = deviceRoleFor(visitor, fieldOf(form, "role"), {venue});
    if (!role || venue.empty() || !visitor.directory().venue(venue))
        return showDevice(visitor, request, **device, "That is not yours to give. Pick a venue and who works there from the lists.");
    if (!isSure(form))
        return askFirst(visitor, request,
                        {kBoardPath, kBoardTitle, "Let " + (*device)->name + " see " + visitor.placeName(venue) + '?', "Let it see that venue",
                         {"From its next contact on it holds the records of that venue that a " + std::string(domain::name(*role)) + " sees.",
                          "Who may work there does not change: on a tablet everybody sees what their own role lets them see."},
                         addressOfDevice((*device)->id)});
    const auto given = giveDeviceRole({tools.store, tools.clock, tools.random}, {(*device)->id, *role, venue, std::nullopt});
    return answeredFor(visitor, request, **device, given ? base::Result<void>() : base::Result<void>(given.error()), "given");
}

Response takeDeviceVenue(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const FormValues form = request.form();
    const auto device = deviceOf(tools, visitor, fieldOf(form, "device"));
    if (!device) return notNow(visitor, request, kBoardPath, kBoardTitle);
    if (!*device) return seeOther(kBoardPath);
    const std::string venue = fieldOf(form, "venue");
    if (!sees(visitor, **device, venue)) return seeOther(addressOfDevice((*device)->id));
    if (!mayTake(visitor, **device, venue)) return showDevice(visitor, request, **device, "That is not yours to take.");
    if (!isSure(form))
        return askFirst(visitor, request,
                        {kBoardPath, kBoardTitle, "Take " + visitor.placeName(venue) + " from " + (*device)->name + '?', "Take it away",
                         {"At its next contact it hands over what it recorded there until now, and what it holds of that venue goes from it.",
                          "What is recorded on it for that venue after this moment is set aside.", "A device that is not used any more is better retired."},
                         addressOfDevice((*device)->id), true});
    return answeredFor(visitor, request, **device, endGrants(tools.store, tools.settings.ledger, (*device)->id, venue, visitor.now()), "taken");
}

}  // namespace waymark::service
