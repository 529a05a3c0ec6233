// What an operator watches counts what happened, and never carries an address or a name that somebody sent.
#include "shared/base/json.h"
#include "sync/service/metrics/metrics.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "tests/support/fake_clock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using service::AccessLine;

namespace {

/// As where the database went away.
class NoStore : public service::Store {
public:
    base::Result<void> read(const std::function<void(service::ReadTransaction&)>&) override { return gone(); }
    base::Result<void> write(const std::function<base::Result<void>(service::WriteTransaction&)>&) override { return gone(); }
    base::Result<void> scrub() override { return gone(); }

private:
    static base::Result<void> gone() { return base::Error{base::ErrorCode::Storage, "the server closed the connection"}; }
};

} // namespace

class tst_metrics : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    tests::FakeClock m_clock;
    std::unique_ptr<service::Store> m_store;
    std::unique_ptr<service::Metrics> m_metrics;

    QString text() { return QString::fromStdString(m_metrics->answer().body); }

private slots:
    void init() {
        static int number = 0;
        auto opened = service::SqliteStore::open(m_directory.filePath(QString::number(++number)).toStdString());
        QVERIFY(opened.ok());
        m_store = std::move(*opened);
        m_metrics = std::make_unique<service::Metrics>(*m_store, m_clock);
    }

    void requestsAreCountedByAddressMethodAndStatus() {
        for (int i = 0; i < 3; ++i)
            m_metrics->answered({"POST", "/v1/sync", 200, std::chrono::milliseconds(7), 100, 50});
        m_metrics->answered({"POST", "/v1/sync", 503, std::chrono::milliseconds(7), 1, 2});
        QVERIFY(text().contains("waymark_http_requests_total{method=\"POST\",route=\"/v1/sync\",status=\"200\"} 3"));
        QVERIFY(text().contains("waymark_http_requests_total{method=\"POST\",route=\"/v1/sync\",status=\"503\"} 1"));
        QVERIFY(text().contains("waymark_http_body_bytes_total{direction=\"in\"} 301"));
        QVERIFY(text().contains("waymark_http_request_seconds_bucket{route=\"/v1/sync\",le=\"0.005\"} 0"));
        QVERIFY(text().contains("waymark_http_request_seconds_bucket{route=\"/v1/sync\",le=\"0.01\"} 4"));
    }

    void whoWasTurnedAwayIsCounted() {
        QVERIFY(text().contains("waymark_http_turned_away_total 0"));
        m_metrics->answered({"POST", "/v1/sync", 503, std::chrono::milliseconds(0), 1, 2, true});
        m_metrics->answered({"POST", "/v1/sync", 503, std::chrono::milliseconds(0), 1, 2});
        QVERIFY(text().contains("waymark_http_turned_away_total 1"));
    }

    void whatSomebodyTypedIsNoLabel() {
        m_metrics->answered({"ZARA", "/zara", 404, std::chrono::milliseconds(1), 0, 0});
        m_metrics->answered({"GET", "/console/people/zara", 200, std::chrono::milliseconds(1), 0, 0});
        QVERIFY(!text().contains("zara", Qt::CaseInsensitive));
        QVERIFY(text().contains("route=\"other\""));
        QVERIFY(text().contains("route=\"/console/\""));
    }

    void opsAreCountedByOutcomeAndAlarmsByKind() {
        wire::SyncReply reply;
        reply.results = {{"a", wire::Outcome::Applied, 1, {}, {}, {}}, {"b", wire::Outcome::Quarantined, 1, {}, {}, {}}};
        reply.forgot = true;
        reply.pull.resize(2);
        reply.pull[1].reset = true;
        m_metrics->synced(reply);
        QVERIFY(text().contains("waymark_ops_total{outcome=\"applied\"} 1"));
        QVERIFY(text().contains("waymark_ops_total{outcome=\"quarantined\"} 1"));
        QVERIFY(text().contains("waymark_history_alarms_total{kind=\"forgot\"} 1"));
        QVERIFY(text().contains("waymark_history_alarms_total{kind=\"reset\"} 1"));
    }

    void withoutTheDatabaseTheUsualRefusalIsGiven() {
        NoStore store;
        m_clock.setWall(1234);
        const auto refused = service::Metrics(store, m_clock).answer();
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.headers.at("Retry-After"), std::string("30"));
        const auto said = base::parseJson(refused.body);
        QVERIFY(said.ok());
        QCOMPARE(base::textOf(*said, "error"), std::string("storage"));
        QVERIFY(!base::textOf(*said, "message").empty());
        QCOMPARE(base::integerOf(*said, "clock"), 1234);
    }

    void whatWaitsIsThatOfDevicesInUse() {
        const auto done = m_store->write([](service::WriteTransaction& t) -> base::Result<void> {
            for (const auto& [id, status, waiting] : {std::tuple{"a", service::DeviceStatus::Active, 5}, std::tuple{"b", service::DeviceStatus::Lost, 7}}) {
                service::Device device;
                device.id = device.tokenHash = id;
                device.status = status;
                device.waitingOps = waiting;
                t.registry().addDevice(device);
                t.registry().recordContact(device);
            }
            return {};
        });
        QVERIFY(done.ok());
        QVERIFY(text().contains("waymark_waiting_ops 5"));
        QVERIFY(text().contains("waymark_devices{status=\"active\"} 1"));
        QVERIFY(text().contains("waymark_devices{status=\"lost\"} 1"));
    }
};

QTEST_APPLESS_MAIN(tst_metrics)
#include "tst_metrics.moc"
