#include "sync/service/api/person_places.h"

#include "shared/base/calendar.h"
#include "shared/domain/stream.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/erasure/person_erasure.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"

#include <algorithm>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

// What is never taken along to another record or venue: what happened to this one, and bytes that lie in one stream alone.
constexpr const char* kOwn[] = {"deleted", "merged_into", "photo"};

bool isOwn(const std::string& field) { return std::find(std::begin(kOwn), std::end(kOwn), field) != std::end(kOwn); }

bool isThere(const Json& values) { return !values.empty() && values.value("deleted", Json()) != Json(true); }
bool isPart(const Json& values) { return !base::textOf(values, "merged_into").empty(); }

std::string lowered(std::string text) {
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

std::vector<std::string> venueStreams(StreamReader& streams) {
    std::vector<std::string> names;
    for (const auto& name : streams.streams())
        if (const auto stream = domain::parseStream(name); stream && stream->tier == domain::Tier::Venue) names.push_back(name);
    return names;
}

/// Runs work with every venue's stream taken, so that nobody changes who is whom meanwhile.
Result<void> inVenues(const AdminTools& tools, const std::function<Result<void>(StreamWriter&, const Organisation&, const std::vector<std::string>&)>& work) {
    return tools.store.write([&](WriteTransaction& transaction) -> Result<void> {
        const auto organisation = transaction.registry().organisation();
        if (!organisation) return Error{ErrorCode::NotFound, "There is no organisation here yet."};
        const auto streams = venueStreams(transaction.streams());
        transaction.streams().lock(streams);
        return work(transaction.streams(), *organisation, streams);
    });
}

/// What a record lacks of another one of the same person; lists get what they do not have.
Json additions(const Json& to, const Json& from) {
    Json added = Json::object();
    for (const auto& [field, value] : from.items()) {
        if (isOwn(field) || value.is_null()) continue;
        const Json has = to.value(field, Json());
        if (has.is_null()) {
            added[field] = value;
        } else if (has.is_array() && value.is_array()) {
            Json both = has;
            for (const auto& one : value)
                if (std::find(both.begin(), both.end(), one) == both.end()) both.push_back(one);
            if (both.size() > has.size()) added[field] = std::move(both);
        }
    }
    return added;
}

Result<void> setIn(ServiceOps& ops, const std::string& stream, const EntityKey& key, Json fields) {
    if (fields.empty()) return {};
    const auto set = ops.set(stream, key, std::move(fields));
    return set ? Result<void>() : Result<void>(set.error());
}

Json withoutOwn(const Json& values) {
    Json card = Json::object();
    for (const auto& [field, value] : values.items())
        if (!isOwn(field) && !value.is_null()) card[field] = value;
    return card;
}

/// Writes one record into another venue, with its households and what was agreed to about it.
Result<void> copy(StreamWriter& streams, ServiceOps& ops, const std::string& person, const std::string& from, const std::string& to, Json card) {
    if (auto set = setIn(ops, to, {"person", person}, std::move(card)); !set) return set;
    const std::string reference = domain::reference("person", person);
    for (const auto& membership : streams.entitiesOf(from, "membership")) {
        const Json values = valuesOf(membership.fields);
        if (!isThere(values) || base::textOf(values, "person") != reference) continue;
        const auto household = domain::parseReference(base::textOf(values, "household"));
        const Json home = valuesOf(streams.fieldsOf(from, household));
        if (household.type != "household" || !isThere(home)) continue;
        if (streams.fieldsOf(to, household).empty())
            if (auto set = setIn(ops, to, household, withoutOwn(home)); !set) return set;
        if (auto set = setIn(ops, to, membership.key, withoutOwn(values)); !set) return set;
    }
    for (const auto& consent : streams.entitiesOf(from, "consent")) {
        const Json values = valuesOf(consent.fields);
        if (!isThere(values) || base::textOf(values, "person") != reference || !streams.fieldsOf(to, consent.key).empty()) continue;
        if (auto set = setIn(ops, to, consent.key, withoutOwn(values)); !set) return set;
    }
    return {};
}

} // namespace

domain::Consent consentOf(StreamReader& streams, const std::string& person, std::string_view purpose, const base::Date& day) {
    const auto people = joinedWith(streams, {person});
    std::vector<domain::ConsentRecord> records;
    for (const auto& stream : venueStreams(streams))
        for (const auto& consent : streams.entitiesOf(stream, "consent")) {
            const Json values = valuesOf(consent.fields);
            const auto about = domain::parseReference(base::textOf(values, "person"));
            if (about.type != "person" || base::textOf(values, "purpose") != purpose) continue;
            if (std::find(people.begin(), people.end(), about.id) != people.end()) records.push_back(domain::consentRecord(consent.key.id, values));
        }
    return domain::effectiveConsent(records, day);
}

Result<std::string> joinPeople(const AdminTools& tools, const Asker& asker, const std::string& venue, const std::string& one, const std::string& other) {
    const bool firstStays = lowered(one) < lowered(other);
    const std::string stays = firstStays ? one : other, part = firstStays ? other : one;
    const auto done = inVenues(tools, [&](StreamWriter& streams, const Organisation&, const std::vector<std::string>& venues) -> Result<void> {
        const auto at = [&streams](const std::string& stream, const std::string& person) { return valuesOf(streams.fieldsOf(stream, {"person", person})); };
        const std::string here = domain::venueStream(venue);
        if (one == other || !asker.may(venue) || !isThere(at(here, one)) || !isThere(at(here, other)))
            return Error{ErrorCode::NotFound, "One of the two is not there any more."};
        if (isPart(at(here, one)) || isPart(at(here, other)))
            return Error{ErrorCode::AlreadyExists, "One of the two is part of somebody already. Take that back first."};
        std::vector<std::string> holding;
        for (const auto& stream : venues) {
            const Json values = at(stream, part);
            if (values.empty()) continue;
            if (!asker.may(domain::parseStream(stream)->owner))
                return Error{ErrorCode::NotPermitted, "They are also known at a venue that is not yours. An administrator can say that they are one person."};
            if (isThere(values) && !isThere(at(stream, stays)))
                return Error{ErrorCode::NotPermitted, "At another venue only one of the two records is there, and would be lost to view. Let the other be known there first."};
            holding.push_back(stream);
        }
        ServiceOps ops(streams, tools.random, tools.clock.wallMs(), asker.user);
        for (const auto& stream : holding) {
            const Json staying = at(stream, stays), joining = at(stream, part);
            if (isThere(staying) && isThere(joining))
                if (auto set = setIn(ops, stream, {"person", stays}, additions(staying, joining)); !set) return set;
            if (auto set = setIn(ops, stream, {"person", part}, {{"merged_into", domain::reference("person", stays)}}); !set) return set;
        }
        return {};
    });
    if (!done) return done.error();
    return stays;
}

Result<void> partPerson(const AdminTools& tools, const Asker& asker, const std::string& venue, const std::string& person) {
    return inVenues(tools, [&](StreamWriter& streams, const Organisation&, const std::vector<std::string>& venues) -> Result<void> {
        const auto isPartAt = [&](const std::string& stream) { return isPart(valuesOf(streams.fieldsOf(stream, {"person", person}))); };
        if (!asker.may(venue) || !isPartAt(domain::venueStream(venue))) return Error{ErrorCode::NotFound, "They are two already."};
        ServiceOps ops(streams, tools.random, tools.clock.wallMs(), asker.user);
        for (const auto& stream : venues) {
            if (!isPartAt(stream)) continue;
            if (!asker.may(domain::parseStream(stream)->owner))
                return Error{ErrorCode::NotPermitted, "They are also known at a venue that is not yours. An administrator can take it back."};
            if (auto set = setIn(ops, stream, {"person", person}, {{"merged_into", nullptr}}); !set) return set;
        }
        return {};
    });
}

Result<void> sharePerson(const AdminTools& tools, const Asker& asker, const std::string& person, const std::string& from, const std::string& to) {
    return inVenues(tools, [&](StreamWriter& streams, const Organisation& organisation, const std::vector<std::string>&) -> Result<void> {
        const std::string here = domain::venueStream(from), there = domain::venueStream(to);
        const bool isVenue = isThere(valuesOf(streams.fieldsOf(domain::organisationStream(organisation.id), {"venue", to})));
        if (!isVenue || !asker.may(from) || !asker.may(to)) return Error{ErrorCode::NotPermitted, "That is not your venue."};
        const Json values = valuesOf(streams.fieldsOf(here, {"person", person}));
        if (!isThere(values) || isPart(values)) return Error{ErrorCode::NotFound, "They are not there any more."};
        if (!streams.fieldsOf(there, {"person", person}).empty()) return Error{ErrorCode::AlreadyExists, "They are known there already, or were."};
        const auto today = base::localDate(tools.clock.wallMs(), organisation.timezone);
        if (consentOf(streams, person, domain::kShare, today) != domain::Consent::Granted)
            return Error{ErrorCode::NotPermitted, "Nobody has agreed that their record is shared."};
        ServiceOps ops(streams, tools.random, tools.clock.wallMs(), asker.user);
        for (const auto& id : joinedWith(streams, {person})) {
            const Json record = valuesOf(streams.fieldsOf(here, {"person", id}));
            if (record.empty() || !streams.fieldsOf(there, {"person", id}).empty()) continue;
            Json card = withoutOwn(record);
            // Whoever was found to be the same person comes along as no more than that, so that what they said counts there too.
            if (isPart(record)) card = {{"name", record.value("name", Json())}, {"merged_into", record["merged_into"]}};
            if (auto copied = copy(streams, ops, id, here, there, std::move(card)); !copied) return copied;
        }
        return {};
    });
}

} // namespace waymark::service
