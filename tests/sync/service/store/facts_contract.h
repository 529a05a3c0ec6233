// What every backend's facts must do. A backend's test derives from this and opens its own empty store.
#pragma once

#include "sync/service/store/facts.h"
#include "sync/service/store/store.h"

#include <QObject>

#include <functional>
#include <memory>

class FactsContract : public QObject {
    Q_OBJECT

protected:
    virtual std::unique_ptr<waymark::service::Store> emptyStore() = 0;

private slots:
    void init();
    void cleanup();

    void everyFactComesBackAsItWasPut();
    void puttingAgainReplaces();
    void whatHangsOnASessionIsFoundByItsDate();
    void whatHangsOnAnUnknownSessionIsInNoPeriod();
    void aPersonIsKeptVenueByVenue();
    void theFirstAttendanceIsTheEarliestThatTookPlace();
    void removingAFactLeavesTheOthers();
    void clearingForgetsFactsAndHowFarTheyWent();

private:
    void write(const std::function<void(waymark::service::Facts&)>& work);
    void read(const std::function<void(waymark::service::Facts&)>& work);

    std::unique_ptr<waymark::service::Store> m_store;
};
