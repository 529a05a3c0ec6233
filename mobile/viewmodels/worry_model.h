// "Tell the safeguarding lead": a concern as somebody writes it down, whom it will be sealed for, and the references of those that were handed
// over. Owned by App; screen's thread. What is half-written survives a crash under its author's own key, which no colleague's PIN opens; once
// handed over nothing of it is left here.
#pragma once

#include "mobile/viewmodels/workplace.h"

#include <QTimer>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace waymark::mobile {

class WorryModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(QString who READ who WRITE setWho NOTIFY edited)
    Q_PROPERTY(QString when READ when WRITE setWhen NOTIFY edited)
    Q_PROPERTY(QString seen READ seen WRITE setSeen NOTIFY edited)
    Q_PROPERTY(QString done READ done WRITE setDone NOTIFY edited)
    Q_PROPERTY(bool aboutLead READ aboutLead WRITE setAboutLead NOTIFY edited)
    Q_PROPERTY(bool ready READ ready NOTIFY edited)
    Q_PROPERTY(QString recipientsText READ recipientsText NOTIFY changed)
    Q_PROPERTY(QString phone READ phone NOTIFY changed)
    Q_PROPERTY(QString keyWarning READ keyWarning NOTIFY changed)
    Q_PROPERTY(QVariantList handed READ handed NOTIFY changed)
    Q_PROPERTY(QString reference READ reference NOTIFY referenceChanged)
public:
    explicit WorryModel(Workplace& workplace, QObject* parent = nullptr);

    QString who() const { return m_who; }
    QString when() const { return m_when; }
    QString seen() const { return m_seen; }
    QString done() const { return m_done; }
    bool aboutLead() const { return m_aboutLead; }
    void setWho(const QString& who) { set(m_who, who); }
    void setWhen(const QString& when) { set(m_when, when); }
    void setSeen(const QString& seen) { set(m_seen, seen); }
    void setDone(const QString& done) { set(m_done, done); }
    void setAboutLead(bool about);
    /// Something is written, and there is somebody to seal it for.
    bool ready() const;
    QString recipientsText() const;  ///< "Lena Lead and Dara Deputy"; "" if this device knows nobody's key
    QString phone() const;           ///< organisation.settings.safeguarding_phone
    QString keyWarning() const;      ///< what somebody should look at before trusting a key; "" for nothing
    QVariantList handed() const;     ///< [{reference, whenText, toText, state: waiting/service/aside}]
    /// Of the one that was handed over last, while its screen is open.
    QString reference() const { return m_reference; }

    /// From a person's screen: writes their name down, if nobody's is.
    Q_INVOKABLE void begin(const QString& personName);
    Q_INVOKABLE void handOver();
    Q_INVOKABLE void throwAway();
    /// The next one begins empty.
    Q_INVOKABLE void finish();

    void comeBack();
    void keepNow();

signals:
    void edited();
    void changed();
    void referenceChanged();
    void failed(const QString& words);

private:
    void set(QString& field, const QString& text);
    void clear();
    std::string draftKey() const;
    const Recipients* recipients() const;
    void setReference(const QString& reference);

    Workplace& m_workplace;
    QString m_who, m_when, m_seen, m_done, m_reference;
    bool m_aboutLead = false, m_kept = false, m_sending = false;
    QTimer m_keepSoon;
};

}  // namespace waymark::mobile
