#include "shared/base/hex.h"
#include "shared/base/json_text.h"
#include "shared/wire/op_codec.h"
#include "shared/wire/readable_ops.h"
#include "shared/wire/sync_messages.h"
#include "shared/wire/times.h"

#include <algorithm>
#include <array>

namespace waymark::wire {

using base::Error;
using base::ErrorCode;
using base::integerOf;
using base::textOf;

namespace {

/// More than any device ever holds; the sum over all devices stays a number.
constexpr std::int64_t kMostWaiting = 1'000'000'000;

constexpr std::array<std::string_view, 5> kOutcomes = {"applied", "superseded", "duplicate", "erased", "quarantined"};

Json toJson(const Place& place) { return {{"seq", place.seq}, {"chain", place.chain}}; }

Place placeFrom(const Json& json) { return {integerOf(json, "seq"), textOf(json, "chain")}; }

std::optional<std::string> optionalText(const Json& json, const char* key) {
    const auto it = json.find(key);
    return it != json.end() && it->is_string() ? std::optional(it->get<std::string>()) : std::nullopt;
}

bool isTextOrNull(const Json& json, const char* key) {
    const auto it = json.find(key);
    return it == json.end() || it->is_null() || it->is_string();
}

const Json& arrayOf(const Json& json, const char* key) {
    static const Json kEmpty = Json::array();
    const auto it = json.find(key);
    return it != json.end() && it->is_array() ? *it : kEmpty;
}

std::optional<std::uint64_t> sumFrom(const Json& json) {
    const auto bytes = base::fromHex(textOf(json, "sum"));
    if (!bytes || bytes->size() != 8) return std::nullopt;
    std::uint64_t value = 0;
    for (const auto byte : *bytes)
        value = value << 8 | byte;
    return value;
}

Result<PullRequest> pullRequestFrom(const Json& json) {
    if (!json.is_object() || textOf(json, "stream").empty()) return Error{ErrorCode::Malformed, "pull"};
    if (const auto seq = json.find("seq"); seq != json.end() && (!seq->is_number_integer() || *seq < 0)) return Error{ErrorCode::Malformed, "pull: seq"};
    for (const char* key : {"chain", "state"})
        if (!isTextOrNull(json, key)) return Error{ErrorCode::Malformed, std::string("pull: ") + key};
    PullRequest pull{textOf(json, "stream"), placeFrom(json), optionalText(json, "state"), std::nullopt};
    if (const auto it = json.find("past"); it != json.end() && it->is_object()) pull.past = placeFrom(*it);
    return pull;
}

Result<OpResult> resultFrom(const Json& json) {
    const auto outcome = parseOutcome(textOf(json, "outcome"));
    if (!json.is_object() || !outcome) return Error{ErrorCode::Malformed, "results"};
    OpResult result{textOf(json, "id"), *outcome, integerOf(json, "seq"), parseOutcome(textOf(json, "was")),
                    textOf(json, "reason"), {}};
    for (const auto& field : arrayOf(json, "lost"))
        if (field.is_string()) result.lost.push_back(field.get<std::string>());
    return result;
}

void append(std::string& to, const OpResult& result) {
    to += "{\"id\":";
    base::appendText(to, result.id);
    to.append(",\"outcome\":\"").append(name(result.outcome)).append("\",\"seq\":").append(std::to_string(result.seq));
    if (result.was) to.append(",\"was\":\"").append(name(*result.was)).append(1, '"');
    if (!result.reason.empty()) base::appendText(to += ",\"reason\":", result.reason);
    if (!result.lost.empty()) to.append(",\"lost\":").append(base::toText(result.lost));
    to += '}';
}

/// `,"name":[` and each item's text behind an object's text that is still open.
template <class Items, class Append> void appendList(std::string& to, std::string_view name, const Items& items, const Append& append) {
    to.append(",\"").append(name).append("\":[");
    for (const auto& item : items) {
        if (to.back() != '[') to += ',';
        append(item);
    }
    to += ']';
}

Result<StreamPull> streamPullFrom(const Json& json) {
    if (!json.is_object() || textOf(json, "stream").empty()) return Error{ErrorCode::Malformed, "pull"};
    StreamPull pull;
    pull.stream = textOf(json, "stream");
    pull.reset = json.value("reset", Json()) == Json(true);
    pull.isState = json.contains("state");
    pull.stateNext = optionalText(json, "state_next");
    pull.head = integerOf(json, "head");
    pull.sum = sumFrom(json);
    for (const auto& row : arrayOf(json, "entries")) {
        auto entry = entryFromJson(row);
        if (!entry) return entry.error();
        pull.entries.push_back(std::move(*entry));
    }
    for (const auto& row : arrayOf(json, "state")) {
        auto state = stateFromJson(row);
        if (!state) return state.error();
        pull.state.push_back(std::move(*state));
    }
    if (json.contains("erased")) pull.erased.emplace();
    for (const auto& pair : arrayOf(json, "erased")) {
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string())
            return Error{ErrorCode::Malformed, "erased"};
        pull.erased->push_back({pair[0].get<std::string>(), pair[1].get<std::string>()});
    }
    if (json.contains("seq")) pull.place = placeFrom(json);
    if (const auto it = json.find("past"); it != json.end() && it->is_object()) pull.past = placeFrom(*it);
    else if (pull.isState && !pull.place) pull.past = Place{pull.head, textOf(json, "chain")};
    return pull;
}

std::string rowsOf(const StreamPull& pull) {
    if (!pull.rowsJson.empty()) return pull.rowsJson;
    Json rows = Json::array();
    if (pull.isState)
        for (const auto& state : pull.state)
            rows.push_back(wire::toJson(state));
    else
        for (const auto& entry : pull.entries)
            rows.push_back(wire::toJson(entry));
    const std::string text = base::toText(rows);
    return text.substr(1, text.size() - 2);
}

std::string toText(const StreamPull& pull) {
    Json json{{"stream", pull.stream}};
    if (pull.reset) {
        json["reset"] = true;
        return base::toText(json);
    }
    json["head"] = pull.head;
    if (pull.place) {
        json["seq"] = pull.place->seq;
        json["chain"] = pull.place->chain;
    } else if (pull.past) {
        json["chain"] = pull.past->chain;
    }
    if (pull.past) json["past"] = toJson(*pull.past);
    if (pull.stateNext) json["state_next"] = *pull.stateNext;
    if (pull.sum) json["sum"] = base::toHex(*pull.sum);
    if (pull.erased) {
        Json erased = Json::array();
        for (const auto& key : *pull.erased)
            erased.push_back({key.type, key.id});
        json["erased"] = std::move(erased);
    }
    std::string text = base::toText(json);
    text.back() = ',';
    text.append(pull.isState ? "\"state\":[" : "\"entries\":[").append(rowsOf(pull)).append("]}");
    return text;
}

} // namespace

std::string_view name(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }

std::optional<Outcome> parseOutcome(std::string_view text) {
    const auto it = std::find(kOutcomes.begin(), kOutcomes.end(), text);
    if (it == kOutcomes.end()) return std::nullopt;
    return static_cast<Outcome>(it - kOutcomes.begin());
}

Result<SyncRequest> syncRequestFromText(std::string_view body) {
    auto parsed = base::parseJson(body);
    std::vector<std::size_t> mended;
    if (!parsed)
        if (auto readable = withReadableOps(body)) {
            parsed = base::parseJson(readable->body);
            mended = std::move(readable->mended);
        }
    if (!parsed) return parsed.error();
    Json& json = *parsed;
    if (!json.is_object()) return Error{ErrorCode::Malformed, "the request is no object"};
    for (const auto* key : {"push", "pull"})
        if (json.contains(key) && !json[key].is_array()) return Error{ErrorCode::Malformed, key};
    if (!json.contains("protocol") || !json["protocol"].is_number_integer()) return Error{ErrorCode::Malformed, "protocol"};

    SyncRequest request;
    request.protocol = static_cast<int>(integerOf(json, "protocol"));
    request.app = textOf(json, "app");
    request.clock = timeOf(json, "clock");
    if (!isTextOrNull(json, "anchor")) return Error{ErrorCode::Malformed, "anchor"};
    request.anchor = optionalText(json, "anchor");
    request.limit = integerOf(json, "limit", kDefaultPullBytes);
    if (json.contains("push"))
        for (auto& op : json["push"])
            request.push.push_back(std::move(op));
    request.mended = std::move(mended);
    for (const auto& item : arrayOf(json, "pull")) {
        auto pull = pullRequestFrom(item);
        if (!pull) return pull.error();
        request.pull.push_back(std::move(*pull));
    }
    if (const auto it = json.find("waiting"); it != json.end() && it->is_object()) {
        request.waiting = Waiting{std::clamp<std::int64_t>(integerOf(*it, "ops"), 0, kMostWaiting), std::nullopt,
                                  std::clamp<std::int64_t>(integerOf(*it, "blobs"), 0, kMostWaiting)};
        if (it->contains("since") && (*it)["since"].is_number_integer()) request.waiting->since = timeOf(*it, "since");
    }
    for (const auto& item : arrayOf(json, "trouble"))
        if (item.is_object()) request.troubles.push_back({textOf(item, "stream"), textOf(item, "kind"), timeOf(item, "since")});
    return request;
}

std::string toText(const SyncRequest& request) {
    Json json{{"protocol", request.protocol}, {"app", request.app}, {"clock", request.clock}, {"limit", request.limit}};
    json["anchor"] = request.anchor ? Json(*request.anchor) : Json(nullptr);
    json["pull"] = Json::array();
    for (const auto& pull : request.pull) {
        Json item{{"stream", pull.stream}};
        if (pull.state) {
            item["state"] = *pull.state;
        } else {
            item["seq"] = pull.place.seq;
            item["chain"] = pull.place.chain;
        }
        if (pull.past) item["past"] = toJson(*pull.past);
        json["pull"].push_back(std::move(item));
    }
    if (request.waiting) {
        json["waiting"] = {{"ops", request.waiting->ops}};
        if (request.waiting->since) json["waiting"]["since"] = *request.waiting->since;
        if (request.waiting->blobs > 0) json["waiting"]["blobs"] = request.waiting->blobs;
    }
    for (const auto& trouble : request.troubles)
        json["trouble"].push_back({{"stream", trouble.stream}, {"kind", trouble.kind}, {"since", trouble.since}});
    std::string text = base::toText(json);
    text.pop_back();
    appendList(text, "push", request.push, [&text](const Json& op) { text += base::toText(op); });
    return text += '}';
}

Result<SyncReply> syncReplyFromText(std::string_view body) {
    auto parsed = base::parseJson(body);
    if (!parsed) return parsed.error();
    const Json& json = *parsed;
    if (!json.is_object() || !json.contains("protocol") || !json.contains("clock"))
        return Error{ErrorCode::Malformed, "this is no reply of a Waymark service"};
    SyncReply reply;
    reply.protocol = static_cast<int>(integerOf(json, "protocol"));
    reply.clock = timeOf(json, "clock");
    reply.forgot = json.value("forgot", Json()) == Json(true);
    reply.upgrade = json.value("upgrade", Json()) == Json(true);
    reply.more = json.value("more", Json()) == Json(true);
    for (const auto& item : arrayOf(json, "results")) {
        auto result = resultFrom(item);
        if (!result) return result.error();
        reply.results.push_back(std::move(*result));
    }
    for (const auto& item : arrayOf(json, "streams"))
        reply.streams.push_back({textOf(item, "stream"), textOf(item, "role")});
    for (const auto& item : arrayOf(json, "revoked"))
        if (item.is_string()) reply.revoked.push_back(item.get<std::string>());
    for (const auto& item : arrayOf(json, "pull")) {
        auto pull = streamPullFrom(item);
        if (!pull) return pull.error();
        reply.pull.push_back(std::move(*pull));
    }
    return reply;
}

std::string toText(const SyncReply& reply) {
    Json json{{"protocol", reply.protocol}, {"clock", reply.clock}, {"forgot", reply.forgot}, {"more", reply.more}};
    if (reply.upgrade) json["upgrade"] = true;
    json["streams"] = Json::array();
    for (const auto& grant : reply.streams)
        json["streams"].push_back({{"stream", grant.stream}, {"role", grant.role}});
    json["revoked"] = reply.revoked;
    std::string text = base::toText(json);
    text.pop_back();
    appendList(text, "results", reply.results, [&text](const OpResult& result) { append(text, result); });
    appendList(text, "pull", reply.pull, [&text](const StreamPull& pull) { text += toText(pull); });
    return text += '}';
}

} // namespace waymark::wire
