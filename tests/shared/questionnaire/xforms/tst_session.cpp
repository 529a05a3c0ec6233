// Filling in: relevance, calculations, repeats, choices, messages, drafts and records.
#include "tests/shared/questionnaire/xforms/forms.h"

#include <QTest>

using namespace waymark;
using tests::Filling;
using tests::formXml;

class TestSession : public QObject {
    Q_OBJECT

private slots:
    void relevanceHidesFromTheRecordButNotFromTheDraft() {
        Filling form(formXml("<a/><b>kept</b>", R"x(<bind nodeset="/data/b" relevant="/data/a = 'yes'"/>)x",
                             R"x(<input ref="/data/a"/><input ref="/data/b"/>)x"));
        QVERIFY(!form.relevant("/data/b"));
        QVERIFY(form.session->result().find("kept") == std::string::npos);
        QVERIFY(form.session->draft().find("kept") != std::string::npos);
        QVERIFY(form.set("/data/a", "yes"));
        QVERIFY(form.session->result().find("<b>kept</b>") != std::string::npos);
    }

    void whatIsNotRelevantIsNoPartOfWhatAPathGives_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("value");
        QTest::newRow("the largest") << "max(/data/child/age)" << "5";
        QTest::newRow("the smallest") << "min(/data/child/age)" << "3";
        QTest::newRow("the sum") << "sum(/data/child/age)" << "8";
        QTest::newRow("how many") << "count(/data/child/age)" << "2";
        QTest::newRow("joined") << "join(' ', /data/child/age)" << "3 5";
        QTest::newRow("whether any is 9") << "if(/data/child/age = 9, 'yes', 'no')" << "no";
        QTest::newRow("whether any is blank") << "if(/data/child/age = '', 'yes', 'no')" << "no";
        QTest::newRow("whether there is one in the second entry") << "if(/data/child[2]/age, 'yes', 'no')" << "no";
        QTest::newRow("places count all the same") << "string(/data/child[3]/age)" << "5";
        QTest::newRow("and so does the number of an entry") << "indexed-repeat(/data/child/age, /data/child, 3)" << "5";
        QTest::newRow("an entry that is not relevant gives nothing") << "indexed-repeat(/data/child/age, /data/child, 2)" << "";
    }
    void whatIsNotRelevantIsNoPartOfWhatAPathGives() {
        QFETCH(QString, expression);
        QFETCH(QString, value);
        Filling form(tests::formXml("<child jr:template=\"\"><asked>yes</asked><age/></child><child><asked>yes</asked><age/></child><out/>",
                                    "<bind nodeset=\"/data/child/age\" type=\"string\" relevant=\"../asked = 'yes'\"/><bind nodeset=\"/data/out\" calculate=\"" +
                                        expression.toStdString() + "\"/>",
                                    "<group ref=\"/data/child\"><repeat nodeset=\"/data/child\"><input ref=\"/data/child/asked\"><label>A</label></input>"
                                    "<input ref=\"/data/child/age\"><label>B</label></input></repeat></group>"));
        QVERIFY(form.session->addRepeat("/data/child") && form.session->addRepeat("/data/child"));
        QVERIFY(form.set("/data/child[1]/age", "3") && form.set("/data/child[2]/age", "9") && form.set("/data/child[3]/age", "5"));
        QVERIFY(form.set("/data/child[2]/asked", "no"));
        QCOMPARE(form.value("/data/out"), value);
    }

    void whatIsNotAnsweredYetIsNoPartOfASum_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("value");
        QTest::newRow("sum") << "sum(/data/r/n)" << "8";
        QTest::newRow("largest") << "max(/data/r/n)" << "5";
        QTest::newRow("smallest of several") << "min(/data/r/n, 4, '')" << "3";
        QTest::newRow("counted all the same") << "count(/data/r/n)" << "3";
        QTest::newRow("added by hand") << "/data/r[1]/n + /data/r[2]/n" << "";
    }
    void whatIsNotAnsweredYetIsNoPartOfASum() {
        QFETCH(QString, expression);
        QFETCH(QString, value);
        Filling form(formXml("<r><n>3</n></r><r><n/></r><r><n>5</n></r><out/>",
                             "<bind nodeset=\"/data/r/n\" type=\"int\"/><bind nodeset=\"/data/out\" calculate=\"" + expression.toStdString() + "\"/>",
                             "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/n\"/></repeat>"));
        QCOMPARE(form.value("/data/out"), value);
    }

    void answersThatAreNotRelevantAreBlankToOthers() {
        Filling form(formXml(
            "<a>no</a><b>5</b><c/><n/>",
            R"x(<bind nodeset="/data/b" relevant="/data/a = 'yes'"/><bind nodeset="/data/c" calculate="concat('[', /data/b, ']')"/>)x"
            R"x(<bind nodeset="/data/n" calculate="/data/b = ''"/>)x",
            R"x(<input ref="/data/a"/><input ref="/data/b"/>)x"));
        QCOMPARE(form.value("/data/c"), "[]");
        QCOMPARE(form.value("/data/n"), "true");
        form.set("a", "yes");
        QCOMPARE(form.value("/data/c"), "[5]");
    }

    void aGroupHidesEverythingInIt() {
        Filling form(formXml(
            "<a/><g><x>1</x><h><y>2</y></h></g><total/>",
            R"x(<bind nodeset="/data/g" relevant="/data/a != ''"/><bind nodeset="/data/total" calculate="sum(/data/g/x | /data/g/h/y)"/>)x",
            R"x(<input ref="/data/a"/><group ref="/data/g"><input ref="/data/g/x"/></group>)x"));
        QVERIFY(!form.relevant("/data/g/h/y"));
        QCOMPARE(form.value("/data/total"), "0");
        form.set("a", "1");
        QVERIFY(form.relevant("/data/g/h/y"));
        QCOMPARE(form.value("/data/total"), "3");
    }

    void calculationsFollowEachOtherWhateverTheirOrder() {
        Filling form(formXml("<c/><b/><a>1</a>",
                             R"x(<bind nodeset="/data/c" calculate="/data/b * 2"/><bind nodeset="/data/b" calculate="/data/a + 1"/>)x",
                             R"x(<input ref="/data/a"/>)x"));
        QCOMPARE(form.value("/data/c"), "4");
        form.set("a", "10");
        QCOMPARE(form.value("/data/c"), "22");
        form.set("a", "");
        QCOMPARE(form.value("/data/c"), "");
        QVERIFY(!form.session->recalculate());
    }

    void whatIsWorkedOutIsAnsweredByNobody() {
        Filling form(formXml("<a/><b/>", R"x(<bind nodeset="/data/b" calculate="/data/a + 1"/>)x", R"x(<input ref="/data/a"/><input ref="/data/b"/>)x"));
        QVERIFY(form.set("a", "3"));
        QVERIFY(!form.set("b", "99"));
        QCOMPARE(form.value("/data/b"), "4");
    }

    void aWholeNumberTakesOverOnlyTheWholePart() {
        Filling form(formXml("<a/><b/><c/>", R"x(<bind nodeset="/data/b" type="int" calculate="/data/a"/><bind nodeset="/data/c" calculate="/data/a"/>)x",
                             R"x(<input ref="/data/a"/>)x"));
        for (const auto& [given, whole] : {std::pair{"3.5", "3"}, {"-2.75", "-2"}, {"7", "7"}, {"a.b", "a.b"}, {"", ""}}) {
            form.set("a", given);
            QCOMPARE(form.value("/data/b"), QString(whole));
            QCOMPARE(form.value("/data/c"), QString(given));
        }
    }

    void whatTheDeviceKnowsComesBeforeAWrittenDefault() {
        Filling form(formXml("<id>none</id><device>none</device><unknown>none</unknown>",
                             R"x(<bind nodeset="/data/id" jr:preload="uid"/><bind nodeset="/data/device" jr:preload="property" jr:preloadParams="deviceid"/>)x"
                             R"x(<bind nodeset="/data/unknown" jr:preload="property" jr:preloadParams="email"/>)x",
                             ""));
        QVERIFY2(form.value("/data/id").startsWith("uuid:"), qPrintable(form.value("/data/id")));
        QCOMPARE(form.value("/data/device"), "tablet");
        QCOMPARE(form.value("/data/unknown"), "none");
    }

    void anActionWithoutAValueClears() {
        Filling form(formXml("<a/><b>kept</b><c>1</c>",
                             R"x(<setvalue event="odk-instance-first-load" ref="/data/c" value=""/>)x",
                             R"x(<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value=""/></input>)x"));
        QCOMPARE(form.problems(), "");
        QCOMPARE(form.value("/data/c"), "");
        form.set("a", "1");
        QCOMPARE(form.value("/data/b"), "");
    }

    void countsWithinCountsStopGrowing() {
        Filling form(formXml(R"x(<o jr:template=""><i jr:template=""><a/></i></o><n>3</n><r jr:template=""><b/></r>)x", "",
                             R"x(<group ref="/data/o"><repeat nodeset="/data/o" jr:count="2000"><group ref="/data/o/i"><repeat nodeset="/data/o/i" jr:count="2000">)x"
                             R"x(<input ref="/data/o/i/a"/></repeat></group></repeat></group>)x"
                             R"x(<input ref="/data/n"/><group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/b"/></repeat></group>)x"));
        QVERIFY(form.session->failures().contains("/data/o/i"));
        QVERIFY(form.session->answers().size() < 100'000);
    }

    void aCountGoesUpAndDownAsOftenAsOneLikes() {
        Filling form(formXml(R"x(<n>2</n><r jr:template=""><b/></r>)x", R"x(<bind nodeset="/data/n" type="int"/>)x",
                             R"x(<input ref="/data/n"/><group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/b"/></repeat></group>)x"));
        form.set("/data/r[2]/b", "kept");
        for (int i = 0; i < 200; ++i) {
            form.set("n", "0");
            QCOMPARE(form.value("/data/r[1]/b"), "no /data/r[1]/b");
            form.set("n", "400");
        }
        QVERIFY(form.session->failures().empty());
        QCOMPARE(form.value("/data/r[2]/b"), "kept");
        QCOMPARE(form.value("/data/r[400]/b"), "");
    }

    void aCircleAsLongAsTheFormIsToldOnce() {
        std::string instance, binds;
        constexpr int kLong = 20'000;
        for (int i = 0; i < kLong; ++i) {
            const std::string name = "q" + std::to_string(i);
            instance += "<" + name + "/>";
            binds += "<bind nodeset=\"/data/" + name + "\" calculate=\"/data/q" + std::to_string((i + 1) % kLong) + "\"/>";
        }
        Filling form(formXml(instance, binds, ""));
        QCOMPARE(form.problems().count("in a circle"), 1);
        QVERIFY(form.problems().contains("and 19980 more"));
    }

    void circlesAreToldWithTheirNames() {
        Filling form(formXml(
            "<a/><b/><c/>",
            R"x(<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/a"/><bind nodeset="/data/c" calculate=". + 1"/>)x",
            ""));
        QVERIFY2(form.problems().contains("in a circle") && form.problems().contains("a, b"), qPrintable(form.problems()));
        QVERIFY2(form.problems().contains("“c” depends on itself"), qPrintable(form.problems()));
    }

    void requiredIsAskedForOnlyWhereRelevant() {
        Filling form(formXml(
            "<a/><b/>",
            R"x(<bind nodeset="/data/a" required="true()" jr:requiredMsg="Please say"/><bind nodeset="/data/b" required="true()" relevant="/data/a = 'x'"/>)x",
            R"x(<input ref="/data/a"/><input ref="/data/b"/>)x"));
        QCOMPARE(form.messages(), "/data/a: Please say");
        form.set("a", "x");
        QCOMPARE(form.messages(), "/data/b: This question needs an answer.");
    }

    void constraintsLeaveEmptyAnswersAlone() {
        Filling form(formXml("<a/>", R"x(<bind nodeset="/data/a" type="int" constraint=". &lt; 10" jr:constraintMsg="Less than ten"/>)x",
                             R"x(<input ref="/data/a"/>)x"));
        QCOMPARE(form.messages(), "");
        form.set("a", "12");
        QCOMPARE(form.messages(), "/data/a: Less than ten");
        form.set("a", "9");
        QCOMPARE(form.messages(), "");
        form.set("a", "nine");
        QVERIFY(!form.messages().isEmpty());
    }

    void absolutePathsInRepeatsMeanThisOccurrence() {
        Filling form(formXml(
            R"x(<r jr:template=""><n/><twice/><place/></r><all/><many/>)x",
            R"x(<bind nodeset="/data/r/twice" calculate="/data/r/n * 2"/><bind nodeset="/data/r/place" calculate="position(..)"/>)x"
            R"x(<bind nodeset="/data/all" calculate="sum(/data/r/twice)"/><bind nodeset="/data/many" calculate="count(/data/r)"/>)x",
            R"x(<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/n"/></repeat></group>)x"));
        QCOMPARE(form.value("/data/many"), "0");
        QCOMPARE(form.session->addRepeat("/data/r").value(), "/data/r[1]");
        QVERIFY(form.set("/data/r/n", "1"));
        QCOMPARE(form.session->addRepeat("r").value(), "/data/r[2]");
        QVERIFY(form.set("/data/r/n", "5"));
        QVERIFY(form.set("/data/r[1]/n", "2"));
        QCOMPARE(form.value("/data/r[1]/twice"), "4");
        QCOMPARE(form.value("/data/r[2]/twice"), "10");
        QCOMPARE(form.value("/data/r[2]/place"), "2");
        QCOMPARE(form.value("/data/all"), "14");
        QCOMPARE(form.value("/data/many"), "2");
        QVERIFY(form.session->removeRepeat("/data/r[1]").ok());
        QCOMPARE(form.value("/data/all"), "10");
        QCOMPARE(form.value("/data/r[1]/place"), "1");
        QVERIFY(!form.session->removeRepeat("/data/all").ok());
        QVERIFY(!form.session->set("/data/r[7]/n", "1").ok());
        QVERIFY(form.session->result().find("template") == std::string::npos);
    }

    void aRunningTotalLooksOneOccurrenceBack() {
        Filling form(formXml(
            "<r><n>1</n><t/></r><r><n>2</n><t/></r><r><n>3</n><t/></r>",
            R"x(<bind nodeset="/data/r/t" calculate="/data/r/n + if(position(..) = 1, 0, indexed-repeat(/data/r/t, /data/r, position(..) - 1))"/>)x",
            R"x(<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/n"/></repeat></group>)x"));
        QCOMPARE(form.value("/data/r[3]/t"), "6");
        form.set("/data/r[1]/n", "10");
        QCOMPARE(form.value("/data/r[3]/t"), "15");
        QCOMPARE(form.problems(), "");
    }

    void aCountAddsAndTakesAwayWithoutLosingAnswers() {
        Filling form(formXml(
            R"x(<n/><r jr:template=""><x/></r>)x", "",
            R"x(<input ref="/data/n"/><group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"/></repeat></group>)x"));
        QVERIFY(!form.relevant("/data/r[1]"));
        form.set("n", "3");
        QVERIFY(form.set("/data/r[3]/x", "third"));
        form.set("n", "1");
        QVERIFY(!form.set("/data/r[3]/x", "gone"));
        QVERIFY(form.session->result().find("third") == std::string::npos);
        form.set("n", "3");
        QCOMPARE(form.value("/data/r[3]/x"), "third");
    }

    void choicesAreFilteredAndWhatIsNoLongerOfferedIsBlank() {
        const std::string list = "<instance "
                                 "id=\"towns\"><root><item><name>bham</name><label>Birmingham</label><in>eng</in></item><item><name>cdf</"
                                 "name><label>Cardiff</label><in>wal</in></item></root></instance>";
        Filling form(formXml(
            "<land>wal</land><town/><said/>",
            list +
                R"x(<bind nodeset="/data/town" type="select1"/><bind nodeset="/data/said" calculate="jr:choice-name(/data/town, ' /data/town ')"/>)x",
            R"x(<input ref="/data/land"/><select1 ref="/data/town"><itemset nodeset="instance('towns')/root/item[in = /data/land]"><value ref="name"/><label ref="label"/></itemset></select1>)x"));
        QCOMPARE(form.session->choices("town").size(), std::size_t(1));
        form.set("town", "cdf");
        QCOMPARE(form.value("/data/said"), "Cardiff");
        form.set("land", "eng");
        QCOMPARE(form.value("/data/town"), "");
        QCOMPARE(form.value("/data/said"), "");
        QVERIFY(form.session->result().find("cdf") == std::string::npos);
        form.set("land", "wal");
        QCOMPARE(form.value("/data/town"), "cdf");
    }

    void defaultsAndTriggersSetValuesOnce() {
        Filling form(formXml(
            "<a/><b>plain</b><when/><r jr:template=\"\"><x/></r>",
            R"x(<setvalue event="odk-instance-first-load" ref="/data/a" value="concat('to', 'day')"/>)x",
            R"x(<input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/when" value="today()"/></input>)x"
            R"x(<repeat nodeset="/data/r"><setvalue event="odk-new-repeat" ref="/data/r/x" value="position(..)"/><input ref="/data/r/x"/></repeat>)x"));
        QCOMPARE(form.value("/data/a"), "today");
        QCOMPARE(form.value("/data/when"), "");
        form.set("b", "changed");
        QCOMPARE(form.value("/data/when"), "2021-03-27");
        QVERIFY(form.session->addRepeat("r").ok() && form.session->addRepeat("r").ok());
        QCOMPARE(form.value("/data/r[2]/x"), "2");
        form.set("a", "mine");
        QCOMPARE(form.value("/data/a"), "mine");
    }

    void recordsAreFilledInByTheirPreloads() {
        Filling form(formXml(
            "<start/><day/><device/><end/><meta><instanceID/></meta>",
            R"x(<bind nodeset="/data/start" jr:preload="timestamp" jr:preloadParams="start"/><bind nodeset="/data/end" jr:preload="timestamp" jr:preloadParams="end"/>)x"
            R"x(<bind nodeset="/data/day" jr:preload="date" jr:preloadParams="today"/><bind nodeset="/data/device" jr:preload="property" jr:preloadParams="deviceid"/>)x"
            R"x(<bind nodeset="/data/meta/instanceID" jr:preload="uid"/>)x",
            ""));
        QCOMPARE(form.value("/data/start"), "2021-03-27T12:00:00.000+00:00");
        QCOMPARE(form.value("/data/day"), "2021-03-27");
        QCOMPARE(form.value("/data/device"), "tablet");
        QVERIFY(form.value("/data/meta/instanceID").startsWith("uuid:"));
        QCOMPARE(form.value("/data/end"), "");
        QVERIFY(form.session->result().find("<end>2021-03-27T12") != std::string::npos);
    }

    void everyRecordHasAnId() {
        Filling form(formXml("<a/>", "", R"x(<input ref="/data/a"/>)x"));
        QVERIFY(form.session->result().find("instanceID>uuid:") != std::string::npos);
    }

    void wordsSpeakTheLanguageShown() {
        Filling form(formXml(
            "<a>2</a>",
            R"x(<itext><translation lang="English (en)" default="true()"><text id="q"><value>You said <output value="/data/a"/></value></text><text id="only"><value>Only here</value></text></translation>)x"
            R"x(<translation lang="Welsh (cy)"><text id="q"><value>Dywedoch chi <output value="/data/a"/></value></text></translation></itext>)x",
            R"x(<input ref="/data/a"><label ref="jr:itext('q')"/><hint ref="jr:itext('only')"/></input>)x"));
        QCOMPARE(form.session->label("a"), "You said 2");
        QVERIFY(form.session->setLanguage("cy").ok());
        QCOMPARE(form.session->label("a"), "Dywedoch chi 2");
        QCOMPARE(form.session->hint("a"), "Only here");
        QVERIFY(!form.session->setLanguage("Klingon").ok());
        QVERIFY2(form.problems().contains("“Welsh (cy)” lacks 1 text"), qPrintable(form.problems()));
    }

    void wordsThatTheDefaultLanguageLacksAreShownInAnother() {
        Filling form(formXml("<a/>",
                             R"x(<itext><translation lang="default" default="true()"><text id="hint"><value>Think back</value></text></translation>)x"
                             R"x(<translation lang="english"><text id="q"><value>Skip to end</value></text></translation></itext>)x",
                             R"x(<input ref="/data/a"><label ref="jr:itext('q')"/><hint ref="jr:itext('hint')"/></input>)x"));
        QCOMPARE(form.session->label("a"), "Skip to end");
        QCOMPARE(form.session->hint("a"), "Think back");
    }

    void restoringADraftKeepsEveryAnswer() {
        const std::string xml =
            formXml(R"x(<a/><b/><c/><r jr:template=""><x/></r>)x",
                    R"x(<bind nodeset="/data/b" relevant="/data/a = 'x'"/><bind nodeset="/data/c" calculate="once(random())"/>)x",
                    R"x(<input ref="/data/a"/><input ref="/data/b"/><repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>)x");
        Filling form(xml);
        form.set("a", "x");
        form.set("b", "hidden soon");
        form.session->addRepeat("r").value();
        form.set("/data/r/x", "1");
        form.set("a", "y");
        const std::string draft = form.session->draft();
        auto back = xforms::Session::restore(form.read.form, form.world(), draft);
        QVERIFY(back);
        QCOMPARE((*back)->draft(), draft);
        QCOMPARE((*back)->result(), form.session->result());
        QVERIFY((*back)->set("a", "x").ok());
        QVERIFY((*back)->result().find("hidden soon") != std::string::npos);
        QVERIFY(!xforms::Session::restore(form.read.form, form.world(), "<other/>").ok());
        QVERIFY(!xforms::Session::restore(form.read.form, form.world(), "<data").ok());
    }

    void whatXmlCannotHoldDoesNotCostTheDraft() {
        Filling form(formXml("<a/>", R"x(<bind nodeset="/data/@/c/data/a" calculate="1"/>)x", R"x(<input ref="/data/a"/>)x"));
        QVERIFY2(form.problems().contains("“/c/data/a” is no name of an attribute"), qPrintable(form.problems()));
        form.set("a", "pasted\x01 from\x1b elsewhere\tand \xff\xef\xbf\xbe kept");
        (void)form.session->result();
        const auto back = xforms::Session::restore(form.read.form, form.world(), form.session->draft());
        QVERIFY(back.ok());
        QVERIFY((*back)->answers()[0].value.starts_with("pasted from elsewhere\tand"));
        QCOMPARE((*back)->answers()[0].value, form.session->answers()[0].value);
    }

    void mistakesInAFormAreToldWithTheirPlace() {
        Filling form(formXml("<a/>", R"x(<bind nodeset="/data/a" calculate="1 +"/><bind nodeset="/data/nowhere" type="int"/>)x",
                             R"x(<select1 ref="/data/a"/><input ref="/data/gone"/>)x"));
        for (const char* words :
             {"stops too early", "“/data/nowhere”, which the form's data does not have", "offers no choices", "“/data/gone”"})
            QVERIFY2(form.problems().contains(words), qPrintable(form.problems()));
        QVERIFY(!xforms::readForm("<not-a-form/>").ok());
        QVERIFY(!xforms::readForm("not xml").ok());
    }
};

QTEST_APPLESS_MAIN(TestSession)
#include "tst_session.moc"
