// The hands of the end-to-end walk do what a person's do, and say so when they cannot.
#include "tests/end_to_end/hands/orders.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTest>

using waymark::tests::Orders;

class TestHands : public QObject {
    Q_OBJECT

    static constexpr const char* kScene = R"(
import QtQuick
import QtQuick.Templates as T
Window {
    width: 400; height: 300; visible: true
    property string said: "nothing yet"
    id: root
    T.TextField { x: 10; y: 10; width: 200; height: 40; Accessible.name: "Code"; Accessible.role: Accessible.EditableText
                  onTextChanged: root.said = "typed " + text }
    Text { x: 10; y: 60; text: root.said }
    T.Button { x: 10; y: 90; width: 90; height: 40; enabled: false; Accessible.name: "Off" }
    T.Button { x: 110; y: 90; width: 90; height: 40; visible: false; Accessible.name: "Hidden" }
    T.Button { y: 90; width: 90; height: 40; Accessible.name: "Moving"; onClicked: root.said = "caught it"
               NumberAnimation on x { from: -300; to: 210; duration: 150 } }
    T.Button { x: 10; y: 255; width: 90; height: 40; Accessible.name: "Under"; onClicked: root.said = "reached under" }
    MouseArea { x: 10; y: 255; width: 90; height: 40 }
    ListView { x: 10; y: 150; width: 300; height: 100; clip: true; cacheBuffer: 4000; model: 30
               delegate: T.Button { required property int index; width: 300; height: 48
                                    objectName: "row_" + index; Accessible.name: "Row " + index; onClicked: root.said = "row " + index } }
})";

    QJsonObject order(const QJsonObject& what) {
        m_answer.reset();
        m_orders->take(QJsonDocument(what).toJson(QJsonDocument::Compact));
        return QTest::qWaitFor([this] { return m_answer.has_value(); }, 15'000) ? *m_answer : QJsonObject();
    }
    bool ok(const QJsonObject& what) { return order(what).value("ok").toBool(); }
    bool click(const char* name, const char* role = "") { return ok({{"do", "click"}, {"name", name}, {"role", role}}); }
    bool type(const char* name, const char* text) { return ok({{"do", "type"}, {"name", name}, {"text", text}}); }
    bool see(const char* words) { return ok({{"do", "see"}, {"words", words}}); }

    QQmlEngine m_engine;
    std::unique_ptr<QQuickWindow> m_window;
    std::unique_ptr<Orders> m_orders;
    std::optional<QJsonObject> m_answer;

private slots:
    void init() {
        QQmlComponent component(&m_engine);
        component.setData(kScene, QUrl());
        m_window.reset(qobject_cast<QQuickWindow*>(component.create()));
        QVERIFY2(m_window, qPrintable(component.errorString()));
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_orders = std::make_unique<Orders>(*m_window, [this](const QJsonObject& answer) { m_answer = answer; });
    }
    void cleanup() {
        m_orders.reset();
        m_window.reset();
    }

    void typingReplacesWhatIsInTheNamedField() {
        QVERIFY(type("Code", "old"));
        QVERIFY(type("Code", "Żółw 7"));
        QVERIFY(see("typed Żółw 7"));
    }
    void whatMovesIsClickedWhenItHasComeToRest() {
        QVERIFY(click("Moving", "button"));
        QVERIFY(see("caught it"));
    }
    void whatLiesBelowIsScrolledTo() {
        QVERIFY(click("Row 25"));
        QVERIFY(see("row 25"));
    }
    void aControlIsFoundByItsObjectName() {
        QVERIFY(ok({{"do", "click"}, {"control", "row_1"}}));
        QVERIFY(see("row 1"));
        QCOMPARE(order({{"do", "controls"}, {"prefix", "row_2"}}).value("controls").toArray().size(), 11);
    }
    void whatCannotBeDoneIsSaid_data() {
        QTest::addColumn<QJsonObject>("what");
        QTest::newRow("it is switched off") << QJsonObject{{"do", "click"}, {"name", "Off"}, {"within", 100}};
        QTest::newRow("it is hidden") << QJsonObject{{"do", "click"}, {"name", "Hidden"}, {"within", 100}};
        QTest::newRow("something lies over it") << QJsonObject{{"do", "click"}, {"name", "Under"}, {"within", 100}};
        QTest::newRow("it is not there") << QJsonObject{{"do", "click"}, {"name", "Nobody"}, {"within", 100}};
        QTest::newRow("it is of another role") << QJsonObject{{"do", "click"}, {"name", "Code"}, {"role", "button"}, {"within", 100}};
        QTest::newRow("the words are not seen") << QJsonObject{{"do", "see"}, {"words", "Row 99"}, {"within", 100}};
        QTest::newRow("the words do not go") << QJsonObject{{"do", "miss"}, {"words", "nothing yet"}, {"within", 100}};
        QTest::newRow("there is no such order") << QJsonObject{{"do", "jump"}};
    }
    void whatCannotBeDoneIsSaid() {
        QFETCH(QJsonObject, what);
        QVERIFY(!ok(what));
        QVERIFY(m_answer);
        QVERIFY(!m_answer->value("why").toString().isEmpty());
    }
    void aFailureTellsWhatWasSeenInstead() {
        const QJsonArray seen = order({{"do", "see"}, {"words", "Row 99"}, {"within", 50}}).value("seen").toArray();
        QVERIFY(seen.contains("nothing yet"));
        QVERIFY(!seen.contains("Hidden"));
    }
    void aShotIsAPictureOfTheWindow() {
        QTemporaryDir dir;
        const QString file = dir.filePath("a.png");
        QVERIFY(ok({{"do", "shot"}, {"file", file}}));
        QCOMPARE(QImage(file).size(), m_window->size());
    }
};

QTEST_MAIN(TestHands)
#include "tst_hands.moc"
