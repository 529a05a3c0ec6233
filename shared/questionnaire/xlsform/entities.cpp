// The sheet of entities: what a record says about things that live on beyond it. The record carries it, for a server that keeps such lists.
// Source: ODK XForms specification, entities.
#include "shared/questionnaire/xforms/xml.h"
#include "shared/base/ascii.h"
#include "shared/questionnaire/xlsform/compiler.h"

#include <algorithm>

namespace waymark::xlsform {

using xforms::Severity;

namespace {

/// In words what is wrong with the name of a list or property; empty if nothing is.
std::string wrongName(const std::string& name) {
    if (xmlValidateNCName(BAD_CAST name.c_str(), 0) != 0) return "“" + name + "” cannot be a name: names begin with a letter or an underscore and go on with letters, digits, hyphens and underscores";
    if (name.starts_with("__")) return "“" + name + "” cannot begin with two underscores";
    if (name.find('.') != std::string::npos) return "“" + name + "” cannot hold a full stop";
    return {};
}

}  // namespace

void Compiler::sayEntity(const Row& row, std::string_view column, std::string message) {
    m_problems.push_back({Severity::Error, std::move(message), {}, m_entities.sheet, row.number, m_entities.heading(column), {}});
}

void Compiler::readEntities() {
    if (m_entities.rows.empty()) return;
    m_problems.push_back({Severity::Unsupported, "lists of entities are not kept", "the record says what to create or change, for a server that keeps them", m_entities.sheet,
                          m_entities.rows.front().number, {}, {}});
    for (const Column& column : m_entities.columns)
        if (!column.heading.empty() && !column.isKnown) sayEntity(Row{m_entities.rows.front().number - 1, {}}, column.name, "the sheet of entities has no column “" + column.heading + "”");
    std::set<std::string> seen;
    for (const Row& row : m_entities.rows) {
        Entity entity{&row, m_entities.cell(row, "list_name"), m_entities.cell(row, "label"), m_entities.cell(row, "entity_id"), m_entities.cell(row, "create_if"), m_entities.cell(row, "update_if"), {}};
        if (entity.list.empty()) {
            sayEntity(row, "list_name", "a list of entities has no name");
            continue;
        }
        if (const std::string wrong = wrongName(entity.list); !wrong.empty()) sayEntity(row, "list_name", wrong);
        if (!seen.insert(entity.list).second) sayEntity(row, "list_name", "the list “" + entity.list + "” is there twice");
        const bool creates = entity.id.empty() || !entity.createIf.empty();
        if (entity.id.empty() && !entity.updateIf.empty()) sayEntity(row, "entity_id", "to change an entity, entity_id has to say which");
        else if (creates && entity.label.empty()) sayEntity(row, "label", "a new entity needs a label");
        if (!entity.id.empty() && !entity.createIf.empty() && entity.updateIf.empty())
            sayEntity(row, "update_if", "to create or change an entity, update_if has to say when it is a change");
        m_entityRows.push_back(std::move(entity));
    }
}

void Compiler::checkSaveTo(const Item& item) {
    std::string name = cell(item, "save_to");
    if (name.empty()) return;
    const auto mistake = [&](std::string words) { say(Severity::Error, item.row, "save_to", std::move(words)); };
    if (m_entityRows.empty()) return mistake("answers are saved to an entity, but the form has no sheet of entities that says to which");
    if (item.kind == ItemKind::Group || item.kind == ItemKind::Repeat) return mistake("a group or repeat cannot be saved to an entity; its questions can");
    Entity* entity = &m_entityRows.front();
    if (const std::size_t hash = name.find('#'); hash != std::string::npos) {
        const std::string list = name.substr(0, hash);
        name.erase(0, hash + 1);
        if (name.find('#') != std::string::npos) return mistake("“#” stands once, between the list and the property");
        const auto found = std::find_if(m_entityRows.begin(), m_entityRows.end(), [&](const Entity& one) { return one.list == list; });
        if (found == m_entityRows.end()) return mistake("there is no list “" + list + "” on the sheet of entities");
        entity = &*found;
    } else if (m_entityRows.size() > 1) {
        return mistake("with several lists of entities, save_to says which: list#property");
    }
    if (base::lower(name) == "name" || base::lower(name) == "label") return mistake("“" + name + "” is kept for the entity itself");
    if (const std::string wrong = wrongName(name); !wrong.empty()) return mistake(wrong);
    const auto [other, isNew] = m_saved.emplace(entity->list + "#" + name, item.row->number);
    if (!isNew) mistake("“" + name + "” is saved already, in row " + std::to_string(other->second));
    entity->saved.push_back(&item);
}

namespace {

/// The innermost repeat around a row, or the whole form.
const Item* scopeOf(const Item* item) {
    const Item* at = item->parent;
    while (at->parent && at->kind != ItemKind::Repeat)
        at = at->parent;
    return at;
}

bool isAround(const Item* outer, const Item* inner) {
    for (const Item* at = inner; at; at = at->parent)
        if (at == outer) return true;
    return false;
}

}  // namespace

/// The rows whose answers the entity's own expressions look at.
std::vector<const Item*> Compiler::usedBy(const Entity& entity) const {
    std::vector<const Item*> used;
    for (const std::string* text : {&entity.label, &entity.id, &entity.createIf, &entity.updateIf})
        for (std::size_t open = text->find("${"); open != std::string::npos; open = text->find("${", open + 2)) {
            const std::size_t close = text->find('}', open);
            const auto found = close == std::string::npos ? m_byName.end() : m_byName.find(text->substr(open + 2, close - open - 2));
            if (found != m_byName.end() && found->second.size() == 1 && found->second.front()->parent) used.push_back(found->second.front());
        }
    return used;
}

/// All that an entity takes from a form stands in one repeat, in what is around it, or in no repeat at all.
void Compiler::findScope(Entity& entity) {
    entity.scope = &m_root;
    for (const Item* item : entity.saved) {
        const Item* scope = scopeOf(item);
        if (item != entity.saved.front() && scope != scopeOf(entity.saved.front()))
            say(Severity::Error, item->row, "save_to", "“" + entity.list + "” takes its answers from one repeat, or from outside of all, and row " + std::to_string(entity.saved.front()->row->number) + " stands elsewhere");
        if (isAround(entity.scope, scope)) entity.scope = scope;
    }
    for (const Item* item : usedBy(entity)) {
        const Item* scope = scopeOf(item);
        if (isAround(entity.scope, scope)) entity.scope = scope;
        else if (!isAround(scope, entity.scope)) sayEntity(*entity.row, "label", "“${" + item->name + "}” stands in another repeat than what else “" + entity.list + "” is made of");
    }
    const std::string named = m_entities.cell(*entity.row, "repeat");
    if (named.empty()) return;
    const auto found = named.size() > 3 && named.starts_with("${") && named.ends_with('}') ? m_byName.find(named.substr(2, named.size() - 3)) : m_byName.end();
    if (found == m_byName.end() || found->second.front()->kind != ItemKind::Repeat)
        sayEntity(*entity.row, "repeat", "this column names one repeat, as in ${children}");
    else
        entity.scope = found->second.front();
}

/// What is saved belongs to the nearest entity around it, so an entity stands where its questions meet. Nothing else may stand in between.
bool Compiler::parts(const Item* holder, const Entity& entity) const {
    if (!entity.holder || holder == entity.holder || !isAround(entity.holder, holder)) return false;
    return std::any_of(entity.saved.begin(), entity.saved.end(), [&](const Item* item) { return isAround(holder, item); });
}

/// Where an entity that nothing is saved to may stand: around the innermost of what it looks at, from the inside out.
std::vector<const Item*> Compiler::placesFor(const Entity& entity) const {
    const auto depth = [](const Item* at) {
        int steps = 0;
        for (; at; at = at->parent)
            ++steps;
        return steps;
    };
    const Item* at = nullptr;
    for (const Item* item : usedBy(entity))
        if (scopeOf(item) == entity.scope && (!at || depth(item->parent) > depth(at))) at = item->parent;
    std::vector<const Item*> places;
    for (at = at ? at : entity.scope; at != entity.scope; at = at->parent)
        places.push_back(at);
    places.push_back(entity.scope);
    std::erase_if(places, [&](const Item* place) { return std::any_of(m_entityRows.begin(), m_entityRows.end(), [&](const Entity& other) { return parts(place, other); }); });
    return places;
}

/// Finds a free place, if need be by moving another that nothing is saved to.
bool Compiler::hold(Entity& entity, std::set<const Item*>& tried) {
    const auto places = placesFor(entity);
    const auto holds = [&](const Item* place) { return std::find_if(m_entityRows.begin(), m_entityRows.end(), [&](const Entity& one) { return one.holder == place; }); };
    for (const Item* place : places)
        if (holds(place) == m_entityRows.end()) {
            entity.holder = place;
            return true;
        }
    for (const Item* place : places) {
        if (!tried.insert(place).second) continue;
        const auto other = holds(place);
        if (!other->saved.empty() || !hold(*other, tried)) continue;
        entity.holder = place;
        return true;
    }
    return false;
}

/// A group, a repeat or the form holds one entity only.
void Compiler::findHolders() {
    std::map<const Item*, std::size_t> inScope;
    for (Entity& entity : m_entityRows) {
        findScope(entity);
        ++inScope[entity.scope];
    }
    const auto sayFull = [this](const Entity& entity) {
        sayEntity(*entity.row, "list_name", "a group, a repeat or the form itself holds one entity, and there is none left for “" + entity.list + "”; put its questions into a group of their own");
    };
    for (Entity& entity : m_entityRows) {
        if (entity.saved.empty()) continue;
        const Item* at = entity.saved.front()->parent;
        for (const Item* item : entity.saved)
            while (!isAround(at, item))
                at = at->parent;
        at = inScope[entity.scope] == 1 || !isAround(entity.scope, at) ? entity.scope : at;
        const bool isFull = std::any_of(m_entityRows.begin(), m_entityRows.end(), [&](const Entity& other) { return other.holder == at || parts(at, other); });
        entity.holder = at;
        if (isFull || std::any_of(m_entityRows.begin(), m_entityRows.end(), [&](const Entity& other) { return other.holder && parts(other.holder, entity); })) sayFull(entity);
    }
    for (Entity& entity : m_entityRows) {
        if (!entity.saved.empty()) continue;
        std::set<const Item*> tried;
        if (inScope[entity.scope] == 1) entity.holder = entity.scope;
        else if (!hold(entity, tried)) sayFull(entity);
        if (!entity.holder) entity.holder = entity.scope;
    }
}

/// `meta` with the entity, in the form's data or in each occurrence of the repeat it belongs to, and the rules for it.
void Compiler::writeEntities() {
    findHolders();
    for (const Entity& entity : m_entityRows) {
        const Item* repeat = entity.scope->kind == ItemKind::Repeat ? entity.scope : nullptr;
        const std::string above = entity.holder->path, path = above + "/meta/entity";
        const bool updates = !entity.id.empty(), creates = !updates || !entity.createIf.empty();
        if (updates && !m_lists.contains(entity.list) && !m_files.contains(entity.list))
            sayEntity(*entity.row, "list_name", "to change an entity, the form needs its list: a question of the type select_one_from_file, or csv-external, with “" + entity.list + "”");
        Item here;  // where its expressions stand
        here.path = path;
        here.parent = const_cast<Item*>(entity.holder);
        const auto worked = [&](const std::string& text, std::string_view column) { return escaped(expression(text, &here, column)); };
        for (const std::string rule : {"", "/label"})
            m_elsewhere[path + rule] = {&m_entities, entity.row->number};
        std::string& meta = m_metaInside[above];
        meta += "<entity dataset=\"" + escaped(entity.list) + "\" id=\"\"" + (creates ? " create=\"1\"" : "") + (updates ? " update=\"1\" baseVersion=\"\" trunkVersion=\"\" branchId=\"\"" : "") + ">" +
                (entity.label.empty() ? "" : "<label/>") + "</entity>";
        if (!entity.label.empty()) m_binds += "<bind nodeset=\"" + path + "/label\" type=\"string\" calculate=\"" + worked(entity.label, "label") + "\"/>";
        if (!entity.createIf.empty()) m_binds += "<bind nodeset=\"" + path + "/@create\" calculate=\"" + worked(entity.createIf, "create_if") + "\"/>";
        if (!entity.updateIf.empty()) m_binds += "<bind nodeset=\"" + path + "/@update\" calculate=\"" + worked(entity.updateIf, "update_if") + "\"/>";
        if (updates) {
            const std::string id = worked(entity.id, "entity_id");
            m_binds += "<bind nodeset=\"" + path + "/@id\" calculate=\"" + id + "\"/>";
            for (const char* name : {"baseVersion", "trunkVersion", "branchId"}) {
                const std::string cell = std::string_view(name) == "baseVersion" ? "__version" : std::string("__") + name;
                m_binds += "<bind nodeset=\"" + path + "/@" + name + "\" calculate=\"instance('" + escaped(entity.list) + "')/root/item[name=" + id + "]/" + cell + "\"/>";
            }
        } else {
            const std::string set = "<setvalue event=\"odk-instance-first-load" + std::string(repeat ? " odk-new-repeat" : "") + "\" ref=\"" + path + "/@id\" value=\"uuid()\"/>";
            (repeat ? m_triggered[repeat->path] : m_modelActions) += set;
        }
    }
}

}  // namespace waymark::xlsform
