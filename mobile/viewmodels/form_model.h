// A questionnaire on the screen, page by page: what its controls show and what they do. QuestionnaireModel adds whom it is asked of and where the
// answers go; PreviewModel only looks. Screen's thread; what must survive a crash is kept by whoever derives from it.
#pragma once

#include "mobile/viewmodels/media_model.h"
#include "mobile/viewmodels/questionnaire_form.h"

#include <QObject>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>

namespace waymark::mobile {

class FormModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App or the preview owns it")
    Q_PROPERTY(bool active READ active NOTIFY changed)
    Q_PROPERTY(bool handedOver READ handedOver NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString intro READ intro NOTIFY changed)
    Q_PROPERTY(QString watermark READ watermark NOTIFY changed)
    Q_PROPERTY(int index READ index NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString progressText READ progressText NOTIFY changed)
    Q_PROPERTY(waymark::mobile::RowModel* entries READ entries CONSTANT)
    Q_PROPERTY(bool practice READ practice NOTIFY changed)
    Q_PROPERTY(bool pageAnswered READ pageAnswered NOTIFY changed)
    Q_PROPERTY(QString whereText READ whereText NOTIFY changed)
    Q_PROPERTY(bool canPutBack READ canPutBack NOTIFY changed)
    Q_PROPERTY(bool atReview READ atReview NOTIFY changed)
    Q_PROPERTY(QVariantList unanswered READ unanswered NOTIFY changed)
    Q_PROPERTY(bool mayFinish READ mayFinish NOTIFY changed)
    Q_PROPERTY(bool finished READ isFinished NOTIFY changed)
    Q_PROPERTY(bool childMode READ childMode NOTIFY changed)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY changed)
    Q_PROPERTY(QVariantList languages READ languages NOTIFY changed)
    Q_PROPERTY(waymark::mobile::MediaModel* media READ media CONSTANT)
public:
    explicit FormModel(Media& media, QObject* parent = nullptr);

    bool active() const { return m_form || m_finished; }
    virtual bool handedOver() const { return false; }
    QString title() const { return m_form ? m_form->title() : QString(); }
    QString intro() const { return m_form ? m_form->intro() : QString(); }
    /// Why the answers do not count, over every page: "" if they do.
    virtual QString watermark() const { return {}; }
    int index() const { return m_form ? static_cast<int>(m_form->index()) : 0; }
    int count() const { return m_form ? static_cast<int>(m_form->count()) : 0; }
    QString progressText() const { return m_form && count() > 0 ? m_form->progressText() : QString(); }
    /// One row for each thing on the page, as QuestionnaireForm::entries() says; their only role is modelData.
    RowModel* entries() { return &m_entries; }
    bool practice() const { return entry(0).value(QStringLiteral("practice")).toBool(); }
    /// Whether all that this page asks has an answer, or a reason for having none.
    bool pageAnswered() const;
    QString whereText() const { return m_form ? m_form->whereText() : QString(); }
    bool canPutBack() const { return m_form && m_form->canPutBack(); }
    bool atReview() const { return m_form && m_form->atReview(); }
    QVariantList unanswered() const { return atReview() ? m_form->unanswered() : QVariantList(); }
    bool mayFinish() const { return m_form && m_form->mayFinish(); }
    bool isFinished() const { return m_finished; }
    bool childMode() const { return m_form && m_form->isForChildren(); }
    QString language() const { return m_form ? QString::fromStdString(m_form->start().language) : QString(); }
    void setLanguage(const QString& language);
    QVariantList languages() const { return m_form ? m_form->languages() : QVariantList(); }
    MediaModel* media() { return &m_media; }

    /// The entry of that row; empty if there is none.
    Q_INVOKABLE QVariantMap entry(int row) const;
    Q_INVOKABLE void answer(const QString& key, const QVariant& value);
    Q_INVOKABLE void answerMissing(const QString& key, const QString& code);
    /// A drawing, as a data: address of a PNG; "" takes it back.
    Q_INVOKABLE void attach(const QString& key, const QString& address);
    /// What a question about a photo or a sound is to do: "watch" (the camera), "shoot", "record", "stop", "play". What taking it gives becomes
    /// the answer.
    Q_INVOKABLE void use(const QString& key, const QString& what);
    /// Plays a sound that the form brings along, as a row names it ("sound", also of its choices); once more leaves off.
    Q_INVOKABLE void listen(const QString& sound);
    /// A file of this device becomes the answer. Nothing if the question does not allow it: the files are no business of somebody who was handed
    /// the device.
    Q_INVOKABLE void choose(const QString& key, const QUrl& file);
    Q_INVOKABLE void addTo(const QString& key);
    Q_INVOKABLE void takeAway(const QString& key);
    Q_INVOKABLE void putBack();
    Q_INVOKABLE void next();
    Q_INVOKABLE void back();
    Q_INVOKABLE void goTo(int index);
    Q_INVOKABLE virtual void finish() = 0;
    /// Back to where it came from; what is half-filled stays.
    Q_INVOKABLE virtual void leave() = 0;

signals:
    void changed();
    /// The page asks to be looked at before going on: at this entry first.
    void stayed(const QString& key);

protected:
    /// Whether somebody may answer just now.
    bool isOpen() const { return m_form && !m_busy && !m_finished; }
    /// Keeps what must survive a crash; called after every change.
    virtual void keep() {}
    /// Keeps the bytes of an attachment and tells the form once they are durable. Here they are kept in memory.
    virtual void keepBytes(const QString& key, const QByteArray& bytes, const QString& media);
    using Reader = std::function<void(const QByteArray&)>;
    /// The bytes that an answer names; none if they are not here.
    virtual void readBytes(const QString& name, Reader then);
    /// The bytes of a sound that the form brings along; none if they are not here.
    virtual QByteArray soundOf(const QString&) const { return {}; }
    /// Something of the form was read out to whoever answers.
    virtual void noteReadAloud() {}
    /// Ends what the devices do, and runs `what` when nothing that was taken is on its way to be kept any more: now, or soon. Several run in their order.
    void whenKept(std::function<void()> what);
    virtual bool isKeeping() const { return m_media.isBusy(); }
    /// Call it whenever `isKeeping` may have ended.
    void goOnWhenKept();
    /// What waited is done no more.
    void dropWhatWaits() { m_whenKept.clear(); }
    /// Shows what the form holds now.
    void show();
    void moved(bool kept = true);

    std::unique_ptr<QuestionnaireForm> m_form;
    bool m_finished = false;
    bool m_busy = false;  ///< it is being recorded

private:
    QVariantMap entryOf(const QString& key) const;
    bool isHeardHere(const QString& sound) const;
    void showPictures();
    /// Changes which entry of several is which. What is on its way belongs to one by its number, and gets there before.
    void renumber(std::function<bool(QuestionnaireForm&)> change);

    MediaModel m_media;
    RowModel m_entries;
    std::map<QString, QByteArray> m_inMemory;  ///< of a form that keeps nothing
    std::set<QString> m_askedFor;              ///< pictures that are on their way
    std::deque<std::function<void()>> m_whenKept;
};

}  // namespace waymark::mobile
