// How this device shows things: nothing personal. Kept in an ini file in the data directory, written at every change, so it survives a
// crash. Owned by App; screen's thread.
#pragma once

#include <QObject>
#include <QSettings>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace waymark::mobile {

class Settings : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App owns it")
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY changed)
    Q_PROPERTY(bool dark READ dark NOTIFY changed)
    Q_PROPERTY(QString themeMode READ themeMode WRITE setThemeMode NOTIFY changed)
    Q_PROPERTY(bool mirrored READ mirrored WRITE setMirrored NOTIFY changed)
    Q_PROPERTY(bool reducedMotion READ reducedMotion WRITE setReducedMotion NOTIFY changed)
public:
    /// An empty path keeps nothing.
    explicit Settings(const QString& iniPath, QObject* parent = nullptr);

    double textScale() const { return m_textScale; }  ///< 1.0 to 2.0
    void setTextScale(double scale);
    bool dark() const;
    QString themeMode() const { return m_themeMode; }  ///< "system", "light" or "dark"
    void setThemeMode(const QString& mode);
    bool mirrored() const { return m_mirrored; }
    void setMirrored(bool mirrored);
    bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool reduced);

signals:
    void changed();

private:
    void keep(const QString& key, const QVariant& value);

    QString m_path;
    double m_textScale = 1.0;
    QString m_themeMode = QStringLiteral("system");
    bool m_mirrored = false, m_reducedMotion = false;
};

}  // namespace waymark::mobile
