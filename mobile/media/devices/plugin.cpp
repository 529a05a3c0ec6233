// The door of this folder: what QPluginLoader hands to the app.
#include "mobile/media/devices/device_kit.h"

#include <QObject>
#include <QtPlugin>

namespace waymark::mobile {

class MediaPlugin : public QObject, public DeviceKit {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID WAYMARK_MEDIA_KIT)
    Q_INTERFACES(waymark::mobile::MediaKit)
};

}  // namespace waymark::mobile

#include "plugin.moc"
