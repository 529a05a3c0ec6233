#include "sync/service/imports/venue_import.h"

#include "shared/base/calendar.h"
#include "shared/base/csv.h"
#include "shared/base/id.h"
#include "shared/base/text.h"
#include "shared/domain/stream.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/imports/input_file.h"
#include "sync/service/imports/venue_list.h"
#include "sync/service/store/registry.h"

#include <array>
#include <iterator>
#include <map>
#include <set>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

// Ids of imported venues are UUIDv5 of this and "authority|name|postcode" (without one, the first line of the address): a library that
// moved is another place, and both keep their own records.
constexpr std::string_view kNamespace = "6f9c0d5e-51a7-4b0e-8d5c-0c1c7a6a2f43";

// Fields that the list is the source of: what it no longer says is taken back.
constexpr std::array kListed = {"name",  "kind",  "address",     "opening",       "email", "website",
                                "type",  "shared_with", "opened_year", "closed_on", "source"};

std::string idOf(const ListedVenue& venue) {
    const std::string place = !venue.postcode.empty() ? venue.postcode : venue.lines.empty() ? std::string() : base::fold(venue.lines.front());
    return base::uuidV5(kNamespace, base::fold(venue.authority) + '|' + base::fold(venue.name) + '|' + place);
}

Json fieldsOf(const ListedVenue& venue) {
    Json fields = {{"name", venue.name}, {"kind", "library"}, {"source", {{"authority", venue.authority}, {"name", venue.name}}}};
    Json address = {{"lines", venue.lines}};
    if (!venue.postcode.empty()) address["postcode"] = venue.postcode;
    if (!venue.uprn.empty()) address["uprn"] = venue.uprn;
    fields["address"] = std::move(address);
    if (!venue.opening.is_null() && !venue.isClosed) fields["opening"] = venue.opening;
    if (!venue.email.empty()) fields["email"] = venue.email;
    if (!venue.website.empty()) fields["website"] = venue.website;
    if (!venue.type.empty()) fields["type"] = venue.type;
    if (!venue.sharedWith.empty()) fields["shared_with"] = venue.sharedWith;
    if (venue.openedYear) fields["opened_year"] = *venue.openedYear;
    // The list has years only; the last day of the year is the one by which it was surely closed.
    if (venue.closedYear) fields["closed_on"] = std::to_string(*venue.closedYear) + "-12-31";
    return fields;
}

struct Known {
    std::string id;
    Json values = Json::object();
    bool isClosedOn(const std::string& day) const { return base::textOf(values, "closed_on") != "" && base::textOf(values, "closed_on") <= day; }
    bool isListed() const { return values.contains("source") && values["source"].is_object(); }
    std::string nameKey() const {
        return isListed() ? base::fold(base::textOf(values["source"], "authority")) + '|' + base::fold(base::textOf(values["source"], "name"))
                          : base::fold(base::textOf(values, "name"));
    }
};

/// The venues that the organisation has, and which of them a row means.
class Matcher {
public:
    Matcher(StreamReader& streams, const std::string& stream, const std::vector<ListedVenue>& rows, std::string today) : m_today(std::move(today)) {
        for (const auto& entity : streams.entitiesOf(stream, "venue")) {
            Known known{entity.key.id, Json::object()};
            for (const auto& [name, field] : entity.fields)
                if (!field.value.is_null()) known.values[name] = field.value;
            if (known.values.value("deleted", Json()) != Json(true)) m_known.emplace(known.id, std::move(known));
        }
        for (const auto& row : rows)
            if (!row.isRagged) m_taken.insert(idOf(row));
    }

    /// The venue under the row's own id; else the only one of that name that no other row means and that is not closed: its postcode was
    /// corrected, or it was added by hand.
    const Known* find(const ListedVenue& row) {
        if (const auto it = m_known.find(idOf(row)); it != m_known.end()) return &it->second;
        const std::string name = base::fold(row.name), listedName = base::fold(row.authority) + '|' + name;
        const Known* only = nullptr;
        for (const auto& [id, known] : m_known) {
            if (m_taken.count(id) > 0 || known.isClosedOn(m_today)) continue;
            if (known.nameKey() != (known.isListed() ? listedName : name)) continue;
            if (only) return nullptr;
            only = &known;
        }
        if (only) m_taken.insert(only->id);
        return only;
    }

private:
    const std::string m_today;
    std::map<std::string, Known> m_known;
    std::set<std::string> m_taken;
};

/// What the list says beside what is known: only the fields that differ, null for those it no longer has.
Json differences(const Json& listed, const Known* known, bool isClosed) {
    if (!known) return listed;
    Json changed = Json::object();
    for (const auto& [name, value] : listed.items())
        if (!known->values.contains(name) || !base::equalValues(known->values[name], value)) changed[name] = value;
    // Opening hours of a venue that has closed since stay as the record of what they were.
    for (const char* name : kListed)
        if (known->isListed() && known->values.contains(name) && !listed.contains(name) && !(isClosed && name == std::string_view("opening")))
            changed[name] = nullptr;
    return changed;
}

struct Step {
    std::string id;
    const char* what;
    Json changed = Json::object();
    Json before = Json::object();  ///< what was known of it
};

Step stepFor(const ListedVenue& row, Matcher& matcher, bool withClosed) {
    if (row.isRagged || row.repeats || row.name.empty()) return {{}, "skip"};
    const Known* known = matcher.find(row);
    if (!known && row.isClosed && !withClosed) return {{}, "skip"};
    Json changed = differences(fieldsOf(row), known, row.isClosed);
    const char* what = !known ? "add" : changed.empty() ? "same" : "update";
    return {known ? known->id : idOf(row), what, std::move(changed), known ? known->values : Json::object()};
}

Json told(const ListedVenue& row, const Step& step) {
    Json oddities = Json::array(), fields = Json::array(), changes = Json::object();
    for (const auto& [code, message] : row.oddities)
        oddities.push_back({{"code", code}, {"message", message}});
    Json line = {{"file", row.file}, {"row", row.row}, {"name", row.name}, {"what", step.what}, {"oddities", std::move(oddities)}};
    if (!step.id.empty()) line["venue"] = step.id;
    if (step.what != std::string_view("update")) return line;
    for (const auto& [name, value] : step.changed.items()) {
        fields.push_back(name);
        changes[name] = {{"from", step.before.value(name, Json())}, {"to", value}};
    }
    line["fields"] = std::move(fields);
    line["changes"] = std::move(changes);
    return line;
}

/// What the lists say, on the day of the run.
struct Listed {
    std::vector<ListedVenue> rows;
    std::vector<std::string> files;
    std::string today;  ///< in the organisation's zone
};

Result<Listed> readLists(const std::vector<std::string>& paths, const base::Date& today) {
    Listed listed{{}, {}, base::toText(today)};
    for (const auto& path : paths) {
        const auto file = readInput(path);
        if (!file) return file.error();
        const auto named = [&](const Error& error) { return Error{error.code, file->name + ", " + error.detail}; };
        const auto table = base::parseCsv(file->text, base::CsvRows::Ragged);
        if (!table) return named(table.error());
        auto rows = readVenueList(*table, today.year, file->name);
        if (!rows) return named(rows.error());
        std::move(rows->begin(), rows->end(), std::back_inserter(listed.rows));
        listed.files.push_back(file->name);
    }
    compareListed(listed.rows);
    return listed;
}

/// The report, and every change if `ops` is there to make them.
Result<Json> run(const Listed& listed, StreamReader& streams, const std::string& stream, bool withClosed, ServiceOps* ops) {
    Matcher matcher(streams, stream, listed.rows, listed.today);
    Json lines = Json::array(), counts = {{"add", 0}, {"update", 0}, {"same", 0}, {"skip", 0}};
    for (const auto& row : listed.rows) {
        const Step step = stepFor(row, matcher, withClosed);
        counts[step.what] = counts[step.what].get<int>() + 1;
        lines.push_back(told(row, step));
        if (!ops || step.changed.empty()) continue;
        const auto set = ops->set(stream, {"venue", step.id}, step.changed);
        if (!set) return Error{set.error().code, row.file + ", row " + std::to_string(row.row) + ": the venue was not accepted (" + set.error().detail + ')'};
    }
    return Json{{"rows", std::move(lines)}, {"counts", std::move(counts)}};
}

} // namespace

Result<Json> importVenues(Store& store, base::Millis now, base::Random& random, const VenueImport& request) {
    std::optional<Organisation> organisation;
    const auto looked = store.read([&](ReadTransaction& t) { organisation = t.registry().organisation(); });
    if (!looked) return looked.error();
    if (!organisation) return Error{ErrorCode::NotFound, "there is no organisation; run init first"};
    const auto listed = readLists(request.paths, base::localDate(now, organisation->timezone));
    if (!listed) return listed.error();

    Result<Json> report = Json();
    const std::string stream = domain::organisationStream(organisation->id);
    const auto done = request.dryRun ? store.read([&](ReadTransaction& t) {
        report = run(*listed, t.streams(), stream, request.withClosed, nullptr);
    }) : store.write([&](WriteTransaction& t) -> Result<void> {
        ServiceOps ops(t.streams(), random, now);
        report = run(*listed, t.streams(), stream, request.withClosed, &ops);
        return report ? Result<void>() : report.error();
    });
    if (!done) return done.error();
    if (!report) return report.error();
    (*report)["files"] = listed->files;
    (*report)["dry_run"] = request.dryRun;
    (*report)["done"] = !request.dryRun;
    return report;
}

} // namespace waymark::service
