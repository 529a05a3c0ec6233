// Settling what two people wrote without seeing each other's (contract, section 4): an op on the conflict, and for the other value an op that
// sets it and saw the one that stood.
#include "sync/device/notebook_impl.h"

namespace waymark::device {

using base::Error;
using base::ErrorCode;

Result<std::vector<std::string>> Notebook::settle(const std::string& user, const std::string& stream, const std::string& conflict, bool takeOther) {
    if (!m_impl->loaded) return Error{ErrorCode::Locked, {}};
    const EntityPtr found = find({"conflict", conflict}, stream);
    if (!found || found->deleted() || !found->values.value("of", Json()).is_object()) return Error{ErrorCode::NotFound, "conflict"};
    if (base::textOf(found->values, "status") != "open") return Error{ErrorCode::AlreadyExists, "somebody has settled it"};
    std::vector<Change> changes;
    if (takeOther) {
        const Json of = found->values["of"], other = found->values.value("other", Json::object());
        changes.push_back({stream, base::textOf(of, "type"), base::textOf(of, "entity"), {{base::textOf(of, "field"), other.value("value", Json())}}});
    }
    changes.push_back({stream, "conflict", conflict, {{"status", takeOther ? "other" : "kept"}}});
    return record(user, changes);
}

} // namespace waymark::device
