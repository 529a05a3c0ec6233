#include "shared/questionnaire/xlsform/suggest.h"

#include "shared/base/ascii.h"

#include <algorithm>
#include <vector>

namespace waymark::xlsform {

namespace {

/// One slip in a short word, two in a longer one, three in a long one.
std::size_t mostSlips(std::size_t length) { return length < 3 ? 0 : length < 5 ? 1 : length < 12 ? 2 : 3; }

}  // namespace

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> at(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                at[i][j] = i + j;
                continue;
            }
            const bool same = a[i - 1] == b[j - 1];
            at[i][j] = std::min({at[i - 1][j] + 1, at[i][j - 1] + 1, at[i - 1][j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) at[i][j] = std::min(at[i][j], at[i - 2][j - 2] + 1);
        }
    return at[a.size()][b.size()];
}

Suggestion::Suggestion(std::string_view wrong) : m_wrong(base::lower(wrong.substr(0, 80))), m_distance(mostSlips(m_wrong.size()) + 1) {}

void Suggestion::offer(std::string_view candidate) {
    if (candidate.size() > 80) return;
    const std::size_t distance = editDistance(m_wrong, base::lower(candidate));
    if (distance >= m_distance) return;
    m_distance = distance;
    m_best = candidate;
}

std::string Suggestion::words() const { return m_best.empty() ? std::string() : "; did you mean “" + m_best + "”?"; }

}  // namespace waymark::xlsform
