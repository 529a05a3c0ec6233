// Forms: checking 1,000 rows, and loading and answering through the largest form of WAYMARK_FORMS_DIR, beside plain XML parsing.
#include "shared/questionnaire/xforms/session.h"
#include "shared/questionnaire/xlsform/xlsform.h"
#include "tests/bench/measure.h"
#include "tests/support/seeded_random.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace waymark;

namespace {

constexpr base::Millis kNow = 1'616'846'400'000;

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// 1,000 rows as people write them: groups of questions, every third with a condition, every fifth a calculation.
std::vector<xlsform::Sheet> thousandRows() {
    xlsform::Sheet survey{"survey", {{1, {"type", "name", "label", "relevant", "calculation", "constraint"}}}}, choices{"choices", {{1, {"list_name", "name", "label"}}}};
    int number = 1;
    for (int i = 0; i < 1'000; ++i) {
        const std::string name = "q" + std::to_string(i), before = "${q" + std::to_string(i > 0 ? i - 1 : 0) + "}";
        if (i % 5 == 4)
            survey.rows.push_back({++number, {"calculate", name, "", "", "concat(" + before + ", ' ', string-length(" + before + "))"}});
        else
            survey.rows.push_back({++number, {i % 2 ? "select_one yn" : "integer", name, "Question " + std::to_string(i) + " about " + before, i % 3 ? "" : before + " != ''", "", i % 2 ? "" : ". < 100"}});
    }
    for (const char* name : {"yes", "no"})
        choices.rows.push_back({static_cast<int>(choices.rows.size()) + 1, {"yn", name, name}});
    return {survey, choices};
}

void checking() {
    std::vector<double> ours, beside;
    const auto rows = thousandRows();
    const std::string xml = xlsform::xformOf(rows, "rows");
    for (int run = 0; run < bench::counted(15, 2); ++run) {
        ours.push_back(1e3 * bench::seconds([&] { (void)xlsform::compile(rows, "rows"); }));
        beside.push_back(1e3 * bench::seconds([&] { (void)xforms::parseXml(xml); }));
    }
    bench::report("check a form of 1,000 rows", "ms", bench::spreadOf(ours), "parse its XForm as plain XML", bench::spreadOf(beside), bench::atMost(1'000));
}

void filling(const std::filesystem::path& path) {
    const std::string bytes = contentOf(path);
    const std::string xml = xlsform::xformOf(*xlsform::readWorkbook(bytes), "form");
    const auto read = xlsform::readXlsForm(bytes, "form");
    std::vector<double> loads, parses, answers;
    tests::SeededRandom random;
    for (int run = 0; run < 5; ++run) {
        loads.push_back(1e3 * bench::seconds([&] { (void)xlsform::readXlsForm(bytes, "form"); }));
        parses.push_back(1e3 * bench::seconds([&] { (void)xforms::parseXml(xml); }));
        const auto session = xforms::Session::start(read->form, {kNow, "Europe/London", &random, {}});
        for (const xforms::Field* field : read->form.fields) {
            if (!field->control || !field->children.empty()) continue;
            const auto offered = session->choices(field->path);
            const std::string value = !offered.empty() ? offered.front().value : field->bind.type == "date" ? "2021-03-01" : "3";
            answers.push_back(1e3 * bench::seconds([&] { (void)session->set(field->path, value); }));
        }
    }
    bench::report("load " + path.filename().string() + " (" + std::to_string(read->form.questions) + " questions)", "ms", bench::spreadOf(loads),
                  "parse its XForm as plain XML", bench::spreadOf(parses), bench::atMost(1'000));
    const auto frame = bench::limit(1000.0 / 60);
    bench::report("one answer, p50", "ms", bench::spreadOf(answers), "a frame", frame, bench::toPrint());
    bench::report("one answer, p99", "ms", bench::once(bench::percentile(answers, 0.99)), "a frame", frame, bench::ratioAtMost(1));
}

}  // namespace

int main() {
    checking();
    const char* folder = std::getenv("WAYMARK_FORMS_DIR");
    if (!folder) {
        std::fprintf(stderr, "WAYMARK_FORMS_DIR is not set: the forms that others wrote were not measured.\n");
        return 0;
    }
    std::filesystem::path largest;
    std::size_t most = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".xlsx" || entry.path().filename().string().starts_with("bad-")) continue;
        const auto read = xlsform::readXlsForm(contentOf(entry.path()), "form");
        if (!read || read->form.questions <= most) continue;
        most = read->form.questions;
        largest = entry.path();
    }
    if (!largest.empty()) filling(largest);
    return 0;
}
