// A form as others write them, given as a questionnaire: it is asked page by page, kept at every answer, comes back after a crash, and ends as
// one record.
#include "tests/mobile/viewmodels/app_world.h"

#include <QSignalSpy>

using namespace waymark;
using namespace waymark::tests;
using base::Json;

namespace {

/// What `waymark-forms convert` makes of a spreadsheet.
Json household() {
    return Json::parse(R"x({"format": 1, "kind": "form", "sheets": {
        "survey": [["type", "name", "label::English (en)", "label::Cymraeg (cy)", "hint", "relevant", "constraint", "constraint_message", "required", "required_message", "appearance", "default", "calculation", "parameters", "repeat_count"],
            ["note", "hello", "Hello", "Helo"],
            ["text", "town", "Which town?", "Pa dref?", "Where you live now", "", "", "", "yes", "Please say which town."],
            ["begin_group", "home", "Your home", "", "", "", "", "", "", "", "field-list"],
            ["integer", "rooms", "How many rooms?", "", "", "", ". > 0 and . < 50", "Between 1 and 49, please."],
            ["select_one yes_no", "garden", "Is there a garden?"],
            ["text", "plants", "What grows there?", "", "", "${garden} = 'yes'"],
            ["calculate", "twice", "", "", "", "", "", "", "", "", "", "", "${rooms} * 2"],
            ["end_group"],
            ["begin_repeat", "child", "Child"],
            ["text", "name", "What is the child called?"],
            ["end_repeat"],
            ["rank fruits", "best", "Which fruit is best?"],
            ["select_multiple fruits", "liked", "Which do you like?"],
            ["range", "sure", "How sure are you?", "", "", "", "", "", "", "", "", "", "", "start=0 end=10 step=2"],
            ["image", "signed", "Please sign", "", "", "", "", "", "", "", "signature"], ["file", "letter", "A file", "", "", "", "", "", "yes"],
            ["geopoint", "where", "Where is it?"]],
        "choices": [["list_name", "name", "label"], ["yes_no", "yes", "Yes"], ["yes_no", "no", "No"], ["fruits", "apple", "Apple"], ["fruits", "pear", "Pear"]],
        "settings": [["form_title", "form_id", "version", "default_language"], ["A home", "a_home", "1", "English (en)"]]}})x");
}

}  // namespace

class tst_imported_form : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_parent, m_form;

    mobile::QuestionnaireModel& form() { return m_world->questionnaire(); }
    void start(bool handOver = false) { form().start(QString::fromStdString(m_form), QString::fromStdString(m_parent), "baseline", "self", "none", handOver); }
    QVariantMap entry(const QString& key) {
        for (int row = 0; row < form().entries()->count(); ++row)
            if (form().entry(row).value("key") == key) return form().entry(row);
        return {};
    }
    QString keys() {
        QStringList all;
        for (int row = 0; row < form().entries()->count(); ++row)
            all.append(form().entry(row).value("key").toString().mid(6));
        return all.join(' ');
    }
    /// Another form becomes the one that is started: its sheet of questions.
    bool bring(const std::string& survey) {
        Json definition = household();
        definition["sheets"]["survey"] = Json::parse(survey);
        m_form = m_world->service.set(domain::organisationStream(m_world->service.organisation()), "instrument",
                                      {{"family", "another"}, {"version", 1}, {"status", "published"}, {"definition", definition}});
        return m_world->sync() && QTest::qWaitFor([this] { return m_world->bridge().mirror().find("instrument", m_form) != nullptr; });
    }
    /// A setting of the organisation reaches the tablet.
    bool setting(const std::string& name, const Json& value) {
        m_world->service.set(domain::organisationStream(m_world->service.organisation()), "organisation", {{"settings", {{"lock_minutes", 3}, {name, value}}}},
                             m_world->service.organisation());
        return m_world->sync() && QTest::qWaitFor([&] {
            const auto organisation = m_world->bridge().mirror().find("organisation", m_world->service.organisation());
            return organisation && organisation->values.at("settings").value(name, Json()) == value;
        });
    }
    /// The review; who goes on twice goes past what is missing.
    bool goToTheReview() {
        form().goTo(form().count() - 1);
        for (int tries = 0; tries < 2 && !form().atReview(); ++tries)
            form().next();
        return form().atReview();
    }
    /// As far as the page with that question.
    bool goTo(const QString& key) {
        for (int i = 0; i < form().count(); ++i) {
            form().goTo(i);
            if (!entry(key).isEmpty()) return true;
        }
        return false;
    }
    Json recorded() {
        const auto responses = m_world->service.rows(m_world->caseStream(), "response");
        return responses.size() == 1 ? responses[0].values["answers"] : Json();
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_parent = m_world->addPerson("Yasmin Akhtar", {{"kind", "adult"}});
        m_form = m_world->service.set(domain::organisationStream(m_world->service.organisation()), "instrument",
                                      {{"family", "a_home"}, {"version", 1}, {"status", "published"}, {"definition", household()}});
        QVERIFY(m_world->enrolAs(m_world->samina));
    }
    void cleanup() { m_world.reset(); }

    void itIsOfferedByItsTitle() {
        form().prepare(QString::fromStdString(m_parent));
        bool offered = false;
        for (const auto& one : form().instruments())
            offered = offered || one.toMap().value("title") == "A home";
        QVERIFY(offered);
    }

    void aGroupOnOnePageIsOnePageAndWhatIsRelevantComesAndGoes() {
        start();
        QCOMPARE(keys(), "hello");
        QCOMPARE(entry("/data/hello").value("kind").toString(), "note");
        QVERIFY(form().pageAnswered());  // nothing is asked
        form().next();
        QCOMPARE(keys(), "town");
        form().answer("/data/town", "Leeds");
        form().next();
        QCOMPARE(keys(), "home home/rooms home/garden");
        form().answer("/data/home/garden", "yes");
        QCOMPARE(keys(), "home home/rooms home/garden home/plants");
        form().answer("/data/home/garden", "no");
        QCOMPARE(keys(), "home home/rooms home/garden");
    }

    void whatIsWrongIsSaidByTheQuestionAndWhatIsMissingOnce() {
        start();
        QVERIFY(goTo("/data/home/rooms"));
        form().answer("/data/home/rooms", "77");
        QCOMPARE(entry("/data/home/rooms").value("message").toString(), "Between 1 and 49, please.");
        form().answer("/data/home/rooms", "7");
        QCOMPARE(entry("/data/home/rooms").value("message").toString(), "");
        form().leave();
        form().discardDraft(form().drafts().at(0).toMap().value("key").toString());
        start();
        form().next();
        QCOMPARE(entry("/data/town").value("message").toString(), "");
        QSignalSpy stayed(&form(), &mobile::FormModel::stayed);
        form().next();
        QCOMPARE(entry("/data/town").value("message").toString(), "Please say which town.");
        QCOMPARE(stayed.value(0).value(0).toString(), "/data/town");
        form().next();
        QCOMPARE(keys(), "home home/rooms home/garden");
    }

    void withoutWhatIsNeededItCannotBeFinishedAndTheReviewLeadsThere() {
        start();
        form().goTo(form().count() - 1);
        form().next();
        QVERIFY(form().atReview());
        QVERIFY(!form().mayFinish());
        form().finish();
        QVERIFY(!form().isFinished());
        const auto first = form().unanswered().at(0).toMap();
        QCOMPARE(first.value("message").toString(), "Please say which town.");
        QVERIFY(first.value("needed").toBool());
        form().goTo(first.value("index").toInt());
        QCOMPARE(keys(), "town");
        form().answer("/data/town", "Leeds");
        form().goTo(form().count() - 1);
        form().next();
        QVERIFY(form().mayFinish());
    }

    void occurrencesAreAddedTakenAwayAndPutBack() {
        start();
        QVERIFY(goTo("/data/child[1]/name"));
        form().answer("/data/child[1]/name", "Ana");
        QVERIFY(goTo("/data/child"));
        form().addTo("/data/child");
        QCOMPARE(keys(), "child[2]/name");
        QCOMPARE(form().whereText(), "Child 2");
        form().answer("/data/child[2]/name", "Ben");
        form().next();
        QCOMPARE(entry("/data/child").value("occurrences").toList().size(), 2);
        form().takeAway("/data/child[1]");
        QCOMPARE(entry("/data/child").value("occurrences").toList().size(), 1);
        QVERIFY(form().canPutBack());
        form().putBack();
        QVERIFY(!form().canPutBack());
        QVERIFY(goTo("/data/child[1]/name"));
        QCOMPARE(entry("/data/child[1]/name").value("value").toString(), "Ana");
    }

    void puttingBackCostsNoAnswerThatWasGivenSince() {
        QVERIFY(bring(R"([["type", "name", "label", "appearance"], ["begin_group", "all", "All", "field-list"], ["begin_repeat", "child", "Child"],
            ["text", "name", "Name"], ["end_repeat"], ["text", "town", "Town"], ["image", "signed", "Please sign", "signature"], ["end_group"]])"));
        start();
        form().answer("/data/all/child[1]/name", "Ana");
        form().takeAway("/data/all/child[1]");
        QVERIFY(form().canPutBack());
        form().answer("/data/all/town", "Leeds");
        QVERIFY(!form().canPutBack());
        form().putBack();
        QCOMPARE(entry("/data/all/town").value("value").toString(), "Leeds");

        form().addTo("/data/all/child");
        form().takeAway("/data/all/child[1]");
        form().attach("/data/all/signed", "data:image/png;base64,iVBORw0KGgo=");
        QTRY_VERIFY(!entry("/data/all/signed").value("value").toString().isEmpty());
        QVERIFY(!form().canPutBack());
        form().putBack();
        QVERIFY(!entry("/data/all/signed").value("value").toString().isEmpty());

        form().addTo("/data/all/child");
        form().takeAway("/data/all/child[1]");
        QVERIFY(form().canPutBack());
        form().leave();
        start();
        QVERIFY(!form().canPutBack());  // who comes later has taken nothing away
    }

    void whatNobodyCanPutRightKeepsNobodyFromFinishing_data() {
        QTest::addColumn<QByteArray>("row");
        QTest::newRow("a calculation that breaks its own rule") << QByteArray(R"(["calculate", "it", "", "1 + 1", ". = 3"])");
        QTest::newRow("a fixed answer that breaks its own rule") << QByteArray(R"(["integer", "it", "Fixed", "", ". > 9", "", "yes", "7"])");
        QTest::newRow("the heading of a table, which is needed") << QByteArray(R"(["select_one yes_no", "it", "Heading", "", "", "yes", "", "", "label"])");
    }
    void whatNobodyCanPutRightKeepsNobodyFromFinishing() {
        QFETCH(QByteArray, row);
        QVERIFY(bring(R"([["type", "name", "label", "calculation", "constraint", "required", "read_only", "default", "appearance"], ["text", "town", "Town"], )" + row.toStdString() + "]"));
        start();
        QVERIFY(goToTheReview());
        QVERIFY(form().mayFinish());
        QCOMPARE(form().unanswered().size(), 1);  // the town, which may be left out
        form().finish();
        QTRY_VERIFY(form().isFinished());
    }

    void aFlatBatteryComesBackToTheSamePageWithItsAnswers() {
        start();
        form().next();
        form().answer("/data/town", "Leeds");
        form().next();
        form().answer("/data/home/rooms", "5");
        QTRY_VERIFY(form().answerSaved());
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QCOMPARE(m_world->app().place(), "questionnaire");
        QCOMPARE(keys(), "home home/rooms home/garden");
        QCOMPARE(entry("/data/home/rooms").value("value").toString(), "5");
        form().back();
        QCOMPARE(entry("/data/town").value("value").toString(), "Leeds");
    }

    void languagesSwitchAndComeBack() {
        start();
        QCOMPARE(form().languages().size(), 2);
        form().setLanguage("cy");
        QCOMPARE(entry("/data/hello").value("text").toString(), "Helo");
        form().leave();
        start();
        QCOMPARE(entry("/data/hello").value("text").toString(), "Helo");
        QCOMPARE(form().language(), "cy");
    }

    void itEndsAsOneRecordWithWhatCounts() {
        start();
        QVERIFY(goTo("/data/town"));
        form().answer("/data/town", " Leeds ");
        QVERIFY(goTo("/data/home/rooms"));
        form().answer("/data/home/rooms", "5");
        form().answer("/data/home/garden", "yes");
        form().answer("/data/home/plants", "beans");
        form().answer("/data/home/garden", "no");  // what grows does not count any more
        QVERIFY(goTo("/data/child[1]/name"));
        form().answer("/data/child[1]/name", "Ana");
        QVERIFY(goTo("/data/best"));
        form().answer("/data/best", "pear apple");
        QVERIFY(goTo("/data/liked"));
        form().answer("/data/liked", "apple pear");
        QVERIFY(goTo("/data/sure"));
        form().answer("/data/sure", "8");
        form().goTo(form().count() - 1);
        form().next();
        QVERIFY(form().atReview());
        form().finish();
        QTRY_VERIFY(form().isFinished());
        QVERIFY(form().drafts().isEmpty());
        QVERIFY(m_world->sync());
        const Json expected = {{"town", "Leeds"}, {"home/rooms", "5"}, {"home/garden", "no"}, {"home/twice", "10"}, {"child[1]/name", "Ana"},
                               {"best", "pear apple"}, {"liked", "apple pear"}, {"sure", "8"}};
        QCOMPARE(said(recorded()), said(expected));
    }

    void aSignatureIsKeptAndNamedByTheRecord() {
        const QByteArray drawn = "\x89PNG and what a canvas draws";
        start();
        QVERIFY(goTo("/data/town"));
        form().answer("/data/town", "Leeds");
        QVERIFY(goTo("/data/signed"));
        form().attach("/data/signed", "data:image/png;base64," + QString::fromLatin1(drawn.toBase64()));
        QTRY_VERIFY(!entry("/data/signed").value("value").toString().isEmpty());
        QTRY_VERIFY(form().answerSaved());
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QVERIFY(!entry("/data/signed").value("value").toString().isEmpty());
        form().attach("/data/signed", "");
        QVERIFY(entry("/data/signed").value("value").toString().isEmpty());
        form().attach("/data/signed", "data:image/png;base64," + QString::fromLatin1(drawn.toBase64()));
        QTRY_VERIFY(!entry("/data/signed").value("value").toString().isEmpty());
        form().goTo(form().count() - 1);
        form().next();
        form().finish();
        QTRY_VERIFY(form().isFinished());
        const auto responses = m_world->bridge().mirror().referring("person:" + m_parent, "response");
        QCOMPARE(responses.size(), std::size_t(1));
        const auto blob = domain::blobFrom(responses[0]->values.at("answers").at("signed"));
        QVERIFY(blob.has_value());
        QCOMPARE(blob->bytes, std::int64_t(drawn.size()));
    }

    void aFileIsNotKeptAndCanBeGonePast() {
        start();
        QVERIFY(goTo("/data/letter"));
        QVERIFY(entry("/data/letter").value("refusal").toString().endsWith("You can go on."));
        QVERIFY(form().pageAnswered());
        QVERIFY(goTo("/data/town"));
        form().answer("/data/town", "Leeds");
        form().goTo(form().count() - 1);
        form().next();
        QVERIFY(form().mayFinish());  // though the form wants it
    }

    void aPlaceIsRecordedOnlyIfTheOrganisationSaysSo() {
        start();
        QVERIFY(goTo("/data/where"));
        QVERIFY(entry("/data/where").value("refusal").toString().startsWith("This organisation does not record places."));
        QVERIFY(form().pageAnswered());
        QVERIFY(setting("record_places", true));
        form().leave();
        start();
        QVERIFY(goTo("/data/where"));
        QCOMPARE(entry("/data/where").value("refusal").toString(), "");
    }

    void aPlaceIsKeptAsNearAsTheOrganisationSays_data() {
        QTest::addColumn<QString>("exact");
        QTest::addColumn<int>("digits");
        QTest::addColumn<double>("enough");
        QTest::newRow("to about a hundred metres") << QString() << 3 << 100.0;
        QTest::newRow("exactly") << "exact" << 6 << 20.0;
    }
    void aPlaceIsKeptAsNearAsTheOrganisationSays() {
        QFETCH(QString, exact);
        QFETCH(int, digits);
        QFETCH(double, enough);
        QVERIFY(setting("record_places", exact.isEmpty() ? Json(true) : Json(exact.toStdString())));
        QVERIFY(bring(R"([["type", "name", "label", "parameters"], ["geopoint", "a", "A", "capture-accuracy=20 warning-accuracy=50"], ["geotrace", "b", "B"], ["geoshape", "c", "C"]])"));
        start();
        const auto place = entry("/data/a");
        QCOMPARE(place.value("digits").toInt(), digits);
        QCOMPARE(place.value("enough").toDouble(), enough);
        QCOMPARE(place.value("inexactFrom").toDouble(), 50.0);
        form().answer("/data/a", "52.463 -1.821 0 100");
        form().next();
        QCOMPARE(entry("/data/b").value("kind").toString(), "trace");
        QCOMPARE(entry("/data/b").value("digits").toInt(), digits);
        form().next();
        QCOMPARE(entry("/data/c").value("kind").toString(), "outline");
    }

    void linesAndAreasArePlacesToo() {
        QVERIFY(bring(R"([["type", "name", "label"], ["geotrace", "b", "B"], ["geoshape", "c", "C"]])"));
        start();
        QVERIFY(entry("/data/b").value("refusal").toString().startsWith("This organisation does not record places."));
        form().next();
        QVERIFY(entry("/data/c").value("refusal").toString().startsWith("This organisation does not record places."));
    }

    void aDraftThatIsTriedSaysThatItDoesNotCount() {
        start();
        QCOMPARE(form().watermark(), "");
        m_world->service.set(domain::organisationStream(m_world->service.organisation()), "instrument", {{"status", "draft"}}, m_form);
        QVERIFY(m_world->sync());
        QTRY_COMPARE(form().watermark(), "Draft: these answers do not count");
    }
};

QTEST_MAIN(tst_imported_form)
#include "tst_imported_form.moc"
