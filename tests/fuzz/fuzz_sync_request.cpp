// What a device sends to /v1/sync: a request that can be read keeps its meaning through the codec, and so does each of its ops.
#include "shared/domain/validity.h"
#include "shared/wire/op_codec.h"
#include "shared/wire/sync_messages.h"
#include "tests/fuzz/claim.h"

#include <algorithm>

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto request = wire::syncRequestFromText(fuzz::textOf(data, size));
    if (!request) return 0;
    fuzz::claim(std::is_sorted(request->mended.begin(), request->mended.end()) && (request->mended.empty() || request->mended.back() < request->push.size()));
    const std::string text = wire::toText(*request);
    const auto again = wire::syncRequestFromText(text);
    fuzz::claim(again.ok() && wire::toText(*again) == text);
    for (const auto& json : request->push) {
        const auto op = wire::opFromJson(json);
        if (!op) continue;
        const auto back = wire::opFromJson(wire::toJson(*op));
        fuzz::claim(back.ok() && wire::toJson(*back) == wire::toJson(*op));
        (void)domain::checkValidity(*op, base::toText(json).size(), base::Json::object());
    }
    return 0;
}
