// The contracts of the store over SQLite, and what is SQLite's own.
#include "sync/service/store/sqlite/sqlite_store.h"
#include "tests/support/files.h"
#include "tests/sync/service/store/areas_contract.h"
#include "tests/sync/service/store/blobs_contract.h"
#include "tests/sync/service/store/erasure_store_contract.h"
#include "tests/sync/service/store/facts_contract.h"
#include "tests/sync/service/store/registry_contract.h"
#include "tests/sync/service/store/stream_store_contract.h"

#include <QTemporaryDir>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace waymark;

namespace {

std::unique_ptr<QTemporaryDir> directory;

std::string path() { return directory->filePath("waymark.db").toStdString(); }

std::unique_ptr<service::Store> open() {
    auto store = service::SqliteStore::open(path());
    if (!store) qFatal("%s", store.error().detail.c_str());
    return std::move(*store);
}

std::unique_ptr<service::Store> openEmpty() {
    directory = std::make_unique<QTemporaryDir>();
    return open();
}

} // namespace

class tst_sqlite_registry : public RegistryContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }
};

class tst_sqlite_facts : public FactsContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }
};

class tst_sqlite_blobs : public BlobsContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }

private slots:
    void aPartOfAnyLengthLiesInSmallRows() {
        const auto store = openEmpty();
        const auto written = store->write([](service::WriteTransaction& t) -> base::Result<void> {
            t.blobs().append({"venue/x", std::string(64, 'a')}, "device", 200'000, std::string(150'000, 'x'), 1);
            return {};
        });
        QVERIFY(written.ok());
        SQLite::Database file(path());
        QCOMPARE(file.execAndGet("SELECT max(length(data)) FROM blob_upload_piece").getInt64(), service::kBlobRowBytes);
        QCOMPARE(file.execAndGet("SELECT sum(length(data)) FROM blob_upload_piece").getInt64(), 150'000);
    }
};

class tst_sqlite_areas : public AreasContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }
};

class tst_sqlite_erasure : public ErasureStoreContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }
    std::unique_ptr<service::Store> openAgain() override { return open(); }
    QByteArray bytes() override { return tests::bytesUnder(directory->path()); }
    void analyze() override {}  // SQLite does so only when it is told to, and nobody does
    int knownToThePlanner(const std::string&) override {
        return SQLite::Database(path()).execAndGet("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'").getInt();
    }
};

class tst_sqlite_streams : public StreamStoreContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }
    std::unique_ptr<service::Store> openAgain() override { return open(); }

private slots:
    void aNewerDatabaseIsNotTouched() {
        (void)openEmpty();
        SQLite::Database(path(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version=999");
        auto opened = service::SqliteStore::open(path());
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().code, base::ErrorCode::TooNew);
    }
};

int main(int argc, char** argv) {
    int failed = 0;
    tst_sqlite_registry registry;
    tst_sqlite_erasure erasure;
    tst_sqlite_streams streams;
    tst_sqlite_facts facts;
    tst_sqlite_areas areas;
    tst_sqlite_blobs blobs;
    for (QObject* suite : std::initializer_list<QObject*>{&registry, &erasure, &streams, &facts, &areas, &blobs})
        failed += QTest::qExec(suite, argc, argv);
    return failed;
}

#include "tst_sqlite_store.moc"
