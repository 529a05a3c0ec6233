// Which small numbers a reader of a report may see. Applied where reports are made, so no page, file or API can forget it.
// Practice and thresholds (hide 1 to 4 from partners, 1 to 9 from outside; percentages need 5 answers anywhere).
#pragma once

#include <cstdint>
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
    /// Of counts whose total is told: if just one of them is hidden, the smallest other one is hidden too, or a subtraction would tell it.
    void protect(const std::vector<Count*>& parts) const;

private:
    Audience m_audience;
};

}  // namespace waymark::service
