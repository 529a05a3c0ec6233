// A questionnaire of our own definition being filled in: one question a page, with the ways of not answering kept apart. Owned by a FormModel;
// screen's thread.
#pragma once

#include "mobile/viewmodels/questionnaire_form.h"
#include "shared/questionnaire/answers.h"
#include "shared/questionnaire/flow.h"

#include <memory>

namespace waymark::mobile {

using InstrumentPtr = std::shared_ptr<const questionnaire::Instrument>;

class DefinedForm : public QuestionnaireForm {
public:
    /// `age` in whole years on the day, if it is known.
    DefinedForm(InstrumentPtr instrument, FormStart start, std::optional<int> age);
    /// Null if the draft cannot be read.
    static std::unique_ptr<DefinedForm> fromDraft(const base::Json& draft, const std::string& key, InstrumentPtr instrument,
                                                  std::optional<int> age);

    /// As it was filled in, to be looked at. Null if the answers cannot be read.
    static std::unique_ptr<DefinedForm> fromAnswers(const base::Json& answers, FormStart start, InstrumentPtr instrument);

    QString title() const override;
    QString intro() const override;
    bool isForChildren() const override;
    QVariantList languages() const override;
    bool setLanguage(const std::string& code) override;

    std::size_t count() const override { return m_steps.size(); }
    QString progressText() const override;
    std::vector<RowModel::Row> entries() const override;

    bool answer(const std::string& key, const QVariant& value) override;
    bool answerMissing(const std::string& key, const std::string& code) override;
    QVariantList unanswered() const override;

    base::Json toDraft() const override;

protected:
    Answers answersAtTheEnd() const override;

private:
    const questionnaire::Step& step() const { return m_steps[m_index]; }
    const questionnaire::Scale* scaleOf(const questionnaire::Item& item) const;
    QString words(const questionnaire::Text& text) const;
    QString refusal(const questionnaire::Item& item) const;
    bool put(const std::string& key, const questionnaire::Answer& answer);
    /// Always false; a typed number that is none is told by its message.
    bool refuse(const std::string& key);

    InstrumentPtr m_instrument;
    questionnaire::Context m_context;
    std::vector<questionnaire::Step> m_steps;
    questionnaire::Answers m_answers;
    std::string m_refused;  ///< key of the question whose last answer was not taken
};

}  // namespace waymark::mobile
