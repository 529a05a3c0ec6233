#include "shared/questionnaire/scoring.h"

#include <algorithm>
#include <cmath>

namespace waymark::questionnaire {

namespace {

/// Two equal answers are no pattern yet.
constexpr int kShortestLine = 3;

class Scorer {
public:
    Scorer(const Instrument& instrument, const Answers& answers, const Context& context)
        : m_instrument(instrument), m_answers(answers), m_context(context) {}

    Scores run() {
        Scores scores;
        for (const Step& step : stepsFor(m_instrument, m_context))
            look(*step.item, scores);
        if (m_instrument.total) {
            scores.total = apply(*m_instrument.total);
            flagPatterns(scores);
        }
        for (const ScoreRule& rule : m_instrument.domains)
            scores.domains.push_back(apply(rule));
        for (const ScoreRule& rule : m_instrument.alone)
            scores.alone.push_back(apply(rule));
        return scores;
    }

private:
    void look(const Item& item, Scores& scores) const {
        const auto it = m_answers.find(item.key);
        if (it == m_answers.end()) return;
        if (!accepts(m_instrument, item, it->second))
            scores.invalid.push_back(item.key);
        else if (const auto* number = std::get_if<double>(&it->second))
            if (item.promptAtMost && *number <= *item.promptAtMost) scores.prompts.push_back(item.key);
    }

    /// The number answered to an item that is asked, before reversing.
    std::optional<double> rating(const Item& item) const {
        const auto it = m_answers.find(item.key);
        if (it == m_answers.end() || !isAsked(item, m_context) || !accepts(m_instrument, item, it->second)) return {};
        const auto* number = std::get_if<double>(&it->second);
        return number ? std::optional(*number) : std::nullopt;
    }

    static double oriented(const Item& item, const Scale& scale, double rating) {
        return item.reverse ? scale.lowest + scale.highest - rating : rating;
    }

    template <class Visit> void eachRated(const ScoreRule& rule, Visit visit) const {
        for (const std::string& key : rule.items) {
            const Item* item = findItem(m_instrument, key);
            const Scale* scale = item ? findScale(m_instrument, item->scale) : nullptr;
            if (scale && isAsked(*item, m_context)) visit(*item, *scale, rating(*item));
        }
    }

    Score apply(const ScoreRule& rule) const {
        Score score;
        score.key = rule.key;
        score.least = rule.least;
        score.better = rule.better;
        eachRated(rule, [&](const Item& item, const Scale& scale, std::optional<double> rating) {
            ++score.of;
            score.lowest = scale.lowest;
            score.highest = scale.highest;
            if (!rating) return;
            ++score.answered;
            score.sum += oriented(item, scale, *rating);
        });
        setRange(rule, score);
        if (score.of == 0)
            score.reason = NoScore::NothingAsked;
        else if (score.answered < std::max(1, rule.least))
            score.reason = NoScore::TooFewAnswered;
        else {
            score.mean = score.sum / score.answered;
            // From the sum, as all that follows: a mean that was multiplied back would miss whole numbers by a hair, and bands with them.
            score.pomp = 100.0 * (score.sum - score.lowest * score.answered) / (score.answered * (score.highest - score.lowest));
            score.value = valueOf(rule, score);
            for (const Band& band : rule.bands)
                if (score.value && *score.value >= band.from) score.band = band.key;
        }
        return score;
    }

    static void setRange(const ScoreRule& rule, Score& score) {
        score.valueLowest = score.lowest;
        score.valueHighest = score.highest;
        if (rule.method == ScoreMethod::Mean) return;
        // Without pro-rating a sum of fewer answers is as good as one of all.
        const int fewest = rule.prorate ? score.of : std::min(rule.least, score.of);
        score.valueLowest = score.lowest * (score.lowest < 0.0 ? score.of : fewest);
        score.valueHighest = score.highest * (score.highest < 0.0 ? fewest : score.of);
        if (rule.table.empty()) return;
        const auto [least, most] = std::minmax_element(rule.table.begin(), rule.table.end(), [](const TableRow& a, const TableRow& b) { return a.value < b.value; });
        score.valueLowest = least->value;
        score.valueHighest = most->value;
    }

    static std::optional<double> valueOf(const ScoreRule& rule, const Score& score) {
        if (rule.method == ScoreMethod::Mean) return rule.round ? std::floor(*score.mean + 0.5) : *score.mean;
        // Where not everything is asked (of an age, at a point), a sum is of what is asked.
        double sum = rule.prorate ? score.sum * score.of / score.answered : score.sum;
        if (rule.round) sum = std::floor(sum + 0.5);
        if (rule.table.empty()) return sum;
        const int raw = static_cast<int>(std::floor(sum + 0.5));
        for (const TableRow& row : rule.table)
            if (row.raw == raw) return row.value;
        return std::nullopt;
    }

    void flagPatterns(Scores& scores) const {
        if (!scores.total->mean || scores.total->answered < kShortestLine) return;
        std::optional<double> first;
        bool same = true, best = true;
        eachRated(*m_instrument.total, [&](const Item& item, const Scale& scale, std::optional<double> rating) {
            if (!rating) return;
            if (!first) first = rating;
            same = same && *rating == *first;
            best = best && oriented(item, scale, *rating) == (scores.total->better == domain::Better::Lower ? scale.lowest : scale.highest);
        });
        scores.straightLined = same;
        scores.allHighest = best;
    }

    const Instrument& m_instrument;
    const Answers& m_answers;
    const Context& m_context;
};

}  // namespace

std::string_view name(NoScore reason) { return reason == NoScore::NothingAsked ? "nothing_asked" : "too_few_answered"; }

Scores score(const Instrument& instrument, const Answers& answers, const Context& context) {
    return Scorer(instrument, answers, context).run();
}

}  // namespace waymark::questionnaire
