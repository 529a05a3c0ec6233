// The parts of the page on distance travelled: what stands under each picture.
#include "sync/service/console/distance_sections.h"

#include <QTest>

using namespace waymark::service;

namespace {

bool has(const std::string& html, const std::string& words) { return html.find(words) != std::string::npos; }

InstrumentDistance withMeans() {
    ScoreDistance total;
    total.key = "total";
    total.label = "All together";
    total.lowest = 1;
    total.highest = 5;
    total.size = waymark::statistics::SizeClass::Early;
    total.counts.emplace();
    total.counts->pairs = {12, false};
    total.mean = MeanChange{3.1, 3.5, 0.4, 0.1, 0.7, {}, {}};
    InstrumentDistance instrument;
    instrument.title = "My Faces";
    instrument.scores = {total};
    return instrument;
}

}  // namespace

class tst_distance_sections : public QObject {
    Q_OBJECT

private slots:
    void fromWhereToWhereHasItsTableUnderIt() {
        const auto section = journeySection(withMeans(), false);
        QVERIFY(!section.chart.empty());
        QVERIFY2(has(section.table, "Start") && has(section.table, "Later") && has(section.table, "3.1") && has(section.table, "3.5"), section.table.c_str());
    }

    void whereThereAreOnlyCountsNothingEmptyIsShown() {
        auto instrument = withMeans();
        auto& score = instrument.scores[0];
        score.mean.reset();
        score.size = waymark::statistics::SizeClass::CountsOnly;
        score.counts->pairs = {7, false};
        score.counts->improved = {4, false};
        const auto section = changeSection(instrument, false);
        QVERIFY(section.chart.empty() && section.key.empty());
        for (const auto* column : {"Start", "Later", "Change", "counts only"})
            QVERIFY2(!has(section.table, column), column);
        QVERIFY(has(section.table, ">Pairs<") && has(section.table, ">7<") && has(section.table, ">4<"));
        QVERIFY(has(section.intro, "Fewer than 10 pairs"));
        instrument.scores.push_back(withMeans().scores[0]);  // one with a mean brings the picture and its columns back
        QVERIFY(!changeSection(instrument, false).chart.empty());
        QVERIFY(has(changeSection(instrument, false).table, "counts only"));
    }

    void facesAreToldInWords() {
        auto instrument = withMeans();
        QVERIFY(changeSection(instrument, false).note.empty());
        instrument.scores[0].faces = FacesFigures{0.2890625, 4.0 / 12.0, 5.0 / 12.0};
        QCOMPARE(changeSection(instrument, false).note,
                 std::string("The sign test asks only who went up and who went down: p = 0.289. 33% chose the highest face throughout at the start, "
                             "and 42% later: there was nothing above it to choose."));
        instrument.scores[0].faces = FacesFigures{1e-7, {}, {}};
        QCOMPARE(changeSection(instrument, false).note, std::string("The sign test asks only who went up and who went down: p below 0.001."));
    }
};

QTEST_APPLESS_MAIN(tst_distance_sections)
#include "tst_distance_sections.moc"
