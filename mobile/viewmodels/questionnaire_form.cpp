#include "mobile/viewmodels/questionnaire_form.h"

#include "shared/domain/op.h"

#include <utility>

namespace waymark::mobile {

QuestionnaireForm::QuestionnaireForm(FormStart start) : m_start(std::move(start)) {
    m_key = "questionnaire/" + m_start.instrument + '/' + m_start.person + '/' + std::string(domain::name(m_start.point)) + '/' +
            std::string(domain::name(m_start.respondent));
}

bool QuestionnaireForm::next() {
    if (m_index + 1 < count())
        ++m_index;
    else
        m_atReview = true;
    return true;
}

void QuestionnaireForm::back() {
    if (m_atReview)
        m_atReview = false;
    else if (m_index > 0)
        --m_index;
}

void QuestionnaireForm::goTo(std::size_t index) {
    if (index >= count()) return;
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
    draft["trial"] = m_start.trial;
    draft["started"] = m_start.startedAt;
    draft["index"] = m_index;
    draft["review"] = m_atReview;
    return draft;
}

std::optional<FormStart> QuestionnaireForm::startFrom(const base::Json& draft) {
    using base::textOf;
    FormStart start;
    start.instrument = textOf(draft, "instrument");
    start.person = domain::parseReference(textOf(draft, "person")).id;
    start.session = textOf(draft, "session");
    start.venue = textOf(draft, "venue");
    start.language = textOf(draft, "language", "en");
    start.handOver = draft.value("hand_over", base::Json()) == base::Json(true);
    start.trial = draft.value("trial", base::Json()) == base::Json(true);
    start.startedAt = base::integerOf(draft, "started");
    const auto point = domain::parsePoint(textOf(draft, "point"));
    const auto respondent = domain::parseRespondent(textOf(draft, "respondent"));
    const auto help = domain::parseHelp(textOf(draft, "help"));
    if (!point || !respondent || !help) return std::nullopt;
    start.point = *point;
    start.respondent = *respondent;
    start.help = *help;
    return start;
}

device::Change QuestionnaireForm::finished(const std::string& entity, const std::string& caseStream, const std::string& registerStream,
                                           base::Millis now) const {
    auto done = answersAtTheEnd();
    base::Json set;
    set["instrument"] = domain::reference("instrument", m_start.instrument);
    set["language"] = m_start.language;
    set["answers"] = std::move(done.answers);
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
