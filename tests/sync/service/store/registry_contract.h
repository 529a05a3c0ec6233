// What every backend's registry must do. A backend's test derives from this and opens its own empty store.
#pragma once

#include "sync/service/store/store.h"

#include <QObject>

#include <memory>

class RegistryContract : public QObject {
    Q_OBJECT

protected:
    virtual std::unique_ptr<waymark::service::Store> emptyStore() = 0;

private slots:
    void init();
    void cleanup();

    void anEmptyStoreHasNoOrganisation();
    void theOrganisationIsKeptWhole();
    void aDeviceIsFoundByIdAndByTokenWithItsGrantsInOrder();
    void twoDevicesCannotShareAToken();
    void joiningTwiceIsJoiningOnce();
    void endingGrantsAtOneVenueLeavesTheOthers();
    void endingGrantsNeverProlongsThem();
    void whatIsGrantedLaterOutlivesAnEarlierEnd();
    void aContactIsRecordedWithoutTouchingGrants();
    void whenALostDeviceWasToldToWipeIsKept();
    void aCodeKeepsItsVenuesInOrderAndItsUse();
    void aUserHasOneLogin();
    void twoUsersCannotShareAnEmail();
    void aSignInGoesWithItsSessionsAndNobodyElses();
    void expiredSessionsGoAndOthersStay();
    void theTroublesOfADeviceAreThoseOfItsLastContact();
    void anErasureIsAheadOfADeviceUntilItHasPassed();
    void writingInAReadTransactionFails();
    void whatFailedLeavesNothingBehind();

private:
    std::unique_ptr<waymark::service::Store> m_store;
};
