// What every backend's areas must do. A backend's test derives from this and opens its own empty store.
#pragma once

#include "sync/service/store/areas.h"
#include "sync/service/store/store.h"

#include <QObject>

#include <functional>
#include <memory>

class AreasContract : public QObject {
    Q_OBJECT

protected:
    virtual std::unique_ptr<waymark::service::Store> emptyStore() = 0;

private slots:
    void init();
    void cleanup();

    void anAreaComesBackToTheLastDigit();
    void puttingAgainReplaces();
    void aKindIsListedByCodeWithoutOutlines();
    void thoseWhoseBoxHoldsAPositionAreFound();
    void aFitIsFoundFromBothEnds();

private:
    void write(const std::function<void(waymark::service::Areas&)>& work);
    void read(const std::function<void(waymark::service::Areas&)>& work);

    std::unique_ptr<waymark::service::Store> m_store;
};
