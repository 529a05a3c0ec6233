#include "mobile/viewmodels/earlier_answers.h"

#include "mobile/text/words.h"
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/scoring.h"
#include "shared/questionnaire/words.h"

#include <algorithm>

namespace waymark::mobile::read {

namespace {

std::string personOf(const Mirror& mirror, const std::string& reference) {
    const auto person = resolved(mirror, mirror.find(reference));
    return person ? person->key.id : domain::parseReference(reference).id;
}

}  // namespace

bool waitsForTheNext(const Workplace& workplace, const InstrumentShelf& shelf, const EntityPtr& response) {
    const auto instrument = shelf.find(target(response, "instrument"));
    if (!response || !instrument) return false;
    const auto person = personOf(workplace.mirror(), base::textOf(response->values, "person"));
    const auto& drafts = workplace.bridge().drafts();
    return std::any_of(drafts.begin(), drafts.end(), [&](const device::Draft& draft) {
        const auto& begun = draft.content;
        if (base::textOf(begun, "kind") != "questionnaire" || begun.value("trial", base::Json()) == base::Json(true)) return false;
        if (base::textOf(begun, "respondent") != base::textOf(response->values, "respondent")) return false;
        const auto asked = shelf.find(base::textOf(begun, "instrument"));
        return asked && asked->family == instrument->family && personOf(workplace.mirror(), base::textOf(begun, "person")) == person;
    });
}

QStringList promptsOf(const InstrumentShelf& shelf, const EntityPtr& response) {
    QStringList out;
    const auto instrument = shelf.find(target(response, "instrument"));
    const auto point = domain::parsePoint(text(response, "point").toStdString());
    const auto respondent = domain::parseRespondent(text(response, "respondent").toStdString());
    if (!instrument || !point || !respondent) return out;
    const auto answers = questionnaire::readableAnswers(*instrument, value(response, "answers"));
    if (!answers) return out;
    const auto scores = questionnaire::score(*instrument, answers.value(), {*point, *respondent, std::nullopt});
    for (const auto& key : scores.prompts)
        if (const auto* item = questionnaire::findItem(*instrument, key)) out.append(q(questionnaire::wordsIn(item->text, "en")));
    return out;
}

}  // namespace waymark::mobile::read
