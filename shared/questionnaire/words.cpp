#include "shared/questionnaire/words.h"

#include <algorithm>
#include <array>

namespace waymark::questionnaire {

namespace {

using std::string_view;

constexpr std::array<string_view, 7> kItemKinds = {"likert", "ten_point", "faces", "choice", "yes_no", "text", "number"};
constexpr std::array<string_view, 6> kPurposes = {"question", "anchor", "then", "satisfaction", "comment", "may_quote"};
constexpr std::array<string_view, 2> kScaleKinds = {"numbers", "choices"};
constexpr std::array<string_view, 2> kUses = {"response", "feedback"};
constexpr std::array<string_view, 2> kReadAlouds = {"offered", "always"};
constexpr std::array<string_view, 2> kGivenBy = {"anyone", "worker"};
constexpr std::array<string_view, 2> kScoreMethods = {"mean", "sum"};
constexpr std::array<string_view, 3> kTranslations = {"original", "checked", "draft"};
constexpr std::array<string_view, 3> kLicenceClasses = {"ship", "define", "totals"};
constexpr std::array<string_view, 4> kMissing = {"refused", "not_applicable", "skipped", "not_asked"};

template <std::size_t N, class Word> string_view nameOf(const std::array<string_view, N>& names, Word word) {
    return names[static_cast<std::size_t>(word)];
}

template <class Word, std::size_t N> std::optional<Word> parse(const std::array<string_view, N>& names, string_view text) {
    const auto it = std::find(names.begin(), names.end(), text);
    if (it == names.end()) return std::nullopt;
    return static_cast<Word>(it - names.begin());
}

}  // namespace

string_view name(ItemKind kind) { return nameOf(kItemKinds, kind); }
string_view name(Purpose purpose) { return nameOf(kPurposes, purpose); }
string_view name(ScaleKind kind) { return nameOf(kScaleKinds, kind); }
string_view name(Use use) { return nameOf(kUses, use); }
string_view name(ReadAloud readAloud) { return nameOf(kReadAlouds, readAloud); }
string_view name(GivenBy givenBy) { return nameOf(kGivenBy, givenBy); }
string_view name(ScoreMethod method) { return nameOf(kScoreMethods, method); }
string_view name(Translation translation) { return nameOf(kTranslations, translation); }
string_view name(LicenceClass kind) { return nameOf(kLicenceClasses, kind); }
string_view name(Missing missing) { return nameOf(kMissing, missing); }

std::optional<ItemKind> parseItemKind(string_view text) { return parse<ItemKind>(kItemKinds, text); }
std::optional<Purpose> parsePurpose(string_view text) { return parse<Purpose>(kPurposes, text); }
std::optional<ScaleKind> parseScaleKind(string_view text) { return parse<ScaleKind>(kScaleKinds, text); }
std::optional<Use> parseUse(string_view text) { return parse<Use>(kUses, text); }
std::optional<ReadAloud> parseReadAloud(string_view text) { return parse<ReadAloud>(kReadAlouds, text); }
std::optional<GivenBy> parseGivenBy(string_view text) { return parse<GivenBy>(kGivenBy, text); }
std::optional<ScoreMethod> parseScoreMethod(string_view text) { return parse<ScoreMethod>(kScoreMethods, text); }
std::optional<Translation> parseTranslation(string_view text) { return parse<Translation>(kTranslations, text); }
std::optional<LicenceClass> parseLicenceClass(string_view text) { return parse<LicenceClass>(kLicenceClasses, text); }
std::optional<Missing> parseMissing(string_view text) { return parse<Missing>(kMissing, text); }

}  // namespace waymark::questionnaire
