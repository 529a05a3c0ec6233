#include "mobile/media/media_kit.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPluginLoader>

namespace waymark::mobile {

namespace {

class SystemMedia : public Media {
public:
    explicit SystemMedia(QString folder) : m_folder(std::move(folder)) {}

    bool mayHaveCamera() const override {
#ifdef Q_OS_LINUX
        return !QDir(QStringLiteral("/dev")).entryList({QStringLiteral("video*")}, QDir::System).isEmpty();
#else
        return true;
#endif
    }

    /// A sound card, or a sound server that may be on another machine.
    bool mayHaveMicrophone() const override {
#ifdef Q_OS_LINUX
        const auto session = qEnvironmentVariable("XDG_RUNTIME_DIR");
        return !QDir(QStringLiteral("/dev/snd")).entryList({QStringLiteral("pcm*c")}, QDir::System).isEmpty() || qEnvironmentVariableIsSet("PULSE_SERVER") ||
               (!session.isEmpty() && QFileInfo::exists(session + QStringLiteral("/pulse/native")));
#else
        return true;
#endif
    }

    MediaKit* kit() override {
        if (!m_loader) {
            m_loader = std::make_unique<QPluginLoader>(folder() + QStringLiteral("/waymark_media"));
            m_kit = qobject_cast<MediaKit*>(m_loader->instance());
        }
        return m_kit;
    }

    CodeReader codes() const override { return codeReader(folder() + QStringLiteral("/waymark-codes")); }

private:
    QString folder() const { return m_folder.isEmpty() ? QCoreApplication::applicationDirPath() : m_folder; }

    QString m_folder;
    std::unique_ptr<QPluginLoader> m_loader;
    MediaKit* m_kit = nullptr;
};

}  // namespace

std::unique_ptr<Media> systemMedia(const QString& folder) { return std::make_unique<SystemMedia>(folder); }

}  // namespace waymark::mobile
