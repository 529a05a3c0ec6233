#include "mobile/platform/data_directory.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace waymark::mobile {

using base::Error;
using base::ErrorCode;

base::Result<std::unique_ptr<DataDirectory>> DataDirectory::open(const QString& path) {
    const QString place = path.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : QDir(path).absolutePath();
    if (place.isEmpty() || !QDir().mkpath(place)) return Error{ErrorCode::Storage, "the folder cannot be made"};
    const auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (!QFile::setPermissions(place, ownerOnly)) return Error{ErrorCode::Storage, "the folder cannot be closed to others"};

    std::unique_ptr<DataDirectory> directory(new DataDirectory(place));
    // A lock whose program is gone is taken over at once; one whose program lives is never stale.
    directory->m_lock.setStaleLockTime(0);
    if (directory->m_lock.tryLock()) return directory;
    if (directory->m_lock.error() == QLockFile::LockFailedError) return Error{ErrorCode::Busy, "another Waymark has it open"};
    return Error{ErrorCode::Storage, "the folder cannot be written"};
}

}  // namespace waymark::mobile
