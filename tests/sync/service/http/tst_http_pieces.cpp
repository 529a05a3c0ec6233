// An answer that is made while it is sent: whole, in order, and never a part that could be taken for all of it.
#include "tests/sync/service/http/server_under_test.h"
#include "tests/support/wire_client.h"

#include <QTest>

#include <curl/curl.h>

#include <memory>

using namespace waymark;
using namespace waymark::service;

namespace {

constexpr std::size_t kPieceBytes = 700'000;  // more than is written at a time

std::size_t append(char* data, std::size_t size, std::size_t count, void* text) {
    static_cast<std::string*>(text)->append(data, size * count);
    return size * count;
}

/// So many pieces of one letter each; then the end, or an error.
Handler pieces(int count, bool breaks) {
    return [count, breaks](const Request& request) {
        Response response;
        if (request.path == "/plain") response.body = "plain";
        if (request.path == "/plain") return response;
        response.body = "[";
        const auto made = std::make_shared<int>(0);
        response.more = [made, count, breaks]() -> base::Result<std::string> {
            if (*made < count) return std::string(kPieceBytes, static_cast<char>('a' + (*made)++));
            if (breaks) return base::Error{base::ErrorCode::Storage, "the disk is gone"};
            return std::string();
        };
        return response;
    };
}

class Running {
public:
    explicit Running(Handler handler) : m_server(std::move(handler), m_clock, options(), [](const AccessLine&) {}) {
        if (const auto listening = m_server.listen(); !listening) qFatal("%s", listening.error().detail.c_str());
        m_thread = std::thread([this] { m_server.run(); });
    }
    ~Running() {
        m_server.stop();
        m_thread.join();
    }
    HttpServer& server() { return m_server; }

private:
    static HttpOptions options() {
        HttpOptions options;
        options.port = 0;
        options.workers = 2;
        return options;
    }
    tests::FakeClock m_clock;
    HttpServer m_server;
    std::thread m_thread;
};

struct Fetched {
    CURLcode end = CURLE_OK;
    std::string body;
    long connects = 0;
};

Fetched fetch(CURL* curl, Running& running, const char* path, long version) {
    Fetched fetched;
    const std::string url = running.server().url() + path;
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, version);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &fetched.body);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    fetched.end = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &fetched.connects);
    return fetched;
}

} // namespace

class tst_http_pieces : public QObject {
    Q_OBJECT

private slots:
    void everyPieceArrivesInOrder_data() {
        QTest::addColumn<long>("version");
        QTest::addColumn<int>("count");
        QTest::newRow("in chunks") << long(CURL_HTTP_VERSION_1_1) << 3;
        QTest::newRow("until the connection ends") << long(CURL_HTTP_VERSION_1_0) << 3;
        QTest::newRow("nothing after the beginning") << long(CURL_HTTP_VERSION_1_1) << 0;
    }
    void everyPieceArrivesInOrder() {
        QFETCH(long, version);
        QFETCH(int, count);
        Running running(pieces(count, false));
        CURL* curl = curl_easy_init();
        std::string wanted = "[";
        for (int i = 0; i < count; ++i)
            wanted += std::string(kPieceBytes, static_cast<char>('a' + i));
        const auto fetched = fetch(curl, running, "/pieces", version);
        QCOMPARE(fetched.end, CURLE_OK);
        QVERIFY(fetched.body == wanted);
        // The connection is in step, and used again where it may be.
        const auto next = fetch(curl, running, "/plain", version);
        QCOMPARE(next.body, std::string("plain"));
        QCOMPARE(next.connects, version == CURL_HTTP_VERSION_1_1 ? 0L : 1L);
        curl_easy_cleanup(curl);
    }

    void aBodyThatBreaksOffIsNotTakenForWhole() {
        Running running(pieces(2, true));
        CURL* curl = curl_easy_init();
        QVERIFY(fetch(curl, running, "/pieces", CURL_HTTP_VERSION_1_1).end != CURLE_OK);
        curl_easy_cleanup(curl);
    }

    void whoLeavesInTheMiddleHoldsNobodyUp() {
        Running running(pieces(26, false));
        {
            tests::WireClient client(running.server().port());
            QVERIFY(client.send("GET /pieces HTTP/1.1\r\nHost: x\r\n\r\n"));
            client.cut();
        }
        tests::WireClient other(running.server().port());
        QCOMPARE(other.ask("GET", "/plain")->body, std::string("plain"));
    }

    void headHasNoBody() {
        Running running(pieces(3, false));
        tests::WireClient client(running.server().port());
        QCOMPARE(client.ask("HEAD", "/pieces")->status, 200);
        QCOMPARE(client.ask("GET", "/plain")->body, std::string("plain"));
    }
};

QTEST_GUILESS_MAIN(tst_http_pieces)
#include "tst_http_pieces.moc"
