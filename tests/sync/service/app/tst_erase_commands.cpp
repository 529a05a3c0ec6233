// Erasing, backing up, restoring and taking devices out of use with the real program, and real devices that speak HTTP to it. Erasure is proven
// by bytes: what was entered about a person is looked for in every file of every side.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/device/curl_transport.h"
#include "tests/support/device.h"
#include "tests/support/files.h"
#include "tests/support/service_program.h"

#include <QDateTime>
#include <SQLiteCpp/SQLiteCpp.h>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using base::textOf;
using device::RunEnd;

namespace {

const std::string kPerson = "55555555-0000-4000-8000-000000000001";
const std::string kFriend = "55555555-0000-4000-8000-000000000002";
const std::string kSession = "66666666-0000-4000-8000-000000000001";
const char* const kCanaries[] = {"CanaryZerafina", "CanaryHeronsgate", "CanaryAnswerless"};

} // namespace

class tst_erase_commands : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<RunningService> m_service;
    FakeClock m_clock;
    std::unique_ptr<TestDevice> m_a, m_b;
    QString m_venue, m_worker;
    QByteArray m_logs;

    QString data() const { return m_directory->filePath("data"); }
    QString file(const char* name) const { return m_directory->filePath(name); }
    std::string venueStream() const { return domain::venueStream(m_venue.toStdString()); }
    std::string caseStream() const { return domain::caseStream(m_venue.toStdString()); }
    std::string registerStream() const { return domain::registerStream(m_venue.toStdString(), QDate::currentDate().year()); }

    Json command(const QStringList& arguments) {
        const auto result = runService(arguments);
        if (result.exitCode != 0) qFatal("%s", result.errText.constData());
        return result.out;
    }
    void start() {
        m_service = std::make_unique<RunningService>(data());
        QVERIFY(m_service->isListening());
    }
    void stop() {
        m_service->terminate();
        QVERIFY(m_service->waitForEnd());
        m_logs += m_service->log();
        m_service.reset();
    }
    std::unique_ptr<device::Transport> network() { return must(device::CurlTransport::open(m_service->url().toStdString())); }
    std::unique_ptr<TestDevice> newDevice(std::uint64_t seed) {
        auto device = std::make_unique<TestDevice>(m_clock, seed);
        const auto transport = network();
        const auto code = textOf(command({"code", "enrol", "--data", data(), "--venue", m_venue, "--role", "worker"}), "code");
        must(device->enrolment().enrol(*transport, must(device::makeEnrolLink(m_service->url().toStdString(), code)), {"Tablet", "test", "0"}));
        must(device->enrolment().join(*transport, textOf(command({"code", "join", "--data", data(), "--user", m_worker}), "code")));
        must(device->enrolment().choosePin(kPin));
        must(device->notebook().load());
        return device;
    }
    device::RunOutcome sync(TestDevice& device) {
        m_clock.advance(1000);
        const auto transport = network();
        return device.runner().run(*transport);
    }
    void record(TestDevice& device, const std::vector<device::Change>& changes) {
        must(device.notebook().record(m_worker.toStdString(), changes));
    }
    device::Change mark(const std::string& person) {
        return {registerStream(), "mark", base::markId(kSession, person),
                {{"session", "session:" + kSession}, {"person", "person:" + person}, {"presence", {{"status", "present"}}}}};
    }

    static std::string allThatADeviceShows(TestDevice& device) {
        std::string text;
        for (const auto& entity : device.notebook().everything())
            text += entity->key.id + base::toText(entity->values);
        for (const auto& draft : device.notebook().drafts())
            text += base::toText(draft.content);
        for (const auto& line : device.notebook().outbox())
            text += line.entity;
        return text;
    }
    void nothingIsLeft(TestDevice& device) {
        const std::string shown = allThatADeviceShows(device);
        for (const auto* canary : kCanaries)
            QVERIFY(shown.find(canary) == std::string::npos);
        QVERIFY(shown.find(kPerson) == std::string::npos);
        // What people enter is sealed there; ids are not, so that they show what was left behind.
        const QString folder = QFileInfo(QString::fromStdString(device.path())).path();
        QCOMPARE(filesHolding(folder, QByteArray::fromStdString(kPerson)), QStringList());
        for (const auto* canary : kCanaries)
            QCOMPARE(filesHolding(folder, canary), QStringList());
    }
    void nothingIsLeft(const QString& folder) {
        for (const auto* canary : kCanaries)
            QCOMPARE(filesHolding(folder, canary), QStringList());
    }

    /// Two people with much written about them, so that their rows lie in many pages and pages were split between them.
    void muchIsKnown() {
        std::vector<device::Change> changes{
            {venueStream(), "session", kSession, {{"date", "2026-11-21"}, {"status", "open"}}},
            {venueStream(), "person", kPerson, {{"name", kCanaries[0]}, {"kind", "child"}}},
            {venueStream(), "person", kFriend, {{"name", "Adam"}, {"kind", "child"}, {"collectors", {{{"name", kCanaries[0]}, {"person", "person:" + kPerson}}}}}},
            mark(kPerson), mark(kFriend)};
        for (int i = 0; i < 60; ++i) {
            const bool theirs = i % 2 == 0;
            const std::string text = (theirs ? std::string(kCanaries[1]) : std::string("A quiet day")) + std::string(static_cast<std::size_t>(40 * i), '.');
            changes.push_back({caseStream(), "note", base::newUuid(m_a->random()), {{"person", "person:" + (theirs ? kPerson : kFriend)}, {"text", text}}});
        }
        changes.push_back({caseStream(), "response", base::newUuid(m_a->random()),
                           {{"person", "person:" + kPerson}, {"point", "baseline"}, {"respondent", "self"}, {"answers", {{"q1", kCanaries[2]}}}}});
        record(*m_a, changes);
        QCOMPARE(sync(*m_a).end, RunEnd::Done);
        QCOMPARE(sync(*m_b).end, RunEnd::Done);
        QVERIFY(m_b->notebook().find({"person", kPerson}));
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_clock.setWall(QDateTime::currentMSecsSinceEpoch());
        initOrganisation(data());
        m_venue = QString::fromStdString(textOf(command({"add", "venue", "--data", data(), "--name", "Hall"}), "venue"));
        m_worker = QString::fromStdString(textOf(command({"add", "user", "--data", data(), "--name", "Wanda", "--role", "worker", "--venue", m_venue}), "user"));
        start();
        m_a = newDevice(1);
        m_b = newDevice(2);
    }
    void cleanup() {
        m_a.reset();
        m_b.reset();
        m_service.reset();
    }

    void noByteOfAnErasedPersonIsLeftAnywhere() {
        muchIsKnown();
        command({"backup", "--data", data(), "--to", file("before.backup")});
        device::Draft draft;
        draft.key = "half";
        draft.by = m_worker.toStdString();
        draft.about = {"person:" + kPerson};
        draft.content = {{"q1", kCanaries[2]}};
        must(m_b->notebook().saveDraft(draft));
        record(*m_b, {{venueStream(), "person", kPerson, {{"known_as", kCanaries[1]}}}});  // waits, and is pushed too late
        for (const auto* canary : kCanaries) {
            QVERIFY(!filesHolding(data(), canary).empty());  // so the search finds what is there
            QVERIFY(!filesHolding(m_directory->path(), canary).filter("before.backup").empty());
        }

        const auto found = command({"find", "--data", data(), "--name", "canaryZERA"});
        QCOMPARE(textOf(found["people"].at(0), "person"), kPerson);
        const auto erased = command({"erase", "--data", data(), "--person", QString::fromStdString(kPerson)});
        QCOMPARE(erased["people"].size(), std::size_t(1));
        QVERIFY(erased["records"].get<int>() >= 33);
        QVERIFY(erased["scrubbed"] == true);
        QCOMPARE(sync(*m_a).end, RunEnd::Done);
        QCOMPARE(sync(*m_b).end, RunEnd::Done);
        nothingIsLeft(data());
        nothingIsLeft(*m_a);
        nothingIsLeft(*m_b);
        QVERIFY(m_a->notebook().find({"person", kFriend}));
        QCOMPARE(m_a->notebook().all("note").size(), std::size_t(30));

        const auto report = runService({"report", "attendance", "--data", data()});
        QCOMPARE(report.exitCode, 0);
        QVERIFY(QDir(m_directory->path()).mkdir("after"));
        command({"backup", "--data", data(), "--to", file("after/kept.backup")});
        nothingIsLeft(file("after"));
    }

    void aRestoredBackupHasForgottenThemBeforeItListens() {
        muchIsKnown();
        command({"backup", "--data", data(), "--to", file("before.backup")});
        command({"erase", "--data", data(), "--person", QString::fromStdString(kPerson)});
        record(*m_b, {{venueStream(), "person", kFriend, {{"known_as", "Ad"}}}});
        QCOMPARE(sync(*m_a).end, RunEnd::Done);
        QCOMPARE(sync(*m_b).end, RunEnd::Done);

        const auto refused = runService({"restore", "--data", data(), "--from", file("before.backup")});
        QCOMPARE(refused.exitCode, 1);
        QCOMPARE(textOf(refused.err, "error"), std::string("busy"));
        stop();
        const auto restored = command({"restore", "--data", data(), "--from", file("before.backup")});
        compareNumber(restored["done_again"], 1);
        nothingIsLeft(data());

        start();
        for (int round = 0; round < 2; ++round)
            for (auto* device : {m_a.get(), m_b.get()})
                QCOMPARE(sync(*device).end, RunEnd::Done);
        nothingIsLeft(data());
        nothingIsLeft(*m_a);
        nothingIsLeft(*m_b);
        // What came after the backup was given back.
        QCOMPARE(textOf(m_a->notebook().find({"person", kFriend})->values, "known_as"), std::string("Ad"));
        QCOMPARE(m_a->notebook().summary().waiting, 0);
        QVERIFY(m_a->session().troubles().empty());
        stop();
        for (const auto* canary : kCanaries)
            QVERIFY(!m_logs.contains(canary));
    }

    void whoReadsMeanwhileDelaysTheScrubAndTheNextStartDoesIt() {
        muchIsKnown();
        {
            SQLite::Database reader((data() + "/waymark.db").toStdString());
            SQLite::Transaction still(reader);
            QVERIFY(reader.execAndGet("SELECT count(*) FROM entry").getInt() > 0);  // from here on it sees what there was
            const auto erased = command({"erase", "--data", data(), "--person", QString::fromStdString(kPerson)});
            QVERIFY(erased["scrubbed"] == false);
            QCOMPARE(command({"find", "--data", data(), "--name", kCanaries[0]})["people"].size(), std::size_t(0));
            m_service->kill();
            QVERIFY(m_service->waitForEnd());
        }
        QVERIFY(!filesHolding(data(), kCanaries[1]).empty());
        start();
        for (const auto* canary : kCanaries)
            QCOMPARE(filesHolding(data(), canary), QStringList());
    }

    void aNewMachineTakesTheBackupAndTheLedgerBesideIt() {
        muchIsKnown();
        command({"backup", "--data", data(), "--to", file("early.backup")});
        command({"erase", "--data", data(), "--person", QString::fromStdString(kPerson)});
        command({"backup", "--data", data(), "--to", file("late.backup")});
        QFile::remove(file("early.backup.ledger"));
        QFile::copy(file("late.backup.ledger"), file("early.backup.ledger"));
        compareNumber(command({"restore", "--data", file("elsewhere"), "--from", file("early.backup")})["done_again"], 1);
        nothingIsLeft(file("elsewhere"));
        compareNumber(command({"restore", "--data", file("third"), "--from", file("late.backup")})["done_again"], 0);
        nothingIsLeft(file("third"));
    }

    void aBackupIsOneFileForItsOwnerAndNeverOverwritesAnother() {
        command({"backup", "--data", data(), "--to", file("one.backup")});
        QCOMPARE(QFile::permissions(file("one.backup")) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QVERIFY(!QFile::exists(file("one.backup-wal")));
        const auto again = runService({"backup", "--data", data(), "--to", file("one.backup")});
        QCOMPARE(textOf(again.err, "error"), std::string("already_exists"));
        QFile other(file("text"));
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write("no database") > 0);
        other.close();
        stop();
        const auto wrong = runService({"restore", "--data", data(), "--from", file("text")});
        QCOMPARE(wrong.exitCode, 1);
        start();  // and what was there is there still
        QCOMPARE(sync(*m_a).end, RunEnd::Done);
    }

    void aLostDeviceIsWipedAndARestoredServiceStillKnowsIt() {
        command({"backup", "--data", data(), "--to", file("before.backup")});
        muchIsKnown();
        const auto late = newDevice(3);
        QCOMPARE(sync(*late).end, RunEnd::Done);
        const auto idOf = [](TestDevice& device) { return QString::fromStdString(device.enrolment().enrolled()->device); };
        command({"device", "lost", "--data", data(), "--device", idOf(*late)});
        command({"device", "lost", "--data", data(), "--device", idOf(*m_a)});
        stop();
        compareNumber(command({"restore", "--data", data(), "--from", file("before.backup")})["done_again"], 2);
        start();
        for (auto* device : {m_a.get(), late.get()}) {
            const auto outcome = sync(*device);
            QCOMPARE(outcome.end, RunEnd::Auth);
            QVERIFY(outcome.wiped);
            QVERIFY(device->vault().workers().empty());
        }
        QCOMPARE(sync(*m_b).end, RunEnd::Done);
        QCOMPARE(textOf(runService({"device", "lost", "--data", data(), "--device", "nobody"}).err, "error"), std::string("not_found"));
    }

    void aRetiredDeviceHandsOverAndIsThenEmptied() {
        muchIsKnown();
        QCOMPARE(sync(*m_a).end, RunEnd::Done);  // it knows the service's time
        record(*m_a, {{venueStream(), "person", kFriend, {{"known_as", "Ad"}}}});
        command({"device", "retire", "--data", data(), "--device", QString::fromStdString(m_a->enrolment().enrolled()->device)});
        const auto outcome = sync(*m_a);
        QVERIFY(outcome.wiped);
        QCOMPARE(sync(*m_b).end, RunEnd::Done);
        QCOMPARE(textOf(m_b->notebook().find({"person", kFriend})->values, "known_as"), std::string("Ad"));
        const QString folder = QFileInfo(QString::fromStdString(m_a->path())).path();
        QCOMPARE(filesHolding(folder, QByteArray::fromStdString(kFriend)), QStringList());
    }

    void aVenueThatIsTakenAwayLeavesNoByteBehindAndNoBackupGivesItBack() {
        muchIsKnown();
        command({"backup", "--data", data(), "--to", file("before.backup")});
        command({"device", "revoke", "--data", data(), "--device", QString::fromStdString(m_a->enrolment().enrolled()->device), "--venue", m_venue});
        m_clock.advance(1000);
        QCOMPARE(sync(*m_a).end, RunEnd::Done);
        QVERIFY(!m_a->notebook().find({"person", kPerson}));
        const QString folder = QFileInfo(QString::fromStdString(m_a->path())).path();
        QCOMPARE(filesHolding(folder, QByteArray::fromStdString(kPerson)), QStringList());
        stop();
        command({"restore", "--data", data(), "--from", file("before.backup")});
        start();
        for (int round = 0; round < 2; ++round)
            QCOMPARE(sync(*m_a).end, RunEnd::Done);
        QVERIFY(!m_a->notebook().find({"person", kPerson}));
    }

private:
    static void compareNumber(const Json& found, int wanted) { QCOMPARE(found.get<int>(), wanted); }
};

QTEST_GUILESS_MAIN(tst_erase_commands)
#include "tst_erase_commands.moc"
