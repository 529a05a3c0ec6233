// Languages and rules of the model.
#include "shared/questionnaire/xforms/reading.h"

namespace waymark::xforms {

namespace {

/// The types of the specification by their one name; anything else is text.
std::string typeOf(std::string type) {
    if (const std::size_t colon = type.rfind(':'); colon != std::string::npos) type.erase(0, colon + 1);
    if (type == "integer") return "int";
    if (type == "double" || type == "float") return "decimal";
    if (type == "datetime") return "dateTime";
    return type.empty() ? "string" : type;
}

void readRule(Reading& reading, const xmlNode* element, const char* name, const std::string& path, std::optional<xpath::Expression>& into) {
    const std::string source = attribute(element, name);
    if (!trimmed(source).empty()) into = reading.expression(source, element, path, name);
}

/// "/data/meta/entity/@id": the rules of an attribute. False if the path is of no attribute.
bool readAttribute(Reading& reading, const xmlNode* element, const std::string& path) {
    const std::size_t at = path.rfind("/@");
    if (at == std::string::npos) return false;
    Field* field = reading.form.at(path.substr(0, at));
    if (!field) {
        reading.say(Severity::Warning, element, path, "nodeset", "a rule speaks of “" + path + "”, which the form's data does not have", "the rule is passed over");
        return true;
    }
    AttributeRule rule;
    rule.name = path.substr(at + 2);
    if (!isAttributeName(rule.name)) {
        reading.say(Severity::Error, element, path, "nodeset", "“" + rule.name + "” is no name of an attribute");
        return true;
    }
    readRule(reading, element, "calculate", field->path, rule.calculate);
    rule.isUid = attribute(element, "preload", kJavaRosa) == "uid";
    for (const char* name : {"relevant", "required", "constraint", "readonly"})
        if (hasAttribute(element, name)) reading.say(Severity::Unsupported, element, field->path, name, "the rule “" + std::string(name) + "” cannot be for the attribute “" + rule.name + "”", "the attribute is written without it");
    field->attributes.push_back(std::move(rule));
    return true;
}

}  // namespace

void readLanguages(Reading& reading, const xmlNode* model) {
    for (const xmlNode* translation : elements(child(model, "itext"))) {
        if (nameOf(translation) != "translation") continue;
        Language language;
        language.name = attribute(translation, "lang");
        const std::string isDefault = attribute(translation, "default");
        language.isDefault = hasAttribute(translation, "default") && isDefault != "false()" && isDefault != "false";
        for (const xmlNode* text : elements(translation)) {
            ItextEntry& entry = language.texts[attribute(text, "id")];
            for (const xmlNode* value : elements(text))
                if (nameOf(value) == "value") {
                    const std::string form = attribute(value, "form");
                    entry[form == "long" ? "" : form] = reading.words(value, {});
                }
        }
        reading.form.languages.push_back(std::move(language));
    }
}

namespace {

/// A path within another bind, or within the data, goes on from there.
void readBindsIn(Reading& reading, const xmlNode* parent, const std::string& context) {
    for (const xmlNode* element : elements(parent)) {
        if (nameOf(element) != "bind") continue;
        std::string path = trimmed(hasAttribute(element, "nodeset") ? attribute(element, "nodeset") : attribute(element, "ref"));
        if (!path.empty() && !path.starts_with('/')) path = context + "/" + path.substr(path.starts_with("./") ? 2 : 0);
        readBindsIn(reading, element, path.empty() ? context : path);
        if (hasAttribute(element, "id")) reading.binds.emplace(trimmed(attribute(element, "id")), path);
        if (readAttribute(reading, element, path)) continue;
        if (path.find('[') != std::string::npos) {
            reading.say(Severity::Unsupported, element, path, "nodeset", "a rule cannot be for some entries of a repeat only", "the rule is passed over");
            continue;
        }
        Field* field = reading.form.at(path);
        if (!field) {
            reading.say(Severity::Warning, element, path, "nodeset", "a rule speaks of “" + path + "”, which the form's data does not have", "the rule is passed over");
            continue;
        }
        Bind& bind = field->bind;
        if (bind.isDeclared)
            reading.say(Severity::Warning, element, field->path, "nodeset",
                        "there are two sets of rules for “" + path + "”", "they are taken together");
        bind.isDeclared = true;
        if (hasAttribute(element, "type")) bind.type = typeOf(attribute(element, "type"));
        readRule(reading, element, "relevant", field->path, bind.relevant);
        readRule(reading, element, "required", field->path, bind.required);
        readRule(reading, element, "constraint", field->path, bind.constraint);
        readRule(reading, element, "readonly", field->path, bind.readonly);
        readRule(reading, element, "calculate", field->path, bind.calculate);
        if (hasAttribute(element, "requiredMsg", kJavaRosa))
            bind.requiredMessage = reading.message(attribute(element, "requiredMsg", kJavaRosa));
        if (hasAttribute(element, "constraintMsg", kJavaRosa))
            bind.constraintMessage = reading.message(attribute(element, "constraintMsg", kJavaRosa));
        if (hasAttribute(element, "preload", kJavaRosa)) bind.preload = attribute(element, "preload", kJavaRosa);
        if (hasAttribute(element, "preloadParams", kJavaRosa)) bind.preloadParams = attribute(element, "preloadParams", kJavaRosa);
        if (hasAttribute(element, "max-pixels", kOpenRosa)) bind.maxPixels = attribute(element, "max-pixels", kOpenRosa);
        if (field->name == "instanceName" && bind.calculate) reading.form.instanceName = bind.calculate->source;
    }
}

}  // namespace

void readBinds(Reading& reading, const xmlNode* model) { readBindsIn(reading, model, reading.form.root->path); }

}  // namespace waymark::xforms
