// What happens by itself: values set at events, attributes, the last record, and rules that go round in circles.
#include "tests/shared/questionnaire/xforms/forms.h"

#include <QTest>

using namespace waymark;
using tests::Filling;
using tests::formXml;

class TestSessionEvents : public QObject {
    Q_OBJECT

private slots:
    void aValueSetAtEveryLoadComesBackWithTheDraft() {
        const std::string xml = formXml("<q/><first/>",
                                        R"x(<setvalue event="odk-instance-load" ref="/data/q" value="4 * 4"/>)x"
                                        R"x(<setvalue event="odk-instance-first-load" ref="/data/first">once</setvalue>)x",
                                        R"x(<input ref="/data/q"/><input ref="/data/first"/>)x");
        Filling form(xml);
        QCOMPARE(form.value("/data/q"), "16");
        form.set("q", "5");
        form.set("first", "by hand");
        const auto back = xforms::Session::restore(form.read.form, form.world(), form.session->draft());
        QVERIFY(back);
        QCOMPARE((*back)->answers()[0].value, "16");
        QCOMPARE((*back)->answers()[1].value, "by hand");
    }

    void aValueIsSetOnlyWhenTheAnswerChanges() {
        Filling form(formXml("<a/><b/><c/>", R"x(<bind nodeset="/data/b" type="string"/>)x",
                             R"x(<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="concat('foo', /data/c)"/></input><input ref="/data/c"/>)x"));
        QCOMPARE(form.value("/data/b"), "");
        form.set("a", "22");
        form.set("c", "bar");
        form.set("a", "22");
        QCOMPARE(form.value("/data/b"), "foo");
        form.set("a", "23");
        QCOMPARE(form.value("/data/b"), "foobar");
    }

    void aNewOccurrenceStartsFromTheOneBefore() {
        Filling form(formXml("<r><q/></r>", R"x(<bind nodeset="/data/r/q" type="int"/>)x",
                             R"x(<repeat nodeset="/data/r"><setvalue event="odk-new-repeat" ref="/data/r/q" value="/data/r[position() = position(current()/..) - 1]/q"/>)x"
                             R"x(<input ref="/data/r/q"/></repeat>)x"));
        form.set("/data/r[1]/q", "7");
        form.session->addRepeat("/data/r").value();
        QCOMPARE(form.value("/data/r[2]/q"), "7");
        form.set("/data/r[2]/q", "8");
        form.session->addRepeat("/data/r").value();
        QCOMPARE(form.value("/data/r[3]/q"), "8");
        QCOMPARE(form.value("/data/r[1]/q"), "7");
    }

    void aValueForSeveralPlacesAtOnceIsRefused() {
        Filling form(formXml("<a/><r><x/></r><r><x/></r>", "",
                             R"x(<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/r/x" value="1"/></input>)x"
                             R"x(<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>)x"));
        form.set("a", "go");
        QCOMPARE(form.value("/data/r[1]/x"), "");
        QCOMPARE(form.session->failures().size(), std::size_t(1));
    }

    void eventsThatNothingKnowsAreToldOnReading() {
        Filling form(formXml("<a/><r><x/></r>",
                             R"x(<setvalue event="odk-instance-frist-load" ref="/data/a" value="1"/><setvalue event="odk-new-repeat" ref="/data/r/x" value="1"/>)x",
                             R"x(<input ref="/data/a"/><repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>)x"));
        QVERIFY2(form.problems().contains("there is no event “odk-instance-frist-load”"), qPrintable(form.problems()));
        QVERIFY2(form.problems().contains("belongs into the repeat"), qPrintable(form.problems()));
    }

    void attributesAreWorkedOutForTheRecord() {
        Filling form(formXml(R"x(<v/><e id="" made=""/>)x",
                             R"x(<bind nodeset="/data/e/@made" calculate="/data/v > 3"/><bind nodeset="/data/e/@id" jr:preload="uid"/>)x"
                             R"x(<setvalue event="odk-instance-first-load" ref="/data/e/@made" value="'no'"/>)x",
                             R"x(<input ref="/data/v"/>)x"));
        QCOMPARE(form.problems(), "");
        form.set("v", "4");
        QVERIFY2(form.session->result().find("made=\"true\"") != std::string::npos, form.session->result().c_str());
        QVERIFY(form.session->result().find("id=\"uuid:") != std::string::npos);
    }

    void theLastRecordIsLookedAtIfThereIsOne() {
        const std::string xml = formXml("<street/>", R"x(<instance id="__last-saved" src="jr://instance/last-saved"/>)x"
                                                     R"x(<setvalue event="odk-instance-first-load" ref="/data/street" value="instance('__last-saved')/data/street"/>)x",
                                        R"x(<input ref="/data/street"/>)x");
        Filling form(xml);
        QCOMPARE(form.value("/data/street"), "");
        xforms::World world = form.world();
        world.lastSaved = "<data><street>High Street</street></data>";
        QCOMPARE(xforms::Session::start(form.read.form, world)->answers()[0].value, "High Street");
        world.lastSaved = "<other><street>High Street</street></other>";
        QCOMPARE(xforms::Session::start(form.read.form, world)->answers()[0].value, "");
    }

    void rulesThatGoRoundInCirclesAreTold_data() {
        QTest::addColumn<QString>("binds");
        QTest::newRow("worked out from itself") << R"x(<bind nodeset="/data/a" calculate=". + 1"/>)x";
        QTest::newRow("asked for depending on itself") << R"x(<bind nodeset="/data/a" required=". > 10"/>)x";
        QTest::newRow("closed depending on itself") << R"x(<bind nodeset="/data/a" readonly=". > 10"/>)x";
        QTest::newRow("shown depending on itself") << R"x(<bind nodeset="/data/a" relevant=". > 10"/>)x";
        QTest::newRow("from a repeat to outside and back")
            << R"x(<bind nodeset="/data/r/x" calculate="/data/a + 1"/><bind nodeset="/data/a" calculate="/data/r[position() = 1]/x + 1"/>)x";
    }
    void rulesThatGoRoundInCirclesAreTold() {
        QFETCH(QString, binds);
        const auto read = xforms::readForm(formXml("<a/><r><x/></r>", binds.toStdString(),
                                                   R"x(<input ref="/data/a"/><repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>)x"));
        QVERIFY(read);
        QCOMPARE(std::count_if(read->problems.begin(), read->problems.end(), [](const auto& one) { return one.severity == xforms::Severity::Error; }), 1);
    }

    void whatANewEntryBeginsWithStandsInTheTemplate_data() {
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("begins");
        QTest::newRow("in the template") << R"x(<r jr:template=""><n>7</n><i><m>8</m></i></r>)x" << "7 8";
        QTest::newRow("in the template, and otherwise in the first entry") << R"x(<r jr:template=""><n>7</n><i><m/></i></r><r><n>1</n><i><m>2</m></i></r>)x" << "7 ";
        QTest::newRow("only in the first entry") << R"x(<r><n>1</n><i><m>2</m></i></r>)x" << " ";
    }
    void whatANewEntryBeginsWithStandsInTheTemplate() {
        QFETCH(QString, data);
        QFETCH(QString, begins);
        Filling form(formXml(data.toStdString(), "",
                             R"x(<repeat nodeset="/data/r"><input ref="/data/r/n"/><repeat nodeset="/data/r/i"><input ref="/data/r/i/m"/></repeat></repeat>)x"));
        const auto path = form.session->addRepeat("/data/r");
        QVERIFY(path);
        QCOMPARE(form.value(*path + "/n") + " " + form.value(*path + "/i[1]/m"), begins);
    }

    void rulesAreNamedInsteadOfPlaces() {
        Filling form(formXml("<a/><b/><c/><r><x/></r>",
                             R"x(<bind id="first" nodeset="a" type="int"/><bind nodeset="./b" calculate="../a + 1"/><bind id="third" nodeset="/data/c"/>)x"
                             R"x(<bind id="rows" nodeset="/data/r"/><setvalue event="odk-instance-first-load" bind="third" value="'begun'"/>)x",
                             R"x(<input bind="first"><setvalue event="xforms-value-changed" bind="third" value="/data/a * 2"/></input>)x"
                             R"x(<input bind="third"/><repeat bind="rows"><input ref="/data/r/x"/></repeat>)x"));
        QCOMPARE(form.problems(), "");
        QCOMPARE(form.value("/data/c"), "begun");
        QVERIFY(form.set("a", "3") && form.session->addRepeat("/data/r") && form.set("/data/r[2]/x", "z"));
        QCOMPARE(form.value("/data/b"), "4");
        QCOMPARE(form.value("/data/c"), "6");
    }

    void aPlaceIsNamedFromTheEntryAroundIt() {
        Filling form(formXml("<r><x/><y/></r>", "", R"x(<repeat nodeset="/data/r"><input ref="current()/x"/><input ref="./y"/></repeat>)x"));
        QCOMPARE(form.problems(), "");
        QVERIFY(form.session->addRepeat("/data/r") && form.set("/data/r[2]/x", "second"));
        QVERIFY(form.session->pathOf("/data/r[1]/y") == "/data/r[1]/y");
        QCOMPARE(form.value("/data/r[2]/x"), "second");
    }

    void spacesAreNoAnswer() {
        Filling form(formXml("<a/>", R"x(<bind nodeset="/data/a" required="true()"/>)x", R"x(<input ref="/data/a"/>)x"));
        QVERIFY(form.set("a", " \n "));
        QVERIFY(form.messages().contains("needs an answer"));
        QVERIFY(form.set("a", " x "));
        QCOMPARE(form.messages(), "");
    }

    void aBlankValueThatIsSetClears() {
        Filling form(formXml("<a>1</a><b>2</b><c>3</c>",
                             R"x(<setvalue event="odk-instance-first-load" ref="/data/a" value="">no</setvalue>)x"
                             R"x(<setvalue event="odk-instance-first-load" ref="/data/b">yes</setvalue><setvalue event="odk-instance-first-load" ref="/data/c"/>)x",
                             R"x(<input ref="/data/a"/>)x"));
        QCOMPARE(form.value("/data/a") + form.value("/data/b") + form.value("/data/c"), "yes");
    }

    void aNewEntryWithinAnEntryIsNoticedThereAlone() {
        Filling form(formXml("<o><n/><i><m/></i></o><p/>", "",
                             R"x(<group><setvalue event="odk-new-repeat" ref="/data/p" value="'wrong'"/></group>)x"
                             R"x(<repeat nodeset="/data/o"><setvalue event="odk-new-repeat" ref="/data/o/n" value="concat(., 'o')"/>)x"
                             R"x(<repeat nodeset="/data/o/i"><setvalue event="odk-new-repeat" ref="/data/o/i/m" value="concat('m', position(..))"/>)x"
                             R"x(<input ref="/data/o/i/m"/></repeat></repeat><input ref="/data/p"/>)x"));
        QVERIFY(form.session->addRepeat("/data/o") && form.session->addRepeat("/data/o[2]/i") && form.session->addRepeat("/data/o[1]/i"));
        QCOMPARE(form.value("/data/o[2]/i[2]/m"), "m2");
        QCOMPARE(form.value("/data/o[1]/i[2]/m"), "m2");
        QCOMPARE(form.value("/data/o[1]/i[1]/m"), "");
        QCOMPARE(form.value("/data/o[2]/n"), "o");
        QCOMPARE(form.value("/data/o[1]/n"), "");
        QCOMPARE(form.value("/data/p"), "");
    }

    void aCountedRepeatIsNotChangedByHand() {
        Filling form(formXml(R"x(<n>2</n><r jr:template=""><x/></r><s><y/></s>)x", "",
                             R"x(<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"/></repeat>)x"
                             R"x(<repeat nodeset="/data/s" jr:noAddRemove="true()"><input ref="/data/s/y"/></repeat>)x"));
        for (const char* ref : {"/data/r", "/data/s"}) {
            QVERIFY(!form.session->addRepeat(ref).ok());
            QVERIFY(!form.session->removeRepeat(ref).ok());
        }
        form.set("n", "3");
        QCOMPARE(form.value("/data/r[3]/x"), "");
    }

    void aCountIsWorkedOutWhereTheRepeatStands_data() {
        QTest::addColumn<QString>("count");
        QTest::newRow("from the repeat") << "../n";
        QTest::newRow("from the current place") << "current()/../n";
        QTest::newRow("as a path from the top") << "/data/o/n";
        QTest::newRow("worked out") << "../n * 2 - ../n";
    }
    void aCountIsWorkedOutWhereTheRepeatStands() {
        QFETCH(QString, count);
        Filling form(formXml(R"x(<n>9</n><o><n>2</n><i jr:template=""><m/></i></o><o><n>1</n></o><o><n/></o>)x", "",
                             R"x(<repeat nodeset="/data/o"><input ref="/data/o/n"/><repeat nodeset="/data/o/i" jr:count=")x" + count.toStdString() +
                                 R"x("><input ref="/data/o/i/m"/></repeat></repeat>)x"));
        QCOMPARE(form.value("/data/o[1]/i[2]/m"), "");
        QCOMPARE(form.value("/data/o[1]/i[3]/m"), "no /data/o[1]/i[3]/m");
        QCOMPARE(form.value("/data/o[2]/i[1]/m"), "");
        QCOMPARE(form.value("/data/o[2]/i[2]/m"), "no /data/o[2]/i[2]/m");
        QCOMPARE(form.value("/data/o[3]/i[1]/m"), "no /data/o[3]/i[1]/m");
        QVERIFY(form.set("/data/o[3]/n", "1"));
        QCOMPARE(form.value("/data/o[3]/i[1]/m"), "");
    }

    void whereSomethingStandsIsNoCircle_data() {
        QTest::addColumn<QString>("relevant");
        QTest::newRow("the place of the entry") << "position(.) &lt; 3";
        QTest::newRow("the place it is worked out in") << "position() &lt; 3";
        QTest::newRow("from the end") << "last() - position() &gt; last() - 3";
    }
    void whereSomethingStandsIsNoCircle() {
        QFETCH(QString, relevant);
        Filling form(formXml("<r><a/></r><r><a/></r><r><a/></r><n/>",
                             R"x(<bind nodeset="/data/r" relevant=")x" + relevant.toStdString() + R"x("/><bind nodeset="/data/n" calculate="count(/data/r)"/>)x",
                             R"x(<repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>)x"));
        QCOMPARE(form.problems(), "");
        QCOMPARE(form.value("/data/n"), "2");
        QVERIFY(form.session->removeRepeat("/data/r[1]"));
        QVERIFY(form.relevant("/data/r[2]"));
        QCOMPARE(form.value("/data/n"), "2");
        QVERIFY(form.session->addRepeat("/data/r"));
        QVERIFY(!form.relevant("/data/r[3]"));
    }

    void theOccurrenceBeforeIsNoCircle() {
        Filling form(formXml("<r><a/></r><r><a/></r><r><a/></r>",
                             R"x(<bind nodeset="/data/r/a" type="int" calculate="coalesce(/data/r[position() = position(current()/..) - 1]/a, 0) + 1"/>)x",
                             R"x(<repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>)x"));
        QCOMPARE(form.problems(), "");
        QCOMPARE(form.value("/data/r[3]/a"), "3");
    }

    void aRepeatMayBeAskedAgainForWhatIsInIt() {
        Filling form(formXml("<n/><wanted/><r><more/></r>",
                             R"x(<bind nodeset="/data/n" calculate="count(/data/r)"/><bind nodeset="/data/wanted" )x"
                             R"x(calculate="if(/data/r[position() = /data/n]/more = 'yes', /data/n + 1, /data/n)"/>)x",
                             R"x(<group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/wanted"><input ref="/data/r/more"/></repeat></group>)x"));
        QCOMPARE(form.problems(), "/data/r: how often “r” is asked depends on what is in it");
        form.set("/data/r[1]/more", "yes");
        form.set("/data/r[2]/more", "yes");
        form.set("/data/r[3]/more", "no");
        QCOMPARE(form.value("/data/wanted"), "3");
        QCOMPARE(form.value("/data/r[4]/more"), "no /data/r[4]/more");
        QVERIFY(form.session->failures().empty());
    }

    void aCountThatNeverComesToRestIsTold() {
        Filling form(formXml("<wanted/><r><a/></r>", R"x(<bind nodeset="/data/wanted" calculate="count(/data/r) + 1"/>)x",
                             R"x(<group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/wanted"><input ref="/data/r/a"/></repeat></group>)x"));
        QVERIFY(form.session->failures().contains("/data/r"));
        QVERIFY(form.session->answers().size() < 200);

        const std::string draft = form.session->draft();
        auto restored = *xforms::Session::restore(form.read.form, form.world(), draft);
        QCOMPARE(restored->draft(), draft);
        QVERIFY(restored->failures().contains("/data/r"));
        QVERIFY(!restored->recalculate());
        QVERIFY(form.set("/data/r[1]/a", "x"));
        QVERIFY(form.session->answers().size() < 200);
    }

    void aCountThatComesToRestIsNoLongerTold() {
        Filling form(formXml("<wanted/><r><a/></r>", "", R"x(<input ref="/data/wanted"/><group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/wanted"><input ref="/data/r/a"/></repeat></group>)x"));
        form.set("wanted", "6000");
        QVERIFY(form.session->failures().contains("/data/r"));
        form.set("wanted", "2");
        QVERIFY(form.session->failures().empty());
    }

    void aRepeatAskedAgainGrowsByWhatIsAnsweredInARestoredDraft() {
        Filling form(formXml("<wanted/><r><more/></r>", R"x(<bind nodeset="/data/wanted" calculate="count(/data/r[more = 'yes']) + 1"/>)x",
                             R"x(<group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/wanted"><input ref="/data/r/more"/></repeat></group>)x"));
        form.set("/data/r[1]/more", "yes");
        auto restored = *xforms::Session::restore(form.read.form, form.world(), form.session->draft());
        QVERIFY(restored->set("/data/r[2]/more", "yes").ok());
        QCOMPARE(restored->answers().back().path, "/data/r[3]/more");
        QVERIFY(restored->failures().empty());
    }

    void aChoiceIsNamedFromWhereItIsAsked_data() {
        QTest::addColumn<QString>("question");
        for (const char* question : {"../s", " ../s ", "current()/../s", "/data/r/s", "s"})
            QTest::newRow(question) << question;
    }
    void aChoiceIsNamedFromWhereItIsAsked() {
        QFETCH(QString, question);
        Filling form(formXml("<r><n>1</n><s>a</s><c/></r><r><n>2</n><s>a</s><c/></r>",
                             R"x(<bind nodeset="/data/r/c" calculate="jr:choice-name(../s, ')x" + question.toStdString() + R"x(')"/>)x",
                             R"x(<repeat nodeset="/data/r"><input ref="/data/r/n"/><select1 ref="/data/r/s"><label>S</label>)x"
                             R"x(<item><label>Ash <output value="../n"/></label><value>a</value></item></select1></repeat>)x"));
        QCOMPARE(form.value("/data/r[1]/c"), "Ash 1");
        QCOMPARE(form.value("/data/r[2]/c"), "Ash 2");
    }

    void aChoiceMayBeNoAnswer() {
        Filling form(formXml("<a/>", R"x(<bind nodeset="/data/a" required="true()"/>)x",
                             R"x(<select1 ref="/data/a"><label>A</label><item><label>None</label><value/></item><item><label>B</label><value>b</value></item></select1>)x"));
        QCOMPARE(form.problems(), "/data/a: the value of a choice is empty");
        form.set("a", "b");
        form.set("a", "");
        QCOMPARE(form.messages(), "/data/a: This question needs an answer.");
    }

    void aRepeatAskedAgainHidesNoOtherCircle() {
        Filling form(formXml("<n/><a/><b/><r><more/></r>",
                             R"x(<bind nodeset="/data/n" calculate="count(/data/r) + /data/a"/><bind nodeset="/data/a" calculate="/data/b"/>)x"
                             R"x(<bind nodeset="/data/b" calculate="/data/a"/>)x",
                             R"x(<group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/more"/></repeat></group>)x"));
        QVERIFY2(form.problems().contains("in a circle") && form.problems().contains("a, b"), qPrintable(form.problems()));
    }
};

QTEST_APPLESS_MAIN(TestSessionEvents)
#include "tst_session_events.moc"
