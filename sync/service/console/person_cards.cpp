#include "sync/service/console/person_cards.h"

#include "sync/service/console/words.h"

#include "shared/base/calendar.h"
#include "shared/base/text.h"
#include "shared/domain/born.h"
#include "shared/domain/stream.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace waymark::service {

namespace {

using base::Json;

// Of records that have one thing in common: so many are compared with each other. More have it by chance.
constexpr std::size_t kMostInCommon = 300;
constexpr std::size_t kLongWord = 5;  // from so many letters on two names may differ in two

// In the order in which people look; what is not here follows.
constexpr std::array<const char*, 15> kFieldOrder = {"name",   "known_as",   "born",      "kind",         "postcode", "contact", "emergency", "alerts",
                                                     "access_needs", "collectors", "walk_home", "private_place", "card",     "photo",   "deleted"};

std::string bornText(const Json& born) {
    const auto birth = domain::birthFrom(born);
    if (!birth) return {};
    const std::string date = base::toText(birth->date);
    if (birth->precision == domain::Birth::Precision::Day) return dateText(date);
    return "about " + (birth->precision == domain::Birth::Precision::Month ? monthText(date.substr(0, 7)) : date.substr(0, 4));
}

/// "allergy: nuts; medicine: inhaler"
std::string alertsText(const Json& alerts) {
    std::string words;
    for (const auto& alert : alerts) {
        const std::string kind = base::textOf(alert, "kind"), text = base::textOf(alert, "text");
        words += (words.empty() ? "" : "; ") + (kind.empty() && text.empty() ? valueText(alert) : plainWords(kind) + (text.empty() ? "" : ": ") + text);
    }
    return words;
}

std::string fieldText(const std::string& field, const Json& value) {
    if (value.is_null()) return {};
    if (field == "born") return bornText(value);
    if (field == "photo") return "there is one";
    if (field == "alerts" && value.is_array()) return alertsText(value);
    std::string text = valueText(value);
    if (field == "kind") std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::vector<std::string> sorted(std::vector<std::string> words) {
    std::sort(words.begin(), words.end());
    return words;
}

/// 3: the same words; 2: a letter or two apart, or one has a word more; 1: the same first name; 0: neither.
int closeness(const PersonCard& one, const PersonCard& other) {
    if (one.words.empty() || other.words.empty()) return 0;
    const auto first = sorted(one.words), second = sorted(other.words);
    if (first == second) return 3;
    const std::string a = joined(first), b = joined(second), c = joined(one.words), d = joined(other.words);
    const int most = std::min(c.size(), d.size()) > 2 * kLongWord ? 2 : 1;
    if (distanceOf(a, b, most) <= most || distanceOf(c, d, most) <= most) return 2;
    if (std::includes(first.begin(), first.end(), second.begin(), second.end()) || std::includes(second.begin(), second.end(), first.begin(), first.end()))
        return 2;
    return one.words.front() == other.words.front() || distanceOf(one.words.front(), other.words.front(), 1) <= 1 ? 1 : 0;
}

/// 1: the same day; 0: they do not speak against it; -1: they are two.
int birthdays(const PersonCard& one, const PersonCard& other) {
    if (!one.born.empty() && !other.born.empty()) return one.born == other.born ? 1 : distanceOf(one.born, other.born, 1) <= 1 ? 0 : -1;
    const auto year = [](const PersonCard& card) {
        const auto birth = domain::birthFrom(card.values.value("born", Json()));
        return birth ? birth->date.year : 0;
    };
    const int first = year(one), second = year(other);
    return first == 0 || second == 0 || std::abs(first - second) <= 1 ? 0 : -1;
}

int likenessOf(const PersonCard& one, const PersonCard& other) {
    const int close = closeness(one, other), birth = birthdays(one, other);
    if (close == 0 || birth < 0) return 0;
    if (birth > 0) return 4 + close;
    // Without a birthday in common, one name within another is no sign: there are many Adams.
    if (close < 2 || std::min(one.words.size(), other.words.size()) < 2) return 0;
    return close;
}

}  // namespace

int distanceOf(const std::string& one, const std::string& other, int most) {
    const auto lengths = static_cast<std::ptrdiff_t>(one.size()) - static_cast<std::ptrdiff_t>(other.size());
    if (lengths > most || -lengths > most) return most + 1;
    std::vector<int> before(other.size() + 1), last(other.size() + 1), now(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j)
        last[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= one.size(); ++i) {
        now[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= other.size(); ++j) {
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, now);
    }
    return std::min(last[other.size()], most + 1);
}

std::vector<PersonCard> cardsAt(StreamReader& streams, const std::string& venue) {
    std::vector<PersonCard> cards;
    for (const auto& person : streams.entitiesOf(domain::venueStream(venue), "person")) {
        PersonCard card;
        card.id = person.key.id;
        card.values = Json::object();
        for (const auto& [name, field] : person.fields) {
            card.values[name] = field.value;
            card.first = card.first == 0 ? field.at : std::min(card.first, field.at);
        }
        if (card.values.value("deleted", Json()) == Json(true)) continue;
        card.name = base::textOf(card.values, "name");
        card.words = base::foldedWords(card.name);
        if (card.name.empty()) card.name = "Somebody without a name";
        card.partOf = domain::parseReference(base::textOf(card.values, "merged_into")).id;
        const auto birth = domain::birthFrom(card.values.value("born", Json()));
        if (birth && birth->precision == domain::Birth::Precision::Day) card.born = base::toText(birth->date);
        cards.push_back(std::move(card));
    }
    std::sort(cards.begin(), cards.end(), [](const PersonCard& a, const PersonCard& b) { return std::tie(a.words, a.id) < std::tie(b.words, b.id); });
    return cards;
}

bool isNamed(const PersonCard& card, const std::vector<std::string>& askedWords) {
    std::vector<std::string> words = card.words;
    for (auto& word : base::foldedWords(base::textOf(card.values, "known_as")))
        words.push_back(std::move(word));
    return std::all_of(askedWords.begin(), askedWords.end(), [&words](const std::string& asked) {
        return std::any_of(words.begin(), words.end(), [&asked](const std::string& word) { return word.starts_with(asked); });
    });
}

std::vector<LikelyPair> likelyPairs(const std::vector<PersonCard>& cards) {
    std::map<std::string, std::vector<std::size_t>> common;  // what several have in common → who
    for (std::size_t i = 0; i < cards.size(); ++i) {
        if (!cards[i].partOf.empty() || cards[i].words.empty()) continue;
        std::set<std::string> signs(cards[i].words.begin(), cards[i].words.end());
        if (!cards[i].born.empty()) signs.insert(cards[i].born);
        for (const auto& sign : signs)
            common[sign].push_back(i);
    }
    std::set<std::pair<std::size_t, std::size_t>> looked;
    std::vector<LikelyPair> pairs;
    for (const auto& [sign, who] : common) {
        if (who.size() > kMostInCommon) continue;
        for (std::size_t a = 0; a < who.size(); ++a)
            for (std::size_t b = a + 1; b < who.size(); ++b)
                if (looked.insert({who[a], who[b]}).second)
                    if (const int likeness = likenessOf(cards[who[a]], cards[who[b]]); likeness > 0) pairs.push_back({who[a], who[b], likeness});
    }
    std::sort(pairs.begin(), pairs.end(), [](const LikelyPair& a, const LikelyPair& b) {
        return std::make_tuple(-a.likeness, a.one, a.other) < std::make_tuple(-b.likeness, b.one, b.other);
    });
    return pairs;
}

std::string cardText(const PersonCard& card) {
    std::string text = card.name;
    if (const auto called = base::textOf(card.values, "known_as"); !called.empty()) text += ", called " + called;
    if (const auto born = bornText(card.values.value("born", Json())); !born.empty()) text += ", born " + born;
    if (const auto kind = fieldText("kind", card.values.value("kind", Json())); !kind.empty()) text += ", " + kind;
    return text;
}

std::vector<ComparedField> compared(const PersonCard& one, const PersonCard& other) {
    std::vector<std::string> fields(kFieldOrder.begin(), kFieldOrder.end());
    for (const auto* values : {&one.values, &other.values})
        for (const auto& [name, value] : values->items())
            if (std::find(fields.begin(), fields.end(), name) == fields.end() && name != "merged_into") fields.push_back(name);
    std::vector<ComparedField> lines;
    for (const auto& field : fields) {
        const Json first = one.values.value(field, Json()), second = other.values.value(field, Json());
        const std::string a = fieldText(field, first), b = fieldText(field, second);
        if (a.empty() && b.empty()) continue;
        lines.push_back({plainWords(field), a, b, !base::equalValues(first, second)});
    }
    return lines;
}

}  // namespace waymark::service
