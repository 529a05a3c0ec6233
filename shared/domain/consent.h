// What somebody has agreed to: one answer for each person and purpose, folded from every record there is (contract, section 4, "Consent").
// A record is written once; a later one names in `corrects` those that its author saw. Pure functions.
#pragma once

#include "shared/base/calendar.h"
#include "shared/base/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace waymark::domain {

// Purposes as they are written; more may come, and are folded alike.
inline constexpr std::string_view kTakePart = "take_part";  ///< answer questionnaires
inline constexpr std::string_view kPhoto = "photo";         ///< be in pictures
inline constexpr std::string_view kContact = "contact";     ///< be written to or called
inline constexpr std::string_view kShare = "share";         ///< be spoken of with partner agencies
inline constexpr std::string_view kResearch = "research";   ///< be part of studies of others
inline constexpr std::string_view kPurposes[] = {kTakePart, kPhoto, kContact, kShare, kResearch};

/// What holds. Only Granted is a yes.
enum class Consent { NotAsked, Granted, Refused, Withdrawn, Lapsed };
std::string_view name(Consent consent);  ///< "not_asked", "granted", "refused", "withdrawn", "lapsed"

/// One record about one person and one purpose.
struct ConsentRecord {
    std::string id;
    std::string answer;                 ///< empty: taken back
    std::string givenBy;                ///< "self", "parent"; empty if not written
    std::vector<std::string> corrects;  ///< ids of the records that its author saw
    std::string until;                  ///< the last day of a yes, "YYYY-MM-DD"; empty: no end
    bool deleted = false;
};

/// From an entity's values; `corrects` may be one reference or a list of them.
ConsentRecord consentRecord(std::string id, const base::Json& values);

/// Folds all records about one person (with whoever was merged into them) and one purpose, in any order. A no stands until a yes that holds on
/// this day names it, itself or through what it names; what somebody refused for themselves is lifted by nobody else. A yes that another
/// record names is replaced by it. A deleted yes counts for nothing; a no cannot be deleted away.
Consent effectiveConsent(const std::vector<ConsentRecord>& records, const base::Date& on);

/// Whether a further op on a consent that has those values is taken: one that answers more restrictively or removes a yes, whatever else it says, or
/// one that says the same again. Of what else it says nothing replaces a value that stands.
bool mayFollowOnConsent(const base::Json& values, const base::Json& set);

/// What the next record about this person and purpose must name.
base::Json correctsOf(const std::vector<ConsentRecord>& records);

} // namespace waymark::domain
