// The pictures or sounds of this device that somebody may choose from: those in the folders for them, newest first, each with a small picture. Made
// by the sheet that shows it, while it is open; screen's thread, with the pool's threads for reading. Never while the device is handed over.
#pragma once

#include "mobile/viewmodels/row_model.h"

#include <QObject>
#include <QQmlParserStatus>
#include <QtQml/qqmlregistration.h>

#include <map>
#include <vector>

namespace waymark::mobile {

class FileShelf : public QObject, public QQmlParserStatus {
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(bool sounds MEMBER m_sounds)
    Q_PROPERTY(QStringList folders MEMBER m_folders)
    Q_PROPERTY(waymark::mobile::RowModel* files READ files CONSTANT)
    Q_PROPERTY(bool looking READ isLooking NOTIFY lookingChanged)
public:
    explicit FileShelf(QObject* parent = nullptr);

    /// Their only role is modelData: url, name, when, and picture (an address; "" while it is not there, and for a sound).
    RowModel* files() { return &m_files; }
    bool isLooking() const { return m_looking; }

    void classBegin() override {}
    void componentComplete() override;

signals:
    void lookingChanged();

private:
    struct Found {
        QString path, name, when;
    };
    void take(std::vector<Found> found);
    /// The small picture of that one and, once it is there, of those after it: a large file takes much memory while it is read.
    void makePicture(std::size_t at);
    void show();

    RowModel m_files;
    QStringList m_folders;  ///< where to look; those of the system if there are none
    bool m_sounds = false;
    bool m_looking = true;
    std::vector<Found> m_found;
    std::map<QString, QString> m_pictures;  ///< by path
};

}  // namespace waymark::mobile
