#include "shared/domain/permission.h"

namespace waymark::domain {

namespace {

unsigned writersOfUnknownType(Tier tier) {
    switch (tier) {
    case Tier::Organisation: return kNobody;  // the console writes there
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

// What the organisation says of itself is the console's to write, but for a lead's key and loans.
bool isWrittenByDevices(const TypeRule& rule, std::string_view field) {
    if (rule.tier != Tier::Organisation) return true;
    return (rule.name == "safeguarding_key" && field != "confirmed") || (rule.name == "resource" && field == "loan");
}

// Volunteers open and close a session that is there. To close it is to sign it off: the word and the signature go together, and are taken back
// together. They plan none, and that one is not held at all is not theirs to say.
bool opensOrCloses(const Op& op, bool entityExists) {
    const std::string status = base::textOf(op.set, "status");
    const bool isSigned = op.set.contains("signed") && !op.set.at("signed").is_null();
    if (!entityExists || (op.set.contains("signed") && !op.set.contains("status"))) return false;
    if (!op.set.contains("status")) return true;
    return isSigned ? status == "signed" : status == "open" || status == "closed";
}

bool mayCreate(unsigned writers, const TypeRule& rule, const Op& op) {
    if ((rule.creators & writers) == 0) return false;
    // Whoever has a worry hands it over, and says nothing of what became of it.
    if (rule.name == "concern") return op.set.contains("sealed") && !op.set.contains("state");
    // A volunteer who writes somebody down does not join them to anybody, nor take them away.
    if (rule.name == "person") return !op.set.contains("deleted") && !op.set.contains("merged_into");
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
        case Role::Reader: writers |= kReaders; break;
        }
    }
    return writers;
}

bool mayWrite(unsigned writers, const Op& op, const Stream& stream, bool entityExists,
              const std::function<bool(std::string_view)>& hasValue) {
    const TypeRule* rule = findType(op.type);
    if (!rule) return (writersOfUnknownType(stream.tier) & writers) != 0;
    if (rule->tier != stream.tier && op.type != "conflict") return false;
    // What people are asked about the organisation itself is settled on the console; a concern is asked about by nobody.
    if (op.type == "conflict" && (stream.tier == Tier::Organisation || stream.tier == Tier::Concern)) return false;
    // A concern is made by its boxes: after the service forgot, what its lead said of it may be given back before it.
    const bool isMade = rule->name == "concern" ? hasValue("sealed") : entityExists;
    if (!isMade && mayCreate(writers, *rule, op)) return true;
    for (const auto& [field, value] : op.set.items()) {
        const bool creating = !hasValue(field) && !entityExists && (rule->writers & writers) != 0 &&
                              writersOfField(*rule, field) != kNobody;
        if (!creating && (writersOfField(*rule, field) & writers) == 0) return false;
        if (!isWrittenByDevices(*rule, field)) return false;
    }
    return rule->name != "session" || (rule->writers & writers) != 0 || opensOrCloses(op, entityExists);
}

} // namespace waymark::domain
