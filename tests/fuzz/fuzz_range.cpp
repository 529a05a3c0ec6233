// The headers with which photos come and go in parts. The first byte says how large the thing is; the rest is the header.
#include "sync/service/api/byte_range.h"
#include "tests/fuzz/claim.h"

using namespace waymark;
using service::RangeAsked;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view header = fuzz::textOf(data + 1, size - 1);
    const std::int64_t length = data[0] < 64 ? data[0] : std::int64_t{1} << (data[0] % 32);
    const auto asked = service::readRange(header, length);
    if (asked.kind == RangeAsked::Kind::Part) fuzz::claim(asked.from >= 0 && asked.count > 0 && asked.from + asked.count <= length);
    if (asked.kind == RangeAsked::Kind::Unsatisfiable) fuzz::claim(asked.from >= length || asked.count <= 0);
    if (const auto brought = service::readContentRange(header))
        fuzz::claim(brought->from >= 0 && brought->count > 0 && brought->from + brought->count <= brought->total);
    return 0;
}
