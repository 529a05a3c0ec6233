// What stands on which page, and how each question is shown.
#include "tests/shared/questionnaire/xforms/forms.h"

#include "shared/questionnaire/xforms/pages.h"
#include "shared/questionnaire/xforms/presentation.h"

#include <QTest>

using namespace waymark;
using namespace waymark::tests;
using xforms::EntryKind;

namespace {

/// "a | b c | +person": pages by bars; # is a heading, @ an occurrence, + the end of a repeat.
QString laidOut(const Filling& filling) {
    QStringList pages;
    for (const auto& page : xforms::pagesOf(filling.read.form, *filling.session)) {
        QStringList entries;
        for (const auto& entry : page.entries) {
            const auto name = QString::fromStdString(entry.ref).mid(6);
            entries.append(entry.kind == EntryKind::Heading      ? "#" + name
                           : entry.kind == EntryKind::Occurrence ? "@" + name
                           : entry.kind == EntryKind::Add        ? "+" + name
                                                                 : name);
        }
        pages.append(entries.join(' '));
    }
    return pages.join(" | ");
}

const std::string kPerson = R"(<person jr:template=""><age/><school/></person>)";
const std::string kPersonBinds = R"(<bind nodeset="/data/person/age" type="int"/><bind nodeset="/data/person/school" relevant="../age &lt; 19"/>)";

std::string personBody(const std::string& repeatAttributes) {
    return R"(<group ref="/data/person"><label>Person</label><repeat nodeset="/data/person" )" + repeatAttributes +
           R"(><input ref="/data/person/age"><label>Age</label></input><input ref="/data/person/school"><label>School</label></input></repeat></group>)";
}

}  // namespace

class tst_pages : public QObject {
    Q_OBJECT
private slots:
    void oneQuestionIsOnePageAndOnlyWhatIsRelevantIsAsked() {
        Filling form(formXml("<a/><b/><c/>", R"(<bind nodeset="/data/b" relevant="/data/a = 'yes'"/>)",
                             R"(<input ref="/data/a"/><input ref="/data/b"/><input ref="/data/c"/>)"));
        QCOMPARE(laidOut(form), "a | c");
        QVERIFY(form.set("a", "yes"));
        QCOMPARE(laidOut(form), "a | b | c");
    }

    void aGroupOnOnePageHoldsAllOfIt() {
        Filling form(formXml("<a/><g><b/><in><c/></in></g><d/>", "",
                             R"(<input ref="/data/a"/><group ref="/data/g" appearance="field-list"><input ref="/data/g/b"/>
                                <group ref="/data/g/in"><input ref="/data/g/in/c"/></group></group><input ref="/data/d"/>)"));
        QCOMPARE(laidOut(form), "a | #g g/b #g/in g/in/c | d");
    }

    void twoGroupsOnOnePageEachAreTwoPages() {
        Filling form(formXml("<g><a/></g><h><b/></h>", "",
                             R"(<group ref="/data/g" appearance="field-list"><input ref="/data/g/a"/></group>
                                <group ref="/data/h" appearance="field-list"><input ref="/data/h/b"/></group>)"));
        QCOMPARE(laidOut(form), "#g g/a | #h h/b");
    }

    void aGroupThatIsNotRelevantOrHasNothingToAskIsNoPage() {
        Filling form(formXml("<a/><g><b/></g>", R"(<bind nodeset="/data/g" relevant="/data/a = '1'"/><bind nodeset="/data/g/b" relevant="/data/a = '2'"/>)",
                             R"(<input ref="/data/a"/><group ref="/data/g" appearance="field-list"><input ref="/data/g/b"/></group>)"));
        QCOMPARE(laidOut(form), "a");
        QVERIFY(form.set("a", "1"));
        QCOMPARE(laidOut(form), "a");
    }

    void aRepeatEndsWithAPlaceToAddAnother() {
        Filling form(formXml(kPerson, kPersonBinds, personBody("")));
        QCOMPARE(laidOut(form), "+person");
        QVERIFY(form.session->addRepeat("/data/person"));
        QVERIFY(form.session->addRepeat("/data/person"));
        QVERIFY(form.set("/data/person[1]/age", "7"));
        QVERIFY(form.set("/data/person[2]/age", "40"));
        QCOMPARE(laidOut(form), "person[1]/age | person[1]/school | person[2]/age | +person");
        const auto pages = xforms::pagesOf(form.read.form, *form.session);
        QCOMPARE(pages[2].around.size(), std::size_t(1));
        QCOMPARE(pages[2].around[0].number, std::size_t(2));
        QVERIFY(pages[2].around[0].byHand);
        QCOMPARE(QString::fromStdString(form.session->labelOf(*pages[2].around[0].control, pages[2].around[0].ref)), "Person");
    }

    void aRepeatOnOnePageIsAPageForEachOccurrence() {
        Filling form(formXml(kPerson, kPersonBinds, personBody("appearance=\"field-list\"")));
        QVERIFY(form.session->addRepeat("/data/person"));
        QVERIFY(form.session->addRepeat("/data/person"));
        QVERIFY(form.set("/data/person[2]/age", "7"));
        QCOMPARE(laidOut(form), "@person[1] person[1]/age | @person[2] person[2]/age person[2]/school | +person");
    }

    void aRepeatInsideAPageStaysOnIt() {
        Filling form(formXml("<g>" + kPerson + "</g>", "",
                             R"(<group ref="/data/g" appearance="field-list"><group ref="/data/g/person"><repeat nodeset="/data/g/person">
                                <input ref="/data/g/person/age"/></repeat></group></group>)"));
        QVERIFY(form.session->addRepeat("/data/g/person"));
        QCOMPARE(laidOut(form), "#g @g/person[1] g/person[1]/age +g/person");
    }

    void whatIsCountedCannotBeAddedTo() {
        Filling form(formXml("<n/>" + kPerson, "<bind nodeset=\"/data/n\" type=\"int\"/>" + kPersonBinds,
                             R"(<input ref="/data/n"/>)" + personBody("jr:count=\"/data/n\"")));
        QVERIFY(form.set("n", "2"));
        QCOMPARE(laidOut(form), "n | person[1]/age | person[2]/age");
        QVERIFY(!xforms::pagesOf(form.read.form, *form.session)[1].around[0].byHand);
    }

    void everyQuestionHasItsKind_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("control");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char* what, const char* type, const char* control, const char* kind) { QTest::newRow(what) << type << control << kind; };
        row("words", "string", "input", "text plain");
        row("several lines", "string", "input appearance=\"multiline\"", "text long");
        row("not to be read while it is typed", "string", "input appearance=\"masked multiline\"", "text masked");
        row("digits that are no number", "string", "input appearance=\"numbers\"", "number plain");
        row("a whole number", "int", "input", "number plain");
        row("a day", "date", "input", "date plain");
        row("a month", "date", "input appearance=\"no-calendar month-year\"", "date month");
        row("a year", "date", "input appearance=\"year\"", "date year");
        row("a time", "time", "input", "time plain");
        row("a day and a time", "dateTime", "input", "date_time plain");
        row("a bar code", "barcode", "input", "barcode plain");
        row("a place", "geopoint", "input", "place plain");
        row("a line", "geotrace", "input", "trace plain");
        row("the outline of an area", "geoshape", "input", "outline plain");
        row("a photo", "binary", "upload mediatype=\"image/*\"", "picture plain");
        row("a signature", "binary", "upload mediatype=\"image/*\" appearance=\"signature\"", "signature plain");
        row("a sound", "binary", "upload mediatype=\"audio/*\"", "audio plain");
        row("a file", "binary", "upload mediatype=\"application/*\"", "file plain");
        row("something to say OK to", "string", "trigger", "acknowledge plain");
        row("a range", "int", "range start=\"1\" end=\"5\" step=\"1\"", "range plain");
        row("a rating", "int", "range start=\"1\" end=\"5\" step=\"1\" appearance=\"rating\"", "range rating");
        row("one of several", "string", "select1", "choice plain");
        row("one that opens", "string", "select1 appearance=\"minimal\"", "choice minimal");
        row("a scale", "string", "select1 appearance=\"likert\"", "choice likert");
        row("side by side", "string", "select appearance=\"columns-3 no-buttons\"", "choices columns");
        row("any of several", "string", "select", "choices plain");
    }

    void everyQuestionHasItsKind() {
        QFETCH(QString, type);
        QFETCH(QString, control);
        QFETCH(QString, kind);
        const bool selects = control.startsWith("select");
        const auto element = control.section(' ', 0, 0).toStdString();
        Filling form(formXml("<a/>", "<bind nodeset=\"/data/a\" type=\"" + type.toStdString() + "\"/>",
                             "<" + control.toStdString() + " ref=\"/data/a\">" + (selects ? "<item><label>A</label><value>a</value></item>" : "") + "</" + element + ">"));
        const auto shown = xforms::presentationOf(*form.read.form.body.at(0));
        QCOMPARE(QString::fromStdString(std::string(xforms::name(shown.kind)) + " " + std::string(xforms::name(shown.style))), kind);
    }

    void aQuestionNobodyCanAnswerTellsSomething() {
        Filling form(formXml("<a/>", "<bind nodeset=\"/data/a\" readonly=\"true()\"/>", "<input ref=\"/data/a\"/>"));
        QVERIFY(xforms::presentationOf(*form.read.form.body.at(0)).kind == xforms::Kind::Note);
    }

    void aChoiceBringsItsPicture() {
        Filling drawn(R"x(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"><h:head>
            <model><itext><translation lang="en"><text id="cat"><value>Cat</value><value form="image">jr://images/cat.png</value></text></translation></itext>
            <instance><data id="f"><a/></data></instance><instance id="list"><root><item><name>cat</name><itextId>cat</itextId></item></root></instance></model></h:head>
            <h:body><select1 ref="/data/a"><itemset nodeset="instance('list')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1></h:body></h:html>)x");
        QCOMPARE(QString::fromStdString(drawn.session->choices("a").at(0).label), "Cat");
        QCOMPARE(QString::fromStdString(drawn.session->choices("a").at(0).picture), "jr://images/cat.png");
    }

    void aChoiceWithoutWordsIsKnownByItsValue() {
        Filling form(formXml("<a/><b/>", "<instance id=\"l\"><root><item><name>oak</name></item></root></instance>",
                             R"(<select1 ref="/data/a"><itemset nodeset="instance('l')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>)"
                             R"(<select1 ref="/data/b"><item><label/><value>ash</value></item></select1>)"));
        QCOMPARE(QString::fromStdString(form.session->choices("a").at(0).label), "oak");
        QCOMPARE(QString::fromStdString(form.session->choices("b").at(0).label), "ash");
    }

    void whatIsRequiredChangesWithTheAnswers() {
        Filling form(formXml("<a/><b/>", R"(<bind nodeset="/data/b" required="/data/a = 'yes'"/>)", R"(<input ref="/data/a"/><input ref="/data/b"/>)"));
        QVERIFY(!form.session->isRequired("b"));
        QVERIFY(form.set("a", "yes"));
        QVERIFY(form.session->isRequired("b"));
    }
};

QTEST_APPLESS_MAIN(tst_pages)
#include "tst_pages.moc"
