// What the device takes of a stream: entries, and a bootstrap page by page. Contract, section 5.
#include "tests/sync/device/session_fixture.h"

using namespace waymark;
using namespace waymark::tests;

class tst_session_pull : public SessionFixture {
    Q_OBJECT

private slots:
    void init() { start(); }

    void entriesAndTheCursorMoveTogether() {
        bootstrap();
        m_venue->add("person", id(1), {{"name", "Zara"}});
        m_venue->add("person", id(1), {{"name", "Zahra"}});
        exchange(reply({m_venue->entries(0, 1)}));
        QCOMPARE(cursor().seq, 1);
        COMPARE_JSON(name(1), "Zara");
        m_device->restart(kWorker.user);
        QCOMPARE(asked().place, m_venue->place(1));
        exchange(reply({m_venue->entries(1)}));
        COMPARE_JSON(name(1), "Zahra");
    }

    void aReplyThatBreaksTheRulesIsNotTaken_data() {
        QTest::addColumn<int>("what");
        QTest::newRow("a gap in the entries") << 0;
        QTest::newRow("a place that the entries do not reach") << 1;
        QTest::newRow("entries without a place") << 2;
        QTest::newRow("a last page without a place") << 3;
        QTest::newRow("nothing was asked") << 4;
    }
    void aReplyThatBreaksTheRulesIsNotTaken() {
        QFETCH(int, what);
        bootstrap();
        const auto op = record(9, {{"name", "Waits"}});
        for (int i = 1; i <= 3; ++i)
            m_venue->add("person", id(i), {{"name", "N"}});
        auto pull = m_venue->entries(0);
        if (what == 0) pull.entries.erase(pull.entries.begin() + 1);
        if (what == 1) pull.place = m_venue->place(2);
        if (what == 2) pull.place.reset();
        if (what == 3) pull = m_venue->whole(), pull.place.reset();
        if (what != 4) session().nextRequest();
        const auto result = session().apply(reply({pull}, {line(op, Outcome::Applied, 4)}));
        QCOMPARE(result.error().code, ErrorCode::Malformed);
        QCOMPARE(cursor().seq, 0);
        QCOMPARE(book().all("person").size(), std::size_t(1));
        QCOMPARE(book().summary().waiting, 1);
    }

    void repeatedEntriesChangeNothing() {
        bootstrap();
        m_venue->add("person", id(1), {{"name", "Zara"}});
        exchange(reply({m_venue->entries(0)}));
        m_venue->add("person", id(1), {{"kind", "child"}});
        exchange(reply({m_venue->entries(0)}));
        COMPARE_JSON(book().find(personKey(1))->values, Json({{"name", "Zara"}, {"kind", "child"}}));
        QVERIFY(session().troubles().empty());
    }

    void unknownKeysTypesAndFieldsAreKept() {
        m_venue->add("hologram", id(1), {{"colour", {{"deep", {1, 2.5, nullptr, "x"}}}}}, {}, {{"later", "key"}});
        bootstrap();
        m_venue->add("person", id(2), {{"aura", {{"hue", 0.25}}}}, {}, {{"later", {1, 2}}});
        exchange(reply({m_venue->entries(1)}));
        m_device->restart(kWorker.user);
        COMPARE_JSON(book().find({"hologram", id(1)})->values, Json({{"colour", {{"deep", {1, 2.5, nullptr, "x"}}}}}));
        COMPARE_JSON(book().find(personKey(2))->values["aura"], Json({{"hue", 0.25}}));
        m_venue->add("person", id(2), {{"name", "Zara"}});
        const auto progress = exchange(reply({m_venue->entries(2)}));
        QVERIFY(progress.differing.empty());  // the sum counts unknown types and fields too
    }

    void aFullDiskTakesNothingOfAReply() {
        bootstrap();
        const auto op = record(1, {{"name", "Zara"}});
        for (int i = 2; i < 60; ++i)
            m_venue->add("person", id(i), {{"name", std::string(2000, 'n')}});
        m_device->kill();
        m_device->open({{}, 40, {}});
        m_device->unlock(kWorker.user);
        session().nextRequest();
        const auto result = session().apply(reply({m_venue->entries(0)}, {line(op, Outcome::Applied, 1)}));
        QCOMPARE(result.error().code, ErrorCode::DiskFull);
        QCOMPARE(book().all("person").size(), std::size_t(1));
        QCOMPARE(book().summary().waiting, 1);
        m_device->restart(kWorker.user);
        QCOMPARE(cursor().seq, 0);
        session().nextRequest();
        apply(reply({m_venue->entries(0)}, {line(op, Outcome::Applied, 1)}));
        QCOMPARE(cursor().seq, m_venue->head());
    }

    void aBootstrapInPagesWithEntriesInBetween() {
        for (int i = 1; i <= 5; ++i)
            m_venue->add("person", id(i), {{"name", "old"}});
        record(7, {{"name", "mine"}});
        exchange(reply({m_venue->page(0, 2, 5)}));
        QVERIFY(book().find(personKey(1)) == nullptr);  // nothing half: the old copy stays until the last page
        m_device->restart(kWorker.user);
        QCOMPARE(*asked().state, std::string("page 2 of 5"));
        QCOMPARE(*asked().past, m_venue->place(5));
        m_venue->add("person", id(1), {{"name", "new"}});  // 6: its page is through already
        m_venue->add("person", id(3), {{"name", "new"}});  // 7: its page is not
        exchange(reply({m_venue->page(2, 2, 5)}));
        QCOMPARE(*asked().past, m_venue->place(7));
        m_venue->add("person", id(6), {{"name", "new"}});  // 8
        auto progress = exchange(reply({m_venue->page(4, 9, 5)}));
        QCOMPARE(cursor().seq, 5);
        COMPARE_JSON(name(1), "old");
        COMPARE_JSON(name(3), "new");
        QCOMPARE(asked().place, m_venue->place(5));
        QCOMPARE(*asked().past, m_venue->place(8));
        m_venue->add("person", id(2), {{"name", "new"}});  // 9
        progress = exchange(reply({m_venue->entries(5)}));
        QVERIFY(progress.differing.empty());
        QVERIFY(!asked().past);
        for (const int number : {1, 2, 3, 6})
            COMPARE_JSON(name(number), "new");
        for (const int number : {4, 5})
            COMPARE_JSON(name(number), "old");
        COMPARE_JSON(name(7), "mine");
    }

    void confirmedStateIsTheSameHoweverItCame() {
        for (int i = 1; i <= 6; ++i)
            m_venue->add("person", id(i % 3), {{"name", "n" + std::to_string(i)}, {i % 2 ? "kind" : "postcode", "child"}});
        bootstrap();
        tests::TestDevice other(*m_clock, 5);
        other.join(kWorker);
        other.session().nextRequest();
        must(other.session().apply(reply({m_venue->page(0, 1, 6)})));
        m_venue->add("person", id(1), {{"name", "last"}});
        other.session().nextRequest();
        must(other.session().apply(reply({m_venue->page(1, 9, 6)})));
        exchange(reply({m_venue->entries(6)}));
        other.session().nextRequest();
        QVERIFY(must(other.session().apply(reply({m_venue->entries(6)}))).differing.empty());
        for (const auto& entity : book().everything())
            COMPARE_JSON(other.notebook().find(entity->key)->values, entity->values);
        QCOMPARE(other.notebook().everything().size(), book().everything().size());
    }

    void aResetKeepsTheOldCopyUntilTheNewOneIsWhole() {
        for (int i = 1; i <= 4; ++i)
            m_venue->add("person", id(i), {{"name", "old"}});
        bootstrap();
        m_venue->rewind(2);
        for (int i = 3; i <= 5; ++i)
            m_venue->add("person", id(i), {{"name", "other history"}});
        exchange(reply({m_venue->reset()}));
        COMPARE_JSON(name(4), "old");
        QCOMPARE(asked().place, wire::Place{});
        exchange(reply({m_venue->page(0, 3, 5)}));
        COMPARE_JSON(name(4), "old");
        exchange(reply({m_venue->page(3, 9, 5)}));
        COMPARE_JSON(name(4), "other history");
        COMPARE_JSON(name(1), "old");
        QCOMPARE(cursor().seq, 5);
    }

    void afterAResetAcknowledgedOpsLeaveWithTheOldCopy() {
        bootstrap();
        const auto op = record(1, {{"name", "Zara"}});
        exchange(reply({}, {line(op, Outcome::Applied, 90)}));  // a seq that the new history may never reach
        m_venue->add("person", id(2), {{"name", "Adam"}});
        exchange(reply({m_venue->reset()}));
        COMPARE_JSON(name(1), "Zara");
        exchange(reply({m_venue->whole()}));
        QVERIFY(!book().find(personKey(1)));
    }

    void aResetInTheMiddleOfABootstrapBeginsItAgain() {
        for (int i = 1; i <= 4; ++i)
            m_venue->add("person", id(i), {{"name", "old"}});
        exchange(reply({m_venue->page(0, 2, 4)}));
        m_venue->rewind(0);
        m_venue->add("person", id(9), {{"name", "new"}});
        exchange(reply({m_venue->reset()}));
        QVERIFY(!asked().state && !asked().past);
        exchange(reply({m_venue->whole()}));
        QCOMPARE(book().all("person").size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(tst_session_pull)
#include "tst_session_pull.moc"
