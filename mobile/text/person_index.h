// Finds people by any words of their names, in any order, with or without accents, in any script; and those who may be the same person as
// someone about to be written down. Plain data: built on the bridge's worker, then owned by the mirror on the screen's thread.
#pragma once

#include "shared/base/calendar.h"
#include "shared/base/json.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::mobile {

/// Why two records may be one person. They are shown, never merged here: twins and siblings are people of their own.
enum class Likeness { SameBirthDate, SwappedDayAndMonth, NearBirthDate, SameAge, NameAndPostcode };

struct LikePerson {
    std::string person;
    Likeness why = Likeness::SameBirthDate;
};

/// What is known of someone about to be written down.
struct NewPerson {
    std::string name, knownAs, postcode;
    base::Json born;  ///< {date, precision} or null
};

class PersonIndex {
public:
    /// Enters or replaces a person by the values of their entity: name, known_as, born, postcode. One who is deleted or merged into
    /// another is taken out.
    void put(const std::string& person, const base::Json& values);
    void remove(const std::string& person);
    std::size_t size() const { return m_people.size(); }

    /// Ids of up to `limit` people each of whose query words starts a word of theirs; exact words first, then by name. Fewer than 1 letter
    /// finds nobody.
    std::vector<std::string> find(std::string_view query, std::size_t limit) const;

    /// Whether each of these folded words starts a word of this person's.
    bool matches(const std::string& person, const std::vector<std::string>& asked) const;

    /// People who may be the one about to be written down: the same date of birth and a name alike, in any order
    /// and spelling; day and month swapped, or a day apart, with the same postcode; about the same age where no date is known.
    std::vector<LikePerson> alike(const NewPerson& person) const;

private:
    struct Row {
        std::vector<std::string> words, knownAs;
        std::set<std::string> searchWords;
        std::string sortName, postcode;
        std::optional<base::Date> born;
        bool exact = false;
    };
    static int exactWords(const Row& row, const std::vector<std::string>& asked);  ///< -1: one of them starts no word

    std::map<std::string, Row> m_people;
    std::set<std::pair<std::string, std::string>> m_words;  ///< (folded word, person)
};

/// What stays of a folded word when the ways of writing one name in Latin letters are set aside: "mohammed", "muhammad" → "mhmd";
/// "ayesha", "aisha" → "ash". Vowels but a leading one go, doubled letters and silent h too.
std::string nameSkeleton(std::string_view foldedWord);

/// Whether two names, as folded words, may be one: each word of the shorter has a partner in the longer by skeleton, or by one letter's
/// difference in words of five letters or more. Order does not matter.
bool namesAlike(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace waymark::mobile
