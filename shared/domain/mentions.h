// Values without the people who were erased: who brought a child, who attended, who may collect. Pure functions.
#pragma once

#include "shared/base/json.h"

#include <string>
#include <vector>

namespace waymark::domain {

/// Whether a value names one of these ids (of people, without the type) anywhere.
bool mentionsAny(const base::Json& value, const std::vector<std::string>& ids);

/// The value without them. A reference alone becomes null; out of a list goes the item that is one, or whose `person` is (a collector's name and
/// word are theirs); out of an object the member that is one, or is called so; out of a longer text the id with its `person:`. The rest stays.
base::Json withoutMentions(base::Json value, const std::vector<std::string>& ids);

} // namespace waymark::domain
