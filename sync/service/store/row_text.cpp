#include "sync/service/store/row_text.h"

#include "shared/base/digest.h"
#include "shared/base/hex.h"
#include "shared/base/json_text.h"
#include "shared/domain/stream.h"
#include "shared/wire/op_codec.h"
#include "sync/service/store/store.h"

#include <algorithm>

namespace waymark::service {

using base::Json;

std::string nextChain(const std::string& chainHex, const std::array<std::uint8_t, 16>& random, std::int64_t seq) {
    base::Bytes input = base::fromHex(chainHex).value_or(base::Bytes{});
    input.insert(input.end(), random.begin(), random.end());
    for (int shift = 56; shift >= 0; shift -= 8)
        input.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(seq) >> shift));
    const auto hash = base::blake2b(base::asText(input));
    return base::toHex(hash.data(), 16);
}

namespace {

// Entries and states are most of what a push writes, so their text is put together here in the order of keys that the codec's has (byte by byte
// the same), instead of as a tree that is printed and thrown away. What has unknown keys goes the long way.

void addBy(std::string& out, const std::optional<std::string>& by) {
    if (by) base::appendText(out, *by);
    else out += "null";
}

bool isPlain(const Fields& fields) {
    return std::all_of(fields.begin(), fields.end(), [](const auto& field) { return field.second.extra.empty(); });
}

} // namespace

std::string entryText(std::int64_t seq, const Append& entry) {
    if (!entry.extra.empty()) {
        domain::Entry wireEntry;
        wireEntry.seq = seq;
        wireEntry.op = entry.op;
        wireEntry.type = entry.type;
        wireEntry.entity = entry.entity;
        wireEntry.set = entry.set;
        wireEntry.by = entry.by;
        wireEntry.at = entry.at;
        wireEntry.extra = entry.extra;
        return base::toText(wire::toJson(wireEntry));
    }
    std::string out = "{\"at\":" + std::to_string(entry.at) + ",\"by\":";
    addBy(out, entry.by);
    out += ",\"entity\":";
    base::appendText(out, entry.entity);
    out += ",\"op\":";
    base::appendText(out, entry.op);
    out += ",\"seq\":" + std::to_string(seq) + ",\"set\":" + base::toText(entry.set) + ",\"type\":";
    base::appendText(out, entry.type);
    return out += '}';
}

std::string eraseText(std::int64_t seq, const EntityKey& key) {
    domain::Entry entry;
    entry.kind = domain::Entry::Kind::Erase;
    entry.seq = seq;
    entry.type = key.type;
    entry.entity = key.id;
    return base::toText(wire::toJson(entry));
}

std::string voidText(std::int64_t seq) {
    domain::Entry entry;
    entry.kind = domain::Entry::Kind::Void;
    entry.seq = seq;
    return base::toText(wire::toJson(entry));
}

std::string withoutFields(const std::string& entryText, const std::vector<std::string>& fields) {
    const auto json = base::parseJson(entryText);
    auto entry = json ? wire::entryFromJson(*json) : base::Result<domain::Entry>(json.error());
    if (!entry) throw StorageFailure(base::ErrorCode::Storage, "a log entry cannot be read");
    for (const auto& field : fields)
        entry->set.erase(field);
    return entry->set.empty() ? voidText(entry->seq) : base::toText(wire::toJson(*entry));
}

std::string stateText(const EntityKey& key, const Fields& fields) {
    if (!isPlain(fields)) return base::toText(wire::toJson(domain::EntityState{key, fields}));
    std::string out = "{\"entity\":";
    base::appendText(out, key.id);
    out += ",\"fields\":{";
    bool isFirst = true;
    for (const auto& [name, field] : fields) {
        if (!isFirst) out += ',';
        isFirst = false;
        base::appendText(out, name);
        out += ":{\"at\":" + std::to_string(field.at) + ",\"by\":";
        addBy(out, field.by);
        out += ",\"op\":";
        base::appendText(out, field.op);
        out += ",\"seq\":" + std::to_string(field.seq) + ",\"v\":" + base::toText(field.value) + '}';
    }
    out += "},\"type\":";
    base::appendText(out, key.type);
    return out += '}';
}

Fields fieldsFrom(const std::string& stateText) {
    auto json = base::parseJson(stateText);
    auto state = json ? wire::stateFromJson(*json) : Result<domain::EntityState>(json.error());
    if (!state) throw StorageFailure(base::ErrorCode::Storage, "a state row cannot be read");
    return std::move(state->fields);
}

void applyEntry(Fields& fields, std::uint64_t& sum, std::int64_t seq, Append&& entry) {
    for (const auto& [name, value] : entry.set.items()) {
        domain::FieldState& field = fields[name];
        if (!field.op.empty()) sum -= domain::fieldSum(entry.type, entry.entity, name, field.seq, field.op);
        field = {std::move(value), seq, entry.op, entry.at, entry.by, entry.extra.is_null() ? Json::object() : entry.extra};
        sum += domain::fieldSum(entry.type, entry.entity, name, seq, entry.op);
    }
}

std::string venueOf(const std::string& stream) {
    const auto parsed = domain::parseStream(stream);
    return parsed && parsed->tier != domain::Tier::Organisation ? parsed->owner : std::string();
}

std::map<std::string, std::string> seenAsStandIn(const HeldOp& op) {
    std::map<std::string, std::string> seen;
    for (const auto& [field, winner] : op.standsFor)
        if (const auto saw = op.saw.find(field); saw != op.saw.end() && saw->second != winner) seen.insert(*saw);
    return seen;
}

std::string pairsText(const std::map<std::string, std::string>& pairs) { return pairs.empty() ? std::string() : base::toText(Json(pairs)); }

std::map<std::string, std::string> pairsFrom(const std::string& text) {
    if (text.empty()) return {};
    return Json::parse(text).get<std::map<std::string, std::string>>();
}

std::string namesText(const std::vector<std::string>& names) { return names.empty() ? std::string() : base::toText(Json(names)); }

std::vector<std::string> namesFrom(const std::string& text) {
    if (text.empty()) return {};
    return Json::parse(text).get<std::vector<std::string>>();
}

std::int64_t waitingNumber(const std::optional<std::int64_t>& waiting) { return waiting.value_or(-1); }

std::optional<std::int64_t> waitingFrom(std::int64_t number) { return number < 0 ? std::nullopt : std::optional(number); }

std::string troublesText(const std::vector<DeviceTrouble>& troubles) {
    Json list = Json::array();
    for (const auto& trouble : troubles)
        list.push_back({{"stream", trouble.stream}, {"kind", trouble.kind}, {"since", trouble.since}});
    return list.empty() ? std::string() : base::toText(list);
}

std::vector<DeviceTrouble> troublesFrom(const std::string& text) {
    std::vector<DeviceTrouble> troubles;
    const Json list = text.empty() ? Json::array() : Json::parse(text);
    for (const auto& item : list)
        troubles.push_back({base::textOf(item, "stream"), base::textOf(item, "kind"), base::integerOf(item, "since")});
    return troubles;
}

} // namespace waymark::service
