#include "shared/questionnaire/exchange/list_columns.h"

namespace waymark::exchange {

using namespace xforms;

std::map<std::string, ListColumns, std::less<>> columnsOfLists(const std::vector<std::unique_ptr<Control>>& controls) {
    std::map<std::string, ListColumns, std::less<>> lists;
    for (const auto& control : controls) {
        lists.merge(columnsOfLists(control->children));
        if (!control->itemset || control->itemset->instance.empty() || !control->itemset->searched.empty()) continue;
        ListColumns columns{trimmed(control->itemset->value.source), trimmed(control->itemset->label.source)};
        static constexpr std::string_view kItext = "jr:itext(";
        if (columns.label.starts_with(kItext) && columns.label.ends_with(')')) {
            columns.itextId = trimmed(std::string_view(columns.label).substr(kItext.size(), columns.label.size() - kItext.size() - 1));
            columns.label = "label";
        }
        lists.emplace(control->itemset->instance, std::move(columns));
    }
    return lists;
}

std::string cellOf(const xmlNode* item, std::string_view column) {
    if (column.starts_with("./")) column.remove_prefix(2);
    if (column.starts_with('@')) return attribute(item, column.substr(1));
    const xmlNode* cell = child(item, column);
    return cell ? trimmed(textIn(cell)) : std::string();
}

}  // namespace waymark::exchange
