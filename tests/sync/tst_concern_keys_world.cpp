// Whom a device seals for: keys pinned by fingerprint from enrolment on, whatever the service says later (contract, section 5; docs/threat-model.md).
#include "tests/sync/safeguarding_world.h"

#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::ErrorCode;
using base::Json;
using device::KeyLine;
using device::SafeguardingSecret;
using domain::Role;

namespace {
std::string lastDigits(const std::string& fingerprint) { return fingerprint.substr(fingerprint.size() - device::kTypedDigits); }
} // namespace

class tst_concern_keys_world : public QObject {
    Q_OBJECT

    std::unique_ptr<SafeguardingWorld> m_world;

    std::vector<std::string> both() const {
        std::vector<std::string> keys{m_world->leadKey, m_world->deputyKey};
        std::sort(keys.begin(), keys.end());
        return keys;
    }
    std::vector<std::string> sealedNow(bool aboutLead = false) {
        auto text = aConcern();
        text.aboutLead = aboutLead;
        const auto handed = m_world->handOver(text);
        m_world->syncDesk(m_world->author);
        return m_world->sealedFor(handed.concern);
    }
    /// What a lead's device could send that is not ours.
    void leadSays(const std::string& key, const Json& fields) {
        must(m_world->leadDesk.device->notebook().record(m_world->lead, {{m_world->organisationStream(), "safeguarding_key", key, fields}}));
        m_world->syncDesk(m_world->leadDesk);
        m_world->syncDesk(m_world->author);
    }
    std::string deputysKey() const { return m_world->keyEntity(m_world->deputy, m_world->deputyKey); }

private slots:
    void init() { m_world = std::make_unique<SafeguardingWorld>(); }
    void cleanup() { m_world.reset(); }

    void theLinkNamesTheLeadAndTheLeadVouchesForTheDeputy() {
        QVERIFY(m_world->author.key(m_world->leadKey).state == KeyLine::State::Known);
        QVERIFY(m_world->author.key(m_world->deputyKey).state == KeyLine::State::Known);
        QCOMPARE(sealedNow(), both());
    }

    void aKeyThatTheServiceAddsIsShownAndNothingIsSealedForIt() {
        const auto mallory = SafeguardingSecret::random(m_world->random);
        m_world->serviceForges({"safeguarding_key", base::newUuid(m_world->random)}, m_world->keyOf(mallory, m_world->lead));
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.key(mallory.fingerprint()).state == KeyLine::State::New);
        QCOMPARE(sealedNow(), both());
    }

    void aKeyThatTheServiceSwapsIsNoticedAndTheOldOneGoesOnToCount() {
        const auto mallory = SafeguardingSecret::random(m_world->random);
        m_world->serviceForges({"safeguarding_key", m_world->keyEntity(m_world->lead, m_world->leadKey)}, m_world->keyOf(mallory, m_world->lead));
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.key(m_world->leadKey).state == KeyLine::State::Gone);
        QVERIFY(m_world->author.key(mallory.fingerprint()).state == KeyLine::State::New);
        // Sealed as before: this service sets it aside, one that is honest again takes it.
        m_world->handOver();
        const auto concerns = m_world->author.device->notebook().all("concern");
        const auto boxes = *domain::sealedBoxes(concerns[0]->values["sealed"]);
        QVERIFY(std::any_of(boxes.begin(), boxes.end(), [this](const auto& box) { return box.key == m_world->leadKey; }));
        QVERIFY(std::none_of(boxes.begin(), boxes.end(), [&](const auto& box) { return box.key == mallory.fingerprint() || mallory.open(box.box).ok(); }));
    }

    void aKeyThatSaysALeadSignedItIsCheckedAgainstTheSignature() {
        const auto mallory = SafeguardingSecret::random(m_world->random);
        auto fields = m_world->keyOf(mallory, m_world->lead);
        fields["signed_by"] = {{"key", m_world->leadKey}, {"signature", mallory.sign("anything")}};
        m_world->serviceForges({"safeguarding_key", base::newUuid(m_world->random)}, fields);
        // A true signature, moved to another holder.
        const auto deputys = m_world->author.device->notebook().find({"safeguarding_key", m_world->keyEntity(m_world->deputy, m_world->deputyKey)});
        auto moved = deputys->values;
        moved["holder"] = "user:" + m_world->coordinator;
        const auto other = SafeguardingSecret::random(m_world->random);
        moved["public"] = other.publicKey();
        moved["fingerprint"] = other.fingerprint();
        m_world->serviceForges({"safeguarding_key", base::newUuid(m_world->random)}, moved);
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.key(mallory.fingerprint()).state == KeyLine::State::New);
        QVERIFY(m_world->author.key(other.fingerprint()).state == KeyLine::State::New);
    }

    void aFingerprintThatIsNotTheKeysIsNoKey() {
        const auto mallory = SafeguardingSecret::random(m_world->random);
        auto fields = m_world->keyOf(mallory, m_world->lead);
        fields["fingerprint"] = m_world->leadKey;
        m_world->serviceForges({"safeguarding_key", m_world->keyEntity(m_world->lead, m_world->leadKey)}, fields);
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.key(m_world->leadKey).state == KeyLine::State::Gone);
        m_world->handOver();
        const auto boxes = *domain::sealedBoxes(m_world->author.device->notebook().all("concern")[0]->values["sealed"]);
        QVERIFY(std::none_of(boxes.begin(), boxes.end(), [&](const auto& box) { return mallory.open(box.box).ok(); }));
    }

    void withoutAPinNobodyIsSealedForUntilAPersonHasCompared() {
        m_world->safeguardingKey.clear();
        auto desk = m_world->desk(Role::Worker, m_world->otherWorker);
        QCOMPARE(desk.concerns->handOver(desk.user, m_world->venue, aConcern()).error().code, ErrorCode::NotFound);
        QVERIFY(desk.key(m_world->leadKey).state == KeyLine::State::New);
        QCOMPARE(desk.concerns->keys().confirm(m_world->leadKey, "00000000", desk.user).error().code, ErrorCode::WrongPin);
        QVERIFY(desk.concerns->recipients(m_world->venue, false).empty());
        must(desk.concerns->keys().confirm(m_world->leadKey, lastDigits(m_world->leadKey), desk.user));
        // The lead's word for the deputy counts with it, and both after a restart.
        QCOMPARE(desk.concerns->recipients(m_world->venue, false).size(), std::size_t(2));
        desk.device->restart(desk.user);
        desk.open();
        QCOMPARE(desk.concerns->recipients(m_world->venue, false).size(), std::size_t(2));
    }

    void aSecondLinkDoesNotBringInAnotherKey() {
        const auto mallory = SafeguardingSecret::random(m_world->random);
        m_world->serviceForges({"safeguarding_key", base::newUuid(m_world->random)}, m_world->keyOf(mallory, m_world->lead));
        auto link = must(device::makeEnrolLink("https://waymark.example", m_world->enrolCode(Role::Worker)));
        link.safeguardingKey = mallory.fingerprint();
        must(m_world->author.device->enrolment().enrol(m_world->network(), link, {"Tablet", "test", "0"}));
        m_world->author.device->restart(m_world->worker);
        m_world->author.open();
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.key(mallory.fingerprint()).state == KeyLine::State::New);
    }

    void whoHasLeftIsNotSealedFor() {
        m_world->serviceSets(m_world->organisationStream(), {"user", m_world->deputy}, {{"active", false}});
        m_world->syncDesk(m_world->author);
        QCOMPARE(sealedNow(), std::vector<std::string>{m_world->leadKey});
    }

    void aNewKeyMadeBesideTheOldOneIsKnownByItsSignature() {
        must(m_world->leadDesk.concerns->makeKey(m_world->lead, true));
        const auto renewed = m_world->leadDesk.concerns->ownFingerprint();
        QVERIFY(renewed != m_world->leadKey);
        m_world->handOver();  // sealed for the old key, before the author has heard of the new one
        m_world->syncDesk(m_world->leadDesk);
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.key(renewed).state == KeyLine::State::Known);
        QVERIFY(m_world->author.key(m_world->leadKey).state == KeyLine::State::Withdrawn);
        const auto sealed = sealedNow();
        QCOMPARE(sealed.size(), std::size_t(2));
        QVERIFY(std::find(sealed.begin(), sealed.end(), renewed) != sealed.end());
        m_world->syncDesk(m_world->leadDesk);
        for (const auto& one : m_world->leadDesk.concerns->cases())
            QVERIFY(one.opens);
    }

    void aForgottenPinTakesTheSecretAndTheDeputyStillOpens() {
        m_world->handOver();
        m_world->syncDesk(m_world->author);
        const auto sheet = must(m_world->leadDesk.concerns->recoveryText());
        // Somebody else is signed in on the lead's tablet, and the lead joins anew with another PIN.
        auto& tablet = *m_world->leadDesk.device;
        m_world->join(tablet, m_world->deputy);
        m_world->join(tablet, m_world->lead);
        m_world->leadDesk.open();
        m_world->syncDesk(m_world->leadDesk);
        QCOMPARE(m_world->leadDesk.concerns->ownFingerprint(), std::string());
        QVERIFY(!m_world->leadDesk.concerns->cases()[0].opens);
        m_world->syncDesk(m_world->deputyDesk);
        QVERIFY(m_world->deputyDesk.concerns->cases()[0].opens);
        // The sheet from the safe brings it back, on this tablet or a new one.
        QCOMPARE(m_world->leadDesk.concerns->restoreKey(m_world->lead, "1234 " + sheet, true).error().code, ErrorCode::Malformed);
        must(m_world->leadDesk.concerns->restoreKey(m_world->lead, QString::fromStdString(sheet).toUpper().toStdString(), true));
        QCOMPARE(m_world->leadDesk.concerns->ownFingerprint(), m_world->leadKey);
        QVERIFY(m_world->leadDesk.concerns->cases()[0].opens);
        m_world->syncDesk(m_world->leadDesk);
        QCOMPARE(sealedNow(), both());
    }

    void theDeputysPinDoesNotOpenTheLeadsSecret() {
        m_world->handOver();
        m_world->syncDesk(m_world->author);
        auto& tablet = *m_world->leadDesk.device;
        m_world->join(tablet, m_world->deputy);
        m_world->leadDesk.open();
        QCOMPARE(m_world->leadDesk.concerns->ownFingerprint(), std::string());
        for (const auto& one : m_world->leadDesk.concerns->cases())
            QVERIFY(!one.opens);
        tablet.restart(m_world->lead);
        m_world->leadDesk.open();
        QCOMPARE(m_world->leadDesk.concerns->ownFingerprint(), m_world->leadKey);
    }

    void aKeyThatTheServiceHasForgottenIsGivenBack() {
        const domain::EntityKey key{"safeguarding_key", m_world->keyEntity(m_world->lead, m_world->leadKey)};
        m_world->write([&](service::WriteTransaction& t) { t.streams().appendErase(m_world->organisationStream(), key, m_world->random.bytes<16>()); });
        m_world->syncDesk(m_world->leadDesk);
        m_world->syncDesk(m_world->leadDesk);
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.key(m_world->leadKey).state == KeyLine::State::Known);
    }

    void aLeadConfirmsNoKeyOfTheirOwn() {
        const auto confirmed = m_world->leadDesk.device->notebook().record(
            m_world->lead, {{m_world->organisationStream(), "safeguarding_key", base::newUuid(m_world->random), {{"confirmed", true}}}});
        QVERIFY(!confirmed);
        QCOMPARE(confirmed.error().code, ErrorCode::NotPermitted);
    }

    void aLeadSaysNothingOfAnothersKey_data() {
        QTest::addColumn<QString>("fields");
        QTest::newRow("it is withdrawn") << R"({"deleted":true})";
        QTest::newRow("it is another one") << R"({"merged_into":"safeguarding_key:00000000-0000-4000-8000-000000000001"})";
        QTest::newRow("it is a lead's") << R"({"duty":"lead"})";
        QTest::newRow("it is withdrawn and somebody vouches for it") << R"({"deleted":true,"signed_by":null})";
    }
    void aLeadSaysNothingOfAnothersKey() {
        QFETCH(QString, fields);
        leadSays(deputysKey(), *base::parseJson(fields.toStdString()));
        QCOMPARE(m_world->leadDesk.device->notebook().summary().setAside, 1);
        QVERIFY(m_world->author.key(m_world->deputyKey).state == KeyLine::State::Known);
        QCOMPARE(sealedNow(), both());
        QCOMPARE(sealedNow(true), std::vector<std::string>{m_world->deputyKey});
    }

    void aLeadTakesNobodysKeyOver() {
        leadSays(deputysKey(), Json{{"holder", "user:" + m_world->lead}, {"deleted", true}});
        QCOMPARE(m_world->leadDesk.device->notebook().summary().setAside, 1);
        QVERIFY(m_world->author.key(m_world->deputyKey).state == KeyLine::State::Known);
    }

    void aLeadMakesNoLeadOfTheDeputy() {
        const auto made = SafeguardingSecret::random(m_world->random);
        leadSays(base::newUuid(m_world->random), m_world->keyOf(made, m_world->deputy));
        QCOMPARE(m_world->leadDesk.device->notebook().summary().setAside, 1);
        QCOMPARE(sealedNow(true), std::vector<std::string>{m_world->deputyKey});
    }

    void aServiceThatMakesALeadOfTheDeputyKeepsNothingFromThem() {
        const auto made = SafeguardingSecret::random(m_world->random);
        m_world->serviceForges({"safeguarding_key", base::newUuid(m_world->random)}, m_world->keyOf(made, m_world->deputy));
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.key(made.fingerprint()).state == KeyLine::State::New);
        QCOMPARE(sealedNow(true), std::vector<std::string>{m_world->deputyKey});
    }

    void aDeputyOfTheSameNameAsTheLeadIsNotTheLead() {
        m_world->serviceSets(m_world->organisationStream(), {"user", m_world->deputy}, {{"name", "Lena Lead"}});
        m_world->syncDesk(m_world->author);
        QCOMPARE(sealedNow(true), std::vector<std::string>{m_world->deputyKey});
    }

    void aLeadWhoCallsThemselvesDeputyIsToldNothingAboutThemselves() {
        must(m_world->leadDesk.concerns->makeKey(m_world->lead, false));
        const auto renewed = m_world->leadDesk.concerns->ownFingerprint();
        m_world->syncDesk(m_world->leadDesk);
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.key(renewed).state == KeyLine::State::Known);
        QCOMPARE(sealedNow(true), std::vector<std::string>{m_world->deputyKey});
    }

    void aFormerLeadIsToldAboutTheNewOne() {
        must(m_world->leadDesk.concerns->makeKey(m_world->lead, false));
        const auto former = m_world->leadDesk.concerns->ownFingerprint();
        m_world->syncDesk(m_world->leadDesk);
        must(m_world->deputyDesk.concerns->makeKey(m_world->deputy, true));
        m_world->syncDesk(m_world->deputyDesk);
        m_world->syncDesk(m_world->author);
        QCOMPARE(sealedNow(true), std::vector<std::string>{former});
    }

    void theLeadVouchesForAKeyThatTheTabletKnowsAlready() {
        auto dora = m_world->anotherDeputy("Dora Deputy");
        const auto key = dora.concerns->ownFingerprint();
        m_world->syncDesk(m_world->leadDesk);
        must(m_world->leadDesk.concerns->keys().confirm(key, lastDigits(key), "a colleague on this tablet"));
        QCOMPARE(m_world->leadDesk.concerns->introduce(m_world->lead, key, "00000000").error().code, ErrorCode::WrongPin);
        must(m_world->leadDesk.concerns->introduce(m_world->lead, key, lastDigits(key)));
        m_world->syncDesk(m_world->leadDesk);
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.key(key).state == KeyLine::State::Known);
        QCOMPARE(sealedNow().size(), std::size_t(3));
    }

    void aFalseSignatureThatCameFirstDoesNotKeepATrueOneOut() {
        auto dora = m_world->anotherDeputy("Dora Deputy");
        const auto key = dora.concerns->ownFingerprint();
        const auto entity = m_world->keyEntity(dora.user, key);
        m_world->syncDesk(m_world->leadDesk);
        leadSays(entity, Json{{"signed_by", {{"key", m_world->leadKey}, {"signature", std::string(2 * domain::kSignatureBytes, '0')}}}});
        QCOMPARE(m_world->leadDesk.device->notebook().summary().setAside, 0);
        QVERIFY(m_world->author.key(key).state == KeyLine::State::New);
        must(m_world->leadDesk.concerns->introduce(m_world->lead, key, lastDigits(key)));
        m_world->syncDesk(m_world->leadDesk);
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.key(key).state == KeyLine::State::Known);
    }

    void theSheetBringsTheDutyBackThatWasPublished() {
        must(m_world->leadDesk.concerns->restoreKey(m_world->lead, must(m_world->leadDesk.concerns->recoveryText()), false));
        QVERIFY(m_world->leadDesk.key(m_world->leadKey).isLead);
        must(m_world->leadDesk.concerns->handOver(m_world->lead, m_world->venue, aConcern()));
        m_world->syncDesk(m_world->leadDesk);
        QCOMPARE(m_world->leadDesk.device->notebook().summary().setAside, 0);
    }

    void onATabletThatKnowsNothingYetTheDutyComesWithTheFirstSync() {
        Desk fresh{&m_world->addDevice(Role::Safeguarding, m_world->lead), nullptr, m_world->lead};
        fresh.open();
        // Whether it may record already or not, the secret is there.
        static_cast<void>(fresh.concerns->restoreKey(m_world->lead, must(m_world->leadDesk.concerns->recoveryText()), false).ok());
        QCOMPARE(fresh.concerns->ownFingerprint(), m_world->leadKey);
        m_world->syncDesk(fresh);
        QVERIFY(fresh.key(m_world->leadKey).isLead);
        QVERIFY(fresh.key(m_world->leadKey).isOwn);
    }

    void aWorkersDevicePublishesNoKey() {
        QCOMPARE(m_world->author.concerns->makeKey(m_world->worker, true).error().code, ErrorCode::NotPermitted);
    }
};

QTEST_APPLESS_MAIN(tst_concern_keys_world)
#include "tst_concern_keys_world.moc"
