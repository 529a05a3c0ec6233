// Who can open a device, and what a sealed row is bound to.
#include "sync/device/device_store.h"
#include "sync/device/vault.h"
#include "tests/support/device.h"

#include <QTest>

using namespace waymark;
using base::ErrorCode;
using device::KeyTier;
using device::RowName;
using device::Worker;
using domain::Role;
using tests::kPin;
using tests::must;

namespace {
const Worker kAmina{"33333333-0000-4000-8000-000000000000", "Amina", Role::Worker};
const Worker kBen{"33333333-0000-4000-8000-000000000001", "Ben", Role::Worker};
const Worker kViv{"33333333-0000-4000-8000-000000000002", "Viv", Role::Volunteer};
const std::string kVenueStream = "venue/22222222-0000-4000-8000-000000000000";
const RowName kRow{"entity", kVenueStream, "person", "p1", 7};
} // namespace

class tst_vault : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::FakeClock> m_clock;
    std::unique_ptr<tests::TestDevice> m_device;
    device::Vault& vault() { return m_device->vault(); }
    ErrorCode unlockError(const Worker& worker, const std::string& pin) {
        const auto result = vault().unlock(worker.user, pin);
        return result ? ErrorCode::Internal : result.error().code;
    }
    void failTimes(int times) {
        for (int i = 0; i < times; ++i)
            QCOMPARE(unlockError(kAmina, "000001"), ErrorCode::WrongPin);
    }

private slots:
    void init() {
        m_clock = std::make_unique<tests::FakeClock>();
        m_device = std::make_unique<tests::TestDevice>(*m_clock);
        must(vault().addWorker(kAmina, kPin));
    }

    void theRightPinOpensWhatWasSealedBeforeARestart() {
        const auto sealed = must(vault().seal(KeyTier::Venue, kRow, "Zara"));
        m_device->kill();
        m_device->open();
        QVERIFY(!vault().isUnlocked());
        QCOMPARE(vault().open(kRow, sealed).error().code, ErrorCode::Locked);
        must(vault().unlock(kAmina.user, kPin));
        QCOMPARE(must(vault().open(kRow, sealed)), std::string("Zara"));
    }

    void theLockScreenKnowsNamesAndRolesBeforeAnyPin() {
        must(vault().addWorker(kViv, kPin));
        vault().lock();
        QCOMPARE(vault().workers().size(), std::size_t(2));
        QCOMPARE(vault().workers()[1].name, std::string("Viv"));
        QCOMPARE(vault().workers()[1].role, Role::Volunteer);
    }

    void aWorkerIsNamedAnewForTheLockScreenAndKeepsTheirPin() {
        must(vault().addWorker(kViv, kPin));
        must(vault().describeWorker({kAmina.user, "Amina Khan", Role::Coordinator}));
        QCOMPARE(vault().current()->user, kViv.user);  // it is not about who is signed in
        QCOMPARE(vault().current()->name, std::string("Viv"));
        must(vault().describeWorker({kViv.user, "Vivian", Role::Volunteer}));
        QCOMPARE(vault().current()->name, std::string("Vivian"));
        m_device->kill();
        m_device->open();
        QCOMPARE(vault().workers()[0].name, std::string("Amina Khan"));
        QCOMPARE(vault().workers()[0].role, Role::Coordinator);
        QCOMPARE(vault().workers()[1].name, std::string("Vivian"));
        must(vault().unlock(kAmina.user, kPin));
        QCOMPARE(vault().current()->name, std::string("Amina Khan"));
    }

    void namingAVolunteerAWorkerOpensNoCaseRows() {
        const auto sealed = must(vault().seal(KeyTier::Case, kRow, "a note"));
        must(vault().addWorker(kViv, kPin));
        must(vault().describeWorker({kViv.user, kViv.name, Role::Worker}));
        must(vault().unlock(kViv.user, kPin));
        QCOMPARE(vault().current()->role, Role::Worker);
        QVERIFY(!vault().isOpen(KeyTier::Case));
        QCOMPARE(vault().open(kRow, sealed).error().code, ErrorCode::Locked);
    }

    void namingSomebodyForgivesNoWrongPins() {
        failTimes(4);
        must(vault().describeWorker({kAmina.user, "Amina Khan", Role::Worker}));
        failTimes(1);
        QCOMPARE(unlockError(kAmina, kPin), ErrorCode::TooManyAttempts);
    }

    void whoNeverJoinedCannotBeNamed() {
        QCOMPARE(vault().describeWorker(kBen).error().code, ErrorCode::NotFound);
        QCOMPARE(vault().workers().size(), std::size_t(1));
    }

    void weakPinsAreRefused_data() {
        QTest::addColumn<QString>("pin");
        QTest::newRow("five digits") << "12345";
        QTest::newRow("all the same") << "777777";
        QTest::newRow("letters") << "12345a";
        QTest::newRow("nothing") << "";
        QTest::newRow("thirty-three digits") << QString(33, '1').replace(0, 1, "2");
    }
    void weakPinsAreRefused() {
        QFETCH(QString, pin);
        QCOMPARE(vault().addWorker(kBen, pin.toStdString()).error().code, ErrorCode::Malformed);
        QCOMPARE(vault().changePin(kAmina.user, kPin, pin.toStdString()).error().code, ErrorCode::Malformed);
    }

    void theFifthWrongPinBeginsToWait() {
        failTimes(4);
        QCOMPARE(vault().secondsToWait(kAmina.user), 0);
        failTimes(1);
        QCOMPARE(vault().secondsToWait(kAmina.user), 15);
        QCOMPARE(unlockError(kAmina, kPin), ErrorCode::TooManyAttempts);
        QCOMPARE(vault().unlock(kAmina.user, kPin).error().detail, std::string("15"));
        m_clock->advance(15'000);
        must(vault().unlock(kAmina.user, kPin));
        failTimes(4);  // the count began anew
        QCOMPARE(vault().secondsToWait(kAmina.user), 0);
    }

    void theWaitGrows() {
        failTimes(5);
        for (const int seconds : {15, 30, 60, 300, 900, 900}) {
            QCOMPARE(vault().secondsToWait(kAmina.user), seconds);
            m_clock->advance(seconds * 1000);
            failTimes(1);
        }
    }

    void theWaitOutlivesAKilledApp() {
        failTimes(5);
        m_device->kill();
        m_device->open();
        QCOMPARE(unlockError(kAmina, kPin), ErrorCode::TooManyAttempts);
        m_clock->advance(14'000);
        QCOMPARE(vault().secondsToWait(kAmina.user), 1);
    }

    void settingTheClockDoesNotShortenTheWait_data() {
        QTest::addColumn<qint64>("by");
        QTest::newRow("forward a year") << qint64(365) * 86'400'000;
        QTest::newRow("back a year") << qint64(-365) * 86'400'000;
    }
    void settingTheClockDoesNotShortenTheWait() {
        QFETCH(qint64, by);
        failTimes(5);
        m_clock->setWall(m_clock->wallMs() + by);
        QCOMPARE(vault().secondsToWait(kAmina.user), 15);
    }

    void aRestartOfTheMachineBeginsTheWaitAnew() {
        failTimes(5);
        m_clock->advance(15'000);
        failTimes(1);
        m_clock->advance(30'000);
        failTimes(1);
        m_clock->advance(59'000);
        m_clock->reboot(m_clock->wallMs() + 86'400'000);
        m_device->kill();
        m_device->open();
        QCOMPARE(vault().secondsToWait(kAmina.user), 60);
        m_clock->advance(30'000);
        m_device->kill();
        m_device->open();
        QCOMPARE(vault().secondsToWait(kAmina.user), 30);
    }

    void oneWorkersMistakesDoNotKeepAnotherOut() {
        must(vault().addWorker(kBen, "250814"));
        failTimes(5);
        must(vault().unlock(kBen.user, "250814"));
        QCOMPARE(vault().current()->name, std::string("Ben"));
    }

    void leavingHandOverIsUnderTheSameBackOff() {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(vault().check(kAmina.user, "000001").error().code, ErrorCode::WrongPin);
        QCOMPARE(vault().check(kAmina.user, kPin).error().code, ErrorCode::TooManyAttempts);
        QVERIFY(vault().isUnlocked());
    }

    void aMovedOrChangedRowDoesNotOpen_data() {
        QTest::addColumn<int>("what");
        QTest::newRow("another table") << 0;
        QTest::newRow("another stream") << 1;
        QTest::newRow("another type") << 2;
        QTest::newRow("another entity") << 3;
        QTest::newRow("another version") << 4;
        QTest::newRow("one bit") << 5;
        QTest::newRow("cut short") << 6;
        QTest::newRow("empty") << 7;
    }
    void aMovedOrChangedRowDoesNotOpen() {
        QFETCH(int, what);
        for (const auto tier : {KeyTier::Venue, KeyTier::Case}) {
            auto sealed = must(vault().seal(tier, kRow, "Zara"));
            RowName name = kRow;
            switch (what) {
            case 0: name.table = "draft"; break;
            case 1: name.stream = "venue/other"; break;
            case 2: name.type = "household"; break;
            case 3: name.entity = "p2"; break;
            case 4: name.version = 8; break;
            case 5: sealed[sealed.size() / 2] ^= 1; break;
            case 6: sealed.resize(sealed.size() - 1); break;
            case 7: sealed.clear(); break;
            }
            QCOMPARE(vault().open(name, sealed).error().code, ErrorCode::Tampered);
        }
    }

    void aVolunteerStoresCaseRowsAndCannotOpenThem() {
        const auto byWorker = must(vault().seal(KeyTier::Case, kRow, "a worker's note"));
        must(vault().addWorker(kViv, kPin));
        QVERIFY(!vault().isOpen(KeyTier::Case));
        QCOMPARE(vault().open(kRow, byWorker).error().code, ErrorCode::Locked);
        const auto handedOver = must(vault().seal(KeyTier::Case, kRow, "a family's answers"));
        QCOMPARE(vault().open(kRow, handedOver).error().code, ErrorCode::Locked);
        RowName moved = kRow;
        moved.entity = "p2";
        must(vault().unlock(kAmina.user, kPin));
        QCOMPARE(must(vault().open(kRow, handedOver)), std::string("a family's answers"));
        QCOMPARE(vault().open(moved, handedOver).error().code, ErrorCode::Tampered);
    }

    void aWorkerJoinsOnlyWhileAWorkerIsSignedIn() {
        vault().lock();
        QCOMPARE(vault().addWorker(kBen, kPin).error().code, ErrorCode::Locked);
        must(vault().unlock(kAmina.user, kPin));
        must(vault().addWorker(kViv, kPin));
        QCOMPARE(vault().addWorker(kBen, kPin).error().code, ErrorCode::NotPermitted);
        must(vault().unlock(kAmina.user, kPin));
        const auto sealed = must(vault().seal(KeyTier::Case, kRow, "shared"));
        must(vault().addWorker(kBen, kPin));
        QCOMPARE(must(vault().open(kRow, sealed)), std::string("shared"));
    }

    void onAVolunteersDeviceTheFirstWorkerBringsTheCaseKey() {
        m_device = std::make_unique<tests::TestDevice>(*m_clock);
        must(vault().addWorker(kViv, kPin));
        const auto early = must(vault().seal(KeyTier::Case, kRow, "before"));
        QCOMPARE(must(vault().open(kRow, early)), std::string("before"));  // there is nobody yet to seal it for
        must(vault().addWorker(kAmina, kPin));
        must(vault().unlock(kViv.user, kPin));
        const auto late = must(vault().seal(KeyTier::Case, kRow, "after"));
        QCOMPARE(vault().open(kRow, late).error().code, ErrorCode::Locked);
    }

    void aNewPinReplacesTheOld() {
        const auto sealed = must(vault().seal(KeyTier::Case, kRow, "kept"));
        QCOMPARE(vault().changePin(kAmina.user, "000001", "250814").error().code, ErrorCode::WrongPin);
        must(vault().changePin(kAmina.user, kPin, "250814"));
        QCOMPARE(unlockError(kAmina, kPin), ErrorCode::WrongPin);
        must(vault().unlock(kAmina.user, "250814"));
        QCOMPARE(must(vault().open(kRow, sealed)), std::string("kept"));
    }

    void aDamagedKeyOfTheirOwnDoesNotShutAWorkerOut() {
        const std::string name = "own_key/" + kAmina.user;
        must(vault().prepareOwn());
        must(m_device->store().setMeta(name, "rubbish"));
        m_device->kill();
        m_device->open();
        must(vault().unlock(kAmina.user, kPin));
        QVERIFY(vault().isOpen(KeyTier::Venue));
        QVERIFY(!vault().isOpen(KeyTier::Own));
        QCOMPARE(vault().prepareOwn().error().code, ErrorCode::Tampered);
        QCOMPARE(must(m_device->store().meta(name)).value_or(""), std::string("rubbish"));
        must(vault().addWorker(kAmina, kPin));
        must(vault().prepareOwn());
        QVERIFY(vault().isOpen(KeyTier::Own));
    }

    void theLastWhoOpensTheCaseTierCannotBeRemoved() {
        must(vault().addWorker(kViv, kPin));
        QCOMPARE(vault().removeWorker(kAmina.user).error().code, ErrorCode::NotPermitted);
        must(vault().removeWorker(kViv.user));
        QCOMPARE(unlockError(kViv, kPin), ErrorCode::NotFound);
    }

    void theLastWhoOpensTheCaseTierDoesNotLoseItByJoiningAgainAsAVolunteer() {
        const auto sealed = must(vault().seal(KeyTier::Case, kRow, "kept"));
        QCOMPARE(vault().addWorker({kAmina.user, kAmina.name, domain::Role::Volunteer}, "250814").error().code, ErrorCode::NotPermitted);
        must(vault().unlock(kAmina.user, kPin));
        QCOMPARE(must(vault().open(kRow, sealed)), std::string("kept"));
        must(vault().addWorker({"another", "Another", domain::Role::Worker}, kPin));
        must(vault().addWorker({kAmina.user, kAmina.name, domain::Role::Volunteer}, "250814"));
        QCOMPARE(vault().open(kRow, sealed).error().code, ErrorCode::Locked);
        must(vault().unlock("another", kPin));
        QCOMPARE(must(vault().open(kRow, sealed)), std::string("kept"));
    }

    void losingTheWrapsIsTheWipe() {
        const auto sealed = must(vault().seal(KeyTier::Venue, kRow, "Zara"));
        must(vault().wipe());
        QVERIFY(vault().workers().empty());
        QCOMPARE(unlockError(kAmina, kPin), ErrorCode::NotFound);
        must(vault().addWorker(kAmina, kPin));  // the same person and PIN, new keys
        QCOMPARE(vault().open(kRow, sealed).error().code, ErrorCode::Tampered);
    }

    void theKeystoresSecretIsNeededWhereItWasMixedIn() {
        struct Fixed : device::KeyStore {
            base::Bytes bytes = base::Bytes(32, 7);
            base::Result<base::Bytes> secret() override { return bytes; }
        } keyStore, other;
        other.bytes[0] = 8;
        tests::SeededRandom random;
        const auto cost = device::KdfCost::least();
        device::Vault mixed(m_device->store(), *m_clock, random, cost, &keyStore);
        must(mixed.unlock(kAmina.user, kPin));
        must(mixed.addWorker(kBen, kPin));
        device::Vault without(m_device->store(), *m_clock, random, cost);
        QCOMPARE(without.unlock(kBen.user, kPin).error().code, ErrorCode::Unsupported);
        device::Vault wrong(m_device->store(), *m_clock, random, cost, &other);
        QCOMPARE(wrong.unlock(kBen.user, kPin).error().code, ErrorCode::WrongPin);
        must(mixed.unlock(kBen.user, kPin));
    }

    void subjectTagsTellNothingWithoutTheKey() {
        const auto tag = must(vault().subjectTag("person:p1"));
        QCOMPARE(must(vault().subjectTag("person:p1")), tag);
        QVERIFY(must(vault().subjectTag("person:p2")) != tag);
        tests::TestDevice other(*m_clock, 2);
        must(other.vault().addWorker(kAmina, kPin));
        QVERIFY(must(other.vault().subjectTag("person:p1")) != tag);
    }
};

QTEST_APPLESS_MAIN(tst_vault)
#include "tst_vault.moc"
