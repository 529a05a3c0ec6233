// The dictionary's columns as claims: who may write what where, what is refused, and what a device is offered.
#include "shared/domain/dictionary.h"
#include "shared/domain/permission.h"
#include "shared/domain/validity.h"

#include <QTest>

using namespace waymark;
using base::Json;
using domain::Op;
using domain::Quarantine;
using domain::Role;

namespace {

const std::string kVenue = "22222222-0000-4000-8000-000000000000";
const std::string kPerson = "9a6f1c3e-0000-4000-8000-000000000001";

Op opOf(const std::string& type, const std::string& stream, Json set) {
    Op op;
    op.type = type;
    op.stream = stream;
    op.entity = kPerson;
    op.about = domain::hangsOn(set);
    op.set = std::move(set);
    return op;
}

bool may(Role role, const Op& op, const Json& before = Json::object()) {
    return domain::mayWrite(domain::writersOf({role}), op, *domain::parseStream(op.stream), !before.empty(),
                            [&](std::string_view field) { return before.contains(field); });
}

} // namespace

class tst_dictionary : public QObject {
    Q_OBJECT

private slots:
    void whoMayWrite_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("stream");
        QTest::addColumn<QString>("set");
        QTest::addColumn<bool>("isNew");
        QTest::addColumn<QString>("writers");  // letters of those who may: A W V L, R for a reader
        const auto row = [](const char* name, const char* type, const std::string& stream, const char* set, bool isNew, const char* writers) {
            QTest::newRow(name) << type << QString::fromStdString(stream) << set << isNew << writers;
        };
        const std::string venue = "venue/" + kVenue, year = "register/" + kVenue + "/2026", kase = "case/" + kVenue, concern = "concern/" + kVenue,
                          organisation = "organisation/" + kVenue;
        row("a volunteer creates a person", "person", venue, R"({"name":"x"})", true, "AWV");
        row("but does not change one", "person", venue, R"({"name":"x"})", false, "AW");
        row("a mark is anybody's at the venue", "mark", year, R"({"presence":{"status":"late"}})", false, "AWV");
        row("a mark stands in no other tier", "mark", venue, R"({"presence":{"status":"late"}})", true, "");
        row("a volunteer opens and closes a session", "session", venue, R"({"status":"closed","actual":{"start":"10:00"}})", false, "AWV");
        row("a volunteer plans none", "session", venue, R"({"date":"2026-01-01","status":"planned"})", true, "AW");
        row("a membership says who belongs together", "membership", venue, R"({"person":"person:x"})", true, "AW");
        row("a household may be made by all", "household", venue, R"({"label":"x"})", true, "AWV");
        row("consents are recorded by workers", "consent", venue, R"({"answer":"granted"})", true, "AW");
        row("a family's answers in hand-over mode", "response", kase, R"({"respondent":"parent","answers":{}})", true, "AWV");
        row("a worker's own reading is a worker's", "response", kase, R"({"respondent":"worker","answers":{}})", true, "AW");
        row("notes stay with the case workers", "note", kase, R"({"text":"x"})", true, "AW");
        row("a concern may be raised by anybody granted", "concern", concern, R"({"sealed":[]})", true, "AWVLR");
        row("nobody raises one that is closed already", "concern", concern, R"({"sealed":[],"state":"closed"})", true, "");
        row("a note on one is the lead's", "concern_note", concern, R"({"sealed":[]})", true, "L");
        row("a key is published by its holder", "safeguarding_key", organisation, R"({"public":"00"})", true, "L");
        row("and confirmed on the console alone", "safeguarding_key", organisation, R"({"confirmed":true})", false, "");
        row("its state is the lead's", "concern", concern, R"({"state":"acknowledged"})", false, "L");
        row("but calls none off", "session", venue, R"({"status":"cancelled"})", false, "AW");
        row("nor plans it anew", "session", venue, R"({"status":"planned"})", false, "AW");
        row("a volunteer opens a session that is planned", "session", venue, R"({"status":"open","actual":{"start":"10:00"}})", false, "AWV");
        row("and closes it by signing it off", "session", venue, R"({"status":"signed","signed":{"by":"user:x","at":1},"actual":{"start":"10:00","end":"11:00"}})", false, "AWV");
        row("which is taken back as a whole", "session", venue, R"({"status":"open","signed":null,"actual":{"start":"10:00"}})", false, "AWV");
        row("it is not called signed without a signature", "session", venue, R"({"status":"signed"})", false, "AW");
        row("nor signed without being called that", "session", venue, R"({"signed":{"by":"user:x","at":1}})", false, "AW");
        row("nor signed and open", "session", venue, R"({"status":"open","signed":{"by":"user:x","at":1}})", false, "AW");
        row("a session that nobody planned is not opened", "session", venue, R"({"status":"open","actual":{"start":"10:00"}})", true, "AW");
        row("nor does one come to be by when it was", "session", venue, R"({"actual":{"start":"10:00"}})", true, "AW");
        row("venues are the console's", "venue", organisation, R"({"name":"x"})", false, "");
        row("so are the grants of users", "user", organisation, R"({"grants":[]})", false, "");
        row("keys come from the leads' devices", "safeguarding_key", organisation, R"({"public":"x"})", true, "L");
        row("a loan is the workers' too", "resource", organisation, R"({"loan":{}})", false, "AW");
        row("but not the thing that is lent", "resource", organisation, R"({"name":"x"})", false, "");
        row("conflicts are settled by workers", "conflict", kase, R"({"status":"kept"})", false, "AW");
        row("what a conflict is about is the service's to say", "conflict", venue, R"({"of":{}})", true, "");
        row("also before it is there", "conflict", kase, R"({"status":"kept"})", true, "AW");
        row("nobody takes a conflict away", "conflict", venue, R"({"deleted":true})", false, "");
        row("nor says on it what nobody knows", "conflict", venue, R"({"note":"x"})", false, "");
        row("nor beside settling it", "conflict", venue, R"({"status":"kept","owner":"user:x"})", false, "");
        row("residues are the service's", "residue", year, R"({"marks":3})", true, "");
        row("a type nobody knows, at the venue", "picnic", venue, R"({"x":1})", true, "AWV");
        row("a type nobody knows, in a case", "picnic", kase, R"({"x":1})", true, "AW");
        row("a type nobody knows, for the organisation", "picnic", organisation, R"({"x":1})", true, "");
    }
    void whoMayWrite() {
        QFETCH(QString, type);
        QFETCH(QString, stream);
        QFETCH(QString, set);
        QFETCH(bool, isNew);
        QFETCH(QString, writers);
        const Op op = opOf(type.toStdString(), stream.toStdString(), *base::parseJson(set.toStdString()));
        const Json before = isNew ? Json::object() : Json(op.set);
        QString able;
        for (const auto& [letter, role] : {std::pair{'A', Role::Coordinator}, std::pair{'W', Role::Worker}, std::pair{'V', Role::Volunteer},
                                           std::pair{'L', Role::Safeguarding}, std::pair{'R', Role::Reader}})
            if (may(role, op, before)) able += QLatin1Char(letter);
        QCOMPARE(able, writers);
    }

    void whoMayPull() {
        QVERIFY(domain::mayPull(Role::Volunteer, domain::Tier::Register));
        QVERIFY(!domain::mayPull(Role::Volunteer, domain::Tier::Case));
        QVERIFY(!domain::mayPull(Role::Reader, domain::Tier::Venue));
        QVERIFY(!domain::mayPull(Role::Coordinator, domain::Tier::Concern));
        QVERIFY(domain::mayPull(Role::Safeguarding, domain::Tier::Concern));
    }

    void grantsHoldFromOneMomentUntilBeforeAnother() {
        const std::vector<domain::Grant> grants{{Role::Worker, kVenue, 100, 200}};
        QVERIFY(domain::rolesAt(grants, kVenue, 99).empty());
        QCOMPARE(domain::rolesAt(grants, kVenue, 100).size(), std::size_t(1));
        QVERIFY(domain::rolesAt(grants, kVenue, 200).empty());
        QVERIFY(domain::rolesAt(grants, kPerson, 150).empty());
    }

    void values_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("set");
        QTest::addColumn<int>("verdict");
        const int fine = int(Quarantine::None), invalid = int(Quarantine::InvalidValue), malformed = int(Quarantine::Malformed);
        QTest::newRow("a presence nobody knows") << "mark" << R"({"person":"person:9a6f1c3e-0000-4000-8000-000000000001","presence":{"status":"maybe"}})" << invalid;
        QTest::newRow("a presence") << "mark" << R"({"person":"person:9a6f1c3e-0000-4000-8000-000000000001","presence":{"status":"late","minutes":5}})" << fine;
        QTest::newRow("a birth date that does not exist") << "person" << R"({"born":{"date":"2026-02-30","precision":"day"}})" << invalid;
        QTest::newRow("a birth year") << "person" << R"({"born":{"date":"2019-01-01","precision":"year"}})" << fine;
        const auto born = [](const char* name, const char* value, int verdict) {
            QTest::newRow(name) << "person" << QStringLiteral(R"({"born":)") + QLatin1String(value) + '}' << verdict;
        };
        born("a birthday without a precision", R"({"date":"2019-05-04"})", fine);
        born("a birthday whose precision is nothing", R"({"date":"2019-05-04","precision":null})", fine);
        born("a birth month without a day", R"({"date":"2019-05","precision":"month"})", fine);
        born("a birth year without a month", R"({"date":"2019","precision":"year"})", fine);
        born("a birth month that says it is a day", R"({"date":"2019-05"})", invalid);
        born("a birth year that says it is a month", R"({"date":"2019","precision":"month"})", invalid);
        born("a birth month that says it is a year", R"({"date":"2019-05","precision":"year"})", invalid);
        born("a birth month that does not exist", R"({"date":"2019-13","precision":"month"})", invalid);
        born("a precision nobody knows", R"({"date":"2019-05-04","precision":"decade"})", invalid);
        born("a precision that is a number", R"({"date":"2019-05-04","precision":1})", invalid);
        born("a birth that is a text", R"("2019-05-04")", invalid);
        QTest::newRow("a negative head count") << "headcount" << R"({"bands":{"0-4":-1}})" << invalid;
        QTest::newRow("null takes a value back") << "person" << R"({"born":null})" << fine;
        QTest::newRow("a field with capitals") << "person" << R"({"Name":"x"})" << malformed;
        QTest::newRow("no fields at all") << "person" << "{}" << malformed;
        QTest::newRow("an escaped control character deep inside") << "person" << R"({"contact":{"phones":["07\u0000"]}})" << invalid;
        QTest::newRow("a new line in a note") << "handover_note" << R"({"text":"one\ntwo"})" << fine;
        QTest::newRow("a photo") << "person" << R"({"photo":{"blob":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","media":"image/jpeg","bytes":8388608}})" << fine;
        QTest::newRow("a photo that is only a name") << "person" << R"({"photo":"portrait.jpg"})" << invalid;
        QTest::newRow("a photo over 8 MiB") << "person" << R"({"photo":{"blob":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","media":"image/jpeg","bytes":8388609}})" << invalid;
        QTest::newRow("a hash in capitals, deep inside") << "response" << R"({"person":"person:9a6f1c3e-0000-4000-8000-000000000001","answers":{"q1":[{"blob":"0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef","media":"image/jpeg","bytes":1}]}})" << invalid;
        QTest::newRow("a media type with parameters") << "person" << R"({"photo":{"blob":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","media":"audio/ogg; codecs=opus","bytes":1}})" << invalid;
        QTest::newRow("an answer to a question named blob") << "feedback" << R"({"answers":{"blob":"a big one"}})" << fine;
        const QString signer = R"("key":"00112233445566778899aabbccddeeff")";
        QTest::newRow("a signature of another length") << "safeguarding_key" << "{\"signed_by\":{" + signer + R"(,"signature":"00"}})" << invalid;
        QTest::newRow("a signature") << "safeguarding_key" << "{\"signed_by\":{" + signer + ",\"signature\":\"" + QString(128, 'a') + "\"}}" << fine;
        QTest::newRow("a reference to the wrong type") << "mark" << R"({"person":"household:9a6f1c3e-0000-4000-8000-000000000001"})" << invalid;
        const auto ofSomebody = [](const char* rest) { return QStringLiteral(R"({"person":"person:9a6f1c3e-0000-4000-8000-000000000001",)") + QLatin1String(rest) + '}'; };
        QTest::newRow("an id in capitals") << "mark" << R"({"person":"person:9A6F1C3E-0000-4000-8000-000000000001"})" << invalid;
        QTest::newRow("somebody who is a number") << "place" << R"({"person":7})" << invalid;
        QTest::newRow("a goal of a household") << "goal" << R"({"person":"household:9a6f1c3e-0000-4000-8000-000000000001"})" << invalid;
        QTest::newRow("an activity at nowhere") << "activity" << R"({"venue":"the hall"})" << invalid;
        QTest::newRow("hours of nobody") << "hours" << R"({"user":"x"})" << invalid;
        QTest::newRow("a time of day that does not exist") << "mark" << ofSomebody(R"("arrived":"25:00")") << invalid;
        QTest::newRow("a time of day") << "mark" << ofSomebody(R"("arrived":"09:05","left":{"at":"11:30","how":"alone"})") << fine;
        QTest::newRow("somebody who left at no time of day") << "mark" << ofSomebody(R"("left":{"at":"noon"})") << invalid;
        QTest::newRow("brought by words") << "mark" << ofSomebody(R"("brought_by":"Mum")") << invalid;
        QTest::newRow("a session planned for half an hour") << "session" << R"({"planned":{"start":"10:00","end":"10:30"},"actual":{"start":"10:05"}})" << fine;
        QTest::newRow("a session planned for no time of day") << "session" << R"({"planned":{"start":"10"}})" << invalid;
        QTest::newRow("staff by name") << "session" << R"({"staff":["Samina"]})" << invalid;
        QTest::newRow("a level that nobody knows") << "need" << ofSomebody(R"("level":"huge")") << invalid;
        QTest::newRow("a meeting on no day") << "group_meeting" << R"({"date":"soon"})" << invalid;
        QTest::newRow("a place nobody knows") << "place" << ofSomebody(R"("status":"maybe")") << invalid;
        const QString someone = R"("person":"person:9a6f1c3e-0000-4000-8000-000000000001",)";
        const auto consent = [&](const char* name, const char* rest, int verdict) { QTest::newRow(name) << "consent" << '{' + someone + rest + '}' << verdict; };
        consent("a consent", R"("purpose":"photo","answer":"granted","until":"2027-08-31","corrects":["consent:9a6f1c3e-0000-4000-8000-000000000002"])", fine);
        consent("a consent for something with capitals", R"("purpose":"Photos!")", invalid);
        consent("a consent that corrects a person", R"("corrects":["person:9a6f1c3e-0000-4000-8000-000000000002"])", invalid);
        consent("a consent until some day", R"("until":"next summer")", invalid);
    }
    void values() {
        QFETCH(QString, type);
        QFETCH(QString, set);
        QFETCH(int, verdict);
        const Op op = opOf(type.toStdString(), "venue/" + kVenue, *base::parseJson(set.toStdString()));
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), verdict);
    }

    void anOpSaysWhomItsEntityHangsOnEachTime() {
        Op op = opOf("mark", "register/" + kVenue + "/2026", Json{{"presence", {{"status", "late"}}}});
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::InvalidValue));
        op.about = {"venue:" + kVenue};
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::InvalidValue));
        op.about = {"person:" + kPerson};
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::None));
        op.set["person"] = "person:" + kVenue;
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::InvalidValue));
    }

    void whatIsNotUnderstoodHasNoControlCharactersEither() {
        Op op = opOf("handover_note", "venue/" + kVenue, Json{{"text", "x"}});
        op.extra = {{"hint", "a\tb"}};
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::None));
        op.extra = {{"hint", std::string("a\0b", 3)}};
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::InvalidValue));
        op.extra = Json::object();
        op.clock = {{"wall", "a\x01"}};
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::InvalidValue));
    }

    void whatSettlesAConflictSaysWhomItIsAbout() {
        const Json ofMark{{"of", {{"type", "mark"}, {"entity", kVenue}, {"field", "presence"}}}}, ofPerson{{"of", {{"type", "person"}, {"entity", kPerson}, {"field", "name"}}}};
        Op op = opOf("conflict", "register/" + kVenue + "/2026", Json{{"status", "kept"}});
        op.about.clear();
        QCOMPARE(int(domain::checkValidity(op, 100, ofMark)), int(Quarantine::InvalidValue));
        QCOMPARE(int(domain::checkValidity(op, 100, ofPerson)), int(Quarantine::None));  // a person hangs on nobody
        QCOMPARE(int(domain::checkValidity(op, 100, Json{{"of", {{"type", "session"}, {"entity", kVenue}, {"field", "room"}}}})), int(Quarantine::None));
        op.about = {"person:" + kVenue};
        QCOMPARE(int(domain::checkValidity(op, 100, ofMark)), int(Quarantine::None));
        QCOMPARE(int(domain::checkValidity(op, 100, ofPerson)), int(Quarantine::InvalidValue));
        op.about = {"person:" + kPerson};
        QCOMPARE(int(domain::checkValidity(op, 100, ofPerson)), int(Quarantine::None));
    }

    void mergesGoToTheLowerIdOnly() {
        Op op = opOf("person", "venue/" + kVenue, Json{{"merged_into", "person:00000000-0000-4000-8000-000000000001"}});
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::None));
        op.set["merged_into"] = "person:" + kPerson;  // itself
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::MergeDirection));
        op.set["merged_into"] = nullptr;
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::None));
    }

    void limitsHold() {
        Op op = opOf("person", "venue/" + kVenue, Json::object());
        for (int i = 0; i < 65; ++i)
            op.set["field_" + std::to_string(i)] = i;
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::TooLarge));
        op.set.erase("field_0");
        QCOMPARE(int(domain::checkValidity(op, 100, Json::object())), int(Quarantine::None));
        QCOMPARE(int(domain::checkValidity(op, domain::kMaxOpBytes + 1, Json::object())), int(Quarantine::TooLarge));
    }

    void streamsAreReadOrRefused() {
        for (const std::string& good : {std::string("organisation/" + kVenue), "venue/" + kVenue, "register/" + kVenue + "/2026", "case/" + kVenue, "concern/" + kVenue})
            QCOMPARE(domain::parseStream(good)->name(), good);
        for (const std::string& bad : {std::string(), std::string("venue"), std::string("venue/x"), "register/" + kVenue, "register/" + kVenue + "/20x6", "register/" + kVenue + "/0226", "picnic/" + kVenue, "venue/" + kVenue + "/"})
            QVERIFY2(!domain::parseStream(bad), bad.c_str());
    }
};

QTEST_APPLESS_MAIN(tst_dictionary)
#include "tst_dictionary.moc"
