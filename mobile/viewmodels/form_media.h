// The pictures and sounds that a questionnaire brings along, as far as they are on this device. While it is on the screen they are read from the sealed store
// into memory, and nowhere else; leaving it or a lock drops them. Owned by QuestionnaireModel; screen's thread.
#pragma once

#include "mobile/viewmodels/workplace.h"

#include <QByteArray>
#include <QHash>
#include <QMutex>
#include <QObject>

#include <map>
#include <memory>
#include <set>
#include <string>

namespace waymark::mobile {

/// The files that may be shown or played now, by the hash of their bytes. Any thread: the screen draws from a thread of its own.
class ShownMedia {
public:
    void put(const QString& sha256, QByteArray bytes);
    bool has(const QString& sha256) const;
    QByteArray bytes(const QString& sha256) const;  ///< empty if it is not here
    void clear();

private:
    mutable QMutex m_mutex;
    QHash<QString, QByteArray> m_bytes;
};

class FormMedia : public QObject {
    Q_OBJECT
public:
    explicit FormMedia(Workplace& workplace, QObject* parent = nullptr);

    /// What that instrument brings along; `changed` tells when it is read, and when more of it comes.
    void show(const std::string& instrument);
    void clear();
    /// "image://form/<sha256>" of a picture by its file's name; "" while it is not here.
    QString addressOf(const std::string& name) const;
    /// What `files` knows a sound by, from its file's name; "" while it is not here.
    QString soundOf(const std::string& name) const { return hashOf(name); }
    std::shared_ptr<ShownMedia> files() const { return m_files; }

signals:
    void changed();

private:
    void read();
    QString hashOf(const std::string& name) const;  ///< "" while it is not here

    Workplace& m_workplace;
    std::shared_ptr<ShownMedia> m_files = std::make_shared<ShownMedia>();
    std::string m_instrument;
    std::map<std::string, QString, std::less<>> m_hashes;  ///< by name
    std::set<QString> m_asked;                             ///< that the worker is reading
    int m_turn = 0;                                        ///< answers to an earlier one are late
};

}  // namespace waymark::mobile
