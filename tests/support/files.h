// Looking for bytes in files: what must not be anywhere is looked for everywhere.
#pragma once

#include <QDirIterator>
#include <QFile>

namespace waymark::tests {

/// Every byte of every file under a folder.
inline QByteArray bytesUnder(const QString& folder) {
    QByteArray bytes;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly)) bytes += file.readAll();
    }
    return bytes;
}

/// The files under a folder that hold these bytes.
inline QStringList filesHolding(const QString& folder, const QByteArray& bytes) {
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(bytes)) found.append(file.fileName());
    }
    return found;
}

} // namespace waymark::tests
