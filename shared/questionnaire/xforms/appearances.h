// Appearances that the field writes, and what Waymark does about each. Private to the folder.
#pragma once

#include "shared/questionnaire/xforms/form.h"

#include <optional>
#include <string>
#include <string_view>

namespace waymark::xforms {

struct Otherwise {
    std::string message, instead;
};

/// What is done otherwise than that appearance of a control asks; nothing if it is acted on (presentation.h, pages.h and the app).
std::optional<Otherwise> otherwiseFor(const Control& control, std::string_view appearance);

/// The same for a style of the whole form, from the setting `style` or the class of an XForm's body.
std::optional<Otherwise> otherwiseForStyle(std::string_view style);

}  // namespace waymark::xforms
