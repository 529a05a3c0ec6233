// The ten seconds in which the last action can be taken back. Undoing is recorded like everything else, and only as far as this person's role
// allows: a volunteer takes back the mark of a walk-in, and a worker removes the person. Owned by App; screen's thread; not kept over a crash
// or a lock.
#pragma once

#include "mobile/viewmodels/workplace.h"

#include <QTimer>

namespace waymark::mobile {

class UndoOffer : public QObject {
    Q_OBJECT
public:
    explicit UndoOffer(Workplace& workplace, QObject* parent = nullptr);

    QString text() const { return m_text; }
    int secondsLeft() const { return m_secondsLeft; }
    void take();
    void withdraw();

signals:
    void changed();
    void failed(const QString& words);
    /// Not all of it could be taken back: what is left, and who can help.
    void told(const QString& words);

private:
    void takeMarksBack(const std::vector<std::string>& ops);

    Workplace& m_workplace;
    QString m_text;
    Deed m_deed;
    int m_secondsLeft = 0;
    QTimer m_second;
};

}  // namespace waymark::mobile
