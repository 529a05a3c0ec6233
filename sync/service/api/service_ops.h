// Changes that the service itself makes: venues, users, activities, instruments, imports. They are ordinary ops with ids, judged and
// logged like any other, made inside the caller's transaction.
#pragma once

#include "shared/base/random.h"
#include "sync/service/store/stream_store.h"

namespace waymark::service {

/// Makes and judges ops at one moment. `by` is the user on whose behalf, or absent for a command at the machine itself.
class ServiceOps {
public:
    ServiceOps(StreamWriter& streams, base::Random& random, Millis clock, std::optional<std::string> by = std::nullopt);

    /// Sets fields of an entity, having seen its current values. Fields that already have the same value are left alone, so running
    /// an import twice adds nothing. Returns whether anything changed. Errors: Malformed (the dictionary refuses it; the detail is the
    /// wire's word).
    base::Result<bool> set(const std::string& stream, const EntityKey& key, base::Json fields);

    /// As `set`, at an earlier time than now: for demonstration data and entries from paper.
    base::Result<bool> setAt(Millis at, const std::string& stream, const EntityKey& key, base::Json fields, const std::optional<std::string>& by);

private:
    StreamWriter& m_streams;
    base::Random& m_random;
    Millis m_now;
    std::optional<std::string> m_by;
};

} // namespace waymark::service
