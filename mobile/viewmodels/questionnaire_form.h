// A questionnaire that somebody is filling in, whatever it was written as: our own definition (defined_form.h) or a form as others write them
// (imported_form.h). Pages of entries, the answers so far and the place in it. Without disk or screen; its draft holds all of it, so that a
// crash costs nothing. Owned by a FormModel; screen's thread.
#pragma once

#include "mobile/viewmodels/row_model.h"
#include "shared/base/clock.h"
#include "shared/base/json.h"
#include "shared/domain/measuring.h"
#include "sync/device/notebook.h"

#include <QString>
#include <QVariantList>

#include <cstddef>
#include <optional>
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
    bool trial = false;  ///< begun while the questionnaire was a draft
    base::Millis startedAt = 0;
};

class QuestionnaireForm {
public:
    explicit QuestionnaireForm(FormStart start);
    virtual ~QuestionnaireForm() = default;

    const FormStart& start() const { return m_start; }
    bool isFeedback() const { return m_start.person.empty(); }
    void setHelp(domain::Help help) { m_start.help = help; }

    virtual QString title() const = 0;
    virtual QString intro() const = 0;
    /// Large, and read aloud from the start.
    virtual bool isForChildren() const = 0;
    virtual QVariantList languages() const = 0;  ///< [{code, name}]
    virtual bool setLanguage(const std::string& code) = 0;

    // --- pages ---------------------------------------------------------------------------------------------------------------
    virtual std::size_t count() const = 0;
    std::size_t index() const { return m_index; }
    bool atReview() const { return m_atReview; }
    virtual QString progressText() const = 0;
    /// What stands on the page: rows with one value, a map. All have key, entry ("question", "heading", "occurrence", "add") and text; a question
    /// also kind, style, hint, choices [{value, label, picture}], value, missing, missingOffered, missingWords (by code, the questionnaire's own), message, required, readonly, practice, picture,
    /// and what its kind needs (docs/bring-your-own-questionnaire.md tells the kinds).
    virtual std::vector<RowModel::Row> entries() const = 0;
    /// Which groups and occurrences the page lies in: "Person 2".
    virtual QString whereText() const { return {}; }
    /// False if the page asks to be looked at first: what is wrong with it is in its entries then, and the next try goes on.
    virtual bool next();
    virtual void back();
    virtual void goTo(std::size_t index);

    // --- answers ---------------------------------------------------------------------------------------------------------------
    /// False if the answer cannot be one to this question; nothing changes then but perhaps the entry's message.
    virtual bool answer(const std::string& key, const QVariant& value) = 0;
    virtual bool answerMissing(const std::string& key, const std::string& code) = 0;
    /// What was drawn, and is kept by now.
    virtual bool attach(const std::string&, const domain::BlobRef&) { return false; }
    /// What an answer of that name stands for.
    virtual std::optional<domain::BlobRef> blob(const std::string&) const { return std::nullopt; }
    /// What photos and sounds can be taken with here. What asks for one that nobody can take keeps nobody from finishing.
    virtual void setDevices(bool camera, bool microphone) { static_cast<void>(camera), static_cast<void>(microphone); }
    virtual bool addTo(const std::string&) { return false; }
    /// An entry of several, or what was photographed or recorded.
    virtual bool takeAway(const std::string&) { return false; }
    /// Puts back what was taken away last, with its answers. False if nothing was.
    virtual bool putBack() { return false; }
    /// Until something else is answered, or the page is left.
    virtual bool canPutBack() const { return false; }
    /// [{index, key, text, message, needed}]: without an answer, or with one that is not allowed. Without those that are needed it
    /// cannot be finished.
    virtual QVariantList unanswered() const = 0;
    virtual bool mayFinish() const { return true; }

    /// By which the answer to the question of that key is named in the record.
    virtual std::string answerKey(const std::string& key) const { return key; }
    /// Whether what the record has by that name was put there by the form and never asked of anybody.
    virtual bool isWrittenByItself(const std::string& answerKey) const { return static_cast<void>(answerKey), false; }

    // --- what is kept ------------------------------------------------------------------------------------------------------------
    std::string draftKey() const { return m_key; }
    /// Feedback drafts have a name of their own, so that nobody meets another's answers.
    void setDraftKey(const std::string& key) { m_key = key; }
    virtual base::Json toDraft() const;
    /// The record that ends it: a response of the person, or feedback without one.
    device::Change finished(const std::string& entity, const std::string& caseStream, const std::string& registerStream,
                            base::Millis now) const;
    /// The record as XML, for forms that may look back at it; empty otherwise.
    virtual std::string record() const { return {}; }

protected:
    static std::optional<FormStart> startFrom(const base::Json& draft);
    struct Answers {
        base::Json answers;
        bool partial = false;
    };
    virtual Answers answersAtTheEnd() const = 0;

    FormStart m_start;
    std::string m_key;  ///< of the draft, named after what it is about: one for each person, questionnaire and point
    std::size_t m_index = 0;
    bool m_atReview = false;
};

}  // namespace waymark::mobile
