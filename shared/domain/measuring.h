// The words of measuring how far people have travelled: at which point somebody answered, who answered, and with what help.
#pragma once

#include <optional>
#include <string_view>

namespace waymark::domain {

/// When in a person's time with us an answer was given. `Then` looks back at the start and is never paired with the others.
enum class Point { Baseline, Interim, Exit, FollowUp, Then };

/// Who answered. Answers of different respondents are never paired.
enum class Respondent { Self, Parent, Child, Worker };

/// What help the person had while answering.
enum class Help { None, ReadAloud, Interpreter, Proxy };

/// Which way is up: what a change has to do to a score to count as improved.
enum class Better { Higher, Lower };

std::string_view name(Point point);            ///< "follow_up"
std::string_view name(Respondent respondent);  ///< "parent"
std::string_view name(Help help);              ///< "read_aloud"
std::string_view name(Better better);          ///< "higher"

std::optional<Point> parsePoint(std::string_view text);
std::optional<Respondent> parseRespondent(std::string_view text);
std::optional<Help> parseHelp(std::string_view text);
std::optional<Better> parseBetter(std::string_view text);

}  // namespace waymark::domain
