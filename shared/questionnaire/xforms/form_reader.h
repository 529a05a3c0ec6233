// Reads an XForm as the ODK XForms specification has it, and says what is wrong with it.
#pragma once

#include "shared/base/result.h"
#include "shared/questionnaire/xforms/form.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::xforms {

/// What lies beside the form: lists of choices in files. Absent if there is no such file.
using Files = std::function<std::optional<std::string>(std::string_view name)>;

struct ReadForm {
    Form form;
    Problems problems;
};

/// A form with whatever problems were found: one with an error may be looked at, not filled in. Errors: Malformed if it is no XML or has
/// no model with an instance.
base::Result<ReadForm> readForm(std::string_view xml, const Files& files = {});

}  // namespace waymark::xforms
