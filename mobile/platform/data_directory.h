// Where this device keeps its files: one folder that its user alone can read, and one app at a time in it.
#pragma once

#include "shared/base/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace waymark::mobile {

class DataDirectory {
public:
    /// Makes the folder if it is not there and closes it to other users; `path` empty means the platform's place for the app's data.
    /// Errors: Storage (it cannot be made or written), DiskFull, Busy (another Waymark has it open).
    static base::Result<std::unique_ptr<DataDirectory>> open(const QString& path);

    QString path() const { return m_path; }
    QString storePath() const { return m_path + QStringLiteral("/notebook.sqlite"); }
    QString settingsPath() const { return m_path + QStringLiteral("/settings.ini"); }

private:
    explicit DataDirectory(const QString& path) : m_path(path), m_lock(path + QStringLiteral("/in-use.lock")) {}

    QString m_path;
    QLockFile m_lock;
};

}  // namespace waymark::mobile
