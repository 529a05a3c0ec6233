#include "mobile/viewmodels/settings.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace waymark::mobile {

namespace {

constexpr double kSmallest = 1.0, kLargest = 2.0;

bool isMode(const QString& mode) {
    return mode == QLatin1String("system") || mode == QLatin1String("light") || mode == QLatin1String("dark");
}

}  // namespace

Settings::Settings(const QString& iniPath, QObject* parent) : QObject(parent), m_path(iniPath) {
    if (m_path.isEmpty()) return;
    const QSettings stored(m_path, QSettings::IniFormat);
    m_textScale = std::clamp(stored.value(QStringLiteral("textScale"), kSmallest).toDouble(), kSmallest, kLargest);
    const auto mode = stored.value(QStringLiteral("themeMode")).toString();
    if (isMode(mode)) m_themeMode = mode;
    m_mirrored = stored.value(QStringLiteral("mirrored")).toBool();
    m_reducedMotion = stored.value(QStringLiteral("reducedMotion")).toBool();
}

void Settings::keep(const QString& key, const QVariant& value) {
    if (!m_path.isEmpty()) {
        QSettings stored(m_path, QSettings::IniFormat);
        stored.setValue(key, value);
    }
    emit changed();
}

void Settings::setTextScale(double scale) {
    m_textScale = std::clamp(scale, kSmallest, kLargest);
    keep(QStringLiteral("textScale"), m_textScale);
}

bool Settings::dark() const {
    if (m_themeMode != QLatin1String("system")) return m_themeMode == QLatin1String("dark");
    const auto palette = QGuiApplication::palette();
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

void Settings::setThemeMode(const QString& mode) {
    if (!isMode(mode)) return;
    m_themeMode = mode;
    keep(QStringLiteral("themeMode"), mode);
}

void Settings::setMirrored(bool mirrored) {
    m_mirrored = mirrored;
    keep(QStringLiteral("mirrored"), mirrored);
}

void Settings::setReducedMotion(bool reduced) {
    m_reducedMotion = reduced;
    keep(QStringLiteral("reducedMotion"), reduced);
}

}  // namespace waymark::mobile
