// What shrinks more than either end opens (a list of choices that is mostly padding) travels all the same: the device's own transport against
// the service's own server.
#include "shared/base/json.h"
#include "sync/device/curl_transport.h"
#include "sync/service/http/server.h"
#include "tests/support/fake_clock.h"

#include <QTest>

#include <thread>

using namespace waymark;
using base::Json;

namespace {

std::string padded(std::size_t bytes) { return base::toText(Json{{"files", {{"towns.csv", "name,label\n" + std::string(bytes, '\n')}}}}); }

} // namespace

class tst_padding_over_http : public QObject {
    Q_OBJECT

    tests::FakeClock m_clock;
    std::string m_seen, m_reply;
    std::unique_ptr<service::HttpServer> m_server;
    std::thread m_thread;

private slots:
    void initTestCase() {
        service::HttpOptions options;
        options.port = 0;
        options.workers = 1;
        const auto answer = [this](const service::Request& request) {
            m_seen = request.body;
            service::Response response;
            response.body = m_reply;
            return response;
        };
        m_server = std::make_unique<service::HttpServer>(answer, m_clock, options, [](const service::AccessLine&) {});
        QVERIFY(m_server->listen().ok());
        m_thread = std::thread([this] { m_server->run(); });
    }
    void cleanupTestCase() {
        m_server->stop();
        if (m_thread.joinable()) m_thread.join();
    }

    void itGoesThereAndComesBack_data() {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("reply");
        const auto bytes = [](std::size_t count) { return QByteArray::fromStdString(padded(count)); };
        QTest::newRow("a list of half a megabyte, most of it blank rows") << QByteArray("{}") << bytes(500'000);
        QTest::newRow("a record that is mostly padding") << bytes(500'000) << QByteArray("{}");
        QTest::newRow("little of it, which may shrink to anything") << bytes(30'000) << bytes(30'000);
    }
    void itGoesThereAndComesBack() {
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, reply);
        m_reply = reply.toStdString();
        const auto transport = device::CurlTransport::open("http://127.0.0.1:" + std::to_string(m_server->port()));
        QVERIFY(transport.ok());
        const auto answer = (*transport)->post("/v1/sync", sent.toStdString(), "a-token");
        QVERIFY2(answer.ok(), answer.ok() ? "" : answer.error().detail.c_str());
        QCOMPARE(answer->status, 200);
        QVERIFY(answer->body == m_reply);
        QVERIFY(m_seen == sent.toStdString());
    }
};

QTEST_GUILESS_MAIN(tst_padding_over_http)
#include "tst_padding_over_http.moc"
