// Names for people who do not exist: first names as they are heard in a city, family names that nobody bears.
#pragma once

#include "sync/service/demo/dice.h"

#include <string>

namespace waymark::service {

std::string firstName(Dice& dice);
std::string familyName(Dice& dice);
/// The name as somebody else might write it down: another spelling, a letter lost, or the family name first.
std::string misheard(const std::string& name, Dice& dice);
/// A short form to be called by, or empty if the name has none.
std::string shortName(const std::string& firstName);
/// In the shape of a postcode of the city; whether it exists was not looked up.
std::string inventedPostcode(Dice& dice, int district);
/// In the range that Ofcom keeps free for drama: 07700 900000 to 900999.
std::string inventedPhone(Dice& dice);

} // namespace waymark::service
