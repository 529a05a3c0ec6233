#include "sync/service/app/system.h"

#include <sys/random.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>

namespace waymark::service {

base::Millis SystemClock::wallMs() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

base::Millis SystemClock::monotonicMs() const {
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<base::Millis>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

std::string SystemClock::bootId() const {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

void SystemRandom::fill(std::uint8_t* data, std::size_t size) {
    while (size > 0) {
        const auto got = getrandom(data, size, 0);
        if (got < 0) std::abort();  // without randomness no id and no secret may be made
        data += got;
        size -= static_cast<std::size_t>(got);
    }
}

} // namespace waymark::service
