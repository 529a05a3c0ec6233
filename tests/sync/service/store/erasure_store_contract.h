// What every backend must do for an erasure. A backend's test derives from this and opens its own stores.
#pragma once

#include "sync/service/store/store.h"
#include "sync/service/store/stream_store.h"
#include "tests/support/seeded_random.h"

#include <QObject>

#include <functional>
#include <memory>

class ErasureStoreContract : public QObject {
    Q_OBJECT

protected:
    virtual std::unique_ptr<waymark::service::Store> emptyStore() = 0;
    /// The last empty store with what was written to it, as after a restart.
    virtual std::unique_ptr<waymark::service::Store> openAgain() = 0;
    /// All bytes that the store's database has on the disk, its log included.
    virtual QByteArray bytes() = 0;
    /// Lets the database look at what its columns hold, as servers do by themselves, and how often that says such a text afterwards.
    virtual void analyze() = 0;
    virtual int knownToThePlanner(const std::string& text) = 0;

private slots:
    void init();
    void cleanup();

    void theBarrierIsKept();
    void anErasedEntityLeavesStateAndSumAndTheLogSaysSo();
    void aBlankedOpKeepsItsPlaceAndItsIdAndNothingElse();
    void aFieldIsTakenOutOfAnEntryAndTheOthersStay();
    void opsAreFoundBySubjectAndByText();
    void residuesAreFactsOfTheirSessionsDay();
    void scrubbingCanBeAskedForAtAnyTime();
    void aScrubIsOwedUntilItCameToItsEnd();
    void noByteOfWhatWasErasedIsLeft();

private:
    void reopen();
    void write(const std::function<void(waymark::service::StreamWriter&)>& work);
    void read(const std::function<void(waymark::service::StreamReader&)>& work);
    std::string addPerson(waymark::service::StreamWriter& streams, const std::string& name);
    std::string addOp(waymark::service::StreamWriter& streams, const waymark::domain::EntityKey& key, const waymark::base::Json& set,
                      const std::vector<std::string>& about = {});

    std::unique_ptr<waymark::service::Store> m_store;
    waymark::tests::SeededRandom m_random;
};
