#include "shared/questionnaire/progress.h"

namespace waymark::questionnaire {

Progress progressOf(const Instrument& instrument, const Answers& answers, const Context& context) {
    const std::vector<Step> steps = stepsFor(instrument, context);
    Progress progress;
    progress.steps = steps.size();
    for (std::size_t at = 0; at < steps.size(); ++at) {
        const std::string& key = steps[at].item->key;
        const auto it = answers.find(key);
        if (it == answers.end()) {
            if (!progress.firstOpen) progress.firstOpen = at;
            progress.toReview.push_back(key);
            continue;
        }
        const auto* missing = std::get_if<Missing>(&it->second);
        ++(missing ? progress.missing : progress.answered);
        if (missing && (*missing == Missing::Skipped || *missing == Missing::NotAsked)) progress.toReview.push_back(key);
    }
    return progress;
}

Finished finished(const Instrument& instrument, const Answers& answers, const Context& context) {
    const std::vector<Step> steps = stepsFor(instrument, context);
    std::size_t reached = 0;  // one past the last step with an entry
    for (std::size_t at = 0; at < steps.size(); ++at)
        if (answers.contains(steps[at].item->key)) reached = at + 1;

    Finished result;
    for (std::size_t at = 0; at < steps.size(); ++at) {
        const std::string& key = steps[at].item->key;
        const auto it = answers.find(key);
        result.answers[key] = it != answers.end() ? it->second : Answer(at < reached ? Missing::Skipped : Missing::NotAsked);
    }
    result.partial = reached < steps.size();
    return result;
}

}  // namespace waymark::questionnaire
