// The commands of waymark-forms. Each prints one JSON document on standard output and words on standard error, and gives the exit code:
// 0 fine, 1 problems found, 2 cannot read.
#pragma once

#include <string>

namespace waymark::forms {

inline constexpr int kFine = 0, kProblems = 1, kCannotRead = 2;

int check(const std::string& file);
int fill(const std::string& file, const std::string& answers);
int score(const std::string& file, const std::string& answers, const std::string& point, int age);
/// `instance` and `context` may be empty.
int eval(const std::string& expression, const std::string& instance, const std::string& context);

}  // namespace waymark::forms
