// Ops one by one, {"op":…,"before":{field: value}}: what the validator accepts can be stored, named and read again.
#include "shared/base/text.h"
#include "shared/domain/mentions.h"
#include "shared/domain/permission.h"
#include "shared/domain/stream.h"
#include "shared/domain/validity.h"
#include "shared/wire/op_codec.h"
#include "tests/fuzz/claim.h"

#include <algorithm>

using namespace waymark;
using base::Json;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto json = base::parseJson(fuzz::textOf(data, size));
    if (!json || !json->is_object()) return 0;
    const auto op = wire::opFromJson(json->value("op", Json()));
    if (!op) return 0;
    const Json before = json->value("before", Json::object());
    if (!before.is_object()) return 0;
    const auto stream = domain::parseStream(op->stream);
    const auto verdict = domain::checkValidity(*op, size, before);
    for (const auto role : {domain::Role::Administrator, domain::Role::Worker, domain::Role::Volunteer, domain::Role::Reader})
        if (stream) (void)domain::mayWrite(domain::writersOf({role}), *op, *stream, !before.empty(), [&](std::string_view f) { return before.contains(f); });
    const auto subjects = domain::subjectsOf(*op);
    std::vector<std::string> people;
    for (const auto& subject : subjects)
        if (auto key = domain::parseReference(subject); key.type == "person") people.push_back(key.id);
    fuzz::claim(!domain::mentionsAny(domain::withoutMentions(op->set, people), people));
    if (verdict != domain::Quarantine::None) return 0;

    fuzz::claim(stream.has_value() && stream->name() == op->stream);
    fuzz::claim(!subjects.empty() && base::isStorable(op->entity));
    for (const auto& [field, value] : op->set.items())
        fuzz::claim(domain::isName(field));
    const auto again = wire::opFromJson(*base::parseJson(base::toText(wire::toJson(*op))));
    fuzz::claim(again.ok() && wire::toJson(*again) == wire::toJson(*op));
    fuzz::claim(domain::checkValidity(*again, size, before) == verdict);
    return 0;
}
