#include "shared/wire/op_codec.h"

#include "shared/base/id.h"
#include "shared/base/mutant.h"
#include "shared/wire/times.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace waymark::wire {

using base::Error;
using base::ErrorCode;
using domain::Entry;
using domain::EntityState;
using domain::FieldState;
using domain::Op;

namespace {

// What an op does not know of comes along into its entry and its fields. These are the words that the service says there itself.
constexpr std::array kReserved = {"seq", "op", "void", "erase", "v"};

template <std::size_t N> Json unknownKeys(const Json& json, const std::array<std::string_view, N>& known) {
    Json extra = Json::object();
    for (const auto& [key, value] : json.items())
        if (std::find(known.begin(), known.end(), key) == known.end()) extra[key] = value;
    return extra;
}

// A wrong kind of value in a known key makes the whole shape malformed; each reader clears `fine` instead of returning early.
struct Reader {
    const Json& json;
    bool fine = true;

    const Json* member(const char* key) {
        const auto it = json.find(key);
        return it == json.end() ? nullptr : &*it;
    }
    std::string text(const char* key) {
        const Json* value = member(key);
        if (!value || !value->is_string()) { fine = false; return {}; }
        return value->get<std::string>();
    }
    std::int64_t integer(const char* key) {
        const Json* value = member(key);
        if (!value || !value->is_number_integer()) { fine = false; return 0; }
        constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
        if (value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(kMost)) return kMost;
        return value->get<std::int64_t>();
    }
    std::int64_t time(const char* key) { return cutTime(integer(key)); }
    std::optional<std::string> optionalText(const char* key) {
        const Json* value = member(key);
        if (!value || value->is_null()) return std::nullopt;
        if (!value->is_string()) { fine = false; return std::nullopt; }
        return value->get<std::string>();
    }
    Json object(const char* key) {
        const Json* value = member(key);
        if (!value || !value->is_object()) { fine = false; return Json::object(); }
        return *value;
    }
};

Json byOf(const std::optional<std::string>& by) { return by ? Json(*by) : Json(nullptr); }

} // namespace

Json toJson(const Op& op) {
    Json json = op.extra;
    json["id"] = op.id;
    json["at"] = op.at;
    json["by"] = byOf(op.by);
    json["stream"] = op.stream;
    json["type"] = op.type;
    json["entity"] = op.entity;
    json["set"] = op.set;
    if (!op.about.empty()) json["about"] = op.about;
    if (!op.saw.empty()) json["saw"] = op.saw;
    if (!op.clock.is_null()) json["clock"] = op.clock;
    return json;
}

Result<Op> opFromJson(Json&& json) {
    if (!json.is_object()) return Error{ErrorCode::Malformed, "an op is an object"};
    Reader in{json};
    Op op;
    op.id = in.text("id");
    op.at = in.time("at");
    op.by = in.optionalText("by");
    op.stream = in.text("stream");
    op.type = in.text("type");
    op.entity = in.text("entity");
    const Json* set = in.member("set");
    if (!set || !set->is_object()) in.fine = false;
    if (!base::isOpId(op.id)) in.fine = false;
    if (const Json* about = in.member("about"); about && !about->is_null()) {
        if (!about->is_array()) in.fine = false;
        else
            for (const auto& subject : *about)
                if (subject.is_string()) op.about.push_back(subject.get<std::string>());
                else in.fine = false;
    }
    if (const Json* saw = in.member("saw"); saw && !saw->is_null()) {
        if (!saw->is_object()) in.fine = false;
        else
            for (const auto& [field, id] : saw->items())
                if (id.is_string()) op.saw[field] = id.get<std::string>();
                else if (!id.is_null()) in.fine = false;
    }
    for (const auto* reserved : kReserved)
        if (json.contains(reserved)) in.fine = false;
    if (!in.fine) return Error{ErrorCode::Malformed, "a key of the op is missing, of the wrong kind, or the service's own"};
    op.set = std::move(json["set"]);
    if (const auto clock = json.find("clock"); clock != json.end()) op.clock = std::move(*clock);
    if (base::mutant(base::Mutant::UnknownKeysDropped)) return op;
    for (const auto* known : {"id", "at", "by", "stream", "type", "entity", "about", "set", "saw", "clock"})
        json.erase(known);
    op.extra = std::move(json);
    return op;
}

Json toJson(const Entry& entry) {
    Json json = entry.extra;
    json["seq"] = entry.seq;
    switch (entry.kind) {
    case Entry::Kind::Void: json["void"] = true; break;
    case Entry::Kind::Erase: json["erase"] = {{"type", entry.type}, {"entity", entry.entity}}; break;
    case Entry::Kind::Set:
        json.erase("void");
        json.erase("erase");
        json["op"] = entry.op;
        json["type"] = entry.type;
        json["entity"] = entry.entity;
        json["set"] = entry.set;
        json["by"] = byOf(entry.by);
        json["at"] = entry.at;
    }
    return json;
}

Result<Entry> entryFromJson(const Json& json) {
    if (!json.is_object()) return Error{ErrorCode::Malformed, "an entry is an object"};
    Reader in{json};
    Entry entry;
    entry.seq = in.integer("seq");
    if (json.value("void", Json()) == Json(true)) {
        entry.kind = Entry::Kind::Void;
    } else if (const Json* erase = in.member("erase")) {
        entry.kind = Entry::Kind::Erase;
        entry.type = base::textOf(*erase, "type");
        entry.entity = base::textOf(*erase, "entity");
        in.fine = in.fine && !entry.type.empty() && !entry.entity.empty();
    } else {
        entry.op = in.text("op");
        entry.type = in.text("type");
        entry.entity = in.text("entity");
        entry.set = in.object("set");
        entry.by = in.optionalText("by");
        entry.at = in.time("at");
    }
    static constexpr std::array<std::string_view, 9> kKnown = {"seq", "void", "erase", "op", "type", "entity", "set", "by", "at"};
    entry.extra = unknownKeys(json, kKnown);
    if (!in.fine) return Error{ErrorCode::Malformed, "entry"};
    return entry;
}

Json toJson(const EntityState& state) {
    Json fields = Json::object();
    for (const auto& [name, field] : state.fields) {
        Json json = field.extra;
        json["v"] = field.value;
        json["seq"] = field.seq;
        json["op"] = field.op;
        json["at"] = field.at;
        json["by"] = byOf(field.by);
        fields[name] = std::move(json);
    }
    return {{"type", state.key.type}, {"entity", state.key.id}, {"fields", std::move(fields)}};
}

Result<EntityState> stateFromJson(const Json& json) {
    if (!json.is_object()) return Error{ErrorCode::Malformed, "a state row is an object"};
    Reader in{json};
    EntityState state;
    state.key = {in.text("type"), in.text("entity")};
    const Json fields = in.object("fields");
    for (const auto& [name, value] : fields.items()) {
        if (!value.is_object()) return Error{ErrorCode::Malformed, "field state"};
        Reader field{value};
        FieldState& target = state.fields[name];
        target.seq = field.integer("seq");
        target.op = field.text("op");
        target.at = field.time("at");
        target.by = field.optionalText("by");
        if (const Json* v = field.member("v")) target.value = *v;
        static constexpr std::array<std::string_view, 5> kKnown = {"v", "seq", "op", "at", "by"};
        target.extra = unknownKeys(value, kKnown);
        in.fine = in.fine && field.fine;
    }
    if (!in.fine) return Error{ErrorCode::Malformed, "state row"};
    return state;
}

} // namespace waymark::wire
