#include "sync/service/erasure/retention.h"

#include "shared/wire/op_codec.h"
#include "sync/service/erasure/person_erasure.h"
#include "sync/service/store/store.h"

#include <algorithm>

namespace waymark::service {

using base::Json;

namespace {

constexpr std::int64_t kPageBytes = 1 << 20;
// Merges always point to the lower id, so they make no ring; the bound is for data that broke that rule.
constexpr int kMostMerges = 64;

/// Calls `take` with every entity of a stream.
template <class Function> void eachEntity(StreamReader& streams, const std::string& stream, Function take) {
    EntityKey after;
    for (bool complete = false; !complete;) {
        const RowsPage page = streams.stateAfter(stream, after, kPageBytes);
        const auto rows = base::parseJson('[' + page.rowsJson + ']');
        if (!rows) throw StorageFailure(base::ErrorCode::Storage, "a state row cannot be read");
        for (const auto& row : *rows) {
            const auto state = wire::stateFromJson(row);
            if (!state) throw StorageFailure(base::ErrorCode::Storage, "a state row cannot be read");
            take(*state);
        }
        after = page.lastKey;
        complete = page.complete;
    }
}

} // namespace

std::vector<DuePerson> dueForErasure(StreamReader& streams, Millis before) {
    std::map<std::string, Millis> last;  // of everybody who has a record of their own
    std::map<std::string, Millis> touched;
    std::map<std::string, std::string> mergedInto;
    for (const auto& stream : streams.streams())
        eachEntity(streams, stream, [&](const domain::EntityState& state) {
            Millis at = 0;
            Json values = Json::object();
            for (const auto& [name, field] : state.fields) {
                at = std::max(at, field.at);
                values[name] = field.value;
            }
            if (state.key.type == "person") {
                last[state.key.id] = std::max(last[state.key.id], at);
                const auto into = domain::parseReference(base::textOf(values, "merged_into"));
                if (!into.id.empty()) mergedInto[state.key.id] = into.id;
            }
            for (const auto& subject : domain::hangsOn(values))
                if (const auto key = domain::parseReference(subject); key.type == "person") touched[key.id] = std::max(touched[key.id], at);
        });
    const auto rootOf = [&mergedInto](std::string id) {
        for (int step = 0; step < kMostMerges && mergedInto.count(id) > 0; ++step)
            id = mergedInto[id];
        return id;
    };
    std::map<std::string, Millis> byRoot;
    for (const auto* times : {&last, &touched})
        for (const auto& [id, at] : *times)
            if (last.count(id) > 0) byRoot[rootOf(id)] = std::max(byRoot[rootOf(id)], at);
    std::vector<DuePerson> due;
    for (const auto& [id, at] : byRoot)
        if (at < before) due.push_back({id, at});
    std::stable_sort(due.begin(), due.end(), [](const DuePerson& a, const DuePerson& b) { return a.last < b.last; });
    return due;
}

bool heardOfSince(StreamReader& streams, const std::string& person, Millis since) {
    for (const auto& id : joinedWith(streams, {person})) {
        const auto ops = streams.opsAbout(domain::reference("person", id));
        if (std::any_of(ops.begin(), ops.end(), [since](const HeldOp& op) {
                return op.receivedAt > since && !op.device.empty();
            })) return true;
    }
    return false;
}

} // namespace waymark::service
