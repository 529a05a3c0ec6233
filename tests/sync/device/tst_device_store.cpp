// The device's file: what a returned call wrote is there after a kill, a full disk leaves nothing half done, other versions are respected.
#include "sync/device/device_schema.h"
#include "sync/device/device_store.h"
#include "tests/support/device.h"

#include <QCryptographicHash>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace waymark;
using base::ErrorCode;
using device::DeviceStore;
using tests::must;

class tst_device_store : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::string path() const { return m_directory->filePath("device.db").toStdString(); }
    static constexpr int kNext = device::kSchemaVersion + 1;
    static device::OpRow op(std::int64_t order) {
        device::OpRow row;
        row.order = order;
        row.id = "op" + std::to_string(order);
        row.stream = "venue/v";
        row.type = "person";
        row.entity = "p";
        row.sealed = base::Bytes(300, 1);
        return row;
    }
    static std::int64_t countOps(DeviceStore& store) {
        std::int64_t count = 0;
        must(store.eachOp([&](device::OpRow&) { ++count; }));
        return count;
    }
    QByteArray digest() const {
        QFile file(m_directory->filePath("device.db"));
        if (!file.open(QIODevice::ReadOnly)) return {};
        return QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
    }

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void rowsComeBackAsTheyWere() {
        auto store = must(DeviceStore::open(path()));
        device::CursorRow cursor;
        cursor.stream = "venue/v";
        cursor.role = "worker";
        cursor.seq = 42;
        cursor.chain = "ab";
        cursor.pastSeq = 50;
        cursor.freshPastSeq = 60;
        cursor.freshPastChain = "cd";
        const auto key = must(store->putCursor(cursor));
        must(store->putEntity(key, {"person", "p1", 42, device::packTags({7, 9}), {1, 2, 3}}));
        must(store->addOp(op(5)));
        must(store->setMeta("place", std::string("\0\1", 2)));
        store.reset();
        store = must(DeviceStore::open(path()));
        const auto cursors = must(store->cursors());
        QCOMPARE(cursors.size(), std::size_t(1));
        QCOMPARE(cursors[0].seq, 42);
        QCOMPARE(cursors[0].pastSeq, 50);
        QCOMPARE(cursors[0].freshPastSeq, 60);
        QCOMPARE(cursors[0].freshPastChain, std::string("cd"));
        int rows = 0;
        must(store->eachEntity(key, [&](const DeviceStore::EntityView& view) {
            ++rows;
            QCOMPARE(std::string(view.entity), std::string("p1"));
            QCOMPARE(view.version, 42);
            QCOMPARE(view.size, std::size_t(3));
        }));
        QCOMPARE(rows, 1);
        QCOMPARE(countOps(*store), 1);
        QCOMPARE(*must(store->meta("place")), std::string("\0\1", 2));
        QVERIFY(!must(store->meta("nothing")).has_value());
    }

    void aFailedTransactionLeavesNothing() {
        auto store = must(DeviceStore::open(path()));
        const auto result = store->transaction([&]() -> base::Result<void> {
            must(store->addOp(op(1)));
            return base::Error{ErrorCode::Malformed, "no"};
        });
        QCOMPARE(result.error().code, ErrorCode::Malformed);
        QCOMPARE(countOps(*store), 0);
        must(store->transaction([&] { return store->addOp(op(1)); }));
        QCOMPARE(countOps(*store), 1);
    }

    void aFullDiskLeavesNothingHalfDone() {
        auto store = must(DeviceStore::open(path(), {{}, 60, {}}));
        std::int64_t stored = 0;
        base::Result<void> result;
        while (result) {
            result = store->transaction([&]() -> base::Result<void> {
                for (int i = 0; i < 10; ++i)
                    if (auto added = store->addOp(op(stored + i + 1)); !added) return added;
                return {};
            });
            if (result) stored += 10;
        }
        QCOMPARE(result.error().code, ErrorCode::DiskFull);
        QVERIFY(stored > 0);
        QCOMPARE(countOps(*store), stored);
        store.reset();
        store = must(DeviceStore::open(path()));  // space again
        QCOMPARE(countOps(*store), stored);
        must(store->addOp(op(stored + 1)));
    }

    void aNewerFileIsLeftUntouched() {
        must(DeviceStore::open(path(), {{}, {}, {{kNext, "CREATE TABLE later (x)", nullptr}}}));
        const auto before = digest();
        const auto opened = DeviceStore::open(path());
        QCOMPARE(opened.error().code, ErrorCode::TooNew);
        QCOMPARE(digest(), before);
        must(DeviceStore::open(path(), {{}, {}, {{kNext, "CREATE TABLE later (x)", nullptr}}}));
    }

    void anOlderFileIsBroughtUpToDateAndCopiedBefore() {
        {
            auto store = must(DeviceStore::open(path()));
            must(store->addOp(op(1)));
        }
        auto store = must(DeviceStore::open(path(), {{}, {}, {{kNext, "ALTER TABLE op ADD COLUMN colour TEXT", "SELECT count(*) = 1 FROM op"}}}));
        QCOMPARE(store->schemaVersion(), kNext);
        QCOMPARE(countOps(*store), 1);
        const QString spare = m_directory->filePath(QStringLiteral("device.db.before-%1").arg(kNext));
        QVERIFY(QFile::exists(spare));
        {
            SQLite::Database copy(spare.toStdString());
            QCOMPARE(copy.execAndGet("SELECT count(*) FROM op").getInt(), 1);
        }
        store->dropSpareCopies();
        QVERIFY(!QFile::exists(spare));
    }

    void anUpgradeThatWouldLoseSomethingIsNotDone() {
        {
            auto store = must(DeviceStore::open(path()));
            must(store->addOp(op(1)));
        }
        const device::Migration bad{kNext, "DELETE FROM op", "SELECT count(*) = 1 FROM op"};
        QCOMPARE(DeviceStore::open(path(), {{}, {}, {bad}}).error().code, ErrorCode::Storage);
        auto store = must(DeviceStore::open(path()));
        QCOMPARE(store->schemaVersion(), device::kSchemaVersion);
        QCOMPARE(countOps(*store), 1);
    }

    void aFileThatIsNotOursIsRefused() {
        {
            SQLite::Database other(path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            other.exec("CREATE TABLE recipes (x)");
        }
        QCOMPARE(DeviceStore::open(path()).error().code, ErrorCode::Storage);
        QFile file(m_directory->filePath("text.db"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        QCOMPARE(DeviceStore::open(file.fileName().toStdString()).error().code, ErrorCode::Storage);
    }

    void twoAppsDoNotShareOneOutbox() {
        auto store = must(DeviceStore::open(path()));
        must(store->addOp(op(1)));
        QCOMPARE(DeviceStore::open(path()).error().code, ErrorCode::Storage);
    }

    void whatIsScrubbedIsNowhereInTheFiles() {
        auto store = must(DeviceStore::open(path()));
        const std::string secret = "Zaras-sealed-row-4711";
        must(store->setMeta("secret", secret));
        must(store->removeMeta("secret"));
        must(store->scrub());
        for (const auto& name : QDir(m_directory->path()).entryList(QDir::Files)) {
            QFile file(m_directory->filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(secret.c_str()), qPrintable(name));
        }
    }

    void theFreshCopyReplacesTheOldOneAtOnce() {
        auto store = must(DeviceStore::open(path()));
        device::CursorRow cursor;
        cursor.stream = "venue/v";
        const auto key = must(store->putCursor(cursor));
        must(store->putEntity(key, {"person", "old", 1, {}, {1}}));
        must(store->putFresh(key, {"person", "new", 2, {}, {2}}));
        QCOMPARE(must(store->countEntities(key)), 1);
        must(store->replaceByFresh(key));
        must(store->eachEntity(key, [](const DeviceStore::EntityView& view) { QCOMPARE(std::string(view.entity), std::string("new")); }));
        QCOMPARE(must(store->countFresh(key)), 0);
        must(store->removeCursor(key));
        QCOMPARE(must(store->countEntities(key)), 0);
    }

    void tagsAreFoundWhole() {
        const auto packed = device::packTags({0x0102030405060708, 42});
        QVERIFY(device::holdsTag(packed, 42));
        QVERIFY(device::holdsTag(packed, 0x0102030405060708));
        QVERIFY(!device::holdsTag(packed, 0x0203040506070800));
    }
};

QTEST_APPLESS_MAIN(tst_device_store)
#include "tst_device_store.moc"
