// The way over HTTP: what is sent, and that only a Waymark service's answer is taken for one.
#include "shared/base/compression.h"
#include "sync/device/curl_transport.h"
#include "tests/support/canned_server.h"

#include <QTest>

using namespace waymark;
using base::Encoding;
using base::ErrorCode;
using device::CurlTransport;

namespace {
const std::string kJson = "Content-Type: application/json\r\n";
}

class tst_curl_transport : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::CannedServer> m_server;
    std::unique_ptr<CurlTransport> m_transport;

    base::Result<device::HttpReply> post(const std::string& body = "{}") { return m_transport->post("/v1/sync", body, "a-token"); }

private slots:
    void init() {
        m_server = std::make_unique<tests::CannedServer>();
        auto opened = CurlTransport::open(m_server->url());
        QVERIFY(opened.ok());
        m_transport = std::move(*opened);
    }
    void cleanup() {
        m_transport.reset();
        m_server.reset();
    }

    void aBodyGoesThereAndBack() {
        m_server->answers(200, kJson, "{\"fine\":true}");
        const auto reply = post("{\"protocol\":1}");
        QVERIFY(reply.ok());
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->body, std::string("{\"fine\":true}"));
        const std::string request = m_server->request(0);
        QVERIFY(request.starts_with("POST /v1/sync HTTP/1.1\r\n"));
        for (const auto* header : {"Authorization: Bearer a-token\r\n", "Content-Type: application/json\r\n", "Accept-Encoding: zstd\r\n"})
            QVERIFY2(request.find(header) != std::string::npos, header);
        QVERIFY(request.ends_with("{\"protocol\":1}"));
    }

    void aLargeBodyIsPacked() {
        m_server->answers(200, kJson, "{}");
        std::string body;
        for (int i = 0; body.size() < 100'000; ++i)
            body += "{\"row\":" + std::to_string(i) + "},";
        QVERIFY(post(body).ok());
        const std::string request = m_server->request(0);
        QVERIFY(request.size() < body.size() / 2);
        QVERIFY(request.find("Content-Encoding: zstd\r\n") != std::string::npos);
        const auto packed = request.substr(request.find("\r\n\r\n") + 4);
        QCOMPARE(*base::decompress(packed, Encoding::Zstd, {1 << 20, 100'000}), body);
    }

    void whatWouldBeTakenForABombGoesAsItIs() {
        m_server->answers(200, kJson, "{}");
        const std::string body(100'000, 'x');
        QVERIFY(post(body).ok());
        const std::string request = m_server->request(0);
        QVERIFY(request.find("Content-Encoding") == std::string::npos);
        QVERIFY(request.ends_with("\r\n\r\n" + body));
    }

    void packedAnswersAreOpened_data() {
        QTest::addColumn<int>("encoding");
        QTest::addColumn<QString>("name");
        QTest::newRow("zstd") << int(Encoding::Zstd) << "zstd";
        QTest::newRow("gzip") << int(Encoding::Gzip) << "gzip";
    }
    void packedAnswersAreOpened() {
        QFETCH(int, encoding);
        QFETCH(QString, name);
        const std::string plain(5000, 'y');
        m_server->answers(200, kJson + "Content-Encoding: " + name.toStdString() + "\r\n", base::compress(plain, static_cast<Encoding>(encoding)));
        QCOMPARE(post()->body, plain);
    }

    void oneConnectionServesManyCalls() {
        for (int i = 0; i < 3; ++i)
            m_server->answers(200, kJson, "{}");
        for (int i = 0; i < 3; ++i)
            QVERIFY(post().ok());
        QCOMPARE(m_server->connections(), 1);
    }

    void whatIsNoWaymarkServiceIsOffline_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("a captive portal's page") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>");
        QTest::newRow("a redirect to one") << QByteArray("HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("network authentication required") << QByteArray("HTTP/1.1 511 X\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("a page that was not found") << QByteArray("HTTP/1.1 404 X\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("nothing at all") << QByteArray();
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH\r\n\r\n");
        QTest::newRow("cut in the middle") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 600\r\n\r\n{\"protocol\"");
    }
    void whatIsNoWaymarkServiceIsOffline() {
        QFETCH(QByteArray, answer);
        m_server->answers(answer.toStdString());
        if (answer.contains("Connection: close")) m_server->answers("");
        auto impatient = CurlTransport::open(m_server->url(), {{}, "test", 2000, 1000, 1000});
        const auto reply = (*impatient)->post("/v1/sync", "{}", "");
        QVERIFY(!reply.ok());
        QCOMPARE(reply.error().code, ErrorCode::Offline);
    }

    void aProxysPageAboutLoadIsAnAnswer() {
        m_server->answers(503, "Content-Type: text/html\r\nRetry-After: 30\r\n", "<html>busy</html>");
        const auto reply = post();
        QVERIFY(reply.ok());
        QCOMPARE(reply->status, 503);
        QCOMPARE(*reply->retryAfter, 30'000);
        QVERIFY(reply->body.empty());
    }

    void anErrorOfTheServiceIsAnAnswer() {
        m_server->answers(401, kJson, "{\"error\":\"token_unknown\"}");
        QCOMPARE(post()->status, 401);
    }

    void aBombIsNotOpened() {
        const std::string bomb = base::compress(std::string(64 << 20, 'a'), Encoding::Zstd);
        m_server->answers(200, kJson + "Content-Encoding: zstd\r\n", bomb);
        QCOMPARE(post().error().code, ErrorCode::TooLarge);
        m_server->answers(200, kJson, std::string((8 << 20) + 1, ' '));
        QCOMPARE(post().error().code, ErrorCode::TooLarge);
    }

    void aDamagedBodyIsNotTaken() {
        m_server->answers(200, kJson + "Content-Encoding: zstd\r\n", "not packed");
        QCOMPARE(post().error().code, ErrorCode::Malformed);
    }

    void aLinkThatStallsIsGivenUp() {
        auto impatient = CurlTransport::open(m_server->url(), {{}, "test", 2000, 1000, 1000});
        m_server->answers("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");  // and no more
        QCOMPARE((*impatient)->post("/v1/sync", "{}", "").error().code, ErrorCode::Offline);
    }

    void aCancelledTransportIsOffline() {
        m_transport->cancel();
        QCOMPARE(post().error().code, ErrorCode::Offline);
    }

    void onlyThisMachineIsSpokenToInTheClear() {
        QCOMPARE(CurlTransport::open("http://waymark.example").error().code, ErrorCode::Unsupported);
        QVERIFY(CurlTransport::open("https://waymark.example").ok());
        QCOMPARE(CurlTransport::open("file:///etc/passwd").error().code, ErrorCode::Malformed);
        QCOMPARE(CurlTransport::open("https://waymark.example", {.pin = "not hex"}).error().code, ErrorCode::Malformed);
    }
};

QTEST_APPLESS_MAIN(tst_curl_transport)
#include "tst_curl_transport.moc"
