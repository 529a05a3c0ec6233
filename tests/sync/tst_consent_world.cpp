// Consent with both ends together: what people said on tablets that had not heard of each other, and what reports make of it.
#include "shared/base/id.h"
#include "shared/domain/consent.h"
#include "shared/questionnaire/instrument.h"
#include "sync/service/reports/consents.h"
#include "sync/service/reports/directory.h"
#include "sync/service/reports/people.h"
#include "sync/service/reports/report_json.h"
#include "sync/service/reports/report_reader.h"
#include "tests/support/world.h"

#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using domain::Consent;
using domain::Role;

namespace {
const std::string kPerson = "55555555-0000-4000-8000-000000000001";
const std::string kTwin = "55555555-0000-4000-8000-000000000002";
} // namespace

class tst_consent_world : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    TestDevice* m_a = nullptr;
    TestDevice* m_b = nullptr;

    void record(TestDevice& device, const std::vector<device::Change>& changes) {
        must(device.notebook().record(device.vault().current()->user, changes));
    }
    /// Written down by somebody who saw what their tablet holds.
    std::string say(TestDevice& device, const std::string& answer, std::string_view purpose = domain::kPhoto, const std::string& person = kPerson) {
        const std::string id = base::newUuid(device.random());
        record(device, {{m_world->venueStream(), "consent", id,
                         {{"person", "person:" + person}, {"purpose", purpose}, {"answer", answer}, {"given_by", "parent"},
                          {"corrects", domain::correctsOf(recordsOn(device, purpose, person))}}}});
        return id;
    }
    static std::vector<domain::ConsentRecord> recordsOn(TestDevice& device, std::string_view purpose, const std::string& person) {
        std::vector<domain::ConsentRecord> records;
        for (const auto& entity : device.notebook().all("consent"))
            if (base::textOf(entity->values, "purpose") == purpose && base::textOf(entity->values, "person") == "person:" + person)
                records.push_back(domain::consentRecord(entity->key.id, entity->values));
        return records;
    }
    Consent onDevice(TestDevice& device) {
        return domain::effectiveConsent(recordsOn(device, domain::kPhoto, kPerson), base::localDate(m_world->clock.wallMs(), "Europe/London"));
    }
    std::unordered_map<std::string, Consent> onService(std::string_view purpose) {
        std::unordered_map<std::string, Consent> all;
        m_world->read([&](service::ReadTransaction& t) {
            const service::People people(t.facts().people({}));
            all = service::Consents::read(t.streams(), purpose).on(base::localDate(m_world->clock.wallMs(), "Europe/London"), people);
        });
        return all;
    }
    /// The tablet does not even take it: it would show what no service accepts.
    void refuses(TestDevice& device, const std::string& consent, const Json& set) {
        const auto taken = device.notebook().record(device.vault().current()->user, {{m_world->venueStream(), "consent", consent, set}});
        QVERIFY(!taken.ok());
        QVERIFY(taken.error().code == base::ErrorCode::Malformed);
        QCOMPARE(device.notebook().summary().waiting, 0);
    }
    /// The same on both tablets and on the service.
    void everywhere(Consent wanted) {
        m_world->syncAll();
        for (auto* device : {m_a, m_b}) {
            QCOMPARE(device->notebook().summary().waiting, 0);
            QVERIFY(device->session().troubles().empty());
            QVERIFY2(onDevice(*device) == wanted, domain::name(onDevice(*device)).data());
        }
        QVERIFY(onService(domain::kPhoto).at(kPerson) == wanted);
    }
    Json distance() {
        service::Directory directory;
        directory.organisation.timezone = "Europe/London";
        service::Scope scope;
        scope.everyVenue = true;
        service::ReportReader reader(m_world->store(), m_world->clock);
        return service::toJson(must(reader.distance(directory, scope, service::Disclosure(service::Audience::Team))).report);
    }
    void answers(const std::string& person, const std::string& point, base::Millis at) {
        Json given;
        for (int item = 1; item <= 12; ++item)
            given["q" + std::to_string(item)] = 3;
        record(*m_a, {{m_world->caseStream(), "response", base::newUuid(m_a->random()),
                       {{"person", "person:" + person}, {"instrument", "instrument:" + questionnaire::instrumentId("family_steps", 1)}, {"point", point},
                        {"respondent", "self"}, {"help", "none"}, {"answers", given}, {"finished", at}}}});
    }

private slots:
    void init() {
        m_world = std::make_unique<World>();
        m_a = &m_world->addDevice(Role::Worker, m_world->worker);
        m_b = &m_world->addDevice(Role::Worker, m_world->otherWorker);
        record(*m_a, {person(*m_world, kPerson, {{"name", "Zara"}})});
        m_world->syncAll();
    }

    void aYesIsAYesEverywhere() {
        say(*m_a, "granted");
        everywhere(Consent::Granted);
    }

    void aWithdrawalThatSawNothingBeatsAYesThatCameLater() {
        say(*m_a, "withdrawn");
        m_world->clock.advance(60'000);
        say(*m_b, "granted");
        everywhere(Consent::Withdrawn);
    }

    void onlyAYesThatSawTheWithdrawalLiftsIt() {
        say(*m_a, "granted");
        everywhere(Consent::Granted);
        say(*m_a, "withdrawn");
        m_world->clock.advance(60'000);
        say(*m_b, "granted");  // has not heard of it
        everywhere(Consent::Withdrawn);
        say(*m_b, "granted");
        everywhere(Consent::Granted);
    }

    void aYesIsWithdrawnInItsOwnRecordTooAndNotMadeAYesAgain() {
        const auto yes = say(*m_a, "granted");
        everywhere(Consent::Granted);
        record(*m_a, {{m_world->venueStream(), "consent", yes, {{"answer", "withdrawn"}}}});
        everywhere(Consent::Withdrawn);
        refuses(*m_b, yes, {{"answer", "granted"}});
        everywhere(Consent::Withdrawn);
    }

    void aYesCannotClaimLaterToHaveSeenTheWithdrawal() {
        const auto yes = say(*m_a, "granted");
        const auto no = say(*m_b, "withdrawn");
        everywhere(Consent::Withdrawn);
        refuses(*m_a, yes, {{"corrects", Json::array({"consent:" + no})}});
        everywhere(Consent::Withdrawn);
    }

    void aWithdrawalCannotBeDeletedAway() {
        say(*m_a, "granted");
        everywhere(Consent::Granted);
        const auto no = say(*m_b, "withdrawn");
        everywhere(Consent::Withdrawn);
        refuses(*m_b, no, {{"deleted", true}});
        everywhere(Consent::Withdrawn);
    }

    void aServiceThatForgotKnowsTheWithdrawalAgain() {
        say(*m_a, "granted");
        everywhere(Consent::Granted);
        m_world->saveBackup();
        say(*m_b, "withdrawn");
        everywhere(Consent::Withdrawn);
        m_world->restoreBackup();
        everywhere(Consent::Withdrawn);
    }

    void whatATwinSaidCountsAfterTheyAreJoined() {
        record(*m_a, {person(*m_world, kTwin, {{"name", "Zara"}})});
        say(*m_a, "granted", domain::kTakePart, kPerson);
        say(*m_a, "refused", domain::kTakePart, kTwin);
        record(*m_a, {person(*m_world, kTwin, {{"merged_into", "person:" + kPerson}})});
        m_world->syncAll();
        distance();  // brings the facts up to date
        const auto said = onService(domain::kTakePart);
        QCOMPARE(said.size(), std::size_t(1));
        QVERIFY(said.at(kPerson) == Consent::Refused);
    }

    void whoDoesNotTakePartIsLeftOutOfTheFiguresOfChange() {
        record(*m_a, {person(*m_world, kTwin, {{"name", "Adam"}})});
        for (const auto& who : {kPerson, kTwin}) {
            answers(who, "baseline", m_world->clock.wallMs() - 90ll * 86'400'000);
            answers(who, "exit", m_world->clock.wallMs());
        }
        m_world->syncAll();
        QCOMPARE(distance()["instruments"][0]["people"].get<int>(), 2);
        say(*m_b, "refused", domain::kPhoto, kTwin);  // another matter
        m_world->syncAll();
        QCOMPARE(distance()["instruments"][0]["people"].get<int>(), 2);
        say(*m_b, "withdrawn", domain::kTakePart, kTwin);
        m_world->syncAll();
        QCOMPARE(distance()["instruments"][0]["people"].get<int>(), 1);
        QCOMPARE(distance()["said_no"].get<int>(), 1);
        say(*m_b, "granted", domain::kTakePart, kTwin);
        m_world->syncAll();
        QCOMPARE(distance()["instruments"][0]["people"].get<int>(), 2);
    }
};

QTEST_APPLESS_MAIN(tst_consent_world)
#include "tst_consent_world.moc"
