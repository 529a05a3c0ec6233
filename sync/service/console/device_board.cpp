#include "sync/service/console/device_board.h"

#include <algorithm>

namespace waymark::service {

bool looksAfter(const Visitor& visitor, const Device& device) {
    if (visitor.administers()) return true;
    return std::any_of(device.grants.begin(), device.grants.end(),
                       [&visitor](const domain::Grant& grant) { return !grant.venue.empty() && visitor.coordinates(grant.venue); });
}

bool hasWorkWaiting(const Device& device) { return device.waitingOps.value_or(0) > 0; }

base::Result<std::vector<DeviceLine>> readDeviceBoard(Store& store, const Visitor& visitor) {
    std::vector<DeviceLine> lines;
    auto read = store.read([&](ReadTransaction& transaction) {
        lines.clear();
        for (auto& device : transaction.registry().devices()) {
            if (!looksAfter(visitor, device)) continue;
            DeviceLine line;
            const base::Millis heard = device.lastContact.value_or(device.enrolledAt);
            line.silent = device.status == DeviceStatus::Active && visitor.now() - heard > kSilentMs;
            line.mayEnd = visitor.mayActFor(device.grants);
            for (const auto& erasure : transaction.registry().erasuresAheadOf(device.id))
                line.erasuresAhead += erasure.at > device.enrolledAt ? 1 : 0;
            line.device = std::move(device);
            lines.push_back(std::move(line));
        }
    });
    if (!read) return read.error();
    std::stable_sort(lines.begin(), lines.end(), [](const DeviceLine& a, const DeviceLine& b) {
        const bool aOut = a.device.status != DeviceStatus::Active, bOut = b.device.status != DeviceStatus::Active;
        if (aOut != bOut) return bOut;
        return a.device.lastContact.value_or(0) < b.device.lastContact.value_or(0);
    });
    return lines;
}

}  // namespace waymark::service
