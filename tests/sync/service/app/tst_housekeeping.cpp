// What the service does beside answering: here, that a scrub which somebody left owing is paid while it runs.
#include "sync/service/app/housekeeping.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "sync/service/store/stream_store.h"
#include "tests/support/fake_clock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waymark;

class tst_housekeeping : public QObject {
    Q_OBJECT

private slots:
    void aScrubThatIsOwedIsPaidWhileTheServiceRuns() {
        const QTemporaryDir directory;
        auto store = service::SqliteStore::open(directory.filePath("waymark.db").toStdString());
        QVERIFY(store.ok());
        const auto owed = [&store] {
            std::string name;
            return (*store)->read([&](service::ReadTransaction& t) { name = t.streams().scrubOwed(); }).ok() ? name : std::string("unread");
        };
        const auto owe = (*store)->write([](service::WriteTransaction& t) -> base::Result<void> {
            t.streams().oweScrub();
            return {};
        });
        QVERIFY(owe.ok());
        QVERIFY(!owed().empty());
        const tests::FakeClock clock;
        const service::Housekeeping housekeeping(**store, clock, std::chrono::milliseconds(5));
        QTRY_COMPARE(owed(), std::string());
    }
};

QTEST_APPLESS_MAIN(tst_housekeeping)
#include "tst_housekeeping.moc"
