// Work that the service set aside: from whom, about what, why; page by page, and all of it as a file.
#include "sync/service/console/pages.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"
#include "sync/service/store/stream_store.h"

#include "shared/base/id.h"
#include "shared/domain/stream.h"

#include <algorithm>
#include <charconv>
#include <memory>

namespace waymark::service {

namespace {

constexpr const char* kSetAsidePath = "/console/set-aside";
constexpr std::size_t kOnAPage = 200;
constexpr std::size_t kInAPiece = 100;  // of the file; each may have 64 KiB

struct ReasonWords {
    const char* reason;
    const char* words;
};
constexpr ReasonWords kReasons[] = {
    {"malformed", "It cannot be read"},
    {"not_granted", "The device or the person had no grant there"},
    {"not_permitted", "Their role may not record this"},
    {"unknown_user", "The person never signed in on that device"},
    {"write_once", "It would change what is written once"},
    {"merge_direction", "It merges the wrong way round"},
    {"invalid_value", "A value does not fit the dictionary"},
    {"too_large", "It is too large"},
};

std::string setAsideReason(const std::string& reason) {
    const auto it = std::find_if(std::begin(kReasons), std::end(kReasons), [&](const auto& known) { return reason == known.reason; });
    return it == std::end(kReasons) ? reason : it->words;
}

/// What was meant for the venues that the visitor coordinates. Administrators see all, with what was meant for none.
std::optional<std::vector<std::string>> venuesOf(const Visitor& visitor) {
    if (visitor.administers()) return std::nullopt;
    return visitor.coordinated();
}

/// Of one it is said that it was set aside and why: who wrote it and for whom is not the console's to tell.
bool isConcern(const HeldOp& op, const base::Json& body) {
    const auto stream = domain::parseStream(op.stream.empty() ? base::textOf(body, "stream") : op.stream);
    return op.type.starts_with("concern") || base::textOf(body, "type").starts_with("concern") || (stream && stream->tier == domain::Tier::Concern);
}

base::Json bodyOf(const HeldOp& op) {
    base::Json json;
    if (auto body = base::parseJson(op.body); body && body->is_object()) json = std::move(*body);
    if (isConcern(op, json)) json = {{"stream", base::textOf(json, "stream", op.stream)}, {"type", op.type}};
    return json;
}

/// The place behind an op in the order of receipt, as an address has it: "1763740800000.019aa7…".
std::string placeText(const HeldOp& op) { return std::to_string(op.receivedAt) + '.' + op.id; }

QuarantineQuery after(QuarantineQuery query, const std::string& place) {
    Millis received = 0;
    const auto read = std::from_chars(place.data(), place.data() + place.size(), received);
    const auto at = static_cast<std::size_t>(read.ptr - place.data());
    if (read.ec != std::errc() || at >= place.size() || place[at] != '.' || !base::isOpId(place.substr(at + 1))) return query;
    query.afterReceived = received;
    query.afterId = place.substr(at + 1);
    return query;
}

base::Json lineOf(const HeldOp& op) {
    const base::Json body = bodyOf(op);
    return {{"id", op.id}, {"reason", op.reason}, {"received", op.receivedAt}, {"device", op.device}, {"op", body.is_null() ? base::Json(op.body) : body}};
}

/// The file, piece by piece, each a moment of its own. What comes meanwhile is at its end.
BodySource fileOf(Store& store, QuarantineQuery query) {
    struct State {
        QuarantineQuery query;
        bool isEmpty = true, isDone = false;
    };
    query.most = kInAPiece;
    const auto state = std::make_shared<State>(State{std::move(query)});
    return [&store, state]() -> base::Result<std::string> {
        if (state->isDone) return std::string();
        std::vector<HeldOp> ops;
        const auto read = store.read([&](ReadTransaction& transaction) { ops = transaction.streams().quarantined(state->query); });
        if (!read) return read.error();
        if (ops.empty()) {
            state->isDone = true;
            return std::string("]}\n");
        }
        std::string piece;
        for (const auto& op : ops) {
            if (!state->isEmpty) piece += ",\n";
            piece += base::toText(lineOf(op));
            state->isEmpty = false;
        }
        state->query.afterReceived = ops.back().receivedAt;
        state->query.afterId = ops.back().id;
        return piece;
    };
}

}  // namespace

Response setAsidePage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const auto place = request.query.find("after");
    QuarantineQuery query;
    query.venues = venuesOf(visitor);
    query.most = kOnAPage + 1;
    if (place != request.query.end()) query = after(std::move(query), place->second);
    std::vector<HeldOp> ops;
    std::int64_t count = 0;
    std::map<std::string, std::string> devices;
    const auto read = tools.store.read([&](ReadTransaction& transaction) {
        for (const auto& device : transaction.registry().devices())
            devices[device.id] = device.name;
        ops = transaction.streams().quarantined(query);
        count = transaction.streams().countQuarantined(query.venues);
    });
    if (!read) return notNow(visitor, request, kSetAsidePath, "Set aside");
    const bool hasMore = ops.size() > kOnAPage;
    if (hasMore) ops.pop_back();
    Table table("Work that was set aside");
    table.column("Received").column("What").column("Where").column("By").column("Device").column("Why");
    for (const auto& op : ops) {
        const base::Json body = bodyOf(op);
        const auto* user = visitor.directory().user(base::textOf(body, "by"));
        const auto* venue = visitor.directory().venue(op.venue);
        std::string what = op.type.empty() ? "something" : op.type;
        std::replace(what.begin(), what.end(), '_', ' ');
        table.row({timeText(op.receivedAt, visitor.directory().organisation.timezone), what, venue ? venue->name : "", user ? user->name : "", devices[op.device],
                   setAsideReason(op.reason)});
    }
    const bool isFirst = query.afterId.empty();
    std::string part;
    if (hasMore || !isFirst) part = ops.empty() ? std::string("There is nothing after that.") : "In the order in which they came; this page has " + countText(static_cast<std::int64_t>(ops.size())) + " of them.";
    const std::string lead = count == 0 ? "Nothing is set aside." : countedText(count, "change is", "changes are") + " set aside.";
    return pageFor(visitor, request, kSetAsidePath, "Set aside",
                   renderTemplate("set_aside.html", {{"lead", lead},
                                                     {"table", table.html()},
                                                     {"some", count > 0},
                                                     {"part", part},
                                                     {"next", hasMore ? placeText(ops.back()) : std::string()},
                                                     {"notFirst", !isFirst},
                                                     {"csrf", visitor.session().csrf}}));
}

Response exportSetAside(const PageTools& tools, const Visitor& visitor, const Request&) {
    QuarantineQuery query;
    query.venues = venuesOf(visitor);
    Response response;
    response.contentType = "application/json; charset=utf-8";
    response.headers["Content-Disposition"] = "attachment; filename=\"set-aside.json\"";
    response.headers["Cache-Control"] = "no-store";
    response.body = "{\"set_aside\":[";
    response.more = fileOf(tools.store, std::move(query));
    return response;
}

}  // namespace waymark::service
