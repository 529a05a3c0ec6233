// What the console knows of safeguarding: that concerns wait and since when, never what they say; whose keys they are sealed for; and the phone
// number that every device shows.
#include "shared/domain/concern.h"
#include "shared/domain/stream.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/console/pages.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"
#include "sync/service/store/stream_store.h"

#include <algorithm>

namespace waymark::service {

namespace {

constexpr const char* kSafeguardingPath = "/console/safeguarding";
constexpr const char* kSafeguardingTitle = "Safeguarding";
constexpr std::int64_t kDefaultHours = 4, kMostHours = 168;
constexpr std::size_t kMostPhoneLetters = 40;

struct Waiting {
    std::int64_t fresh = 0, acknowledged = 0, closed = 0;
    std::optional<Millis> since;
};

Waiting waitingAt(StreamReader& streams, const std::string& venue) {
    Waiting waiting;
    for (const auto& concern : streams.entitiesOf(domain::concernStream(venue), "concern")) {
        const auto values = valuesOf(concern.fields);
        const auto sealed = concern.fields.find("sealed");
        if (sealed == concern.fields.end()) continue;
        const std::string state = base::textOf(values, "state", "received");
        if (state == "acknowledged") ++waiting.acknowledged;
        else if (state == "closed") ++waiting.closed;
        else {
            ++waiting.fresh;
            waiting.since = std::min(waiting.since.value_or(sealed->second.at), sealed->second.at);
        }
    }
    return waiting;
}

std::vector<domain::SafeguardingKey> keysOf(StreamReader& streams, const std::string& organisation) {
    std::vector<domain::SafeguardingKey> keys;
    for (const auto& state : streams.entitiesOf(domain::organisationStream(organisation), "safeguarding_key")) {
        const auto values = valuesOf(state.fields);
        if (values.value("deleted", base::Json()) == base::Json(true)) continue;
        if (auto key = domain::safeguardingKeyFrom(state.key.id, values)) keys.push_back(std::move(*key));
    }
    return keys;
}

std::string inGroups(const std::string& fingerprint) {
    std::string text;
    for (std::size_t i = 0; i < fingerprint.size(); i += 4)
        text += (i == 0 ? "" : " ") + fingerprint.substr(i, 4);
    return text;
}

base::Json settingsOf(StreamReader& streams, const std::string& organisation) {
    const auto values = valuesOf(streams.fieldsOf(domain::organisationStream(organisation), {"organisation", organisation}));
    const auto settings = values.value("settings", base::Json());
    return settings.is_object() ? settings : base::Json::object();
}

}  // namespace

std::string pinnedFingerprint(StreamReader& streams, const std::string& organisation) {
    std::string pinned;
    for (const auto& key : keysOf(streams, organisation)) {
        if (!key.isConfirmed) continue;
        if (key.isLead) return key.fingerprint;
        pinned = key.fingerprint;
    }
    return pinned;
}

Response safeguardingPage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    base::Json keys;
    base::Json settings;
    std::vector<std::pair<std::string, Waiting>> venues;
    const auto& directory = visitor.directory();
    const auto read = tools.store.read([&](ReadTransaction& transaction) {
        keys = base::Json::array();
        venues.clear();
        for (const auto& id : visitor.coordinated())
            if (const auto* venue = directory.venue(id)) venues.emplace_back(venue->name, waitingAt(transaction.streams(), id));
        for (const auto& key : keysOf(transaction.streams(), directory.organisation.id)) {
            const auto* holder = directory.user(key.holder);
            keys.push_back({{"id", key.id},
                            {"holder", holder ? holder->name : "somebody who was removed"},
                            {"duty", key.isLead ? "Safeguarding lead" : "Deputy"},
                            {"fingerprint", inGroups(key.fingerprint)},
                            {"confirmed", key.isConfirmed},
                            {"mayConfirm", visitor.administers() && !key.isConfirmed},
                            {"mayWithdraw", visitor.administers()},
                            {"csrf", visitor.session().csrf}});
        }
        settings = settingsOf(transaction.streams(), directory.organisation.id);
    });
    if (!read) return notNow(visitor, request, kSafeguardingPath, kSafeguardingTitle);

    Table table("Concerns by venue");
    table.column("Venue").column("Not acknowledged").column("Oldest since").column("Acknowledged").column("Closed");
    std::int64_t fresh = 0;
    std::optional<Millis> since;
    for (const auto& [name, waiting] : venues) {
        fresh += waiting.fresh;
        if (waiting.since) since = std::min(since.value_or(*waiting.since), *waiting.since);
        table.row({name, countText(waiting.fresh), waiting.since ? timeText(*waiting.since, directory.organisation.timezone) : "", countText(waiting.acknowledged),
                   countText(waiting.closed)});
    }
    const std::string lead = fresh == 0 ? "No concern waits for the safeguarding lead."
                                        : countedText(fresh, "concern waits", "concerns wait") + " for the safeguarding lead; the oldest came " + agoText(*since, tools.clock.wallMs()) + '.';
    const auto done = request.query.find("done");
    return pageFor(visitor, request, kSafeguardingPath, kSafeguardingTitle,
                   renderTemplate("safeguarding.html", {{"lead", lead},
                                                        {"done", done == request.query.end() ? "" : "Saved."},
                                                        {"table", table.html()},
                                                        {"keys", keys},
                                                        {"noKeys", keys.empty()},
                                                        {"mayChange", visitor.administers()},
                                                        {"phone", base::textOf(settings, "safeguarding_phone")},
                                                        {"hours", std::to_string(base::integerOf(settings, "concern_hours", kDefaultHours))},
                                                        {"csrf", visitor.session().csrf}}));
}

Response changeSafeguardingKey(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const auto form = request.form();
    const auto id = form.find("key"), choice = form.find("choice");
    if (!visitor.administers() || id == form.end() || choice == form.end()) return seeOther(kSafeguardingPath);
    const auto written = tools.store.write([&](WriteTransaction& transaction) -> base::Result<void> {
        const std::string organisation = visitor.directory().organisation.id, stream = domain::organisationStream(organisation);
        transaction.streams().lock({stream});
        const auto keys = keysOf(transaction.streams(), organisation);
        if (std::none_of(keys.begin(), keys.end(), [&](const auto& key) { return key.id == id->second; })) return {};
        ServiceOps ops(transaction.streams(), tools.random, tools.clock.wallMs(), visitor.user().id);
        const bool withdraws = choice->second == "withdraw";
        const auto set = ops.set(stream, {"safeguarding_key", id->second}, withdraws ? base::Json{{"deleted", true}} : base::Json{{"confirmed", true}});
        return set ? base::Result<void>() : base::Result<void>(set.error());
    });
    return written ? seeOther(std::string(kSafeguardingPath) + "?done=key") : notNow(visitor, request, kSafeguardingPath, kSafeguardingTitle);
}

Response changeSafeguardingSettings(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const auto form = request.form();
    const auto phone = form.find("phone"), hours = form.find("hours");
    if (!visitor.administers() || phone == form.end() || hours == form.end()) return seeOther(kSafeguardingPath);
    std::int64_t waits = kDefaultHours;
    const bool isNumber = !hours->second.empty() && hours->second.size() <= 3 && hours->second.find_first_not_of("0123456789") == std::string::npos;
    if (isNumber) waits = std::clamp<std::int64_t>(std::stoll(hours->second), 1, kMostHours);
    const auto written = tools.store.write([&](WriteTransaction& transaction) -> base::Result<void> {
        const std::string organisation = visitor.directory().organisation.id, stream = domain::organisationStream(organisation);
        transaction.streams().lock({stream});
        base::Json settings = settingsOf(transaction.streams(), organisation);
        settings["safeguarding_phone"] = phone->second.substr(0, kMostPhoneLetters);
        settings["concern_hours"] = waits;
        ServiceOps ops(transaction.streams(), tools.random, tools.clock.wallMs(), visitor.user().id);
        const auto set = ops.set(stream, {"organisation", organisation}, {{"settings", settings}});
        return set ? base::Result<void>() : base::Result<void>(set.error());
    });
    return written ? seeOther(std::string(kSafeguardingPath) + "?done=settings") : notNow(visitor, request, kSafeguardingPath, kSafeguardingTitle);
}

}  // namespace waymark::service
