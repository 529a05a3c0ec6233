// What the console says of safeguarding: that concerns wait and since when, whose keys there are, and nothing of what concerns say.
#include "shared/base/hex.h"
#include "shared/base/id.h"
#include "shared/domain/concern.h"
#include "shared/domain/stream.h"
#include "sync/service/store/stream_store.h"
#include "tests/sync/service/console/console_world.h"

#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using domain::Role;

namespace {

const std::string kOrganisation = "11111111-0000-4000-8000-000000000000";
const std::string kStream = domain::organisationStream(kOrganisation);

} // namespace

class tst_console_safeguarding : public QObject {
    Q_OBJECT

    std::unique_ptr<ConsoleWorld> m_world;
    std::string m_lead, m_fingerprint;
    const std::string m_key = "88888888-0000-4000-8000-000000000001";

    void signedInAs(const std::string& name, Role role, const std::string& venue) {
        m_world->addUser(name, {{role, venue, 0, std::nullopt}});
        m_world->signIn(name + "@example.org");
    }
    void aConcernWaits(const std::string& venue) {
        const std::string box(2 * (domain::kConcernSizes[0] + domain::kSealedBoxExtra), 'a');
        m_world->set(domain::concernStream(venue), "concern", base::newUuid(m_world->random),
                     {{"sealed", Json::array({{{"key", m_fingerprint}, {"box", box}}})}, {"to", "lead"}});
    }
    std::string linkOf(const service::Response& page) {
        const auto from = page.body.find("waymark://enrol");
        return from == std::string::npos ? std::string() : page.body.substr(from, page.body.find('<', from) - from);
    }

private slots:
    void init() {
        m_world = std::make_unique<ConsoleWorld>();
        m_lead = m_world->addUser("lena", {{Role::Safeguarding, ConsoleWorld::kLibrary, 0, std::nullopt}});
        const base::Bytes key(domain::kSafeguardingKeyBytes, 7);
        m_fingerprint = domain::keyFingerprint(key);
        m_world->set(kStream, "safeguarding_key", m_key,
                     {{"public", base::toHex(key)}, {"fingerprint", m_fingerprint}, {"holder", "user:" + m_lead}, {"duty", "lead"}});
    }

    void whatWaitsIsCountedAndNothingIsShown() {
        aConcernWaits(ConsoleWorld::kLibrary);
        aConcernWaits(ConsoleWorld::kLibrary);
        signedInAs("cora", Role::Coordinator, ConsoleWorld::kLibrary);
        const auto page = m_world->get("/console/safeguarding");
        QVERIFY(says(page, "2 concerns wait for the safeguarding lead"));
        QVERIFY(!says(page, "aaaaaaaa"));
        QVERIFY(says(page, m_fingerprint.substr(0, 4) + " " + m_fingerprint.substr(4, 4)));
        QVERIFY(!says(page, "/console/safeguarding/key"));
    }

    void anotherVenuesConcernsAreNotCounted() {
        aConcernWaits(ConsoleWorld::kLibrary);
        signedInAs("cora", Role::Coordinator, ConsoleWorld::kHall);
        QVERIFY(says(m_world->get("/console/safeguarding"), "No concern waits"));
    }

    void aConfirmedKeyIsInTheEnrolmentLinkAndAnUnconfirmedOneIsNot() {
        signedInAs("grace", Role::Administrator, "");
        const auto form = [this] { return std::map<std::string, std::string>{{"csrf", m_world->csrf()}, {"role", "worker"}, {"venue-" + ConsoleWorld::kHall, "on"}}; };
        QVERIFY(!says(m_world->post("/console/enrolment/device", form()), m_fingerprint));
        QCOMPARE(m_world->post("/console/safeguarding/key", {{"csrf", m_world->csrf()}, {"key", m_key}, {"choice", "confirm"}}).status, 303);
        QVERIFY(QString::fromStdString(linkOf(m_world->post("/console/enrolment/device", form()))).endsWith("&amp;s=" + QString::fromStdString(m_fingerprint)));
        m_world->post("/console/safeguarding/key", {{"csrf", m_world->csrf()}, {"key", m_key}, {"choice", "withdraw"}});
        QVERIFY(!says(m_world->post("/console/enrolment/device", form()), m_fingerprint));
    }

    void aCoordinatorConfirmsNoKey() {
        signedInAs("cora", Role::Coordinator, ConsoleWorld::kLibrary);
        m_world->post("/console/safeguarding/key", {{"csrf", m_world->csrf()}, {"key", m_key}, {"choice", "confirm"}});
        Json confirmed;
        QVERIFY(m_world->store().read([&](service::ReadTransaction& t) {
            const auto fields = t.streams().fieldsOf(kStream, {"safeguarding_key", m_key});
            if (fields.contains("confirmed")) confirmed = fields.at("confirmed").value;
        }).ok());
        QVERIFY(confirmed.is_null());
    }

    void thePhoneNumberAndTheHoursAreForEveryDevice() {
        m_world->set(kStream, "organisation", kOrganisation, {{"settings", {{"pin_digits", 8}}}});
        signedInAs("grace", Role::Administrator, "");
        m_world->post("/console/safeguarding/settings", {{"csrf", m_world->csrf()}, {"phone", "0121 496 0000"}, {"hours", "2"}});
        Json settings;
        QVERIFY(m_world->store().read([&](service::ReadTransaction& t) { settings = t.streams().fieldsOf(kStream, {"organisation", kOrganisation}).at("settings").value; }).ok());
        QCOMPARE(base::textOf(settings, "safeguarding_phone"), std::string("0121 496 0000"));
        QCOMPARE(base::integerOf(settings, "concern_hours"), 2);
        QCOMPARE(base::integerOf(settings, "pin_digits"), 8);
        QVERIFY(says(m_world->get("/console/safeguarding"), "0121 496 0000"));
    }

    void aConcernThatIsSetAsideIsListedAndNothingOfItIsSaved() {
        const std::string author = "33333333-0000-4000-8000-000000000009";
        const auto held = m_world->store().write([&](service::WriteTransaction& t) -> base::Result<void> {
            service::HeldOp op;
            op.id = base::newOpId(1000, m_world->random);
            op.stream = domain::concernStream(ConsoleWorld::kLibrary);
            op.type = "concern";
            op.entity = base::newUuid(m_world->random);
            op.outcome = wire::Outcome::Quarantined;
            op.reason = "invalid_value";
            op.body = base::toText({{"id", op.id}, {"stream", op.stream}, {"type", op.type}, {"entity", op.entity}, {"by", author},
                                    {"set", {{"sealed", Json::array({{{"key", m_fingerprint}, {"box", "b0b0b0b0"}}})}, {"to", "deputy"}}}});
            op.receivedAt = m_world->clock.wallMs();
            t.streams().hold(op, {"concern:" + op.entity});
            return {};
        });
        QVERIFY(held.ok());
        signedInAs("cora", Role::Coordinator, ConsoleWorld::kLibrary);
        const auto page = m_world->get("/console/set-aside");
        QVERIFY(says(page, "1 change is set aside"));
        const auto file = m_world->post("/console/set-aside/export", {{"csrf", m_world->csrf()}});
        QCOMPARE(file.status, 200);
        QVERIFY(says(file, "invalid_value"));
        for (const auto& response : {page, file})
            for (const auto& secret : {std::string("b0b0b0b0"), author, m_fingerprint, std::string("deputy")})
                QVERIFY2(!says(response, secret), secret.c_str());
    }

    void aReaderSeesNoneOfIt() {
        signedInAs("rita", Role::Reader, ConsoleWorld::kLibrary);
        QCOMPARE(m_world->get("/console/safeguarding").status, 404);
    }
};

QTEST_GUILESS_MAIN(tst_console_safeguarding)
#include "tst_console_safeguarding.moc"
