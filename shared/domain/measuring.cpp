#include "shared/domain/measuring.h"

#include <algorithm>
#include <array>

namespace waymark::domain {

namespace {

constexpr std::array<std::string_view, 5> kPoints = {"baseline", "interim", "exit", "follow_up", "then"};
constexpr std::array<std::string_view, 4> kRespondents = {"self", "parent", "child", "worker"};
constexpr std::array<std::string_view, 4> kHelps = {"none", "read_aloud", "interpreter", "proxy"};
constexpr std::array<std::string_view, 2> kBetters = {"higher", "lower"};

template <class Word, std::size_t N> std::optional<Word> parse(const std::array<std::string_view, N>& names, std::string_view text) {
    const auto it = std::find(names.begin(), names.end(), text);
    if (it == names.end()) return std::nullopt;
    return static_cast<Word>(it - names.begin());
}

}  // namespace

std::string_view name(Point point) { return kPoints[static_cast<std::size_t>(point)]; }
std::string_view name(Respondent respondent) { return kRespondents[static_cast<std::size_t>(respondent)]; }
std::string_view name(Help help) { return kHelps[static_cast<std::size_t>(help)]; }
std::string_view name(Better better) { return kBetters[static_cast<std::size_t>(better)]; }

std::optional<Point> parsePoint(std::string_view text) { return parse<Point>(kPoints, text); }
std::optional<Respondent> parseRespondent(std::string_view text) { return parse<Respondent>(kRespondents, text); }
std::optional<Help> parseHelp(std::string_view text) { return parse<Help>(kHelps, text); }
std::optional<Better> parseBetter(std::string_view text) { return parse<Better>(kBetters, text); }

}  // namespace waymark::domain
