#include "sync/service/api/publish_instruments.h"

#include "shared/domain/stream.h"
#include "shared/questionnaire/shipped.h"

namespace waymark::service {

base::Result<void> publishShippedInstruments(ServiceOps& ops, const std::string& organisation) {
    const std::string stream = domain::organisationStream(organisation);
    for (const auto& shipped : questionnaire::shippedInstruments()) {
        const auto& instrument = shipped.instrument;
        auto definition = base::parseJson(shipped.definition);
        if (!definition) return definition.error();
        const auto published = ops.set(stream, {"instrument", instrument.id},
                                       {{"family", instrument.family},
                                        {"version", instrument.version},
                                        {"equivalence", instrument.equivalence},
                                        {"definition", std::move(*definition)},
                                        {"status", instrument.byDefault ? "published" : "draft"},
                                        {"licence", instrument.licence.name}});
        if (!published) return published.error();
    }
    return {};
}

} // namespace waymark::service
