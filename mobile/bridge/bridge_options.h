// What the bridge stands on: where it stores, what time it is, and how it reaches the service. Tests pass their own.
#pragma once

#include "sync/device/device_store.h"
#include "sync/device/enrolment.h"
#include "sync/device/scheduler.h"
#include "sync/device/transport.h"
#include "sync/device/vault.h"

#include <functional>
#include <memory>
#include <string>

namespace waymark::mobile {

/// A way to the service, and how to give up a call on it from another thread.
struct Line {
    std::unique_ptr<device::Transport> transport;
    std::function<void()> cancel;
};

struct BridgeOptions {
    std::string storePath;
    device::StoreOptions store;
    const base::Clock* clock = nullptr;  ///< asked on both threads
    base::Random* random = nullptr;      ///< asked on the worker alone
    device::KdfCost pinCost;
    device::DeviceInfo device;
    device::SchedulerTimes times;
    /// A line to a service with this key pin. Errors: Unsupported, Malformed.
    std::function<base::Result<Line>(const std::string& url, const std::string& pin)> openLine;
};

/// By libcurl, as the app does it.
base::Result<Line> openCurlLine(const std::string& url, const std::string& pin);

}  // namespace waymark::mobile
