// The contracts of the store over PostgreSQL, and what is PostgreSQL's own.
#include "sync/service/store/postgres/postgres_schema.h"
#include "sync/service/store/postgres/postgres_store.h"
#include "sync/service/store/postgres/postgres_tables.h"
#include "sync/service/store/registry.h"
#include "tests/support/files.h"
#include "tests/support/postgres_server.h"
#include "tests/sync/service/store/areas_contract.h"
#include "tests/sync/service/store/blobs_contract.h"
#include "tests/sync/service/store/erasure_store_contract.h"
#include "tests/sync/service/store/facts_contract.h"
#include "tests/sync/service/store/migration_contract.h"
#include "tests/sync/service/store/registry_contract.h"
#include "tests/sync/service/store/stream_store_contract.h"

#include <QCoreApplication>
#include <QTest>

#include <pqxx/pqxx>

#include <atomic>
#include <future>
#include <map>

using namespace waymark;
using tests::PostgresServer;

namespace {

std::string address;

std::unique_ptr<service::Store> open() {
    auto store = service::PostgresStore::open(address);
    if (!store) qFatal("%s", store.error().detail.c_str());
    return std::move(*store);
}

std::unique_ptr<service::Store> openEmpty() {
    address = PostgresServer::shared().addressOf(PostgresServer::shared().newSchema());
    return open();
}

} // namespace

class tst_postgres_registry : public RegistryContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }
};

class tst_postgres_facts : public FactsContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }
};

class tst_postgres_blobs : public BlobsContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }
};

class tst_postgres_areas : public AreasContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }
};

class tst_postgres_erasure : public ErasureStoreContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }
    std::unique_ptr<service::Store> openAgain() override { return open(); }
    QByteArray bytes() override {
        run("CHECKPOINT");
        return tests::bytesUnder(PostgresServer::shared().dataFolder());
    }
    void analyze() override { run("ANALYZE"); }
    int knownToThePlanner(const std::string& text) override {
        pqxx::connection connection(address);
        pqxx::nontransaction work(connection);
        return work.exec_params1("SELECT count(*) FROM pg_stats WHERE schemaname = current_schema() AND tablename IN ('entry', 'state', 'op', 'subject') "
                                 "AND (histogram_bounds::text LIKE $1 OR most_common_vals::text LIKE $1)", '%' + text + '%')[0].as<int>();
    }
    static void run(const char* sql) {
        pqxx::connection connection(address);
        pqxx::nontransaction(connection).exec(sql);
    }
};

class tst_postgres_streams : public StreamStoreContract {
    Q_OBJECT
    std::unique_ptr<service::Store> emptyStore() override { return openEmpty(); }
    std::unique_ptr<service::Store> openAgain() override { return open(); }

private slots:
    void aNewerDatabaseIsNotTouched() {
        (void)openEmpty();
        pqxx::connection connection(address);
        pqxx::work work(connection);
        work.exec("INSERT INTO schema_step(version) VALUES(999)");
        work.commit();
        auto opened = service::PostgresStore::open(address);
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().code, base::ErrorCode::TooNew);
    }
    void whatThePlannerHadNotedOfAnOlderDatabaseIsForgotten() {
        const std::string schema = PostgresServer::shared().newSchema();
        pqxx::connection connection(PostgresServer::shared().addressOf(schema));
        pqxx::nontransaction work(connection);
        const auto noted = [&work](const char* table) {
            return work.exec_params1("SELECT count(*) FROM pg_stats WHERE schemaname = current_schema() AND tablename = $1 AND attname IN ('body', 'data', 'person')", table)[0].as<int>();
        };
        const auto steps = service::postgresSteps();
        work.exec("CREATE TABLE schema_step(version INTEGER PRIMARY KEY)");
        for (std::size_t step = 0; step + 1 < steps.size(); ++step) {
            work.exec(steps[step]);
            work.exec("INSERT INTO schema_step VALUES(" + std::to_string(step + 1) + ')');
        }
        work.exec("INSERT INTO state SELECT 1, 'person', n::text, 'Canary' || n FROM generate_series(1, 50) n");
        work.exec("INSERT INTO blob_piece SELECT 'venue/x', decode(md5(n::text), 'hex'), n, 'Canary'::bytea FROM generate_series(1, 50) n");
        work.exec("INSERT INTO fact_mark SELECT n::text, 'v', 's', 'person' || n, 'present', 0, 0 FROM generate_series(1, 50) n");
        work.exec("ANALYZE");
        for (const auto* table : {"state", "blob_piece", "fact_mark"})
            QCOMPARE(noted(table), 1);
        QVERIFY(service::PostgresStore::open(PostgresServer::shared().addressOf(schema)).ok());
        for (const bool again : {false, true}) {
            if (again) work.exec("ANALYZE");
            for (const auto* table : {"state", "blob_piece", "fact_mark"})
                QCOMPARE(noted(table), 0);
        }
    }
    void anOlderDatabaseInASchemaOfAnyNameIsBroughtUpToDate() {
        pqxx::connection connection(PostgresServer::shared().addressOf("public"));
        pqxx::nontransaction(connection).exec("CREATE SCHEMA \"Way-mark\"");
        QVERIFY(service::PostgresStore::open(PostgresServer::shared().addressOf("\"Way-mark\"")).ok());
    }
    void onlyOneScrubsAtATime() {
        const auto store = openEmpty();
        pqxx::connection other(address);
        pqxx::nontransaction work(other);
        work.exec("SELECT pg_advisory_lock(5722, 1)");
        QCOMPARE(store->scrub().error().code, base::ErrorCode::Busy);
        work.exec("SELECT pg_advisory_unlock(5722, 1)");
        QVERIFY(store->scrub().ok());
    }
    void whatIsRemovedIsScrubbedWhenNobodySeesItAnyMore() {
        const auto store = openEmpty();
        std::future<base::Result<void>> scrubbed;
        std::atomic<bool> isRead = false, waited = false;
        const auto read = store->read([&](service::ReadTransaction& transaction) {
            static_cast<void>(transaction.registry().organisation());  // from here on it sees what there was
            scrubbed = std::async(std::launch::async, [&] {
                auto done = store->scrub();
                waited = isRead.load();
                return done;
            });
            pqxx::connection beside(address);
            pqxx::nontransaction look(beside);
            bool waits = false;  // now it sleeps, now it looks again
            QTRY_VERIFY(waits = waits || !look.exec("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()").empty());
            isRead = true;
        });
        QVERIFY(read.ok());
        QVERIFY(scrubbed.get().ok());
        QVERIFY(waited);
    }

    void anAddressThatCannotBeReadIsNotRepeated() {
        for (const auto* text : {"postgresql://me:sesame@/name?password", "postgresql://me:sesame@[half/name", "sesame"}) {
            auto opened = service::PostgresStore::open(text);
            QVERIFY(!opened.ok());
            QCOMPARE(opened.error().code, base::ErrorCode::Malformed);
            QVERIFY(opened.error().detail.find("sesame") == std::string::npos);
        }
    }
    void aDatabaseThatCannotBeReachedIsSaidWithoutThePassword() {
        auto opened = service::PostgresStore::open("postgresql://me:sesame@127.0.0.1:1/name");
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().code, base::ErrorCode::Storage);
        QVERIFY(opened.error().detail.find("sesame") == std::string::npos);
    }
};

class tst_postgres_migration : public MigrationContract {
    Q_OBJECT

    std::map<std::string, std::string> m_schemas;  ///< of each database's name

    const std::string& schema(const std::string& name) {
        auto& schema = m_schemas[name];
        if (schema.empty()) schema = PostgresServer::shared().newSchema();
        return schema;
    }
    std::string addressOf(const std::string& name) { return PostgresServer::shared().addressOf(schema(name)); }
    static std::vector<std::string> texts(pqxx::work& work, const std::string& sql) {
        std::vector<std::string> found;
        for (const auto& row : work.exec(sql))
            found.emplace_back(row[0].c_str());
        return found;
    }
    static std::vector<std::string> columnsOf(pqxx::work& work, const std::string& table, const std::string& which = {}) {
        return texts(work, "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '" + table +
                               "'" + which);
    }

    std::size_t versions() const override { return service::postgresSteps().size(); }
    std::unique_ptr<service::Store> open(const std::string& name) override {
        auto store = service::PostgresStore::open(addressOf(name));
        if (!store) qFatal("%s", store.error().detail.c_str());
        return std::move(*store);
    }
    void makeOld(const std::string& name, std::size_t version) override {
        pqxx::connection connection(addressOf(name));
        pqxx::work work(connection);
        for (const char* step : service::postgresSteps().first(version))
            work.exec(step);
        const auto tables = texts(work, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()");
        work.exec("SET LOCAL session_replication_role = replica");  // in any order of the tables
        for (const auto& table : tables) {
            work.exec(copying(table, columnsOf(work, table), schema("full"), schema("blank")));
            for (const auto& column : columnsOf(work, table, " AND is_identity = 'YES'"))
                work.exec("SELECT setval(pg_get_serial_sequence('" + table + "', '" + column + "'), max(" + quoted({column}) + ")) FROM " +
                          quoted({table}));
        }
        work.exec("CREATE TABLE schema_step(version INTEGER PRIMARY KEY)");
        work.exec("INSERT INTO schema_step SELECT generate_series(1, " + std::to_string(version) + ')');
        work.commit();
    }
    bool has(const std::string& name, const std::string& table, const std::string& column) override {
        pqxx::connection connection(addressOf(name));
        pqxx::work work(connection);
        return !columnsOf(work, table, " AND column_name = '" + column + "'").empty();
    }
    std::unique_ptr<service::TableReader> tables(const std::string& name) override {
        auto tables = service::openPostgresTables(addressOf(name));
        if (!tables) qFatal("%s", tables.error().detail.c_str());
        return std::move(*tables);
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    int failed = 0;
    tst_postgres_registry registry;
    tst_postgres_erasure erasure;
    tst_postgres_streams streams;
    tst_postgres_facts facts;
    tst_postgres_areas areas;
    tst_postgres_blobs blobs;
    tst_postgres_migration migration;
    for (QObject* suite : std::initializer_list<QObject*>{&registry, &erasure, &streams, &facts, &areas, &blobs, &migration})
        failed += QTest::qExec(suite, argc, argv);
    return failed;
}

#include "tst_postgres_store.moc"
