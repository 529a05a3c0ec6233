// Finding people by any words of their names, and seeing that somebody may be here already. All names are invented.
#include "mobile/text/person_index.h"

#include "shared/base/text.h"

#include <QElapsedTimer>
#include <QTest>

using namespace waymark;
using namespace waymark::mobile;
using base::Json;

using Found = std::vector<std::string>;

class tst_person_index : public QObject {
    Q_OBJECT

    static PersonIndex someone(const std::string& name, const std::string& knownAs = {}, const std::string& born = {},
                               const std::string& postcode = {}) {
        PersonIndex index;
        Json values{{"name", name}};
        if (!knownAs.empty()) values["known_as"] = knownAs;
        if (!born.empty()) values["born"] = {{"date", born}, {"precision", "day"}};
        if (!postcode.empty()) values["postcode"] = postcode;
        index.put("1", values);
        return index;
    }

private slots:
    void peopleAreFoundByAnyWordsOfTheirNames_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("found");
        QTest::newRow("by three letters of the surname") << "Amina Hussain"
                                                         << "hus" << true;
        QTest::newRow("in the other order") << "Amina Hussain"
                                            << "hussain am" << true;
        QTest::newRow("without the accents") << "José García"
                                             << "garcia jose" << true;
        QTest::newRow("with accents that the name has not") << "Jose Garcia"
                                                            << "José" << true;
        QTest::newRow("past an apostrophe") << "Sinéad O’Neill"
                                            << "neill" << true;
        QTest::newRow("as one word without the apostrophe") << "Sinéad O’Neill"
                                                            << "oneill" << true;
        QTest::newRow("by half of a double name") << "Ann-Marie Cole"
                                                  << "marie" << true;
        QTest::newRow("in Latin letters for another script") << "محمد"
                                                             << "mhmd" << true;
        QTest::newRow("not by letters inside a word") << "Amina Hussain"
                                                      << "ssain" << false;
        QTest::newRow("not if one of the words is nobody's") << "Amina Hussain"
                                                             << "amina khan" << false;
    }
    void peopleAreFoundByAnyWordsOfTheirNames() {
        QFETCH(QString, name);
        QFETCH(QString, query);
        QFETCH(bool, found);
        QCOMPARE(someone(name.toStdString()).find(query.toStdString(), 10), found ? Found{"1"} : Found{});
    }

    void whatTheyAreCalledFindsThemToo() { QCOMPARE(someone("Elizabeth Hart", "Betty").find("bet hart", 10), Found{"1"}); }
    void anEmptySearchFindsNobody() { QCOMPARE(someone("Amina Hussain").find("  ", 10), Found{}); }

    void wholeWordsComeBeforeBeginnings() {
        PersonIndex index;
        index.put("a", {{"name", "Aminata Bah"}});
        index.put("b", {{"name", "Amina Zafar"}});
        QCOMPARE(index.find("amina", 10), (Found{"b", "a"}));
    }

    void aNewNameReplacesTheOld() {
        auto index = someone("Amina Hussain");
        index.put("1", {{"name", "Amina Khan"}});
        QCOMPARE(index.find("hussain", 10), Found{});
        QCOMPARE(index.find("khan", 10), Found{"1"});
    }

    void whoIsDeletedOrMergedIsNotFound() {
        auto index = someone("Amina Hussain");
        index.put("1", {{"name", "Amina Hussain"}, {"deleted", true}});
        QCOMPARE(index.find("amina", 10), Found{});
        index.put("1", {{"name", "Amina Hussain"}, {"merged_into", "person:x"}});
        QCOMPARE(index.size(), std::size_t(0));
    }

    void duplicatesAreSeenAcrossSpellings_data() {
        QTest::addColumn<QString>("here");
        QTest::addColumn<QString>("born");
        QTest::addColumn<QString>("postcode");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("typedBorn");
        QTest::addColumn<int>("why");  // -1: none
        const int same = static_cast<int>(Likeness::SameBirthDate), swapped = static_cast<int>(Likeness::SwappedDayAndMonth),
                  near = static_cast<int>(Likeness::NearBirthDate);
        QTest::newRow("Mohammed and Muhammad") << "Mohammed Ali Khan"
                                               << "2020-03-04"
                                               << ""
                                               << "Muhammad Khan"
                                               << "2020-03-04" << same;
        QTest::newRow("the order swapped") << "Khan Aisha"
                                           << "2020-03-04"
                                           << ""
                                           << "Ayesha Khan"
                                           << "2020-03-04" << same;
        QTest::newRow("Arabic and Latin letters") << "محمد خان"
                                                  << "2020-03-04"
                                                  << ""
                                                  << "Muhammad Khan"
                                                  << "2020-03-04" << same;
        QTest::newRow("one letter slipped") << "Katarzyna Nowak"
                                            << "2020-03-04"
                                            << ""
                                            << "Katarzina Novak"
                                            << "2020-03-04" << same;
        QTest::newRow("only what they are called") << "Yusuf"
                                                   << "2020-03-04"
                                                   << ""
                                                   << "Yousef Rahman"
                                                   << "2020-03-04" << same;
        QTest::newRow("twins are people of their own") << "Hassan Malik"
                                                       << "2020-03-04"
                                                       << ""
                                                       << "Hussain Malik"
                                                       << "2020-03-04" << -1;
        QTest::newRow("the same name on another day") << "Amina Hussain"
                                                      << "2020-03-04"
                                                      << ""
                                                      << "Amina Hussain"
                                                      << "2021-03-04" << -1;
        QTest::newRow("day and month swapped at one postcode") << "Amina Hussain"
                                                               << "2020-03-04"
                                                               << "B27 6QJ"
                                                               << "Amina Hussein"
                                                               << "2020-04-03" << swapped;
        QTest::newRow("a day apart at one postcode") << "Amina Hussain"
                                                     << "2020-03-04"
                                                     << "B27 6QJ"
                                                     << "Amina Begum"
                                                     << "2020-03-05" << near;
        QTest::newRow("another name on the same day") << "Amina Hussain"
                                                      << "2020-03-04"
                                                      << "B27 6QJ"
                                                      << "Peter Cole"
                                                      << "2020-03-04" << -1;
    }
    void duplicatesAreSeenAcrossSpellings() {
        QFETCH(QString, here);
        QFETCH(QString, born);
        QFETCH(QString, postcode);
        QFETCH(QString, typed);
        QFETCH(QString, typedBorn);
        QFETCH(int, why);
        const auto index = someone(here.toStdString(), {}, born.toStdString(), postcode.toStdString());
        const auto like = index.alike({typed.toStdString(), {}, "b276qj", {{"date", typedBorn.toStdString()}, {"precision", "day"}}});
        QCOMPARE(like.size(), std::size_t(why < 0 ? 0 : 1));
        if (why >= 0) QCOMPARE(static_cast<int>(like[0].why), why);
    }

    void anAgeThatWasOnlySaidMatchesTheSameName() {
        auto index = someone("Amina Hussain", {}, "2020-03-04");
        const Json about{{"date", "2020-09-01"}, {"precision", "age"}};
        QCOMPARE(index.alike({"Aminah Hussein", {}, {}, about}).size(), std::size_t(1));
        QCOMPARE(index.alike({"Aminah Hussein", {}, {}, {{"date", "2014-09-01"}, {"precision", "age"}}}).size(), std::size_t(0));
    }

    void aMonthOrAYearAloneMatchesTheSameName() {
        PersonIndex index;
        index.put("1", {{"name", "Amina Hussain"}, {"born", {{"date", "2020-03"}, {"precision", "month"}}}});
        QCOMPARE(index.alike({"Aminah Hussein", {}, {}, {{"date", "2020"}, {"precision", "year"}}}).size(), std::size_t(1));
        QCOMPARE(index.alike({"Aminah Hussein", {}, {}, {{"date", "2014"}, {"precision", "year"}}}).size(), std::size_t(0));
    }

    void threeLettersFindOneAmongThousands() {
        static const std::vector<std::string> kFirst = {"Amina", "Bilal",  "Chloe", "Dawud", "Eva",
                                                        "Farah", "George", "Hana",  "Ivan",  "Jaya"};
        static const std::vector<std::string> kLast = {"Ahmed", "Brown", "Cole", "Diaz", "Evans", "Farooq", "Green"};
        PersonIndex index;
        for (int i = 0; i < 3500; ++i)
            index.put(std::to_string(i), {{"name", kFirst[static_cast<std::size_t>(i) % 10] + " " +
                                                       kLast[static_cast<std::size_t>(i / 10) % 7] + std::to_string(i)}});
        index.put("x", {{"name", "Xiomara Quist"}});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(index.find("qui", 20), Found{"x"});
        QCOMPARE(index.find("ami", 20).size(), std::size_t(20));
        qInfo("two searches among 3,501 people took %lld microseconds", timer.nsecsElapsed() / 1000);
    }
};

QTEST_GUILESS_MAIN(tst_person_index)
#include "tst_person_index.moc"
