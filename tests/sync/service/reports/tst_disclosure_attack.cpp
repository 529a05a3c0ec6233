// Somebody who knows the rule and the total tries to work out what a table hides: every table there could be is held against what was
// printed.
#include "sync/service/reports/disclosure.h"
#include "sync/service/reports/row_protection.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>

using namespace waymark::service;

namespace {

using Values = std::vector<std::int64_t>;

/// What a reader sees of a table: −1 stands for "hidden". A table in which everything is hidden still shows its rows and its total.
using Printed = std::vector<std::int64_t>;

Printed printed(const Values& values, const Disclosure& disclosure) {
    std::vector<Count> counts;
    for (const auto value : values)
        counts.push_back(disclosure.count(value));
    std::vector<Count*> parts;
    for (auto& count : counts)
        parts.push_back(&count);
    disclosure.protect(parts);
    Printed seen;
    for (const auto& count : counts)
        seen.push_back(count.hidden ? -1 : count.value);
    // A total that is small is hidden like any other number.
    const auto total = std::accumulate(values.begin(), values.end(), std::int64_t(0));
    seen.push_back(disclosure.hides(total) ? -1 : total);
    return seen;
}

/// Calls `visit` with every table of `cells` cells, none below `lowest`, that adds up to `most` at most.
void everyTable(std::size_t cells, std::int64_t lowest, std::int64_t most, const std::function<void(const Values&)>& visit) {
    Values values;
    const std::function<void(std::int64_t)> fill = [&](std::int64_t left) {
        if (values.size() == cells) {
            visit(values);
            return;
        }
        for (std::int64_t value = lowest; value <= left; ++value) {
            values.push_back(value);
            fill(left - value);
            values.pop_back();
        }
    };
    fill(most);
}

/// What is known of each cell to somebody who sees `Printed`: the values it has in the tables that print the same.
std::map<Printed, std::vector<std::set<std::int64_t>>> knowledge(std::size_t cells, std::int64_t lowest, std::int64_t most,
                                                                 const Disclosure& disclosure) {
    std::map<Printed, std::vector<std::set<std::int64_t>>> known;
    everyTable(cells, lowest, most, [&](const Values& values) {
        auto& cellsKnown = known[printed(values, disclosure)];
        cellsKnown.resize(cells);
        for (std::size_t i = 0; i < cells; ++i)
            cellsKnown[i].insert(values[i]);
    });
    return known;
}

}  // namespace

class tst_disclosure_attack : public QObject {
    Q_OBJECT

private slots:
    void noHiddenNumberFollowsFromTotalAndRule_data() {
        QTest::addColumn<int>("audience");
        QTest::addColumn<int>("cells");
        QTest::addColumn<int>("most");
        QTest::addColumn<bool>("nobodyIsListed");
        const int partner = 1, outside = 2;
        QTest::newRow("two parts") << partner << 2 << 60 << true;
        QTest::newRow("three parts") << partner << 3 << 50 << true;
        QTest::newRow("four parts") << partner << 4 << 36 << true;
        QTest::newRow("five parts") << partner << 5 << 26 << true;
        QTest::newRow("six parts") << partner << 6 << 20 << true;
        QTest::newRow("three rows, none without anybody") << partner << 3 << 50 << false;
        QTest::newRow("five rows, none without anybody") << partner << 5 << 26 << false;
        QTest::newRow("seven rows, none without anybody") << partner << 7 << 20 << false;
        QTest::newRow("three parts, from outside") << outside << 3 << 60 << true;
    }
    void noHiddenNumberFollowsFromTotalAndRule() {
        QFETCH(int, audience);
        QFETCH(int, cells);
        QFETCH(int, most);
        QFETCH(bool, nobodyIsListed);
        const Disclosure disclosure(static_cast<Audience>(audience));
        std::int64_t hidden = 0;
        for (const auto& [seen, known] : knowledge(static_cast<std::size_t>(cells), nobodyIsListed ? 0 : 1, most, disclosure)) {
            const bool nothingShown = std::count(seen.begin(), seen.end() - 1, -1) == cells;
            if (nothingShown && !nobodyIsListed) continue;  // such a table is left out
            for (std::size_t i = 0; i < known.size(); ++i) {
                if (seen[i] != -1) continue;
                ++hidden;
                QVERIFY2(known[i].size() > 1,
                         qPrintable(QString("a total of %1: part %2 can only be %3").arg(seen.back()).arg(i + 1).arg(*known[i].begin())));
            }
        }
        QVERIFY(hidden > 0);
    }

    // The people of each row are told, so not every order of the first-timers is possible.
    void noHiddenNumberOfFirstTimersFollowsFromPeopleTotalAndRule_data() {
        QTest::addColumn<QList<int>>("people");
        for (const QList<int>& people : {QList<int>{5, 5}, {5, 9}, {20, 6}, {5, 5, 5}, {5, 7, 9}, {8, 8, 8}, {12, 6, 6}, {14, 12, 5}, {5, 5, 5, 5}, {9, 6, 5, 7}}) {
            QStringList words;
            for (const int n : people)
                words << QString::number(n);
            QTest::newRow(qPrintable(words.join(", ") + " people")) << people;
        }
    }
    void noHiddenNumberOfFirstTimersFollowsFromPeopleTotalAndRule() {
        QFETCH(QList<int>, people);
        const Disclosure disclosure(Audience::Partner);
        const auto cells = static_cast<std::size_t>(people.size());
        std::int64_t everybody = 0;
        for (const int n : people)
            everybody += n;
        std::map<Printed, std::vector<std::set<std::int64_t>>> known;
        everyTable(cells, 0, everybody, [&](const Values& values) {
            std::vector<AttendanceRow> rows(cells);
            std::int64_t sum = 0;
            for (std::size_t i = 0; i < cells; ++i) {
                const std::int64_t n = people[static_cast<qsizetype>(i)];
                if (values[i] > n) return;
                rows[i].figures.people = rows[i].figures.attendances = disclosure.count(n);
                rows[i].figures.firstTimers = disclosure.countOf(values[i], n);
                sum += values[i];
            }
            const Count total = disclosure.countOf(sum, everybody);
            protectRows(rows, total, disclosure);
            Printed seen;
            for (const auto& row : rows)
                seen.push_back(row.figures.firstTimers->hidden ? -1 : row.figures.firstTimers->value);
            seen.push_back(total.hidden ? -1 : sum);
            auto& cellsKnown = known[seen];
            cellsKnown.resize(cells);
            for (std::size_t i = 0; i < cells; ++i)
                cellsKnown[i].insert(values[i]);
        });
        for (const auto& [seen, knownCells] : known)
            for (std::size_t i = 0; i < cells; ++i) {
                if (seen[i] != -1) continue;
                QVERIFY2(knownCells[i].size() > 1,
                         qPrintable(QString("a total of %1: row %2 can only be %3").arg(seen.back()).arg(i + 1).arg(*knownCells[i].begin())));
            }
    }
};

QTEST_GUILESS_MAIN(tst_disclosure_attack)
#include "tst_disclosure_attack.moc"
