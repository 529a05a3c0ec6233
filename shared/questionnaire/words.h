// The words of a definition's JSON for our enumerations.
#pragma once

#include "shared/questionnaire/answers.h"
#include "shared/questionnaire/instrument.h"

#include <string_view>

namespace waymark::questionnaire {

std::string_view name(ItemKind kind);            ///< "ten_point"
std::string_view name(Purpose purpose);          ///< "may_quote"
std::string_view name(ScaleKind kind);           ///< "numbers"
std::string_view name(Use use);                  ///< "feedback"
std::string_view name(ReadAloud readAloud);      ///< "always"
std::string_view name(GivenBy givenBy);          ///< "worker"
std::string_view name(ScoreMethod method);       ///< "sum"
std::string_view name(Translation translation);  ///< "draft"
std::string_view name(LicenceClass kind);        ///< "ship"
std::string_view name(Missing missing);          ///< "not_applicable", as the dictionary writes missing answers

std::optional<ItemKind> parseItemKind(std::string_view text);
std::optional<Purpose> parsePurpose(std::string_view text);
std::optional<ScaleKind> parseScaleKind(std::string_view text);
std::optional<Use> parseUse(std::string_view text);
std::optional<ReadAloud> parseReadAloud(std::string_view text);
std::optional<GivenBy> parseGivenBy(std::string_view text);
std::optional<ScoreMethod> parseScoreMethod(std::string_view text);
std::optional<Translation> parseTranslation(std::string_view text);
std::optional<LicenceClass> parseLicenceClass(std::string_view text);
std::optional<Missing> parseMissing(std::string_view text);

}  // namespace waymark::questionnaire
