// The commands of waymark-forms. Each prints one JSON document on standard output and words on standard error, and gives the exit code:
// 0 fine, 1 problems found, 2 cannot read.
#pragma once

#include <optional>
#include <string>

namespace waymark::forms {

inline constexpr int kFine = 0, kProblems = 1, kCannotRead = 2;

int check(const std::string& file);
/// `lastSaved` may be empty.
int fill(const std::string& file, const std::string& answers, const std::string& lastSaved);
int score(const std::string& file, const std::string& answers, const std::string& point, int age);
/// Writes `out` in the form that its ending names; `language` is of the printed page and may be empty, and a draft's page says that it is one.
int convert(const std::string& file, const std::string& out, const std::string& language, bool isDraft);
/// Opens it in the app, which does the drawing, and waits until its window is closed.
int preview(const std::string& file);
/// `instance` and `context` may be empty.
int eval(const std::string& expression, const std::string& instance, const std::string& context);

struct ChangeOptions {
    std::optional<double> lowest, highest;  ///< of the possible scores
    std::optional<double> alpha;            ///< the questionnaire's reliability, 0 to 1
    bool lowerIsBetter = false;             ///< a fall counts as improved
};
int change(const std::string& file, const ChangeOptions& options);

}  // namespace waymark::forms
