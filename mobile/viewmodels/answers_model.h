// The answers of a questionnaire that is finished, as a worker reads them later: each question that was answered, in the order of asking, with its
// words; photos and drawings as they are, sounds to be heard. What met no question of it comes last, by its name in the record. What is not on this
// device is fetched. A volunteer sees none, and nobody does while the next answers to the same questionnaire are being given. Owned by App; screen's
// thread; keeps nothing.
#pragma once

#include "mobile/viewmodels/instrument_shelf.h"
#include "mobile/viewmodels/media_model.h"

#include <QtQml/qqmlregistration.h>

#include <map>
#include <set>

namespace waymark::mobile {

class AnswersModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(bool active READ active NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString detail READ detail NOTIFY changed)
    Q_PROPERTY(QVariantList answers READ answers NOTIFY changed)
    Q_PROPERTY(waymark::mobile::MediaModel* media READ media CONSTANT)
public:
    AnswersModel(Workplace& workplace, const InstrumentShelf& shelf, Media& media, QObject* parent = nullptr);

    bool active() const { return !m_response.empty(); }
    const std::string& response() const { return m_response; }
    QString title() const { return m_title; }
    QString detail() const { return m_detail; }  ///< who, when, and which of start and end
    /// [{key, where, text, kind, words, name, state}]: kind is "words", "picture" or "sound"; name is that of the bytes among media.pictures; state is
    /// "", or "coming" while they are not on this device, or "gone" where they cannot be read.
    QVariantList answers() const { return m_answers; }
    MediaModel* media() { return &m_media; }

    Q_INVOKABLE void open(const QString& responseId);
    Q_INVOKABLE void close();
    /// The sound of that answer, from its beginning; or stops what is heard.
    Q_INVOKABLE void play(const QString& key);

signals:
    void changed();

private:
    void read();
    /// The line of a question's answer; fetches what is not here.
    QVariantMap lineOf(const QVariantMap& entry, const QString& where, const base::Json& answer);
    void fetch(const std::string& name);

    Workplace& m_workplace;
    const InstrumentShelf& m_shelf;
    MediaModel m_media;
    std::string m_response;
    QString m_title, m_detail;
    QVariantList m_answers;
    std::map<std::string, domain::BlobRef> m_blobs;  ///< by their names
    std::map<std::string, QString> m_states;         ///< of those that were looked for
};

}  // namespace waymark::mobile
