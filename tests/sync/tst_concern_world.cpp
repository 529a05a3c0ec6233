// Concerns from end to end (contract, section 5): an author, a lead, a deputy, a coordinator and the service, the shipped code of both sides.
#include "sync/service/erasure/device_end.h"
#include "tests/support/compare.h"
#include "tests/support/files.h"
#include "tests/sync/safeguarding_world.h"

#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using base::ErrorCode;
using base::Json;
using device::HandedOver;
using domain::Role;

namespace {

/// A word that nothing else says, to look for in bytes.
const std::string kCanary = "Xylofoonspeler";

bool holds(const std::string& bytes) { return bytes.find(kCanary) != std::string::npos; }

} // namespace

class tst_concern_world : public QObject {
    Q_OBJECT

    std::unique_ptr<SafeguardingWorld> m_world;

    std::vector<device::ConcernCase> casesOf(Desk& desk) {
        m_world->syncDesk(desk);
        return desk.concerns->cases();
    }
    /// What of a device anybody could read who is signed in there: everything that the notebook opens.
    std::string readableOn(TestDevice& device) {
        std::string text;
        for (const auto& entity : device.notebook().everything())
            text += base::toText(entity->values);
        for (const auto& draft : device.notebook().drafts())
            text += base::toText(draft.content);
        return text;
    }

private slots:
    void init() { m_world = std::make_unique<SafeguardingWorld>(); }
    void cleanup() { m_world.reset(); }

    void leadAndDeputyReadItAndNobodyElse() {
        auto coordinator = m_world->desk(Role::Coordinator, m_world->coordinator);
        QCOMPARE(m_world->author.concerns->recipients(m_world->venue, false), (std::vector<std::string>{"Lena Lead", "Dara Deputy"}));
        const auto handed = m_world->handOver(aConcern("It was the " + kCanary));
        QCOMPARE(handed.to, (std::vector<std::string>{"Lena Lead", "Dara Deputy"}));
        m_world->syncDesk(m_world->author);
        for (auto* desk : {&m_world->leadDesk, &m_world->deputyDesk}) {
            const auto cases = casesOf(*desk);
            QCOMPARE(cases.size(), std::size_t(1));
            QVERIFY(cases[0].opens);
            QCOMPARE(cases[0].text.seen, "It was the " + kCanary);
            QCOMPARE(cases[0].byName, std::string("Wanda Worker"));
            QCOMPARE(cases[0].state, std::string("received"));
            QCOMPARE(cases[0].reference, handed.reference);
        }
        m_world->syncDesk(coordinator);
        QVERIFY(coordinator.device->notebook().all("concern").empty());
        QVERIFY(coordinator.concerns->cases().empty());
    }

    void noByteOfItIsFoundAnywhere() {
        auto coordinator = m_world->desk(Role::Coordinator, m_world->coordinator);
        device::Draft draft;
        draft.key = "concern/" + m_world->worker;
        draft.by = m_world->worker;
        draft.tier = "own";
        draft.content = {{"seen", kCanary}};
        must(m_world->author.device->notebook().saveDraft(draft));
        QVERIFY(holds(readableOn(*m_world->author.device)));
        auto text = aConcern(kCanary);
        text.who = text.done = kCanary;
        const auto handed = must(m_world->author.concerns->handOver(m_world->worker, m_world->venue, text, draft.key));
        m_world->syncDesk(m_world->author);
        m_world->saveBackup();
        m_world->syncDesk(coordinator);
        m_world->syncDesk(m_world->leadDesk);
        must(m_world->leadDesk.concerns->addNote(m_world->lead, m_world->leadDesk.concerns->cases()[0], "About the " + kCanary));
        m_world->syncDesk(m_world->leadDesk);

        QVERIFY(holds(casesOf(m_world->deputyDesk)[0].text.seen));
        QVERIFY(!holds(bytesUnder(m_world->directory()).toStdString()));
        for (const auto& body : m_world->network().bodies)
            QVERIFY(!holds(body));
        for (const auto& reply : m_world->network().replies)
            QVERIFY(!holds(reply));
        m_world->read([&](service::ReadTransaction& t) {
            for (const auto& stream : t.streams().streams())
                QVERIFY(!holds(t.streams().entriesAfter(stream, 0, 1 << 26).rowsJson + t.streams().stateAfter(stream, {}, 1 << 26).rowsJson));
        });
        for (auto* device : {m_world->author.device, coordinator.device, m_world->leadDesk.device}) {
            QVERIFY(!holds(readableOn(*device)));
            QVERIFY(!holds(bytesUnder(QFileInfo(QString::fromStdString(device->path())).absolutePath()).toStdString()));
        }
        // What the author's own keys open is the receipt and boxes.
        const auto receipts = m_world->author.concerns->handedOver();
        QCOMPARE(receipts.size(), std::size_t(1));
        QCOMPARE(receipts[0].reference, handed.reference);
        must(m_world->author.device->store().eachOp([&](device::OpRow& row) {
            const auto plain = m_world->author.device->vault().open({"op", row.stream, row.type, row.entity, row.order}, row.sealed);
            QVERIFY(!holds(must(plain)));
        }));
        QVERIFY(must(m_world->author.device->store().drafts()).empty());
    }

    void theAuthorIsToldWhetherItHasArrived() {
        m_world->network().offline = true;
        m_world->handOver();
        m_world->sync(*m_world->author.device);
        QVERIFY(m_world->author.concerns->handedOver()[0].state == HandedOver::State::Waiting);
        m_world->network().offline = false;
        m_world->syncDesk(m_world->author);
        QVERIFY(m_world->author.concerns->handedOver()[0].state == HandedOver::State::WithService);
        m_world->author.device->restart(m_world->worker);
        m_world->author.open();
        QCOMPARE(m_world->author.concerns->handedOver().size(), std::size_t(1));
    }

    void whatIsAboutTheLeadIsForTheDeputyAlone() {
        auto text = aConcern("The lead did it");
        text.aboutLead = true;
        const auto handed = m_world->handOver(text);
        QCOMPARE(handed.to, std::vector<std::string>{"Dara Deputy"});
        m_world->syncDesk(m_world->author);
        QCOMPARE(m_world->sealedFor(handed.concern), std::vector<std::string>{m_world->deputyKey});
        QVERIFY(!casesOf(m_world->leadDesk)[0].opens);
        QVERIFY(casesOf(m_world->deputyDesk)[0].opens);
    }

    void anAcknowledgementAndANoteReachTheOther() {
        m_world->handOver();
        m_world->syncDesk(m_world->author);
        const auto mine = casesOf(m_world->leadDesk)[0];
        must(m_world->leadDesk.concerns->setState(m_world->lead, mine, "acknowledged"));
        must(m_world->leadDesk.concerns->addNote(m_world->lead, mine, "Phoned the duty team"));
        m_world->syncDesk(m_world->leadDesk);
        const auto theirs = casesOf(m_world->deputyDesk)[0];
        QCOMPARE(theirs.state, std::string("acknowledged"));
        QCOMPARE(theirs.notes.size(), std::size_t(1));
        QCOMPARE(theirs.notes[0].text, std::string("Phoned the duty team"));
        QCOMPARE(theirs.notes[0].byName, std::string("Lena Lead"));
        QVERIFY(m_world->author.device->notebook().all("concern_note").empty());
    }

    void onlyALeadAcknowledges() {
        const auto handed = m_world->handOver();
        m_world->syncDesk(m_world->author);
        device::ConcernCase one;
        one.concern = handed.concern;
        one.stream = m_world->concernStream();
        const auto closed = m_world->author.concerns->setState(m_world->worker, one, "closed");
        QVERIFY(!closed);
        QCOMPARE(closed.error().code, ErrorCode::NotPermitted);
    }

    void aColleagueOnTheSameTabletSeesNeitherDraftNorReceipt() {
        auto& device = *m_world->author.device;
        device::Draft draft{"concern/" + m_world->worker, m_world->worker, "own", {}, {{"seen", kCanary}}, 0, {}};
        must(device.notebook().saveDraft(draft));
        m_world->handOver();
        m_world->join(device, m_world->otherWorker);
        m_world->author.open();
        QVERIFY(!holds(readableOn(device)));
        QCOMPARE(device.notebook().tamperedRows(), 0);
        QVERIFY(m_world->author.concerns->handedOver().empty());
        // The battery goes, and its author finds it again.
        device.restart(m_world->worker);
        m_world->author.open();
        QVERIFY(holds(readableOn(device)));
        QCOMPARE(m_world->author.concerns->handedOver().size(), std::size_t(1));
    }

    void aServiceFromAnOldBackupGetsTheConcernBack() {
        m_world->saveBackup();
        const auto handed = m_world->handOver();
        m_world->syncDesk(m_world->author);
        m_world->restoreBackup();
        QVERIFY(m_world->sealedFor(handed.concern).empty());
        for (int round = 0; round < 2; ++round)
            for (auto* desk : {&m_world->author, &m_world->leadDesk, &m_world->deputyDesk})
                m_world->syncDesk(*desk);
        QCOMPARE(m_world->sealedFor(handed.concern).size(), std::size_t(2));
        QVERIFY(casesOf(m_world->leadDesk)[0].opens);
    }

    void itGetsItBackAlsoWhereTheLeadsAcknowledgementComesFirst() {
        m_world->saveBackup();
        const auto handed = m_world->handOver();
        m_world->syncDesk(m_world->author);
        must(m_world->leadDesk.concerns->setState(m_world->lead, casesOf(m_world->leadDesk)[0], "acknowledged"));
        m_world->syncDesk(m_world->leadDesk);
        m_world->restoreBackup();
        for (int round = 0; round < 2; ++round)
            for (auto* desk : {&m_world->leadDesk, &m_world->author})
                m_world->syncDesk(*desk);
        QCOMPARE(m_world->sealedFor(handed.concern).size(), std::size_t(2));
        QVERIFY(casesOf(m_world->leadDesk)[0].opens);
    }

    void whatALeadWroteIsGivenBackAlsoByATabletThatLostTheVenue() {
        m_world->handOver();
        m_world->syncDesk(m_world->author);
        const auto mine = casesOf(m_world->leadDesk)[0];
        m_world->saveBackup();
        m_world->clock.advance(60'000);
        must(m_world->leadDesk.concerns->addNote(m_world->lead, mine, "Phoned the duty team"));
        m_world->syncDesk(m_world->leadDesk);
        const auto notes = [this] {
            std::size_t held = 0;
            m_world->read([&](service::ReadTransaction& t) { held = t.streams().entitiesOf(m_world->concernStream(), "concern_note").size(); });
            return held;
        };
        QCOMPARE(notes(), std::size_t(1));
        m_world->clock.advance(60'000);
        must(service::endGrants(m_world->store(), m_world->ledger(), m_world->deviceId(*m_world->leadDesk.device), {}, m_world->clock.wallMs()));
        for (int round = 0; round < 2; ++round)
            m_world->syncDesk(m_world->leadDesk);
        QVERIFY2(m_world->leadDesk.concerns->cases().empty(), "the concerns are gone from the tablet");
        m_world->restoreBackup();
        QCOMPARE(notes(), std::size_t(0));
        for (int round = 0; round < 3; ++round)
            m_world->syncDesk(m_world->leadDesk);
        QCOMPARE(notes(), std::size_t(1));
    }

    void aBoxThatWasPutIntoAnotherPlaceIsNotShownAsThatConcern() {
        const auto first = m_world->handOver(aConcern("first"));
        const auto second = m_world->handOver(aConcern("second"));
        m_world->syncDesk(m_world->author);
        Json boxes;
        m_world->read([&](service::ReadTransaction& t) { boxes = t.streams().fieldsOf(m_world->concernStream(), {"concern", first.concern}).at("sealed").value; });
        m_world->write([&](service::WriteTransaction& t) {
            t.streams().append(m_world->concernStream(), {base::newOpId(m_world->clock.wallMs(), m_world->random), "concern", second.concern, {{"sealed", boxes}}, std::nullopt,
                                                          m_world->clock.wallMs(), Json::object()}, m_world->random.bytes<16>());
        });
        for (const auto& one : casesOf(m_world->leadDesk))
            QCOMPARE(one.opens, one.concern == first.concern);
    }

    void lengthsTellLittle() {
        m_world->handOver(aConcern("He hit me"));
        m_world->handOver(aConcern(std::string(1200, 'x')));
        std::vector<std::size_t> lengths;
        for (const auto& entity : m_world->author.device->notebook().all("concern"))
            lengths.push_back(base::toText(entity->values).size());
        QCOMPARE(lengths.size(), std::size_t(2));
        QCOMPARE(lengths[0], lengths[1]);
    }

    void tooLongAConcernIsRefusedAndNothingIsLost() {
        QCOMPARE(m_world->author.concerns->handOver(m_world->worker, m_world->venue, aConcern(std::string(40'000, 'x'))).error().code, ErrorCode::TooLarge);
        QVERIFY(m_world->author.device->notebook().all("concern").empty());
    }

    void theServiceSetsAsideWhatIsSealedForNobodyItKnows_data() {
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("knownLead");
        QTest::addColumn<bool>("stranger");
        QTest::addColumn<bool>("taken");
        QTest::newRow("for the lead") << "lead" << true << false << true;
        QTest::newRow("for a key that nobody published") << "lead" << false << true << false;
        QTest::newRow("for the lead and a key that nobody published") << "lead" << true << true << false;
        QTest::newRow("said to be for a deputy, sealed for the lead") << "deputy" << true << false << false;
    }
    void theServiceSetsAsideWhatIsSealedForNobodyItKnows() {
        QFETCH(QString, to);
        QFETCH(bool, knownLead);
        QFETCH(bool, stranger);
        QFETCH(bool, taken);
        std::vector<std::string> keys;
        if (knownLead) keys.push_back(m_world->author.concerns->keys().targets(m_world->venue)[0].publicKey);
        if (stranger) keys.push_back(device::SafeguardingSecret::random(m_world->random).publicKey());
        const auto boxes = must(device::sealFor(keys, "{}"));
        must(m_world->author.device->notebook().record(
            m_world->worker, {{m_world->concernStream(), "concern", base::newUuid(m_world->random), {{"sealed", domain::toJson(boxes)}, {"to", to.toStdString()}}}}));
        m_world->sync(*m_world->author.device);
        QCOMPARE(m_world->author.device->notebook().summary().setAside, taken ? 0 : 1);
    }
};

QTEST_APPLESS_MAIN(tst_concern_world)
#include "tst_concern_world.moc"
