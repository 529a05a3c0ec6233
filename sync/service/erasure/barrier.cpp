#include "sync/service/erasure/barrier.h"

#include "shared/domain/dictionary.h"
#include "sync/service/auth/keyed_hash.h"

#include <algorithm>

namespace waymark::service {

std::string barrierHash(const Organisation& organisation, const std::string& reference) {
    return keyedHash(organisation.secret, "barrier", reference);
}

std::string blobReference(const BlobKey& blob) { return "blob:" + blob.stream + '/' + blob.sha256; }

bool mayBelongToAPerson(const std::string& type) {
    const domain::TypeRule* rule = domain::findType(type);
    return !rule || rule->hangsOnPerson || type == "person" || type == "conflict" || type == "concern";
}

bool Barrier::holds(const std::string& reference) {
    const auto known = m_known.find(reference);
    if (known != m_known.end()) return known->second;
    const bool barred = m_streams.isBarred(barrierHash(m_organisation, reference));
    m_known.emplace(reference, barred);
    return barred;
}

bool Barrier::holdsAny(const std::vector<std::string>& references) {
    return std::any_of(references.begin(), references.end(), [this](const std::string& reference) { return holds(reference); });
}

std::vector<std::string> Barrier::barredIn(const base::Json& value) {
    std::vector<std::string> ids;
    if (value.is_structured()) {
        for (const auto& part : value)
            for (auto& id : barredIn(part))
                ids.push_back(std::move(id));
    } else if (value.is_string()) {
        const auto key = domain::parseReference(value.get_ref<const std::string&>());
        if (key.type == "person" && holds(value.get<std::string>())) ids.push_back(key.id);
    }
    return ids;
}

} // namespace waymark::service
