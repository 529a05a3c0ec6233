// Numbers, days and times as the console writes them.
#include "sync/service/console/words.h"

#include "sync/service/console/pages.h"

#include <QTest>

using namespace waymark::service;

class tst_console_words : public QObject {
    Q_OBJECT

private slots:
    void numbersAreWrittenTheBritishWay() {
        QCOMPARE(countText(0), std::string("0"));
        QCOMPARE(countText(999), std::string("999"));
        QCOMPARE(countText(1234567), std::string("1,234,567"));
        QCOMPARE(countedText(1, "person", "people"), std::string("1 person"));
        QCOMPARE(countedText(65, "person", "people"), std::string("65 people"));
    }

    void signsAreToldApart_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("words");
        QTest::newRow("up") << 0.42 << "+0.4";
        QTest::newRow("down has a true minus") << -0.42 << "\u22120.4";
        QTest::newRow("nothing has no sign") << 0.0 << "0.0";
        QTest::newRow("nothing after rounding has no sign") << -0.04 << "0.0";
        QTest::newRow("just enough after rounding") << 0.05 << "+0.1";
    }
    void signsAreToldApart() {
        QFETCH(double, value);
        QFETCH(QString, words);
        QCOMPARE(QString::fromStdString(signedText(value, 1)), words);
    }

    void theSentenceSaysWhichWayIsBetter_data() {
        QTest::addColumn<bool>("lower");
        QTest::addColumn<double>("change");
        QTest::addColumn<QString>("words");
        QTest::newRow("more is better, and it rose") << false << 1.2 << "moved up: +1.2 [0.7, 1.7].";
        QTest::newRow("more is better, and it fell") << false << -1.2 << "moved down: \u22121.2 [\u22121.7, \u22120.7].";
        QTest::newRow("less is better, and it fell") << true << 1.2 << "moved down: \u22121.2 [\u22121.7, \u22120.7] (lower is better; a fall counts as improved).";
        QTest::newRow("less is better, and it rose") << true << -1.2 << "moved up: +1.2 [0.7, 1.7] (lower is better; a fall counts as improved).";
        QTest::newRow("down, perhaps") << false << -0.1 << "moved down: \u22120.1 [\u22120.6, 0.4]. That may be no change at all: the interval takes in 0.";
        QTest::newRow("too little to be written") << false << 0.04 << "are where they were, on average: 0.0 [\u22120.5, 0.5].";
        QTest::newRow("too little a fall to be written") << false << -0.04 << "are where they were, on average: 0.0 [\u22120.5, 0.5].";
    }
    void theSentenceSaysWhichWayIsBetter() {
        QFETCH(bool, lower);
        QFETCH(double, change);
        QFETCH(QString, words);
        ScoreDistance score;
        score.better = lower ? waymark::domain::Better::Lower : waymark::domain::Better::Higher;
        score.size = waymark::statistics::SizeClass::Normal;
        score.counts.emplace();
        score.mean = MeanChange{5, lower ? 5 - change : 5 + change, change, change - 0.5, change + 0.5, {}, {}};
        const QString said = QString::fromStdString(distanceSentence(score));
        QVERIFY2(said.endsWith(words), qPrintable(said));
    }

    void countsBelowTenPairsGoTheWayTheScoresWent() {
        ScoreDistance score;
        score.better = waymark::domain::Better::Lower;
        score.size = waymark::statistics::SizeClass::CountsOnly;
        score.counts.emplace();
        score.counts->improved = {4, false};
        score.counts->declined = {1, false};
        const QString said = QString::fromStdString(distanceSentence(score));
        QVERIFY2(said.contains("1 went up") && said.contains("4 went down (lower is better; a fall counts as improved)"), qPrintable(said));
    }

    void daysAndTimesAreLocal() {
        QCOMPARE(dateText("2026-05-13"), std::string("13 May 2026"));
        QCOMPARE(monthText("2026-05"), std::string("May 2026"));
        QCOMPARE(shortMonthText("2026-09"), std::string("Sep"));
        QCOMPARE(timeText(1'778'632'320'000, "Europe/London"), std::string("13 May 2026, 01:32"));
        QCOMPARE(dateText("some day"), std::string("some day"));
    }

    void howLongAgoIsToldInTheLargestUnitThatFits_data() {
        QTest::addColumn<qint64>("gone");
        QTest::addColumn<QString>("words");
        QTest::newRow("now") << qint64(59'000) << "just now";
        QTest::newRow("a minute") << qint64(60'000) << "1 minute ago";
        QTest::newRow("hours") << qint64(3 * 3'600'000) << "3 hours ago";
        QTest::newRow("days") << qint64(49) * 3'600'000 << "2 days ago";
        QTest::newRow("a clock that ran ahead") << qint64(-5'000) << "just now";
    }
    void howLongAgoIsToldInTheLargestUnitThatFits() {
        QFETCH(qint64, gone);
        QFETCH(QString, words);
        QCOMPARE(QString::fromStdString(agoText(1'000'000'000, 1'000'000'000 + gone)), words);
    }

    void aClockIsRightAheadOrBehind() {
        QCOMPARE(skewText(20'000), std::string("right"));
        QCOMPARE(skewText(4 * 60'000), std::string("4 minutes ahead"));
        QCOMPARE(skewText(-2LL * 86'400'000), std::string("2 days behind"));
    }
};

QTEST_GUILESS_MAIN(tst_console_words)
#include "tst_console_words.moc"
