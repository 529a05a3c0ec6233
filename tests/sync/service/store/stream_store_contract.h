// What every backend of the streams must do. A backend's test derives from this and opens its own stores.
#pragma once

#include "sync/service/store/store.h"
#include "sync/service/store/stream_store.h"
#include "tests/support/seeded_random.h"

#include <QObject>

#include <functional>
#include <memory>

class StreamStoreContract : public QObject {
    Q_OBJECT

protected:
    virtual std::unique_ptr<waymark::service::Store> emptyStore() = 0;
    /// The last empty store with what was written to it, as after a restart.
    virtual std::unique_ptr<waymark::service::Store> openAgain() = 0;

private slots:
    void init();
    void cleanup();

    void aStreamNobodyWroteToIsEmpty();
    void numbersAreGaplessAndTheChainNamesEachPlace();
    void aRolledBackTransactionLeavesNothing();
    void theSumIsThatOfTheState();
    void pagesOfStateAreWholeAndInOrder();
    void anOpIsHeldWithAllThatAWalkNeeds();
    void whatStandInsSawIsFoundByTheWinner();
    void whatChangedIsNamedOnceInOrderOfItsLastChange();
    void unknownKeysOfAnOpStayInLogAndState();
    void theLargestTimeNeverRunsBackwards();
    void whatIsSetAsideIsFoundByItsVenuePageByPage();
    void whatIsTakenAfterAllIsNoLongerSetAside();

private:
    void reopen();
    void write(const std::function<void(waymark::service::StreamWriter&)>& work);
    void read(const std::function<void(waymark::service::StreamReader&)>& work);
    std::string setAside(waymark::service::StreamWriter& streams, const std::string& stream, const std::string& reason, waymark::base::Millis received);
    std::string addPerson(waymark::service::StreamWriter& streams, const std::string& name, const std::string& entity = {});

    std::unique_ptr<waymark::service::Store> m_store;
    waymark::tests::SeededRandom m_random;
};
