#include "sync/service/erasure/barrier.h"

#include "shared/base/id.h"
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

void Barrier::lookInText(const std::string& text, std::vector<std::string>& ids) {
    constexpr std::size_t kLength = 36;
    for (std::size_t at = 0; at + kLength <= text.size(); ++at) {
        const auto found = std::string_view(text).substr(at, kLength);
        if (base::isUuid(found) && holds(domain::reference("person", found))) ids.emplace_back(found);
    }
}

void Barrier::lookIn(const base::Json& value, std::vector<std::string>& ids) {
    if (value.is_string()) lookInText(value.get_ref<const std::string&>(), ids);
    if (value.is_object())
        for (const auto& [name, part] : value.items())
            lookInText(name, ids);
    if (value.is_structured())
        for (const auto& part : value)
            lookIn(part, ids);
}

std::vector<std::string> Barrier::barredIn(const base::Json& value) {
    std::vector<std::string> ids;
    lookIn(value, ids);
    return ids;
}

} // namespace waymark::service
