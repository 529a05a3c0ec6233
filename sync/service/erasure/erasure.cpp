#include "sync/service/erasure/erasure.h"

#include "shared/base/id.h"
#include "sync/service/erasure/barrier.h"
#include "sync/service/erasure/device_end.h"
#include "sync/service/erasure/user_end.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"

#include <algorithm>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

struct Wanted {
    std::vector<std::string> people;
    bool known = false;
};

Result<Wanted> lookUp(Store& store, const std::vector<std::string>& people) {
    Wanted wanted;
    const auto read = store.read([&](ReadTransaction& transaction) {
        wanted.people = joinedWith(transaction.streams(), people);
        wanted.known = std::any_of(wanted.people.begin(), wanted.people.end(), [&](const std::string& id) {
            return !transaction.streams().opsAbout(domain::reference("person", id)).empty();
        });
    });
    if (!read) return read.error();
    return wanted;
}

/// The transaction of an erasure; does nothing if it was done already. AlreadyExists if more people are joined than the ledger's line names: it must be written first.
Result<Erased> eraseInStore(const ErasureTools& tools, const LedgerLine& line) {
    Erased erased;
    const auto done = tools.store.write([&](WriteTransaction& transaction) -> Result<void> {
        transaction.streams().lockAll();
        const auto organisation = transaction.registry().organisation();
        if (!organisation) return Error{ErrorCode::NotFound, "there is no organisation here yet"};
        // A service that started meanwhile may have found the line in the ledger and done it.
        const auto done = transaction.registry().erasures();
        if (std::any_of(done.begin(), done.end(), [&line](const ErasureNote& erasure) { return erasure.id == line.id; })) return {};
        if (joinedWith(transaction.streams(), line.people).size() > line.people.size()) return Error{ErrorCode::AlreadyExists, "merged meanwhile"};
        erased = PersonErasure(transaction, *organisation, tools.random, tools.clock.wallMs()).erase(line.people);
        transaction.registry().addErasure({line.id, line.at, erased.places, {}});
        transaction.streams().oweScrub();
        return {};
    });
    if (!done) return done.error();
    return erased;
}

/// Whether all of them were erased here; so is everybody where there is no organisation yet.
Result<bool> areErased(Store& store, const std::vector<std::string>& people) {
    bool erased = true;
    const auto read = store.read([&](ReadTransaction& transaction) {
        const auto organisation = transaction.registry().organisation();
        erased = !organisation || std::all_of(people.begin(), people.end(), [&](const std::string& id) {
            return transaction.streams().isBarred(barrierHash(*organisation, domain::reference("person", id)));
        });
    });
    if (!read) return read.error();
    return erased;
}

/// An erasure of the ledger, with whoever was merged with them in this history.
Result<bool> replayErasure(const ErasureTools& tools, LedgerLine line) {
    const auto done = areErased(tools.store, line.people);
    if (!done) return done.error();
    if (*done) return false;
    for (;;) {
        const auto joined = lookUp(tools.store, line.people);
        if (!joined) return joined.error();
        std::vector<std::string> more;
        for (const auto& id : joined->people)
            if (std::find(line.people.begin(), line.people.end(), id) == line.people.end()) more.push_back(id);
        if (!more.empty()) {
            line.people.insert(line.people.end(), more.begin(), more.end());
            line.id = base::newUuid(tools.random);
            line.at = tools.clock.wallMs();
            if (auto kept = tools.ledger.append(line); !kept) return kept.error();
        }
        const auto erased = eraseInStore(tools, line);
        if (erased) return true;
        if (erased.error().code != ErrorCode::AlreadyExists) return erased.error();
    }
}

Result<bool> replay(const ErasureTools& tools, const LedgerLine& line) {
    switch (line.kind) {
    case LedgerLine::Kind::Erase: return replayErasure(tools, line);
    case LedgerLine::Kind::User: return replayUserEnd(tools, line);
    case LedgerLine::Kind::Device:
    case LedgerLine::Kind::Grants: break;
    }
    return replayDeviceEnd(tools.store, line);
}

} // namespace

bool scrubIfOwed(Store& store) {
    bool owes = true;
    const auto read = store.read([&](ReadTransaction& transaction) { owes = !transaction.streams().scrubOwed().empty(); });
    return read && (!owes || store.scrub().ok());
}

Result<ErasureDone> erasePerson(const ErasureTools& tools, const std::string& person, Scrub scrub) {
    if (!base::isUuid(person)) return Error{ErrorCode::Malformed, "that is no id of a person"};
    for (;;) {
        const auto wanted = lookUp(tools.store, {person});
        if (!wanted) return wanted.error();
        const auto before = areErased(tools.store, {person});
        if (!before) return before.error();
        if (!wanted->known && *before) {
            scrubIfOwed(tools.store);
            return Error{ErrorCode::NotFound, "a person with the id " + person + " was erased already"};
        }
        if (!wanted->known) return Error{ErrorCode::NotFound, "nothing was ever received about a person with the id " + person};
        LedgerLine line;
        line.at = tools.clock.wallMs();
        line.id = base::newUuid(tools.random);
        line.people = wanted->people;
        if (auto kept = tools.ledger.append(line); !kept) return kept.error();
        auto erased = eraseInStore(tools, line);
        if (!erased && erased.error().code == ErrorCode::AlreadyExists) continue;
        if (!erased) return erased.error();
        return ErasureDone{line.id, line.people, std::move(*erased), scrub == Scrub::Now && scrubIfOwed(tools.store)};
    }
}

Result<std::size_t> replayLedger(const ErasureTools& tools) {
    const auto lines = tools.ledger.lines();
    if (!lines) return lines.error();
    std::size_t again = 0;
    for (const auto& line : *lines) {
        const auto done = replay(tools, line);
        if (!done) return done.error();
        again += *done ? 1 : 0;
    }
    scrubIfOwed(tools.store);
    return again;
}

} // namespace waymark::service
