// The contracts of the store over SQLite, and what is SQLite's own.
#include "sync/service/store/sqlite/sqlite_schema.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "sync/service/store/sqlite/sqlite_tables.h"
#include "tests/support/files.h"
#include "tests/sync/service/store/areas_contract.h"
#include "tests/sync/service/store/blobs_contract.h"
#include "tests/sync/service/store/erasure_store_contract.h"
#include "tests/sync/service/store/facts_contract.h"
#include "tests/sync/service/store/migration_contract.h"
#include "tests/sync/service/store/registry_contract.h"
#include "tests/sync/service/store/stream_store_contract.h"

#include <QTemporaryDir>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

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

class tst_sqlite_migration : public MigrationContract {
    Q_OBJECT

    QTemporaryDir m_files;

    std::string file(const std::string& name) const { return m_files.filePath(QString::fromStdString(name)).toStdString(); }
    static std::vector<std::string> texts(SQLite::Database& database, const std::string& sql) {
        std::vector<std::string> found;
        SQLite::Statement select(database, sql);
        while (select.executeStep())
            found.push_back(select.getColumn(0).getString());
        return found;
    }
    static std::vector<std::string> columnsOf(SQLite::Database& database, const std::string& table) {
        return texts(database, "SELECT name FROM pragma_table_info('" + table + "')");
    }

    std::size_t versions() const override { return service::sqliteSteps().size(); }
    std::unique_ptr<service::Store> open(const std::string& name) override {
        auto store = service::SqliteStore::open(file(name));
        if (!store) qFatal("%s", store.error().detail.c_str());
        return std::move(*store);
    }
    void makeOld(const std::string& name, std::size_t version) override {
        SQLite::Database old(file(name), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        for (const auto& step : service::sqliteSteps().first(version))
            for (const char* sql : step)
                old.exec(sql);
        old.exec("PRAGMA user_version = " + std::to_string(version));
        const auto tables = texts(old, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        old.exec("ATTACH '" + file("full") + "' AS whole");
        old.exec("ATTACH '" + file("blank") + "' AS bare");
        for (const auto& table : tables)
            old.exec(copying(table, columnsOf(old, table), "whole", "bare"));
    }
    bool has(const std::string& name, const std::string& table, const std::string& column) override {
        SQLite::Database database(file(name));
        const auto columns = columnsOf(database, table);
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    }
    std::unique_ptr<service::TableReader> tables(const std::string& name) override {
        auto tables = service::openSqliteTablesToRead(file(name));
        if (!tables) qFatal("%s", tables.error().detail.c_str());
        return std::move(*tables);
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
    tst_sqlite_migration migration;
    for (QObject* suite : std::initializer_list<QObject*>{&registry, &erasure, &streams, &facts, &areas, &blobs, &migration})
        failed += QTest::qExec(suite, argc, argv);
    return failed;
}

#include "tst_sqlite_store.moc"
