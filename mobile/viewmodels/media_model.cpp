#include "mobile/viewmodels/media_model.h"

#include "mobile/media/picture.h"
#include "mobile/viewmodels/beside.h"

#include <QFile>
#include <QGuiApplication>

#include <algorithm>
#include <cmath>
#include <utility>

namespace waymark::mobile {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

/// Shorter than this nobody has said anything.
constexpr std::size_t kLeastParts = 4;  // of a second

/// A file's bytes, and no more than may be. Errors: NotFound, TooLarge.
Result<QByteArray> bytesOf(const QUrl& url, qint64 most) {
    QFile file(url.isLocalFile() ? url.toLocalFile() : url.toString());
    if (!file.open(QIODevice::ReadOnly)) return Error{ErrorCode::NotFound, "file"};
    auto bytes = file.read(most + 1);
    if (bytes.size() > most) return Error{ErrorCode::TooLarge, "file"};
    return bytes;
}

QString pictureProblem(ErrorCode code) {
    switch (code) {
    case ErrorCode::NotFound: return MediaModel::tr("That file could not be opened. Choose another one.");
    case ErrorCode::TooLarge: return MediaModel::tr("That picture is too large for this device. Choose a smaller one.");
    default: return MediaModel::tr("That is not a picture that can be read here. Choose a JPEG or PNG picture.");
    }
}

QString soundProblem(ErrorCode code) {
    switch (code) {
    case ErrorCode::NotFound: return MediaModel::tr("That file could not be opened. Choose another one.");
    case ErrorCode::TooLarge: return MediaModel::tr("That sound is too long. It can have up to %n minute(s).", nullptr, kLongestSoundSeconds / 60);
    case ErrorCode::Unsupported: return MediaModel::tr("Sounds cannot be used on this device.");
    default: return MediaModel::tr("That is not a sound that can be read here. Choose an MP3, WAV, Ogg or FLAC file.");
    }
}

}  // namespace

MediaModel::MediaModel(Media& media, QObject* parent) : QObject(parent), m_media(media) {
    // Nobody is seen or heard by an app that they do not see. Behind a dialog it is only inactive.
    if (auto* application = qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        connect(application, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
            if (state == Qt::ApplicationHidden || state == Qt::ApplicationSuspended) stop();
        });
}

/// What a microphone still tells when it goes finds nobody.
MediaModel::~MediaModel() {
    ++m_turn;
    m_running.reset();
}

MediaKit* MediaModel::kit() { return m_media.kit(); }

void MediaModel::begin(const QString& key, const char* state) {
    end();
    m_key = key;
    m_state = QLatin1String(state);
    m_problem.clear();
}

/// Leaves the question and what went wrong with it: they are read until something else begins.
void MediaModel::end() {
    ++m_turn;
    m_running.reset();
    if (std::exchange(m_state, {}) == QLatin1String("playing")) emit listening(0);
    m_seen = {};
    m_advice.clear();
    m_barsBefore.clear();
    m_objection = {};
    m_heard = {};
    m_seconds = 0;
    m_level = 0;
}

void MediaModel::complain(const QString& key, const QString& words) {
    end();
    m_key = key;
    m_problem = words;
    emit changed();
}

void MediaModel::clearProblem() {
    if (m_problem.isEmpty()) return;
    m_problem.clear();
    emit changed();
}

void MediaModel::forget() {
    ++m_shelf;
    end();
    m_key.clear();
    m_problem.clear();
    m_pictures.clear();
    m_noCamera = m_noMicrophone = false;
    emit picturesChanged();
    emit changed();
}

void MediaModel::watch(const QString& key, bool front) { openCamera(key, "watching", front); }

void MediaModel::scan(const QString& key, Objection objection) {
    openCamera(key, "scanning", false);
    if (m_state == QLatin1String("scanning")) m_objection = std::move(objection);
}

void MediaModel::see(const QImage& seen) {
    const bool first = m_seen.isNull();
    m_seen = seen;
    emit seenChanged();
    if (first) emit changed();
    if (m_state == QLatin1String("scanning") && !m_isLooking) lookForCodes();
}

/// One picture at a time: what the camera sees meanwhile is not looked at.
void MediaModel::lookForCodes() {
    m_isLooking = true;
    beside<std::vector<SeenCode>>(
        this, [seen = m_seen, read = m_media.codes()] { return read(seen); },
        [this, turn = m_turn](const std::vector<SeenCode>& codes) {
            m_isLooking = false;
            if (turn == m_turn) weigh(codes);
        });
}

QString MediaModel::adviceOn(const std::vector<SeenCode>& codes) const {
    if (codes.size() > 1) return tr("There is more than one code in sight. Hold only the one that you mean in front of the camera.");
    if (codes.front().text.isEmpty()) return tr("What that code holds cannot be used here. Type it instead.");
    return m_objection ? m_objection(codes.front().text) : QString();
}

/// Bars count when two pictures in a row say the same: alone they are misread now and then.
void MediaModel::weigh(const std::vector<SeenCode>& codes) {
    const auto bars = codes.size() == 1 && codes.front().isLinear ? codes.front().text : QString();
    const bool isSure = std::exchange(m_barsBefore, bars) == bars || bars.isEmpty();
    // What was said stays until something else is seen.
    if (codes.empty() || !isSure) return;
    const auto advice = adviceOn(codes);
    if (!advice.isEmpty()) {
        if (std::exchange(m_advice, advice) != advice) emit changed();
        return;
    }
    const auto key = m_key;
    const auto text = codes.front().text;
    end();
    m_key.clear();
    emit scanned(key, text);
    emit changed();
}

void MediaModel::openCamera(const QString& key, const char* state, bool front) {
    stop();
    if (isBusy()) return;
    if (!kit() || !kit()->hasCamera()) {
        m_noCamera = true;
        complain(key, tr("There is no camera on this device."));
        emit devicesChanged();
        return;
    }
    begin(key, state);
    m_running = kit()->watch(
        front,
        [this, turn = m_turn](const QImage& seen) {
            if (turn == m_turn) see(seen);
        },
        [this, turn = m_turn, key] {
            // Not from within the camera that goes by it.
            QMetaObject::invokeMethod(
                this,
                [this, turn, key] {
                    if (turn == m_turn) complain(key, tr("The camera does not work just now. Close other apps that use it, and try again."));
                },
                Qt::QueuedConnection);
        });
    emit changed();
}

void MediaModel::shoot(int longestSide) {
    if (m_state != QLatin1String("watching") || m_seen.isNull()) return;
    workOn(m_key, QStringLiteral("image/jpeg"), [seen = m_seen, longestSide] { return fitPicture(seen, longestSide); });
}

void MediaModel::record(const QString& key) {
    stop();
    if (isBusy()) return;
    if (!kit() || !kit()->hasMicrophone()) {
        m_noMicrophone = true;
        complain(key, tr("There is no microphone on this device."));
        emit devicesChanged();
        return;
    }
    begin(key, "recording");
    m_running = kit()->listen(
        [this, turn = m_turn](const Samples& heard) {
            if (turn == m_turn) hear(heard);
        },
        [this, turn = m_turn, key] {
            QMetaObject::invokeMethod(
                this,
                [this, turn, key] {
                    if (turn != m_turn) return;
                    if (hasHeardEnough())
                        keepRecording(tr("The microphone stopped working. What it heard until then is kept."));
                    else
                        complain(key, tr("The microphone does not work just now. Close other apps that use it, and try again."));
                },
                Qt::QueuedConnection);
        });
    emit changed();
}

void MediaModel::hear(const Samples& heard) {
    m_heard.rate = heard.rate;
    m_heard.values.insert(m_heard.values.end(), heard.values.begin(), heard.values.end());
    int loudest = 0;
    for (const int value : heard.values)
        loudest = std::max(loudest, std::abs(value));
    // In steps of loudness as ears have them: 60 decibels from nothing to the loudest.
    m_level = loudest > 0 ? std::clamp(1.0 + 20.0 * std::log10(loudest / 32'768.0) / 60.0, 0.0, 1.0) : 0.0;
    emit levelChanged();
    const auto most = static_cast<std::size_t>(m_heard.rate) * kLongestSoundSeconds;
    const bool isFull = m_heard.values.size() >= most;
    if (isFull) m_heard.values.resize(most);
    const int seconds = m_heard.rate > 0 ? static_cast<int>(m_heard.values.size() / static_cast<std::size_t>(m_heard.rate)) : 0;
    if (std::exchange(m_seconds, seconds) != seconds) emit changed();
    if (isFull) QMetaObject::invokeMethod(this, &MediaModel::stop, Qt::QueuedConnection);
}

bool MediaModel::hasHeardEnough() const { return m_heard.values.size() * kLeastParts >= static_cast<std::size_t>(m_heard.rate); }

void MediaModel::keepRecording(const QString& remark) {
    // Switching it off gives the last word.
    m_running.reset();
    if (!hasHeardEnough()) {
        complain(m_key, tr("That was too short. Press Record, speak, then press Stop."));
        return;
    }
    workOn(m_key, QStringLiteral("audio/ogg"), [heard = std::move(m_heard), kit = kit()] { return kit->packed(heard); }, remark);
}

void MediaModel::stop() {
    if (m_state == QLatin1String("recording")) {
        keepRecording();
    } else if (m_state == QLatin1String("watching") || m_state == QLatin1String("scanning") || m_state == QLatin1String("playing")) {
        end();
        emit changed();
    }
}

void MediaModel::workOn(const QString& key, const QString& media, std::function<Result<QByteArray>()> work, const QString& remark) {
    begin(key, "working");
    emit changed();
    beside<Result<QByteArray>>(this, std::move(work), [this, turn = m_turn, key, media, remark](const Result<QByteArray>& made) {
        if (turn != m_turn) return;
        if (!made) {
            complain(key, media.startsWith(QLatin1String("image")) ? pictureProblem(made.error().code) : soundProblem(made.error().code));
            return;
        }
        end();
        m_key = remark.isEmpty() ? QString() : key;
        m_problem = remark;
        emit taken(key, *made, media);
        emit changed();
    });
}

void MediaModel::choosePicture(const QString& key, const QUrl& file, int longestSide) {
    if (isBusy()) return;
    workOn(key, QStringLiteral("image/jpeg"), [file, longestSide]() -> Result<QByteArray> {
        const auto bytes = bytesOf(file, kMostPictureFileBytes);
        return bytes ? fitPicture(*bytes, longestSide) : bytes;
    });
}

void MediaModel::chooseSound(const QString& key, const QUrl& file) {
    if (isBusy()) return;
    workOn(key, QStringLiteral("audio/ogg"), [file, kit = kit()]() -> Result<QByteArray> {
        if (!kit) return Error{ErrorCode::Unsupported, "sound"};
        const auto bytes = bytesOf(file, kMostSoundFileBytes);
        if (!bytes) return bytes;
        const auto samples = kit->unpacked(*bytes);
        return samples ? kit->packed(*samples) : Result<QByteArray>(samples.error());
    });
}

void MediaModel::play(const QString& key, const QByteArray& kept) {
    if (isBusy()) return;
    begin(key, "playing");
    emit changed();
    if (!kit()) {
        complain(key, soundProblem(ErrorCode::Unsupported));
        return;
    }
    beside<Result<Samples>>(
        this, [kept, kit = kit()] { return kit->unpacked(kept); },
        [this, turn = m_turn, key](const Result<Samples>& samples) {
            if (turn != m_turn) return;
            if (!samples) {
                complain(key, tr("This sound cannot be played here."));
                return;
            }
            m_seconds = samples->seconds();
            m_running = kit()->play(*samples, [this, turn, key](bool heard) {
                QMetaObject::invokeMethod(
                    this,
                    [this, turn, key, heard] {
                        if (turn != m_turn) return;
                        if (heard)
                            stop();
                        else
                            complain(key, tr("This device could not make a sound."));
                    },
                    Qt::QueuedConnection);
            });
            emit listening(m_seconds);
            emit changed();
        });
}

void MediaModel::show(const QString& name, const QByteArray& kept) {
    beside<QString>(
        this, [kept] { return pictureAddress(kept); },
        [this, shelf = m_shelf, name](const QString& address) {
            if (shelf != m_shelf) return;
            m_pictures.insert(name, address);
            emit picturesChanged();
        });
}

}  // namespace waymark::mobile
