#include "sync/service/api/service_ops.h"

#include "shared/base/id.h"
#include "shared/domain/validity.h"
#include "shared/wire/op_codec.h"
#include "sync/service/api/judge.h"

#include <algorithm>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

ServiceOps::ServiceOps(StreamWriter& streams, base::Random& random, Millis clock, std::optional<std::string> by)
    : m_streams(streams), m_random(random), m_now(std::max(clock, streams.nowHigh())), m_by(std::move(by)) {
    m_streams.raiseNowHigh(m_now);
}

Result<bool> ServiceOps::set(const std::string& stream, const EntityKey& key, Json fields) {
    return setAt(m_now, stream, key, std::move(fields), m_by);
}

Result<bool> ServiceOps::setAt(Millis at, const std::string& stream, const EntityKey& key, Json fields, const std::optional<std::string>& by) {
    const Fields before = m_streams.fieldsOf(stream, key);
    domain::Op op;
    op.at = at;
    op.by = by;
    op.stream = stream;
    op.type = key.type;
    op.entity = key.id;
    Json values = Json::object();
    for (const auto& [name, field] : before) {
        values[name] = field.value;
        op.saw[name] = field.op;
        if (fields.contains(name)) {
            if (base::equalValues(fields[name], field.value)) fields.erase(name);
            else op.at = std::max(op.at, field.at + 1);
        }
    }
    if (fields.empty()) return false;
    op.set = std::move(fields);
    Json after = values;
    after.update(op.set);
    op.about = domain::hangsOn(after);
    if (key.type == "conflict") {
        const EntityKey subject = domain::subjectOfConflict(after.value("of", Json::object()));
        op.about = domain::conflictHangsOn(subject, domain::valuesOf(m_streams.fieldsOf(stream, subject)));
    }
    op.id = base::newOpId(at, m_random);
    const std::string body = base::toText(wire::toJson(op));
    // The service's own definitions (an instrument, a venue's opening hours) may be larger than what a device may send.
    if (const auto reason = domain::checkValidity(op, std::min(body.size(), domain::kMaxOpBytes), values); reason != domain::Quarantine::None)
        return Error{ErrorCode::Malformed, std::string(domain::name(reason))};
    const auto result = Judge(m_streams, m_random, m_now).judge(op, {}, [&body] { return body; });
    if (result.outcome == wire::Outcome::Quarantined) return Error{ErrorCode::Malformed, result.reason};
    return true;
}

} // namespace waymark::service
