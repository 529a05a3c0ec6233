// How a device and a worker come in, and that a lost reply or a crash on the way costs nothing.
#include "shared/base/json.h"
#include "tests/support/device.h"

#include <QTest>

#include <deque>

using namespace waymark;
using base::ErrorCode;
using base::Json;
using device::HttpReply;
using tests::must;

namespace {

const std::string kOrganisation = "11111111-0000-4000-8000-000000000000";
const std::string kUser = "33333333-0000-4000-8000-000000000000";

class ScriptedTransport : public device::Transport {
public:
    base::Result<HttpReply> post(const std::string& path, const std::string& body, const std::string& bearer) override {
        paths.push_back(path);
        bodies.push_back(*base::parseJson(body));
        bearers.push_back(bearer);
        if (answers.empty()) return base::Error{ErrorCode::Offline, "no answer"};
        auto answer = answers.front();
        answers.pop_front();
        return answer;
    }
    void says(int status, const Json& body) { answers.push_back(HttpReply{status, base::toText(body), {}}); }
    void enrols(const std::string& organisation = kOrganisation, const std::string& token = "token-1") {
        says(201, {{"device", "44444444-0000-4000-8000-000000000000"}, {"token", token}, {"organisation", {{"id", organisation}, {"name", "Test"}}}});
    }
    void joins() { says(201, {{"user", {{"id", kUser}, {"name", "Amina"}, {"role", "worker"}}}}); }

    std::deque<base::Result<HttpReply>> answers;
    std::vector<std::string> paths, bearers;
    std::vector<Json> bodies;
};

const device::EnrolLink kLink{"https://waymark.example", "4F7K2-9QXMT", {}, {}};
const device::DeviceInfo kInfo{"Tablet", "linux", "0.1.0"};

} // namespace

class tst_enrolment : public QObject {
    Q_OBJECT

    tests::FakeClock m_clock;
    std::unique_ptr<tests::TestDevice> m_device;
    ScriptedTransport m_service;
    device::Enrolment& enrolment() { return m_device->enrolment(); }
    void restart() {
        m_device->kill();
        m_device->open();
    }
    void enrolAndJoin() {
        m_service.enrols();
        m_service.joins();
        must(enrolment().enrol(m_service, kLink, kInfo));
        must(enrolment().join(m_service, "PERSONAL"));
        must(enrolment().choosePin(tests::kPin));
        must(m_device->notebook().load());
    }

private slots:
    void init() {
        m_device = std::make_unique<tests::TestDevice>(m_clock);
        m_service = {};
    }

    void theLinkOfTheQrIsRead() {
        const auto link = must(device::parseEnrolLink("waymark://enrol?u=https%3A%2F%2FWaymark.example%2F&c=4F7K2-9QXMT&k=ab12&s=f00d&later=1"));
        QCOMPARE(link.url, std::string("https://waymark.example"));
        QCOMPARE(link.code, std::string("4F7K2-9QXMT"));
        QCOMPARE(link.serviceKey, std::string("ab12"));
        QCOMPARE(link.safeguardingKey, std::string("f00d"));
    }

    void aPersonalCodeIsReadFromItsLinkOrAsItWasTyped_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::newRow("typed") << "4F7K2-9QXMT" << "4F7K2-9QXMT";
        QTest::newRow("typed with blanks") << " 4F7K2 9QXMT\n" << "4F7K29QXMT";
        QTest::newRow("the link of the QR code") << "waymark://join?c=4F7K2-9QXMT" << "4F7K2-9QXMT";
        QTest::newRow("with more than is known yet") << "waymark://join?later=1&c=4F7K2%2D9QXMT" << "4F7K2-9QXMT";
        QTest::newRow("the link of a device") << "waymark://enrol?u=https://a.example&c=1" << "";
        QTest::newRow("a link without a code") << "waymark://join?c=" << "";
        QTest::newRow("a link with a broken escape") << "waymark://join?c=%4" << "";
    }
    void aPersonalCodeIsReadFromItsLinkOrAsItWasTyped() {
        QFETCH(QString, text);
        QFETCH(QString, code);
        const auto read = device::parseJoinCode(text.toStdString());
        QCOMPARE(read.ok(), !code.isEmpty());
        if (read) QCOMPARE(QString::fromStdString(*read), code);
    }

    void whatIsNoLinkIsRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << "";
        QTest::newRow("a web page") << "https://waymark.example";
        QTest::newRow("no code") << "waymark://enrol?u=https://a.example";
        QTest::newRow("no address") << "waymark://enrol?c=1";
        QTest::newRow("another scheme") << "waymark://enrol?u=ftp://a.example&c=1";
        QTest::newRow("plain http over a network") << "waymark://enrol?u=http://a.example&c=1";
        QTest::newRow("a broken escape") << "waymark://enrol?u=https%3&c=1";
        QTest::newRow("a key without a value") << "waymark://enrol?u";
    }
    void whatIsNoLinkIsRefused() {
        QFETCH(QString, text);
        QVERIFY(!device::parseEnrolLink(text.toStdString()).ok());
    }

    void anAddressIsTakenAsPeopleTypeIt_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::newRow("without a scheme") << "waymark.example" << "https://waymark.example";
        QTest::newRow("with a slash and blanks") << " https://waymark.example/ " << "https://waymark.example";
        QTest::newRow("with a port") << "waymark.example:8443" << "https://waymark.example:8443";
        QTest::newRow("this machine") << "http://127.0.0.1:8470" << "http://127.0.0.1:8470";
        QTest::newRow("this machine by name") << "http://localhost:8470" << "http://localhost:8470";
        QTest::newRow("this machine in version 6") << "http://[::1]:8470" << "http://[::1]:8470";
        QTest::newRow("another machine in the clear") << "http://192.168.0.5:8470" << "";
        QTest::newRow("a name that only looks like this machine") << "http://127.0.0.1.example" << "";
        QTest::newRow("with a path") << "https://waymark.example/console" << "";
        QTest::newRow("with a user") << "https://me@waymark.example" << "";
    }
    void anAddressIsTakenAsPeopleTypeIt() {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        const auto link = device::makeEnrolLink(typed.toStdString(), "CODE 1");
        QCOMPARE(link.ok(), !url.isEmpty());
        if (link) QCOMPARE(QString::fromStdString(link->url), url);
    }

    void aDeviceAndItsFirstWorkerComeIn() {
        enrolAndJoin();
        QCOMPARE(enrolment().enrolled()->organisationName, std::string("Test"));
        QCOMPARE(m_service.bearers[1], std::string("token-1"));
        QCOMPARE(m_device->vault().workers().size(), std::size_t(1));
        QCOMPARE(must(enrolment().token()), std::string("token-1"));
        QVERIFY(!enrolment().joining());
        for (const auto& body : m_service.bodies)
            QVERIFY(base::toText(body).find(tests::kPin) == std::string::npos);  // the PIN never leaves the device
    }

    void aLostReplyIsAskedForWithTheSameNonce() {
        QCOMPARE(enrolment().enrol(m_service, kLink, kInfo).error().code, ErrorCode::Offline);
        restart();
        m_service.enrols();
        // The same code, typed another way.
        must(enrolment().enrol(m_service, {kLink.url, "4f7k29qxmt", {}, {}}, kInfo));
        QCOMPARE(m_service.bodies[0]["nonce"].get<std::string>(), m_service.bodies[1]["nonce"].get<std::string>());
        QCOMPARE(m_service.bodies[0]["nonce"].get<std::string>().size(), std::size_t(32));
        // Another code is another question.
        must(enrolment().cancelJoin());
        static_cast<void>(enrolment().join(m_service, "ONE"));
        static_cast<void>(enrolment().join(m_service, "TWO"));
        QVERIFY(m_service.bodies[2]["nonce"] != m_service.bodies[3]["nonce"]);
    }

    void aCrashBetweenJoinAndPinCostsNothing() {
        m_service.enrols();
        m_service.joins();
        must(enrolment().enrol(m_service, kLink, kInfo));
        must(enrolment().join(m_service, "PERSONAL"));
        restart();
        QCOMPARE(enrolment().joining()->name, std::string("Amina"));
        must(enrolment().choosePin(tests::kPin));
        QVERIFY(m_device->vault().isUnlocked());
    }

    void aWeakPinLeavesTheJoinOpen() {
        m_service.enrols();
        m_service.joins();
        must(enrolment().enrol(m_service, kLink, kInfo));
        must(enrolment().join(m_service, "PERSONAL"));
        QCOMPARE(enrolment().choosePin("1234").error().code, ErrorCode::Malformed);
        QVERIFY(enrolment().joining());
        must(enrolment().choosePin(tests::kPin));
    }

    void theTokenIsSealedOnceThereIsAPin() {
        enrolAndJoin();
        const QFileInfo info(QString::fromStdString(m_device->path()));
        for (const auto& name : info.dir().entryList(QDir::Files)) {
            QFile file(info.dir().filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("token-1"), qPrintable(name));
        }
        m_device->vault().lock();
        QCOMPARE(enrolment().token().error().code, ErrorCode::Locked);
    }

    void refusalsHaveNames_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("code");
        QTest::newRow("wrong code") << 403 << "code_unknown" << int(ErrorCode::CodeUnknown);
        QTest::newRow("expired code") << 403 << "code_expired" << int(ErrorCode::CodeExpired);
        QTest::newRow("used code") << 403 << "code_used" << int(ErrorCode::CodeUsed);
        QTest::newRow("too often") << 429 << "too_many_attempts" << int(ErrorCode::TooManyAttempts);
        QTest::newRow("busy") << 503 << "busy" << int(ErrorCode::Busy);
        QTest::newRow("not read") << 400 << "malformed" << int(ErrorCode::Malformed);
        QTest::newRow("the token is not known") << 401 << "token_unknown" << int(ErrorCode::Unauthorised);
    }
    void refusalsHaveNames() {
        QFETCH(int, status);
        QFETCH(QString, word);
        QFETCH(int, code);
        m_service.says(status, {{"error", word.toStdString()}, {"message", "words"}});
        QCOMPARE(int(enrolment().enrol(m_service, kLink, kInfo).error().code), code);
        QVERIFY(!enrolment().enrolled());
    }

    void anAnswerThatLacksSomethingIsNotTaken() {
        m_service.says(201, {{"device", "d"}});
        QCOMPARE(enrolment().enrol(m_service, kLink, kInfo).error().code, ErrorCode::Malformed);
        m_service.answers.push_back(HttpReply{201, "<html>", {}});
        QCOMPARE(enrolment().enrol(m_service, kLink, kInfo).error().code, ErrorCode::Malformed);
        QVERIFY(!enrolment().enrolled());
    }

    void enrollingAgainKeepsTheOutbox() {
        enrolAndJoin();
        const std::string venue = "22222222-0000-4000-8000-000000000000";
        must(m_device->notebook().record(kUser, {{"venue/" + venue, "person", venue, {{"name", "Zara"}}}}));
        m_service.enrols(kOrganisation, "token-2");
        must(enrolment().enrol(m_service, kLink, kInfo));
        QCOMPARE(must(enrolment().token()), std::string("token-2"));
        QCOMPARE(m_device->notebook().summary().waiting, 1);
        m_service.enrols("99999999-0000-4000-8000-000000000000", "token-3");
        QCOMPARE(enrolment().enrol(m_service, {kLink.url, "OTHER", {}, {}}, kInfo).error().code, ErrorCode::NotPermitted);
        QCOMPARE(must(enrolment().token()), std::string("token-2"));
    }

    void aSecondWorkerJoinsOnlyWhileSomebodyIsSignedIn() {
        enrolAndJoin();
        m_device->vault().lock();
        QCOMPARE(enrolment().join(m_service, "SECOND").error().code, ErrorCode::Locked);
        QCOMPARE(m_service.bodies.size(), std::size_t(2));  // the code was not spent
    }
};

QTEST_APPLESS_MAIN(tst_enrolment)
#include "tst_enrolment.moc"
