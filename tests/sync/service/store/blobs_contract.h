// What every backend must do with blobs. A backend's test derives from this and opens its own stores.
#pragma once

#include "sync/service/store/blobs.h"
#include "sync/service/store/store.h"
#include "tests/support/seeded_random.h"

#include <QObject>

#include <functional>
#include <memory>

class BlobsContract : public QObject {
    Q_OBJECT

protected:
    virtual std::unique_ptr<waymark::service::Store> emptyStore() = 0;

private slots:
    void init();
    void cleanup();

    void whatIsKeptComesBackByteForByte();
    void anyRangeIsReadAcrossRows();
    void theSameBytesInTwoStreamsAreTwoBlobs();
    void anUploadGrowsAndEachDeviceHasItsOwn();
    void anOpNamesWhatItWasHeldWith();
    void anOpOfNobodysStreamNamesNothing();
    void whatADeviceBroughtAndNoOpNamesIsCounted();
    void removingABlobLeavesNothingOfIt();
    void whatWasAbandonedGoesAndWhatIsNamedStays();
    void aTransactionThatFailsKeepsNothing();

private:
    void write(const std::function<void(waymark::service::WriteTransaction&)>& work);
    void hold(waymark::service::WriteTransaction& t, const std::string& id, const std::string& device, const std::vector<std::string>& blobs,
              const std::string& reason = {});
    std::string randomBytes(std::size_t size);

    std::unique_ptr<waymark::service::Store> m_store;
    waymark::tests::SeededRandom m_random;
};
