// When a person is to be asked: our own rule for baseline, interim, exit and follow-up.
#include "shared/questionnaire/due.h"

#include <QTest>

#include <vector>

using namespace waymark::questionnaire;
using waymark::domain::Point;

namespace {

const std::vector<Point> kAll = {Point::Baseline, Point::Interim, Point::Exit, Point::FollowUp};

struct Story {
    std::vector<std::int64_t> attended;
    std::vector<Taken> taken;
    std::optional<std::int64_t> lastPlannedOn;

    std::optional<Due> on(std::int64_t today, const std::vector<Point>& points = kAll) const {
        return nextDue({attended, taken, points, lastPlannedOn, today});
    }
};

#define EXPECT_DUE(due, thePoint, opens, by, theState)                                                                                     \
    do {                                                                                                                                   \
        const auto found = (due);                                                                                                          \
        QVERIFY(found);                                                                                                                    \
        QCOMPARE(found->point, thePoint);                                                                                                  \
        QCOMPARE(found->opensOn, std::int64_t(opens));                                                                                     \
        QCOMPARE(found->dueBy, std::int64_t(by));                                                                                          \
        QCOMPARE(found->state, theState);                                                                                                  \
    } while (false)

}  // namespace

class tst_due : public QObject {
    Q_OBJECT

private slots:
    void nobodyIsAskedBeforeTheyCome() { QVERIFY(!Story{}.on(100)); }

    void aBaselineIsDueBySecondAttendanceOrWithin28Days() {
        EXPECT_DUE((Story{{100}, {}, {}}).on(100), Point::Baseline, 100, 128, DueState::Open);
        EXPECT_DUE((Story{{100, 107}, {}, {}}).on(107), Point::Baseline, 100, 107, DueState::Open);
        EXPECT_DUE((Story{{100, 107}, {}, {}}).on(108), Point::Baseline, 100, 107, DueState::Overdue);
        EXPECT_DUE((Story{{100, 150}, {}, {}}).on(129), Point::Baseline, 100, 128, DueState::Overdue);
    }

    void anInterimComesEveryTwelveWeeks() {
        const Story story{{100, 107}, {{Point::Baseline, 100}}, {}};
        EXPECT_DUE(story.on(183), Point::Interim, 184, 212, DueState::Coming);
        EXPECT_DUE(story.on(184), Point::Interim, 184, 212, DueState::Open);
        EXPECT_DUE(story.on(213), Point::Interim, 184, 212, DueState::Overdue);
        const Story later{{100, 107}, {{Point::Interim, 190}, {Point::Baseline, 100}}, {}};
        EXPECT_DUE(later.on(200), Point::Interim, 274, 302, DueState::Coming);
    }

    void anInterimComesAfterSixAttendances() {
        const Story weekly{{100, 107, 114, 121, 128, 135, 142}, {{Point::Baseline, 100}}, {}};
        EXPECT_DUE(weekly.on(142), Point::Interim, 142, 170, DueState::Open);
        const Story fiveSince{{100, 107, 114, 121, 128, 135}, {{Point::Baseline, 100}}, {}};
        EXPECT_DUE(fiveSince.on(142), Point::Interim, 184, 212, DueState::Coming);
    }

    void anInterimNeverComesTooSoonToCount() {
        const Story daily{{100, 101, 102, 103, 104, 105, 106, 107}, {{Point::Baseline, 100}}, {}};
        EXPECT_DUE(daily.on(110), Point::Interim, 128, 156, DueState::Coming);
    }

    void anExitIsDueFromTheLastSession() {
        const Story story{{100, 107}, {{Point::Baseline, 100}}, 150};
        EXPECT_DUE(story.on(120), Point::Exit, 150, 178, DueState::Coming);
        EXPECT_DUE(story.on(178), Point::Exit, 150, 178, DueState::Open);
        EXPECT_DUE(story.on(179), Point::Exit, 150, 178, DueState::Overdue);
    }

    void anOpenExitGoesBeforeAnInterim() {
        const Story story{{100, 107}, {{Point::Baseline, 100}}, 190};
        EXPECT_DUE(story.on(186), Point::Interim, 184, 212, DueState::Open);
        EXPECT_DUE(story.on(190), Point::Exit, 190, 218, DueState::Open);
    }

    void aFollowUpIsOptionalAndPasses() {
        const Story story{{100}, {{Point::Baseline, 100}, {Point::Exit, 200}}, 200};
        EXPECT_DUE(story.on(210), Point::FollowUp, 291, 383, DueState::Coming);
        EXPECT_DUE(story.on(383), Point::FollowUp, 291, 383, DueState::Open);
        QVERIFY(story.on(291)->optional);
        QVERIFY(!story.on(384));
        const Story done{{100}, {{Point::Baseline, 100}, {Point::Exit, 200}, {Point::FollowUp, 300}}, 200};
        QVERIFY(!done.on(310));
    }

    void withoutABaselineNothingElseIsDue() {
        const Story story{{100, 107, 200}, {{Point::Exit, 200}}, 200};
        EXPECT_DUE(story.on(201), Point::Baseline, 100, 107, DueState::Overdue);
    }

    void aPointTheInstrumentHasNotIsNeverDue() {
        QVERIFY(!(Story{{100}, {}, {}}).on(100, {}));
        QVERIFY(!(Story{{100}, {{Point::Baseline, 100}}, 150}).on(160, {Point::Baseline}));
        QVERIFY(!(Story{{100}, {{Point::Baseline, 100}, {Point::Exit, 150}}, 150}).on(160, {Point::Baseline, Point::Exit}));
    }
};

QTEST_APPLESS_MAIN(tst_due)
#include "tst_due.moc"
