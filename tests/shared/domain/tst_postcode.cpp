// Postcodes by their shape (BS 7666).
#include "shared/domain/postcode.h"

#include <QTest>

using namespace waymark;

class tst_postcode : public QObject {
    Q_OBJECT

private slots:
    void aPostcodeIsShownInCapitalsWithOneSpace_data() {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("tidy");
        QTest::newRow("A9 9AA") << QByteArray("B6 6EJ") << QByteArray("B6 6EJ");
        QTest::newRow("A99 9AA") << QByteArray("B27 7XH") << QByteArray("B27 7XH");
        QTest::newRow("A9A 9AA") << QByteArray("W1T 4PL") << QByteArray("W1T 4PL");
        QTest::newRow("AA9 9AA") << QByteArray("CV1 5FB") << QByteArray("CV1 5FB");
        QTest::newRow("AA99 9AA") << QByteArray("WS10 9RQ") << QByteArray("WS10 9RQ");
        QTest::newRow("AA9A 9AA") << QByteArray("EC1A 1BB") << QByteArray("EC1A 1BB");
        QTest::newRow("lower case, no space") << QByteArray("b276qj") << QByteArray("B27 6QJ");
        QTest::newRow("the space in the wrong place") << QByteArray("B2 76QJ") << QByteArray("B27 6QJ");
        QTest::newRow("white space around, tab, no-break space") << QByteArray(" \tB27\xc2\xa0 6QJ\r\n") << QByteArray("B27 6QJ");
        QTest::newRow("the bank") << QByteArray("gir0aa") << QByteArray("GIR 0AA");
        QTest::newRow("no fixed address") << QByteArray("ZZ99 3VZ") << QByteArray("ZZ99 3VZ");
    }
    void aPostcodeIsShownInCapitalsWithOneSpace() {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, tidy);
        const auto is = domain::tidyPostcode(written.toStdString());
        QVERIFY(is.has_value());
        QCOMPARE(QByteArray::fromStdString(*is), tidy);
    }

    void whatHasAnotherShapeIsRefused_data() {
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("the outward half alone") << QByteArray("B27");
        QTest::newRow("the inward half has a C") << QByteArray("B27 6QC");
        QTest::newRow("the inward half has a V") << QByteArray("B27 6VJ");
        QTest::newRow("the inward half begins with a letter") << QByteArray("B27 QQJ");
        QTest::newRow("begins with Q") << QByteArray("Q27 6QJ");
        QTest::newRow("second letter J") << QByteArray("BJ7 6QJ");
        QTest::newRow("third letter I after one letter") << QByteArray("W1I 4PL");
        QTest::newRow("fourth letter C after two letters") << QByteArray("EC1C 1BB");
        QTest::newRow("three digits") << QByteArray("B277 6QJ");
        QTest::newRow("a letter O for a zero") << QByteArray("B3O 2JT");
        QTest::newRow("the letter O in the inward half") << QByteArray("B27 OQJ");
        QTest::newRow("a hyphen") << QByteArray("B27-6QJ");
        QTest::newRow("another country's") << QByteArray("10115");
        QTest::newRow("words") << QByteArray("not known");
        QTest::newRow("a letter that is not ASCII") << QByteArray("B27 6Q\xc3\x84");
        QTest::newRow("ZZ99 without its last letter") << QByteArray("ZZ99 3VA");
    }
    void whatHasAnotherShapeIsRefused() {
        QFETCH(QByteArray, written);
        QVERIFY(!domain::tidyPostcode(written.toStdString()));
    }

    void aCodeForNoFixedAddressIsNoPlace() {
        QVERIFY(domain::standsForNoPlace("ZZ99 3VZ"));
        QVERIFY(!domain::standsForNoPlace("B27 6QJ"));
    }
};

QTEST_APPLESS_MAIN(tst_postcode)
#include "tst_postcode.moc"
