// What two people wrote without seeing each other's, and what somebody here may settle: both values side by side, with who and when. A choice is
// recorded at once, and can be taken back from the list until it is sent. Owned by App; screen's thread. After a crash the list is read
// again; what was settled and not yet sent can still be taken back.
#pragma once

#include "mobile/viewmodels/row_model.h"
#include "mobile/viewmodels/workplace.h"

#include <QVariantList>

#include <map>
#include <optional>
#include <set>

namespace waymark::mobile {

class SettleModel : public waymark::mobile::RowModel {  // qualified, so that QML tools know the base
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(int open READ open NOTIFY changed)
public:
    explicit SettleModel(Workplace& workplace, QObject* parent = nullptr);

    // Roles: conflictId, who, what, kept, keptBy, other, otherBy, settled ("" | "kept" | "other"), mayTake, writing ("" | "text" | "choice"),
    // draft. Open ones first, the newest at the top.

    /// How many wait for an answer that this person may give; 0 for those who may settle nothing.
    int open() const { return m_open; }

    /// What may be right instead, where it is one of a few: [{value, label}].
    Q_INVOKABLE QVariantList choicesOf(const QString& conflictId) const;
    /// What stands stays.
    Q_INVOKABLE void keep(const QString& conflictId);
    /// The other value takes its place.
    Q_INVOKABLE void takeOther(const QString& conflictId);
    /// Neither: this is right. Text, or the value of one of the choices.
    Q_INVOKABLE void write(const QString& conflictId, const QString& value);
    /// Takes back what was settled here and not sent yet.
    Q_INVOKABLE void undo(const QString& conflictId);

signals:
    void changed();

private:
    struct Subject {
        std::string stream;
        EntityKey key;
        std::string field;
    };
    void refresh();
    std::optional<Subject> subjectOf(const EntityPtr& conflict) const;
    EntityPtr entityOf(const Subject& subject);
    Row rowOf(const EntityPtr& conflict, const Subject& subject, const std::string& waiting);
    QString whoIs(const Subject& subject);
    QString nameOf(const std::string& reference);
    QString sideText(const base::Json& side, const Subject& subject);
    QString sideBy(const base::Json& side) const;
    /// The op that settled it, if it waits; else empty.
    std::string waitingOp(const std::string& conflict) const;
    void settle(const QString& conflictId, bool takesOther, const base::Json* written);

    Workplace& m_workplace;
    int m_open = 0;
    std::map<std::string, std::vector<std::string>> m_settled;  ///< conflict → the ops that settled it, of this session
    std::vector<std::string> m_lastOps;
    std::map<EntityKey, EntityPtr> m_gone;   ///< deleted subjects, asked of the notebook: the mirror does not have them
    std::set<EntityKey> m_asked;
};

}  // namespace waymark::mobile
