// Scoring 100,000 answered questionnaires beside parsing their answers alone; and the change report over them, from facts to figures, beside
// the scoring, and from a list as waymark-forms reads it beside reading the list's cells alone.
#include "shared/base/csv.h"
#include "shared/base/json.h"
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/scoring.h"
#include "shared/questionnaire/shipped.h"
#include "shared/statistics/change_json.h"
#include "shared/statistics/change_list.h"
#include "sync/service/reports/distance_report.h"
#include "tests/bench/measure.h"


using namespace waymark;
using bench::require;

namespace {

const int kPeople = bench::counted(50'000, 1'000);  // each answers at the start and later: 100,000 responses
const int kRounds = bench::counted(5, 2);

std::string answersOf(int person, bool later) {
    base::Json answers;
    for (int item = 1; item <= 12; ++item)
        answers["q" + std::to_string(item)] = 1 + (person * 7 + item * 5 + (later ? person % 3 : 0)) % 5;
    return answers.dump();
}

service::DistanceRows facts() {
    service::DistanceRows rows;
    rows.responses.reserve(2 * kPeople);
    for (int person = 0; person < kPeople; ++person)
        for (const bool later : {false, true}) {
            service::ResponseFact fact;
            fact.id = "r" + std::to_string(2 * person + (later ? 1 : 0));
            fact.venue = "venue " + std::to_string(person % 40);
            fact.person = "person " + std::to_string(person);
            fact.instrument = questionnaire::instrumentId("family_steps", 1);
            fact.point = later ? "exit" : "baseline";
            fact.respondent = "self";
            fact.help = "none";
            fact.day = later ? "2026-05-04" : "2026-01-12";
            fact.answersJson = answersOf(person, later);
            rows.responses.push_back(std::move(fact));
        }
    return rows;
}

std::string listOf(const service::DistanceRows& rows) {
    std::string csv = "person,point,score,group\n";
    for (std::size_t i = 0; i < rows.responses.size(); ++i)
        csv += rows.responses[i].person + (i % 2 == 0 ? ",baseline," : ",later,") + std::to_string(1 + i * 7 % 17 / 4.0) + "," +
               rows.responses[i].venue + "\n";
    return csv;
}

}  // namespace

int main() {
    const auto rows = facts();
    const auto list = listOf(rows);
    const service::InstrumentBook book;
    const auto* instrument = book.find(questionnaire::instrumentId("family_steps", 1));
    require(instrument, "the questionnaire is not there");

    std::vector<double> scoring, parsing, report, cells, change;
    for (int round = 0; round < kRounds; ++round) {
        std::size_t parsed = 0, scored = 0;
        parsing.push_back(bench::seconds([&] {
            for (const auto& response : rows.responses)
                parsed += base::parseJson(response.answersJson)->size();
        }));
        scoring.push_back(bench::seconds([&] {
            for (const auto& response : rows.responses) {
                const auto answers = questionnaire::answersFromJson(*base::parseJson(response.answersJson));
                scored += questionnaire::score(*instrument, *answers, {}).total->mean ? 1 : 0;
            }
        }));
        require(parsed == rows.responses.size() * 12 && scored == rows.responses.size(), "not everything was scored");
        report.push_back(bench::seconds([&] {
            const auto made = service::distanceReport(rows, book, {}, {}, service::Disclosure(service::Audience::Team), "2026-06-01");
            require(made.instruments.at(0).scores.at(0).counts->pairs.value == kPeople, "not everybody is in a pair");
        }));
        cells.push_back(
            bench::seconds([&] { require(base::parseCsv(list)->rows.size() == rows.responses.size(), "the list was not read"); }));
        change.push_back(bench::seconds([&] {
            const auto read = statistics::readChangeList(list, {1.0, 5.0});
            const auto made = statistics::changeReportWithin({1.0, 5.0}, read->answers, {}, 0.8);
            require(statistics::changeDocument(*read, made, 0.8)["n"] == kPeople, "the list's pairs were not found");
        }));
    }
    const auto line = [](const std::string& what, const std::vector<double>& ours, const char* beside, const std::vector<double>& peer) {
        bench::report(what, "s", bench::spreadOf(ours), beside, bench::spreadOf(peer), bench::toPrint());
    };
    const auto responses = bench::grouped(2 * kPeople);
    line("scoring " + responses + " responses of 12 items", scoring, "parsing their JSON alone", parsing);
    line("change report of " + responses + " responses, 5 scores", report, "scoring them alone", scoring);
    line("change of a list of " + responses + " rows", change, "reading its cells alone", cells);
    return 0;
}
