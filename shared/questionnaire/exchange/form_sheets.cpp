// A form from an XForm as a spreadsheet. Expressions keep their paths, which a spreadsheet may hold as well as ${names}.
#include "shared/questionnaire/exchange/exchange.h"
#include "shared/questionnaire/exchange/grid.h"
#include "shared/questionnaire/exchange/list_columns.h"
#include "shared/questionnaire/xforms/xml.h"

#include <algorithm>
#include <array>
#include <set>

namespace waymark::exchange {

namespace {

using namespace xforms;

class FormWriter {
public:
    FormWriter(const Form& form, Problems& problems) : m_form(form), m_problems(problems) {
        for (const Field* field : form.fields)
            ++m_names[field->name];
    }

    Sheets run() {
        collectActions(m_form.actions, nullptr);
        collectActions(m_form.body);
        collectHeadings(m_form.body);
        lists();
        for (const auto& child : m_form.root->children)
            field(*child);
        files();
        m_settings.addRow();
        m_settings.set("form_title", m_form.title);
        m_settings.set("form_id", m_form.id);
        m_settings.set("version", m_form.version);
        if (m_form.root->name != "data") m_settings.set("name", m_form.root->name);
        if (const Language* language = m_form.defaultLanguage(); language && isNamed(*language)) m_settings.set("default_language", language->name);
        if (m_hasDuplicates) m_settings.set("allow_choice_duplicates", "yes");
        m_settings.set("instance_name", m_form.instanceName);
        Sheets sheets = {m_survey.sheet()};
        if (holdsSpaces(sheets.front())) m_settings.set("clean_text_values", "no");
        if (!m_choices.isEmpty()) sheets.push_back(m_choices.sheet());
        sheets.push_back(m_settings.sheet());
        return sheets;
    }

private:
    void say(const Field* field, std::string message, std::string instead) {
        m_problems.push_back({Severity::Unsupported, std::move(message), std::move(instead), {}, 0, {}, field ? field->path : std::string()});
    }

    void collectActions(const std::vector<Action>& actions, const Control* control) {
        for (const Action& action : actions) {
            const Field* target = m_form.at(trimmed(action.target.source));
            const std::string value = action.value ? action.value->source : "'" + action.text + "'";
            const std::string start = action.value ? defaultOf(*action.value) : action.text;
            if (!target) {
                say(control ? control->field : nullptr, "a value set into “" + action.target.source + "” cannot be said in a spreadsheet", "it is left out");
                continue;
            }
            for (const std::string& event : action.events) {
                if (event == "xforms-value-changed" && control && control->field) {
                    auto& [trigger, calculation] = m_triggers[target];
                    if (!trigger.empty() && calculation != value) say(target, "two answers that set it off to different values cannot be said in a spreadsheet", "the last of them is written");
                    trigger = (trigger.empty() || calculation != value ? "" : trigger + ", ") + "${" + control->field->name + "}";
                    calculation = value;
                }
                else if (event != "odk-new-repeat" || !m_defaults.contains(target))
                    m_defaults[target] = start;
            }
        }
    }
    void collectActions(const std::vector<std::unique_ptr<Control>>& controls) {
        for (const auto& control : controls) {
            collectActions(control->actions, control.get());
            collectActions(control->children);
        }
    }

    /// The words of a repeat stand at a group around it; a group that is only on the screen has no row to stand at.
    void collectHeadings(const std::vector<std::unique_ptr<Control>>& controls) {
        for (const auto& control : controls) {
            const Control* repeat = nullptr;
            if (control->kind == ControlKind::Group)
                for (const auto& inner : control->children)
                    if (inner->kind == ControlKind::Repeat && inner->field && (inner->field == control->field || (!control->field && control->children.size() == 1)))
                        repeat = inner.get();
            if (repeat && repeat->label.isEmpty()) m_headings[repeat->field] = control.get();
            if (!repeat && control->kind == ControlKind::Group && !control->field && (!control->label.isEmpty() || !control->appearances.empty()))
                m_problems.push_back({Severity::Unsupported, "a group that is only on the screen, and not in the data, cannot be said in a spreadsheet",
                                      "its questions are there, its words and its appearance are not", {}, 0, {}, firstIn(*control)});
            collectHeadings(control->children);
        }
    }

    /// A value to begin with: a spreadsheet takes a bare path for words, and quotation marks for a part of them.
    std::string defaultOf(const xpath::Expression& value) const {
        if (value.root->kind == xpath::ExprKind::Text) return value.root->text;
        if (value.root->kind != xpath::ExprKind::Path || !value.root->operands.empty()) return value.source;
        const Field* answer = m_form.at(trimmed(value.source));
        const auto names = answer ? m_names.find(answer->name) : m_names.end();
        return names != m_names.end() && names->second == 1 ? "${" + answer->name + "}" : "string(" + value.source + ")";
    }

    /// A path to one answer, from wherever the repeat stands, as ${name}: anything else would become an answer of its own.
    std::string countOf(const std::string& source, const Field& repeat) const {
        const Field* at = repeat.parent;
        std::string path = trimmed(source);
        if (path.starts_with("../")) {
            for (path.erase(0, 3); at && path.starts_with("../"); path.erase(0, 3))
                at = at->parent;
            path = at ? at->path + "/" + path : path;
        }
        const Field* answer = m_form.at(path);
        const auto names = answer ? m_names.find(answer->name) : m_names.end();
        return names != m_names.end() && names->second == 1 ? "${" + answer->name + "}" : source;
    }

    static std::string firstIn(const Control& group) {
        for (const auto& inner : group.children)
            if (inner->field) return inner->field->path;
        return {};
    }

    /// "default" is what a spreadsheet without languages speaks.
    bool isNamed(const Language& language) const { return m_form.languages.size() > 1 || (!language.name.empty() && language.name != "default"); }

    void addChoice(const std::string& list, const std::string& value) {
        m_choices.addRow();
        m_choices.set("list_name", list);
        m_choices.set("name", value);
        m_hasDuplicates = !m_known.emplace(list, value).second || m_hasDuplicates;
    }

    /// The answer that an output shows, as ${name}; empty if it shows anything else.
    std::string shownBy(const std::string& source) const {
        const Field* shown = m_form.at(source);
        const auto names = shown ? m_names.find(shown->name) : m_names.end();
        return names != m_names.end() && names->second == 1 ? "${" + shown->name + "}" : std::string();
    }

    /// Text with its outputs as ${names} and {{ expressions }}.
    std::string textOf(const Words& words) const {
        const bool braces = std::any_of(words.begin(), words.end(), [this](const Part& part) {
            const std::string source = part.output ? trimmed(part.output->source) : std::string();
            return withBraces(part.text) != part.text || (part.output && shownBy(source).empty() && !source.starts_with("instance("));
        });
        std::string text;
        for (const Part& part : words) {
            text += braces ? withBraces(part.text) : part.text;
            const std::string source = part.output ? trimmed(part.output->source) : std::string(), shown = shownBy(source);
            text += !part.output ? std::string() : !shown.empty() ? shown : braces ? "{{ " + withBraces(source) + " }}" : source;
        }
        return trimmed(text);
    }

    void label(Grid& grid, const Label& label, const std::string& heading) {
        if (label.itextId.empty()) {
            grid.set(heading, textOf(label.words));
            return;
        }
        static constexpr std::array<const char*, 4> kMedia = {"image", "big-image", "audio", "video"};
        for (const Language& language : m_form.languages) {
            const auto entry = language.texts.find(label.itextId);
            if (entry == language.texts.end()) continue;
            const bool named = isNamed(language);
            const auto set = [&](const std::string& column, const Words& words, bool file) {
                std::string text = textOf(words);
                if (file) text = text.substr(text.rfind('/') + 1);
                grid.set(named ? column + "::" + language.name : column, text);
            };
            for (const auto& [form, words] : entry->second) {
                if (form.empty()) set(heading, words, false);
                if (form == "guidance") set("guidance_hint", words, false);
                if (form == "image-description") set("media::image-description", words, false);
                if (std::find(kMedia.begin(), kMedia.end(), form) != kMedia.end()) set("media::" + form, words, true);
            }
        }
    }

    void lists() {
        const auto offered = columnsOfLists(m_form.body);
        for (const auto& [id, instance] : m_form.instances) {
            if (!instance.source.empty()) continue;
            const auto found = offered.find(id);
            const ListColumns columns = found == offered.end() ? ListColumns() : found->second;
            if (columns.value != "name")
                say(nullptr, "the list “" + id + "” has its values in “" + columns.value + "”, which a spreadsheet calls “name”", "its choices are there; an expression that looks into that column finds nothing");
            for (const xmlNode* root : elements(xmlDocGetRootElement(instance.document.get())))
                for (const xmlNode* item : elements(root)) {
                    addChoice(id, cellOf(item, columns.value));
                    m_choices.set("label", cellOf(item, columns.label));
                    if (const Label words{cellOf(item, columns.itextId), {}}; !words.isEmpty()) label(m_choices, words, "label");
                    static const std::set<std::string, std::less<>> kOwn = {"list_name", "name", "value", "label"};
                    for (const xmlNode* cell : elements(item))
                        if (const std::string name(nameOf(cell)); !kOwn.contains(name) && name != columns.value && name != columns.label && name != columns.itextId) m_choices.set(name, textIn(cell));
                }
        }
    }

    /// Lists in files that no question offers, but expressions look into.
    void files() {
        for (const auto& [id, instance] : m_form.instances) {
            if (instance.source.empty() || instance.source == kLastSaved || instance.isImplied || m_offered.contains(id)) continue;
            const std::string file = instance.source.substr(instance.source.rfind('/') + 1);
            const bool isCsv = file == id + ".csv";
            if (!isCsv && file != id + ".xml") {
                say(nullptr, "the list “" + id + "” has another name than its file “" + file + "”, which cannot be said in a spreadsheet", "what looks into it finds nothing");
                continue;
            }
            m_survey.addRow();
            m_survey.set("type", isCsv ? "csv-external" : "xml-external");
            m_survey.set("name", id);
        }
    }

    void field(const Field& field) {
        if (field.name == "meta") {
            if (field.child("entity")) say(&field, "an entity that the record speaks of cannot be said in a spreadsheet from here", "it is left out; the sheet of entities can be filled in by hand");
            return;
        }
        if (!field.children.empty() || field.isRepeat || (field.control && field.control->kind == ControlKind::Group)) {
            group(field);
            return;
        }
        m_survey.addRow();
        m_survey.set("type", typeOf(field));
        m_survey.set("name", field.name);
        rules(field);
        if (field.control) control(*field.control);
        if (const Field* trigger = field.backgroundTrigger.empty() ? nullptr : m_form.at(field.backgroundTrigger)) m_survey.set("trigger", "${" + trigger->name + "}");
        if (const auto trigger = m_triggers.find(&field); trigger != m_triggers.end()) {
            m_survey.set("trigger", trigger->second.first);
            m_survey.set("calculation", trigger->second.second);
        }
        const auto value = m_defaults.find(&field);
        const std::string there = trimmed(textIn(field.pattern));
        m_survey.set("default", value == m_defaults.end() ? there : value->second);
        if (value == m_defaults.end() && !there.empty() && field.isInRepeat() && !isInTemplate(field.pattern)) say(&field, "an answer that only the first entry of a repeat begins with cannot be said in a spreadsheet", "every entry begins with it");
    }

    void group(const Field& field) {
        const char* what = field.isRepeat ? "repeat" : "group";
        m_survey.addRow();
        m_survey.set("type", std::string("begin ") + what);
        m_survey.set("name", field.name);
        if (const Control* control = field.control) {
            const auto heading = m_headings.find(&field);
            label(m_survey, heading == m_headings.end() ? control->label : heading->second->label, "label");
            std::vector<std::string> appearances = control->appearances;
            if (heading != m_headings.end()) appearances.insert(appearances.end(), heading->second->appearances.begin(), heading->second->appearances.end());
            m_survey.set("appearance", joined(appearances));
            if (control->count) m_survey.set("repeat_count", countOf(control->count->source, field));
        }
        if (field.bind.relevant) m_survey.set("relevant", field.bind.relevant->source);
        if (field.bind.readonly) m_survey.set("read_only", field.bind.readonly->source);
        for (const auto& child : field.children)
            this->field(*child);
        m_survey.addRow();
        m_survey.set("type", std::string("end ") + what);
    }

    void rules(const Field& field) {
        const Bind& bind = field.bind;
        const auto rule = [&](const char* heading, const std::optional<xpath::Expression>& expression) {
            if (expression) m_survey.set(heading, expression->source);
        };
        rule("relevant", bind.relevant);
        rule("required", bind.required);
        rule("constraint", bind.constraint);
        if (!isNote(field)) rule("read_only", bind.readonly);
        rule("calculation", bind.calculate);
        label(m_survey, bind.requiredMessage, "required_message");
        label(m_survey, bind.constraintMessage, "constraint_message");
    }

    static bool isNote(const Field& field) {
        return field.control && field.control->kind == ControlKind::Input && field.bind.type == "string" && field.bind.readonly && !field.bind.calculate &&
               trimmed(field.bind.readonly->source) == "true()";
    }

    std::string typeOf(const Field& field) {
        const Bind& bind = field.bind;
        if (!field.background.empty() && !field.control)
            return field.background == "recordaudio" ? "background-audio" : field.backgroundTrigger.empty() ? "start-geopoint" : "background-geopoint";
        if (!field.control) {
            if (bind.preload == "timestamp") return bind.preloadParams;
            if (bind.preload == "date") return "today";
            if (bind.preload == "property") return bind.preloadParams;
            return bind.calculate || m_triggers.contains(&field) ? "calculate" : "hidden";
        }
        const Control& control = *field.control;
        switch (control.kind) {
        case ControlKind::SelectOne: return select("select_one", field, control);
        case ControlKind::SelectMany: return select("select_multiple", field, control);
        case ControlKind::Rank: return select("rank", field, control);
        case ControlKind::Trigger: return "acknowledge";
        case ControlKind::Range: return "range";
        case ControlKind::Upload: {
            const auto media = control.parameters.find("mediatype");
            const std::string type = media == control.parameters.end() ? "" : media->second.substr(0, media->second.find('/'));
            return type == "image" || type == "audio" || type == "video" ? type : "file";
        }
        default: break;
        }
        if (isNote(field)) return "note";
        if (bind.type == "int" || bind.type == "long" || bind.type == "short") return "integer";
        for (const char* known : {"decimal", "date", "time", "dateTime", "geopoint", "geotrace", "geoshape", "barcode"})
            if (bind.type == known) return known;
        return "text";
    }

    void searched(const std::string& list, const ItemSet& found) {
        addChoice(list, found.value.source);
        m_choices.set("label", found.searched);
        if (!found.image.empty()) m_choices.set("media::image", found.image);
    }

    std::string select(const std::string& type, const Field& field, const Control& control) {
        const bool isSearch = control.itemset && !control.itemset->searched.empty();
        if (!control.itemset || isSearch) {
            for (std::size_t i = 0; i <= control.choices.size(); ++i) {
                if (isSearch && i == control.itemset->position) searched(field.name, *control.itemset);
                if (i == control.choices.size()) break;
                addChoice(field.name, control.choices[i].value);
                label(m_choices, control.choices[i].label, "label");
            }
            return type + " " + field.name;
        }
        if (control.itemset->instance.empty()) {
            const std::string source = trimmed(control.itemset->nodes.source);
            const Field* repeat = m_form.at(source.substr(0, source.find('[')));
            const Field* answer = repeat ? m_form.at(repeat->path + "/" + trimmed(control.itemset->value.source)) : nullptr;
            if (answer) return type + " ${" + answer->name + "}";
            say(&field, "choices from “" + source + "” cannot be said in a spreadsheet", "the question is written as a text");
            return "text";
        }
        const auto instance = m_form.instances.find(control.itemset->instance);
        if (instance == m_form.instances.end() || instance->second.source.empty()) return type + " " + control.itemset->instance;
        m_offered.insert(instance->first);
        return type + "_from_file " + instance->second.source.substr(instance->second.source.rfind('/') + 1);
    }

    void control(const Control& control) {
        label(m_survey, control.label, "label");
        label(m_survey, control.hint, "hint");
        m_survey.set("appearance", joined(control.appearances));
        if (const auto plays = control.parameters.find("autoplay"); plays != control.parameters.end()) m_survey.set("autoplay", plays->second);
        std::string parameters;
        const auto add = [&](const std::string& name, const std::string& value) { parameters += (parameters.empty() ? "" : " ") + name + "=" + value; };
        for (const auto& [name, value] : control.parameters)
            if (name == "start" || name == "end" || name == "step" || name == "rows" || name == "max-pixels") add(name, value);
            else if (name == "accuracyThreshold") add("capture-accuracy", value);
            else if (name == "unacceptableAccuracyThreshold") add("warning-accuracy", value);
        if (control.itemset && control.itemset->searched.empty()) {
            std::string source = trimmed(control.itemset->nodes.source);
            if (source.starts_with("randomize(") && source.ends_with(')')) {
                add("randomize", "true");
                source = source.substr(10, source.size() - 11);
                const std::size_t comma = source.rfind(','), bracket = source.rfind(']');
                if (comma != std::string::npos && (bracket == std::string::npos || comma > bracket)) {
                    const Field* seed = m_form.at(trimmed(source.substr(comma + 1)));
                    add("seed", seed ? "${" + seed->name + "}" : trimmed(source.substr(comma + 1)));
                }
            }
            // Written for every choice that comes from answers, and not the author's.
            const std::string answered = "[./" + trimmed(control.itemset->value.source) + " != '']";
            if (control.itemset->instance.empty() && source.ends_with(answered)) source.erase(source.size() - answered.size());
            const std::size_t open = source.find('['), close = source.rfind(']');
            if (open != std::string::npos && close != std::string::npos && close > open)
                m_survey.set("choice_filter", source.substr(open + 1, close - open - 1));
            const auto instance = m_form.instances.find(control.itemset->instance);
            if (instance != m_form.instances.end() && !instance->second.source.empty()) {
                add("value", trimmed(control.itemset->value.source));
                add("label", trimmed(control.itemset->label.source));
            }
        }
        m_survey.set("parameters", parameters);
    }

    const Form& m_form;
    Problems& m_problems;
    std::map<std::string, int> m_names;
    std::map<const Field*, std::string> m_defaults;
    std::map<const Field*, const Control*> m_headings;         ///< of repeats: the group with their words
    std::set<std::pair<std::string, std::string>> m_known;     ///< list and choice
    std::set<std::string> m_offered;                           ///< lists in files that a question offers
    bool m_hasDuplicates = false;
    std::map<const Field*, std::pair<std::string, std::string>> m_triggers;
    Grid m_survey{"survey", {"type", "name", "label"}}, m_choices{"choices", {"list_name", "name", "label"}}, m_settings{"settings", {"form_title", "form_id", "version"}};
};

}  // namespace

Sheets sheetsOf(const Form& form, Problems& problems) { return FormWriter(form, problems).run(); }

}  // namespace waymark::exchange
