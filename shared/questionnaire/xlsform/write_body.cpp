// What the XForm shows.
#include "shared/questionnaire/xforms/search.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/compiler.h"

#include <algorithm>
#include <array>

namespace waymark::xlsform {

std::string Compiler::attributes(const Item& item) {
    std::string out = " ref=\"" + item.path + "\"";
    for (const char* name : {"appearance", "autoplay", "rows", "query", "accuracythreshold", "intent"}) {
        if (std::string_view(name) == "rows" && item.parameters.contains(name)) continue;  // the newer place for it
        std::string value = cell(item, name);
        if (value.find("${") != std::string::npos || xforms::isSearch(value)) value = expression(value, &item, name);
        if (!value.empty()) out += " " + std::string(std::string_view(name) == "accuracythreshold" ? "accuracyThreshold" : name) + "=\"" + escaped(value) + "\"";
    }
    if (const auto rows = item.parameters.find("rows"); rows != item.parameters.end()) out += " rows=\"" + escaped(rows->second) + "\"";
    // As pyxform names them, which the ODK XForms specification follows.
    static constexpr std::array<std::pair<const char*, const char*>, 2> kAccuracies = {
        {{"capture-accuracy", "accuracyThreshold"}, {"warning-accuracy", "unacceptableAccuracyThreshold"}}};
    for (const auto& [parameter, attribute] : kAccuracies)
        if (const auto given = item.parameters.find(parameter); given != item.parameters.end() && cell(item, "accuracythreshold").empty())
            out += " " + std::string(attribute) + "=\"" + escaped(given->second) + "\"";
    const auto parameter = [&](const char* name, const char* attribute) {
        if (const auto given = item.parameters.find(name); given != item.parameters.end()) out += std::string(" ") + attribute + "=\"" + escaped(given->second) + "\"";
    };
    const std::string looks = cell(item, "appearance");
    if (item.type && item.type->extra == "image/*" && cell(item, "intent").empty() && (looks.empty() || looks == "annotate")) parameter("app", "intent");
    if (item.type && (item.type->type == "geotrace" || item.type->type == "geoshape") && item.parameters.contains("incremental")) out += " incremental=\"true\"";
    if (item.type && item.type->control == "upload") out += " mediatype=\"" + std::string(item.type->extra) + "\"";
    if (item.type && item.type->spelling == "range") {
        static constexpr std::array<std::pair<const char*, const char*>, 3> kDefaults = {{{"start", "0"}, {"end", "10"}, {"step", "1"}}};
        for (const auto& [name, otherwise] : kDefaults) {
            const auto given = item.parameters.find(name);
            out += " " + std::string(name) + "=\"" + escaped(given == item.parameters.end() ? otherwise : given->second) + "\"";
        }
        parameter("tick_interval", "odk:tick-interval");
        parameter("placeholder", "odk:placeholder");
    }
    out += ownAttributes(item, {"control::", "body::"}, out);
    return out;
}

/// Labels for the ticks of a range, or places that a question about a place begins with: a list without an answer of its own.
std::string Compiler::placesFor(const Item& item) {
    const bool isRange = item.type && item.type->spelling == "range";
    const auto given = item.parameters.find(isRange ? "tick_labelset" : "reference-geometry");
    if (given == item.parameters.end() || !item.type || (!isRange && !item.type->type.starts_with("geo"))) return {};
    std::string nodes, value = "name", label = "label";
    const std::string filter = isRange ? std::string() : cell(item, "choice_filter");
    if (given->second.starts_with("${")) {
        nodes = pathFor(given->second.substr(2, given->second.size() - 3), &item, "parameters");
        m_within = nodes;
        nodes += "[" + (filter.empty() ? "./geometry != ''" : expression(filter, &item, "choice_filter")) + "]";
        m_within.clear();
        value = label = "geometry";
    } else {
        nodes = "instance('" + given->second + "')/root/item" + (filter.empty() ? "" : "[" + expression(filter, &item, "choice_filter") + "]");
        if (m_lists.contains(given->second) && usesItext(m_choices, given->second)) label = "jr:itext(itextId)";
    }
    return "<itemset nodeset=\"" + escaped(nodes) + "\"><value ref=\"" + value + "\"/><label ref=\"" + label + "\"/></itemset>";
}

/// Actions nested in a control: what its answer triggers, and a default worked out for each occurrence of a repeat.
std::string Compiler::actions(const Item& item) {
    const auto triggered = m_triggered.find(item.path);
    std::string out = triggered == m_triggered.end() ? std::string() : triggered->second;
    if (item.kind != ItemKind::Repeat) return out;
    const auto walk = [&](const auto& self, const Item& at) -> void {
        for (const auto& child : at.children) {
            const std::string value = cell(*child, "default");
            if ((child->kind == ItemKind::Question || child->kind == ItemKind::Select) && isDynamic(value, child->type))
                out += "<setvalue event=\"odk-instance-first-load odk-new-repeat\" ref=\"" + child->path + "\" value=\"" + escaped(expression(value, child.get(), "default")) + "\"/>";
            if (child->kind != ItemKind::Repeat) self(self, *child);
        }
    };
    walk(walk, item);
    return out;
}

/// Path of the innermost repeat that holds a row; of the group around it if none does.
std::string Compiler::repeatAround(const std::string& path) const {
    std::string found;
    const Item* at = &m_root;
    while (at && at->path != path) {
        if (at->kind == ItemKind::Repeat) found = at->path;
        const std::string name = path.substr(at->path.size() + 1, path.find('/', at->path.size() + 1) - at->path.size() - 1);
        const Item* next = nullptr;
        for (const auto& child : at->children)
            if (child->name == name) next = child.get();
        at = next;
    }
    return found.empty() ? path.substr(0, path.rfind('/')) : found;
}

std::string Compiler::select(const Item& item) {
    const SelectType& select = item.select;
    const std::string element = select.rank ? "odk:rank" : select.many ? "select" : "select1";
    std::string nodes, value = "name", label = "label";
    if (select.list.starts_with("${") && select.list.ends_with('}')) {
        // Choices from the occurrences of a repeat: whatever was answered there.
        const std::string path = pathFor(select.list.substr(2, select.list.size() - 3), &item, "type");
        nodes = repeatAround(path);
        value = label = path.substr(nodes.size() + 1);
        // What the condition asks of the repeat it asks of each occurrence, and by its place among all of them.
        m_within = nodes;
        if (const std::string filter = cell(item, "choice_filter"); !filter.empty()) nodes += "[" + expression(filter, &item, "choice_filter") + "]";
        m_within.clear();
        nodes += "[./" + value + " != '']";
    } else {
        std::string id = select.list;
        if (id.ends_with(".csv") || id.ends_with(".xml") || id.ends_with(".geojson")) {
            if (id.ends_with(".geojson")) {
                value = "id";
                label = "title";
            }
            id = id.substr(0, id.rfind('.'));
        } else {
            if (usesItext(select.external ? m_external : m_choices, select.list)) label = "jr:itext(itextId)";
        }
        nodes = "instance('" + id + "')/root/item";
        if (const std::string filter = cell(item, "choice_filter"); !filter.empty()) nodes += "[" + expression(filter, &item, "choice_filter") + "]";
    }
    if (const auto given = item.parameters.find("value"); given != item.parameters.end()) value = given->second;
    if (const auto given = item.parameters.find("label"); given != item.parameters.end()) label = given->second;
    if (isShuffled(item)) {
        const auto seed = item.parameters.find("seed");
        nodes = "randomize(" + nodes + (seed == item.parameters.end() ? "" : ", " + expression(seed->second, &item, "parameters")) + ")";
    }
    if (isSearched(item)) return "<" + element + attributes(item) + ">" + this->label(item) + searchItems(select.list) + actions(item) + "</" + element + ">";
    return "<" + element + attributes(item) + ">" + this->label(item) + "<itemset nodeset=\"" + escaped(nodes) + "\"><value ref=\"" + escaped(value) + "\"/><label ref=\"" + escaped(label) + "\"/></itemset>" +
           actions(item) + "</" + element + ">";
}

bool Compiler::isShuffled(const Item& item) const {
    const auto given = item.parameters.find("randomize");
    return given != item.parameters.end() && given->second == "true";
}

/// A search takes the names of its table's columns from choices that stand in the question itself.
bool Compiler::isSearched(const Item& item) const {
    const auto appearances = xforms::appearancesIn(cell(item, "appearance"));
    return std::any_of(appearances.begin(), appearances.end(), xforms::isSearch) && m_lists.contains(item.select.list) && !item.select.external;
}

std::string Compiler::searchItems(const std::string& list) const {
    const bool translated = usesItext(m_choices, list);
    std::string out;
    const auto add = [&](const std::string& name, const std::string& label, const std::string& id) {
        out += "<item>" + (translated ? "<label ref=\"jr:itext('" + escaped(id) + "')\"/>" : label.empty() ? "" : "<label>" + escaped(label) + "</label>") +
               "<value>" + escaped(name) + "</value></item>";
    };
    std::size_t number = 0;
    bool hasOther = false;
    for (const Row* row : m_lists.at(list)) {
        const std::string name = m_choices.cell(*row, "name");
        hasOther = hasOther || name == "other";
        add(name, m_choices.cell(*row, "label"), list + "-" + std::to_string(number++));
    }
    if (m_otherLists.contains(list) && !hasOther) add("other", "Other", list + "-other");
    return out;
}

/// A row that is calculated and has no words is worked out without being shown.
bool Compiler::isSilent(const Item& item) const {
    return item.row && !hasText(item, "label") && !hasText(item, "hint") && !hasText(item, "guidance_hint") && (!cell(item, "calculation").empty() || item.hasTrigger);
}

void Compiler::sayUnseen(const Item& item) {
    say(xforms::Severity::Error, item.row, "name", "“" + item.name + "” triggers another row but is not asked, so its answer never changes");
}

void Compiler::checkWords(const Item& item) {
    if (!item.row) return;
    const std::string appearance = cell(item, "appearance");
    if (appearance.find("label") != std::string::npos) return;  // rows of a table, whose words stand above it
    const auto has = [&](const char* column) { return hasText(item, column); };
    if (has("big-image") && !has("image")) say(xforms::Severity::Error, item.row, "big-image", "a big picture needs a small one in the column “image”");
    if (!has("label") && !has("hint") && !has("image") && !has("audio") && !has("video") && !has("big-image"))
        say(xforms::Severity::Error, item.row, "label", "“" + item.name + "” has no label and no hint, so nobody can tell what is asked");
}

std::string Compiler::body(const Item& item) {
    std::string out;
    for (const auto& child : item.children) {
        if (child->kind == ItemKind::Select) {
            if (isSilent(*child)) {
                if (m_triggered.contains(child->path)) sayUnseen(*child);
                continue;
            }
            checkWords(*child);
            out += select(*child);
        } else if (child->kind == ItemKind::Group) {
            out += "<group" + attributes(*child) + ">" + label(*child) + body(*child) + "</group>";
        } else if (child->kind == ItemKind::Repeat) {
            std::string count = child->count.empty() ? expression(cell(*child, "repeat_count"), child.get(), "repeat_count") : child->count;
            if (!count.empty()) count = " jr:count=\"" + escaped(count) + "\"";
            const std::string appearance = cell(*child, "appearance");
            out += "<group ref=\"" + child->path + "\">" + label(*child) + "<repeat nodeset=\"" + child->path + "\"" + count +
                   (appearance.empty() ? "" : " appearance=\"" + escaped(appearance) + "\"") + ownAttributes(*child, {"control::", "body::"}, count + " nodeset=\"\" appearance=\"\"") + ">" + actions(*child) + body(*child) + "</repeat></group>";
        } else if (child->type && !child->type->control.empty()) {
            const std::string element(child->type->control);
            if (isSilent(*child)) {
                if (m_triggered.contains(child->path)) sayUnseen(*child);
                continue;
            }
            checkWords(*child);
            out += "<" + element + attributes(*child) + ">" + label(*child) + placesFor(*child) + actions(*child) + "</" + element + ">";
        } else if (m_triggered.contains(child->path)) {
            sayUnseen(*child);
        }
    }
    return out;
}

}  // namespace waymark::xlsform
