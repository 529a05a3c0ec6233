// The evaluator against tables of expressions. A table is a text file: "== heading" starts a section, "document:" and "context:" lines set
// what its expressions are evaluated over, and every other line is "expression => expected". Expected is a number, a text in quotation
// marks, true, false, "nodes: a | b" with the nodes' texts, "like: pattern", or "error: part of the words".
#include "shared/base/pattern.h"
#include "shared/questionnaire/xpath/evaluator.h"
#include "shared/questionnaire/xpath/literals.h"
#include "shared/questionnaire/xpath/parser.h"
#include "tests/support/seeded_random.h"

#include <libxml/parser.h>

#include <QFile>
#include <QTest>

#include <cmath>
#include <memory>

using namespace waymark;

namespace {

constexpr base::Millis kSaturdayNoon = 1'616'846'400'000;  // 2021-03-27T12:00:00Z, the day before the clocks change in London

using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

Document documentOf(const std::string& xml) {
    return {xml.empty() ? nullptr
                        : xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NONET | XML_PARSE_NOCDATA),
            &xmlFreeDoc};
}

struct Case {
    std::string heading, document, context, zone, expression, expected;
    int line = 0;
};

std::vector<Case> casesOf(const QString& name) {
    QFile file(QFINDTESTDATA(name));
    std::vector<Case> cases;
    if (!file.open(QIODevice::ReadOnly)) return cases;
    Case now;
    while (!file.atEnd()) {
        const std::string text = QString::fromUtf8(file.readLine()).trimmed().toStdString();
        ++now.line;
        const auto after = [&text](std::string_view word) { return text.substr(word.size()); };
        if (text.starts_with("== ")) {
            now.heading = after("== ");
            now.document = now.context = {};
            now.zone = "UTC";
        } else if (text.starts_with("document: ")) {
            now.document += after("document: ");
        } else if (text.starts_with("context: ")) {
            now.context = after("context: ");
        } else if (text.starts_with("zone: ")) {
            now.zone = after("zone: ");
        } else if (const std::size_t arrow = text.rfind(" => "); arrow != std::string::npos) {
            now.expression = text.substr(0, arrow);
            now.expected = text.substr(arrow + 4);
            cases.push_back(now);
        }
    }
    return cases;
}

std::string shown(const base::Result<xpath::Value>& result, const xpath::Environment& environment) {
    if (!result) return "error: " + result.error().detail;
    if (const bool* boolean = std::get_if<bool>(&*result)) return *boolean ? "true" : "false";
    if (const double* number = std::get_if<double>(&*result)) return xpath::toText(*number);
    if (const auto* text = std::get_if<std::string>(&*result)) return "\"" + *text + "\"";
    std::string nodes = "nodes:";
    for (const xpath::Node& node : std::get<xpath::NodeSet>(*result).nodes)
        nodes += (nodes.back() == ':' ? " " : " | ") + xpath::textOf(node, environment);
    return nodes;
}

bool fits(const std::string& got, const std::string& expected) {
    if (expected.starts_with("error: ")) return got.starts_with("error: ") && got.find(expected.substr(7)) != std::string::npos;
    if (expected.starts_with("like: ")) return base::Pattern::compile(expected.substr(6))->findsIn(got);
    return QString::fromStdString(got).trimmed() == QString::fromStdString(expected).trimmed();
}

}  // namespace

class TestXPath : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { xmlInitParser(); }

    void expressionsGiveWhatTheTablesSay_data() {
        QTest::addColumn<QString>("document");
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("expected");
        for (const QString table : {"core.cases", "nodes.cases", "functions.cases", "dates.cases"}) {
            const auto cases = casesOf(table);
            QVERIFY2(cases.size() > 20, qPrintable(table + " cannot be read"));
            for (const Case& one : cases)
                QTest::addRow("%s:%d %s: %s", qPrintable(table), one.line, one.heading.c_str(), one.expression.c_str())
                    << QString::fromStdString(one.document) << QString::fromStdString(one.context) << QString::fromStdString(one.zone)
                    << QString::fromStdString(one.expression) << QString::fromStdString(one.expected);
        }
    }

    void expressionsGiveWhatTheTablesSay() {
        QFETCH(QString, document);
        QFETCH(QString, context);
        QFETCH(QString, zone);
        QFETCH(QString, expression);
        QFETCH(QString, expected);
        const Document xml = documentOf(document.toStdString());
        QVERIFY(document.isEmpty() || xml);
        tests::SeededRandom random;
        const xpath::PlainEnvironment environment(xml.get(), kSaturdayNoon, zone.toStdString(), random);
        xpath::Node at = environment.root();
        if (!context.isEmpty()) {
            const auto path = xpath::parse(context.toStdString());
            QVERIFY2(path, path ? "" : path.error().detail.c_str());
            auto nodes = xpath::evaluate(*path, at, environment);
            QVERIFY(nodes && !std::get<xpath::NodeSet>(*nodes).nodes.empty());
            at = std::get<xpath::NodeSet>(*nodes).nodes.front();
        }
        const auto parsed = xpath::parse(expression.toStdString());
        const std::string got = parsed ? shown(xpath::evaluate(*parsed, at, environment), environment) : "error: " + parsed.error().detail;
        QVERIFY2(fits(got, expected.toStdString()), qPrintable("got " + QString::fromStdString(got) + ", expected " + expected));
    }

    void evaluatingTwiceGivesTheSame() {
        const Document xml = documentOf("<d><n>1</n><n>2</n></d>");
        tests::SeededRandom random;
        const xpath::PlainEnvironment environment(xml.get(), 0, "UTC", random);
        const auto parsed = xpath::parse("sum(/d/n[. > 1]) + count(//n)");
        QVERIFY(parsed);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(std::get<double>(*xpath::evaluate(*parsed, environment.root(), environment)), 4.0);
    }

    void aWrongCallIsAMistakeWhereverItStands() {
        for (const char* source : {"false() and nothing(1)", "true() or substring()", "if(true(), 'A', nothing())", "1 + nothing()", "true() and not()"})
            QVERIFY2(!xpath::parse(source), source);
    }

    void aWrongCallThatIsNeverReachedDoesNoHarmToWhoeverAsksOnce_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("expected");
        QTest::newRow("no such function after a true") << "true() or nothing(1)" << "true";
        QTest::newRow("too few values after a false") << "1 = 2 and substring()" << "false";
        QTest::newRow("in the other branch") << "if(2 > 1, 'yes', nothing())" << "\"yes\"";
        QTest::newRow("within a wrong call") << "0 and nothing(nothing(1, 2), /d/n)" << "false";
        QTest::newRow("reached: no such function") << "false() or nothing(1)" << "error: there is no function nothing()";
        QTest::newRow("reached: too few values") << "concat('a', substring('b'))" << "error: takes 2 or 3 values";
    }
    void aWrongCallThatIsNeverReachedDoesNoHarmToWhoeverAsksOnce() {
        QFETCH(QString, expression);
        QFETCH(QString, expected);
        const Document xml = documentOf("<d><n>1</n></d>");
        tests::SeededRandom random;
        const xpath::PlainEnvironment environment(xml.get(), 0, "UTC", random);
        const auto parsed = xpath::parseLazily(expression.toStdString());
        QVERIFY(parsed);
        const std::string got = shown(xpath::evaluate(*parsed, environment.root(), environment), environment);
        QVERIFY2(fits(got, expected.toStdString()), got.c_str());
    }

    void mistakesThatStandInAnExpressionAreFoundBeforeAnybodyAnswers() {
        for (const auto& [source, words] : {std::pair{"regex(/d/a, '[a-')", "regex()"}, {"1 + number(digest(/d/a, 'SHA-3'))", "digest()"}, {"digest(/d/a, 'MD5', 'base32')", "base64"},
                                            {"/d/r[sum(5) > 1]", "sum()"}, {"count('a')", "count()"}}) {
            const auto expression = xpath::parse(source);
            QVERIFY2(expression, source);
            const auto wrong = xpath::wrongLiteral(*expression);
            QVERIFY2(wrong && wrong->find(words) != std::string::npos, source);
        }
        for (const char* source : {"regex(/d/a, '[a-z]+')", "regex(/d/a, /d/b)", "digest(/d/a, 'MD5', 'hex')", "sum(/d/a | /d/b)", "sum(current()/../a)", "count(instance('x')/root/item)"}) {
            const auto expression = xpath::parse(source);
            QVERIFY2(expression && !xpath::wrongLiteral(*expression), source);
        }
    }

    void withoutADocumentThereIsNothingToLookAt() {
        tests::SeededRandom random;
        const xpath::PlainEnvironment environment(nullptr, 0, "UTC", random);
        for (const auto& [source, text] : {std::pair{"number()", "NaN"}, {"string()", ""}, {"string-length()", "0"}, {"once(3)", "3"},
                                           {"position(..)", "NaN"}, {"count(//x)", "0"}, {"concat(., name(), ../x)", ""}}) {
            const auto expression = xpath::parse(source);
            QVERIFY(expression);
            const auto value = xpath::evaluate(*expression, {}, environment);
            QVERIFY2(value, source);
            QCOMPARE(QString::fromStdString(xpath::toText(*value, environment)), QString(text));
        }
    }

    void absolutePathInsideARepeatMeansThisOccurrence() {
        struct WithRepeats : xpath::PlainEnvironment {
            using PlainEnvironment::PlainEnvironment;
            bool isRepeat(const xpath::Node& node) const override { return xpath::localName(node) == "r" || xpath::localName(node) == "s"; }
        };
        const Document xml = documentOf("<d><r><x>1</x><s><y>a</y></s></r><r><x>2</x><s><y>b</y></s><s><y>c</y></s></r><t>9</t></d>");
        tests::SeededRandom random;
        const WithRepeats environment(xml.get(), 0, "UTC", random);
        const auto at = [&](const char* path, const char* expression) {
            const auto where =
                std::get<xpath::NodeSet>(*xpath::evaluate(*xpath::parse(path), environment.root(), environment)).nodes.front();
            return shown(xpath::evaluate(*xpath::parse(expression), where, environment), environment);
        };
        QCOMPARE(at("/d/r[2]/x", "string(/d/r/x)"), "\"2\"");
        QCOMPARE(at("/d/r[2]/s[2]/y", "string(/d/r/s/y)"), "\"c\"");
        QCOMPARE(at("/d/r[2]/s[2]/y", "count(/d/r/s)"), "2");
        QCOMPARE(at("/d/r[2]/x", "count(/d/r)"), "2");
        QCOMPARE(at("/d/r[2]/x", "string(/d/r[1]/x)"), "\"1\"");
        QCOMPARE(at("/d/t", "count(/d/r/x)"), "2");
        QCOMPARE(at("/d/r[2]/x", "position(..)"), "2");
        QCOMPARE(at("/d/r[2]/x", "string(indexed-repeat(/d/r/x, /d/r, 1))"), "\"1\"");
        QCOMPARE(at("/d/r[2]/x", "string(indexed-repeat(/d/r/x, /d/r, position(..) - 1))"), "\"1\"");
        QCOMPARE(at("/d/r[1]/x", "string(indexed-repeat(/d/r/s/y, /d/r, 2, /d/r/s, 2))"), "\"c\"");
        QCOMPARE(at("/d/r[2]/x", "string(indexed-repeat(/d/r/s/y, /d/r/s, 2))"), "\"c\"");
        QCOMPARE(at("/d/r[1]/x", "string(indexed-repeat(/d/r/x, /d/r, 5))"), "\"\"");
    }

    void hostileExpressionsStopWithWords_data() {
        QTest::addColumn<QByteArray>("expression");
        QTest::newRow("brackets without end") << QByteArray(5000, '(');
        QTest::newRow("minus without end") << QByteArray(5000, '-') + "1";
        QTest::newRow("a chain without end") << QByteArray("1") + QByteArray("+1").repeated(30000);
        QTest::newRow("conditions within conditions") << QByteArray("a[").repeated(500) + "1" + QByteArray("]").repeated(500);
        QTest::newRow("every node for every node for every node") << QByteArray("//*[//*[//*[//*[//*[//*[//*]]]]]]");
        QTest::newRow("longer than anybody writes") << QByteArray(100'000, '1');
        QTest::newRow("a pattern that runs for ever")
            << QByteArray("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a+)+$') or error");
    }

    void hostileExpressionsStopWithWords() {
        QFETCH(QByteArray, expression);
        std::string text = "<d>";
        for (int i = 0; i < 300; ++i)
            text += "<n/>";
        const Document xml = documentOf(text + "</d>");
        tests::SeededRandom random;
        const xpath::PlainEnvironment environment(xml.get(), 0, "UTC", random);
        const auto parsed = xpath::parse(std::string_view(expression.data(), static_cast<std::size_t>(expression.size())));
        if (!parsed) {
            QVERIFY(!parsed.error().detail.empty());
            return;
        }
        const auto result = xpath::evaluate(*parsed, environment.root(), environment);
        QVERIFY(!result || !xpath::toBoolean(*result));
    }
};

QTEST_APPLESS_MAIN(TestXPath)
#include "tst_xpath.moc"
