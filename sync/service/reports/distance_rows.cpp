#include "sync/service/reports/distance_rows.h"

#include "shared/base/calendar.h"
#include "shared/base/json.h"
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/due.h"
#include "shared/questionnaire/scoring.h"
#include "sync/service/reports/people.h"

#include <algorithm>
#include <unordered_map>

namespace waymark::service {

namespace {

using domain::Point;
using statistics::ScoredAnswer;

std::unordered_map<std::string, std::int64_t> firstDays(const DistanceRows& rows, const People& people) {
    std::unordered_map<std::string, std::int64_t> days;
    for (const auto& [recorded, date] : rows.firstAttendances)
        if (const auto day = dayNumberOf(date)) {
            const auto [it, fresh] = days.emplace(people.resolved(recorded), *day);
            if (!fresh) it->second = std::min(it->second, *day);
        }
    return days;
}

class Collector {
public:
    Collector(const DistanceRows& rows, const InstrumentBook& book, const Scope& scope)
        : m_rows(rows), m_book(book), m_people(rows.people), m_firstDays(firstDays(rows, m_people)) {
        for (const auto& person : rows.people)
            if (!person.born.empty()) m_born[person.id] = person.born;
        for (const auto& response : rows.responses)
            if (!response.corrects.empty() && !response.deleted) m_corrected.insert(response.corrects);
        if (scope.from || scope.to) chooseByStart(scope);
    }

    CollectedRows collect() {
        for (const auto& response : m_rows.responses) {
            if (!counts(response)) continue;
            if (m_rows.saidNo.count(response.person) > 0) {
                m_collected.saidNo.insert(m_people.resolved(response.person));
                continue;
            }
            const auto* instrument = m_book.find(response.instrument);
            if (!instrument) {
                ++m_collected.unreadable;
                continue;
            }
            if (response.respondent == "child" && response.help == "proxy") {
                ++m_collected.answeredForChild;
                continue;
            }
            add(*instrument, response);
        }
        return std::move(m_collected);
    }

private:
    bool counts(const ResponseFact& response) const {
        if (response.deleted || m_corrected.count(response.id) > 0 || m_people.isGone(response.person)) return false;
        return !m_chosen || m_chosen->count(m_people.resolved(response.person)) > 0;
    }

    // People whose first start lies within the dates; of those without a start, who answered within them.
    void chooseByStart(const Scope& scope) {
        std::unordered_map<std::string, std::string> starts, others;
        for (const auto& response : m_rows.responses) {
            if (response.deleted || m_corrected.count(response.id) > 0) continue;
            auto& days = response.point == "baseline" ? starts : others;
            std::string& first = days[m_people.resolved(response.person) + '|' + response.instrument];
            if (first.empty() || response.day < first) first = response.day;
        }
        const auto within = [&scope](const std::string& day) {
            return (!scope.from || day >= *scope.from) && (!scope.to || day <= *scope.to);
        };
        m_chosen.emplace();
        for (const auto& [key, day] : starts)
            if (within(day)) m_chosen->insert(key.substr(0, key.find('|')));
        for (const auto& [key, day] : others)
            if (starts.count(key) == 0 && within(day)) m_chosen->insert(key.substr(0, key.find('|')));
    }

    std::optional<int> ageOn(const std::string& person, const std::string& day) const {
        const auto it = m_born.find(person);
        if (it == m_born.end()) return std::nullopt;
        const auto born = base::parseDate(it->second), on = base::parseDate(day);
        if (!born || !on) return std::nullopt;
        return base::ageOn(*born, *on);
    }

    void add(const questionnaire::Instrument& instrument, const ResponseFact& response) {
        const auto point = domain::parsePoint(response.point);
        const auto respondent = domain::parseRespondent(response.respondent);
        const auto day = dayNumberOf(response.day);
        const auto json = base::parseJson(response.answersJson);
        const auto answers = json ? questionnaire::readableAnswers(instrument, *json) : base::Result<questionnaire::Answers>(json.error());
        if (!point || !day || !answers) {
            ++m_collected.unreadable;
            return;
        }

        const std::string& person = m_people.resolved(response.person);
        FamilyRows& family = m_collected.families[instrument.family];
        if (!family.newest || family.newest->version < instrument.version) family.newest = &instrument;
        family.people.insert(person);
        const auto first = m_firstDays.find(person);
        const bool late =
            *point == Point::Baseline && first != m_firstDays.end() && *day > first->second + questionnaire::kBaselineWithinDays;
        const questionnaire::Context context{*point, respondent.value_or(domain::Respondent::Self), ageOn(person, response.day)};
        const Given given{
            instrument, *answers, context, {person, instrument.equivalence, *point, context.respondent, {}, 0, 0, *day, late}};
        addScores(given, response.venue, family);
        addLookingBack(given, family);
    }

    struct Given {
        const questionnaire::Instrument& instrument;
        const questionnaire::Answers& answers;
        const questionnaire::Context& context;
        ScoredAnswer row;  ///< without score and range
    };

    void addScores(const Given& given, const std::string& venue, FamilyRows& family) {
        const auto scores = questionnaire::score(given.instrument, given.answers, given.context);
        std::vector<const questionnaire::Score*> all;
        if (scores.total) all.push_back(&*scores.total);
        for (const auto* some : {&scores.domains, &scores.alone})
            for (const auto& score : *some)
                all.push_back(&score);
        const RowSource source{venue, given.context.age, anchorOf(given)};
        for (std::size_t place = 0; place < all.size(); ++place) {
            const auto* score = all[place];
            const auto* rule = ruleOf(given.instrument, score->key);
            ScoreRows& rows = family.scores[score->key];
            rows.label = place == 0 && scores.total ? "All together"
                         : rule                     ? std::string(questionnaire::wordsIn(rule->title, "en"))
                                                    : score->key;
            rows.place = place;
            ScoredAnswer row = given.row;
            row.score = score->value;
            row.lowest = score->valueLowest;
            row.highest = score->valueHighest;
            row.better = score->better;
            rows.answers.push_back(std::move(row));
            rows.sources.push_back(source);
            if (rule && given.row.point == Point::Baseline && score->mean) addItems(given, *rule, rows);
        }
    }

    static void addItems(const Given& given, const questionnaire::ScoreRule& rule, ScoreRows& rows) {
        ItemRow row{given.row.day, {}};
        for (const std::string& key : rule.items) {
            const auto rated = ratingOf(given, key);
            if (!rated) return;
            row.items.push_back(rated->score);
        }
        const auto [known, fresh] = rows.itemRows[given.instrument.id].emplace(given.row.person, row);
        if (!fresh && row.day < known->second.day) known->second = std::move(row);
    }

    static void addLookingBack(const Given& given, FamilyRows& family) {
        for (const questionnaire::Item& item : given.instrument.items) {
            if (item.purpose != questionnaire::Purpose::Then || item.thenOf.empty()) continue;
            LookingBackRows& rows = family.lookingBack[item.key];
            const questionnaire::Item* about = questionnaire::findItem(given.instrument, item.thenOf);
            if (about) rows.label = questionnaire::wordsIn(about->text, "en");
            addRating(given, item.thenOf, given.row.point, rows);
            if (given.row.point != Point::Baseline) addRating(given, item.key, Point::Then, rows);
        }
    }

    static void addRating(const Given& given, const std::string& key, Point point, LookingBackRows& rows) {
        const auto rated = ratingOf(given, key);
        if (!rated) return;
        ScoredAnswer row = given.row;
        row.point = point;
        row.score = rated->score;
        row.lowest = rated->lowest;
        row.highest = rated->highest;
        row.better = betterOf(given.instrument, key);
        rows.answers.push_back(std::move(row));
    }

    struct Rated {
        double score = 0, lowest = 0, highest = 0;
    };

    /// The number answered to an item that is asked, after reversing.
    static std::optional<Rated> ratingOf(const Given& given, const std::string& key) {
        const auto* item = questionnaire::findItem(given.instrument, key);
        const auto* scale = item ? questionnaire::findScale(given.instrument, item->scale) : nullptr;
        const auto answer = given.answers.find(key);
        if (!scale || answer == given.answers.end() || !questionnaire::isAsked(*item, given.context)) return std::nullopt;
        const auto* number = std::get_if<double>(&answer->second);
        if (!number || !questionnaire::accepts(given.instrument, *item, answer->second)) return std::nullopt;
        const double lowest = scale->lowest, highest = scale->highest;
        return Rated{item->reverse ? lowest + highest - *number : *number, lowest, highest};
    }

    /// An item goes the way of the first score that it is part of.
    static domain::Better betterOf(const questionnaire::Instrument& instrument, const std::string& item) {
        const auto counts = [&](const questionnaire::ScoreRule& rule) {
            return std::find(rule.items.begin(), rule.items.end(), item) != rule.items.end();
        };
        if (instrument.total && counts(*instrument.total)) return instrument.total->better;
        for (const auto* rules : {&instrument.domains, &instrument.alone})
            for (const auto& rule : *rules)
                if (counts(rule)) return rule.better;
        return domain::Better::Higher;
    }

    static std::string anchorOf(const Given& given) {
        for (const questionnaire::Item& item : given.instrument.items) {
            if (item.purpose != questionnaire::Purpose::Anchor) continue;
            const auto answer = given.answers.find(item.key);
            const auto* chosen = answer == given.answers.end() ? nullptr : std::get_if<std::string>(&answer->second);
            return chosen && questionnaire::isAsked(item, given.context) ? *chosen : std::string();
        }
        return {};
    }

    static const questionnaire::ScoreRule* ruleOf(const questionnaire::Instrument& instrument, const std::string& key) {
        if (instrument.total && instrument.total->key == key) return &*instrument.total;
        for (const auto* rules : {&instrument.domains, &instrument.alone})
            for (const auto& rule : *rules)
                if (rule.key == key) return &rule;
        return nullptr;
    }

    const DistanceRows& m_rows;
    const InstrumentBook& m_book;
    People m_people;
    std::unordered_map<std::string, std::int64_t> m_firstDays;
    std::unordered_map<std::string, std::string> m_born;
    std::unordered_set<std::string> m_corrected;
    std::optional<std::unordered_set<std::string>> m_chosen;
    CollectedRows m_collected;
};

}  // namespace

CollectedRows collectRows(const DistanceRows& rows, const InstrumentBook& book, const Scope& scope) {
    return Collector(rows, book, scope).collect();
}

std::optional<std::int64_t> dayNumberOf(const std::string& date) {
    const auto parsed = base::parseDate(date);
    if (!parsed) return std::nullopt;
    return base::dayNumber(*parsed);
}

}  // namespace waymark::service
