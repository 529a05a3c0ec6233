#include "shared/domain/permission.h"

namespace waymark::domain {

namespace {

unsigned writersOfUnknownType(Tier tier) {
    switch (tier) {
    case Tier::Organisation: return kAdministrators;
    case Tier::Venue:
    case Tier::Register: return kAdministrators | kWorkers | kVolunteers;
    case Tier::Case: return kAdministrators | kWorkers;
    case Tier::Concern: return kAnyoneGranted;
    }
    return kNobody;
}

unsigned writersOfField(const TypeRule& rule, std::string_view field) {
    for (const auto& known : rule.fields)
        if (known.name == field) return known.writers;
    return rule.writers;
}

bool mayCreate(unsigned writers, const TypeRule& rule, const Op& op) {
    if ((rule.creators & writers) == 0) return false;
    if (rule.name != "response") return true;
    const std::string respondent = base::textOf(op.set, "respondent");
    return respondent == "self" || respondent == "parent" || respondent == "child";
}

} // namespace

unsigned writersOf(const std::vector<Role>& roles) {
    unsigned writers = kNobody;
    for (const Role role : roles) {
        switch (role) {
        case Role::Administrator:
        case Role::Coordinator: writers |= kAdministrators; break;
        case Role::Worker: writers |= kWorkers; break;
        case Role::Volunteer: writers |= kVolunteers; break;
        case Role::Safeguarding: writers |= kSafeguarding; break;
        case Role::Reader: break;
        }
    }
    return writers;
}

bool mayWrite(unsigned writers, const Op& op, const Stream& stream, bool entityExists,
              const std::function<bool(std::string_view)>& hasValue) {
    const TypeRule* rule = findType(op.type);
    if (!rule) return (writersOfUnknownType(stream.tier) & writers) != 0;
    if (rule->tier != stream.tier && op.type != "conflict") return false;
    if (!entityExists && mayCreate(writers, *rule, op)) return true;
    for (const auto& [field, value] : op.set.items()) {
        const bool creating = !hasValue(field) && !entityExists && (rule->writers & writers) != 0 &&
                              writersOfField(*rule, field) != kNobody;
        if (!creating && (writersOfField(*rule, field) & writers) == 0) return false;
    }
    return true;
}

} // namespace waymark::domain
