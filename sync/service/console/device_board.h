// What the service knows of the devices that a coordinator looks after.
#pragma once

#include "sync/service/console/visitor.h"
#include "sync/service/store/store.h"

#include <vector>

namespace waymark::service {

/// Without contact for longer than this, a device in use is worth a look.
inline constexpr base::Millis kSilentMs = 3LL * 24 * 60 * 60 * 1000;

struct DeviceLine {
    Device device;
    bool silent = false;  ///< active, and no contact for more than kSilentMs
    bool mayEnd = false;  ///< the visitor coordinates every venue it serves
    std::int64_t erasuresAhead = 0;  ///< erasures since it was enrolled that it has not passed yet
};

/// The devices with a grant, now or earlier, at a venue that the visitor coordinates; those in use first, the longest silent on top.
/// Errors: those of Store.
base::Result<std::vector<DeviceLine>> readDeviceBoard(Store& store, const Visitor& visitor);

/// Whether it said at its last contact that it has more to hand over.
bool hasWorkWaiting(const Device& device);

/// Whether a device belongs on the visitor's board.
bool looksAfter(const Visitor& visitor, const Device& device);

}  // namespace waymark::service
