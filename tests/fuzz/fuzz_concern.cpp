// What reaches a lead's device, or the service, of a concern: boxes, published keys, and the recovery sheet as somebody typed it. The input is read as
// each of them; and its bytes, three at a time, spoil a box that was sealed truly, which then must not open.
#include "shared/base/hex.h"
#include "shared/base/json.h"
#include "sync/device/concern_seal.h"
#include "tests/fuzz/claim.h"
#include "tests/support/seeded_random.h"

using namespace waymark;
using base::Json;

namespace {

constexpr std::string_view kPlain = R"({"about":"a name","seen":"what was seen"})";

device::SafeguardingSecret lead() {
    tests::SeededRandom random;
    return device::SafeguardingSecret::random(random);
}

void spoil(base::Bytes box, const base::Bytes& whole, const device::SafeguardingSecret& secret, const std::uint8_t* data, std::size_t size) {
    for (; size >= 3; data += 3, size -= 3)
        box[(std::size_t{data[0]} << 8 | data[1]) % box.size()] ^= data[2];
    if (size > 0) box.resize(box.size() * data[0] / 255);
    const auto opened = secret.open(base::toHex(box));
    fuzz::claim(opened.ok() == (box == whole));
    if (opened) fuzz::claim(*opened == kPlain);
    else fuzz::claim(opened.error().code == base::ErrorCode::Tampered);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto secret = lead();
    static const auto sealed = device::sealFor({secret.publicKey()}, kPlain);
    fuzz::claim(sealed.ok() && sealed->size() == 1);
    static const auto whole = *base::fromHex(sealed->front().box);
    spoil(whole, whole, secret, data, size);

    const std::string_view text = fuzz::textOf(data, size);
    if (const auto typed = device::SafeguardingSecret::fromRecovery(text)) {
        const auto again = device::SafeguardingSecret::fromRecovery(typed->recoveryText());
        fuzz::claim(again && again->hex() == typed->hex());
    }
    const auto json = base::parseJson(std::string(text));
    if (!json) return 0;
    if (const auto boxes = domain::sealedBoxes(*json)) {
        const auto again = domain::sealedBoxes(domain::toJson(*boxes));  // what else a box says is kept with the value, and means nothing
        fuzz::claim(!boxes->empty() && again && again->size() == boxes->size());
        for (const auto& box : *boxes)
            fuzz::claim(domain::isFingerprint(box.key) && box.box.size() == boxes->front().box.size() && !secret.open(box.box).ok());
    }
    if (!json->is_object()) return 0;
    if (const auto key = domain::safeguardingKeyFrom("id", *json)) {
        const auto bytes = base::fromHex(key->publicKey);
        fuzz::claim(bytes && bytes->size() == domain::kSafeguardingKeyBytes && key->fingerprint == domain::keyFingerprint(*bytes));
    }
    (void)domain::isIntroduction(*json);
    return 0;
}
