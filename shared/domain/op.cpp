#include "shared/domain/op.h"

#include "shared/base/digest.h"
#include "shared/base/id.h"

#include <algorithm>

namespace waymark::domain {

Json valueOf(const Fields& fields, const std::string& name) {
    const auto it = fields.find(name);
    return it == fields.end() ? Json() : it->second.value;
}

Json valuesOf(const Fields& fields) {
    Json values = Json::object();
    for (const auto& [name, field] : fields)
        values[name] = field.value;
    return values;
}

bool isThere(const Fields& fields) { return !fields.empty() && valueOf(fields, "deleted") != Json(true); }

std::vector<std::string> subjectsOf(const Op& op) {
    std::vector<std::string> subjects{reference(op.type, op.entity)};
    for (const auto& subject : op.about)
        if (std::find(subjects.begin(), subjects.end(), subject) == subjects.end()) subjects.push_back(subject);
    return subjects;
}

std::vector<std::string> hangsOn(const Json& values) {
    std::vector<std::string> about;
    for (const auto* field : {"person", "household"}) {
        const std::string value = base::textOf(values, field);
        if (!value.empty()) about.push_back(value);
    }
    return about;
}

EntityKey subjectOfConflict(const Json& of) { return {base::textOf(of, "type"), base::textOf(of, "entity")}; }

std::vector<std::string> conflictHangsOn(const EntityKey& subject, const Json& values) {
    std::vector<std::string> about = hangsOn(values);
    if (subject.type == "person" || subject.type == "household") about.insert(about.begin(), reference(subject.type, subject.id));
    return about;
}

std::uint64_t fieldSum(std::string_view type, std::string_view entity, std::string_view field, std::int64_t seq,
                       std::string_view op) {
    std::string text;
    text.reserve(type.size() + entity.size() + field.size() + op.size() + 24);
    text.append(type).append(1, '|').append(entity).append(1, '|').append(field).append(1, '|');
    text.append(std::to_string(seq)).append(1, '|').append(op);
    return base::blake2b64(text);
}

std::string conflictId(std::string_view entity, std::string_view field, std::string_view op, std::string_view otherOp) {
    const auto [low, high] = std::minmax(op, otherOp);
    std::string name(field);
    name.append(1, '|').append(low).append(1, '|').append(high);
    return base::uuidV5(entity, name);
}

EntityKey parseReference(std::string_view reference) {
    const auto colon = reference.find(':');
    if (colon == std::string_view::npos || colon == 0 || !base::isUuid(reference.substr(colon + 1))) return {};
    return {std::string(reference.substr(0, colon)), std::string(reference.substr(colon + 1))};
}

} // namespace waymark::domain
