#include "sync/service/erasure/device_end.h"

#include "sync/service/store/store.h"

#include <algorithm>

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

// What is granted from this moment on is another decision, so what there is must have begun before it.
base::Millis endOf(const Device& device, base::Millis at) {
    for (const auto& grant : device.grants)
        if (!grant.to || *grant.to > at) at = std::max(at, grant.from + 1);
    return at;
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

} // namespace

std::optional<DeviceStatus> parseDeviceEnd(const std::string& word) {
    if (word == "lost") return DeviceStatus::Lost;
    if (word == "retired") return DeviceStatus::Retired;
    return std::nullopt;
}

Result<void> endDevice(Store& store, const Ledger& ledger, const std::string& id, DeviceStatus status, base::Millis at) {
    const auto device = find(store, id);
    if (!device) return device.error();
    LedgerLine line;
    line.kind = LedgerLine::Kind::Device;
    line.at = endOf(*device, at);
    line.id = id;
    line.status = wordOf(status);
    line.tokenHash = device->tokenHash;
    return keepAndApply(store, ledger, line);
}

Result<void> endGrants(Store& store, const Ledger& ledger, const std::string& id, const std::string& venue, base::Millis at) {
    const auto device = find(store, id);
    if (!device) return device.error();
    LedgerLine line;
    line.kind = LedgerLine::Kind::Grants;
    line.at = endOf(*device, at);
    line.id = id;
    line.venue = venue;
    return keepAndApply(store, ledger, line);
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
