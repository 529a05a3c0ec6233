// A concern through the real program and real devices: neither its database, nor its log, nor a backup holds a byte of what was written, and
// whoever holds the whole service cannot open a box.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/device/concerns.h"
#include "sync/device/curl_transport.h"
#include "tests/support/device.h"
#include "tests/support/files.h"
#include "tests/support/service_program.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using base::textOf;
using device::RunEnd;

namespace {
const QByteArray kCanary = "CanaryUnderTheStairs";
}

class tst_concern_commands : public QObject {
    Q_OBJECT

    struct Person {
        std::string user;
        std::unique_ptr<TestDevice> device;
        std::unique_ptr<device::Concerns> concerns;
    };

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<RunningService> m_service;
    FakeClock m_clock;
    std::string m_venue;

    QString data() const { return m_directory->filePath("data"); }
    Json command(const QStringList& arguments) {
        const auto result = runService(arguments);
        if (result.exitCode != 0) qFatal("%s", result.errText.constData());
        return result.out;
    }
    Person join(const QString& name, const QString& role, const std::string& key, std::uint64_t seed) {
        Person person;
        const QString venue = QString::fromStdString(m_venue);
        person.user = textOf(command({"add", "user", "--data", data(), "--name", name, "--role", role, "--venue", venue}), "user");
        person.device = std::make_unique<TestDevice>(m_clock, seed);
        const auto transport = must(device::CurlTransport::open(m_service->url().toStdString()));
        const auto code = textOf(command({"code", "enrol", "--data", data(), "--venue", venue, "--role", role}), "code");
        auto link = must(device::makeEnrolLink(m_service->url().toStdString(), code));
        link.safeguardingKey = key;
        must(person.device->enrolment().enrol(*transport, link, {"Tablet", "test", "0"}));
        const auto personal = textOf(command({"code", "join", "--data", data(), "--user", QString::fromStdString(person.user)}), "code");
        must(person.device->enrolment().join(*transport, personal));
        must(person.device->enrolment().choosePin(kPin));
        must(person.device->notebook().load());
        person.concerns = std::make_unique<device::Concerns>(person.device->store(), person.device->vault(), person.device->notebook(), person.device->enrolment(),
                                                             person.device->random());
        sync(person);
        return person;
    }
    void sync(Person& person) {
        m_clock.advance(1000);
        const auto transport = must(device::CurlTransport::open(m_service->url().toStdString()));
        const auto outcome = person.device->runner().run(*transport);
        if (outcome.end != RunEnd::Done) qFatal("a sync did not end well: %s", outcome.error.detail.c_str());
        must(person.concerns->refresh());
    }

private slots:
    void noByteOfAConcernIsInDatabaseLogOrBackup() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_clock.setWall(QDateTime::currentMSecsSinceEpoch());
        initOrganisation(data());
        m_venue = textOf(command({"add", "venue", "--data", data(), "--name", "Hall"}), "venue");
        m_service = std::make_unique<RunningService>(data());
        QVERIFY(m_service->isListening());
        auto lead = join("Lena", "safeguarding", {}, 1);
        must(lead.concerns->makeKey(lead.user, true));
        sync(lead);
        auto author = join("Wanda", "worker", lead.concerns->ownFingerprint(), 2);
        QCOMPARE(author.concerns->recipients(m_venue, false), std::vector<std::string>{"Lena"});

        const auto handed = must(author.concerns->handOver(author.user, m_venue, {kCanary.toStdString(), kCanary.toStdString(), kCanary.toStdString(), {}, false}));
        // What the author said without sealing it is found, so the search finds what is there.
        must(author.device->notebook().record(author.user, {{domain::venueStream(m_venue), "household", base::newUuid(author.device->random()), {{"label", "OpenLabel"}}}}));
        sync(author);
        sync(lead);
        QCOMPARE(lead.concerns->cases().at(0).text.seen, kCanary.toStdString());
        command({"backup", "--data", data(), "--to", m_directory->filePath("copy.backup")});
        m_service->terminate();
        QVERIFY(m_service->waitForEnd());
        const QByteArray log = m_service->log();
        QVERIFY(log.contains("/v1/sync"));
        QVERIFY(!log.contains(kCanary));
        QVERIFY(!log.contains(QByteArray::fromStdString(handed.concern)));
        for (const auto* report : {"attendance", "feedback", "change"}) {
            const auto text = base::toText(command({"report", report, "--data", data()}));
            for (const auto& secret : {kCanary.toStdString(), handed.concern})
                QVERIFY2(text.find(secret) == std::string::npos, report);
        }
        QVERIFY(!filesHolding(m_directory->path(), "OpenLabel").filter("copy.backup").empty());
        QVERIFY(!filesHolding(data(), QByteArray::fromStdString(handed.concern)).empty());
        QCOMPARE(filesHolding(m_directory->path(), kCanary), QStringList());
        QCOMPARE(filesHolding(QFileInfo(QString::fromStdString(author.device->path())).path(), kCanary), QStringList());
        m_service.reset();
    }
};

QTEST_GUILESS_MAIN(tst_concern_commands)
#include "tst_concern_commands.moc"
