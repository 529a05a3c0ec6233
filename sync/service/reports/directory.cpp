#include "sync/service/reports/directory.h"

#include "shared/base/json.h"
#include "shared/base/text.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "sync/service/store/store.h"
#include "sync/service/store/stream_store.h"

#include <algorithm>

namespace waymark::service {

namespace {

std::string textIn(const domain::Fields& fields, const char* name) {
    const auto value = valueOf(fields, name);
    return value.is_string() ? value.get<std::string>() : std::string();
}

bool isDeleted(const domain::Fields& fields) {
    const auto value = valueOf(fields, "deleted");
    return value.is_boolean() && value.get<bool>();
}

template <class Entries> void sortByName(Entries& entries) {
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        return std::make_pair(base::fold(a.name), a.id) < std::make_pair(base::fold(b.name), b.id);
    });
}

// The same activity often runs at several venues: then its venue tells them apart.
void nameActivities(const std::vector<domain::EntityState>& activities, Names& names) {
    std::map<std::string, int> used;
    for (const auto& entity : activities)
        ++used[textIn(entity.fields, "title")];
    for (const auto& entity : activities) {
        std::string& name = names.activities[entity.key.id];
        name = textIn(entity.fields, "title");
        const auto venue = names.venues.find(domain::parseReference(textIn(entity.fields, "venue")).id);
        if (used[name] > 1 && venue != names.venues.end()) name += ", " + venue->second;
    }
}

void readInstruments(StreamReader& streams, const std::string& stream, InstrumentBook& book) {
    for (const auto& entity : streams.entitiesOf(stream, "instrument")) {
        if (textIn(entity.fields, "status") == "draft") {
            book.leaveOut(entity.key.id);
            continue;
        }
        const auto definition = valueOf(entity.fields, "definition");
        if (definition.is_string()) book.add(entity.key.id, definition.get<std::string>());
        if (definition.is_object()) book.add(entity.key.id, base::toText(definition));
    }
}

}  // namespace

const VenueEntry* Directory::venue(const std::string& id) const {
    const auto it = std::find_if(venues.begin(), venues.end(), [&id](const VenueEntry& entry) { return entry.id == id; });
    return it == venues.end() ? nullptr : &*it;
}

const UserEntry* Directory::user(const std::string& id) const {
    const auto it = std::find_if(users.begin(), users.end(), [&id](const UserEntry& entry) { return entry.id == id; });
    return it == users.end() ? nullptr : &*it;
}

std::optional<Directory> readDirectory(ReadTransaction& transaction) {
    auto organisation = transaction.registry().organisation();
    if (!organisation) return std::nullopt;
    Directory directory;
    directory.organisation = std::move(*organisation);
    auto& streams = transaction.streams();
    const std::string stream = domain::organisationStream(directory.organisation.id);
    for (const auto& entity : streams.entitiesOf(stream, "venue")) {
        if (isDeleted(entity.fields)) continue;
        const auto address = valueOf(entity.fields, "address");
        directory.venues.push_back({entity.key.id, textIn(entity.fields, "name"), base::textOf(address, "postcode")});
        directory.names.venues[entity.key.id] = textIn(entity.fields, "name");
    }
    nameActivities(streams.entitiesOf(stream, "activity"), directory.names);
    for (const auto& entity : streams.entitiesOf(stream, "user")) {
        if (isDeleted(entity.fields)) continue;
        const auto active = valueOf(entity.fields, "active");
        directory.users.push_back({entity.key.id, textIn(entity.fields, "name"), !active.is_boolean() || active.get<bool>(),
                                   domain::grantsFromJson(valueOf(entity.fields, "grants"))});
    }
    readInstruments(streams, stream, directory.instruments);
    sortByName(directory.venues);
    sortByName(directory.users);
    return directory;
}

std::optional<Scope> scopeOf(const Directory& directory, const std::vector<std::string>& allowed, const std::string& venue,
                             const std::optional<std::string>& from, const std::optional<std::string>& to) {
    Scope scope{allowed, allowed.size() == directory.venues.size(), from, to};
    if (venue.empty()) return scope;
    if (std::find(allowed.begin(), allowed.end(), venue) == allowed.end()) return std::nullopt;
    scope.venues = {venue};
    scope.everyVenue = directory.venues.size() == 1;
    return scope;
}

std::vector<std::string> everyVenue(const Directory& directory) {
    std::vector<std::string> ids;
    for (const auto& venue : directory.venues)
        ids.push_back(venue.id);
    return ids;
}

}  // namespace waymark::service
