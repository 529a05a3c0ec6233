// What an address of a database says of it, without connecting.
#include "sync/service/store/postgres/postgres_address.h"

#include <QTest>

using namespace waymark;

class tst_postgres_address : public QObject {
    Q_OBJECT

private slots:
    void init() {
        for (const char* name : {"PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER"})
            qunsetenv(name);
    }

    void aDatabaseIsKnownByItsNameHostAndPort_data() {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QByteArray>("known");
        QTest::newRow("host and name") << QByteArray("postgresql://waymark:secret@db.example.org/city") << QByteArray("city at db.example.org:5432");
        QTest::newRow("a port") << QByteArray("postgres://waymark@db.example.org:5433/city") << QByteArray("city at db.example.org:5433");
        QTest::newRow("the user's own database") << QByteArray("postgresql://waymark@db.example.org") << QByteArray("waymark at db.example.org:5432");
        QTest::newRow("several hosts") << QByteArray("postgresql://one,two/city") << QByteArray("city at one,two:5432");
        QTest::newRow("several hosts and ports") << QByteArray("postgresql://one:5433,two:5433/city") << QByteArray("city at one,two:5433");
        QTest::newRow("several hosts, each with its port") << QByteArray("postgresql://one,two:5434/city") << QByteArray("city at one,two:,5434");
        QTest::newRow("a number of a host") << QByteArray("postgresql://w@/city?hostaddr=192.0.2.1") << QByteArray("city at 192.0.2.1:5432");
        for (const char* host : {"localhost", "127.0.0.1", "[::1]", "%2Ftmp", ""})
            QTest::newRow(qPrintable(QString("this machine as \"%1\"").arg(host)))
                << "postgresql://w@" + QByteArray(host) + "/city" << QByteArray("city at localhost:5432");
    }
    void aDatabaseIsKnownByItsNameHostAndPort() {
        QFETCH(QByteArray, address);
        QFETCH(QByteArray, known);
        const auto database = service::databaseName(address.toStdString());
        QVERIFY(database.ok());
        QCOMPARE(QByteArray::fromStdString(database->name + " at " + database->host + ':' + database->port), known);
    }

    void whatTheAddressLeavesOutComesFromTheSurroundings() {
        qputenv("PGHOST", "db.example.org");
        qputenv("PGDATABASE", "city");
        const auto database = service::databaseName("postgresql://");
        QVERIFY(database.ok());
        QCOMPARE(database->host, std::string("db.example.org"));
        QCOMPARE(database->name, std::string("city"));
        QCOMPARE(service::databaseName("postgresql://localhost/other")->host, std::string("localhost"));
    }

    void whatIsNoAddressIsNotRepeated() {
        const auto database = service::databaseName("postgresql://w:secret@host:port:port/x?nonsense=1");
        QVERIFY(!database.ok());
        QCOMPARE(static_cast<int>(database.error().code), static_cast<int>(base::ErrorCode::Malformed));
        QVERIFY(database.error().detail.find("secret") == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(tst_postgres_address)
#include "tst_postgres_address.moc"
