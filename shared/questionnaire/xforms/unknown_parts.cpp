// Elements, attributes and preloads of an XForm that the reader passes over, said one by one.
#include "shared/questionnaire/xforms/appearances.h"
#include "shared/questionnaire/xforms/reading.h"

#include <set>
#include <sstream>

namespace waymark::xforms {

namespace {

using Names = std::set<std::string_view>;

const Names kControls = {"input", "textarea", "secret", "select1", "select", "rank", "upload", "trigger", "range", "group", "repeat"};
const Names kActions = {"setvalue", "setgeopoint", "recordaudio"};
const Names kInModel = {"itext", "instance", "bind", "submission"};
const Names kRules = {"nodeset",     "ref",           "id",       "type",       "relevant",  "required",      "constraint", "readonly",
                      "calculate",   "requiredMsg",   "constraintMsg", "preload", "preloadParams", "max-pixels", "saveto"};
/// What the record says of who filled it in and on what, as far as anything here knows it.
const Names kProperties = {"deviceid", "username", "email", "phonenumber"};

const Names kOfControls = {"ref", "nodeset", "bind", "id", "appearance", "mediatype", "accept", "start", "end", "step", "rows", "query", "count", "noAddRemove", "accuracyThreshold",
                           "unacceptableAccuracyThreshold", "class"};

/// A prefix that nobody declared stays part of the name.
std::string_view plain(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class Looker {
public:
    explicit Looker(Reading& reading) : m_reading(reading) {}

    void model(const xmlNode* model) {
        for (const xmlNode* one : elements(model)) {
            const auto name = nameOf(one);
            if (name == "bind") rules(one);
            else if (!kInModel.contains(name) && !kActions.contains(name)) passedOver(one, {});
        }
    }

    void shown(const xmlNode* parent) {
        for (const xmlNode* one : elements(parent)) {
            if (kControls.contains(nameOf(one)))
                control(one);
            else if (!kActions.contains(nameOf(one)) && nameOf(one) != "label" && nameOf(one) != "hint")
                passedOver(one, attribute(one, "ref"));
        }
    }

private:
    void control(const xmlNode* element) {
        const std::string where = trimmed(attribute(element, nameOf(element) == "repeat" ? "nodeset" : "ref"));
        for (const xmlAttr* one = element->properties; one; one = one->next) {
            const std::string_view name = plain(reinterpret_cast<const char*>(one->name));
            if (name == "autoplay")
                m_reading.say(Severity::Unsupported, element, where, "autoplay", "a sound or a film does not start by itself", "the words are shown");
            else if (name == "intent")
                m_reading.say(Severity::Unsupported, element, where, "intent", "another app cannot be opened", "the question is asked here");
            else if (!kOfControls.contains(name))
                m_reading.say(Severity::Unsupported, element, where, std::string(name), "nothing acts on “" + std::string(name) + "”", "the question is shown as it is without it");
        }
        if (nameOf(element) == "group" || nameOf(element) == "repeat") return shown(element);
        for (const xmlNode* one : elements(element)) {
            const auto name = nameOf(one);
            if (name == "help") {
                m_reading.say(Severity::Unsupported, one, where, "help", "help is not shown", "the label and the hint are");
            } else if (name == "itemset" && (nameOf(element) == "input" || nameOf(element) == "range")) {
                const bool isRange = nameOf(element) == "range";
                m_reading.say(Severity::Unsupported, element, where, std::string(name), isRange ? "the ticks of a range have no labels of their own" : "places of a list are not shown to begin with",
                              isRange ? "its ends are shown as numbers" : "the question is asked without them");
            } else if (name == "itemset" || name == "item") {
                for (const xmlNode* part : elements(one))
                    if (nameOf(part) != "value" && nameOf(part) != "label") passedOver(part, where);
            } else if (name != "label" && name != "hint" && !kActions.contains(name)) {
                passedOver(one, where);
            }
        }
    }

    void passedOver(const xmlNode* element, const std::string& path) {
        m_reading.say(Severity::Unsupported, element, path, std::string(nameOf(element)), "nothing acts on the element “" + std::string(nameOf(element)) + "”",
                      elements(element).empty() ? "it is passed over" : "it is passed over, with all that is in it");
    }

    void rules(const xmlNode* bind) {
        const std::string path = trimmed(hasAttribute(bind, "nodeset") ? attribute(bind, "nodeset") : attribute(bind, "ref"));
        for (const xmlAttr* one = bind->properties; one; one = one->next) {
            const std::string_view name = plain(reinterpret_cast<const char*>(one->name));
            if (name == "allow-mock-accuracy")
                m_reading.say(Severity::Unsupported, bind, path, std::string(name), "a place that another app makes up is not told from a real one", "both are taken");
            else if (!kRules.contains(name))
                m_reading.say(Severity::Unsupported, bind, path, std::string(name), "nothing acts on “" + std::string(name) + "”", "the other rules of the question hold");
        }
        preload(bind, path);
    }

    void preload(const xmlNode* bind, const std::string& path) {
        const std::string kind = attribute(bind, "preload", kJavaRosa), what = attribute(bind, "preloadParams", kJavaRosa);
        if (kind.empty() || kind == "uid") return;
        if (kind == "timestamp" && (what == "start" || what == "end")) return;
        if (kind == "date" && what == "today") return;
        const std::string property = what.starts_with("uri:") ? what.substr(4) : what;
        if (kind == "property" && kProperties.contains(property)) return;
        m_reading.say(Severity::Unsupported, bind, path, "preload",
                      "there is nothing to put in from “" + kind + (what.empty() ? "" : " " + what) + "”", "the answer stays empty");
    }

    Reading& m_reading;
};

}  // namespace

void noteUnknown(Reading& reading, const xmlNode* model, const xmlNode* body) {
    Looker looker(reading);
    looker.model(model);
    if (!body) return;
    looker.shown(body);
    std::istringstream styles(attribute(body, "class"));
    for (std::string one; styles >> one;)
        if (const auto otherwise = otherwiseForStyle(one))
            reading.say(Severity::Unsupported, body, {}, "style", otherwise->message, otherwise->instead);
}

}  // namespace waymark::xforms
