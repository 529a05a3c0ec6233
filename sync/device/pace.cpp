#include "sync/device/pace.h"

#include <algorithm>

namespace waymark::device {

void Pace::set(double bytes) {
    const auto least = std::min(kLeastBytes, m_mostBytes);
    m_bytes = static_cast<std::size_t>(std::clamp(bytes, static_cast<double>(least), static_cast<double>(m_mostBytes)));
}

bool Pace::missed() {
    if (!m_began) return false;
    m_began.reset();
    set(static_cast<double>(m_bytes) / 2);
    return true;
}

void Pace::begin(Millis now) {
    missed();
    m_began = now;
}

void Pace::end(Millis now, bool full) {
    if (!m_began) return;
    const Millis took = std::max<Millis>(1, now - *m_began);
    m_began.reset();
    const double factor = std::clamp(static_cast<double>(m_aim) / static_cast<double>(took), 0.25, 2.0);
    if (full || factor < 1) set(static_cast<double>(m_bytes) * factor);
}

void Pace::tooLarge() {
    m_began.reset();
    m_mostOps = std::max<std::size_t>(1, m_mostOps / 4);
    m_mostBytes = std::max<std::size_t>(1024, m_bytes / 4);
    set(static_cast<double>(m_bytes));
}

} // namespace waymark::device
