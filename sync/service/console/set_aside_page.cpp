// Work that the service set aside: from whom, about what, why; and all of it as a file.
#include "sync/service/console/pages.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"
#include "sync/service/store/stream_store.h"

#include "shared/domain/stream.h"

#include <algorithm>

namespace waymark::service {

namespace {

constexpr const char* kPath = "/console/set-aside";
constexpr std::size_t kMostShown = 1000;

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

std::string reasonText(const std::string& reason) {
    const auto it = std::find_if(std::begin(kReasons), std::end(kReasons), [&](const auto& known) { return reason == known.reason; });
    return it == std::end(kReasons) ? reason : it->words;
}

/// The venue an op was meant for; empty for the organisation's own stream, and where it cannot be told.
std::string venueOf(const HeldOp& op, const base::Json& body) {
    const auto stream = domain::parseStream(op.stream.empty() ? base::textOf(body, "stream") : op.stream);
    return stream && stream->tier != domain::Tier::Organisation ? stream->owner : std::string();
}

/// Of one it is said that it was set aside and why: who wrote it and for whom is not the console's to tell.
bool isConcern(const HeldOp& op, const base::Json& body) {
    const auto stream = domain::parseStream(op.stream.empty() ? base::textOf(body, "stream") : op.stream);
    return op.type.starts_with("concern") || base::textOf(body, "type").starts_with("concern") || (stream && stream->tier == domain::Tier::Concern);
}

struct SetAside {
    HeldOp op;
    base::Json body;
    std::string venue, device;
};

base::Result<std::vector<SetAside>> readSetAside(Store& store, const Visitor& visitor) {
    std::vector<SetAside> lines;
    auto read = store.read([&](ReadTransaction& transaction) {
        lines.clear();
        std::map<std::string, std::string> names;
        for (const auto& device : transaction.registry().devices())
            names[device.id] = device.name;
        for (auto& op : transaction.streams().quarantined(kMostShown)) {
            SetAside line;
            if (auto body = base::parseJson(op.body); body && body->is_object()) line.body = std::move(*body);
            if (isConcern(op, line.body)) line.body = {{"stream", base::textOf(line.body, "stream", op.stream)}, {"type", op.type}};
            line.venue = venueOf(op, line.body);
            if (line.venue.empty() ? !visitor.administers() : !visitor.coordinates(line.venue)) continue;
            line.device = names[op.device];
            line.op = std::move(op);
            lines.push_back(std::move(line));
        }
    });
    if (!read) return read.error();
    return lines;
}

}  // namespace

Response setAsidePage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const auto lines = readSetAside(tools.store, visitor);
    if (!lines) return notNow(visitor, request, kPath, "Set aside");
    Table table("Work that was set aside");
    table.column("Received").column("What").column("Where").column("By").column("Device").column("Why");
    for (const auto& line : *lines) {
        const auto* user = visitor.directory().user(base::textOf(line.body, "by"));
        const auto* venue = visitor.directory().venue(line.venue);
        std::string what = line.op.type.empty() ? "something" : line.op.type;
        std::replace(what.begin(), what.end(), '_', ' ');
        table.row({timeText(line.op.receivedAt, visitor.directory().organisation.timezone), what, venue ? venue->name : "",
                   user ? user->name : "", line.device, reasonText(line.op.reason)});
    }
    const auto count = static_cast<std::int64_t>(lines->size());
    const std::string lead = count == 0 ? "Nothing is set aside." : countedText(count, "change is", "changes are") + " set aside.";
    return pageFor(visitor, request, kPath, "Set aside",
                   renderTemplate("set_aside.html",
                                  {{"lead", lead}, {"table", table.html()}, {"some", count > 0}, {"csrf", visitor.session().csrf}}));
}

Response exportSetAside(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const auto lines = readSetAside(tools.store, visitor);
    if (!lines) return notNow(visitor, request, kPath, "Set aside");
    base::Json all = base::Json::array();
    for (const auto& line : *lines)
        all.push_back({{"id", line.op.id},
                       {"reason", line.op.reason},
                       {"received", line.op.receivedAt},
                       {"device", line.op.device},
                       {"op", line.body.is_null() ? base::Json(line.op.body) : line.body}});
    Response response;
    response.contentType = "application/json; charset=utf-8";
    response.headers["Content-Disposition"] = "attachment; filename=\"set-aside.json\"";
    response.headers["Cache-Control"] = "no-store";
    response.body = base::toText({{"set_aside", all}}) + '\n';
    return response;
}

}  // namespace waymark::service
