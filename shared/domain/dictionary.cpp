#include "shared/domain/dictionary.h"

#include <algorithm>
#include <array>

namespace waymark::domain {

namespace {

constexpr unsigned A = kAdministrators, W = kWorkers, V = kVolunteers, L = kSafeguarding;
using enum Policy;

constexpr FieldRule kInstrument[] = {{"status", Latest, A}};
constexpr FieldRule kResource[] = {{"loan", Latest, A | W}};
constexpr FieldRule kSession[] = {{"staff", Latest, A | W}, {"actual", Ask, A | W | V}, {"status", Ask, A | W | V},
                                  {"signed", Ask, A | W | V}};
constexpr FieldRule kConflict[] = {{"of", Once, kNobody}, {"kept", Once, kNobody}, {"other", Once, kNobody}, {"status", Latest, A | W}};
constexpr FieldRule kConsent[] = {{"answer", Restrictive, A | W}};
constexpr FieldRule kMark[] = {{"presence", Ask, A | W | V}, {"left", Ask, A | W | V}, {"arrived", Earliest, A | W | V}};
constexpr FieldRule kConcern[] = {{"state", Latest, L}};
constexpr FieldRule kSafeguardingKey[] = {{"confirmed", Latest, A}, {"signed_by", Latest, L}};

//  type                 tier                writers    creators   policy  hangs  fields
constexpr TypeRule kTypes[] = {
    {"activity",         Tier::Organisation, A,         kNobody,   Latest, false, {}},
    {"address",          Tier::Case,         A | W,     kNobody,   Latest, true,  {}},
    {"agency",           Tier::Organisation, A,         kNobody,   Latest, false, {}},
    {"concern",          Tier::Concern,      kNobody,   kAnyoneGranted, Once, false, kConcern},
    {"concern_note",     Tier::Concern,      L,         kNobody,   Once,   false, {}},
    {"conflict",         Tier::Venue,        kNobody,   kNobody,   Latest, false, kConflict},
    {"consent",          Tier::Venue,        A | W,     kNobody,   Once,   true,  kConsent},
    {"equality",         Tier::Case,         A | W,     kNobody,   Latest, true,  {}},
    {"feedback",         Tier::Register,     A | W | V, kNobody,   Once,   false, {}},
    {"followon",         Tier::Case,         A | W,     kNobody,   Ask,    true,  {}},
    {"goal",             Tier::Case,         A | W,     kNobody,   Ask,    true,  {}},
    {"group_meeting",    Tier::Venue,        A | W,     kNobody,   Ask,    false, {}},
    {"handover_note",    Tier::Venue,        A | W | V, kNobody,   Once,   false, {}},
    {"headcount",        Tier::Register,     A | W | V, kNobody,   Once,   false, {}},
    {"hours",            Tier::Register,     A | W | V, kNobody,   Ask,    false, {}},
    {"household",        Tier::Venue,        A | W | V, kNobody,   Ask,    false, {}},
    {"instrument",       Tier::Organisation, A,         kNobody,   Once,   false, kInstrument},
    {"listing",          Tier::Organisation, A,         kNobody,   Latest, false, {}},
    {"mark",             Tier::Register,     A | W | V, kNobody,   Latest, true,  kMark},
    {"membership",       Tier::Venue,        A | W,     kNobody,   Ask,    true,  {}},
    {"need",             Tier::Case,         A | W,     kNobody,   Ask,    true,  {}},
    {"note",             Tier::Case,         A | W,     kNobody,   Once,   true,  {}},
    {"organisation",     Tier::Organisation, A,         kNobody,   Latest, false, {}},
    {"person",           Tier::Venue,        A | W,     V,         Ask,    false, {}},
    {"place",            Tier::Venue,        A | W,     kNobody,   Ask,    true,  {}},
    {"referral",         Tier::Case,         A | W,     kNobody,   Ask,    true,  {}},
    {"residue",          Tier::Register,     kNobody,   kNobody,   Once,   false, {}},
    {"resource",         Tier::Organisation, A,         kNobody,   Latest, false, kResource},
    {"response",         Tier::Case,         A | W,     V,         Once,   true,  {}},
    {"safeguarding_key", Tier::Organisation, L,         kNobody,   Once,   false, kSafeguardingKey},
    {"session",          Tier::Venue,        A | W,     kNobody,   Ask,    false, kSession},
    {"theme",            Tier::Venue,        A | W,     kNobody,   Latest, false, {}},
    {"user",             Tier::Organisation, A,         kNobody,   Latest, false, {}},
    {"venue",            Tier::Organisation, A,         kNobody,   Latest, false, {}},
};

static_assert(std::is_sorted(std::begin(kTypes), std::end(kTypes),
                             [](const TypeRule& a, const TypeRule& b) { return a.name < b.name; }));

} // namespace

const TypeRule* findType(std::string_view type) {
    const auto it = std::lower_bound(std::begin(kTypes), std::end(kTypes), type,
                                     [](const TypeRule& rule, std::string_view name) { return rule.name < name; });
    return it != std::end(kTypes) && it->name == type ? &*it : nullptr;
}

Policy policyOf(std::string_view type, std::string_view field) {
    // Deletion and merging have rules of their own in the contract, and lose nothing on any type.
    if (field == "deleted" || field == "merged_into") return Ask;
    const TypeRule* rule = findType(type);
    if (!rule) return Ask;
    for (const auto& known : rule->fields)
        if (known.name == field) return known.policy;
    return rule->policy;
}

int restrictiveness(std::string_view answer) {
    if (answer == "granted" || answer == "yes") return 0;
    if (answer == "not_asked") return 1;
    if (answer == "withdrawn") return 3;
    return 2;
}

} // namespace waymark::domain
