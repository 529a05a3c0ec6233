// How the questions of a form make choices of the items of its lists. Private to the folder.
#pragma once

#include "shared/questionnaire/xforms/form.h"

namespace waymark::exchange {

struct ListColumns {
    std::string value = "name", label = "label", itextId = "itextId";
};

/// By the list's id; of lists that a question offers. What it finds with a search is not among them.
std::map<std::string, ListColumns, std::less<>> columnsOfLists(const std::vector<std::unique_ptr<xforms::Control>>& controls);

/// What an item has under "name", "./name" or "@name".
std::string cellOf(const xmlNode* item, std::string_view column);

}  // namespace waymark::exchange
