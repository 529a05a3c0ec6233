// The questionnaires that the organisation has published, read from their definitions once, and what is due for whom. Owned by App; screen's
// thread; what it holds is rebuilt from the mirror.
#pragma once

#include "mobile/viewmodels/defined_form.h"
#include "mobile/viewmodels/imported_form.h"
#include "mobile/viewmodels/workplace.h"
#include "shared/questionnaire/due.h"
#include "shared/questionnaire/instrument.h"

#include <QObject>

#include <map>
#include <memory>

namespace waymark::mobile {

class InstrumentShelf : public QObject {
    Q_OBJECT
public:
    explicit InstrumentShelf(Workplace& workplace, QObject* parent = nullptr);

    /// Of an instrument entity, published or not: a half-filled questionnaire is finished in the version it was begun in. Null if it is not
    /// here or cannot be read.
    InstrumentPtr find(const std::string& id) const;
    /// The form of an instrument entity that was imported as others write them; null if it is a definition of ours. Such a form has an
    /// instrument too, with a title and nothing to score.
    FormPtr form(const std::string& id) const;
    /// Those that may be started, by title; with drafts, for those who try them out.
    std::vector<InstrumentPtr> published(questionnaire::Use use, bool withDrafts = false) const;
    bool isDraft(const std::string& id) const;

    /// Whether the questionnaire is meant for this person, by who answers it and by their age.
    bool isFor(const questionnaire::Instrument& instrument, const EntityPtr& person) const;
    /// What is to be asked next of a person who comes to an activity ("activity:<uuid>", or empty for any).
    std::optional<questionnaire::Due> dueFor(const questionnaire::Instrument& instrument, const std::string& person,
                                             const std::string& activity) const;
    /// Whole years today; nothing if it is not known.
    std::optional<int> ageOf(const EntityPtr& person) const;

private:
    Workplace& m_workplace;
    void load(const std::string& id) const;

    mutable std::map<std::string, InstrumentPtr> m_read;
    mutable std::map<std::string, FormPtr> m_forms;
};

}  // namespace waymark::mobile
