// Photos, sounds and codes for the questions of a page: seen, taken, recorded, scanned, chosen, played, and the small pictures that stand for them. One
// thing at a time. It keeps nothing: what was taken is handed on by `taken` and `scanned`, and a crash costs what was being recorded. The camera is off
// as soon as the app is not seen. Owned by a FormModel, an AnswersModel or the App; screen's thread, with the pool's threads for the work on bytes.
#pragma once

#include "mobile/media/media_kit.h"

#include <QImage>
#include <QObject>
#include <QUrl>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace waymark::mobile {

class MediaModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A form owns it")
    Q_PROPERTY(QString key READ key NOTIFY changed)
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(bool seeing READ isSeeing NOTIFY changed)
    Q_PROPERTY(int seconds READ seconds NOTIFY changed)
    Q_PROPERTY(int mostSeconds READ mostSeconds CONSTANT)
    Q_PROPERTY(qreal level READ level NOTIFY levelChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QString advice READ advice NOTIFY changed)
    Q_PROPERTY(bool hasCamera READ hasCamera NOTIFY devicesChanged)
    Q_PROPERTY(QVariantMap pictures READ pictures NOTIFY picturesChanged)
public:
    explicit MediaModel(Media& media, QObject* parent = nullptr);
    ~MediaModel() override;

    /// As far as is known: what has been looked for and was not there is not offered again.
    bool hasCamera() const { return !m_noCamera && m_media.mayHaveCamera(); }
    bool hasMicrophone() const { return !m_noMicrophone && m_media.mayHaveMicrophone(); }

    QString key() const { return m_key; }      ///< the question that it is about; "" for none
    QString state() const { return m_state; }  ///< "watching", "scanning", "recording", "working", "playing"; "" for nothing
    bool isSeeing() const { return !m_seen.isNull(); }  ///< while watching or scanning: the camera shows something
    int seconds() const { return m_seconds; }  ///< recorded so far, or that what is played has in all
    int mostSeconds() const { return kLongestSoundSeconds; }
    qreal level() const { return m_level; }    ///< how loud it is, 0 to 1
    /// While recording: it is as loud as somebody who speaks; a room at rest is not.
    bool hearsVoice() const { return m_level > kLeastVoice; }
    QString problem() const { return m_problem; }  ///< what went wrong with the question `key`, in words; "" for nothing
    QString advice() const { return m_advice; }    ///< while scanning: why what was seen is not taken, in words; "" for nothing
    /// Small pictures as data: addresses, by the names that are the answers.
    QVariantMap pictures() const { return m_pictures; }
    const QImage& seen() const { return m_seen; }
    /// Whether something that was taken is not handed on yet.
    bool isBusy() const { return m_state == QLatin1String("working") || m_state == QLatin1String("recording"); }

    /// Whether what the camera saw is being looked at for codes.
    bool isLooking() const { return m_isLooking; }

    void watch(const QString& key, bool front);
    /// What is wrong with a code, in words; "" for nothing.
    using Objection = std::function<QString(const QString& text)>;
    /// Looks for a bar code or a QR code, and goes on looking past those that there is an objection to. `scanned` tells what the first other one says;
    /// the camera is off then.
    void scan(const QString& key, Objection objection = {});
    /// Takes what the camera sees.
    void shoot(int longestSide);
    void record(const QString& key);
    /// Ends what is going on: a recording is kept, the camera takes nothing.
    Q_INVOKABLE void stop();
    void choosePicture(const QString& key, const QUrl& file, int longestSide);
    void chooseSound(const QString& key, const QUrl& file);
    void play(const QString& key, const QByteArray& kept);
    /// Makes the small picture for an answer.
    void show(const QString& name, const QByteArray& kept);
    bool shows(const QString& name) const { return m_pictures.contains(name); }
    /// Says what went wrong with a question.
    void complain(const QString& key, const QString& words);
    void clearProblem();
    /// Ends everything and keeps nothing: another page's forms are no business of these pictures. What was not there is looked for again: it may have been
    /// plugged in.
    void forget();

signals:
    void changed();
    void levelChanged();
    void picturesChanged();
    /// The camera shows something new.
    void seenChanged();
    /// What the device has turned out to have, or not.
    void devicesChanged();
    void scanned(const QString& key, const QString& text);
    /// As it is to be kept, and its media type.
    void taken(const QString& key, const QByteArray& bytes, const QString& media);
    /// Somebody listens from now on, for at most so many seconds; 0: not any more.
    void listening(int seconds);

private:
    static constexpr qreal kLeastVoice = 1.0 / 3;  ///< 40 decibels below the loudest

    MediaKit* kit();
    void begin(const QString& key, const char* state);
    void end();
    void openCamera(const QString& key, const char* state, bool front);
    void see(const QImage& seen);
    void lookForCodes();
    void weigh(const std::vector<SeenCode>& codes);
    QString adviceOn(const std::vector<SeenCode>& codes) const;
    void hear(const Samples& heard);
    /// Does `work` on a thread of the pool; the bytes or the words it ends with come back unless it was forgotten meanwhile. `remark`: what is to be
    /// said of it when it is there.
    void workOn(const QString& key, const QString& media, std::function<base::Result<QByteArray>()> work, const QString& remark = {});
    bool hasHeardEnough() const;
    void keepRecording(const QString& remark = {});

    Media& m_media;
    std::unique_ptr<Running> m_running;
    bool m_noCamera = false, m_noMicrophone = false;  ///< it was looked for
    QString m_key, m_state, m_problem;
    QString m_advice, m_barsBefore;
    Objection m_objection;
    bool m_isLooking = false;  ///< for codes, on a thread of the pool
    QImage m_seen;
    Samples m_heard;
    int m_seconds = 0;
    qreal m_level = 0;
    QVariantMap m_pictures;
    quint64 m_turn = 0;   ///< what was begun before it is not looked at any more
    quint64 m_shelf = 0;  ///< the same for the small pictures
};

}  // namespace waymark::mobile
