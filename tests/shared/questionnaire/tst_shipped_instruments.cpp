// The shipped questionnaires are what was agreed: items, scales, reverse items, domains, additions at the exit.
#include "shared/base/json.h"
#include "shared/questionnaire/flow.h"
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/shipped.h"

#include <QTest>

using namespace waymark::questionnaire;
using waymark::domain::Point;
using waymark::domain::Respondent;

namespace {

std::string english(const Text& text) { return std::string(wordsIn(text, "en")); }

QStringList keysWhere(const Instrument& instrument, bool (*holds)(const Item&)) {
    QStringList keys;
    for (const Item& item : instrument.items)
        if (holds(item)) keys << QString::fromStdString(item.key);
    return keys;
}

QString joined(const std::vector<std::string>& words) {
    QStringList list;
    for (const std::string& word : words)
        list << QString::fromStdString(word);
    return list.join(' ');
}

}  // namespace

class tst_shipped_instruments : public QObject {
    Q_OBJECT

private slots:
    void allReadAndComeBackTheSame() {
        QCOMPARE(shippedInstruments().size(), 9u);
        for (const ShippedInstrument& shipped : shippedInstruments()) {
            const auto read = parseInstrument(shipped.definition);
            QVERIFY2(read.ok(), read ? "" : read.error().detail.c_str());
            const auto again = instrumentFromJson(toJson(*read));
            QVERIFY2(again.ok(), again ? "" : again.error().detail.c_str());
            QVERIFY(*again == *read);
            QVERIFY(toJson(*again) == toJson(*read));
        }
    }

    void idsAreTheSameEverywhere_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("id");
        QTest::newRow("Family Steps") << "family_steps"
                                      << "e89a08d1-b293-5766-804c-017fa0b78900";
        QTest::newRow("My Path") << "my_path"
                                 << "211fcab7-e727-5173-86b3-29b0fef3383d";
        QTest::newRow("My Faces") << "my_faces"
                                  << "2af2eb43-6bf4-5d52-9c61-e492c286e40a";
        QTest::newRow("Your Views") << "your_views"
                                    << "d087af9e-f008-5dd3-be8f-d25c3f594689";
    }
    void idsAreTheSameEverywhere() {
        QFETCH(QString, family);
        QFETCH(QString, id);
        QCOMPARE(QString::fromStdString(findShipped(family.toStdString())->id), id);
    }

    void eachHasTheItemsAgreed_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("scored");
        QTest::addColumn<QString>("reversed");
        QTest::addColumn<QString>("atExitOnly");
        QTest::addColumn<int>("practice");
        QTest::newRow("Family Steps") << "family_steps" << 16 << 12 << "q8 q11"
                                      << "anchor then changed next" << 0;
        QTest::newRow("My Path") << "my_path" << 15 << 12 << "q3 q6"
                                 << "anchor then proud" << 0;
        QTest::newRow("My Faces") << "my_faces" << 10 << 9 << "q10"
                                  << "" << 2;
        QTest::newRow("Your Views") << "your_views" << 6 << 0 << ""
                                    << "" << 0;
    }
    void eachHasTheItemsAgreed() {
        QFETCH(QString, family);
        const Instrument& instrument = *findShipped(family.toStdString());
        QTEST(int(instrument.items.size()), "items");
        QTEST(int(instrument.total ? instrument.total->items.size() : 0), "scored");
        QTEST(keysWhere(instrument, [](const Item& item) { return item.reverse; }).join(' '), "reversed");
        QTEST(keysWhere(instrument, [](const Item& item) { return item.points == std::vector{Point::Exit}; }).join(' '), "atExitOnly");
        QTEST(int(instrument.practice.size()), "practice");
        QCOMPARE(english(instrument.label), std::string("Developed for local use, reliability to be checked on your data"));
        QCOMPARE(instrument.licence.name, std::string("CC BY 4.0"));
        QCOMPARE(english(instrument.refused), std::string("Rather not say"));
        QCOMPARE(english(instrument.notApplicable), std::string("Does not fit us"));
        QVERIFY(instrument.languages.at("en") == Translation::Original);
    }

    void domainsAreThoseAgreed_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("items");
        QTest::addColumn<int>("least");
        QTest::newRow("everyday learning") << "family_steps"
                                           << "Everyday learning"
                                           << "q1 q2 q3" << 2;
        QTest::newRow("confidence") << "family_steps"
                                    << "Confidence"
                                    << "q4 q5 q6" << 2;
        QTest::newRow("home life") << "family_steps"
                                   << "Home life"
                                   << "q7 q8 q9" << 2;
        QTest::newRow("links") << "family_steps"
                               << "Links"
                               << "q10 q11 q12" << 2;
        QTest::newRow("me") << "my_path"
                            << "Me"
                            << "q1 q2 q3" << 2;
        QTest::newRow("people") << "my_path"
                                << "People"
                                << "q4 q5 q6" << 2;
        QTest::newRow("skills") << "my_path"
                                << "Skills"
                                << "q7 q8 q9" << 2;
        QTest::newRow("future") << "my_path"
                                << "Future"
                                << "q10 q11 q12" << 2;
        QTest::newRow("here") << "my_faces"
                              << "Here"
                              << "q1 q2 q3" << 2;
        QTest::newRow("me, by faces") << "my_faces"
                                      << "Me"
                                      << "q4 q5 q9" << 2;
        QTest::newRow("talking and feeling") << "my_faces"
                                             << "Talking and feeling"
                                             << "q6" << 1;
        QTest::newRow("learning together") << "my_faces"
                                           << "Learning together"
                                           << "q7 q8" << 2;
    }
    void domainsAreThoseAgreed() {
        QFETCH(QString, family);
        QFETCH(QString, title);
        for (const ScoreRule& rule : findShipped(family.toStdString())->domains) {
            if (english(rule.title) != title.toStdString()) continue;
            QTEST(joined(rule.items), "items");
            QTEST(rule.least, "least");
            return;
        }
        QFAIL("no such domain");
    }

    void theWordsAreExact_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("words");
        QTest::newRow("Family Steps 1") << "family_steps"
                                        << "q1"
                                        << "I talk with my child about what we see and do each day.";
        QTest::newRow("Family Steps 8") << "family_steps"
                                        << "q8"
                                        << "I find it hard to stay calm when my child plays up.";
        QTest::newRow("Family Steps 12") << "family_steps"
                                         << "q12"
                                         << "We use places near us, like the library, park or community centre.";
        QTest::newRow("Family Steps anchor") << "family_steps"
                                             << "anchor"
                                             << "Compared with when you first came, how are things for your family?";
        QTest::newRow("My Path 6") << "my_path"
                                   << "q6"
                                   << "Other people my age leave me out of things.";
        QTest::newRow("My Path proud") << "my_path"
                                       << "proud"
                                       << "What are you most proud of?";
        QTest::newRow("My Faces 6") << "my_faces"
                                    << "q6"
                                    << "I tell a grown-up if I am sad or worried.";
        QTest::newRow("My Faces practice") << "my_faces"
                                           << "practice_2"
                                           << "I like having a cold.";
        QTest::newRow("My Faces closing") << "my_faces"
                                          << "again"
                                          << "Would you like to come again?";
        QTest::newRow("Your Views 3") << "your_views"
                                      << "q3"
                                      << "Was it easy to get to and join in?";
    }
    void theWordsAreExact() {
        QFETCH(QString, family);
        QFETCH(QString, key);
        const Item* item = findItem(*findShipped(family.toStdString()), key.toStdString());
        QVERIFY(item);
        QTEST(QString::fromStdString(english(item->text)), "words");
    }

    void thePlacesOfMyFacesAreFacesWithPictures() {
        const Instrument& faces = *findShipped("my_faces");
        const Scale& scale = *findScale(faces, "faces");
        QVERIFY(scale.faces);
        QCOMPARE(scale.labels.size(), 5u);
        for (const Label& label : scale.labels)
            QVERIFY(!label.picture.empty());
        for (const Item& item : faces.items)
            QVERIFY(!item.picture.empty());
        QVERIFY(faces.readAloud == ReadAloud::Always);
        QCOMPARE(*faces.ages->from, 5);
        QCOMPARE(*faces.ages->to, 10);
        QVERIFY(!isMeantFor(faces, 11));
        QVERIFY(isMeantFor(*findShipped("my_path"), 11));
        QVERIFY(isMeantFor(faces, std::nullopt));
    }

    void thenTestsLookBackOnTheirItem() {
        QCOMPARE(findItem(*findShipped("family_steps"), "then")->thenOf, std::string("q4"));
        QCOMPARE(findItem(*findShipped("my_path"), "then")->thenOf, std::string("q2"));
    }

    void feedbackIsMarkedForItsReport() {
        const Instrument& views = *findShipped("your_views");
        QVERIFY(views.use == Use::Feedback);
        QVERIFY(findItem(views, "q1")->purpose == Purpose::Satisfaction);
        QVERIFY(findItem(views, "q5")->purpose == Purpose::Comment);
        QVERIFY(findItem(views, "q6")->purpose == Purpose::MayQuote);
        QCOMPARE(findScale(views, "how_good")->choices.size(), 5u);
    }
};

QTEST_APPLESS_MAIN(tst_shipped_instruments)
#include "tst_shipped_instruments.moc"
