// The data dictionary as a table: every type, its stream, its fields with their merge policies, and who may write it.
// Types and fields that are not here are kept and passed on; they merge by `Ask`, which loses nothing.
#pragma once

#include "shared/domain/stream.h"

#include <span>
#include <string_view>

namespace waymark::domain {

/// What a concurrent, unseen, different value does to a field.
enum class Policy {
    Ask,          ///< the later wins, and the other becomes a conflict that people settle
    Latest,       ///< the later wins; the other is kept in history only
    Earliest,     ///< the earlier wins; the other is kept in history only
    Once,         ///< never changes; a correction is a new entity
    Restrictive,  ///< folds to the most restrictive answer
};

/// Who may write, as in the dictionary's last column; combined with `|`.
enum Writers : unsigned {
    kNobody = 0,
    kAdministrators = 1,  ///< A: administrator or coordinator
    kWorkers = 2,         ///< W
    kVolunteers = 4,      ///< V
    kSafeguarding = 8,    ///< L: safeguarding lead or deputy
    kReaders = 16,        ///< R: sees figures only, and may be worried about a child as anybody may
    kAnyoneGranted = kAdministrators | kWorkers | kVolunteers | kSafeguarding | kReaders,
};

struct FieldRule {
    std::string_view name;
    Policy policy;
    unsigned writers;
};

struct TypeRule {
    std::string_view name;
    Tier tier;
    unsigned writers;        ///< may create the entity and write any field not listed below with writers of its own
    unsigned creators;       ///< may only create: write fields that have no value yet
    Policy policy;           ///< of fields not listed below
    bool hangsOnPerson;      ///< an op on it without a person or household in `about` is invalid
    std::span<const FieldRule> fields;
};

/// The rule of a known type, or null. A `conflict` belongs to the stream of its subject: its tier is not to be checked.
const TypeRule* findType(std::string_view type);

/// The policy of one field; `Ask` for what the dictionary does not know.
Policy policyOf(std::string_view type, std::string_view field);

/// Of two answers on a consent, how restrictive each is: withdrawn and refused over granted; an unknown word counts as refused.
int restrictiveness(std::string_view answer);

} // namespace waymark::domain
