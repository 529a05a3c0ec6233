// The people of a venue on the console: who looks like one person, joining and parting them, and being known at another venue.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/service/console/person_cards.h"
#include "sync/service/store/stream_store.h"
#include "tests/sync/service/console/console_world.h"

#include <QTest>

using namespace waymark;
using base::Json;
using domain::Role;
using service::Response;
using tests::ConsoleWorld;
using tests::says;

namespace {

const std::string kLow = "55555555-0000-4000-8000-000000000001", kHigh = "55555555-0000-4000-8000-000000000002", kThird = "55555555-0000-4000-8000-000000000003";
const std::string kLibrary = domain::venueStream(ConsoleWorld::kLibrary), kHall = domain::venueStream(ConsoleWorld::kHall);

Json born(const std::string& day) { return {{"date", day}, {"precision", "day"}}; }

} // namespace

class tst_console_people : public QObject {
    Q_OBJECT

    std::unique_ptr<ConsoleWorld> m_world;
    std::string m_samina;

    Json valuesOf(const std::string& stream, const std::string& type, const std::string& id) {
        Json values = Json::object();
        const auto read = m_world->store().read([&](service::ReadTransaction& t) {
            for (const auto& [name, field] : t.streams().fieldsOf(stream, {type, id}))
                values[name] = field.value;
        });
        return read ? values : Json("an error");
    }
    Json person(const std::string& stream, const std::string& id) { return valuesOf(stream, "person", id); }
    void known(const std::string& stream, const std::string& id, Json fields) { m_world->set(stream, "person", id, std::move(fields)); }
    void agreed(const std::string& about, const std::string& answer, const std::string& purpose = "share") {
        m_world->set(kLibrary, "consent", base::newUuid(m_world->random), {{"person", "person:" + about}, {"purpose", purpose}, {"answer", answer}, {"given_by", "parent"}});
    }
    std::string signIn(const std::string& name, const std::vector<domain::Grant>& grants) {
        m_world->forgetCookies();
        const auto id = m_world->addUser(name, grants);
        [&] { QCOMPARE(m_world->signIn(name + "@example.org").status, 303); }();
        return id;
    }
    void asCoordinator() { m_samina = signIn("samina", {{Role::Coordinator, ConsoleWorld::kLibrary, 0, std::nullopt}}); }
    void asCoordinatorOfBoth() {
        m_samina = signIn("bea", {{Role::Coordinator, ConsoleWorld::kLibrary, 0, std::nullopt}, {Role::Coordinator, ConsoleWorld::kHall, 0, std::nullopt}});
    }
    Response people(std::map<std::string, std::string> query = {}) {
        query.emplace("venue", ConsoleWorld::kLibrary);
        return m_world->get("/console/people", query);
    }
    Response search(const std::string& name, const std::string& venue = ConsoleWorld::kLibrary) {
        return m_world->post("/console/people", {{"csrf", m_world->csrf()}, {"venue", venue}, {"name", name}});
    }
    Response post(const std::string& what, std::map<std::string, std::string> form, bool sure = true) {
        form["csrf"] = m_world->csrf();
        form.emplace("venue", ConsoleWorld::kLibrary);
        if (sure) form["sure"] = "yes";
        return m_world->post("/console/people/" + what, form);
    }
    Response join(const std::string& one = kLow, const std::string& other = kHigh) { return post("join", {{"one", one}, {"other", other}}); }
    Response share(const std::string& id = kLow) { return post("share", {{"person", id}, {"to", ConsoleWorld::kHall}}); }
    void zaraIsWrittenDownTwice() {
        known(kLibrary, kLow, {{"name", "Zara Example"}, {"kind", "child"}, {"born", born("2018-03-02")}, {"alerts", {{{"kind", "allergy"}, {"text", "nuts"}}}}});
        known(kLibrary, kHigh, {{"name", "Zara Exampel"}, {"kind", "child"}, {"born", born("2018-03-02")}, {"postcode", "B27 6QS"},
                                {"alerts", {{{"kind", "allergy"}, {"text", "bees"}}}}});
    }

private slots:
    void init() { m_world = std::make_unique<ConsoleWorld>(); }

    void whoLooksLikeOnePerson_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("day");
        QTest::addColumn<bool>("isLikely");
        QTest::newRow("the same again") << "Zara Example" << "2018-03-02" << true;
        QTest::newRow("without a birthday") << "Zara Example" << "" << true;
        QTest::newRow("two letters swapped") << "Zara Exampel" << "2018-03-02" << true;
        QTest::newRow("the other way round, with an accent") << "example zára" << "2018-03-02" << true;
        QTest::newRow("only the first name") << "Zara" << "2018-03-02" << true;
        QTest::newRow("a first name alone, without a birthday") << "Zara" << "" << false;
        QTest::newRow("a letter less, another day of birth mistyped") << "Zara Exampl" << "2018-03-03" << true;
        QTest::newRow("the same name, another birthday") << "Zara Example" << "2011-07-19" << false;
        QTest::newRow("a twin") << "Adam Example" << "2018-03-02" << false;
        QTest::newRow("somebody else of that day") << "Mina Rahman" << "2018-03-02" << false;
    }
    void whoLooksLikeOnePerson() {
        QFETCH(QString, name);
        QFETCH(QString, day);
        QFETCH(bool, isLikely);
        known(kLibrary, kLow, {{"name", "Zara Example"}, {"born", born("2018-03-02")}});
        Json fields = {{"name", name.toStdString()}};
        if (!day.isEmpty()) fields["born"] = born(day.toStdString());
        known(kLibrary, kHigh, fields);
        asCoordinator();
        const auto page = people();
        QVERIFY2(says(page, isLikely ? "1 pair looks like one person" : "No two of them look like one"), page.body.c_str());
        QCOMPARE(says(page, "These are one person"), isLikely);
    }

    void aBirthIsToldAsFarAsItIsKnown_data() {
        QTest::addColumn<QByteArray>("born");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("a day") << QByteArray(R"({"date":"2018-03-02"})") << QByteArray("born 2 March 2018");
        QTest::newRow("a month") << QByteArray(R"({"date":"2018-03","precision":"month"})") << QByteArray("born about March 2018");
        QTest::newRow("a month with a first day") << QByteArray(R"({"date":"2018-03-01","precision":"month"})") << QByteArray("born about March 2018");
        QTest::newRow("a year") << QByteArray(R"({"date":"2018","precision":"year"})") << QByteArray("born about 2018");
    }
    void aBirthIsToldAsFarAsItIsKnown() {
        QFETCH(QByteArray, born);
        QFETCH(QByteArray, words);
        service::PersonCard card;
        card.name = "Zara";
        card.values = {{"born", Json::parse(born.toStdString())}};
        QCOMPARE(service::cardText(card), "Zara, " + words.toStdString());
    }

    void aVenueWithoutPeopleSaysWhatWillBeThere() {
        asCoordinator();
        const auto page = people();
        QVERIFY(says(page, "Nobody is known at"));
        QVERIFY(says(page, "As soon as a device has handed over the first person"));
        QVERIFY(!says(page, "0 people"));
        QVERIFY(!says(page, "look like one."));
    }

    void distancesCountLetters_data() {
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<int>("distance");
        QTest::newRow("nothing") << QByteArray("amina") << 0;
        QTest::newRow("one changed") << QByteArray("anina") << 1;
        QTest::newRow("one more") << QByteArray("aminah") << 1;
        QTest::newRow("one less") << QByteArray("amna") << 1;
        QTest::newRow("two neighbours swapped") << QByteArray("aimna") << 1;
        QTest::newRow("two changed") << QByteArray("emine") << 2;
        QTest::newRow("more than is asked for") << QByteArray("bertha") << 3;
        QTest::newRow("much longer") << QByteArray("amina of the hall") << 3;
    }
    void distancesCountLetters() {
        QFETCH(QByteArray, other);
        QFETCH(int, distance);
        QCOMPARE(service::distanceOf("amina", other.toStdString(), 2), distance);
        QCOMPARE(service::distanceOf(other.toStdString(), "amina", 2), distance);
    }

    void theHigherBecomesPartOfTheLowerAndWhatOnlyItKnewIsKept() {
        zaraIsWrittenDownTwice();
        asCoordinator();
        const auto asked = post("join", {{"one", kHigh}, {"other", kLow}}, false);
        QVERIFY(says(asked, "one person?"));
        QVERIFY(!person(kLibrary, kHigh).contains("merged_into"));
        QCOMPARE(join(kHigh, kLow).status, 303);
        QCOMPARE(base::textOf(person(kLibrary, kHigh), "merged_into"), "person:" + kLow);
        const Json stays = person(kLibrary, kLow);
        QVERIFY(!stays.contains("merged_into"));
        QCOMPARE(base::textOf(stays, "name"), std::string("Zara Example"));
        QCOMPARE(base::textOf(stays, "postcode"), std::string("B27 6QS"));
        QCOMPARE(stays["alerts"].size(), std::size_t(2));
        // Who did it stands in the history.
        const auto read = m_world->store().read([&](service::ReadTransaction& t) {
            QCOMPARE(t.streams().fieldsOf(kLibrary, {"person", kHigh}).at("merged_into").by.value_or(""), m_samina);
        });
        QVERIFY(read.ok());
        QVERIFY(says(people(), "No two of them look like one"));
        QVERIFY(says(people(), "Two records, one person"));
        QVERIFY(!says(search("zara"), "Two of them side by side"));
        QCOMPARE(join().status, 400);  // again
    }

    void itCanBeTakenBack() {
        zaraIsWrittenDownTwice();
        asCoordinator();
        join();
        QVERIFY(says(post("part", {{"person", kHigh}}, false), "two people after all?"));
        QCOMPARE(base::textOf(person(kLibrary, kHigh), "merged_into"), "person:" + kLow);
        QCOMPARE(post("part", {{"person", kHigh}}).status, 303);
        QVERIFY(person(kLibrary, kHigh)["merged_into"].is_null());
        QVERIFY(says(people(), "1 pair looks like one person"));
        QCOMPARE(post("part", {{"person", kHigh}}).status, 400);
    }

    void itIsSaidInEveryVenueThatHoldsTheOther() {
        zaraIsWrittenDownTwice();
        known(kHall, kHigh, {{"name", "Zara at the hall"}});
        asCoordinator();
        // A venue that is not theirs knows her too: nothing is changed anywhere, and its name is not told.
        const auto refused = join();
        QCOMPARE(refused.status, 400);
        QVERIFY(says(refused, "a venue that is not yours") && !says(refused, "The Hall"));
        QVERIFY(!person(kLibrary, kHigh).contains("merged_into"));
        asCoordinatorOfBoth();
        QCOMPARE(join().status, 400);  // at the hall she would be lost to view
        QVERIFY(!person(kHall, kHigh).contains("merged_into"));
        known(kHall, kLow, {{"name", "Zara Example"}});
        QCOMPARE(join().status, 303);
        for (const auto& stream : {kLibrary, kHall})
            QCOMPARE(base::textOf(person(stream, kHigh), "merged_into"), "person:" + kLow);
        QCOMPARE(post("part", {{"person", kHigh}}).status, 303);
        QVERIFY(person(kHall, kHigh)["merged_into"].is_null());
    }

    void twoThatWereFoundByNameAreShownSideBySide() {
        zaraIsWrittenDownTwice();
        known(kLibrary, kThird, {{"name", "Bashir Zaman"}, {"known_as", "Zed"}});
        asCoordinator();
        const auto found = search("ZED");
        QVERIFY(says(found, "Bashir Zaman, called Zed"));
        QVERIFY(!says(search("nobody"), "Bashir Zaman, called Zed"));
        const auto pair = m_world->get("/console/people/compare", {{"venue", ConsoleWorld::kLibrary}, {"pick-" + kThird, "on"}, {"pick-" + kLow, "on"}});
        QCOMPARE(pair.status, 200);
        QVERIFY(says(pair, "differs") && says(pair, "Bashir Zaman") && says(pair, "2 March 2018"));
        QCOMPARE(tests::hiddenField(pair.body, "one"), kLow);
        QCOMPARE(m_world->get("/console/people/compare", {{"venue", ConsoleWorld::kLibrary}, {"pick-" + kLow, "on"}}).status, 400);
    }

    void whoAgreedIsKnownAtAnotherVenueToo() {
        known(kLibrary, kLow, {{"name", "Zara Example"}, {"kind", "child"}, {"alerts", {{{"kind", "allergy"}, {"text", "nuts"}}}},
                               {"photo", {{"blob", std::string(64, 'a')}, {"media", "image/jpeg"}, {"bytes", 10}}}});
        const std::string home = "77777777-0000-4000-8000-000000000001", member = "77777777-0000-4000-8000-000000000002";
        m_world->set(kLibrary, "household", home, {{"label", "Example"}});
        m_world->set(kLibrary, "membership", member, {{"household", "household:" + home}, {"person", "person:" + kLow}, {"relation", "child"}});
        agreed(kLow, "refused", "photo");
        agreed(kLow, "granted");
        asCoordinatorOfBoth();
        const auto page = m_world->get("/console/people/person", {{"venue", ConsoleWorld::kLibrary}, {"person", kLow}});
        QVERIFY(says(page, "They have agreed") && says(page, "Let them be known there"));
        QVERIFY(says(post("share", {{"person", kLow}, {"to", ConsoleWorld::kHall}}, false), "be known at The Hall too?"));
        QVERIFY(person(kHall, kLow).empty());
        QCOMPARE(share().status, 303);
        const Json there = person(kHall, kLow);
        QCOMPARE(base::textOf(there, "name"), std::string("Zara Example"));
        QVERIFY(there["alerts"] == person(kLibrary, kLow)["alerts"]);
        QVERIFY(!there.contains("photo"));
        QCOMPARE(base::textOf(valuesOf(kHall, "household", home), "label"), std::string("Example"));
        QCOMPARE(base::textOf(valuesOf(kHall, "membership", member), "relation"), std::string("child"));
        int consents = 0;
        const auto read = m_world->store().read([&](service::ReadTransaction& t) {
            consents = static_cast<int>(t.streams().entitiesOf(kHall, "consent").size());
            QCOMPARE(t.streams().fieldsOf(kHall, {"person", kLow}).at("name").by.value_or(""), m_samina);
        });
        QVERIFY(read.ok());
        QCOMPARE(consents, 2);
        QCOMPARE(share().status, 400);  // known there already
    }

    void withoutAYesToSharingTheRecordStays_data() {
        QTest::addColumn<QStringList>("answers");
        QTest::addColumn<QString>("words");
        QTest::newRow("nobody was asked") << QStringList() << "Nobody has written down";
        QTest::newRow("a no") << QStringList{"refused"} << "They said no to sharing";
        QTest::newRow("a yes and a no that nobody lifted") << QStringList{"granted", "withdrawn"} << "They took back";
    }
    void withoutAYesToSharingTheRecordStays() {
        QFETCH(QStringList, answers);
        QFETCH(QString, words);
        known(kLibrary, kLow, {{"name", "Zara Example"}});
        for (const auto& answer : answers)
            agreed(kLow, answer.toStdString());
        asCoordinatorOfBoth();
        const auto page = m_world->get("/console/people/person", {{"venue", ConsoleWorld::kLibrary}, {"person", kLow}});
        QVERIFY(says(page, words.toStdString()));
        QVERIFY(!says(page, "Let them be known there"));
        QCOMPARE(share().status, 400);
        QVERIFY(person(kHall, kLow).empty());
    }

    void aNoThatWasSaidUnderTheOtherRecordCounts() {
        zaraIsWrittenDownTwice();
        agreed(kLow, "granted");
        agreed(kHigh, "refused", "take_part");
        asCoordinatorOfBoth();
        join();
        QCOMPARE(share().status, 303);
        QCOMPARE(base::textOf(person(kHall, kHigh), "merged_into"), "person:" + kLow);
        QVERIFY(!person(kHall, kHigh).contains("postcode"));
    }

    void aNoToSharingThatWasSaidUnderTheOtherRecordCounts() {
        zaraIsWrittenDownTwice();
        agreed(kLow, "granted");
        agreed(kHigh, "refused");
        asCoordinatorOfBoth();
        join();
        QCOMPARE(share().status, 400);
        QVERIFY(person(kHall, kLow).empty());
        const auto page = m_world->get("/console/people/person", {{"venue", ConsoleWorld::kLibrary}, {"person", kLow}});
        QVERIFY(says(page, "They said no to sharing"));
    }

    void onlyCoordinatorsOfBothVenuesMay() {
        known(kLibrary, kLow, {{"name", "Zara Example"}});
        known(kHall, kHigh, {{"name", "Adam Elsewhere"}});
        agreed(kLow, "granted");
        asCoordinator();
        QCOMPARE(share().status, 303);
        QVERIFY(person(kHall, kLow).empty());
        QVERIFY(!says(search("adam", ConsoleWorld::kHall), "Adam Elsewhere"));
        QCOMPARE(m_world->get("/console/people/person", {{"venue", ConsoleWorld::kHall}, {"person", kHigh}}).status, 303);
        signIn("rita", {{Role::Reader, {}, 0, std::nullopt}});
        QCOMPARE(people().status, 404);
        for (const auto* what : {"join", "part", "share"})
            QCOMPARE(post(what, {{"one", kLow}, {"other", kHigh}, {"person", kLow}, {"to", ConsoleWorld::kHall}}).status, 404);
    }

    void nothingIsDoneWithoutTheTokenOfTheSession() {
        zaraIsWrittenDownTwice();
        asCoordinator();
        QCOMPARE(m_world->post("/console/people/join", {{"venue", ConsoleWorld::kLibrary}, {"one", kLow}, {"other", kHigh}, {"sure", "yes"}}).status, 403);
        QVERIFY(!person(kLibrary, kHigh).contains("merged_into"));
    }
};

QTEST_GUILESS_MAIN(tst_console_people)
#include "tst_console_people.moc"
