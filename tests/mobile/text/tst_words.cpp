// The words that people read: dates, ages, postcodes, and an answer for every error.
#include "mobile/text/words.h"
#include "shared/domain/dictionary.h"

#include <QSet>
#include <QTest>

using namespace waymark;
using namespace waymark::mobile;
using base::Json;

class tst_words : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void datesReadAsPeopleWriteThem() {
        QCOMPARE(longDate({2026, 11, 21}), "21 November 2026");
        QCOMPARE(dayAndDate({2026, 11, 21}), "Saturday 21 November");
    }

    void aMomentSaysItsDayOnlyIfItIsNotToday() {
        const auto now = base::instantOf({2026, 11, 21}, "18:00", "Europe/London");
        QCOMPARE(moment(base::instantOf({2026, 11, 21}, "10:12", "Europe/London"), now, "Europe/London"), "10:12");
        QCOMPARE(moment(base::instantOf({2026, 11, 20}, "10:12", "Europe/London"), now, "Europe/London"), "10:12 yesterday");
        QCOMPARE(moment(base::instantOf({2026, 11, 19}, "10:12", "Europe/London"), now, "Europe/London"), "10:12 on 19 November");
    }

    void agesAreAsExactAsTheDateOfBirth_data() {
        QTest::addColumn<QString>("date");
        QTest::addColumn<QString>("precision");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("years");
        QTest::newRow("a baby's age is in months") << "2026-04-30"
                                                   << "day"
                                                   << "6 month(s)" << 0;
        QTest::newRow("on the day of the month the month is full") << "2026-04-21"
                                                                   << "day"
                                                                   << "7 month(s)" << 0;
        QTest::newRow("from two years on it is in years") << "2022-11-21"
                                                          << "day"
                                                          << "4 year(s)" << 4;
        QTest::newRow("the day before the birthday is a year less") << "2022-11-22"
                                                                    << "day"
                                                                    << "3 year(s)" << 3;
        QTest::newRow("an age that was only said is about right") << "1992-11-21"
                                                                  << "age"
                                                                  << "about 34 year(s)" << 34;
        QTest::newRow("a month alone counts from its first day") << "2026-05"
                                                                 << "month"
                                                                 << "6 month(s)" << 0;
        QTest::newRow("a year alone is about right") << "2019"
                                                     << "year"
                                                     << "about 7 year(s)" << 7;
        QTest::newRow("without a precision it is a day") << "2022-11-22"
                                                         << ""
                                                         << "3 year(s)" << 3;
        QTest::newRow("somebody not born yet has no age") << "2026-12-01"
                                                          << "day"
                                                          << "" << -1;
    }
    void agesAreAsExactAsTheDateOfBirth() {
        QFETCH(QString, date);
        QFETCH(QString, precision);
        QFETCH(QString, text);
        QFETCH(int, years);
        Json born{{"date", date.toStdString()}};
        if (!precision.isEmpty()) born["precision"] = precision.toStdString();
        QCOMPARE(ageText(born, {2026, 11, 21}), text);
        QCOMPARE(ageInYears(born, {2026, 11, 21}), years);
    }
    void nobodyHasAnAgeWithoutABirthDate() { QCOMPARE(ageText(Json(), {2026, 11, 21}), QString()); }

    void everyErrorHasWordsOfItsOwn() {
        QSet<QString> seen;
        for (int code = 0; code <= static_cast<int>(base::ErrorCode::Internal); ++code) {
            const auto text = words(static_cast<base::ErrorCode>(code));
            QVERIFY2(text.endsWith('.'), qPrintable(QString::number(code)));
            QVERIFY2(!seen.contains(text), qPrintable(text));
            seen.insert(text);
        }
    }

    void everyTypeOfTheDictionaryHasAWord() {
        for (const auto* type : {"activity", "address", "agency", "concern", "concern_note", "conflict", "consent", "equality", "feedback", "followon",
                                 "goal", "group_meeting", "handover_note", "headcount", "hours", "household", "instrument", "listing", "mark",
                                 "membership", "need", "note", "organisation", "person", "place", "referral", "residue", "resource", "response",
                                 "safeguarding_key", "session", "theme", "user", "venue"}) {
            QVERIFY2(domain::findType(type), type);
            QVERIFY2(recordWords(type).at(0).isUpper() && recordWords(type) != recordWords("a type of a later version"), type);
        }
        QCOMPARE(recordWords("a type of a later version"), "A record");
    }

    void initialsAreOfTheFirstAndTheLastWord() {
        QCOMPARE(initials("Aaliyah Noor Begum"), "AB");
        QCOMPARE(initials("Zo\u00eb"), "Z");
        QCOMPARE(initials("  "), "");
    }
};

QTEST_GUILESS_MAIN(tst_words)
#include "tst_words.moc"
