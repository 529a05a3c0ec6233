// Codings, cookies, proxies and the log's discretion: all of HTTP that needs no socket.
#include "shared/base/json.h"
#include "sync/service/http/access_log.h"
#include "sync/service/http/answering.h"
#include "sync/service/http/content_coding.h"
#include "tests/support/fake_clock.h"

#include <QTest>

#include <stdexcept>

using namespace waymark;
using namespace waymark::service;
using base::Encoding;

namespace {

RawRequest asking(const std::string& method, const std::string& target) {
    RawRequest raw;
    raw.method = method;
    raw.target = target;
    return raw;
}

} // namespace

class tst_answering : public QObject {
    Q_OBJECT

    tests::FakeClock m_clock;
    Request m_seen;

    RawResponse answer(const RawRequest& raw, bool behindProxy = false, Response response = {}) {
        const Answering answering(
            [this, response](const Request& request) {
                m_seen = request;
                return response;
            },
            m_clock, behindProxy, HttpLimits{});
        return answering.answer(raw);
    }

    static std::string header(const RawResponse& response, const std::string& name) {
        for (const auto& [key, value] : response.headers)
            if (key == name) return value;
        return {};
    }

private slots:
    void theBestCodingThatIsAcceptedIsTaken_data() {
        QTest::addColumn<QString>("accepted");
        QTest::addColumn<QString>("taken");
        QTest::newRow("nothing said") << "" << "identity";
        QTest::newRow("zstd before gzip, whatever the order") << "gzip, deflate, br, zstd" << "zstd";
        QTest::newRow("gzip alone") << "deflate, GZIP" << "gzip";
        QTest::newRow("zstd turned down") << "zstd;q=0, gzip;q=0.1" << "gzip";
        QTest::newRow("turned down with decimals") << "gzip; q=0.000" << "identity";
        QTest::newRow("unknown codings") << "br, deflate" << "identity";
    }
    void theBestCodingThatIsAcceptedIsTaken() {
        QFETCH(QString, accepted);
        QFETCH(QString, taken);
        QCOMPARE(QString::fromStdString(std::string(name(bestCoding(accepted.toStdString())))), taken);
    }

    void compressedBodiesReachTheHandlerPlain() {
        for (const auto& [coding, encoding] : {std::pair{"zstd", Encoding::Zstd}, {"gzip", Encoding::Gzip}, {"", Encoding::Identity}}) {
            RawRequest raw = asking("POST", "/v1/sync");
            raw.contentEncoding = coding;
            raw.body = base::compress("the body", encoding);
            QCOMPARE(answer(raw).status, 200);
            QCOMPARE(m_seen.body, std::string("the body"));
        }
    }

    void whatCannotBeDecompressedIsRefused_data() {
        QTest::addColumn<QString>("coding");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("error");
        const auto bomb = [](Encoding encoding) { return QByteArray::fromStdString(base::compress(std::string(64 << 20, '0'), encoding)); };
        const auto packed = QByteArray::fromStdString(base::compress("the body", Encoding::Zstd));
        QTest::newRow("a coding that we do not know") << "br" << QByteArray("x") << 415 << "unsupported";
        QTest::newRow("two codings") << "gzip, zstd" << QByteArray("x") << 415 << "unsupported";
        QTest::newRow("no gzip at all") << "gzip" << QByteArray("plain") << 400 << "malformed";
        QTest::newRow("cut short") << "zstd" << packed.chopped(3) << 400 << "malformed";
        QTest::newRow("bytes after the end") << "zstd" << QByteArray(packed + "x") << 400 << "malformed";
        QTest::newRow("a bomb of zstd") << "zstd" << bomb(Encoding::Zstd) << 413 << "too_large";
        QTest::newRow("a bomb of gzip") << "gzip" << bomb(Encoding::Gzip) << 413 << "too_large";
    }
    void whatCannotBeDecompressedIsRefused() {
        QFETCH(QString, coding);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, error);
        m_seen.path = "not called";
        RawRequest raw = asking("POST", "/v1/sync");
        raw.contentEncoding = coding.toStdString();
        raw.body = body.toStdString();
        const auto response = answer(raw);
        QCOMPARE(response.status, status);
        QCOMPARE(base::textOf(*base::parseJson(response.body), "error"), error.toStdString());
        QCOMPARE(m_seen.path, std::string("not called"));
    }

    void longRepliesAreCompressedAndShortOnesAreNot() {
        Response reply;
        reply.body = std::string(1000, 'x');
        RawRequest raw = asking("GET", "/");
        raw.acceptEncoding = "zstd";
        const auto longer = answer(raw, false, reply);
        QCOMPARE(header(longer, "Content-Encoding"), std::string("zstd"));
        QCOMPARE(header(longer, "Vary"), std::string("Accept-Encoding"));
        QCOMPARE(*base::decompress(longer.body, Encoding::Zstd, wire::kBodyLimits), reply.body);
        reply.contentType = "image/png";
        QCOMPARE(header(answer(raw, false, reply), "Content-Encoding"), std::string());
        reply = {};
        reply.body = "short";
        QCOMPARE(answer(raw, false, reply).body, std::string("short"));
    }

    void whatShrinksMoreThanADeviceTakesIsSentAsItIs_data() {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<QString>("accepted");
        QTest::addColumn<QString>("taken");
        QTest::newRow("64 KiB may shrink to anything") << 64 * 1024 << "zstd" << "zstd";
        QTest::newRow("a byte more, zstd") << 64 * 1024 + 1 << "zstd" << "";
        QTest::newRow("a byte more, gzip") << 64 * 1024 + 1 << "gzip" << "";
    }
    void whatShrinksMoreThanADeviceTakesIsSentAsItIs() {
        QFETCH(int, bytes);
        QFETCH(QString, accepted);
        QFETCH(QString, taken);
        Response reply;
        reply.body = std::string(static_cast<std::size_t>(bytes), '\n');
        RawRequest raw = asking("POST", "/v1/sync");
        raw.acceptEncoding = accepted.toStdString();
        const auto response = answer(raw, false, reply);
        QCOMPARE(QString::fromStdString(header(response, "Content-Encoding")), taken);
        const auto encoding = taken == "zstd" ? Encoding::Zstd : Encoding::Identity;
        QVERIFY(*base::decompress(response.body, encoding, wire::kBodyLimits) == reply.body);
    }

    void theRequestIsTakenApart() {
        RawRequest raw = asking("GET", "/caf%C3%A9?from=2026-01-01&name=A+B#top");
        raw.cookie = "a=1; waymark=abc==; broken; =x";
        raw.authorization = "bearer  token ";
        raw.peer = "192.0.2.7";
        answer(raw);
        QCOMPARE(m_seen.path, std::string("/café"));
        QCOMPARE(m_seen.query.at("name"), std::string("A B"));
        QCOMPARE(m_seen.query.at("from"), std::string("2026-01-01"));
        QCOMPARE(m_seen.cookies.at("waymark"), std::string("abc=="));
        QCOMPARE(m_seen.cookies.size(), std::size_t(2));
        QCOMPARE(m_seen.bearer, std::string("token"));
        QCOMPARE(m_seen.peer, std::string("192.0.2.7"));
        QVERIFY(!m_seen.secure);
        raw.authorization = "Basic token";
        raw.target = "http://localhost:8470/path?x=1";
        answer(raw);
        QCOMPARE(m_seen.path, std::string("/path"));
        QCOMPARE(m_seen.bearer, std::string());
    }

    void addressesThatCannotBeReadAreRefused() {
        for (const char* target : {"", "*", "no-slash", "/%zz", "/%00", "/%4"})
            QCOMPARE(answer(asking("GET", target)).status, 400);
    }

    void theProxyIsBelievedOnlyWhereThereIsOne() {
        RawRequest raw = asking("GET", "/");
        raw.forwardedFor = "10.9.9.9, 198.51.100.4";
        raw.forwardedProto = "https";
        raw.peer = "127.0.0.1";
        answer(raw);
        QCOMPARE(m_seen.peer, std::string("127.0.0.1"));
        QVERIFY(!m_seen.secure);
        const auto response = answer(raw, true);
        QCOMPARE(m_seen.peer, std::string("198.51.100.4"));  // what our own proxy saw, not what the client claims
        QVERIFY(m_seen.secure);
        QVERIFY(!header(response, "Strict-Transport-Security").empty());
    }

    void aHandlerThatThrowsSaysNothingOfWhy() {
        const Answering answering([](const Request&) -> Response { throw std::runtime_error("Mrs Example's record"); }, m_clock, false, HttpLimits{});
        const auto response = answering.answer(asking("GET", "/v1/health"));
        QCOMPARE(response.status, 500);
        QCOMPARE(base::textOf(*base::parseJson(response.body), "error"), std::string("internal"));
        QVERIFY(response.body.find("Example") == std::string::npos);
    }

    void everyAnswerIsGuarded() {
        Response reply;
        reply.headers["Location"] = "/a\r\nSet-Cookie: stolen=1";
        const auto response = answer(asking("GET", "/"), false, reply);
        QCOMPARE(header(response, "Cache-Control"), std::string("no-store"));
        QCOMPARE(header(response, "X-Content-Type-Options"), std::string("nosniff"));
        QCOMPARE(header(response, "Referrer-Policy"), std::string("no-referrer"));
        QCOMPARE(header(response, "Location"), std::string());
    }

    void aDevicesPostIsAnsweredWithoutWhatOnlyBrowsersHeed() {
        Response reply;
        reply.body = std::string(1000, 'x');
        RawRequest raw = asking("POST", "/v1/sync");
        raw.acceptEncoding = "zstd";
        const auto response = answer(raw, false, reply);
        std::vector<std::string> names;
        for (const auto& [name, value] : response.headers)
            names.push_back(name);
        QCOMPARE(names, (std::vector<std::string>{"Content-Encoding", "Content-Type"}));
        QCOMPARE(header(answer(asking("POST", "/console/people"), false, reply), "Cache-Control"), std::string("no-store"));
    }

    void theLogNamesNobody() {
        const auto line = format({"GET", "/people/018f3a52-6f0a-4b3e-9d53-0a6a5a1f2b11/edit", 200, std::chrono::milliseconds(7), 10, 20});
        QCOMPARE(line, std::string("GET /people/018f3a52~/edit 200 7ms 10B in 20B out"));
        const auto hostile = format({"GET", "/a\nPOST /v1/sync 200\x1b[2J", 404, std::chrono::milliseconds(0), 0, 0});
        QVERIFY(hostile.find('\n') == std::string::npos && hostile.find('\x1b') == std::string::npos);
        QVERIFY(format({std::string(5'000, 'G'), "/" + std::string(50'000, '/'), 404, std::chrono::milliseconds(0), 0, 0}).size() < 300);
    }
};

QTEST_GUILESS_MAIN(tst_answering)
#include "tst_answering.moc"
