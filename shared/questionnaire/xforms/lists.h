// Lists in files beside a form: CSV, XML, GeoJSON. Source: ODK XForms specification, secondary instances.
#pragma once

#include <libxml/tree.h>

#include <optional>
#include <string>
#include <string_view>

namespace waymark::xforms {

/// Adds the list as a child of `holder`: an element `root` with an `item` for each row, or the XML as it is. A CSV may have commas,
/// semicolons or tabs. In words what is wrong.
std::optional<std::string> readList(std::string_view fileName, std::string_view content, xmlNode* holder);

}  // namespace waymark::xforms
