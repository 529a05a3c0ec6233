// What a service answers at /v1/sync (entries, pages of state, results): a reply that can be read keeps its meaning through the codec.
#include "shared/wire/sync_messages.h"
#include "tests/fuzz/claim.h"

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto reply = wire::syncReplyFromText(fuzz::textOf(data, size));
    if (!reply) return 0;
    const std::string text = wire::toText(*reply);
    const auto again = wire::syncReplyFromText(text);
    fuzz::claim(again.ok() && wire::toText(*again) == text);
    return 0;
}
