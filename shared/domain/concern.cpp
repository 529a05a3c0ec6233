#include "shared/domain/concern.h"

#include "shared/base/digest.h"
#include "shared/base/hex.h"

#include <algorithm>
#include <set>

namespace waymark::domain {

using base::Bytes;
using base::textOf;

namespace {

constexpr std::size_t kFingerprintBytes = 16;

/// The field as the op leaves it.
Json after(const Op& op, const Json& before, const char* field) {
    return op.set.contains(field) ? op.set[field] : before.value(field, Json());
}

bool isHex(const std::string& text) { return base::fromHex(text).has_value(); }

} // namespace

std::string keyFingerprint(const Bytes& publicKey) { return base::toHex(base::blake2b(base::asText(publicKey)).data(), kFingerprintBytes); }

bool isFingerprint(std::string_view text) { return text.size() == 2 * kFingerprintBytes && base::fromHex(text); }

std::optional<std::vector<SealedBox>> sealedBoxes(const Json& value) {
    if (!value.is_array() || value.empty()) return std::nullopt;
    std::vector<SealedBox> boxes;
    std::set<std::string> keys;
    for (const auto& one : value) {
        SealedBox box{textOf(one, "key"), textOf(one, "box")};
        if (!isFingerprint(box.key) || !keys.insert(box.key).second) return std::nullopt;
        if (box.box.empty() || !isHex(box.box)) return std::nullopt;
        if (!boxes.empty() && box.box.size() != boxes.front().box.size()) return std::nullopt;
        boxes.push_back(std::move(box));
    }
    return boxes;
}

Json toJson(const std::vector<SealedBox>& boxes) {
    Json json = Json::array();
    for (const auto& box : boxes)
        json.push_back({{"key", box.key}, {"box", box.box}});
    return json;
}

std::optional<SafeguardingKey> safeguardingKeyFrom(const std::string& id, const Json& values) {
    SafeguardingKey key;
    key.id = id;
    key.publicKey = textOf(values, "public");
    key.fingerprint = textOf(values, "fingerprint");
    const EntityKey holder = parseReference(textOf(values, "holder"));
    const std::string duty = textOf(values, "duty");
    const auto bytes = base::fromHex(key.publicKey);
    if (!bytes || bytes->size() != kSafeguardingKeyBytes || keyFingerprint(*bytes) != key.fingerprint) return std::nullopt;
    if (holder.type != "user" || (duty != "lead" && duty != "deputy")) return std::nullopt;
    key.holder = holder.id;
    key.isLead = duty == "lead";
    if (const auto signedBy = values.value("signed_by", Json()); signedBy.is_object()) {
        key.signer = textOf(signedBy, "key");
        key.signature = textOf(signedBy, "signature");
    }
    key.isConfirmed = values.value("confirmed", Json()) == Json(true);
    return key;
}

bool isIntroduction(const Json& value) {
    const auto signature = base::fromHex(textOf(value, "signature"));
    return isFingerprint(textOf(value, "key")) && signature && signature->size() == kSignatureBytes;
}

bool fitsSafeguarding(const Op& op, const Json& before) {
    if (op.type == "concern" || op.type == "concern_note") {
        // An op that only changes a state may come before the one that made its entity.
        const bool makes = op.set.contains("sealed") || op.set.contains("to") || op.set.contains("concern");
        if (makes && !sealedBoxes(after(op, before, "sealed"))) return false;
        const Json concern = after(op, before, "concern");
        return op.type == "concern" || !makes || (concern.is_string() && parseReference(concern.get_ref<const std::string&>()).type == "concern");
    }
    if (op.type == "safeguarding_key") {
        const bool makes = op.set.contains("public") || op.set.contains("fingerprint") || op.set.contains("holder") || op.set.contains("duty");
        if (!makes) return true;
        Json values = before;
        for (const auto* field : {"public", "fingerprint", "holder", "duty"})
            values[field] = after(op, before, field);
        return safeguardingKeyFrom(op.entity, values).has_value();
    }
    return true;
}

bool keepsToOwnKey(const Op& op, const Json& before) {
    if (op.type != "safeguarding_key" || (op.set.size() == 1 && op.set.contains("signed_by"))) return true;
    const Json author = reference("user", op.by.value_or(std::string()));
    return after(op, before, "holder") == author && before.value("holder", author) == author;
}

} // namespace waymark::domain
