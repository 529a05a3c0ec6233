#include "mobile/platform/connectivity.h"

#include <QNetworkInformation>

namespace waymark::mobile {

Connectivity::Connectivity(QObject* parent) : QObject(parent) {
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) return;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this, [this](auto reachability) {
        if (reachability == QNetworkInformation::Reachability::Online) emit cameBack();
    });
}

}  // namespace waymark::mobile
