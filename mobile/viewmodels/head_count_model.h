// Counting heads by age band: each count is a record of its own and is never added to the people who were marked. Owned by App; screen's
// thread; what is tallied and not saved is lost with the app.
#pragma once

#include "mobile/viewmodels/register_model.h"

namespace waymark::mobile {

class HeadCountModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(waymark::mobile::RowModel* bands READ bands CONSTANT)
    Q_PROPERTY(int total READ total NOTIFY edited)
    Q_PROPERTY(QString kind READ kind WRITE setKind NOTIFY edited)
public:
    HeadCountModel(Workplace& workplace, const RegisterModel& openRegister, QObject* parent = nullptr);

    RowModel* bands() { return &m_bands; }  ///< roles band, label, count
    int total() const;
    QString kind() const { return m_kind; }  ///< "arrival", "check" or "outreach"
    void setKind(const QString& kind);

    Q_INVOKABLE void setCount(const QString& band, int count);
    Q_INVOKABLE void save();
    Q_INVOKABLE void reset();

signals:
    void edited();
    void saved();
    void refused(const QString& words);

private:
    void refresh();

    Workplace& m_workplace;
    const RegisterModel& m_register;
    RowModel m_bands;
    std::vector<int> m_counts;
    QString m_kind;
};

}  // namespace waymark::mobile
