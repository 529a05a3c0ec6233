#include "shared/domain/stream.h"
#include "sync/service/console/device_board.h"
#include "sync/service/console/pages.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"
#include "sync/service/erasure/device_end.h"

namespace waymark::service {

namespace {

constexpr const char* kDevicesPath = "/console/devices";

struct StateWords {
    const char* cssClass;
    std::string words;
};

StateWords stateOf(const DeviceLine& line, const std::string& zone) {
    const auto& told = line.device.toldToWipe;
    if (line.device.status == DeviceStatus::Lost)
        return {"bad", told ? "Lost: told to wipe on " + timeText(*told, zone) : "Lost: it is wiped at its next contact"};
    if (line.device.status == DeviceStatus::Retired) return {"off", "Retired"};
    if (!line.device.troubles.empty()) return {"bad", "A venue's records do not run as they should on it"};
    if (line.silent) return {"warn", "Silent for more than 3 days"};
    if (!line.device.lastContact) return {"off", "Enrolled, not heard of yet"};
    if (hasWorkWaiting(line.device)) return {"warn", "Work is waiting on it"};
    if (!line.device.waitingOps) return {"off", "In contact; it does not tell what waits on it"};
    return {"good", "All safe centrally"};
}

std::string usersText(const Visitor& visitor, const Device& device) {
    std::string words;
    for (const auto& id : device.users) {
        const auto* user = visitor.directory().user(id);
        words += (words.empty() ? "" : ", ") + (user ? user->name : std::string("somebody who was removed"));
    }
    return words.empty() ? "Nobody yet" : words;
}

std::string erasuresText(const DeviceLine& line) {
    if (line.device.status != DeviceStatus::Active) return {};
    if (line.erasuresAhead == 0) return "Passed them all";
    return countedText(line.erasuresAhead, "erasure has", "erasures have") + " not been confirmed by it yet";
}

std::string troublesText(const Visitor& visitor, const Device& device) {
    std::string words;
    for (const auto& trouble : device.troubles) {
        const auto stream = domain::parseStream(trouble.stream);
        const auto* venue = stream ? visitor.directory().venue(stream->owner) : nullptr;
        words += (words.empty() ? "" : "; ") + (venue ? venue->name : std::string("the organisation")) + ' ' +
                 (trouble.kind == "stopped" ? "stopped: the service's copy would have removed most of what it holds. Somebody must look at it there"
                                            : "differs from the service's copy; it is fetched anew, at most once a day");
    }
    return words;
}

std::string waitingText(const Device& device, const std::string& zone) {
    if (!device.waitingOps) return "It does not tell";
    if (!hasWorkWaiting(device)) return "Nothing";
    return countedText(*device.waitingOps, "change", "changes") + (device.waitingSince ? ", the oldest from " + timeText(*device.waitingSince, zone) : std::string());
}

base::Json viewOf(const Visitor& visitor, const DeviceLine& line) {
    const auto& device = line.device;
    const std::string& zone = visitor.directory().organisation.timezone;
    const auto state = stateOf(line, zone);
    const std::string grants = rolesText(visitor, device.grants);
    return {{"id", device.id},
            {"name", device.name.empty() ? "A device without a name" : device.name},
            {"state", state.words},
            {"stateClass", state.cssClass},
            {"contact", device.lastContact ? timeText(*device.lastContact, zone) + " (" + agoText(*device.lastContact, visitor.now()) + ')'
                                           : "Never. Enrolled " + timeText(device.enrolledAt, zone)},
            {"waiting", waitingText(device, zone)},
            {"app", device.app + (device.platform.empty() ? "" : " on " + device.platform)},
            {"clock", device.lastContact ? skewText(device.clockSkewMs) : "Not known yet"},
            {"grants", grants.empty() ? "Nothing any more" : grants},
            {"users", usersText(visitor, device)},
            {"erasures", erasuresText(line)},
            {"troubles", troublesText(visitor, device)},
            {"inUse", device.status == DeviceStatus::Active},
            {"active", device.status == DeviceStatus::Active && line.mayEnd},
            {"csrf", visitor.session().csrf}};
}

std::string leadOf(const std::vector<DeviceLine>& board) {
    std::int64_t active = 0, attention = 0, untold = 0;
    for (const auto& line : board) {
        if (line.device.status != DeviceStatus::Active) continue;
        ++active;
        attention += line.silent || hasWorkWaiting(line.device) || !line.device.troubles.empty() ? 1 : 0;
        untold += line.device.waitingOps ? 0 : 1;
    }
    if (active == 0) return "No device is in use.";
    const std::string words = countedText(active, "device is", "devices are") + " in use; ";
    if (attention == 0 && untold == active) return words + (active == 1 ? "it has not told what waits on it." : "they have not told what waits on them.");
    if (attention == 0 && untold > 0)
        return words + "nothing was waiting at the last contact on those that tell. " + countText(untold) + (untold == 1 ? " does not." : " do not.");
    if (attention == 0) return words + "nothing was waiting on " + (active == 1 ? "it" : "any of them") + " at the last contact.";
    return words + countText(attention) + (attention == 1 ? " needs a look." : " need a look.");
}

}  // namespace

Response devicesPage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const auto board = readDeviceBoard(tools.store, visitor);
    if (!board) return notNow(visitor, request, kDevicesPath, "Devices");
    base::Json devices = base::Json::array();
    for (const auto& line : *board)
        devices.push_back(viewOf(visitor, line));
    const auto done = request.query.find("done");
    std::string doneText;
    if (done != request.query.end() && done->second == "retired")
        doneText = "The device is retired. It hands over what it still has at its next contact.";
    if (done != request.query.end() && done->second == "lost") doneText = "The device is marked as lost. At its next contact it is wiped.";
    return pageFor(
        visitor, request, kDevicesPath, "Devices",
        renderTemplate("devices.html", {{"lead", leadOf(*board)},
                                        {"devices", devices},
                                        {"empty", board->empty()},
                                        {"done", doneText},
                                        {"csrf", visitor.session().csrf},
                                        {"asOf", "As of " + timeText(visitor.now(), visitor.directory().organisation.timezone) + '.'}}));
}

Response endDevice(const PageTools& tools, const Visitor& visitor, const Request& request, DeviceStatus status) {
    const auto form = request.form();
    const auto id = form.find("device");
    bool allowed = false;
    base::Result<void> written = tools.store.read([&](ReadTransaction& transaction) {
        const auto device = id == form.end() ? std::nullopt : transaction.registry().device(id->second);
        allowed = device && device->status == DeviceStatus::Active && looksAfter(visitor, *device) && visitor.mayActFor(device->grants);
    });
    if (written && allowed) written = endDevice(tools.store, tools.settings.ledger, id->second, status, visitor.now());
    if (!written) return notNow(visitor, request, kDevicesPath, "Devices");
    if (!allowed) return seeOther(kDevicesPath);
    return seeOther(std::string(kDevicesPath) + (status == DeviceStatus::Lost ? "?done=lost" : "?done=retired"));
}

}  // namespace waymark::service
