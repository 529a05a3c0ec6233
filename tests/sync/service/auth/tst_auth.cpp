// Codes, tokens, passwords, sessions and limits, over a real store.
#include "sync/service/auth/codes.h"
#include "sync/service/auth/console_sessions.h"
#include "sync/service/auth/passwords.h"
#include "sync/service/auth/rate_limit.h"
#include "sync/service/auth/sign_in.h"
#include "sync/service/auth/tokens.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace waymark;
using namespace waymark::service;
using base::ErrorCode;
using std::chrono::milliseconds;

namespace {

constexpr Millis kHour = 3'600'000;
const std::string kNonce = "00112233445566778899aabbccddeeff";
const std::string kOtherNonce = "ffeeddccbbaa99887766554433221100";
const Organisation kOrganisation{"org", "Test organisation", "Europe/London", std::string(64, 'a')};

} // namespace

class tst_auth : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<SqliteStore> m_store;
    tests::SeededRandom m_random;

    void inStore(const std::function<void(Registry&)>& work) {
        const auto done = m_store->write([&](WriteTransaction& tx) -> base::Result<void> {
            work(tx.registry());
            return {};
        });
        QVERIFY(done.ok());
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        auto store = SqliteStore::open(m_directory->filePath("waymark.db").toStdString());
        QVERIFY(store.ok());
        m_store = std::move(*store);
    }
    void cleanup() { m_store.reset(); }

    void aCodeIsReadableAndNeverTheSame() {
        std::set<std::string> codes;
        for (int i = 0; i < 1000; ++i) {
            const std::string code = newCode(m_random);
            QCOMPARE(code.size(), std::size_t(11));
            QCOMPARE(code[5], '-');
            QCOMPARE(normalisedCode(code).size(), kCodeCharacters);
            QVERIFY(codes.insert(code).second);
        }
    }

    void aCodeIsReadAsPeopleTypeIt_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("read");
        QTest::newRow("as printed") << "4F7K2-9QXMT" << "4F7K29QXMT";
        QTest::newRow("lower case, no hyphen") << "4f7k29qxmt" << "4F7K29QXMT";
        QTest::newRow("spaces around and within") << " 4f7k2 9qxmt " << "4F7K29QXMT";
        QTest::newRow("letters that look like digits") << "oil00-12345" << "0110012345";
        QTest::newRow("too short") << "4F7K2-9QXM" << "";
        QTest::newRow("too long") << "4F7K2-9QXMTT" << "";
        QTest::newRow("U is no letter of the alphabet") << "4F7K2-9QXMU" << "";
        QTest::newRow("nothing") << "" << "";
        QTest::newRow("another script") << "４F7K2-9QXMT" << "";
    }
    void aCodeIsReadAsPeopleTypeIt() {
        QFETCH(QString, typed);
        QFETCH(QString, read);
        QCOMPARE(QString::fromStdString(normalisedCode(typed.toStdString())), read);
    }

    void theHashOfACodeDependsOnTheOrganisation() {
        Organisation other = kOrganisation;
        other.secret = std::string(64, 'b');
        QCOMPARE(codeHash("4f7k29qxmt", kOrganisation), codeHash("4F7K2-9QXMT", kOrganisation));
        QVERIFY(codeHash("4F7K2-9QXMT", kOrganisation) != codeHash("4F7K2-9QXMT", other));
    }

    void aCodeIsUsedOnceAndAnswersItsOwnNonceForADay() {
        inStore([](Registry& registry) {
            const auto find = [&](std::string_view nonce, Millis now) {
                return findCode(registry, kOrganisation, true, "4f7k29qxmt", nonce, now);
            };
            QVERIFY(find(kNonce, 0).error().code == ErrorCode::CodeUnknown);
            Code code;
            code.hash = codeHash("4F7K2-9QXMT", kOrganisation);
            code.venues = {"venue"};
            code.expires = 24 * kHour;
            registry.addCode(code);

            QVERIFY(findCode(registry, kOrganisation, false, "4f7k29qxmt", kNonce, 0).error().code == ErrorCode::CodeUnknown);
            QVERIFY(find(kNonce, 24 * kHour).error().code == ErrorCode::CodeExpired);
            const auto first = find(kNonce, 24 * kHour - 1);
            QVERIFY(first.ok() && !first->replay);
            markCodeUsed(registry, kOrganisation, first->code, kNonce, "device", 24 * kHour - 1);

            const auto again = find(kNonce, 48 * kHour - 2);  // long after the code itself expired
            QVERIFY(again.ok() && again->replay);
            QCOMPARE(again->code.usedBy, std::string("device"));
            QVERIFY(find(kOtherNonce, 24 * kHour).error().code == ErrorCode::CodeUsed);
            QVERIFY(find(kNonce, 48 * kHour - 1).error().code == ErrorCode::CodeUsed);
        });
    }

    void noSecretReachesTheDatabase() {
        const std::string hash = codeHash("4F7K2-9QXMT", kOrganisation);
        const std::string token = deviceToken(hash, kNonce, kOrganisation);
        std::string cookie;
        inStore([&](Registry& registry) {
            Code code;
            code.hash = hash;
            code.expires = kHour;
            registry.addCode(code);
            markCodeUsed(registry, kOrganisation, code, kNonce, "device", 0);
            Device device;
            device.id = "device";
            device.tokenHash = tokenHash(token);
            registry.addDevice(device);
            cookie = openSession(registry, m_random, "user", 0).cookie;
        });
        m_store.reset();
        QFile file(m_directory->filePath("waymark.db"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains(tokenHash(token).c_str()));
        for (const auto& secret : {std::string("4F7K2"), kNonce, token, cookie})
            QVERIFY2(!bytes.contains(secret.c_str()), secret.c_str());
    }

    void theSameCodeAndNonceGiveTheSameToken() {
        const std::string token = deviceToken("hash", kNonce, kOrganisation);
        QCOMPARE(token.size(), std::size_t(48));
        QCOMPARE(deviceToken("hash", kNonce, kOrganisation), token);
        QVERIFY(deviceToken("hash", kOtherNonce, kOrganisation) != token);
        QVERIFY(deviceToken("other", kNonce, kOrganisation) != token);
    }

    void passwordsAreVerifiedAndSalted() {
        const auto hash = hashPassword("correct horse", PasswordCost::least());
        QVERIFY(hash.ok());
        QVERIFY(verifyPassword(*hash, "correct horse"));
        QVERIFY(!verifyPassword(*hash, "correct horsf"));
        QVERIFY(!verifyPassword(*hash, std::string(kMaxPasswordBytes + 1, 'x')));
        QVERIFY(!verifyPassword("no hash at all", "correct horse"));
        QVERIFY(*hashPassword("correct horse", PasswordCost::least()) != *hash);
    }

    void shortAndEndlessPasswordsAreRefused() {
        QVERIFY(hashPassword("1234567", PasswordCost::least()).error().code == ErrorCode::Malformed);
        QVERIFY(hashPassword("ééééééé", PasswordCost::least()).error().code == ErrorCode::Malformed);  // characters, not bytes
        QVERIFY(hashPassword(std::string(kMaxPasswordBytes + 1, 'x'), PasswordCost::least()).error().code == ErrorCode::Malformed);
    }

    void aSessionEndsAfterTwelveHoursOrWhenClosed() {
        inStore([this](Registry& registry) {
            const auto opened = openSession(registry, m_random, "user", 1'000);
            QCOMPARE(findSession(registry, opened.cookie, 1'000)->user, std::string("user"));
            QVERIFY(findSession(registry, opened.cookie, 1'000 + 12 * kHour - 1).has_value());
            QVERIFY(!findSession(registry, opened.cookie, 1'000 + 12 * kHour));
            QVERIFY(!findSession(registry, "", 1'000));
            QVERIFY(!findSession(registry, opened.session.hash, 1'000));  // what the database holds opens nothing
            QVERIFY(csrfMatches(opened.session, opened.session.csrf));
            QVERIFY(!csrfMatches(opened.session, ""));
            closeSession(registry, opened.cookie);
            QVERIFY(!findSession(registry, opened.cookie, 1'000));
        });
    }

    void theCookieIsForThisSiteAndNoScript() {
        const std::string plain = cookieHeader("abc", false);
        QCOMPARE(plain, std::string("waymark=abc; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict"));
        QCOMPARE(cookieHeader("abc", true), plain + "; Secure");
        QVERIFY(endedCookieHeader(true).find("Max-Age=0;") != std::string::npos);
    }

    void triesRunOutAndComeBackWithTime() {
        tests::FakeClock clock;
        RateLimit limit(clock, {.burst = 2, .refill = milliseconds(10'000), .maxKeys = 10});
        QCOMPARE(limit.take("a").count(), 0);
        QCOMPARE(limit.take("a").count(), 0);
        QCOMPARE(limit.take("a").count(), 10'000);
        QCOMPARE(limit.take("b").count(), 0);
        clock.advance(4'000);
        QCOMPARE(limit.take("a").count(), 6'000);
        clock.advance(6'000);
        QCOMPARE(limit.take("a").count(), 0);
        QVERIFY(limit.take("a").count() > 0);
        limit.giveBack("a");
        QCOMPARE(limit.take("a").count(), 0);
    }

    void aJumpOfTheWallClockGivesNoTries() {
        tests::FakeClock clock;
        RateLimit limit(clock, {.burst = 1, .refill = milliseconds(10'000), .maxKeys = 10});
        QCOMPARE(limit.take("a").count(), 0);
        clock.setWall(clock.wallMs() + 100 * kHour);
        QVERIFY(limit.take("a").count() > 0);
    }

    void aFloodOfAddressesIsBoundedAndFailsClosed() {
        tests::FakeClock clock;
        RateLimit limit(clock, {.burst = 2, .refill = milliseconds(10'000), .maxKeys = 100});
        for (int i = 0; i < 10'000; ++i)
            limit.take("address " + std::to_string(i));
        QCOMPARE(limit.keys(), std::size_t(101));
        QVERIFY(limit.take("a new one").count() > 0);
        clock.advance(20'000);  // all have their tries back: the new one gets a bucket of its own
        QCOMPARE(limit.take("a new one").count(), 0);
        QVERIFY(limit.keys() <= 2);
    }

    void anAttackersWholeNetworkIsOneKey() {
        QCOMPARE(networkOf("2001:db8:1:2:3:4:5:6"), networkOf("2001:db8:1:2::1"));
        QVERIFY(networkOf("2001:db8:1:3::1") != networkOf("2001:db8:1:2::1"));
        QCOMPARE(networkOf("192.0.2.1"), std::string("192.0.2.1"));
    }

    void signingInOpensASessionAndGuessingIsStopped() {
        tests::FakeClock clock;
        SignIn signIn(*m_store, m_random, clock, PasswordCost::least());
        inStore([](Registry& registry) {
            registry.setLogin({"user", "a@example.org", *hashPassword("correct horse", PasswordCost::least())});
        });
        const auto good = signIn.signIn(" A@Example.org", "correct horse", "192.0.2.1");
        QVERIFY(std::holds_alternative<OpenedSession>(good));
        inStore([&](Registry& registry) {
            QCOMPARE(findSession(registry, std::get<OpenedSession>(good).cookie, clock.wallMs())->user, std::string("user"));
        });
        int wrong = 0;
        for (int i = 0; i < 100; ++i) {  // from many addresses
            const auto bad = signIn.signIn("a@example.org", "wrong horse", "192.0.2." + std::to_string(i));
            if (std::get<SignInRefused>(bad).why == SignInRefusal::WrongPassword) ++wrong;
        }
        QCOMPARE(wrong, 8);
        const auto late = signIn.signIn("a@example.org", "correct horse", "192.0.2.1");
        QVERIFY(std::get<SignInRefused>(late).why == SignInRefusal::TooMany);
        QVERIFY(std::get<SignInRefused>(late).wait.count() > 0);
        clock.advance(60'000);
        QVERIFY(std::holds_alternative<OpenedSession>(signIn.signIn("a@example.org", "correct horse", "192.0.2.1")));
    }

    void anUnknownEmailIsRefusedLikeAWrongPassword() {
        tests::FakeClock clock;
        SignIn signIn(*m_store, m_random, clock, PasswordCost::least());
        const auto outcome = signIn.signIn("nobody@example.org", "correct horse", "192.0.2.1");
        QVERIFY(std::get<SignInRefused>(outcome).why == SignInRefusal::WrongPassword);
    }
};

QTEST_GUILESS_MAIN(tst_auth)
#include "tst_auth.moc"
