#include "sync/device/system.h"

#include <sodium.h>

#include <chrono>
#include <ctime>
#include <fstream>

namespace waymark::device {

namespace {

base::Millis bootTimeMs() {
    timespec now{};
#ifdef CLOCK_BOOTTIME
    clock_gettime(CLOCK_BOOTTIME, &now);
#else
    clock_gettime(CLOCK_MONOTONIC, &now);
#endif
    return base::Millis{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

} // namespace

SystemClock::SystemClock() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::getline(file, m_bootId);
    // Without the kernel's word, the minute in which the machine must have started tells one boot from another.
    if (m_bootId.empty()) m_bootId = std::to_string((wallMs() - bootTimeMs()) / 60'000);
}

base::Millis SystemClock::wallMs() const {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

base::Millis SystemClock::monotonicMs() const { return bootTimeMs(); }

int SystemClock::utcOffsetMinutes() const {
    const std::time_t now = static_cast<std::time_t>(wallMs() / 1000);
    std::tm local{};
    localtime_r(&now, &local);
    return static_cast<int>(local.tm_gmtoff / 60);
}

void SystemRandom::fill(std::uint8_t* data, std::size_t size) {
    [[maybe_unused]] static const int ready = sodium_init();
    randombytes_buf(data, size);
}

} // namespace waymark::device
