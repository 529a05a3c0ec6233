// Addresses, forms and the shape of refusals.
#include "shared/base/json.h"
#include "sync/service/api/form_encoding.h"
#include "sync/service/api/router.h"
#include "tests/support/fake_clock.h"

#include <QTest>

using namespace waymark;
using namespace waymark::service;

namespace {

Request ask(const std::string& method, const std::string& path) {
    Request request;
    request.method = method;
    request.path = path;
    return request;
}

Handler saying(const std::string& words) {
    return [words](const Request&) {
        Response response;
        response.body = words;
        return response;
    };
}

} // namespace

class tst_router : public QObject {
    Q_OBJECT

    tests::FakeClock m_clock;

private slots:
    void aHandlerAnswersItsMethodAndPathAlone() {
        Router router(m_clock);
        router.add("GET", "/v1/health", saying("health"));
        router.add("POST", "/v1/sync", saying("sync"));
        QCOMPARE(router.handle(ask("GET", "/v1/health")).body, std::string("health"));
        QCOMPARE(router.handle(ask("HEAD", "/v1/health")).body, std::string("health"));
        QCOMPARE(router.handle(ask("POST", "/v1/sync")).body, std::string("sync"));
        QCOMPARE(router.handle(ask("HEAD", "/v1/sync")).status, 405);
        QCOMPARE(router.handle(ask("GET", "/v1/sync/")).status, 404);
    }

    void theWrongMethodIsToldTheRightOnes() {
        Router router(m_clock);
        router.add("GET", "/console/sign-in", saying("page"));
        router.add("POST", "/console/sign-in", saying("page"));
        const auto response = router.handle(ask("DELETE", "/console/sign-in"));
        QCOMPARE(response.status, 405);
        QCOMPARE(response.headers.at("Allow"), std::string("GET, HEAD, POST"));
    }

    void refusalsArePagesOnTheConsoleAndJsonElsewhere() {
        Router router(m_clock);
        for (const char* path : {"/v1/nothing", "/nothing", "/consoles", "/metrics/x"}) {
            const auto api = router.handle(ask("GET", path));
            QCOMPARE(api.status, 404);
            QCOMPARE(base::textOf(*base::parseJson(api.body), "error"), std::string("not_found"));
        }
        QCOMPARE(base::textOf(*base::parseJson(refusal({}, 400, "malformed", "The request cannot be read.", 1).body), "error"), std::string("malformed"));
        const auto page = router.handle(ask("GET", "/console/nothing"));
        QCOMPARE(page.status, 404);
        QCOMPARE(page.contentType, std::string("text/html; charset=utf-8"));
        QVERIFY(!base::parseJson(page.body));
    }

    void theFallbackGetsWhatIsTheConsoles() {
        Router router(m_clock);
        router.setFallback(saying("console"));
        for (const char* path : {"/", "/console", "/console/anything"})
            QCOMPARE(router.handle(ask("GET", path)).body, std::string("console"));
        QCOMPARE(router.handle(ask("GET", "/anything")).status, 404);
        QCOMPARE(router.handle(ask("GET", "/v1/anything")).status, 404);
        QCOMPARE(router.handle(ask("GET", "/v1")).status, 404);
    }

    void formsAreDecoded() {
        Request request;
        request.contentType = "application/x-www-form-urlencoded; charset=UTF-8";
        request.body = "name=Jos%C3%A9+Smith&empty=&flag&twice=1&twice=2&broken=%zz&=nobody";
        const auto form = request.form();
        QCOMPARE(form.at("name"), std::string("José Smith"));
        QCOMPARE(form.at("empty"), std::string());
        QCOMPARE(form.at("flag"), std::string());
        QCOMPARE(form.at("twice"), std::string("2"));
        QCOMPARE(form.size(), std::size_t(4));
        request.contentType = "text/plain";
        QVERIFY(request.form().empty());
    }

    void escapesAreDecodedOrRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("decoded");
        QTest::newRow("nothing to decode") << "/a/b" << "/a/b";
        QTest::newRow("a plus in a path is a plus") << "/a+b" << "/a+b";
        QTest::newRow("an escaped slash") << "/a%2Fb" << "/a/b";
        QTest::newRow("cut short") << "/a%2" << QString();
        QTest::newRow("no hex digits") << "/a%g0" << QString();
        QTest::newRow("a zero byte") << "/a%00" << QString();
    }
    void escapesAreDecodedOrRefused() {
        QFETCH(QString, text);
        QFETCH(QString, decoded);
        const auto result = percentDecode(text.toStdString(), false);
        QCOMPARE(result.has_value(), !decoded.isNull());
        if (result) QCOMPARE(QString::fromStdString(*result), decoded);
        QCOMPARE(percentDecode(percentEncode("a b/é%"), false).value_or(""), std::string("a b/é%"));
    }
};

QTEST_GUILESS_MAIN(tst_router)
#include "tst_router.moc"
