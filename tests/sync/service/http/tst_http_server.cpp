// The server over real sockets: what it answers, and that nobody can hold it up.
#include "tests/sync/service/http/server_under_test.h"
#include "tests/support/wire_client.h"

#include <QTest>

#include <curl/curl.h>

#include <atomic>

using namespace waymark;
using namespace waymark::service;
using tests::ServerUnderTest;
using tests::WireClient;

namespace {

HttpOptions withLimits(const std::function<void(HttpLimits&)>& change) {
    HttpOptions options;
    change(options.limits);
    return options;
}

std::size_t append(char* data, std::size_t size, std::size_t count, void* text) {
    static_cast<std::string*>(text)->append(data, size * count);
    return size * count;
}

} // namespace

class tst_http_server : public QObject {
    Q_OBJECT

private slots:
    void oneConnectionCarriesManyRequests() {
        ServerUnderTest server;
        WireClient client(server.port());
        for (int i = 0; i < 50; ++i) {
            const auto reply = client.ask("POST", "/n/" + std::to_string(i), "", "body");
            QVERIFY(reply.has_value());
            QCOMPARE(reply->body, "POST /n/" + std::to_string(i) + " 4");
            QVERIFY(!reply->headers.at("date").empty());
        }
    }

    void requestsSentAtOnceAreAnsweredInTurn() {
        ServerUnderTest server;
        WireClient client(server.port());
        QVERIFY(client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhiGET /c HTTP/1.1\r\nHost: x\r\n\r\n"));
        QCOMPARE(client.reply()->body, std::string("GET /a 0"));
        QCOMPARE(client.reply()->body, std::string("POST /b 2"));
        QCOMPARE(client.reply()->body, std::string("GET /c 0"));
    }

    void aRequestMayArriveByteByByte() {
        ServerUnderTest server;
        WireClient client(server.port());
        for (const char byte : std::string_view("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"))
            QVERIFY(client.send({&byte, 1}));
        QCOMPARE(client.reply()->body, std::string("POST /slow 3"));
    }

    void chunkedBodiesAreRead() {
        ServerUnderTest server;
        WireClient client(server.port());
        QVERIFY(client.send("POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"));
        QCOMPARE(client.reply()->body, std::string("POST /c 7"));
    }

    void theConnectionIsClosedWhereTheClientAsks() {
        ServerUnderTest server;
        WireClient client(server.port());
        const auto reply = client.ask("GET", "/", "Connection: close\r\n");
        QCOMPARE(reply->headers.at("connection"), std::string("close"));
        QVERIFY(client.isClosedByServer());
        WireClient old(server.port());
        QVERIFY(old.send("GET / HTTP/1.0\r\n\r\n"));
        QCOMPARE(old.reply()->status, 200);
        QVERIFY(old.isClosedByServer());
    }

    void headIsGetWithoutTheBody() {
        ServerUnderTest server;
        WireClient client(server.port());
        const auto head = client.ask("HEAD", "/long");
        QCOMPARE(head->status, 200);
        QCOMPARE(head->headers.at("content-length"), std::string("100000"));
        QCOMPARE(client.ask("GET", "/long")->body.size(), std::size_t(100'000));  // and the connection is still in step
        QCOMPARE(client.ask("DELETE", "/empty")->status, 204);
        QCOMPARE(client.ask("GET", "/after")->body, std::string("GET /after 0"));
    }

    void aHandlerThatThrowsCostsOneRequest() {
        ServerUnderTest server;
        WireClient client(server.port());
        QCOMPARE(client.ask("GET", "/throws")->status, 500);
        QCOMPARE(client.ask("GET", "/fine")->status, 200);
    }

    void expectContinueIsAnsweredBeforeTheBody() {
        ServerUnderTest server;
        WireClient client(server.port());
        QVERIFY(client.send("POST /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
        QCOMPARE(client.reply()->status, 100);
        QVERIFY(client.send("abc"));
        QCOMPARE(client.reply()->body, std::string("POST /e 3"));
        QVERIFY(client.send("POST /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n"));
        QCOMPARE(client.reply()->status, 413);  // without asking for the body
        WireClient other(server.port());
        QCOMPARE(other.ask("POST", "/e", "Expect: miracles\r\n", "abc")->status, 417);
    }

    void whatCannotBeReadIsRefusedAndTheConnectionEnds_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << 400;
        QTest::newRow("another version") << QByteArray("GET / HTTP/3.0\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("no Host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("two Hosts") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n") << 400;
        QTest::newRow("a length that is no number") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n") << 400;
        QTest::newRow("a negative length") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n") << 400;
        QTest::newRow("two lengths") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab") << 400;
        QTest::newRow("a length and chunks")
            << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") << 400;
        QTest::newRow("a chunk that is none") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n") << 400;
        QTest::newRow("a length beyond the limit") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8388609\r\n\r\n") << 413;
        QTest::newRow("a length beyond all numbers")
            << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n") << 400;
        QTest::newRow("an endless header") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nX: " + QByteArray(20'000, 'x') + "\r\n\r\n") << 431;
        QTest::newRow("an endless address") << QByteArray("GET /" + QByteArray(20'000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n") << 431;
        QTest::newRow("a TLS handshake") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15) << 400;
    }
    void whatCannotBeReadIsRefusedAndTheConnectionEnds() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        ServerUnderTest server;
        WireClient client(server.port());
        QVERIFY(client.send({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
        const auto reply = client.reply();
        QVERIFY(reply.has_value());
        QCOMPARE(reply->status, status);
        QCOMPARE(reply->headers.at("connection"), std::string("close"));
        // Where the header cannot be read nobody knows that it is the console which was asked.
        if (!bytes.contains(" / HTTP/1.1")) QCOMPARE(reply->headers.at("content-type"), std::string("application/json"));
        QCOMPARE(server.handled(), std::size_t(0));
        client.endSending();
        QVERIFY(client.isClosedByServer());
    }

    void anOversizeBodyIsRefusedWhileItIsStillBeingSent() {
        ServerUnderTest server(withLimits([](HttpLimits& limits) { limits.bodyBytes = 100'000; }));
        WireClient client(server.port());
        QVERIFY(client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"));
        const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
        for (int i = 0; i < 3; ++i)
            client.send(chunk);
        const auto reply = client.reply();
        QVERIFY(reply.has_value());
        QCOMPARE(reply->status, 413);
        QCOMPARE(server.handled(), std::size_t(0));
    }

    void whoReadsNothingBeforeAllIsSentHearsTheRefusalToo() {
        ServerUnderTest server;
        WireClient client(server.port());
        const std::string body(30 << 20, 'x');
        QVERIFY(client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
        const auto reply = client.reply();
        QVERIFY(reply.has_value());
        QCOMPARE(reply->status, 413);
        QCOMPARE(server.handled(), std::size_t(0));
    }

    void aBodyShorterThanItsLengthIsNeverHandled() {
        ServerUnderTest server;
        WireClient client(server.port());
        QVERIFY(client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"));
        client.endSending();
        QVERIFY(client.isClosedByServer());
        QCOMPARE(server.handled(), std::size_t(0));
    }

    void bytesAfterTheBodyAreTheNextRequest() {
        ServerUnderTest server;
        WireClient client(server.port());
        QVERIFY(client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcdefgh\r\n\r\n"));
        QCOMPARE(client.reply()->body, std::string("POST / 3"));
        QCOMPARE(client.reply()->status, 400);
    }

    void aConnectionCutAtAnyByteHarmsNobody() {
        ServerUnderTest server;
        const std::string request = "POST /cut HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n" + std::string(20, 'x');
        for (std::size_t bytes = 0; bytes < request.size(); ++bytes) {
            WireClient client(server.port());
            QVERIFY(client.connected());
            QVERIFY(client.send({request.data(), bytes}));
            client.cut();
        }
        WireClient client(server.port());
        QCOMPARE(client.ask("GET", "/still-here")->status, 200);
        QCOMPARE(server.handled(), std::size_t(1));
    }

    void aClientThatLeavesBeforeItsAnswerHarmsNobody() {
        ServerUnderTest server;
        {
            WireClient client(server.port());
            QVERIFY(client.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n"));
            server.waitUntilHeld();
            client.cut();
        }
        server.release();
        WireClient client(server.port());
        QCOMPARE(client.ask("GET", "/still-here")->status, 200);
    }

    void parallelClientsGetTheirOwnAnswers() {
        ServerUnderTest server;
        std::atomic<int> right{0};
        std::vector<std::thread> clients;
        for (int c = 0; c < 8; ++c) {
            clients.emplace_back([&, c] {
                WireClient client(server.port());
                for (int i = 0; i < 50; ++i) {
                    const std::string path = "/" + std::to_string(c) + "/" + std::to_string(i);
                    const auto reply = client.ask("GET", path);
                    if (reply && reply->body == "GET " + path + " 0") ++right;
                }
            });
        }
        for (auto& client : clients)
            client.join();
        QCOMPARE(right.load(), 400);
    }

    void stoppingFinishesWhatIsInFlightAndTakesNoMore() {
        ServerUnderTest server;
        WireClient busy(server.port());
        WireClient idle(server.port());
        QCOMPARE(idle.ask("GET", "/")->status, 200);
        QVERIFY(busy.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n"));
        server.waitUntilHeld();
        server.stop();
        QVERIFY(idle.isClosedByServer());
        QTRY_VERIFY(!WireClient(server.port()).connected());
        server.release();
        const auto reply = busy.reply();
        QVERIFY(reply.has_value());
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->headers.at("connection"), std::string("close"));
        server.waitForEnd();
    }

    void stoppingWaitsForABodyThatIsBeingSent() {
        ServerUnderTest server;
        WireClient client(server.port());
        QVERIFY(client.send("POST /body HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 6\r\n\r\n"));
        QCOMPARE(client.reply()->status, 100);
        server.stop();
        QTRY_VERIFY(!WireClient(server.port()).connected());
        QVERIFY(client.send("abcdef"));
        QCOMPARE(client.reply()->body, std::string("POST /body 6"));
        server.waitForEnd();
    }

    void theLogHasALineForEachRequestAndNoQuery() {
        ServerUnderTest server;
        WireClient client(server.port());
        QCOMPARE(client.ask("POST", "/form?name=secret", "", "four")->status, 200);
        QTRY_COMPARE(server.log().size(), std::size_t(1));
        const auto line = server.log()[0];
        QCOMPARE(line.path, std::string("/form"));
        QCOMPARE(line.method, std::string("POST"));
        QCOMPARE(line.status, 200);
        QCOMPARE(line.bytesIn, std::uint64_t(4));
        QVERIFY(line.bytesOut > 0);
    }

    void theLibraryOfTheDeviceIsUnderstood() {
        ServerUnderTest server;
        CURL* curl = curl_easy_init();
        std::string body;
        const std::string url = server.server().url() + "/curl";
        const std::string upload(2'000'000, 'x');  // large enough for libcurl to expect 100-continue
        curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, upload.data());
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(upload.size()));
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
        curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
        for (int i = 0; i < 3; ++i) {
            body.clear();
            QCOMPARE(curl_easy_perform(curl), CURLE_OK);
            QCOMPARE(body, std::string("POST /curl 2000000"));
        }
        long connects = 0;
        curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &connects);
        QCOMPARE(connects, 0L);  // the third used the connection of the first
        curl_easy_cleanup(curl);
    }

    void addressesThatOthersCanReachNeedTlsOrAProxy_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("behindProxy");
        QTest::addColumn<bool>("listens");
        QTest::newRow("this machine") << "127.0.0.1" << false << true;
        QTest::newRow("all of this machine's addresses") << "0.0.0.0" << false << false;
        QTest::newRow("the same with a proxy in front") << "0.0.0.0" << true << true;
        QTest::newRow("a name") << "localhost" << false << false;
    }
    void addressesThatOthersCanReachNeedTlsOrAProxy() {
        QFETCH(QString, address);
        QFETCH(bool, behindProxy);
        QFETCH(bool, listens);
        tests::FakeClock clock;
        HttpOptions options;
        options.address = address.toStdString();
        options.port = 0;
        options.behindProxy = behindProxy;
        HttpServer server([](const Request&) { return Response(); }, clock, options, [](const AccessLine&) {});
        const auto listening = server.listen();
        QCOMPARE(listening.ok(), listens);
        if (!listens) QVERIFY(!listening.error().detail.empty());
    }

    void aTakenPortIsSaidInPlainWords() {
        ServerUnderTest first;
        tests::FakeClock clock;
        HttpOptions options;
        options.port = first.port();
        HttpServer second([](const Request&) { return Response(); }, clock, options, [](const AccessLine&) {});
        const auto listening = second.listen();
        QVERIFY(!listening && listening.error().code == base::ErrorCode::Busy);
    }
};

QTEST_GUILESS_MAIN(tst_http_server)
#include "tst_http_server.moc"
