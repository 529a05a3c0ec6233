// What slow, greedy and silent clients get: nobody can hold the server up. Limits are made small here; the server's own are in limits.h.
#include "tests/sync/service/http/server_under_test.h"
#include "tests/support/wire_client.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <set>

using namespace waymark;
using namespace waymark::service;
using std::chrono::milliseconds;
using tests::ServerUnderTest;
using tests::WireClient;

namespace {

HttpOptions withLimits(const std::function<void(HttpLimits&)>& change) {
    HttpOptions options;
    change(options.limits);
    return options;
}

} // namespace

class tst_http_patience : public QObject {
    Q_OBJECT

private slots:
    void aClientThatDripsItsHeaderIsClosed() {
        ServerUnderTest server(withLimits([](HttpLimits& limits) { limits.header = milliseconds(200); }));
        WireClient client(server.port());
        QElapsedTimer timer;
        timer.start();
        QVERIFY(client.send("GET / HTTP/1.1\r\n"));
        while (client.isSilentFor(50) && timer.elapsed() < 5'000)
            client.send("X: y\r\n");  // the time for the header does not start again with every byte
        QVERIFY(client.isClosedByServer());
        QVERIFY(timer.elapsed() < 5'000);
        QCOMPARE(server.handled(), std::size_t(0));
    }

    void aClientThatPausesInItsBodyIsClosed() {
        ServerUnderTest server(withLimits([](HttpLimits& limits) { limits.bodyPause = milliseconds(200); }));
        WireClient client(server.port());
        QVERIFY(client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"));
        QVERIFY(client.isClosedByServer());
        QCOMPARE(server.handled(), std::size_t(0));
    }

    void aClientThatDripsItsBodyIsClosed() {
        ServerUnderTest server(withLimits([](HttpLimits& limits) { limits.body = milliseconds(300); }));
        WireClient client(server.port());
        QElapsedTimer timer;
        timer.start();
        QVERIFY(client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"));
        while (client.isSilentFor(50) && timer.elapsed() < 5'000)
            client.send("x");
        QVERIFY(client.isClosedByServer());
        QVERIFY(timer.elapsed() < 5'000);
    }

    void anIdleConnectionIsClosed() {
        ServerUnderTest server(withLimits([](HttpLimits& limits) { limits.idle = milliseconds(200); }));
        WireClient client(server.port());
        QCOMPARE(client.ask("GET", "/")->status, 200);
        QVERIFY(client.isClosedByServer());
    }

    void aClientThatDoesNotReadItsAnswersIsClosed() {
        ServerUnderTest server(withLimits([](HttpLimits& limits) { limits.writePause = milliseconds(300); }));
        WireClient client(server.port());
        bool sent = true;
        QElapsedTimer timer;
        timer.start();
        while (sent && timer.elapsed() < 10'000)
            sent = client.send("GET /long HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY(!sent);
        WireClient other(server.port());
        QCOMPARE(other.ask("GET", "/")->status, 200);
    }

    void slowClientsDoNotStopOthers() {
        ServerUnderTest server;
        std::vector<std::unique_ptr<WireClient>> slow;
        for (int i = 0; i < 100; ++i) {
            slow.push_back(std::make_unique<WireClient>(server.port()));
            QVERIFY(slow.back()->send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx"));
        }
        WireClient client(server.port());
        QCOMPARE(client.ask("GET", "/")->status, 200);
    }

    void connectionsBeyondTheCapAreAskedToComeBack() {
        ServerUnderTest server(withLimits([](HttpLimits& limits) { limits.connections = 2; }));
        WireClient first(server.port());
        {
            WireClient second(server.port());
            QCOMPARE(first.ask("GET", "/")->status, 200);
            QCOMPARE(second.ask("GET", "/")->status, 200);
            WireClient third(server.port());
            const auto reply = third.reply();
            QVERIFY(reply.has_value());
            QCOMPARE(reply->status, 503);
            QVERIFY(!reply->headers.at("retry-after").empty());
            QVERIFY(reply->body.find("\"busy\"") != std::string::npos);
        }
        const auto roomAgain = [&] {
            WireClient client(server.port());
            const auto reply = client.ask("GET", "/");
            return reply && reply->status == 200;
        };
        bool seen = false;  // each look takes a connection itself
        QTRY_VERIFY(seen = seen || roomAgain());
    }

    void oneAddressCannotTakeAllConnections() {
        ServerUnderTest server(withLimits([](HttpLimits& limits) { limits.connectionsPerPeer = 1; }));
        WireClient first(server.port());
        QCOMPARE(first.ask("GET", "/")->status, 200);
        WireClient second(server.port());
        QCOMPARE(second.reply()->status, 503);
    }

    void tooManyLargeBodiesAtOnceAreAskedToComeBack() {
        ServerUnderTest server(withLimits([](HttpLimits& limits) { limits.bodyBytesInFlight = 150'000; }));
        const std::string body(100'000, 'x');
        WireClient first(server.port());
        QVERIFY(first.send("POST /held HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + body));
        server.waitUntilHeld();
        WireClient second(server.port());
        QCOMPARE(second.ask("POST", "/", "", body)->status, 503);
        server.release();
        QCOMPARE(first.reply()->status, 200);
        WireClient third(server.port());
        QCOMPARE(third.ask("POST", "/", "", body)->status, 200);  // the room was given back
    }

    void requestsBeyondTheQueueAreAskedToComeBackEachAtAnotherTime() {
        HttpOptions options = withLimits([](HttpLimits& limits) { limits.requestsAtOnce = 2; });
        options.workers = 1;
        ServerUnderTest server(options);
        WireClient working(server.port()), waiting(server.port()), late(server.port());
        QVERIFY(working.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n"));
        server.waitUntilHeld();
        QVERIFY(waiting.send("GET /in/turn HTTP/1.1\r\nHost: x\r\n\r\n"));
        std::set<std::string> times;
        const auto turnedAway = [&] {
            const auto reply = late.ask("POST", "/v1/sync", "", "{}");  // and the connection stays
            if (!reply || reply->status != 503) return false;
            times.insert(reply->headers.at("retry-after"));
            return reply->body.find("\"error\":\"busy\"") != std::string::npos;
        };
        QTRY_VERIFY(turnedAway());  // once the second request is there, too
        for (int i = 0; i < 5; ++i)
            QVERIFY(turnedAway());
        QVERIFY2(times.size() >= 4, "everybody would come back at the same time");
        server.release();
        QCOMPARE(working.reply()->status, 200);
        QCOMPARE(waiting.reply()->body, std::string("GET /in/turn 0"));
        QCOMPARE(late.ask("POST", "/v1/sync", "", "{}")->status, 200);
        const auto lines = server.log();
        QVERIFY(std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.turnedAway; }) >= 6);
    }

    void whoeverWatchesIsAnsweredWhileAllWorkersAreHeld() {
        HttpOptions options = withLimits([](HttpLimits& limits) { limits.requestsAtOnce = 1; });
        options.workers = 1;
        ServerUnderTest server(options);
        WireClient working(server.port()), watching(server.port());
        QVERIFY(working.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n"));
        server.waitUntilHeld();
        QCOMPARE(watching.ask("GET", "/metrics")->status, 200);
        QCOMPARE(watching.ask("GET", "/v1/health")->status, 200);
        QCOMPARE(watching.ask("GET", "/")->status, 503);
        server.release();
        QCOMPARE(working.reply()->status, 200);
    }

    void stoppingDoesNotWaitForEver() {
        ServerUnderTest server(withLimits([](HttpLimits& limits) { limits.stopGrace = milliseconds(200); }));
        WireClient client(server.port());
        QVERIFY(client.send("POST /body HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 6\r\n\r\n"));
        QCOMPARE(client.reply()->status, 100);
        server.stop();
        server.waitForEnd();
        QVERIFY(client.isClosedByServer());
    }
};

QTEST_GUILESS_MAIN(tst_http_patience)
#include "tst_http_patience.moc"
