#include "sync/service/facts/projector.h"

#include "sync/service/facts/fact_rows.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"
#include "sync/service/store/stream_store.h"

#include <algorithm>
#include <string>
#include <vector>

namespace waymark::service {

namespace {

// Entries in one write transaction: some tens of milliseconds under the writer's lock, which devices that sync wait for.
constexpr std::int64_t kEntriesAtATime = 500;

struct Behind {
    std::string stream;
    std::int64_t head = 0;
};

base::Result<bool> projectPortion(Store& store, const Behind& behind, base::Millis asOf) {
    bool finished = false;
    auto done = store.write([&](WriteTransaction& transaction) -> base::Result<void> {
        const auto organisation = transaction.registry().organisation();
        const auto stream = domain::parseStream(behind.stream);
        const std::int64_t from = transaction.facts().projectedTo(behind.stream);
        const std::int64_t to = std::min(from + kEntriesAtATime, behind.head);
        finished = to >= behind.head;
        if (from >= behind.head) return {};
        if (stream)
            for (const auto& key : transaction.streams().changedIn(behind.stream, from, to))
                if (isFactType(key.type))
                    putFacts(transaction.facts(), *stream, key, transaction.streams().fieldsOf(behind.stream, key),
                             organisation ? organisation->timezone : "UTC");
        transaction.facts().setProjectedTo(behind.stream, to, asOf);
        return {};
    });
    if (!done) return done.error();
    return finished;
}

}  // namespace

base::Result<base::Millis> Projector::bringUpToDate(const std::function<bool()>& stop) {
    const base::Millis asOf = m_clock.wallMs();
    std::vector<Behind> behind;
    auto looked = m_store.read([&](ReadTransaction& transaction) {
        behind.clear();
        for (const auto& stream : transaction.streams().streams()) {
            const std::int64_t head = transaction.streams().head(stream).seq;
            if (transaction.facts().projectedTo(stream) < head) behind.push_back({stream, head});
        }
    });
    if (!looked) return looked.error();
    for (const auto& stream : behind) {
        for (bool finished = false; !finished;) {
            if (stop && stop()) return base::Error{base::ErrorCode::Busy, "stopped half-way; the next time goes on from there"};
            auto portion = projectPortion(m_store, stream, asOf);
            if (!portion) return portion.error();
            finished = *portion;
        }
    }
    return asOf;
}

base::Result<base::Millis> Projector::rebuild() {
    auto cleared = m_store.write([](WriteTransaction& transaction) -> base::Result<void> {
        transaction.facts().clear();
        return {};
    });
    if (!cleared) return cleared.error();
    return bringUpToDate();
}

}  // namespace waymark::service
