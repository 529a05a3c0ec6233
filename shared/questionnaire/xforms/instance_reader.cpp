// The primary instance and its fields; other instances, in the form or in files beside it.
#include "shared/questionnaire/xforms/lists.h"
#include "shared/questionnaire/xforms/reading.h"

#include <set>

namespace waymark::xforms {

namespace {

/// Line breaks and indents of the file around a value are none of it.
void trimLeaves(xmlNode* element) {
    for (xmlNode* one : elements(element))
        trimLeaves(one);
    if (!isLeaf(element)) return;
    const std::string text = textIn(element), kept = trimmed(text);
    if (kept.size() != text.size()) setText(element, kept);
}

void readField(Form& form, Field& field, const xmlNode* node) {
    if (hasAttribute(node, "template", kJavaRosa)) {
        field.isRepeat = true;
        field.pattern = node;
    }
    if (!field.pattern) field.pattern = node;
    for (const xmlNode* one : elements(node)) {
        const std::string name(nameOf(one));
        Field* inner = field.child(name);
        if (!inner) {
            field.children.push_back(std::make_unique<Field>());
            inner = field.children.back().get();
            inner->name = name;
            inner->path = field.path + "/" + name;
            inner->parent = &field;
            field.named.emplace(inner->name, inner);
        }
        readField(form, *inner, one);
    }
}

void number(Form& form, Field& field) {
    field.index = form.fields.size();
    form.fields.push_back(&field);
    for (const auto& one : field.children)
        number(form, *one);
}

std::string fileOf(const std::string& source) { return source.substr(source.rfind('/') + 1); }

/// Whether the list's file lies beside the form. What is wrong is told.
bool readFile(Reading& reading, const xmlNode* where, const std::string& path, const std::string& column, SecondaryInstance& list) {
    const std::string file = fileOf(list.source);
    const auto content = reading.files ? reading.files(file) : std::nullopt;
    if (!content)
        reading.say(Severity::Warning, where, path, column, "the list “" + file + "” does not lie beside the form", "questions that use it offer no choices until it is there");
    else if (const auto wrong = readList(file, *content, xmlDocGetRootElement(list.document.get())))
        reading.say(Severity::Error, where, path, column, "the list “" + file + "” cannot be read: " + *wrong);
    return content.has_value();
}

void keep(Reading& reading, const std::string& id, SecondaryInstance list) {
    const xmlNode* holder = xmlDocGetRootElement(list.document.get());
    const bool isXml = !list.source.ends_with(".csv") && !list.source.ends_with(".geojson");  // in those, spaces are part of a value
    for (xmlNode* root : elements(holder))
        if (isXml) trimLeaves(root);
    std::set<std::string_view> columns;
    for (const xmlNode* root : elements(holder))
        for (const xmlNode* item : elements(root))
            for (const xmlNode* cell : elements(item))
                if (columns.insert(nameOf(cell)).second) list.columns.emplace_back(nameOf(cell));
    reading.form.instances.emplace(id, std::move(list));
}

void readSecondary(Reading& reading, const xmlNode* element) {
    const std::string id = attribute(element, "id");
    const std::string source = attribute(element, "src");
    if (id.empty()) {
        reading.say(Severity::Error, element, {}, {}, "a list has no id, so nothing can refer to it");
        return;
    }
    if (reading.form.instances.contains(id)) {
        reading.say(Severity::Error, element, {}, {}, "there are two lists of the id “" + id + "”");
        return;
    }
    SecondaryInstance secondary;
    secondary.source = source;
    secondary.document = newDocument("instance");
    xmlNode* holder = xmlDocGetRootElement(secondary.document.get());
    const auto takeInline = [&] {
        for (const xmlNode* one : elements(element))
            xmlAddChild(holder, xmlDocCopyNode(const_cast<xmlNode*>(one), secondary.document.get(), 1));
    };
    if (source.empty() || source == kLastSaved) takeInline();
    if (!source.empty() && source != kLastSaved && !readFile(reading, element, "instance('" + id + "')", "type", secondary)) takeInline();  // what stands in the form for the time being
    keep(reading, id, std::move(secondary));
}

}  // namespace

void readSearched(Reading& reading, const xmlNode* where, const std::string& path, const std::string& id) {
    if (reading.form.instances.contains(id)) return;
    SecondaryInstance list;
    list.source = "jr://file-csv/" + id + ".csv";
    list.document = newDocument("instance");
    list.isImplied = true;
    readFile(reading, where, path, "appearance", list);
    keep(reading, id, std::move(list));
}

void readInstances(Reading& reading, const xmlNode* model) {
    Form& form = reading.form;
    bool primary = true;
    for (const xmlNode* one : elements(model)) {
        if (nameOf(one) != "instance") continue;
        if (!primary) {
            readSecondary(reading, one);
            continue;
        }
        primary = false;
        form.pattern = Document(xmlNewDoc(BAD_CAST "1.0"));
        xmlNode* root = xmlDocCopyNode(elements(one).front(), form.pattern.get(), 1);
        xmlDocSetRootElement(form.pattern.get(), root);
        xmlReconciliateNs(form.pattern.get(), root);
        trimLeaves(root);
        form.id = attribute(root, "id");
        form.version = attribute(root, "version");
        if (form.version.empty()) form.version = attribute(root, "version", kOpenRosa);
        form.root = std::make_unique<Field>();
        form.root->name = nameOf(root);
        form.root->path = "/" + form.root->name;
        readField(form, *form.root, root);
        if (form.id.empty()) reading.say(Severity::Warning, one, {}, {}, "the form has no id", "its records do not say which form they are of");
    }
    number(form, *form.root);
}

}  // namespace waymark::xforms
