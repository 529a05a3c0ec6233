#include "sync/service/reports/consents.h"

#include "shared/domain/op.h"
#include "shared/domain/stream.h"
#include "sync/service/reports/people.h"
#include "sync/service/store/stream_store.h"

namespace waymark::service {

Consents Consents::read(StreamReader& streams, std::string_view purpose) {
    Consents consents;
    for (const auto& stream : streams.streams()) {
        const auto parsed = domain::parseStream(stream);
        if (!parsed || parsed->tier != domain::Tier::Venue) continue;
        for (const auto& entity : streams.entitiesOf(stream, "consent")) {
            base::Json values = base::Json::object();
            for (const auto& [name, field] : entity.fields)
                values[name] = field.value;
            const auto person = domain::parseReference(base::textOf(values, "person"));
            if (person.type != "person" || base::textOf(values, "purpose") != purpose) continue;
            consents.records[person.id].push_back(domain::consentRecord(entity.key.id, values));
        }
    }
    return consents;
}

std::unordered_map<std::string, domain::Consent> Consents::on(const base::Date& day, const People& people) const {
    std::unordered_map<std::string, std::vector<domain::ConsentRecord>> byPerson;
    for (const auto& [person, said] : records) {
        auto& all = byPerson[people.resolved(person)];
        all.insert(all.end(), said.begin(), said.end());
    }
    std::unordered_map<std::string, domain::Consent> result;
    for (const auto& [person, said] : byPerson)
        result.emplace(person, domain::effectiveConsent(said, day));
    return result;
}

}  // namespace waymark::service
