#include "sync/device/pin_wait.h"

#include <algorithm>
#include <array>

namespace waymark::device {

Millis waitAfterFailures(int failures) {
    static constexpr std::array<Millis, 5> kWaits = {15'000, 30'000, 60'000, 300'000, 900'000};
    if (failures < 5) return 0;
    return kWaits[std::min<std::size_t>(static_cast<std::size_t>(failures) - 5, kWaits.size() - 1)];
}

Millis waitLeft(WrapRow& row, const base::Clock& clock) {
    if (row.waitMs <= 0) return 0;
    if (row.waitBoot != clock.bootId()) {
        row.waitBoot = clock.bootId();
        row.waitFrom = clock.monotonicMs();
    }
    return std::clamp<Millis>(row.waitFrom + row.waitMs - clock.monotonicMs(), 0, row.waitMs);
}

void countFailure(WrapRow& row, const base::Clock& clock) {
    row.failures += 1;
    row.waitBoot = clock.bootId();
    row.waitFrom = clock.monotonicMs();
    row.waitMs = waitAfterFailures(row.failures);
}

void clearFailures(WrapRow& row) {
    row.failures = 0;
    row.waitMs = 0;
}

} // namespace waymark::device
