// A family at the door: one adult and any children, written down and marked as here in one go. What is typed is kept as a sealed draft
// half a second after the last key, so that a lock or a crash costs next to nothing; saved, it is people, a household, who belongs to it,
// and their marks, in one durable step. Owned by App; screen's thread.
#pragma once

#include "mobile/text/person_index.h"
#include "mobile/viewmodels/register_model.h"

#include <QTimer>

namespace waymark::mobile {

class WalkInModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(QString adultName READ adultName WRITE setAdultName NOTIFY edited)
    Q_PROPERTY(QString adultCalledName READ adultCalledName WRITE setAdultCalledName NOTIFY edited)
    Q_PROPERTY(QVariantMap adultBorn READ adultBorn WRITE setAdultBorn NOTIFY edited)
    Q_PROPERTY(int adultAge READ adultAge WRITE setAdultAge NOTIFY edited)
    Q_PROPERTY(QString postcode READ postcode WRITE setPostcode NOTIFY edited)
    Q_PROPERTY(bool postcodeNotGiven READ postcodeNotGiven WRITE setPostcodeNotGiven NOTIFY edited)
    Q_PROPERTY(QString contact READ contact WRITE setContact NOTIFY edited)
    Q_PROPERTY(waymark::mobile::RowModel* children READ children CONSTANT)
    Q_PROPERTY(QVariantList duplicates READ duplicates NOTIFY edited)
    Q_PROPERTY(QStringList problems READ problems NOTIFY edited)
public:
    WalkInModel(Workplace& workplace, const RegisterModel& openRegister, QObject* parent = nullptr);

    QString adultName() const { return m_adult.name; }
    void setAdultName(const QString& name);
    QString adultCalledName() const { return m_adult.calledName; }
    void setAdultCalledName(const QString& name);
    QVariantMap adultBorn() const { return m_adult.born; }  ///< {day, month, year}; day, or day and month, may be missing; a year of 0: typed, and no date
    void setAdultBorn(const QVariantMap& born);
    int adultAge() const { return m_adult.age; }  ///< in whole years; -1 if not given
    void setAdultAge(int age);
    QString postcode() const { return m_postcode; }
    void setPostcode(const QString& text);
    bool postcodeNotGiven() const { return m_postcodeNotGiven; }
    void setPostcodeNotGiven(bool notGiven);
    QString contact() const { return m_contact; }
    void setContact(const QString& text);
    RowModel* children() { return &m_childRows; }  ///< roles name, calledName, born, age, alert, existing
    /// People here who may be one of these: [{personId, name, why, who}], `who` being "adult" or the child's number.
    QVariantList duplicates() const { return m_duplicates; }
    /// What is still to be put right, in words; shown after the first try to save.
    QStringList problems() const { return m_problems; }

    Q_INVOKABLE void addChild();
    Q_INVOKABLE void removeChild(int index);
    /// `field` is a role of `children`.
    Q_INVOKABLE void setChild(int index, const QString& field, const QVariant& value);
    /// The one typed is this person, who is here already: nobody new is written down for them.
    Q_INVOKABLE void useExisting(const QString& personId);
    Q_INVOKABLE void save();
    Q_INVOKABLE void reset();

    /// Brings back what was typed for the open session before a lock or a crash.
    void comeBack();
    /// Keeps what was typed now, not in a moment.
    void keepNow();

signals:
    void edited();
    void saved();

private:
    struct Entry {
        QString name, calledName, alert;
        QVariantMap born;
        int age = -1;
        std::string existing;  ///< id of the person it turned out to be
    };
    void touch();
    void show();
    void forget();
    std::string draftKey() const;
    base::Json toDraft() const;
    void findDuplicates();
    QStringList findProblems() const;
    bool adultGiven() const { return !m_adult.name.trimmed().isEmpty() || !m_adult.existing.empty(); }
    base::Json bornOf(const Entry& entry) const;
    std::optional<std::string> tidyPostcode() const;  ///< of what was typed; nothing if it has no postcode's shape
    base::Json personOf(const Entry& entry, bool adult) const;
    std::vector<device::Change> changes() const;

    Workplace& m_workplace;
    const RegisterModel& m_register;
    Entry m_adult;
    std::vector<Entry> m_children;
    RowModel m_childRows;
    QString m_postcode, m_contact;
    bool m_postcodeNotGiven = false, m_tried = false;
    QTimer m_keepSoon;  ///< a moment after the last key: not every letter is worth a write
    bool m_kept = false;
    QVariantList m_duplicates;
    QStringList m_problems;
};

}  // namespace waymark::mobile
