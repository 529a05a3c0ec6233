// Bodies under zstd and gzip: bombs, bodies cut short and lying sizes. The first byte says which coding, and whether the rest is what came over
// the network or what is packed first. Whatever comes, no more memory is spent than the limits allow.
#include "shared/wire/limits.h"
#include "tests/fuzz/claim.h"

#include <algorithm>

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto coding = static_cast<base::Encoding>(data[0] % 3);
    const std::string_view rest = fuzz::textOf(data + 1, size - 1);
    if (data[0] & 0x80) {
        const std::string packed = base::compress(rest, coding);
        const auto plain = base::decompress(packed, coding, wire::kBodyLimits);
        fuzz::claim(plain.ok() && *plain == rest);
        return 0;
    }
    for (const base::InflateLimits limits : {wire::kBodyLimits, base::InflateLimits{100'000, 10}, base::InflateLimits{10, 2}}) {
        const auto plain = base::decompress(rest, coding, limits);
        if (!plain) continue;
        fuzz::claim(plain->size() <= limits.maxBytes);
        fuzz::claim(coding == base::Encoding::Identity || plain->size() <= std::max<std::size_t>(64 * 1024, rest.size() * limits.maxRatio));
    }
    return 0;
}
