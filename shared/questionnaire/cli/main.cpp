// waymark-forms: looks at questionnaires without the app. One JSON document on standard output, words on standard error; exit code 0 fine,
// 1 problems found, 2 cannot read.
#include "shared/base/standard_descriptors.h"
#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/cli/surroundings.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <string>
#include <vector>

namespace {

constexpr const char* kExpression = "EXPRESSION";

/// An expression may start with a minus: everything that is no option of `eval` goes behind "--". In the order CLI11 takes them, the last
/// first.
std::vector<std::string> argumentsOf(int argc, char** argv) {
    std::vector<std::string> options, rest;
    const std::vector<std::string> given(argv + 1, argv + argc);
    const bool isEval = !given.empty() && given.front() == "eval";
    for (std::size_t i = 0; i < given.size(); ++i) {
        const bool takesNext = given[i] == "--instance" || given[i] == "--context";
        const bool isOption = takesNext || given[i].starts_with("--instance=") || given[i].starts_with("--context=") ||
                              given[i] == "--help" || given[i] == "-h";
        if (!isEval || i == 0 || isOption) {
            options.push_back(given[i]);
            if (isEval && takesNext && i + 1 < given.size()) options.push_back(given[++i]);
        } else if (given[i] != "--") {
            rest.push_back(given[i]);
        }
    }
    if (!rest.empty()) options.push_back("--");
    options.insert(options.end(), rest.begin(), rest.end());
    return {options.rbegin(), options.rend()};
}

/// An empty value is mostly a variable of the shell that is not set, and would be taken for "not given". The option that has one, or nothing.
std::string optionWithoutValue(const CLI::App& app) {
    for (const auto* command : app.get_subcommands())
        for (const auto* option : command->get_options())
            if (option->get_items_expected_max() > 0 && option->get_name() != kExpression)
                for (const auto& value : option->results())
                    if (value.empty()) return option->get_name();
    return {};
}

/// A document that nobody got must not look written. Returns the exit code.
int written(int code) {
    if (std::cout << std::flush) return code;
    std::cerr << "waymark-forms: the answer could not be written to standard output, is the disk full?\n";
    return waymark::forms::kCannotRead;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace waymark;
    base::fillStandardDescriptors();
    CLI::App app{"Checks, fills in and scores questionnaires.", "waymark-forms"};
    app.require_subcommand(1);
    std::string file, answers, instance, context, out, language, lastSaved, point = "baseline";
    std::vector<std::string> expressions;
    int age = -1;
    bool isDraft = false;

    auto* check = app.add_subcommand("check", "Says what is wrong with a form, and what Waymark does otherwise than it asks");
    check->add_option("FILE", file, "a spreadsheet (.xlsx), an XForm (.xml) or an instrument (.json)")->required();
    auto* fill = app.add_subcommand("fill", "Fills in a form and shows the record. Exit 1 where an answer is nobody's: no such question, no number, not offered. "
                                              "What a person would be told on the way, as that an answer is needed or not allowed, is among the messages");
    fill->add_option("FILE", file, "a spreadsheet (.xlsx) or an XForm (.xml)")->required();
    fill->add_option("ANSWERS", answers, R"(a list: {"ref", "value"}, {"ref", "add": true} for a repeat, {"language"})")->required();
    fill->add_option("--last-saved", lastSaved, "the record (.xml) that was finished last with this form");
    auto* score = app.add_subcommand("score", "Scores answers to an instrument");
    score->add_option("FILE", file, "an instrument (.json, or .xlsx with the columns of ours)")->required();
    score->add_option("ANSWERS", answers, "the answers, by question")->required();
    score->add_option("--point", point, "baseline, interim, exit and so on; what is asked may depend on it");
    score->add_option("--age", age, "of the person, in whole years");
    auto* convert = app.add_subcommand("convert", "Writes a questionnaire in another form");
    convert->add_option("FILE", file, "a spreadsheet (.xlsx), an XForm (.xml) or a definition (.json)")->required();
    convert->add_option("-o,--out", out, "the file to write: .json, .xlsx, .xml, or .html to print")->required();
    convert->add_flag("--draft", isDraft, "the printed page says that it is a draft");
    convert->add_option("--language", language, "of the printed page, as the form names it");
    auto* preview = app.add_subcommand("preview", "Opens a questionnaire in the app's own pages, as families would see it");
    preview->add_option("FILE", file, "a spreadsheet (.xlsx), an XForm (.xml) or a definition (.json)")->required();
    auto* eval = app.add_subcommand("eval", "Works out an expression");
    eval->add_option(kExpression, expressions, "XPath with the functions of forms")->required();
    eval->add_option("--instance", instance, "the XML that its paths lead through");
    eval->add_option("--context", context, "a path to the node it starts from");

    forms::ChangeOptions limits;
    auto* change = app.add_subcommand("change", "Says how far people moved between two points, and how sure one may be");
    change->add_option("FILE", file, "a list (.csv) with the columns person, point (baseline, later or then), score and, if need be, group")
        ->required();
    change->add_option("--min", limits.lowest, "the lowest possible score");
    change->add_option("--max", limits.highest, "the highest possible score");
    change->add_option("--alpha", limits.alpha, "the questionnaire's reliability, 0 to 1: without it no change is called reliable");
    change->add_flag("--lower-is-better", limits.lowerIsBetter, "a fall counts as improved");

    try {
        app.parse(argumentsOf(argc, argv));
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);  // --help
        std::cerr << "waymark-forms --help says what there is\n";
        return forms::cannotRead("waymark-forms", {base::ErrorCode::Malformed, error.what()});
    }
    const auto work = [&] {
        if (const auto option = optionWithoutValue(app); !option.empty())
            return forms::cannotRead("waymark-forms", {base::ErrorCode::Malformed, option + ": its value is empty; is a variable of the shell not set?"});
        if (expressions.size() > 1)
            return forms::cannotRead("eval", {base::ErrorCode::Malformed, "one expression is expected and there are " + std::to_string(expressions.size()) +
                                                                              "; put it in quotation marks"});
        if (check->parsed()) return forms::check(file);
        if (convert->parsed()) return forms::convert(file, out, language, isDraft);
        if (preview->parsed()) return forms::preview(file);
        if (fill->parsed()) return forms::fill(file, answers, lastSaved);
        if (score->parsed()) return forms::score(file, answers, point, age);
        if (change->parsed()) return forms::change(file, limits);
        return forms::eval(expressions.front(), instance, context);
    };
    return written(work());
}
