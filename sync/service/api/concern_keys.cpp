#include "sync/service/api/concern_keys.h"

#include "shared/domain/concern.h"
#include "shared/domain/stream.h"

#include <algorithm>

namespace waymark::service {

using domain::Quarantine;

Quarantine checkConcernKeys(const domain::Op& op, StreamReader& streams, const std::string& organisation) {
    if ((op.type != "concern" && op.type != "concern_note") || !op.set.contains("sealed")) return Quarantine::None;
    const auto boxes = domain::sealedBoxes(op.set["sealed"]);
    if (!boxes) return Quarantine::InvalidValue;
    std::vector<domain::SafeguardingKey> keys;
    for (const auto& state : streams.entitiesOf(domain::organisationStream(organisation), "safeguarding_key")) {
        base::Json values = base::Json::object();
        for (const auto& [name, field] : state.fields)
            values[name] = field.value;
        if (auto key = domain::safeguardingKeyFrom(state.key.id, values)) keys.push_back(std::move(*key));
    }
    if (keys.empty()) return Quarantine::None;  // it waits for the lead who comes: set aside, nobody would look for it
    bool anyLead = false;
    for (const auto& box : *boxes) {
        const auto key = std::find_if(keys.begin(), keys.end(), [&box](const auto& known) { return known.fingerprint == box.key; });
        if (key == keys.end()) return Quarantine::InvalidValue;
        anyLead = anyLead || key->isLead;
    }
    if (op.type == "concern_note") return Quarantine::None;
    const bool forDeputies = base::textOf(op.set, "to") == "deputy";
    return anyLead != forDeputies ? Quarantine::None : Quarantine::InvalidValue;
}

} // namespace waymark::service
