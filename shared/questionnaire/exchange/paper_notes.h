// What a definition asks for that its form cannot say, in words for the printed page.
#pragma once

#include "shared/questionnaire/instrument.h"

#include <string>
#include <vector>

namespace waymark::exchange {

/// What may be ticked in place of an answer to this item, such as "Rather not say". Nothing where words are asked for: they may be left out.
std::vector<std::string> offeredInstead(const questionnaire::Instrument& instrument, std::string_view item, std::string_view language);
/// "Only at the end. Only from 8 to 10 years."; empty if everybody is asked every time.
std::string askedOnly(const questionnaire::Instrument& instrument, std::string_view item);
/// What has to be shown with the questionnaire: what readers of its figures must know, and whose it is.
std::vector<std::string> shownWith(const questionnaire::Instrument& instrument, std::string_view language);

}  // namespace waymark::exchange
