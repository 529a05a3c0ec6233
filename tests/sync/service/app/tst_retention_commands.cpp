// Retention from the list to the last tablet, with the real program over a year of invented people, and real devices that speak HTTP to it.
#include "shared/domain/stream.h"
#include "sync/device/curl_transport.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "sync/service/store/stream_store.h"
#include "tests/support/device.h"
#include "tests/support/files.h"
#include "tests/support/service_program.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using base::textOf;
using device::RunEnd;

namespace {
constexpr int kMonths = 11;  // of the year of the demonstration: a few people came at its beginning only
} // namespace

class tst_retention_commands : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<RunningService> m_service;
    FakeClock m_clock;
    std::unique_ptr<TestDevice> m_a, m_b;
    QStringList m_venues;
    QString m_worker;

    QString data() const { return m_directory->filePath("data"); }
    Json command(const QStringList& arguments) {
        const auto result = runService(arguments);
        if (result.exitCode != 0) qFatal("%s", result.errText.constData());
        return result.out;
    }
    Json retention(const QStringList& more = {}) {
        return command(QStringList{"retention", "--data", data(), "--months", QString::number(kMonths)} + more);
    }
    void read(const std::function<void(service::ReadTransaction&)>& work) {
        const auto store = must(service::SqliteStore::open((data() + "/waymark.db").toStdString()));
        must(store->read(work));
    }
    std::unique_ptr<device::Transport> network() { return must(device::CurlTransport::open(m_service->url().toStdString())); }
    std::unique_ptr<TestDevice> newDevice(std::uint64_t seed) {
        auto device = std::make_unique<TestDevice>(m_clock, seed);
        const auto transport = network();
        QStringList enrol{"code", "enrol", "--data", data(), "--role", "worker"};
        for (const auto& venue : m_venues)
            enrol << "--venue" << venue;
        must(device->enrolment().enrol(*transport, must(device::makeEnrolLink(m_service->url().toStdString(), textOf(command(enrol), "code"))), {"Tablet", "test", "0"}));
        must(device->enrolment().join(*transport, textOf(command({"code", "join", "--data", data(), "--user", m_worker}), "code")));
        must(device->enrolment().choosePin(kPin));
        must(device->notebook().load());
        return device;
    }
    void sync(TestDevice& device) {
        m_clock.advance(1000);
        const auto transport = network();
        QCOMPARE(device.runner().run(*transport).end, RunEnd::Done);
    }
    std::size_t erasuresAheadOf(TestDevice& device) {
        std::size_t count = 0;
        read([&](service::ReadTransaction& t) { count = t.registry().erasuresAheadOf(device.enrolment().enrolled()->device).size(); });
        return count;
    }
    static QString folderOf(TestDevice& device) { return QFileInfo(QString::fromStdString(device.path())).path(); }
    QByteArray ledger() const {
        QFile file(data() + "/ledger");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_clock.setWall(QDateTime::currentMSecsSinceEpoch());
        initOrganisation(data());
        command({"demo", "--data", data(), "--profile", "small", "--seed", "1"});
        m_venues.clear();
        read([&](service::ReadTransaction& t) {
            for (const auto& stream : t.streams().streams())
                if (const auto parsed = domain::parseStream(stream); parsed && parsed->tier == domain::Tier::Venue)
                    m_venues.append(QString::fromStdString(parsed->owner));
        });
        QStringList user{"add", "user", "--data", data(), "--name", "Wanda", "--role", "worker"};
        for (const auto& venue : m_venues)
            user << "--venue" << venue;
        m_worker = QString::fromStdString(textOf(command(user), "user"));
        m_service = std::make_unique<RunningService>(data());
        QVERIFY(m_service->isListening());
        m_a = newDevice(1);
        m_b = newDevice(2);
        for (auto* device : {m_a.get(), m_b.get()})
            sync(*device);
    }
    void cleanup() {
        m_a.reset();
        m_b.reset();
        m_service.reset();
    }

    void aDryRunListsAndChangesNothing() {
        const auto listed = retention();
        QVERIFY(listed["due"].size() > 3);
        QCOMPARE(listed["erased"].get<int>(), 0);
        QVERIFY(retention() == listed);
        QVERIFY(ledger().isEmpty());
        sync(*m_a);
        for (const auto& due : listed["due"])
            QVERIFY(m_a->notebook().find({"person", textOf(due, "person")}));
    }

    void whoIsDueIsErasedEverywhereAndStaysSo() {
        const auto listed = retention();
        const auto attendances = command({"report", "attendance", "--data", data()})["attendances"];
        command({"backup", "--data", data(), "--to", m_directory->filePath("before.backup")});
        std::vector<std::string> people;
        for (const auto& due : listed["due"])
            people.push_back(textOf(due, "person"));
        const auto known = m_b->notebook().find({"person", people.front()});
        QVERIFY(known);
        const std::string name = textOf(known->values, "name");
        // Written on a tablet without a signal: it comes too late, and brings nobody back.
        must(m_b->notebook().record(m_worker.toStdString(), {{known->stream, "person", people.front(), {{"known_as", "CanaryTooLate"}}}}));

        const auto applied = retention({"--apply"});
        QVERIFY(applied["due"] == listed["due"]);
        QCOMPARE(applied["erased"].get<std::size_t>(), people.size());
        QVERIFY(retention()["due"].empty());
        QCOMPARE(static_cast<std::size_t>(ledger().count('\n')), people.size());
        QVERIFY(!ledger().contains(QByteArray::fromStdString(name)));
        QVERIFY(command({"report", "attendance", "--data", data()})["attendances"] == attendances);

        for (auto* device : {m_a.get(), m_b.get()}) {
            QCOMPARE(erasuresAheadOf(*device), people.size());
            sync(*device);
            sync(*device);  // its cursor tells that it has passed them
            QCOMPARE(erasuresAheadOf(*device), std::size_t(0));
            QCOMPARE(device->notebook().summary().waiting, 0);
            QVERIFY(device->session().troubles().empty());
            for (const auto& person : people) {
                QVERIFY(!device->notebook().find({"person", person}));
                QVERIFY(filesHolding(folderOf(*device), QByteArray::fromStdString(person)).empty());
            }
        }
        QVERIFY(filesHolding(data(), "CanaryTooLate").empty());

        m_service->terminate();
        QVERIFY(m_service->waitForEnd());
        const auto restored = command({"restore", "--data", data(), "--from", m_directory->filePath("before.backup")});
        QCOMPARE(restored["done_again"].get<std::size_t>(), people.size());
        QVERIFY(retention()["due"].empty());
        read([&](service::ReadTransaction& t) {
            for (const auto& venue : m_venues)
                for (const auto& person : people)
                    QVERIFY(t.streams().fieldsOf(domain::venueStream(venue.toStdString()), {"person", person}).empty());
        });
    }
};

QTEST_GUILESS_MAIN(tst_retention_commands)
#include "tst_retention_commands.moc"
