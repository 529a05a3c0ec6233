#include "mobile/viewmodels/file_shelf.h"

#include "mobile/media/picture.h"
#include "mobile/viewmodels/beside.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>

namespace waymark::mobile {

namespace {

constexpr std::size_t kMostShown = 24;
constexpr int kMostLookedAt = 20'000;
constexpr int kPictureSide = 192;

/// Small pictures are made while somebody looks, and nobody has asked for them: what has been chosen does not wait behind them.
QThreadPool& poolOfSmallPictures() {
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    return pool;
}

const QStringList& endings(bool sounds) {
    static const QStringList kPictures{"*.jpg", "*.jpeg", "*.png", "*.gif", "*.bmp", "*.webp"}, kSounds{"*.mp3", "*.wav", "*.ogg", "*.oga", "*.opus", "*.flac"};
    return sounds ? kSounds : kPictures;
}

QStringList usualFolders(bool sounds) {
    return QStandardPaths::standardLocations(sounds ? QStandardPaths::MusicLocation : QStandardPaths::PicturesLocation) +
           QStandardPaths::standardLocations(QStandardPaths::DownloadLocation);
}

/// Newest first.
QList<QFileInfo> filesIn(const QStringList& folders, bool sounds) {
    QList<QFileInfo> files;
    int looked = 0;
    for (const auto& folder : folders) {
        QDirIterator all(folder, endings(sounds), QDir::Files | QDir::Readable, QDirIterator::Subdirectories);
        while (all.hasNext() && ++looked < kMostLookedAt) {
            all.next();
            files.append(all.fileInfo());
        }
    }
    std::stable_sort(files.begin(), files.end(), [](const QFileInfo& a, const QFileInfo& b) { return a.lastModified() > b.lastModified(); });
    return files;
}

}  // namespace

FileShelf::FileShelf(QObject* parent) : QObject(parent), m_files({"modelData"}) {}

void FileShelf::componentComplete() {
    beside<std::vector<Found>>(
        this,
        [folders = m_folders.isEmpty() ? usualFolders(m_sounds) : m_folders, sounds = m_sounds] {
            std::vector<Found> found;
            for (const auto& file : filesIn(folders, sounds)) {
                if (found.size() == kMostShown) break;
                if (std::any_of(found.begin(), found.end(), [&file](const Found& one) { return one.path == file.filePath(); })) continue;
                found.push_back({file.filePath(), file.fileName(), QLocale().toString(file.lastModified(), QStringLiteral("d MMMM yyyy, hh:mm"))});
            }
            return found;
        },
        [this](const std::vector<Found>& found) { take(found); });
}

void FileShelf::take(std::vector<Found> found) {
    m_found = std::move(found);
    m_looking = false;
    show();
    emit lookingChanged();
    if (!m_sounds) makePicture(0);
}

void FileShelf::makePicture(std::size_t at) {
    if (at >= m_found.size()) return;
    beside<QString>(
        poolOfSmallPictures(), this,
        [path = m_found[at].path]() -> QString {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? pictureAddress(file.read(kMostPictureFileBytes), kPictureSide) : QString();
        },
        [this, at](const QString& picture) {
            m_pictures[m_found[at].path] = picture;
            show();
            makePicture(at + 1);
        });
}

void FileShelf::show() {
    std::vector<RowModel::Row> rows;
    for (const auto& one : m_found)
        rows.push_back({one.path, {QVariantMap{{"url", QUrl::fromLocalFile(one.path)}, {"name", one.name}, {"when", one.when}, {"picture", m_pictures[one.path]}}}});
    m_files.replaceRows(std::move(rows));
}

}  // namespace waymark::mobile
