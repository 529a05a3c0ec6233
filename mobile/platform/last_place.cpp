#include "mobile/platform/last_place.h"

#include <QStandardPaths>

#include <filesystem>

namespace waymark::mobile {

QString lastPlacePath() {
    const QString shared = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return shared.isEmpty() ? QString() : shared + QStringLiteral("/qtposition-geoclue2");
}

void forgetLastPlace(const QString& path) {
    if (path.isEmpty()) return;
    const auto place = std::filesystem::path(path.toStdString());
    std::error_code failed;
    const auto there = std::filesystem::symlink_status(place, failed);  // a link is itself removed, not what it leads to
    if (std::filesystem::is_directory(there)) return;
    if (std::filesystem::exists(there)) std::filesystem::remove(place, failed);
    std::filesystem::create_directory(place, failed);
}

}  // namespace waymark::mobile
