// Which small numbers a reader of a report may see. Applied where reports are made, so no page, file or API can forget it.
// Practice and thresholds: 1 to 4 are hidden from partners, 1 to 9 from outside; percentages need 5 answers anywhere. Hiding more so that
// nothing hidden follows from what is told is the secondary suppression of the Government Statistical Service's guidance on disclosure
// control for tables produced from administrative sources, and of the Office for National Statistics' policies that follow it.
// One report at a time is looked at: subtracting a report of other dates from it is not prevented.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::service {

/// A number of people (or of what people did) that may be too small to be told.
struct Count {
    std::int64_t value = 0;
    bool hidden = false;
};

enum class Audience {
    Team,     ///< those who work with these people and know them: no count is hidden
    Partner,  ///< within the partnership: 1 to 4 are hidden
    Outside,  ///< everybody else: 1 to 9 are hidden
};
std::string_view name(Audience audience);  ///< "team"

/// Nobody's percentages or averages rest on fewer answers than this.
inline constexpr std::int64_t kFewestForShares = 5;

class Disclosure {
public:
    explicit Disclosure(Audience audience) : m_audience(audience) {}

    Audience audience() const { return m_audience; }
    /// Counts from 1 to one below this are hidden; 1 hides nothing.
    std::int64_t fewestShown() const;
    bool hides(std::int64_t n) const { return n > 0 && n < fewestShown(); }
    Count count(std::int64_t n) const { return {n, hides(n)}; }
    /// `part` of `whole`: hidden as well if the rest is small, because whole − part would tell it.
    Count countOf(std::int64_t part, std::int64_t whole) const { return {part, hides(part) || hides(whole - part)}; }
    /// Whether a percentage or an average of `n` answers may be told at all.
    bool showsShares(std::int64_t n) const;
    /// Whether somebody who knows the sum of the hidden among `parts`, and this rule, knows each of them: there is only one, or all
    /// are 1, or all are the largest number that is hidden for being small. (Nothing is no secret, so a hidden 0 does not count.)
    bool followsFromSum(const std::vector<const Count*>& parts) const;
    /// Hides more of counts whose total is told, until nothing hidden follows from it: as long as followsFromSum, the next smallest is
    /// hidden, with all that equal it; and where nobody's are left, so are the parts with nobody. It goes by the numbers alone and not by
    /// their order. So any other order of what was hidden would print the same table, and what is hidden is not all the same; or all is
    /// the same number with room to both sides, and one more here and one less there would print the same table. A table whose parts with
    /// nobody are not shown must be left out where all is hidden: five rows that add up to 5 tell that each is 1.
    void protect(const std::vector<Count*>& parts) const;
    /// "Numbers of people from 1 to 4 are hidden, …": what `counted` a reader must know of; empty where nothing is hidden.
    std::string words(std::string_view counted) const;

private:
    Audience m_audience;
};

}  // namespace waymark::service
