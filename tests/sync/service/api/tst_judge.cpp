// Section 4 of the sync contract, row by row: who wins, who loses, and what becomes a conflict.
#include "tests/sync/service/api/judge_fixture.h"

using namespace waymark;
using namespace waymark::tests;

class tst_judge : public JudgeFixture {
    Q_OBJECT

private slots:
    void init() { makeStore(); }

    void theFirstValueWins() {
        const auto seen = judgeAll({edit('a', kNow - 5, "name", "Aaliyah")});
        QCOMPARE(seen.results[0].outcome, Outcome::Applied);
        QVERIFY((seen.fields.at("name").value) == (Json("Aaliyah")));
        QCOMPARE(seen.head, 1);
    }

    void anEqualValueMakesNoEntryAndNoConflict() {
        const auto seen = judgeAll({edit('a', kNow - 5, "name", "Jos\u00e9"), edit('b', kNow - 4, "name", "Jose\u0301")});
        QCOMPARE(seen.results[1].outcome, Outcome::Applied);
        QCOMPARE(seen.head, 1);
        QVERIFY(seen.conflicts.empty());
    }

    void anEditThatSawTheValueWinsWhateverItsClockSays() {
        const auto seen = judgeAll({edit('a', kNow - 5, "name", "Adam"), edit('b', 17, "name", "Adam K", 'a')});
        QVERIFY((seen.fields.at("name").value) == (Json("Adam K")));
        QCOMPARE(seen.results[1].outcome, Outcome::Applied);
        QVERIFY(seen.conflicts.empty());
        QCOMPARE(seen.fields.at("name").at, kNow - 5);  // max(t, what it replaces)
    }

    void whoSawAnEqualValueSawTheWinner() {
        const auto seen = judgeAll({edit('a', kNow - 9, "name", "Amina"), edit('b', kNow - 8, "name", "Amina"),
                                    edit('c', 3, "name", "Amina H", 'b')});
        QVERIFY((seen.fields.at("name").value) == (Json("Amina H")));
        QVERIFY(seen.conflicts.empty());
    }

    void anOpGivenBackLateIsSupersededWithoutConflict() {
        // b saw a, but the service forgot a: b comes first, then a.
        const auto seen = judgeAll({edit('b', kNow - 4, "name", "later", 'a'), edit('a', kNow - 5, "name", "earlier")});
        QCOMPARE(seen.results[1].outcome, Outcome::Superseded);
        QCOMPARE(seen.results[1].lost, std::vector<std::string>{"name"});
        QVERIFY((seen.fields.at("name").value) == (Json("later")));
        QVERIFY(seen.conflicts.empty());
    }

    void anOpGivenBackLateIsSeenThroughTheWholeChain() {
        const auto seen = judgeAll({edit('c', kNow - 3, "name", "third", 'b'), edit('b', kNow - 4, "name", "second", 'a'),
                                    edit('a', kNow - 5, "name", "first")});
        QCOMPARE(seen.results[1].outcome, Outcome::Superseded);
        QCOMPARE(seen.results[2].outcome, Outcome::Superseded);
        QVERIFY(seen.conflicts.empty());
    }

    void whoeverSaidAgainWhatStandsReplacedWhatTheySaw_data() {
        QTest::addColumn<char>("sawByLate");
        QTest::newRow("by another device") << char(0);
        QTest::newRow("which had seen what stands") << 'a';
    }
    void whoeverSaidAgainWhatStandsReplacedWhatTheySaw() {
        // a stands; c says the same, having seen b, which comes late.
        QFETCH(char, sawByLate);
        const auto seen = judgeAll({edit('a', kNow - 9'000, "name", "Amina"), edit('c', kNow - 3'000, "name", "Amina", 'b'),
                                    edit('b', kNow - 4'000, "name", "Aminah", sawByLate)});
        QCOMPARE(seen.results[2].outcome, Outcome::Superseded);
        QVERIFY((seen.fields.at("name").value) == (Json("Amina")));
        QVERIFY(seen.conflicts.empty());
        QCOMPARE(seen.head, 1);
    }

    void whoSawOnlyAnEqualValueDoesNotBeatWhoSawThem() {
        // Said, said otherwise, and said again by another device, which the service hears first: a stands for c, and b, which c had seen, saw a.
        const auto seen = judgeAll({edit('c', kNow - 3'000, "name", "Amina", 'b'), edit('a', kNow - 9'000, "name", "Amina"),
                                    edit('b', kNow - 4'000, "name", "Aminah", 'a')});
        QCOMPARE(seen.results[2].outcome, Outcome::Superseded);
        QVERIFY((seen.fields.at("name").value) == (Json("Amina")));
        QVERIFY(seen.conflicts.empty());
        QCOMPARE(seen.head, 1);
    }

    void whatAStandInSawIsSeenFurtherOnToo() {
        // c stands for a, having seen b; d saw a alone, and b comes after all of them, in a push of its own.
        judgeAll({edit('a', kNow - 9'000, "name", "Amina"), edit('c', kNow - 3'000, "name", "Amina", 'b'), edit('d', kNow - 2'000, "name", "Amina H", 'a')});
        const auto seen = judgeAll({edit('b', kNow - 1'000, "name", "Aminah")});
        QCOMPARE(seen.results[0].outcome, Outcome::Superseded);
        QVERIFY((seen.fields.at("name").value) == (Json("Amina H")));
        QVERIFY(seen.conflicts.empty());
    }

    void aWalkEndsAfter4096Steps_data() {
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("conflicts");
        QTest::newRow("as long as a walk may be") << 4096 << 0;
        QTest::newRow("one more counts as not seen") << 4097 << 1;
    }
    void aWalkEndsAfter4096Steps() {
        QFETCH(int, steps);
        const auto link = [](int n) { return QString("%1").arg(n, 32, 16, QLatin1Char('0')).toStdString(); };
        judgeAll({edit('a', kNow - 5, "name", "one")});
        const auto chained = m_store->write([&](service::WriteTransaction& transaction) -> base::Result<void> {
            for (int n = 1; n <= steps; ++n) {
                service::HeldOp held;
                held.id = link(n);
                held.stream = kStream;
                held.type = "person";
                held.entity = kPerson;
                held.outcome = Outcome::Superseded;
                held.saw["name"] = n == 1 ? opId('a') : link(n - 1);
                transaction.streams().hold(held, {});
            }
            return {};
        });
        QVERIFY(chained.ok());
        auto last = edit('b', kNow - 4, "name", "two");
        last.saw["name"] = link(steps);
        const auto seen = judgeAll({last});
        QTEST(int(seen.conflicts.size()), "conflicts");
    }

    void theWalksOfOnePushAreBoundedTogether() {
        const auto link = [](int n) { return QString("%1").arg(n, 32, 16, QLatin1Char('0')).toStdString(); };
        constexpr int kLength = 4'000, kFields = 120;
        const auto done = m_store->write([&](service::WriteTransaction& transaction) -> base::Result<void> {
            for (int n = 1; n <= kLength; ++n) {
                service::HeldOp held;
                held.id = link(n);
                held.stream = kStream;
                held.type = "person";
                held.entity = kPerson;
                held.outcome = Outcome::Superseded;
                for (int field = 0; field < kFields; ++field)
                    held.saw["field_" + std::to_string(field)] = link(n - 1);
                transaction.streams().hold(held, {});
            }
            return {};
        });
        QVERIFY(done.ok());
        const auto read = m_store->read([&](service::ReadTransaction& transaction) {
            service::Causality causality(transaction.streams());
            int seen = 0;
            for (int field = 0; field < kFields; ++field)
                seen += causality.sees(link(kLength), link(0), "field_" + std::to_string(field)) ? 1 : 0;
            QVERIFY(seen >= 1);
            QVERIFY2(seen * kLength <= service::Causality::kMostWork, "a few kilobytes would keep everybody waiting");
            QVERIFY(!causality.sees(link(2), link(0), "field_0"));
            QVERIFY(service::Causality(transaction.streams()).sees(link(2), link(0), "field_0"));
        });
        QVERIFY(read.ok());
    }

    void ofConcurrentValuesTheLaterWinsAndTheOtherIsAsked() {
        const auto seen = judgeAll({edit('a', kNow - 5, "name", "one"), edit('b', kNow - 4, "name", "two")});
        QVERIFY((seen.fields.at("name").value) == (Json("two")));
        QCOMPARE(seen.results[1].outcome, Outcome::Applied);
        QCOMPARE(seen.conflicts.size(), std::size_t(1));
        const auto& conflict = seen.conflicts[0];
        QCOMPARE(conflict.key.id, domain::conflictId(kPerson, "name", opId('a'), opId('b')));
        QVERIFY((conflict.fields.at("kept").value.at("value")) == (Json("two")));
        QVERIFY((conflict.fields.at("other").value.at("value")) == (Json("one")));
        QVERIFY((conflict.fields.at("of").value) == (Json({{"type", "person"}, {"entity", kPerson}, {"field", "name"}})));
        QVERIFY((conflict.fields.at("status").value) == (Json("open")));
    }

    void ofConcurrentValuesTheEarlierLosesAndIsAsked() {
        const auto seen = judgeAll({edit('a', kNow - 4, "name", "one"), edit('b', kNow - 5, "name", "two")});
        QVERIFY((seen.fields.at("name").value) == (Json("one")));
        QCOMPARE(seen.results[1].outcome, Outcome::Superseded);
        QCOMPARE(seen.conflicts.size(), std::size_t(1));
        QVERIFY((seen.conflicts[0].fields.at("other").value.at("value")) == (Json("two")));
    }

    void atTheSameTimeTheGreaterIdWins() {
        QVERIFY((judgeAll({edit('b', kNow, "name", "b"), edit('a', kNow, "name", "a")}).fields.at("name").value) == (Json("b")));
    }

    void aTimeAheadOfTheServiceIsCutBack() {
        const auto seen = judgeAll({edit('a', kNow + 86'400'000LL * 4000, "name", "from the future"), edit('b', kNow, "name", "now")});
        // Both count as now, so the greater id wins, not the clock that is wrong by years.
        QVERIFY((seen.fields.at("name").value) == (Json("now")));
        QVERIFY(seen.fields.at("name").at <= kNow);
    }

    void conflictsAreTheSameWhicheverCameFirst() {
        const auto one = judgeAll({edit('a', kNow - 5, "name", "one"), edit('b', kNow - 4, "name", "two")});
        init();
        const auto other = judgeAll({edit('b', kNow - 4, "name", "two"), edit('a', kNow - 5, "name", "one")});
        QVERIFY((one.fields.at("name").value) == (other.fields.at("name").value));
        QCOMPARE(one.conflicts[0].key.id, other.conflicts[0].key.id);
        QVERIFY((one.conflicts[0].fields.at("kept").value) == (other.conflicts[0].fields.at("kept").value));
    }

    void policies_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<int>("secondAfterFirstMs");
        QTest::addColumn<QString>("winner");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("conflicts");
        const int applied = int(Outcome::Applied), superseded = int(Outcome::Superseded), quarantined = int(Outcome::Quarantined);
        QTest::newRow("latest: the later wins, nobody is asked") << "theme" << "said" << "\"x\"" << "\"y\"" << 1 << "\"y\"" << applied << 0;
        QTest::newRow("latest: the earlier loses, nobody is asked") << "theme" << "said" << "\"x\"" << "\"y\"" << -1 << "\"x\"" << superseded << 0;
        QTest::newRow("earliest: the earlier wins") << "mark" << "arrived" << "\"10:05\"" << "\"10:01\"" << -1 << "\"10:01\"" << applied << 0;
        QTest::newRow("earliest: the later loses") << "mark" << "arrived" << "\"10:01\"" << "\"10:05\"" << 1 << "\"10:01\"" << superseded << 0;
        QTest::newRow("once: a second value is set aside") << "headcount" << "bands" << "{\"0-4\":3}" << "{\"0-4\":4}" << 1 << "{\"0-4\":3}" << quarantined << 0;
        QTest::newRow("restrictive: a withdrawal wins over a grant") << "consent" << "answer" << "\"granted\"" << "\"withdrawn\"" << -1 << "\"withdrawn\"" << applied << 0;
        QTest::newRow("restrictive: a grant is set aside after a refusal") << "consent" << "answer" << "\"refused\"" << "\"granted\"" << 1 << "\"refused\"" << quarantined << 0;
        QTest::newRow("ask: presence marked differently on two devices") << "mark" << "presence" << "{\"status\":\"present\"}" << "{\"status\":\"late\"}" << 1
                                                                           << "{\"status\":\"late\"}" << applied << 1;
        QTest::newRow("a type nobody knows loses nothing") << "picnic" << "weather" << "\"sun\"" << "\"rain\"" << 1 << "\"rain\"" << applied << 1;
    }
    void policies() {
        QFETCH(QString, type);
        QFETCH(QString, field);
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(int, secondAfterFirstMs);
        QFETCH(QString, winner);
        const auto name = field.toStdString();
        const auto seen = judgeAll({edit('a', kNow - 10, name, *base::parseJson(first.toStdString()), 0, type.toStdString()),
                                    edit('b', kNow - 10 + secondAfterFirstMs, name, *base::parseJson(second.toStdString()), 0, type.toStdString())});
        QVERIFY((seen.fields.at(name).value) == (*base::parseJson(winner.toStdString())));
        QTEST(int(seen.results[1].outcome), "outcome");
        QTEST(int(seen.conflicts.size()), "conflicts");
    }

    void anEditThatDidNotSeeADeletionLeavesItDeletedAndAsks() {
        auto deletion = edit('b', kNow - 4, "deleted", true);
        deletion.saw["name"] = opId('a');
        const auto seen = judgeAll({edit('a', kNow - 5, "name", "one"), deletion, edit('c', kNow - 3, "postcode", "B27 7XH")});
        QVERIFY((seen.fields.at("deleted").value) == (Json(true)));
        QVERIFY((seen.fields.at("postcode").value) == (Json("B27 7XH")));
        QCOMPARE(seen.conflicts.size(), std::size_t(1));
        QVERIFY((seen.conflicts[0].fields.at("kept").value.at("op")) == (Json(opId('b'))));
    }

    void aDeletionThatDidNotSeeAValueAsksToo() {
        const auto seen = judgeAll({edit('a', kNow - 5, "name", "one"), edit('b', kNow - 4, "deleted", true)});
        QVERIFY((seen.fields.at("deleted").value) == (Json(true)));
        QCOMPARE(seen.conflicts.size(), std::size_t(1));
        QVERIFY((seen.conflicts[0].fields.at("of").value.at("field")) == (Json("deleted")));
    }

    void aDeletionThatSawEverythingAsksNobody() {
        auto deletion = edit('b', kNow - 4, "deleted", true);
        deletion.saw["name"] = opId('a');
        QVERIFY(judgeAll({edit('a', kNow - 5, "name", "one"), deletion}).conflicts.empty());
    }

    void onAConflictNoConflictIsOpened() {
        const auto seen = judgeAll({edit('a', kNow - 5, "status", "open", 0, "conflict"), edit('b', kNow - 4, "status", "kept", 0, "conflict")});
        QCOMPARE(seen.conflicts.size(), std::size_t(1));  // the edited one itself
        QVERIFY((seen.fields.at("status").value) == (Json("kept")));
    }

    void anOpIsAppliedIfAnyFieldWonAndNamesWhatItLost() {
        auto two = edit('b', kNow - 9, "name", "older");
        two.set["postcode"] = "B27 7XH";
        const auto seen = judgeAll({edit('a', kNow - 5, "name", "newer"), two});
        QCOMPARE(seen.results[1].outcome, Outcome::Applied);
        QCOMPARE(seen.results[1].lost, std::vector<std::string>{"name"});
    }
};

QTEST_APPLESS_MAIN(tst_judge)
#include "tst_judge.moc"
