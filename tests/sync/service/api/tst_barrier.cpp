// Whose record something is, and what is behind the barrier (contract, section 7): pushes and erasures over the real store.
#include "sync/service/erasure/barrier.h"
#include "sync/service/erasure/person_erasure.h"
#include "tests/sync/service/api/sync_fixture.h"

using namespace waymark;
using namespace waymark::tests;

class tst_barrier : public SyncFixture {
    Q_OBJECT

private slots:
    void init() { makeService(); }

    void whatTheBarrierTakesInIsBarredForTheRestOfThePush() {
        // A type of a later version: nothing but the barrier knows whom the second op is about.
        const std::string erased = "person:" + base::newUuid(m_random), pushchair = base::newUuid(m_random);
        write([&](WriteTransaction& t) { t.streams().bar(service::barrierHash(*t.registry().organisation(), erased)); });
        const Json hers = op("pushchair", domain::venueStream(kVenue), {{"person", erased}, {"colour", "red"}}, kWorker, pushchair);
        const Json later = op("pushchair", domain::venueStream(kVenue), {{"colour", "blue"}}, kWorker, pushchair);
        const auto reply = sync({person("Adam"), hers, later, person("Beth")});
        QCOMPARE(reply.results[1].outcome, Outcome::Erased);
        QCOMPARE(reply.results[2].outcome, Outcome::Erased);
        QCOMPARE(reply.results[3].outcome, Outcome::Applied);
        write([&](WriteTransaction& t) { QVERIFY(t.streams().opsContaining("blue").empty()); });
    }

    void somebodyElsesRecordIsNotTakenInByTheBarrier() {
        const std::string erased = base::newUuid(m_random), beth = base::newUuid(m_random), venue = domain::venueStream(kVenue);
        write([&](WriteTransaction& t) { t.streams().bar(service::barrierHash(*t.registry().organisation(), "person:" + erased)); });
        Json wrong = op("person", venue, {{"known_as", "Elizabeth"}}, kWorker, beth);
        wrong["about"] = {"person:" + erased};
        const auto reply = sync({op("person", venue, {{"name", "Beth"}}, kWorker, beth), wrong, op("person", venue, {{"kind", "child"}}, kWorker, beth)});
        QCOMPARE(reply.results[0].outcome, Outcome::Applied);
        QCOMPARE(reply.results[1].outcome, Outcome::Erased);
        QCOMPARE(reply.results[2].outcome, Outcome::Applied);
        write([&](WriteTransaction& t) {
            QCOMPARE(t.streams().fieldsOf(venue, {"person", beth}).size(), std::size_t(2));
            QVERIFY(t.streams().isErased(venue, {"person", erased}));
        });
    }

    void whatStandsUnderAnIdIsNotTakenInByTheBarrier() {
        const std::string erased = "person:" + base::newUuid(m_random), beth = "person:" + base::newUuid(m_random);
        const std::string pushchair = base::newUuid(m_random), venue = domain::venueStream(kVenue), book = domain::registerStream(kVenue, 2025);
        write([&](WriteTransaction& t) { t.streams().bar(service::barrierHash(*t.registry().organisation(), erased)); });
        const Json made = op("pushchair", book, {{"person", beth}, {"colour", "red"}}, kWorker, pushchair);
        const Json stopped = op("pushchair", venue, {{"person", erased}, {"colour", "blue"}}, kWorker, pushchair);
        const auto reply = sync({made, stopped, op("pushchair", book, {{"person", beth}, {"size", 2}}, kWorker, pushchair)});
        QCOMPARE(reply.results[0].outcome, Outcome::Applied);
        QCOMPARE(reply.results[1].outcome, Outcome::Erased);
        QCOMPARE(reply.results[2].outcome, Outcome::Applied);
        write([&](WriteTransaction& t) {
            QVERIFY(!t.streams().isErased(venue, {"pushchair", pushchair}));
            QCOMPARE(t.streams().fieldsOf(book, {"pushchair", pushchair}).size(), std::size_t(3));
            QVERIFY(t.streams().opsContaining("blue").empty());
        });
    }

    void aRecordGoesFromEveryStreamThatHasIt() {
        const std::string erased = base::newUuid(m_random), beth = "person:" + base::newUuid(m_random);
        const std::string pushchair = base::newUuid(m_random), venue = domain::venueStream(kVenue), book = domain::registerStream(kVenue, 2025);
        const auto reply = sync({op("pushchair", venue, {{"person", "person:" + erased}, {"colour", "red"}}, kWorker, pushchair),
                                 op("pushchair", book, {{"person", beth}, {"colour", "blue"}}, kWorker, pushchair)});
        QCOMPARE(reply.results[1].outcome, Outcome::Applied);
        // Two colours that did not see each other: people are asked, about a record that then goes.
        m_clock.advance(1000);
        sync({op("pushchair", book, {{"colour", "green"}}, kWorker, pushchair)});
        write([&](WriteTransaction& t) { QCOMPARE(t.streams().entitiesOf(book, "conflict").size(), std::size_t(1)); });
        write([&](WriteTransaction& t) {
            t.streams().lockAll();
            service::PersonErasure(t, *t.registry().organisation(), m_random, m_clock.wallMs()).erase({erased});
        });
        write([&](WriteTransaction& t) {
            for (const auto& stream : {venue, book}) {
                QVERIFY(t.streams().isErased(stream, {"pushchair", pushchair}));
                QVERIFY(t.streams().fieldsOf(stream, {"pushchair", pushchair}).empty());
                QCOMPARE(t.streams().head(stream).sum, std::uint64_t(0));
            }
            QVERIFY(t.streams().entitiesOf(book, "conflict").empty());
            for (const auto* colour : {"red", "blue", "green"})
                QVERIFY(t.streams().opsContaining(colour).empty());
        });
    }

    void anOpInQuarantineIsErasedAndMakesNoRecordTheirs() {
        const std::string erased = "person:" + base::newUuid(m_random), beth = "person:" + base::newUuid(m_random);
        const std::string pushchair = base::newUuid(m_random), venue = domain::venueStream(kVenue);
        const Json refused = op("pushchair", venue, {{"person", erased}, {"colour", "blue"}}, base::newUuid(m_random), pushchair);
        const auto reply = sync({op("pushchair", venue, {{"person", beth}, {"colour", "red"}}, kWorker, pushchair), refused});
        QCOMPARE(reply.results[1].outcome, Outcome::Quarantined);
        write([&](WriteTransaction& t) {
            t.streams().lockAll();
            service::PersonErasure(t, *t.registry().organisation(), m_random, m_clock.wallMs()).erase({erased.substr(7)});
        });
        write([&](WriteTransaction& t) {
            QVERIFY(!t.streams().isErased(venue, {"pushchair", pushchair}));
            QCOMPARE(t.streams().fieldsOf(venue, {"pushchair", pushchair}).size(), std::size_t(2));
            const auto held = t.streams().heldOp(base::textOf(refused, "id"));
            QVERIFY(held && held->outcome == Outcome::Erased && held->body.empty());
            QVERIFY(t.streams().opsContaining("blue").empty());
            QVERIFY(t.streams().isErased(venue, domain::parseReference(erased)));
        });
        QCOMPARE(sync({op("pushchair", venue, {{"size", 2}}, kWorker, pushchair), refused}).results[0].outcome, Outcome::Applied);
    }

    void whoeverIsMentionedIsLeftOut_data() {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QByteArray>("left");
        const auto row = [](const char* name, const char* set, const char* left) { QTest::newRow(name) << QByteArray(set) << QByteArray(left); };
        row("a reference", R"({"chair":"person:P"})", R"({"chair":null})");
        row("a text", R"({"agenda":"talk of person:P today"})", R"({"agenda":"talk of  today"})");
        row("an id alone", R"({"attendees":["P","person:55555555-0000-4000-8000-000000000002"]})",
            R"({"attendees":["person:55555555-0000-4000-8000-000000000002"]})");
        row("who sees to something", R"({"issues":[{"text":"Heating","owner":"person:P"}]})", R"({"issues":[{"text":"Heating"}]})");
        row("what somebody is the key of", R"({"votes":{"person:P":1,"P":2,"others":3}})", R"({"votes":{"others":3}})");
        row("one within another", R"({"agenda":"55555555-0000-P4000-8000-000000000001"})", R"({"agenda":""})");
    }
    void whoeverIsMentionedIsLeftOut() {
        QFETCH(QByteArray, more);
        QFETCH(QByteArray, left);
        const std::string erased = "55555555-0000-4000-8000-000000000001", venue = domain::venueStream(kVenue);
        const auto with = [&](QByteArray text) { return *base::parseJson(text.replace("P", erased.c_str()).toStdString()); };
        write([&](WriteTransaction& t) { t.streams().bar(service::barrierHash(*t.registry().organisation(), "person:" + erased)); });
        Json meeting = op("group_meeting", venue, with(more)), lost = meeting, unread = op("group_meeting", venue, {{"area", "north"}});
        meeting["about_whom"] = "in a text, person:" + erased;
        meeting["person:" + erased] = true;
        meeting["clock"] = {{"wall", 1}, {"by", erased}};
        // One that did not see it, so that both are kept; and one that cannot be read.
        lost["id"] = base::newOpId(m_clock.wallMs() - 500, m_random);
        lost["at"] = m_clock.wallMs() - 500;
        lost["set"]["area"] = "south";
        lost["clock"] = meeting["clock"];
        meeting["set"]["area"] = "north";
        unread["at"] = "about person:" + erased;
        const auto reply = sync({meeting, lost, unread});
        QCOMPARE(reply.results[0].outcome, Outcome::Applied);
        QCOMPARE(reply.results[1].outcome, Outcome::Superseded);
        QCOMPARE(reply.results[2].reason, "malformed");
        write([&](WriteTransaction& t) {
            Json values = valuesOf(t.streams().fieldsOf(venue, {"group_meeting", base::textOf(meeting, "entity")}));
            values.erase("area");
            QCOMPARE(base::toText(values), base::toText(*base::parseJson(left.toStdString())));
            QVERIFY(t.streams().opsContaining(erased).empty());
            QVERIFY(!t.streams().heldOp(base::textOf(lost, "id"))->body.empty());
        });
    }

    void somebodyElsesRecordDoesNotGoWithThePersonAnOpOnItSaysItIsAbout_data() {
        QTest::addColumn<bool>("taken");
        QTest::newRow("the op was taken") << true;
        QTest::newRow("the op is in quarantine") << false;
    }
    void somebodyElsesRecordDoesNotGoWithThePersonAnOpOnItSaysItIsAbout() {
        QFETCH(bool, taken);
        const std::string erased = base::newUuid(m_random), beth = base::newUuid(m_random), venue = domain::venueStream(kVenue);
        Json wrong = op("person", venue, taken ? Json{{"known_as", "Elizabeth"}} : Json{{"merged_into", "person:" + beth}}, kWorker, beth);
        wrong["about"] = {"person:" + erased};
        const auto reply = sync({op("person", venue, {{"name", "Beth"}}, kWorker, beth), wrong});
        QCOMPARE(reply.results[1].outcome, taken ? Outcome::Applied : Outcome::Quarantined);
        write([&](WriteTransaction& t) {
            t.streams().lockAll();
            service::PersonErasure(t, *t.registry().organisation(), m_random, m_clock.wallMs()).erase({erased});
            QVERIFY(t.streams().isErased(venue, {"person", erased}));
            QVERIFY(!t.streams().isErased(venue, {"person", beth}));
            QCOMPARE(t.streams().fieldsOf(venue, {"person", beth}).size(), std::size_t(taken ? 2 : 1));
            QVERIFY(t.streams().opsAbout("person:" + erased).empty());
        });
        QCOMPARE(sync({op("person", venue, {{"kind", "child"}}, kWorker, beth)}).results[0].outcome, Outcome::Applied);
    }
};

QTEST_APPLESS_MAIN(tst_barrier)
#include "tst_barrier.moc"
