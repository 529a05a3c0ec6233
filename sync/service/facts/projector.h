// Brings the facts up to date with the streams. Whatever changed since the last time is read again whole and its row replaced, so it
// does not matter how often or in what portions this runs, and facts that were cleared come back the same. Any thread; the store keeps
// two projectors apart. A crash between portions costs nothing: rows and the place they are true for are committed together.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <functional>

namespace waymark::service {

class Store;

class Projector {
public:
    /// Both must outlive the projector.
    Projector(Store& store, const base::Clock& clock) : m_store(store), m_clock(clock) {}

    /// Reads what is new in every stream, in write transactions of a bounded size; none if nothing is new. Returns the moment up to which
    /// the facts are complete, which is what a report's "as of" says. Asks `stop` between transactions. Errors: those of Store, Busy (stopped).
    base::Result<base::Millis> bringUpToDate(const std::function<bool()>& stop = {});

    /// Forgets all facts and makes them again. Errors: those of Store.
    base::Result<base::Millis> rebuild();

private:
    Store& m_store;
    const base::Clock& m_clock;
};

}  // namespace waymark::service
