// A running service as a real process over real HTTP: ready, used, stopped and started again.
#include "shared/base/hex.h"
#include "shared/base/json.h"
#include "sync/service/http/key_pin.h"
#include "tests/support/service_program.h"
#include "tests/support/wire_client.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <curl/curl.h>

using namespace waymark;
using base::Json;
using base::textOf;
using tests::initOrganisation;
using tests::RunningService;
using tests::runService;
using tests::WireClient;

namespace {

const std::string kNonce = "00112233445566778899aabbccddeeff";

std::string enrolBody(const std::string& code) {
    return base::toText({{"code", code}, {"nonce", kNonce}, {"device", {{"name", "Hall tablet"}, {"platform", "linux"}, {"app", "0.1.0"}}}});
}

std::size_t append(char* data, std::size_t size, std::size_t count, void* text) {
    static_cast<std::string*>(text)->append(data, size * count);
    return size * count;
}

} // namespace

class tst_serve : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    QString data() const { return m_directory->filePath("data"); }
    QString file(const char* name) const { return m_directory->filePath(name); }

    std::string enrolCode() {
        const auto venue = QString::fromStdString(textOf(runService({"add", "venue", "--data", data(), "--name", "Hall"}).out, "venue"));
        return textOf(runService({"code", "enrol", "--data", data(), "--venue", venue, "--role", "worker"}).out, "code");
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        initOrganisation(data());
    }

    void itSaysWhereItListensAndIsHealthy() {
        RunningService service(data());
        QVERIFY(service.isListening());
        WireClient client(service.port());
        const auto health = client.ask("GET", "/v1/health");
        QCOMPARE(health->status, 200);
        QCOMPARE(textOf(*base::parseJson(health->body), "status"), std::string("ok"));
        QCOMPARE(client.ask("GET", "/v1/sync")->status, 405);
        QCOMPARE(client.ask("GET", "/v1/nothing")->status, 404);
        QCOMPARE(client.ask("GET", "/")->status, 303);  // the console
    }

    void commandsWorkWhileItServes() {
        RunningService service(data());
        WireClient client(service.port());
        const auto reply = client.ask("POST", "/v1/enrol", {}, enrolBody(enrolCode()));
        QCOMPARE(reply->status, 201);
        const Json device = *base::parseJson(reply->body);

        const auto venue = QString::fromStdString(textOf(runService({"add", "venue", "--data", data(), "--name", "Other hall"}).out, "venue"));
        QVERIFY(!venue.isEmpty());
        const auto user = textOf(runService({"add", "user", "--data", data(), "--name", "Test Admin", "--role", "administrator"}).out, "user");
        const auto code = textOf(runService({"code", "join", "--data", data(), "--user", QString::fromStdString(user)}).out, "code");
        const std::string bearer = "Authorization: Bearer " + textOf(device, "token") + "\r\n";
        const auto joined = client.ask("POST", "/v1/join", bearer, base::toText({{"code", code}, {"nonce", kNonce}}));
        QCOMPARE(joined->status, 201);
        QCOMPARE(textOf((*base::parseJson(joined->body))["user"], "id"), user);

        const Json ask = {{"protocol", 1}, {"app", "0.1.0"}, {"clock", 0}, {"anchor", nullptr}, {"push", Json::array()}, {"pull", Json::array()}};
        const auto synced = client.ask("POST", "/v1/sync", bearer, base::toText(ask));
        QCOMPARE(synced->status, 200);
        QVERIFY(synced->body.find("organisation/" + textOf(device["organisation"], "id")) != std::string::npos);
    }

    void whatWasAcknowledgedOutlivesAKill() {
        const std::string code = enrolCode();
        std::string first;
        {
            RunningService service(data());
            WireClient client(service.port());
            first = textOf(*base::parseJson(client.ask("POST", "/v1/enrol", {}, enrolBody(code))->body), "token");
            service.kill();
            QVERIFY(service.waitForEnd());
        }
        RunningService service(data());
        WireClient client(service.port());
        QCOMPARE(textOf(*base::parseJson(client.ask("POST", "/v1/enrol", {}, enrolBody(code))->body), "token"), first);
    }

    void aTermSignalFinishesWhatIsInFlight() {
        RunningService service(data());
        WireClient client(service.port());
        const std::string body = enrolBody(enrolCode());
        QVERIFY(client.send("POST /v1/enrol HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"));
        QCOMPARE(client.reply()->status, 100);
        service.terminate();
        QTRY_VERIFY(!WireClient(service.port()).connected());
        QVERIFY(client.send(body));
        QCOMPARE(client.reply()->status, 201);
        QVERIFY(service.waitForEnd());
        QCOMPARE(service.exitCode(), 0);
    }

    void theLogNamesNobody() {
        RunningService service(data());
        const std::string code = enrolCode();
        WireClient client(service.port());
        const auto reply = client.ask("POST", "/v1/enrol?name=somebody", {}, enrolBody(code));
        const Json device = *base::parseJson(reply->body);
        client.ask("GET", "/v1/" + textOf(device, "device"), "Authorization: Bearer " + textOf(device, "token") + "\r\nCookie: waymark=secret\r\n");
        service.terminate();
        QVERIFY(service.waitForEnd());
        const QByteArray log = service.log();
        QVERIFY(log.contains("POST /v1/enrol 201"));
        for (const auto& secret : {code, std::string("Hall tablet"), textOf(device, "token"), textOf(device, "device"), std::string("somebody"),
                                   std::string("127.0.0.1"), std::string("secret")})
            QVERIFY2(!log.contains(secret.c_str()), secret.c_str());
    }

    void aPortThatIsTakenIsExitOne() {
        RunningService service(data());
        const auto second = runService({"serve", "--data", data(), "--listen", "127.0.0.1:" + QString::number(service.port())});
        QCOMPARE(second.exitCode, 1);
        QCOMPARE(textOf(second.err, "error"), std::string("busy"));
    }

    void whereTheLedgerCannotBeWrittenNobodyIsServed_data() {
        QTest::addColumn<QString>("ledger");
        QTest::addColumn<QString>("why");
        QTest::newRow("a folder that is not there") << "nowhere/at/all/ledger" << "No such file or directory";
        QTest::newRow("a folder") << "data" << "Is a directory";
        QTest::newRow("a file in a file") << "data/waymark.db/ledger" << "Not a directory";
    }
    void whereTheLedgerCannotBeWrittenNobodyIsServed() {
        QFETCH(QString, ledger);
        QFETCH(QString, why);
        const QString named = file(ledger.toUtf8());
        const auto refused = runService({"serve", "--data", data(), "--listen", "127.0.0.1:0", "--ledger", named});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(refused.outText.isEmpty());
        QCOMPARE(textOf(refused.err, "error"), std::string("storage"));
        const auto said = textOf(refused.err, "message");
        QVERIFY2(said.starts_with(("cannot open the ledger " + named + ": " + why).toStdString()), said.c_str());
    }

    void aDamagedLedgerStopsTheService() {
        QFile kept(data() + "/ledger");
        QVERIFY(kept.open(QIODevice::WriteOnly) && kept.write("garbage\n") > 0);
        kept.close();
        const auto refused = runService({"serve", "--data", data(), "--listen", "127.0.0.1:0"});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(refused.outText.isEmpty());
        QVERIFY2(textOf(refused.err, "message").starts_with("line 1 of"), refused.errText.constData());
    }

    void otherMachinesAreServedOnlyOverTls() {
        const auto refused = runService({"serve", "--data", data(), "--listen", "0.0.0.0:0"});
        QCOMPARE(refused.exitCode, 1);
        QCOMPARE(textOf(refused.err, "error"), std::string("not_permitted"));
        const auto noCertificate = runService({"serve", "--data", data(), "--tls-cert", file("none.pem"), "--tls-key", file("none.pem")});
        QCOMPARE(noCertificate.exitCode, 1);
        QCOMPARE(textOf(noCertificate.err, "error"), std::string("malformed"));
        RunningService behindProxy(data(), {"--behind-proxy"});
        QVERIFY(behindProxy.isListening());
    }

    void tlsIsSpokenWithACertificate() {
        QProcess openssl;
        openssl.start("openssl", {"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                                  "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", file("key.pem"), "-out", file("cert.pem")});
        QVERIFY(openssl.waitForFinished());
        QCOMPARE(openssl.exitCode(), 0);
        RunningService service(data(), {"--tls-cert", file("cert.pem"), "--tls-key", file("key.pem")});
        QVERIFY(service.url().startsWith("https://"));
        CURL* curl = curl_easy_init();
        std::string headers;
        const std::string url = service.url().toStdString() + "/v1/health";
        const std::string authority = file("cert.pem").toStdString();
        curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
        curl_easy_setopt(curl, CURLOPT_CAINFO, authority.c_str());
        const auto pin = service::keyPin(authority);
        QVERIFY(pin.ok());
        const auto raw = QByteArray::fromHex(QByteArray::fromStdString(*pin));
        curl_easy_setopt(curl, CURLOPT_PINNEDPUBLICKEY, ("sha256//" + raw.toBase64()).constData());  // as a device does
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
        std::string body;
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
        curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, append);
        curl_easy_setopt(curl, CURLOPT_HEADERDATA, &headers);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(curl_easy_perform(curl), CURLE_OK);
        curl_easy_cleanup(curl);
        QVERIFY(headers.find("Strict-Transport-Security") != std::string::npos);

        WireClient rude(service.port());  // no TLS at all
        QVERIFY(rude.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
        QVERIFY(!rude.reply());
        service.terminate();
        QVERIFY(service.waitForEnd());
        QCOMPARE(service.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_serve)
#include "tst_serve.moc"
