// Turns a view (JSON: text, lists, true and false) into HTML by one of the embedded mustache templates. Text is escaped unless the
// template says `{{{raw}}}`, which is for what another template or a chart made.
#pragma once

#include "shared/base/json.h"

#include <string>
#include <string_view>

namespace waymark::service {

/// Renders an embedded template. In a view an empty text, null and false all count as "not there" for a section; numbers are written
/// as they are. A template that is missing or broken is a programming error and stops the program.
std::string renderTemplate(std::string_view name, const base::Json& view);

/// `text` safe inside HTML text and attributes.
std::string escapeHtml(std::string_view text);

}  // namespace waymark::service
