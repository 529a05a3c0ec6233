// People who work here, from the command line: what they may do is listed, given, taken and ended while the service runs, and a device that speaks
// HTTP to it meets the consequences; an older backup brings nobody back.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/device/curl_transport.h"
#include "tests/support/device.h"
#include "tests/support/service_program.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using base::textOf;
using device::RunEnd;

class tst_user_commands : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<RunningService> m_service;
    FakeClock m_clock;
    std::unique_ptr<TestDevice> m_device;
    QString m_admin, m_venue, m_other, m_worker;

    QString data() const { return m_directory->filePath("data"); }
    std::string stream(const QString& venue) const { return domain::venueStream(venue.toStdString()); }

    Json command(const QStringList& arguments, const QByteArray& input = {}) {
        const auto result = runService(arguments, input);
        if (result.exitCode != 0) qFatal("%s", result.errText.constData());
        return result.out;
    }
    Json user(const QString& what, const QStringList& arguments, const QString& who = {}) {
        return command(QStringList{"user", what, "--data", data(), "--user", who.isEmpty() ? m_worker : who} + arguments);
    }
    void refuses(const QStringList& arguments, const char* error) {
        const auto result = runService(arguments);
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(textOf(result.err, "error"), std::string(error));
        QVERIFY(!textOf(result.err, "message").empty());
    }
    /// The roles that somebody has now, each with its venue ("" for the whole organisation).
    static QStringList now(const Json& user) {
        QStringList roles;
        for (const auto& grant : user["grants"])
            if (grant["now"] == Json(true)) roles.append(QString::fromStdString(textOf(grant, "role") + ' ' + textOf(grant, "venue")).trimmed());
        return roles;
    }
    Json listed(const QString& who) {
        const Json all = command({"user", "list", "--data", data()});
        for (const auto& one : all["users"])
            if (one["user"] == Json(who.toStdString())) return one;
        qFatal("nobody");
    }
    void start() {
        m_service = std::make_unique<RunningService>(data());
        QVERIFY(m_service->isListening());
    }
    void stop() {
        m_service->terminate();
        QVERIFY(m_service->waitForEnd());
        m_service.reset();
    }
    std::unique_ptr<device::Transport> network() { return must(device::CurlTransport::open(m_service->url().toStdString())); }
    std::string join(const QString& who) { return textOf(command({"code", "join", "--data", data(), "--user", who}), "code"); }
    void sync() {
        m_clock.setWall(QDateTime::currentMSecsSinceEpoch());
        const auto transport = network();
        QCOMPARE(m_device->runner().run(*transport).end, RunEnd::Done);
    }
    /// Records somebody at a venue, as the worker.
    void recorded(const QString& venue, const std::string& name) {
        must(m_device->notebook().record(m_worker.toStdString(), {{stream(venue), "person", base::newUuid(m_device->random()), {{"name", name}, {"kind", "child"}}}}));
    }
    /// Names that the service has taken, of those that begin so.
    QStringList taken(const QString& beginning) {
        QStringList names;
        const Json found = command({"find", "--data", data(), "--name", beginning});
        for (const auto& person : found["people"])
            names.append(QString::fromStdString(textOf(person, "name")));
        names.sort();
        return names;
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_clock.setWall(QDateTime::currentMSecsSinceEpoch());
        m_admin = QString::fromStdString(textOf(initOrganisation(data()), "user"));
        const auto venue = [this](const char* name) { return QString::fromStdString(textOf(command({"add", "venue", "--data", data(), "--name", name}), "venue")); };
        m_venue = venue("Hall");
        m_other = venue("Library");
        m_worker = QString::fromStdString(textOf(command({"add", "user", "--data", data(), "--name", "Wanda", "--role", "worker", "--venue", m_venue}), "user"));
        start();
        m_device = std::make_unique<TestDevice>(m_clock, 1);
        const auto transport = network();
        const auto code = textOf(command({"code", "enrol", "--data", data(), "--venue", m_venue, "--role", "worker"}), "code");
        must(m_device->enrolment().enrol(*transport, must(device::makeEnrolLink(m_service->url().toStdString(), code)), {"Tablet", "test", "0"}));
        must(m_device->enrolment().join(*transport, join(m_worker)));
        must(m_device->enrolment().choosePin(kPin));
        must(m_device->notebook().load());
        sync();
    }
    void cleanup() {
        m_device.reset();
        m_service.reset();
    }

    void everybodyIsListedWithWhatTheyMayDo() {
        const Json admin = listed(m_admin), worker = listed(m_worker);
        QCOMPARE(now(admin), QStringList{"administrator"});
        QCOMPARE(textOf(admin, "email"), std::string("admin@example.org"));
        QCOMPARE(textOf(worker, "name"), std::string("Wanda"));
        QVERIFY(worker["email"].is_null());
        QVERIFY(worker["active"] == Json(true));
        QCOMPARE(now(worker), QStringList{"worker " + m_venue});
    }

    void workFromBeforeTheEndIsTakenAndLaterWorkIsSetAside() {
        recorded(m_venue, "Canary before");
        const Json ended = user("end", {});
        QVERIFY(ended["active"] == Json(false));
        QCOMPARE(now(ended), QStringList());
        m_clock.advance(60'000);  // its own estimate of the time; the service cuts it back to its own
        recorded(m_venue, "Canary after");
        sync();
        QCOMPARE(taken("canary"), QStringList{"Canary before"});
        refuses({"code", "join", "--data", data(), "--user", m_worker}, "not_permitted");
        refuses({"user", "end", "--data", data(), "--user", m_admin}, "not_permitted");
    }

    void anOlderBackupBringsNobodyBackAndTheirEarlierWorkIsGivenBack() {
        const QString backup = m_directory->filePath("before.backup");
        command({"backup", "--data", data(), "--to", backup});
        recorded(m_venue, "Canary before");
        sync();
        user("end", {});
        stop();
        QVERIFY(command({"restore", "--data", data(), "--from", backup})["done_again"] == Json(1));
        QVERIFY(listed(m_worker)["active"] == Json(false));
        start();
        for (int round = 0; round < 2; ++round)
            sync();
        QCOMPARE(taken("canary"), QStringList{"Canary before"});
    }

    void aWrongGrantIsPutRight() {
        refuses({"user", "revoke", "--data", data(), "--user", m_worker, "--venue", m_other}, "not_found");
        QCOMPARE(now(user("revoke", {"--venue", m_venue})), QStringList());
        QCOMPARE(now(user("grant", {"--venue", m_venue, "--role", "volunteer"})), QStringList{"volunteer " + m_venue});
        const QString yesterday = QDate::currentDate().addDays(-1).toString(Qt::ISODate), tomorrow = QDate::currentDate().addDays(1).toString(Qt::ISODate);
        QCOMPARE(now(user("grant", {"--venue", m_other, "--role", "worker", "--from", tomorrow})), QStringList{"volunteer " + m_venue});
        QCOMPARE(now(user("grant", {"--venue", m_other, "--role", "reader", "--from", yesterday, "--to", tomorrow})),
                 (QStringList{"volunteer " + m_venue, "reader " + m_other}));
        const QString today = QDate::currentDate().toString(Qt::ISODate);
        QCOMPARE(now(user("revoke", {"--venue", m_other, "--role", "reader", "--to", today})), (QStringList{"volunteer " + m_venue, "reader " + m_other}));
        QCOMPARE(now(user("grant", {"--role", "administrator"})).last(), QString("administrator"));
        QVERIFY(!now(user("revoke", {"--everywhere"})).contains("administrator"));
    }

    void aDeviceIsGivenAVenueAndWorkThatWasSetAsideThereIsTaken() {
        const QString device = QString::fromStdString(m_device->enrolment().enrolled()->device);
        const QString today = QDate::currentDate().toString(Qt::ISODate);
        const QStringList grant{"device", "grant", "--data", data(), "--device", device, "--role", "worker", "--venue"};
        user("grant", {"--venue", m_other, "--role", "worker"});
        QVERIFY(command(grant + QStringList{m_other, "--from", today})["changed"] == Json(true));
        QVERIFY(command(grant + QStringList{m_other})["changed"] == Json(false));
        sync();
        recorded(m_other, "Canary there");
        sync();
        QCOMPARE(taken("canary"), QStringList{"Canary there"});
        command({"device", "revoke", "--data", data(), "--device", device, "--venue", m_other});
        command(grant + QStringList{m_other});
        stop();
        start();  // what the ledger says of the end does not undo what was given after it
        sync();
        sync();
        QVERIFY(!m_device->notebook().all("person").empty());
        command({"device", "retire", "--data", data(), "--device", device});
        refuses(grant + QStringList{m_venue}, "not_permitted");
    }

    void whoComesBackIsGivenASignInAnew() {
        const QString coordinator = QString::fromStdString(
            textOf(command({"add", "user", "--data", data(), "--name", "Cora", "--role", "coordinator", "--venue", m_venue, "--email", "c@example.org"}, "a horse of course\n"), "user"));
        user("end", {}, coordinator);
        QVERIFY(listed(coordinator)["email"].is_null());
        user("grant", {"--venue", m_venue, "--role", "coordinator"}, coordinator);
        QVERIFY(listed(coordinator)["email"].is_null());
        command({"user", "sign-in", "--data", data(), "--user", coordinator, "--email", "cora@example.org"}, "another horse\n");
        QCOMPARE(textOf(listed(coordinator), "email"), std::string("cora@example.org"));
    }

    void wrongUsageIsExitTwo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("a worker for the whole organisation") << QStringList{"user", "grant", "--data", "d", "--user", "u", "--role", "worker"};
        QTest::newRow("no role") << QStringList{"user", "grant", "--data", "d", "--user", "u", "--venue", "v"};
        QTest::newRow("a day that is none") << QStringList{"user", "grant", "--data", "d", "--user", "u", "--venue", "v", "--role", "worker", "--from", "2026-02-30"};
        QTest::newRow("ends before it begins")
            << QStringList{"user", "grant", "--data", "d", "--user", "u", "--venue", "v", "--role", "worker", "--from", "2026-02-03", "--to", "2026-02-02"};
        QTest::newRow("taken nowhere") << QStringList{"user", "revoke", "--data", "d", "--user", "u"};
        QTest::newRow("taken at a venue and everywhere") << QStringList{"user", "revoke", "--data", "d", "--user", "u", "--venue", "v", "--everywhere"};
        QTest::newRow("nobody is ended") << QStringList{"user", "end", "--data", "d"};
        QTest::newRow("a device without a role") << QStringList{"device", "grant", "--data", "d", "--device", "x", "--venue", "v"};
    }
    void wrongUsageIsExitTwo() {
        QFETCH(QStringList, arguments);
        const auto result = runService(arguments);
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(textOf(result.err, "error"), std::string("usage"));
    }
};

QTEST_GUILESS_MAIN(tst_user_commands)
#include "tst_user_commands.moc"
