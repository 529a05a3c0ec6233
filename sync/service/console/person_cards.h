// The register cards of a venue as the page People shows them: finding somebody by name, records that may be one person, two of them side by side.
// Pure functions over a transaction of the caller.
#pragma once

#include "shared/base/json.h"
#include "sync/service/store/stream_store.h"

#include <string>
#include <vector>

namespace waymark::service {

/// One person's record at a venue that was not removed.
struct PersonCard {
    std::string id, name;             ///< the name as it is shown
    std::string partOf;               ///< the id of whom this is part of; empty: of nobody
    base::Json values;                ///< all fields
    Millis first = 0;                 ///< the earliest time of what stands
    std::vector<std::string> words;   ///< of the name, folded, in order
    std::string born;                 ///< "2018-03-02" where the day is known; else empty
};

/// In the order of their names, then of their ids.
std::vector<PersonCard> cardsAt(StreamReader& streams, const std::string& venue);

/// Whether each word that was asked for begins a word of their name or of what they are called.
bool isNamed(const PersonCard& card, const std::vector<std::string>& askedWords);

/// Two records that may be one person, by their places in `cards`; the likelier first.
struct LikelyPair {
    std::size_t one = 0, other = 0;
    int likeness = 0;
};

/// Same birthday and a name that is close; or names that are nearly the same while the birthdays do not speak against it. Records that are part of
/// somebody are left out.
std::vector<LikelyPair> likelyPairs(const std::vector<PersonCard>& cards);

/// How many letters must be changed, added, taken away or swapped with their neighbour to come from one text to the other; `most` + 1 if more.
int distanceOf(const std::string& one, const std::string& other, int most);

/// "Zara Example, born 2 March 2018, child"
std::string cardText(const PersonCard& card);

/// One line of two records side by side.
struct ComparedField {
    std::string field, one, other;  ///< in people's words
    bool differs = false;
};
std::vector<ComparedField> compared(const PersonCard& one, const PersonCard& other);

}  // namespace waymark::service
