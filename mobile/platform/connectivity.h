// Says when the network is there again, as far as the platform can tell. Screen's thread. Where the platform cannot, it says nothing and the
// scheduler's timer is enough.
#pragma once

#include <QObject>

namespace waymark::mobile {

class Connectivity : public QObject {
    Q_OBJECT
public:
    explicit Connectivity(QObject* parent = nullptr);

signals:
    void cameBack();
};

}  // namespace waymark::mobile
