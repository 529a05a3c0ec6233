// Two people wrote different things without seeing each other's: both values side by side, and which of them stays.
#include "sync/service/api/service_ops.h"
#include "sync/service/console/pages.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"

#include "shared/domain/stream.h"

#include <algorithm>

namespace waymark::service {

namespace {

constexpr const char* kConflictsPath = "/console/conflicts";
constexpr std::size_t kMostShown = 200;

bool isOpen(const Fields& conflict) { return valueOf(conflict, "of").is_object() && valueOf(conflict, "status") == base::Json("open"); }

/// Whom it is about, if that can be told.
std::string nameOf(StreamReader& streams, const std::string& venue, const EntityKey& key, const Fields& fields) {
    const auto person = key.type == "person" ? key : domain::parseReference(base::textOf({{"person", valueOf(fields, "person")}}, "person"));
    if (person.id.empty()) return {};
    const auto name = valueOf(streams.fieldsOf(domain::venueStream(venue), person), "name");
    return name.is_string() ? name.get<std::string>() : std::string();
}

base::Json sideOf(const Visitor& visitor, const base::Json& side, const std::string& field) {
    const auto* user = visitor.directory().user(base::textOf(side, "by"));
    std::string value = valueText(side.value("value", base::Json()));
    if (field == "deleted") value = side.value("value", base::Json()) == base::Json(true) ? "removed" : "changed, and so still needed";
    return {{"value", value},
            {"by", user ? user->name : "somebody"},
            {"at", timeText(base::integerOf(side, "at"), visitor.directory().organisation.timezone)}};
}

base::Json lineOf(StreamReader& streams, const Visitor& visitor, const std::string& stream, const std::string& venue,
                  const domain::EntityState& conflict) {
    const base::Json of = valueOf(conflict.fields, "of");
    const EntityKey key{base::textOf(of, "type"), base::textOf(of, "entity")};
    const std::string field = base::textOf(of, "field");
    const std::string who = nameOf(streams, venue, key, streams.fieldsOf(stream, key));
    const auto* place = visitor.directory().venue(venue);
    return {{"what", plainWords(key.type) + (field == "deleted" ? std::string() : ", " + plainWords(field))},
            {"who", who},
            {"venue", place ? place->name : std::string()},
            {"kept", sideOf(visitor, valueOf(conflict.fields, "kept"), field)},
            {"other", sideOf(visitor, valueOf(conflict.fields, "other"), field)},
            {"stream", stream},
            {"conflict", conflict.key.id},
            {"csrf", visitor.session().csrf}};
}

/// The venue of a stream whose conflicts this visitor may settle.
std::optional<std::string> venueToSettle(const Visitor& visitor, const std::string& stream) {
    const auto parsed = domain::parseStream(stream);
    if (!parsed || parsed->tier == domain::Tier::Organisation || parsed->tier == domain::Tier::Concern) return std::nullopt;
    if (!visitor.coordinates(parsed->owner)) return std::nullopt;
    return parsed->owner;
}

}  // namespace

Response conflictsPage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    base::Json lines = base::Json::array();
    std::int64_t more = 0;
    const auto read = tools.store.read([&](ReadTransaction& transaction) {
        for (const auto& stream : transaction.streams().streams()) {
            const auto venue = venueToSettle(visitor, stream);
            if (!venue) continue;
            for (const auto& conflict : transaction.streams().entitiesOf(stream, "conflict")) {
                if (!isOpen(conflict.fields)) continue;
                if (lines.size() < kMostShown) lines.push_back(lineOf(transaction.streams(), visitor, stream, *venue, conflict));
                else ++more;
            }
        }
    });
    if (!read) return notNow(visitor, request, kConflictsPath, "To settle");
    const auto count = static_cast<std::int64_t>(lines.size()) + more;
    const std::string lead = count == 0 ? "Nothing is to be settled." : countedText(count, "question waits", "questions wait") + " for an answer.";
    const auto done = request.query.find("done");
    return pageFor(visitor, request, kConflictsPath, "To settle",
                   renderTemplate("conflicts.html", {{"lead", lead}, {"conflicts", lines}, {"done", done == request.query.end() ? "" : "Settled."}}));
}

Response settleConflict(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const auto form = request.form();
    const auto field = [&form](const char* name) {
        const auto it = form.find(name);
        return it == form.end() ? std::string() : it->second;
    };
    const std::string stream = field("stream"), choice = field("choice");
    if (!venueToSettle(visitor, stream) || (choice != "kept" && choice != "other")) return seeOther(kConflictsPath);
    const auto written = tools.store.write([&](WriteTransaction& transaction) -> base::Result<void> {
        transaction.streams().lock({stream});
        const EntityKey key{"conflict", field("conflict")};
        const Fields conflict = transaction.streams().fieldsOf(stream, key);
        if (!isOpen(conflict)) return {};  // somebody else was quicker
        ServiceOps ops(transaction.streams(), tools.random, tools.clock.wallMs(), visitor.user().id);
        const base::Json of = valueOf(conflict, "of");
        if (choice == "other") {
            const auto set = ops.set(stream, {base::textOf(of, "type"), base::textOf(of, "entity")},
                                     {{base::textOf(of, "field"), valueOf(conflict, "other").value("value", base::Json())}});
            if (!set) return set.error();
        }
        const auto set = ops.set(stream, key, {{"status", choice}});
        return set ? base::Result<void>() : base::Result<void>(set.error());
    });
    if (!written) return notNow(visitor, request, kConflictsPath, "To settle");
    return seeOther(std::string(kConflictsPath) + "?done=settled");
}

}  // namespace waymark::service
