// What the device does when a stream is not as it should be: checksums, rows that were tampered with, a service that lost everything. Contract, section 5.
#include "tests/sync/device/session_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

using namespace waymark;
using namespace waymark::tests;

class tst_session_trouble : public SessionFixture {
    Q_OBJECT

private slots:
    void init() { start(); }

    void aChecksumThatDiffersHealsAtMostOnceADay() {
        for (int i = 1; i <= 3; ++i)
            m_venue->add("person", id(i), {{"name", "N"}});
        bootstrap();
        auto lying = m_venue->entries(3);
        lying.sum = *lying.sum + 1;
        auto progress = exchange(reply({lying}));
        QCOMPARE(progress.differing, std::vector<std::string>{kVenueStream});
        QVERIFY(progress.more);
        QCOMPARE(asked().place, wire::Place{});
        auto whole = m_venue->whole();
        whole.sum = *whole.sum + 1;
        progress = exchange(reply({whole}));
        QCOMPARE(progress.differing, std::vector<std::string>{kVenueStream});
        QVERIFY(!progress.more);
        QCOMPARE(session().troubles().size(), std::size_t(1));
        exchange(reply({lying}));
        QCOMPARE(asked().place, m_venue->place(3));
        m_clock->advance(24 * 3'600'000);
        exchange(reply({lying}));
        QCOMPARE(asked().place, wire::Place{});
        exchange(reply({m_venue->whole()}));
        QVERIFY(session().troubles().empty());
    }

    void aRowThatWasTamperedWithIsFetchedAgain() {
        m_venue->add("person", id(1), {{"name", "Zara"}});
        m_venue->add("person", id(2), {{"name", "Adam"}});
        bootstrap();
        m_device->close();
        {
            SQLite::Database file(m_device->path(), SQLite::OPEN_READWRITE);
            SQLite::Statement move(file, "UPDATE entity SET sealed = (SELECT sealed FROM entity WHERE entity = ?) WHERE entity = ?");
            move.bind(1, id(2));
            move.bind(2, id(1));
            QCOMPARE(move.exec(), 1);
        }
        m_device->open();
        m_device->unlock(kWorker.user);
        QCOMPARE(book().tamperedRows(), 1);
        QVERIFY(!book().find(personKey(1)));
        QCOMPARE(asked().place, wire::Place{});
        exchange(reply({m_venue->whole()}));
        COMPARE_JSON(name(1), "Zara");
    }

    void aRowThatVanishedIsNoticedAtTheHead() {
        m_venue->add("person", id(1), {{"name", "Zara"}});
        m_venue->add("person", id(2), {{"name", "Adam"}});
        bootstrap();
        m_device->close();
        {
            SQLite::Database file(m_device->path(), SQLite::OPEN_READWRITE);
            QCOMPARE(file.exec("DELETE FROM entity WHERE entity = '" + id(1) + "'"), 1);
        }
        m_device->open();
        m_device->unlock(kWorker.user);
        QCOMPARE(exchange(reply({m_venue->entries(2)})).differing.size(), std::size_t(1));
        exchange(reply({m_venue->whole()}));
        COMPARE_JSON(name(1), "Zara");
    }

    void aPullThatWouldEmptyTheDeviceStopsAndTells() {
        for (int i = 1; i <= 9; ++i)
            m_venue->add("person", id(i), {{"name", "N"}});
        bootstrap();
        m_venue->rewind(4);
        exchange(reply({m_venue->reset()}));
        const auto progress = exchange(reply({m_venue->whole()}));
        QCOMPARE(progress.stopped, std::vector<std::string>{kVenueStream});
        QVERIFY(!progress.more);
        QCOMPARE(book().all("person").size(), std::size_t(9));
        m_device->restart(kWorker.user);
        QCOMPARE(book().all("person").size(), std::size_t(9));
        QCOMPARE(session().troubles().size(), std::size_t(1));
        // It goes on asking from where it was; one more try at once, and then not again and again.
        QCOMPARE(asked().place.seq, 9);
        for (int tries = 0; tries < 2; ++tries) {
            QVERIFY(exchange(reply({m_venue->reset()})).more);
            QVERIFY(!exchange(reply({m_venue->whole()})).more);
        }
        QVERIFY(!exchange(reply({m_venue->reset()})).more);
        QCOMPARE(asked().place.seq, 9);
        m_clock->advance(10 * 60'000);
        QVERIFY(exchange(reply({m_venue->reset()})).more);
        QVERIFY(!exchange(reply({m_venue->whole()})).more);
        // A person looks at it and takes the smaller copy.
        must(session().acceptSmallerCopy(kVenueStream));
        QCOMPARE(asked().place, wire::Place{});
        exchange(reply({m_venue->whole()}));
        QCOMPARE(book().all("person").size(), std::size_t(4));
        QVERIFY(session().troubles().empty());
    }

    void aStoppedStreamStillAsksForThePlaceItsOldPagesWereReadAt() {
        for (int i = 1; i <= 9; ++i)
            m_venue->add("person", id(i), {{"name", "N"}});
        exchange(reply({m_venue->page(0, 5, 9)}));
        m_venue->add("person", id(9), {{"name", "later"}});  // 10: on the last page, which was read after it
        exchange(reply({m_venue->page(5, 9, 9)}));
        QCOMPARE(asked().place, m_venue->place(9));
        const auto place = m_venue->place(10);
        QCOMPARE(*asked().past, place);
        m_venue->rewind(4);
        exchange(reply({m_venue->reset()}));
        QVERIFY(!asked().past);
        QCOMPARE(exchange(reply({m_venue->whole()})).stopped.size(), std::size_t(1));
        QCOMPARE(*asked().past, place);
        m_device->restart(kWorker.user);
        QCOMPARE(*asked().past, place);
    }

    void aStoppedStreamGoesOnWhenTheServiceIsWholeAgain() {
        for (int i = 1; i <= 9; ++i)
            m_venue->add("person", id(i), {{"name", "N"}});
        bootstrap();
        const ScriptedStream before = *m_venue;
        m_venue->rewind(1);
        exchange(reply({m_venue->reset()}));
        exchange(reply({m_venue->whole()}));
        *m_venue = before;
        m_venue->add("person", id(10), {{"name", "N"}});
        exchange(reply({m_venue->entries(9)}));
        QCOMPARE(book().all("person").size(), std::size_t(10));
        QVERIFY(session().troubles().empty());
    }

    void entriesThatDeleteMostStopToo() {
        for (int i = 1; i <= 20; ++i)
            m_venue->add("person", id(i), {{"name", "N"}});
        bootstrap();
        for (int i = 1; i <= 11; ++i)
            m_venue->add("person", id(i), {{"deleted", true}});
        QCOMPARE(exchange(reply({m_venue->entries(20)})).stopped.size(), std::size_t(1));
        QCOMPARE(book().all("person").size(), std::size_t(20));
        QCOMPARE(cursor().seq, 20);
    }
};

QTEST_APPLESS_MAIN(tst_session_trouble)
#include "tst_session_trouble.moc"
