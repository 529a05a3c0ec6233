#include "sync/device/service_clock.h"

#include "shared/base/json.h"
#include "sync/device/device_store.h"

#include <algorithm>

namespace waymark::device {

namespace {
constexpr std::string_view kMetaName = "clock";
}

base::Millis ServiceClock::now() const {
    const bool sameBoot = m_service > 0 && m_boot == m_clock.bootId();
    const base::Millis estimate = sameBoot ? m_service + (m_clock.monotonicMs() - m_monotonic) : m_clock.wallMs();
    return std::max(estimate, m_service);
}

base::Result<void> ServiceClock::load(DeviceStore& store) {
    const auto text = store.meta(kMetaName);
    if (!text) return text.error();
    if (!*text) return {};
    const auto json = base::parseJson(**text);
    if (!json) return {};  // without it the wall clock serves
    m_service = base::integerOf(*json, "service");
    m_monotonic = base::integerOf(*json, "monotonic");
    m_boot = base::textOf(*json, "boot");
    return {};
}

base::Result<void> ServiceClock::hear(base::Millis serviceTime, DeviceStore& store) {
    if (serviceTime <= 0) return {};
    m_service = serviceTime;
    m_monotonic = m_clock.monotonicMs();
    m_boot = m_clock.bootId();
    return store.setMeta(kMetaName, base::toText(base::Json{{"service", m_service}, {"monotonic", m_monotonic}, {"boot", m_boot}}));
}

} // namespace waymark::device
