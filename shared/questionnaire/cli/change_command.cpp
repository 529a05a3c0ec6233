#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/cli/surroundings.h"

#include "shared/statistics/change_json.h"
#include "shared/statistics/change_list.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace waymark::forms {

namespace {

constexpr std::size_t kMostLines = 50;  // of problems on standard error; the document has them all

/// What is wrong with the options, or nothing.
std::string wrongOptions(const ChangeOptions& options) {
    for (const auto& given : {options.lowest, options.highest, options.alpha})
        if (given && !std::isfinite(*given)) return "--min, --max and --alpha are plain numbers";
    if (options.lowest && options.highest && *options.lowest >= *options.highest) return "--min has to be below --max";
    if (options.alpha && (*options.alpha < 0.0 || *options.alpha > 1.0)) return "--alpha lies between 0 and 1";
    return {};
}

void tell(const std::string& file, const std::vector<statistics::ListProblem>& problems) {
    for (std::size_t i = 0; i < std::min(problems.size(), kMostLines); ++i) {
        const auto& problem = problems[i];
        std::cerr << file << ": row " << problem.row;
        if (!problem.column.empty()) std::cerr << ", column " << problem.column;
        std::cerr << ": " << (problem.isError ? "error" : "warning") << ": " << problem.message << " (" << problem.instead << ")\n";
    }
    if (problems.size() > kMostLines) std::cerr << file << ": " << problems.size() - kMostLines << " more of these\n";
}

std::string rounded(double number, const char* format) {
    char text[64];
    std::snprintf(text, sizeof text, format, number);
    return text;
}

/// The result in a sentence, as careful as the number of pairs asks for.
std::string words(const statistics::ChangeReport& report) {
    const auto& change = report.change;
    std::string text = std::to_string(change.n) + (change.n == 1 ? " pair" : " pairs") + " of " + std::to_string(report.due) +
                       (report.due == 1 ? " baseline" : " baselines");
    if (report.followUpRate) text += " (" + rounded(100.0 * *report.followUpRate, "%.0f%%") + " came back)";
    const std::string counts = std::to_string(change.improved) + " improved, " + std::to_string(change.same) + " the same, " +
                               std::to_string(change.declined) + " declined" +
                               (report.better == domain::Better::Lower ? " (lower is better; a fall counts as improved)" : "");
    switch (report.size) {
    case statistics::SizeClass::TooFew: return text + ": too few to say anything";
    case statistics::SizeClass::CountsOnly: return text + ": too few for a mean; " + counts;
    case statistics::SizeClass::Early: text += ", an early figure"; break;
    case statistics::SizeClass::Normal: break;
    }
    text += ": people who stayed changed by " + rounded(change.meanChange.value_or(0.0), "%+.2f");
    if (change.ci95) text += " [" + rounded(change.ci95->low, "%.2f") + ", " + rounded(change.ci95->high, "%.2f") + "]";
    if (report.better == domain::Better::Lower) text += ", up as better";
    return text + "; " + counts;
}

}  // namespace

int change(const std::string& file, const ChangeOptions& options) {
    if (const std::string wrong = wrongOptions(options); !wrong.empty()) return cannotRead("change", {base::ErrorCode::Malformed, wrong});
    const auto content = readFile(file);
    if (!content) return cannotRead(file, content.error());
    const statistics::ScoreRange range{options.lowest, options.highest};
    auto list = statistics::readChangeList(*content, range);
    if (!list) return cannotRead(file, list.error());
    if (options.lowerIsBetter)
        for (auto& answer : list->answers)
            answer.better = domain::Better::Lower;

    const auto made = statistics::changeReportWithin(range, list->answers, {}, options.alpha);
    tell(file, list->problems);
    std::cerr << file << ": " << words(made) << '\n';
    print(statistics::changeDocument(*list, made, options.alpha));
    return std::any_of(list->problems.begin(), list->problems.end(), [](const auto& problem) { return problem.isError; }) ? kProblems
                                                                                                                          : kFine;
}

}  // namespace waymark::forms
