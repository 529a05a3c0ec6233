// "Did you mean": the known word that a mistyped one is nearest to.
#pragma once

#include <string>
#include <string_view>

namespace waymark::xlsform {

/// Letters to add, take away, change or swap with their neighbour, to come from one word to the other (Damerau and Levenshtein, restricted).
std::size_t editDistance(std::string_view a, std::string_view b);

/// Collects candidates; `words()` is "; did you mean “label”?" or empty if none is near enough.
class Suggestion {
public:
    explicit Suggestion(std::string_view wrong);
    void offer(std::string_view candidate);
    std::string words() const;
    const std::string& best() const { return m_best; }

private:
    std::string m_wrong, m_best;
    std::size_t m_distance = 0;
};

}  // namespace waymark::xlsform
