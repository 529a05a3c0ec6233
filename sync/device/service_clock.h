// The device's best estimate of the service's time (contract, section 3, `at`): the last service time plus the monotonic time since, while
// the boot lasts; else the wall clock; never below the last service time. Kept in the store's meta rows, in the clear.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <string>

namespace waymark::device {

class DeviceStore;

class ServiceClock {
public:
    explicit ServiceClock(const base::Clock& clock) : m_clock(clock) {}

    base::Millis now() const;
    base::Millis lastServiceTime() const { return m_service; }

    base::Result<void> load(DeviceStore& store);
    /// A reply said so just now; what is not after 1970 is no time. Stored with the transaction in progress.
    base::Result<void> hear(base::Millis serviceTime, DeviceStore& store);

private:
    const base::Clock& m_clock;
    base::Millis m_service = 0, m_monotonic = 0;
    std::string m_boot;
};

} // namespace waymark::device
