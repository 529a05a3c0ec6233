// Pictures: what they draw, what they hide, and that they mirror.
#include "sync/service/console/chart.h"
#include "sync/service/console/qr_code.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace waymark::service;

namespace {

bool has(const std::string& html, const std::string& words) { return html.find(words) != std::string::npos; }

/// Whether the markup is well formed, as a browser's strictest parser reads it.
bool isSound(const std::string& svg) {
    QXmlStreamReader reader(QString::fromStdString(svg));
    while (!reader.atEnd())
        reader.readNext();
    return !reader.hasError();
}

}  // namespace

class tst_chart : public QObject {
    Q_OBJECT

private slots:
    void everyPictureIsSoundAndHasAName() {
        const ChartFrame frame{"Attendances <\"&> by month", false};
        const std::vector<std::string> pictures = {
            columnsChart(frame, {{"May", "2026", 12, "12", false}, {"Jun", "", 3, "hidden", true}}),
            barsChart(frame, {{"A & B", "", 12, "12", false}}),
            sharesChart(frame, {{"How was today?", "", {{"Good", 0.6, "s1", "A"}, {"Poor", 0.4, "s5", "B"}}}, {"Nobody", "Too few", {}}}),
            changesChart(frame, {{"All", "30 pairs", 0.4, 0.2, 0.6, false, {}}, {"Links", "", 0, 0, 0, false, "too few"}}),
            journeysChart(frame, {{"All", 3.1, 3.5, "3.1", "3.5", {}}}, 1, 5)};
        for (const auto& picture : pictures) {
            QVERIFY2(isSound(picture), picture.c_str());
            QVERIFY(has(picture, "role=\"img\" aria-label=\"Attendances &lt;&quot;&amp;&gt; by month\""));
            QVERIFY(!has(picture, "style="));
        }
    }

    void withNothingToDrawThereIsNoPicture() {
        QVERIFY(columnsChart({"", false}, {}).empty());
        QVERIFY(barsChart({"", false}, {}).empty());
        QVERIFY(sharesChart({"", false}, {}).empty());
        QVERIFY(changesChart({"", false}, {}).empty());
        QVERIFY(journeysChart({"", false}, {}, 1, 5).empty());
    }

    void aHiddenNumberIsDrawnTheSameWhateverItIs() {
        const auto two = barsChart({"", false}, {{"Hall", "", 2, "hidden", true}});
        const auto four = barsChart({"", false}, {{"Hall", "", 4, "hidden", true}});
        QCOMPARE(two, four);
    }

    void aBarIsAsLongAsItsShareOfTheLargest() {
        const auto chart = barsChart({"", false}, {{"A", "", 100, "100", false}, {"B", "", 25, "25", false}});
        QVERIFY(has(chart, "width=\"82.00%\" height=\"14.00\" class=\"column\""));
        QVERIFY(has(chart, "width=\"20.50%\" height=\"14.00\" class=\"column\""));
    }

    void aMirroredPictureStartsAtTheOtherSide() {
        const auto plain = barsChart({"", false}, {{"A", "", 1, "1", false}});
        const auto mirrored = barsChart({"", true}, {{"A", "", 1, "1", false}});
        QVERIFY(has(plain, "<rect x=\"0.00%\""));
        QVERIFY(has(mirrored, "<rect x=\"18.00%\""));
    }

    void noChangeStandsInTheMiddleAndChangesOnBothSides() {
        const auto chart = changesChart({"", false}, {{"All", "", 0.5, 0.1, 1.0, false, {}}});
        QVERIFY(has(chart, "x1=\"50.00%\""));
        QVERIFY(has(chart, "<svg overflow=\"visible\" x=\"72.00%\""));
    }

    void aQrCodeIsSquareWithItsQuietZone() {
        const auto svg = qrCodeSvg("waymark://enrol?u=https%3A%2F%2Fexample.org&c=4F7K2-9QXMT&k=&s=", "QR code");
        QVERIFY(isSound(svg));
        QVERIFY(has(svg, "M4 4h1v1h-1z"));
        QVERIFY(!has(svg, "M3 "));
    }

    void aTextTooLongForAQrCodeGivesNone() { QVERIFY(qrCodeSvg(std::string(4000, 'x'), "").empty()); }

    void eachShareHasItsSignWhereThereIsRoom() {
        const auto chart = sharesChart({"", false}, {{"", "", {{"Yes", 0.9, "s1", "A"}, {"Partly", 0.07, "s3", "B"}, {"No", 0.03, "s5", "C"}}}});
        QVERIFY(has(chart, ">A</text>") && has(chart, ">90%</text>"));
        QVERIFY(has(chart, ">B</text>") && !has(chart, ">7%</text>"));
        QVERIFY(!has(chart, ">C</text>"));
    }

    void everyOtherTickMayBeLeftOutOnAPhoneButNeverTheOneInTheMiddle() {
        const auto chart = changesChart({"", false}, {{"All", "", 0.5, 0.1, 0.8, false, {}}});
        QVERIFY(has(chart, "class=\"tick odd\">+0.2</text>"));
        QVERIFY(has(chart, "class=\"tick\">+0.4</text>"));
        QVERIFY(has(chart, "class=\"tick\">0.0</text>"));
    }

    void changesWithoutAnyMeanHaveNoPictureAndNoScale() {
        QVERIFY(changesChart({"", false}, {{"Links", "", 0, 0, 0, false, "too few"}}).empty());
    }
};

QTEST_GUILESS_MAIN(tst_chart)
#include "tst_chart.moc"
