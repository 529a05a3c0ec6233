// The ten seconds in which the last action can be taken back. Undoing is recorded like everything else. Owned by App; screen's thread; not
// kept over a crash or a lock.
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

private:
    Workplace& m_workplace;
    QString m_text;
    std::vector<std::string> m_ops;
    int m_secondsLeft = 0;
    QTimer m_second;
};

}  // namespace waymark::mobile
