#include "sync/service/demo/demo.h"

#include "shared/domain/op.h"
#include "shared/base/calendar.h"
#include "shared/domain/stream.h"
#include "sync/service/api/publish_instruments.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/demo/organisation_year.h"
#include "sync/service/store/registry.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <unordered_set>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

constexpr std::size_t kChangesPerTransaction = 4'000;

struct Ground {
    Organisation organisation;
    std::vector<DemoVenue> venues;  ///< open ones, by name
    Json mark;                      ///< of a demonstration that is there already, or null
    bool hasPeople = false;
};

Result<Ground> look(Store& store, base::Millis now) {
    Ground ground;
    bool found = false;
    const auto read = store.read([&](ReadTransaction& t) {
        const auto organisation = t.registry().organisation();
        found = organisation.has_value();
        if (!found) return;
        ground.organisation = *organisation;
        const std::string today = base::toText(base::localDate(now, organisation->timezone));
        const std::string stream = domain::organisationStream(organisation->id);
        const Fields own = t.streams().fieldsOf(stream, {"organisation", organisation->id});
        if (const auto it = own.find("demonstration"); it != own.end()) ground.mark = it->second.value;
        for (const auto& venue : t.streams().entitiesOf(stream, "venue")) {
            const auto value = [&](const char* field) {
                const auto it = venue.fields.find(field);
                return it == venue.fields.end() ? Json() : it->second.value;
            };
            if (value("deleted") == Json(true)) continue;
            ground.hasPeople = ground.hasPeople || t.streams().head(domain::venueStream(venue.key.id)).seq > 0;
            // A venue that this demonstration made is made again by the seed.
            const Json closed = value("closed_on");
            if ((!closed.is_string() || closed.get<std::string>() > today) && value("demonstration").is_null())
                ground.venues.push_back({venue.key.id, value("name").is_string() ? value("name").get<std::string>() : std::string(), true});
        }
    });
    if (!read) return read.error();
    if (!found) return Error{ErrorCode::NotFound, "there is no organisation; run init first"};
    std::sort(ground.venues.begin(), ground.venues.end(), [](const auto& a, const auto& b) { return std::tie(a.name, a.id) < std::tie(b.name, b.id); });
    return ground;
}

Result<std::vector<DemoVenue>> chosen(const Ground& ground, const std::vector<std::string>& ids, std::size_t most) {
    std::vector<DemoVenue> venues;
    for (const auto& id : ids) {
        const auto it = std::find_if(ground.venues.begin(), ground.venues.end(), [&](const auto& venue) { return venue.id == id; });
        if (it == ground.venues.end()) return Error{ErrorCode::NotFound, "no open venue has the id " + id};
        venues.push_back(*it);
    }
    for (const auto& venue : ground.venues)
        if (ids.empty() && venues.size() < most) venues.push_back(venue);
    return venues;
}

/// Writes changes in transactions that each say in the organisation's mark how many there have been: a call that was stopped goes on
/// there. Each transaction has dice of its own, so that the op ids are the same then, and after a serialisation failure.
class Writer {
public:
    Writer(Store& store, base::Millis now, std::string organisation, Json mark)
        : m_store(store), m_now(now), m_organisation(std::move(organisation)), m_mark(std::move(mark)) {}

    Result<void> write(const Changes& changes) {
        for (std::size_t from = 0; from < changes.size(); from += kChangesPerTransaction) {
            const std::span part(changes.data() + from, std::min(kChangesPerTransaction, changes.size() - from));
            for (const Change& change : part)
                count(change);
            if (++m_transactions <= base::integerOf(m_mark, "written")) continue;
            if (auto written = commit(part); !written) return written;
        }
        return {};
    }

    Json made() const { return m_made; }
    std::size_t changes() const { return m_changes; }

private:
    Result<void> commit(std::span<const Change> changes) {
        const auto seed = static_cast<std::uint64_t>(base::integerOf(m_mark, "seed"));
        Json mark = m_mark;
        mark["written"] = m_transactions;
        auto done = m_store.write([&](WriteTransaction& t) -> Result<void> {
            Dice dice(seed, "transaction " + std::to_string(m_transactions));
            ServiceOps ops(t.streams(), dice, m_now);
            for (const Change& change : changes) {
                const auto set = ops.setAt(change.at, change.stream, {change.type, change.id}, change.fields, change.by);
                if (!set) return Error{set.error().code, change.type + ": " + set.error().detail};
            }
            const auto set = ops.set(domain::organisationStream(m_organisation), {"organisation", m_organisation}, {{"demonstration", mark}});
            return set ? Result<void>() : set.error();
        });
        if (done) m_mark = std::move(mark);
        return done;
    }

    void count(const Change& change) {
        ++m_changes;
        if (m_seen.insert(change.id).second) m_made[change.type] = m_made.value(change.type, 0) + 1;
    }

    Store& m_store;
    base::Millis m_now;
    std::string m_organisation;
    Json m_mark;
    std::int64_t m_transactions = 0;
    std::size_t m_changes = 0;
    std::unordered_set<std::string> m_seen;
    Json m_made = Json::object();
};

Json answerOf(const OrganisationYear& year, const DemoRequest& request, const std::string& organisation) {
    Json users = Json::object(), venues = Json::array();
    for (const DemoUser& user : year.users())
        if (!users.contains(user.role)) users[user.role] = user.id;
    for (std::size_t i = 0; i < year.venues().size(); ++i) {
        Json venue = {{"id", year.venues()[i].id}, {"name", year.venues()[i].name}};
        for (const DemoUser& user : year.users())
            if (user.venue == i && !venue.contains(user.role)) venue[user.role] = user.id;
        venues.push_back(std::move(venue));
    }
    return {{"profile", request.profile}, {"seed", request.seed}, {"organisation", {{"id", organisation}, {"name", year.name()}}},
            {"venues", std::move(venues)}, {"users", std::move(users)}};
}

} // namespace

Result<Json> makeDemonstration(Store& store, base::Millis now, const DemoRequest& request,
                               const std::function<void(std::size_t, std::size_t)>& progress) {
    const auto profile = findProfile(request.profile);
    if (!profile) return Error{ErrorCode::Unsupported, "there is no profile \"" + request.profile + "\"; there are small, district and city"};
    auto ground = look(store, now);
    if (!ground) return ground.error();

    Json mark = {{"profile", request.profile}, {"seed", request.seed}, {"at", now}, {"venues", Json::array()}};
    DemoOptions options{*profile, request.seed, now, ground->organisation.id, ground->organisation.name, ground->organisation.timezone, {}};
    if (ground->mark.is_object()) {
        if (ground->mark["profile"] != mark["profile"] || ground->mark["seed"] != mark["seed"])
            return Error{ErrorCode::AlreadyExists, "the organisation holds another demonstration: profile " + base::toText(ground->mark["profile"]) +
                                                       ", seed " + base::toText(ground->mark["seed"])};
        mark = ground->mark;
        options.now = base::integerOf(mark, "at");
        std::vector<std::string> ids = mark["venues"].get<std::vector<std::string>>();
        auto venues = ids.empty() ? Result<std::vector<DemoVenue>>(std::vector<DemoVenue>{}) : chosen(*ground, ids, ids.size());
        if (!venues) return venues.error();
        options.venues = std::move(*venues);
    } else {
        if (ground->hasPeople) return Error{ErrorCode::AlreadyExists, "the organisation has records of its own; demonstration data go into an empty one"};
        auto venues = chosen(*ground, request.venues, static_cast<std::size_t>(profile->venues));
        if (!venues) return venues.error();
        options.venues = std::move(*venues);
        for (const auto& venue : options.venues)
            mark["venues"].push_back(venue.id);
    }

    const OrganisationYear year(options);
    const std::string stream = domain::organisationStream(options.organisation);
    const auto begun = !ground->mark.is_null() ? Result<void>() : store.write([&](WriteTransaction& t) -> Result<void> {
        Dice dice(request.seed, "beginning");
        ServiceOps ops(t.streams(), dice, now);
        Organisation organisation = ground->organisation;
        organisation.name = year.name();
        t.registry().setOrganisation(organisation);
        if (auto named = ops.set(stream, {"organisation", options.organisation}, {{"name", year.name()}, {"demonstration", mark}}); !named)
            return named.error();
        return publishShippedInstruments(ops, options.organisation);
    });
    if (!begun) return begun.error();

    Writer writer(store, now, options.organisation, mark);
    if (auto written = writer.write(year.organisation()); !written) return written.error();
    for (std::size_t i = 0; i < year.venues().size(); ++i) {
        if (auto written = writer.write(year.venue(i)); !written) return written.error();
        if (progress) progress(i + 1, year.venues().size());
    }
    Json answer = answerOf(year, request, options.organisation);
    answer["made"] = writer.made();
    answer["changes"] = writer.changes();
    return answer;
}

} // namespace waymark::service
