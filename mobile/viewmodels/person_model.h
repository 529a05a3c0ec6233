// One person as a worker sees them: who they are, whom they belong to, how often they came, what they have answered. A volunteer sees
// only the first two. Owned by App; screen's thread.
#pragma once

#include "mobile/viewmodels/instrument_shelf.h"

#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace waymark::mobile {

class PersonModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(QString personId READ personId NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString calledName READ calledName NOTIFY changed)
    Q_PROPERTY(QString ageText READ ageText NOTIFY changed)
    Q_PROPERTY(QString alertText READ alertText NOTIFY changed)
    Q_PROPERTY(QVariantList household READ household NOTIFY changed)
    Q_PROPERTY(QString attendanceText READ attendanceText NOTIFY changed)
    Q_PROPERTY(QVariantList questionnaires READ questionnaires NOTIFY changed)
    Q_PROPERTY(QStringList prompts READ prompts NOTIFY changed)
    Q_PROPERTY(QVariantList consents READ consents NOTIFY changed)
    Q_PROPERTY(QString refusalText READ refusalText NOTIFY changed)
    Q_PROPERTY(bool mayAskConsent READ mayAskConsent NOTIFY changed)
    Q_PROPERTY(bool canRemove READ canRemove NOTIFY changed)
public:
    PersonModel(Workplace& workplace, const InstrumentShelf& shelf, QObject* parent = nullptr);

    QString personId() const { return QString::fromStdString(m_person); }
    QString name() const;
    QString calledName() const;
    QString ageText() const;
    QString alertText() const;
    QVariantList household() const;       ///< [{personId, name, relation}], the others
    QString attendanceText() const;       ///< "Came 7 times since 3 March 2026, last on 14 November 2026."
    /// [{responseId, title, point, dateText, safety, waits}], newest first; what waits can be read when the next answers are in.
    QVariantList questionnaires() const;
    /// What they last answered so low that a worker should talk with them, each with its date: whoever handed the device over may have been a
    /// volunteer, who is not shown it.
    QStringList prompts() const;

    QVariantList consents() const;        ///< [{purpose, label, state, stateText}]: what they said to each purpose
    QString refusalText() const;          ///< "Photos. Being contacted.": what they said no to; "" for nothing
    bool mayAskConsent() const { return m_workplace.mayWrite("consent"); }

    /// Whether this looks like somebody written down by mistake whom this user may remove: new here, never marked as here, no answers.
    bool canRemove() const;

    /// Writes down what they, or whoever answers for them ("self", "parent"), say now; a no after a yes is a withdrawal. It replaces what was
    /// said before as far as this device has heard of it.
    Q_INVOKABLE void sayConsent(const QString& purpose, bool yes, const QString& givenBy);
    Q_INVOKABLE void open(const QString& personId);
    /// Takes somebody off who was written down by mistake, with their place in a family; can be undone.
    Q_INVOKABLE void remove();

signals:
    void changed();
    void opened();
    void removed();

private:
    EntityPtr person() const;
    std::vector<EntityPtr> responses() const;  ///< newest first; none for volunteers

    Workplace& m_workplace;
    const InstrumentShelf& m_shelf;
    std::string m_person;
};

}  // namespace waymark::mobile
