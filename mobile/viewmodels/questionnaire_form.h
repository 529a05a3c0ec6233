// A questionnaire that somebody is filling in: what was asked of whom, the answers so far and the place in it. A value, without disk or
// screen; its draft holds all of it, so that a crash costs nothing.
#pragma once

#include "mobile/viewmodels/instrument_shelf.h"
#include "shared/questionnaire/answers.h"
#include "shared/questionnaire/flow.h"

#include <string>
#include <vector>

namespace waymark::mobile {

/// What is settled before the first question.
struct FormStart {
    std::string instrument;  ///< entity id
    std::string person;      ///< empty: feedback without a name
    std::string session;     ///< at which it is filled in; may be empty for a person's questionnaire
    std::string venue;
    domain::Point point = domain::Point::Baseline;
    domain::Respondent respondent = domain::Respondent::Self;
    domain::Help help = domain::Help::None;
    std::string language = "en";
    bool handOver = false;
    Millis startedAt = 0;
};

class QuestionnaireForm {
public:
    /// `age` in whole years on the day, if it is known.
    QuestionnaireForm(InstrumentPtr instrument, FormStart start, std::optional<int> age);

    const questionnaire::Instrument& instrument() const { return *m_instrument; }
    const FormStart& start() const { return m_start; }
    bool isFeedback() const { return m_start.person.empty(); }
    const std::vector<questionnaire::Step>& steps() const { return m_steps; }
    const questionnaire::Step& step() const { return m_steps[m_index]; }
    const questionnaire::Context& context() const { return m_context; }

    std::size_t index() const { return m_index; }
    bool atReview() const { return m_atReview; }
    const questionnaire::Answer* answer() const;  ///< to the step it stands at; null if there is none
    const questionnaire::Answers& answers() const { return m_answers; }
    /// Steps without an entry, and skipped ones.
    std::vector<std::size_t> unanswered() const;

    /// False if the answer cannot be one to this step; nothing changes then.
    bool setAnswer(const questionnaire::Answer& answer);
    void clearAnswer();
    void next();  ///< past the last step: the review
    void back();
    void goTo(std::size_t index);
    void setLanguage(const std::string& language) { m_start.language = language; }
    domain::Help help() const { return m_start.help; }
    void setHelp(domain::Help help) { m_start.help = help; }

    /// The draft, named after what it is about: one for each person, questionnaire and point.
    base::Json toDraft() const;
    std::string draftKey() const { return m_key; }
    /// Null if the instrument is not here or the draft cannot be read.
    static std::unique_ptr<QuestionnaireForm> fromDraft(const base::Json& draft, const std::string& key, const InstrumentShelf& shelf,
                                                        const Mirror& mirror);
    /// Feedback drafts have a name of their own, so that nobody meets another's answers.
    void setDraftKey(const std::string& key) { m_key = key; }

    /// The record that ends it: a response of the person, or feedback without one.
    device::Change finished(const std::string& entity, const std::string& caseStream, const std::string& registerStream, Millis now) const;

private:
    InstrumentPtr m_instrument;
    FormStart m_start;
    questionnaire::Context m_context;
    std::vector<questionnaire::Step> m_steps;
    questionnaire::Answers m_answers;
    std::string m_key;
    std::size_t m_index = 0;
    bool m_atReview = false;
};

}  // namespace waymark::mobile
