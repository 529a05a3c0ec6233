#include "mobile/viewmodels/questionnaire_form.h"

#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/progress.h"

#include <algorithm>

namespace waymark::mobile {

QuestionnaireForm::QuestionnaireForm(InstrumentPtr instrument, FormStart start, std::optional<int> age)
    : m_instrument(std::move(instrument)), m_start(std::move(start)), m_context{m_start.point, m_start.respondent, age},
      m_steps(questionnaire::stepsFor(*m_instrument, m_context)) {
    m_key = "questionnaire/" + m_start.instrument + '/' + m_start.person + '/' + std::string(domain::name(m_start.point)) + '/' +
            std::string(domain::name(m_start.respondent));
}

const questionnaire::Answer* QuestionnaireForm::answer() const {
    const auto it = m_answers.find(step().item->key);
    return it == m_answers.end() ? nullptr : &it->second;
}

std::vector<std::size_t> QuestionnaireForm::unanswered() const {
    std::vector<std::size_t> out;
    const auto progress = questionnaire::progressOf(*m_instrument, m_answers, m_context);
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        if (std::find(progress.toReview.begin(), progress.toReview.end(), m_steps[i].item->key) != progress.toReview.end())
            out.push_back(i);
    return out;
}

bool QuestionnaireForm::setAnswer(const questionnaire::Answer& answer) {
    if (!questionnaire::accepts(*m_instrument, *step().item, answer)) return false;
    m_answers[step().item->key] = answer;
    return true;
}

void QuestionnaireForm::clearAnswer() { m_answers.erase(step().item->key); }

void QuestionnaireForm::next() {
    if (m_index + 1 < m_steps.size())
        ++m_index;
    else
        m_atReview = true;
}

void QuestionnaireForm::back() {
    if (m_atReview)
        m_atReview = false;
    else if (m_index > 0)
        --m_index;
}

void QuestionnaireForm::goTo(std::size_t index) {
    if (index >= m_steps.size()) return;
    m_index = index;
    m_atReview = false;
}

base::Json QuestionnaireForm::toDraft() const {
    base::Json draft;
    draft["kind"] = "questionnaire";
    draft["instrument"] = m_start.instrument;
    if (!m_start.person.empty()) draft["person"] = domain::reference("person", m_start.person);
    draft["session"] = m_start.session;
    draft["venue"] = m_start.venue;
    draft["point"] = domain::name(m_start.point);
    draft["respondent"] = domain::name(m_start.respondent);
    draft["help"] = domain::name(m_start.help);
    draft["language"] = m_start.language;
    draft["hand_over"] = m_start.handOver;
    draft["started"] = m_start.startedAt;
    draft["answers"] = questionnaire::toJson(m_answers);
    draft["index"] = m_index;
    draft["review"] = m_atReview;
    return draft;
}

std::unique_ptr<QuestionnaireForm> QuestionnaireForm::fromDraft(const base::Json& draft, const std::string& key,
                                                                const InstrumentShelf& shelf, const Mirror& mirror) {
    using base::textOf;
    FormStart start;
    start.instrument = textOf(draft, "instrument");
    start.person = domain::parseReference(textOf(draft, "person")).id;
    start.session = textOf(draft, "session");
    start.venue = textOf(draft, "venue");
    start.language = textOf(draft, "language", "en");
    start.handOver = draft.value("hand_over", base::Json()) == base::Json(true);
    start.startedAt = base::integerOf(draft, "started");
    const auto point = domain::parsePoint(textOf(draft, "point"));
    const auto respondent = domain::parseRespondent(textOf(draft, "respondent"));
    const auto help = domain::parseHelp(textOf(draft, "help"));
    auto answers = questionnaire::answersFromJson(draft.value("answers", base::Json::object()));
    auto instrument = shelf.find(start.instrument);
    if (!point || !respondent || !help || !answers || !instrument) return nullptr;
    start.point = *point;
    start.respondent = *respondent;
    start.help = *help;
    const auto age = start.person.empty() ? std::nullopt : shelf.ageOf(mirror.find("person", start.person));
    auto form = std::make_unique<QuestionnaireForm>(std::move(instrument), std::move(start), age);
    if (form->m_steps.empty()) return nullptr;
    form->m_key = key;
    form->m_answers = std::move(answers).value();
    const auto index = base::integerOf(draft, "index");
    form->goTo(static_cast<std::size_t>(std::max<std::int64_t>(0, index)));
    form->m_atReview = draft.value("review", base::Json()) == base::Json(true);
    return form;
}

device::Change QuestionnaireForm::finished(const std::string& entity, const std::string& caseStream, const std::string& registerStream,
                                           Millis now) const {
    const auto done = questionnaire::finished(*m_instrument, m_answers, m_context);
    base::Json set;
    set["instrument"] = domain::reference("instrument", m_start.instrument);
    set["language"] = m_start.language;
    set["answers"] = questionnaire::toJson(done.answers);
    if (!m_start.session.empty()) set["session"] = domain::reference("session", m_start.session);
    if (isFeedback()) {
        set["mode"] = m_start.handOver ? "handed_over" : "asked";
        return {registerStream, "feedback", entity, std::move(set)};
    }
    set["person"] = domain::reference("person", m_start.person);
    set["point"] = domain::name(m_start.point);
    set["respondent"] = domain::name(m_start.respondent);
    set["help"] = domain::name(m_start.help);
    set["partial"] = done.partial;
    set["started"] = m_start.startedAt;
    set["finished"] = now;
    return {caseStream, "response", entity, std::move(set)};
}

}  // namespace waymark::mobile
