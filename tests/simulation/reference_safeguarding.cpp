// The reference model's side of concerns: whose keys there are, and whether boxes are sealed for them (docs/protocol.md, section 5, "Concerns").
// Nothing is opened: to the service a box is text.
#include "tests/simulation/reference.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace waymark::simulation {

namespace {

constexpr std::array<const char*, 4> kMakeAKey = {"public", "fingerprint", "holder", "duty"};
constexpr std::size_t kKeyBytes = 64, kSignatureBytes = 64, kFingerprintBytes = 16;

bool isHex(const std::string& text, std::size_t bytes) {
    return text.size() == 2 * bytes && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string fingerprintOf(const std::string& hex) {
    std::string bytes(hex.size() / 2, '\0');
    sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr);
    unsigned char hash[32];
    crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
    char text[2 * kFingerprintBytes + 1];
    return sodium_bin2hex(text, sizeof text, hash, kFingerprintBytes);
}

bool isKey(const Json& values) {
    const std::string text = textOf(values, "public"), duty = textOf(values, "duty"), holder = textOf(values, "holder");
    return isHex(text, kKeyBytes) && textOf(values, "fingerprint") == fingerprintOf(text) && (duty == "lead" || duty == "deputy") &&
           holder.starts_with("user:") && isUuid(holder.substr(5));
}

// "Every box of one concern is for another key and has the same length."
bool areBoxes(const Json& value) {
    std::set<std::string> keys;
    return value.is_array() && !value.empty() && std::all_of(value.begin(), value.end(), [&](const Json& one) {
        const std::string box = textOf(one, "box");
        return isHex(textOf(one, "key"), kFingerprintBytes) && keys.insert(textOf(one, "key")).second && !box.empty() && isHex(box, box.size() / 2) &&
               box.size() == textOf(value[0], "box").size();
    });
}

Json valuesOf(const RefEntity& entity) {
    Json values = Json::object();
    for (const auto& [name, field] : entity)
        values[name] = field.value;
    return values;
}

} // namespace

bool isIntroduction(const Json& value) {
    return isHex(textOf(value, "key"), kFingerprintBytes) && isHex(textOf(value, "signature"), kSignatureBytes);
}

bool fitsSafeguarding(const Json& op, const RefEntity& now) {
    const std::string type = textOf(op, "type");
    const Json& set = op["set"];
    Json after = valuesOf(now);
    after.update(set);
    const auto says = [&set](const char* field) { return set.contains(field); };
    if (type == "safeguarding_key") {
        return std::none_of(kMakeAKey.begin(), kMakeAKey.end(), says) || isKey(after);
    }
    if (type != "concern" && type != "concern_note") return true;
    if (!says("sealed") && !says("to") && !says("concern")) return true;
    const std::string of = textOf(after, "concern");
    return areBoxes(after.value("sealed", Json())) && (type == "concern" || (of.starts_with("concern:") && isUuid(of.substr(8))));
}

bool isOthersKey(const Json& op, const RefEntity& now) {
    if (textOf(op, "type") != "safeguarding_key" || (op["set"].size() == 1 && op["set"].contains("signed_by"))) return false;
    const Json author = "user:" + textOf(op, "by"), before = valuesOf(now);
    Json after = before;
    after.update(op["set"]);
    return after.value("holder", Json()) != author || before.value("holder", author) != author;
}

bool Reference::isSealedForKeys(const Json& op) const {
    const std::string type = textOf(op, "type");
    if ((type != "concern" && type != "concern_note") || !op["set"].contains("sealed")) return true;
    std::map<std::string, bool> isLeads;   // fingerprint → whose
    if (const auto stream = streams.find("organisation/" + organisation); stream != streams.end())
        for (const auto& [key, entity] : stream->second.state)
            if (const Json values = valuesOf(entity); key.first == "safeguarding_key" && isKey(values))
                isLeads[textOf(values, "fingerprint")] = textOf(values, "duty") == "lead";
    if (isLeads.empty()) return true;
    bool anyLead = false;
    for (const auto& box : op["set"]["sealed"]) {
        const auto key = isLeads.find(textOf(box, "key"));
        if (key == isLeads.end()) return false;
        anyLead = anyLead || key->second;
    }
    return type == "concern_note" || anyLead != (textOf(op["set"], "to") == "deputy");
}

} // namespace waymark::simulation
