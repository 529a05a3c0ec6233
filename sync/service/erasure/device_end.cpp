#include "sync/service/erasure/device_end.h"

#include "sync/service/store/store.h"

#include <algorithm>
#include <span>
#include <vector>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

std::string wordOf(DeviceStatus status) { return status == DeviceStatus::Lost ? "lost" : "retired"; }

Result<Device> find(Store& store, const std::string& id) {
    std::optional<Device> device;
    const auto read = store.read([&](ReadTransaction& transaction) { device = transaction.registry().device(id); });
    if (!read) return read.error();
    if (!device) return Error{ErrorCode::NotFound, "there is no device with the id " + id};
    return std::move(*device);
}

bool hasOpenGrants(const Device& device, const std::string& venue, base::Millis at) {
    return std::any_of(device.grants.begin(), device.grants.end(), [&](const domain::Grant& grant) {
        return (venue.empty() || grant.venue == venue) && grant.from < at && (!grant.to || *grant.to > at);
    });
}

// What is granted from the moment of an end on is another decision. What there is already and begins only then (this very moment, a day to come, or a
// time that a clock which was ahead wrote) ends with a moment of its own: what holds now must not go on until then.
std::vector<base::Millis> endsOf(const Device& device, const std::string& venue, base::Millis at) {
    std::vector<base::Millis> ends{at};
    for (const auto& grant : device.grants)
        if ((venue.empty() || grant.venue == venue) && grant.from >= at && (!grant.to || *grant.to > grant.from)) ends.push_back(grant.from + 1);
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    return ends;
}

// Once lost, always lost: who has found it may not become the one who retires it.
void apply(Registry& registry, const LedgerLine& line) {
    if (line.kind == LedgerLine::Kind::Grants) return registry.endDeviceGrants(line.id, line.venue, line.at);
    const auto device = registry.device(line.id);
    const auto status = parseDeviceEnd(line.status);
    if (!device || !status || device->status == DeviceStatus::Lost) return;
    registry.setDeviceStatus(line.id, *status);
    registry.endDeviceGrants(line.id, {}, line.at);
}

Result<void> keepAndApply(Store& store, const Ledger& ledger, const LedgerLine& line) {
    if (auto kept = ledger.append(line); !kept) return kept;
    return store.write([&](WriteTransaction& transaction) -> Result<void> {
        apply(transaction.registry(), line);
        return {};
    });
}

Result<void> keepEndsOfGrants(Store& store, const Ledger& ledger, const std::string& device, const std::string& venue, std::span<const base::Millis> ends) {
    for (const base::Millis at : ends) {
        LedgerLine line;
        line.kind = LedgerLine::Kind::Grants;
        line.at = at;
        line.id = device;
        line.venue = venue;
        if (auto kept = keepAndApply(store, ledger, line); !kept) return kept;
    }
    return {};
}

} // namespace

std::optional<DeviceStatus> parseDeviceEnd(const std::string& word) {
    if (word == "lost") return DeviceStatus::Lost;
    if (word == "retired") return DeviceStatus::Retired;
    return std::nullopt;
}

Result<void> endDevice(Store& store, const Ledger& ledger, const std::string& id, DeviceStatus status, base::Millis at) {
    const auto device = find(store, id);
    if (!device) return device.error();
    const auto ends = endsOf(*device, {}, at);
    LedgerLine line;
    line.kind = LedgerLine::Kind::Device;
    line.at = ends.front();
    line.id = id;
    line.status = wordOf(status);
    line.tokenHash = device->tokenHash;
    if (auto kept = keepAndApply(store, ledger, line); !kept) return kept;
    return keepEndsOfGrants(store, ledger, id, {}, std::span(ends).subspan(1));
}

Result<void> endGrants(Store& store, const Ledger& ledger, const std::string& id, const std::string& venue, base::Millis at) {
    const auto device = find(store, id);
    if (!device) return device.error();
    const auto ends = endsOf(*device, venue, at);
    return keepEndsOfGrants(store, ledger, id, venue, ends);
}

Result<bool> replayDeviceEnd(Store& store, const LedgerLine& line) {
    bool again = false;
    const auto done = store.write([&](WriteTransaction& transaction) -> Result<void> {
        Registry& registry = transaction.registry();
        const auto device = registry.device(line.id);
        const auto status = parseDeviceEnd(line.status);
        if (line.kind == LedgerLine::Kind::Grants) {
            again = device && hasOpenGrants(*device, line.venue, line.at);
        } else if (!device && status && !line.tokenHash.empty()) {
            // Enrolled after the backup was made: it is made known again, so that it hears what it must do.
            Device ended;
            ended.id = line.id;
            ended.tokenHash = line.tokenHash;
            ended.status = *status;
            ended.enrolledAt = line.at;
            registry.addDevice(ended);
            again = true;
            return {};
        } else {
            again = device && status && device->status != *status && device->status != DeviceStatus::Lost;
        }
        if (again) apply(registry, line);
        return {};
    });
    if (!done) return done.error();
    return again;
}

} // namespace waymark::service
