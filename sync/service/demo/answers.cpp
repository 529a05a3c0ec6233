#include "sync/service/demo/answers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waymark::service {

namespace {

using questionnaire::Answer;
using questionnaire::Answers;
using questionnaire::Instrument;
using questionnaire::Item;
using questionnaire::Missing;
using questionnaire::Purpose;
using questionnaire::Scale;
using questionnaire::ScaleKind;

// The latent values, set so that the scores have the figures of answers.h once the noise of the items and the ceiling are in.
constexpr double kStartMean = 57.5, kStartSd = 14.0, kShift = 7.0, kTogether = 0.66;
constexpr double kCeiling = 0.06;
constexpr double kItemNoise = 22.0;  // of one item, in percent of its range
constexpr double kMissing = 0.02, kStopsHalfWay = 0.02;

constexpr const char* kComments[] = {
    "More toys for the little ones", "Start a bit later, the bus is late", "Nothing, we love it", "It was very full today",
    "More things for dads", "Could we do cooking again?", "A quiet corner would help", "Some weekends too please",
    "The room was cold", "More stories", "Let us choose the music", "Tell us earlier when it is off"};
constexpr const char* kChanges[] = {"We read together at bedtime now", "I know other parents now", "I feel calmer with my children",
                                    "The ideas for play at home", "Somebody listened", "We go out more"};
constexpr const char* kProud[] = {"I spoke in front of everyone", "My drawing", "Helping the younger ones", "I kept coming", "Our meal for forty",
                                  "I made friends"};

Answer ratingFor(const Item& item, const Scale& scale, double percent, Dice& dice) {
    const double range = scale.highest - scale.lowest;
    double value = scale.lowest + range * (percent + dice.normal(0, kItemNoise)) / 100;
    value = std::clamp(std::round(value), static_cast<double>(scale.lowest), static_cast<double>(scale.highest));
    return item.reverse ? scale.lowest + scale.highest - value : value;
}

/// The first choices are the better ones in some scales and the worse ones in others; `best` says where the best one stands.
Answer choiceNear(const Scale& scale, double percent, bool bestIsLast, Dice& dice) {
    const auto last = static_cast<double>(scale.choices.size() - 1);
    const double spot = std::clamp(std::round(last * (percent + dice.normal(0, 15)) / 100), 0.0, last);
    return scale.choices[static_cast<std::size_t>(bestIsLast ? spot : last - spot)].value;
}

Answer answerItem(const Instrument& instrument, const Item& item, const Journey& journey, double share, Dice& dice) {
    if (item.kind == questionnaire::ItemKind::Text) {
        if (dice.chance(0.6)) return Missing::Skipped;
        return std::string(instrument.family == "my_path" ? dice.pick(kProud) : dice.pick(kChanges));
    }
    const Scale& scale = *questionnaire::findScale(instrument, item.scale);
    const double moved = journey.end - journey.start;
    if (scale.kind == ScaleKind::Choices) {
        // "Compared with the start": the middle is no change, a standard deviation is a step.
        if (item.purpose == Purpose::Anchor) return choiceNear(scale, 55 + 1.2 * moved, true, dice);
        if (instrument.closing && item.key == instrument.closing->key) return choiceNear(scale, 85, false, dice);
        return scale.choices[dice.below(scale.choices.size())].value;
    }
    if (item.purpose == Purpose::Then) return ratingFor(item, scale, journey.start - 5, dice);
    if (journey.ceiling) return static_cast<double>(item.reverse ? scale.lowest : scale.highest);
    return ratingFor(item, scale, journey.at(share), dice);
}

} // namespace

Journey makeJourney(Dice& dice) {
    Journey journey;
    const double z = dice.normal(0, 1), other = dice.normal(0, 1);
    journey.start = kStartMean + kStartSd * z;
    journey.end = kStartMean + kShift + kStartSd * (kTogether * z + std::sqrt(1 - kTogether * kTogether) * other);
    journey.ceiling = dice.chance(kCeiling);
    return journey;
}

Answers answer(const Instrument& instrument, const questionnaire::Context& context, const Journey& journey, double share, Dice& dice) {
    Answers answers;
    const auto steps = questionnaire::stepsFor(instrument, context);
    const std::size_t reached = dice.chance(kStopsHalfWay) ? steps.size() / 2 : steps.size();
    for (std::size_t i = 0; i < reached; ++i) {
        const Item& item = *steps[i].item;
        if (dice.chance(kMissing) && !journey.ceiling) {
            constexpr std::array kReasons = {Missing::Refused, Missing::NotApplicable, Missing::Skipped};
            answers[item.key] = dice.pick(kReasons);
            continue;
        }
        answers[item.key] = answerItem(instrument, item, journey, share, dice);
    }
    return answers;
}

Answers answerFeedback(const Instrument& instrument, Dice& dice) {
    constexpr std::array kSatisfied = {0.36, 0.42, 0.14, 0.06, 0.02};
    constexpr std::array kYes = {0.70, 0.22, 0.08};
    Answers answers;
    bool wrote = false;
    for (const Item& item : instrument.items) {
        if (item.purpose == Purpose::Comment) {
            wrote = dice.chance(0.25);
            answers[item.key] = wrote ? Answer(std::string(dice.pick(kComments))) : Answer(Missing::Skipped);
        } else if (item.purpose == Purpose::MayQuote) {
            answers[item.key] = wrote ? Answer(std::string(dice.chance(0.8) ? "yes" : "no")) : Answer(Missing::Skipped);
        } else {
            const auto& choices = questionnaire::findScale(instrument, item.scale)->choices;
            const std::size_t chosen = item.purpose == Purpose::Satisfaction ? dice.weighted(kSatisfied) : dice.weighted(kYes);
            answers[item.key] = choices[std::min(chosen, choices.size() - 1)].value;
        }
    }
    return answers;
}

} // namespace waymark::service
