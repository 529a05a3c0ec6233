#include "mobile/text/person_index.h"

#include "shared/base/text.h"
#include "shared/domain/born.h"

#include <algorithm>
#include <cstdlib>

namespace waymark::mobile {

namespace {

using base::textOf;

bool startsWith(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

bool isVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

/// One letter added, dropped or changed, or two neighbours swapped.
bool oneLetterApart(std::string_view a, std::string_view b) {
    if (a.size() < b.size()) std::swap(a, b);
    if (a.size() - b.size() > 1) return false;
    const auto [inA, inB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    const auto restA = static_cast<std::size_t>(inA - a.begin());
    if (a.size() != b.size()) return a.substr(restA + 1) == b.substr(restA);
    if (restA + 1 >= a.size()) return true;
    if (a.substr(restA + 1) == b.substr(restA + 1)) return true;
    return a[restA] == b[restA + 1] && a[restA + 1] == b[restA] && a.substr(restA + 2) == b.substr(restA + 2);
}

/// Whether the first vowel is one of the back of the mouth (o, u); nothing in a word without vowels, as other scripts give. It keeps
/// Hassan and Hussain apart, whose skeletons are one.
std::optional<bool> firstVowelIsBack(std::string_view word) {
    const auto vowel = std::find_if(word.begin(), word.end(), isVowel);
    return vowel == word.end() ? std::nullopt
                               : std::optional(*vowel == 'o' || *vowel == 'u' ||
                                               (*vowel == 'y' && vowel + 1 != word.end() && (vowel[1] == 'o' || vowel[1] == 'u')));
}

bool wordsAlike(const std::string& a, const std::string& b) {
    const auto backA = firstVowelIsBack(a), backB = firstVowelIsBack(b);
    const bool vowelsAgree = !backA || !backB || *backA == *backB;
    if (a == b || (vowelsAgree && nameSkeleton(a) == nameSkeleton(b))) return true;
    return std::min(a.size(), b.size()) >= 5 && oneLetterApart(a, b);
}

std::string bare(std::string_view postcode) {
    std::string out;
    for (const char c : postcode)
        if (c != ' ') out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

bool swapped(const base::Date& a, const base::Date& b) { return a.year == b.year && a.month == b.day && a.day == b.month && a != b; }

/// The words a person is found by: each word, and neighbours run together, so that "oneill" finds O'Neill.
void addSearchWords(const std::vector<std::string>& words, std::set<std::string>& into) {
    into.insert(words.begin(), words.end());
    for (std::size_t i = 1; i < words.size(); ++i)
        into.insert(words[i - 1] + words[i]);
}

}  // namespace

std::string nameSkeleton(std::string_view word) {
    std::string out;
    for (std::size_t i = 0; i < word.size(); ++i) {
        char c = word[i];
        const char next = i + 1 < word.size() ? word[i + 1] : '\0';
        if (c == 'p' && next == 'h') {
            c = 'f';
            ++i;
        }
        if (i > 0 && isVowel(c)) continue;
        if (i == 0 && isVowel(c)) c = c == 'y' ? 'y' : 'a';
        // "Sarah", "Khadija", "Fathima", "Dhanesh": an h that is not heard by itself.
        if (c == 'h' && i > 0 &&
            (i + 1 == word.size() ? word[i - 1] != 's' && word[i - 1] != 'c'
                                  : std::string_view("kgtdbr").find(word[i - 1]) != std::string_view::npos))
            continue;
        if (c == 'q' || c == 'c') c = 'k';
        if (c == 'z') c = 's';
        if (c == 'w') c = 'v';
        if (c == 'j') c = 'g';
        if (out.empty() || out.back() != c) out += c;
    }
    return out;
}

bool namesAlike(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    const auto& shorter = a.size() <= b.size() ? a : b;
    const auto& longer = a.size() <= b.size() ? b : a;
    if (shorter.empty()) return false;
    std::vector<bool> taken(longer.size(), false);
    for (const auto& word : shorter) {
        bool found = false;
        for (std::size_t i = 0; i < longer.size() && !found; ++i)
            if (!taken[i] && wordsAlike(word, longer[i])) found = taken[i] = true;
        if (!found) return false;
    }
    return true;
}

void PersonIndex::put(const std::string& person, const base::Json& values) {
    remove(person);
    if (values.empty() || values.value("deleted", base::Json()) == base::Json(true) || !textOf(values, "merged_into").empty()) return;
    Row row;
    row.words = base::foldedWords(textOf(values, "name"));
    row.knownAs = base::foldedWords(textOf(values, "known_as"));
    for (const auto& word : row.words)
        row.sortName.append(word).append(1, ' ');
    row.postcode = bare(textOf(values, "postcode"));
    if (const auto birth = domain::birthFrom(values.value("born", base::Json()))) {
        row.born = birth->date;
        row.exact = birth->precision == domain::Birth::Precision::Day;
    }
    for (const auto& words : {row.words, row.knownAs})
        addSearchWords(words, row.searchWords);
    for (const auto& word : row.searchWords)
        m_words.emplace(word, person);
    m_people.emplace(person, std::move(row));
}

void PersonIndex::remove(const std::string& person) {
    const auto it = m_people.find(person);
    if (it == m_people.end()) return;
    for (const auto& word : it->second.searchWords)
        m_words.erase({word, person});
    m_people.erase(it);
}

int PersonIndex::exactWords(const Row& row, const std::vector<std::string>& asked) {
    int exact = 0;
    for (const auto& word : asked) {
        bool starts = false;
        for (const auto& own : row.searchWords) {
            if (own == word) ++exact;
            starts = starts || startsWith(own, word);
        }
        if (!starts) return -1;
    }
    return exact;
}

bool PersonIndex::matches(const std::string& person, const std::vector<std::string>& asked) const {
    const auto row = m_people.find(person);
    return row != m_people.end() && exactWords(row->second, asked) >= 0;
}

std::vector<std::string> PersonIndex::find(std::string_view query, std::size_t limit) const {
    auto asked = base::foldedWords(query);
    if (asked.empty()) return {};
    std::sort(asked.begin(), asked.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    struct Hit {
        int exact;
        const std::string* sortName;
        const std::string* person;
    };
    std::vector<Hit> hits;
    std::set<std::string_view> seen;
    for (auto it = m_words.lower_bound({asked.front(), {}}); it != m_words.end() && startsWith(it->first, asked.front()); ++it) {
        if (!seen.insert(it->second).second) continue;
        const auto row = m_people.find(it->second);
        const int exact = exactWords(row->second, asked);
        if (exact >= 0) hits.push_back({exact, &row->second.sortName, &row->first});
    }
    const auto before = [](const Hit& a, const Hit& b) {
        if (a.exact != b.exact) return a.exact > b.exact;
        return *a.sortName != *b.sortName ? *a.sortName < *b.sortName : *a.person < *b.person;
    };
    const auto count = std::min(limit, hits.size());
    std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(count), hits.end(), before);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(*hits[i].person);
    return out;
}

std::vector<LikePerson> PersonIndex::alike(const NewPerson& person) const {
    const auto words = base::foldedWords(person.name);
    const auto knownAs = base::foldedWords(person.knownAs);
    const auto postcode = bare(person.postcode);
    std::optional<base::Date> born;
    bool exact = false;
    if (const auto birth = domain::birthFrom(person.born)) {
        born = birth->date;
        exact = birth->precision == domain::Birth::Precision::Day;
    }
    std::vector<LikePerson> out;
    for (const auto& [id, row] : m_people) {
        std::optional<Likeness> why;
        const bool samePostcode = !postcode.empty() && postcode == row.postcode;
        if (born && row.born && exact && row.exact) {
            if (*born == *row.born)
                why = Likeness::SameBirthDate;
            else if (samePostcode && swapped(*born, *row.born))
                why = Likeness::SwappedDayAndMonth;
            else if (samePostcode && std::abs(base::dayNumber(*born) - base::dayNumber(*row.born)) == 1)
                why = Likeness::NearBirthDate;
        } else if (born && row.born) {
            if (std::abs(base::dayNumber(*born) - base::dayNumber(*row.born)) <= 550) why = Likeness::SameAge;
        } else if (samePostcode) {
            why = Likeness::NameAndPostcode;
        }
        if (!why) continue;
        // With a close date and the same postcode the first name alone is enough: surnames are written in many ways.
        const bool firstNameIsEnough = *why == Likeness::SwappedDayAndMonth || *why == Likeness::NearBirthDate;
        const auto firstOf = [](const std::vector<std::string>& all) {
            return std::vector<std::string>(all.begin(), all.begin() + std::min<std::ptrdiff_t>(1, std::ssize(all)));
        };
        const bool alike = namesAlike(words, row.words) || namesAlike(words, row.knownAs) || namesAlike(knownAs, row.words) ||
                           (firstNameIsEnough && namesAlike(firstOf(words), firstOf(row.words)));
        if (alike) out.push_back({id, *why});
    }
    return out;
}

}  // namespace waymark::mobile
