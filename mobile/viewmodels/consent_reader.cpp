#include "mobile/viewmodels/consent_reader.h"

#include "mobile/viewmodels/workplace.h"

#include <set>

namespace waymark::mobile::read {

namespace {

/// The person that all of them became, and everybody who was merged into that one.
std::set<std::string> joinedWith(const Mirror& mirror, const std::string& person) {
    const auto root = resolved(mirror, mirror.find("person", person));
    std::set<std::string> joined{person};
    std::vector<std::string> ahead{root ? root->key.id : person};
    while (!ahead.empty()) {
        const std::string id = std::move(ahead.back());
        ahead.pop_back();
        joined.insert(id);
        for (const auto& merged : mirror.referring(domain::reference("person", id), "person"))
            if (joined.insert(merged->key.id).second) ahead.push_back(merged->key.id);
    }
    return joined;
}

}  // namespace

std::vector<domain::ConsentRecord> consentRecords(const Mirror& mirror, const std::string& person, std::string_view purpose) {
    std::vector<domain::ConsentRecord> records;
    for (const auto& id : joinedWith(mirror, person))
        for (const auto& consent : mirror.referring(domain::reference("person", id), "consent"))
            if (base::textOf(consent->values, "purpose") == purpose) records.push_back(domain::consentRecord(consent->key.id, consent->values));
    return records;
}

domain::Consent consentOf(const Mirror& mirror, const std::string& person, std::string_view purpose, const base::Date& on) {
    return domain::effectiveConsent(consentRecords(mirror, person, purpose), on);
}

bool saidNo(const Mirror& mirror, const std::string& person, std::string_view purpose, const base::Date& on) {
    const auto consent = consentOf(mirror, person, purpose, on);
    return consent == domain::Consent::Refused || consent == domain::Consent::Withdrawn;
}

}  // namespace waymark::mobile::read
