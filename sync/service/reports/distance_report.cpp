#include "sync/service/reports/distance_report.h"

#include "shared/base/calendar.h"
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/due.h"
#include "shared/questionnaire/scoring.h"
#include "sync/service/reports/people.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace waymark::service {

namespace {

using statistics::ScoredAnswer;
using statistics::SizeClass;

struct ScoreRows {
    std::string label;
    std::size_t place = 0;  ///< in the instrument's own order
    std::vector<ScoredAnswer> answers;
};

struct FamilyRows {
    const questionnaire::Instrument* newest = nullptr;
    std::unordered_set<std::string> people;
    std::map<std::string, ScoreRows> scores;
};

std::optional<std::int64_t> dayNumberOf(const std::string& date) {
    const auto parsed = base::parseDate(date);
    if (!parsed) return std::nullopt;
    return base::dayNumber(*parsed);
}

class Collector {
public:
    Collector(const DistanceRows& rows, const InstrumentBook& book, const Scope& scope)
        : m_rows(rows), m_book(book), m_people(rows.people) {
        for (const auto& person : rows.people)
            if (!person.born.empty()) m_born[person.id] = person.born;
        for (const auto& response : rows.responses)
            if (!response.corrects.empty() && !response.deleted) m_corrected.insert(response.corrects);
        if (scope.from || scope.to) chooseByStart(scope);
    }

    void collect(DistanceReport& report) {
        for (const auto& response : m_rows.responses) {
            if (!counts(response)) continue;
            const auto* instrument = m_book.find(response.instrument);
            if (!instrument) {
                ++report.unreadable;
                continue;
            }
            if (response.respondent == "child" && response.help == "proxy") {
                ++report.answeredForChild;
                continue;
            }
            add(*instrument, response);
        }
    }

    std::map<std::string, FamilyRows> families;

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
        const auto answers = json ? questionnaire::answersFromJson(*json) : base::Result<questionnaire::Answers>(json.error());
        if (!point || !day || !answers) return;

        const std::string& person = m_people.resolved(response.person);
        FamilyRows& family = families[instrument.family];
        if (!family.newest || family.newest->version < instrument.version) family.newest = &instrument;
        family.people.insert(person);
        const questionnaire::Context context{*point, respondent.value_or(domain::Respondent::Self), ageOn(person, response.day)};
        const auto scores = questionnaire::score(instrument, *answers, context);
        std::vector<const questionnaire::Score*> all;
        if (scores.total) all.push_back(&*scores.total);
        for (const auto& score : scores.domains)
            all.push_back(&score);
        for (const auto& score : scores.alone)
            all.push_back(&score);
        for (std::size_t place = 0; place < all.size(); ++place) {
            const auto& score = *all[place];
            ScoreRows& rows = family.scores[score.key];
            rows.label = labelOf(instrument, score.key);
            rows.place = place;
            rows.answers.push_back(
                {person, instrument.equivalence, *point, context.respondent, score.mean, score.lowest, score.highest, *day});
        }
    }

    static std::string labelOf(const questionnaire::Instrument& instrument, const std::string& key) {
        if (instrument.total && instrument.total->key == key) return "All together";
        for (const auto* rules : {&instrument.domains, &instrument.alone})
            for (const auto& rule : *rules)
                if (rule.key == key) return std::string(questionnaire::wordsIn(rule.title, "en"));
        return key;
    }

    const DistanceRows& m_rows;
    const InstrumentBook& m_book;
    People m_people;
    std::unordered_map<std::string, std::string> m_born;
    std::unordered_set<std::string> m_corrected;
    std::optional<std::unordered_set<std::string>> m_chosen;
};

std::unordered_map<std::string, std::int64_t> firstDays(const DistanceRows& rows) {
    const People people(rows.people);
    std::unordered_map<std::string, std::int64_t> days;
    for (const auto& [recorded, date] : rows.firstAttendances)
        if (const auto day = dayNumberOf(date)) {
            const auto [it, fresh] = days.emplace(people.resolved(recorded), *day);
            if (!fresh) it->second = std::min(it->second, *day);
        }
    return days;
}

ChangeCounts countsOf(const statistics::ChangeReport& change, std::int64_t lateStarts, const Disclosure& disclosure) {
    const auto pairs = static_cast<std::int64_t>(change.pairs.size());
    const auto due = static_cast<std::int64_t>(change.due);
    ChangeCounts counts;
    counts.due = disclosure.count(due);
    counts.pairs = disclosure.count(pairs);
    counts.lost = disclosure.countOf(static_cast<std::int64_t>(change.lost), due);
    counts.followUpRate = change.followUpRate;
    if (counts.lost.hidden) counts.due.hidden = true, counts.followUpRate.reset();
    counts.banner = change.banner;
    counts.improved = disclosure.count(static_cast<std::int64_t>(change.change.improved));
    counts.same = disclosure.count(static_cast<std::int64_t>(change.change.same));
    counts.declined = disclosure.count(static_cast<std::int64_t>(change.change.declined));
    disclosure.protect({&counts.improved, &counts.same, &counts.declined});
    for (const auto& [reason, people] : change.excluded)
        counts.excluded.emplace(statistics::name(reason), disclosure.count(static_cast<std::int64_t>(people)));
    counts.lateStarts = disclosure.count(lateStarts);
    return counts;
}

std::optional<MeanChange> meanOf(const statistics::ChangeReport& change) {
    const auto& paired = change.change;
    if (!paired.meanChange || !paired.ci95 || !paired.before.mean || !paired.after.mean) return std::nullopt;
    MeanChange mean{*paired.before.mean, *paired.after.mean, *paired.meanChange, paired.ci95->low, paired.ci95->high, paired.dAv, {}};
    if (static_cast<std::int64_t>(change.lostBaselines.n) >= kFewestForShares) mean.lostBefore = change.lostBaselines.mean;
    return mean;
}

ScoreDistance distanceOf(const std::string& key, const ScoreRows& rows, const std::unordered_map<std::string, std::int64_t>& firstDays,
                         const Disclosure& disclosure, const std::string& today) {
    statistics::DueRule due;
    due.today = dayNumberOf(today);
    const auto change = statistics::changeReport(rows.answers, due);
    ScoreDistance distance;
    distance.key = key;
    distance.label = rows.label;
    distance.lowest = change.range.lowest.value_or(0.0);
    distance.highest = change.range.highest.value_or(0.0);
    distance.percentOfRange = change.unit == statistics::ScoreUnit::Pomp;
    distance.size = change.size;
    // Between 5 and 9 pairs, counts stay inside the team.
    if (distance.size == SizeClass::CountsOnly && disclosure.audience() != Audience::Team) distance.size = SizeClass::TooFew;
    if (!statistics::showsCounts(distance.size)) return distance;

    std::int64_t lateStarts = 0;
    for (const auto& pair : change.pairs) {
        const auto first = firstDays.find(pair.person);
        if (first != firstDays.end() && rows.answers[pair.baseline].day > first->second + questionnaire::kBaselineWithinDays) ++lateStarts;
    }
    distance.counts = countsOf(change, lateStarts, disclosure);
    if (!statistics::showsMean(distance.size)) return distance;
    distance.mean = meanOf(change);
    distance.ceiling = change.extremes.ceiling;
    distance.floor = change.extremes.floor;
    return distance;
}

std::vector<std::string> countingWords(const Scope& scope, const Disclosure& disclosure) {
    std::vector<std::string> counting = {
        "Only pairs count: the same person's first start and latest later answer, by the same person answering, in versions that can be "
        "compared, at least 28 days apart.",
        "A start is due to be followed up after 12 weeks. Came back is pairs of those due; the others are lost or not due yet, and are "
        "counted below.",
        "The change is the mean over pairs, with the 95 % interval in brackets. People who came back changed by this much; it does not say "
        "why.",
        "Fewer than 5 pairs show nothing. From 5 to 9 there are only counts, inside the team. From 10 to 29 the figure is early.",
        "Improved, the same and declined go by any change at all, also a small one.",
    };
    if (scope.from || scope.to)
        counting.push_back("The dates choose people by the day of their start. Later answers count whenever they were given.");
    if (disclosure.fewestShown() > 1)
        counting.push_back("Numbers from 1 to " + std::to_string(disclosure.fewestShown() - 1) +
                           " are hidden, and others where they would give a hidden one away.");
    return counting;
}

}  // namespace

DistanceReport distanceReport(const DistanceRows& rows, const InstrumentBook& book, const Scope& scope, const Disclosure& disclosure,
                              const std::string& today) {
    DistanceReport report;
    Collector collector(rows, book, scope);
    collector.collect(report);
    const auto first = firstDays(rows);
    for (const auto& [family, found] : collector.families) {
        InstrumentDistance instrument;
        instrument.family = family;
        instrument.title = questionnaire::wordsIn(found.newest->title, "en");
        instrument.note = questionnaire::wordsIn(found.newest->label, "en");
        instrument.people = disclosure.count(static_cast<std::int64_t>(found.people.size()));
        std::vector<std::pair<std::size_t, std::string>> order;
        for (const auto& [key, score] : found.scores)
            order.emplace_back(score.place, key);
        std::sort(order.begin(), order.end());
        for (const auto& [place, key] : order)
            instrument.scores.push_back(distanceOf(key, found.scores.at(key), first, disclosure, today));
        report.instruments.push_back(std::move(instrument));
    }
    std::sort(report.instruments.begin(), report.instruments.end(),
              [](const auto& a, const auto& b) { return std::tie(b.people.value, a.family) < std::tie(a.people.value, b.family); });
    report.counting = countingWords(scope, disclosure);
    report.audience = name(disclosure.audience());
    report.fewestShown = disclosure.fewestShown();
    return report;
}

}  // namespace waymark::service
