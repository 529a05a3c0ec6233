// Enrolment and joining, as the contract promises them to a device.
#include "shared/base/id.h"
#include "shared/base/json.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "sync/service/api/enrol_api.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/auth/codes.h"
#include "sync/service/auth/tokens.h"
#include "tests/support/any_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using namespace waymark::service;
using base::Json;
using domain::Role;

namespace {

constexpr Millis kHour = 3'600'000;
const std::string kOrganisation = "11111111-1111-4111-8111-111111111111";
const std::string kVenue = "22222222-2222-4222-8222-222222222222";
const std::string kOtherVenue = "33333333-3333-4333-8333-333333333333";
const std::string kUser = "44444444-4444-4444-8444-444444444444";
const std::string kNonce = "00112233445566778899aabbccddeeff";
const std::string kOtherNonce = "ffeeddccbbaa99887766554433221100";

} // namespace

class tst_enrol_api : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<EnrolApi> m_api;
    tests::FakeClock m_clock;
    tests::SeededRandom m_random;

    void inStore(const std::function<void(WriteTransaction&)>& work) {
        const auto done = m_store->write([&](WriteTransaction& tx) -> base::Result<void> {
            work(tx);
            return {};
        });
        QVERIFY(done.ok());
    }

    std::string addCode(bool enrols, Role role = Role::Worker) {
        const std::string typed = newCode(m_random);
        inStore([&](WriteTransaction& tx) {
            Code code;
            code.hash = codeHash(typed, *tx.registry().organisation());
            code.enrols = enrols;
            code.role = role;
            if (enrols) code.venues = {kVenue};
            else code.user = kUser;
            code.expires = m_clock.wallMs() + 24 * kHour;
            tx.registry().addCode(code);
        });
        return typed;
    }

    void setUser(const Json& fields) {
        inStore([&](WriteTransaction& tx) {
            QVERIFY(ServiceOps(tx.streams(), m_random, m_clock.wallMs()).set(domain::organisationStream(kOrganisation), {"user", kUser}, fields).ok());
        });
    }

    Response enrol(const std::string& code, const std::string& nonce = kNonce) {
        Request request;
        request.peer = "192.0.2.1";
        request.body = base::toText({{"code", code}, {"nonce", nonce}, {"device", {{"name", "Hall tablet"}, {"platform", "linux"}, {"app", "0.1.0"}}}});
        return m_api->enrol(request);
    }

    Response join(const std::string& token, const std::string& code, const std::string& nonce = kNonce) {
        Request request;
        request.peer = "192.0.2.1";
        request.bearer = token;
        request.body = base::toText({{"code", code}, {"nonce", nonce}});
        return m_api->join(request);
    }

    static std::string errorOf(const Response& response) {
        const auto json = *base::parseJson(response.body);
        if (base::textOf(json, "message").empty() || !json.contains("clock")) return "not the shape of an error";
        return base::textOf(json, "error");
    }

    std::string enrolled() { return base::textOf(*base::parseJson(enrol(addCode(true), kNonce).body), "token"); }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_store = std::move(*tests::openStore(m_directory->filePath("waymark.db").toStdString()));
        m_api = std::make_unique<EnrolApi>(*m_store, m_random, m_clock);
        inStore([&](WriteTransaction& tx) {
            tx.registry().setOrganisation({kOrganisation, "Test organisation", "Europe/London", std::string(64, 'a')});
        });
        setUser({{"name", "Test Worker"}, {"active", true}, {"grants", domain::toJson({{Role::Worker, kVenue, 0, std::nullopt}})}});
    }
    void cleanup() {
        m_api.reset();
        m_store.reset();
    }

    void enrolmentGivesADeviceWithTheCodesGrants() {
        const auto response = enrol(addCode(true, Role::Coordinator));
        QCOMPARE(response.status, 201);
        const auto json = *base::parseJson(response.body);
        QVERIFY(base::isUuid(base::textOf(json, "device")));
        QVERIFY(json["organisation"] == Json({{"id", kOrganisation}, {"name", "Test organisation"}}));
        QVERIFY(json["clock"] == Json(m_clock.wallMs()));
        inStore([&](WriteTransaction& tx) {
            const auto device = tx.registry().deviceByToken(tokenHash(base::textOf(json, "token")));
            QVERIFY(device.has_value());
            QCOMPARE(device->id, base::textOf(json, "device"));
            QCOMPARE(device->name, std::string("Hall tablet"));
            QCOMPARE(device->grants.size(), std::size_t(1));
            QVERIFY(device->grants[0].role == Role::Coordinator);
            QCOMPARE(device->grants[0].venue, kVenue);
        });
    }

    void aLostReplyCostsNothing() {
        const std::string code = addCode(true);
        const auto first = enrol(code);
        m_clock.advance(23 * kHour);
        const auto again = enrol(code);
        QCOMPARE(again.status, 201);
        auto a = *base::parseJson(first.body);
        auto b = *base::parseJson(again.body);
        a.erase("clock");
        b.erase("clock");
        QCOMPARE(base::toText(a), base::toText(b));
        inStore([](WriteTransaction& tx) { QCOMPARE(tx.registry().devices().size(), std::size_t(1)); });
        m_clock.advance(2 * kHour);
        QCOMPARE(errorOf(enrol(code)), std::string("code_used"));
    }

    void aCodeThatCannotBeUsedIsRefusedInPlainWords() {
        const std::string code = addCode(true);
        QCOMPARE(enrol("00000-00000").status, 403);
        QCOMPARE(errorOf(enrol("00000-00000")), std::string("code_unknown"));
        QCOMPARE(errorOf(enrol(addCode(false))), std::string("code_unknown"));
        QCOMPARE(enrol(code).status, 201);
        QCOMPARE(errorOf(enrol(code, kOtherNonce)), std::string("code_used"));
        const std::string late = addCode(true);
        m_clock.advance(24 * kHour);
        QCOMPARE(errorOf(enrol(late)), std::string("code_expired"));
    }

    void whatCannotBeReadIsMalformed_data() {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char* what, const std::function<void(Json&)>& spoil) {
            Json body = {{"code", "4F7K2-9QXMT"}, {"nonce", kNonce}, {"device", {{"name", ""}, {"platform", ""}, {"app", ""}}}};
            spoil(body);
            QTest::newRow(what) << QByteArray::fromStdString(base::toText(body));
        };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("cut short") << QByteArray("{\"code\":\"4F7K2");
        QTest::newRow("a list") << QByteArray("[]");
        row("no nonce", [](Json& body) { body.erase("nonce"); });
        row("a nonce in capitals", [](Json& body) { body["nonce"] = "00112233445566778899AABBCCDDEEFF"; });
        row("a nonce too short", [](Json& body) { body["nonce"] = "0011"; });
        row("a number as code", [](Json& body) { body["code"] = 1; });
        row("no device", [](Json& body) { body.erase("device"); });
        row("a device with a number as platform", [](Json& body) { body["device"]["platform"] = 7; });
        row("a device with an endless name", [](Json& body) { body["device"]["name"] = std::string(1'000, 'x'); });
    }
    void whatCannotBeReadIsMalformed() {
        QFETCH(QByteArray, body);
        Request request;
        request.body = body.toStdString();
        const auto response = m_api->enrol(request);
        QCOMPARE(response.status, 400);
        QCOMPARE(errorOf(response), std::string("malformed"));
    }

    void whatADeviceDoesNotSayOfItselfIsEmpty() {
        Request request;
        request.peer = "192.0.2.1";
        request.body = base::toText({{"code", addCode(true)}, {"nonce", kNonce}, {"device", {{"name", "Hall tablet"}}}});
        QCOMPARE(m_api->enrol(request).status, 201);
        inStore([](WriteTransaction& tx) {
            const auto device = tx.registry().devices().at(0);
            QCOMPARE(device.name, std::string("Hall tablet"));
            QVERIFY(device.platform.empty() && device.app.empty());
        });
    }

    void aRefusalSaysWhichFieldCannotBeRead_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("field");
        QTest::newRow("no code") << QStringLiteral(R"({"nonce":"x"})") << "code ";
        QTest::newRow("no nonce") << QStringLiteral(R"({"code":"x"})") << "nonce ";
        QTest::newRow("no device") << QStringLiteral(R"({"code":"x","nonce":"%1"})").arg(kNonce.c_str()) << "device ";
        QTest::newRow("a number as platform") << QStringLiteral(R"({"code":"x","nonce":"%1","device":{"platform":7}})").arg(kNonce.c_str()) << "device.platform ";
    }
    void aRefusalSaysWhichFieldCannotBeRead() {
        QFETCH(QString, body);
        QFETCH(QString, field);
        Request request;
        request.body = body.toStdString();
        const auto response = m_api->enrol(request);
        QCOMPARE(response.status, 400);
        const auto message = QString::fromStdString(base::textOf(*base::parseJson(response.body), "message"));
        QVERIFY2(message.startsWith(field), qPrintable(message));
    }

    void aClockThatWasAheadOnceIsNotToldToDevices() {
        m_clock.advance(5 * 365 * 24 * kHour);
        setUser({{"name", "Test Worker far ahead"}});
        m_clock.advance(-5 * 365 * 24 * kHour);
        const auto reply = *base::parseJson(enrol(addCode(true)).body);
        QVERIFY(reply["clock"] == Json(m_clock.wallMs()));
        QVERIFY((*base::parseJson(join(base::textOf(reply, "token"), addCode(false)).body))["clock"] == Json(m_clock.wallMs()));
        const std::string code = addCode(true);
        m_clock.advance(24 * kHour);
        QCOMPARE(errorOf(enrol(code, kOtherNonce)), std::string("code_expired"));
    }

    void guessingIsStoppedAndOthersAreNot() {
        const std::string code = addCode(true);
        int refusals = 0;
        Response last;
        for (int i = 0; i < 100 && refusals == 0; ++i) {
            last = enrol("00000-00000");
            if (last.status == 429) ++refusals;
        }
        QCOMPARE(refusals, 1);
        QCOMPARE(errorOf(last), std::string("too_many_attempts"));
        QCOMPARE(last.headers.at("Retry-After"), std::string("30"));
        QCOMPARE(enrol(code).status, 429);  // a right code too: the answer tells a guesser nothing
        Request other;
        other.peer = "192.0.2.2";
        other.body = "{}";
        QCOMPARE(m_api->enrol(other).status, 400);
        m_clock.advance(30'000);
        QCOMPARE(enrol(code).status, 201);
    }

    void unreadableRequestsDoNotUseUpTheTries() {
        Request request;
        request.peer = "192.0.2.1";
        for (int i = 0; i < 100; ++i)
            QCOMPARE(m_api->enrol(request).status, 400);
        QCOMPARE(enrol(addCode(true)).status, 201);
    }

    void aWorkerJoinsOnceAndALostReplyCostsNothing() {
        const std::string token = enrolled();
        const std::string code = addCode(false);
        const auto first = join(token, code);
        QCOMPARE(first.status, 201);
        const auto json = *base::parseJson(first.body);
        QVERIFY(json["user"] == Json({{"id", kUser}, {"name", "Test Worker"}, {"role", "worker"}}));
        QCOMPARE(join(token, code).body, first.body);
        QCOMPARE(errorOf(join(token, code, kOtherNonce)), std::string("code_used"));
        inStore([&](WriteTransaction& tx) {
            QCOMPARE(tx.registry().deviceByToken(tokenHash(token))->users, std::vector<std::string>{kUser});
        });
    }

    void anotherDeviceCannotReplayAJoin() {
        const std::string token = enrolled();
        const std::string code = addCode(false);
        QCOMPARE(join(token, code).status, 201);
        const std::string other = base::textOf(*base::parseJson(enrol(addCode(true), kOtherNonce).body), "token");
        QCOMPARE(errorOf(join(other, code)), std::string("code_used"));
    }

    void onlyAnActiveWorkerOfThisVenueJoins() {
        const std::string token = enrolled();
        const std::string code = addCode(false);
        setUser({{"grants", domain::toJson({{Role::Worker, kOtherVenue, 0, std::nullopt}})}});
        QCOMPARE(errorOf(join(token, code)), std::string("not_granted"));
        m_clock.advance(1'000);
        setUser({{"grants", domain::toJson({{Role::Volunteer, kVenue, 0, std::nullopt}})}, {"active", false}});
        QCOMPARE(errorOf(join(token, code)), std::string("not_granted"));
        m_clock.advance(1'000);
        setUser({{"active", true}});
        const auto response = join(token, code);  // the code was not used up
        QCOMPARE(response.status, 201);
        QVERIFY((*base::parseJson(response.body))["user"]["role"] == Json("volunteer"));
    }

    void aGrantForTheWholeOrganisationHoldsAtEveryVenue() {
        setUser({{"grants", domain::toJson({{Role::Administrator, "", 0, std::nullopt}})}});
        const auto response = join(enrolled(), addCode(false));
        QVERIFY((*base::parseJson(response.body))["user"]["role"] == Json("administrator"));
    }

    void aDeviceOutOfUseCannotBringPeopleIn() {
        const std::string code = addCode(false);
        QCOMPARE(join("no token of ours", code).status, 401);
        QCOMPARE(errorOf(join("no token of ours", code)), std::string("token_unknown"));
        QCOMPARE(errorOf(join("", code)), std::string("token_unknown"));
        const std::string token = enrolled();
        const auto setStatus = [&](DeviceStatus status) {
            inStore([&](WriteTransaction& tx) { tx.registry().setDeviceStatus(tx.registry().devices().at(0).id, status); });
        };
        setStatus(DeviceStatus::Lost);
        const auto lost = join(token, code);
        QCOMPARE(lost.status, 401);
        QCOMPARE(errorOf(lost), std::string("token_revoked"));
        QVERIFY((*base::parseJson(lost.body))["wipe"] == Json(true));
        setStatus(DeviceStatus::Retired);
        const auto retired = join(token, code);
        QCOMPARE(retired.status, 401);
        QVERIFY(!base::parseJson(retired.body)->contains("wipe"));
    }

    void anEnrolmentIsNotReplayedForALostDevice() {
        const std::string code = addCode(true);
        QCOMPARE(enrol(code).status, 201);
        inStore([](WriteTransaction& tx) { tx.registry().setDeviceStatus(tx.registry().devices().at(0).id, DeviceStatus::Lost); });
        QCOMPARE(errorOf(enrol(code)), std::string("code_used"));
    }
};

QTEST_GUILESS_MAIN(tst_enrol_api)
#include "tst_enrol_api.moc"
