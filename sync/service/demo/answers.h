// How invented people answer questionnaires: a latent position that moves while they come, and item by item what they would tick. Scored
// with the shipped rules, starts have a mean near 60 and a deviation near 17 (percent of the maximum possible), start and end go together
// with r between .6 and .75, the shift is a few tenths of a deviation, and some are at the ceiling from the start.
#pragma once

#include "shared/questionnaire/answers.h"
#include "shared/questionnaire/flow.h"
#include "sync/service/demo/dice.h"

namespace waymark::service {

/// Where somebody stands at the start and at the end, in percent of the maximum possible.
struct Journey {
    double start = 60, end = 60;
    bool ceiling = false;  ///< ticks the best answer everywhere, always
    double at(double share) const { return start + share * (end - start); }  ///< share of the way, 0 to 1
};

Journey makeJourney(Dice& dice);

/// The answers of one sitting; a few are missing, and one sitting in fifty stops half-way (then `partial` is what `finished` says).
questionnaire::Answers answer(const questionnaire::Instrument& instrument, const questionnaire::Context& context, const Journey& journey,
                              double share, Dice& dice);

/// Your Views, without a name: mostly content, now and then not.
questionnaire::Answers answerFeedback(const questionnaire::Instrument& instrument, Dice& dice);

} // namespace waymark::service
