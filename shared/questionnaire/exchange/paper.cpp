// A form on paper: every question with its number, so that answers can be keyed in again in the same order.
#include "shared/questionnaire/exchange/exchange.h"

#include "shared/questionnaire/exchange/paper_notes.h"
#include "shared/questionnaire/xforms/references.h"
#include "shared/questionnaire/xforms/xml.h"

#include <algorithm>
#include <set>

namespace waymark::exchange {

namespace {

using namespace xforms;

/// Occurrences of a repeat that are printed; more go on a copy of the page.
constexpr int kPrintedOccurrences = 3;

std::string html(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\n': out += "<br>"; break;
        default: out += c;
        }
    }
    return out;
}

// Boxes are characters and lines are rules, so that what lays pages out without a browser shows them, too.
constexpr std::string_view kStyle =
    "body{font:12pt/1.4 sans-serif;max-width:18cm;margin:1cm auto;color:#000}"
    "h1{font-size:18pt}h2{font-size:14pt;margin-top:16px}"
    "section,.question,.note{break-inside:avoid;margin:0 0 14px}.repeat{border-left:2pt solid #000;padding-left:.4cm}"
    ".words{font-weight:bold;margin:14px 0 2px}.hint,.code,.only{font-weight:normal;font-size:10pt}.code{color:#555}.hint,.only,.choice{margin:2px 0}"
    ".choice{margin-left:6px}.line{margin:0}hr{border:0;border-bottom:1pt solid #000;margin:0}"
    ".draft{position:fixed;top:40%;left:0;right:0;text-align:center;font-size:90pt;color:#ddd;transform:rotate(-30deg);z-index:-1}"
    "@page{margin:1.5cm}";
constexpr std::string_view kRoundBox = "\u25CB\u2002", kSquareBox = "\u2610\u2002", kLine = "<p class=\"line\">\u00A0</p><hr>";

std::string codeOf(const Language& language) {
    std::string code = language.name;
    if (const std::size_t open = code.rfind('('), close = code.rfind(')'); open != std::string::npos && close != std::string::npos && close > open)
        code = code.substr(open + 1, close - open - 1);
    return code.size() > 3 && code.find('-') == std::string::npos ? "en" : code;
}

/// By the script that a language is usually written in (Unicode CLDR), or that its code names.
const char* directionOf(const std::string& code) {
    static const std::set<std::string, std::less<>> kFromTheRight = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi", "aeb", "arz", "bal", "pnb"};
    if (code.find("-Latn") != std::string::npos) return "ltr";
    const bool named = code.find("-Arab") != std::string::npos || code.find("-Hebr") != std::string::npos;
    return named || kFromTheRight.contains(code.substr(0, code.find('-'))) ? "rtl" : "ltr";
}

class Printer {
public:
    Printer(const Form& form, const std::string& language, bool isDraft, const questionnaire::Instrument* definition)
        : m_form(form), m_language(form.spoken(language)), m_isDraft(isDraft), m_definition(definition) {
        if (!m_language) m_language = form.defaultLanguage();
        number(form.body);
    }

    std::string run() {
        const std::string code = m_language ? codeOf(*m_language) : "en";
        const std::string direction = std::string(" dir=\"") + directionOf(code) + "\"";
        std::string out = "<!DOCTYPE html>\n<html lang=\"" + html(code) + "\"" + direction + "><head><meta charset=\"utf-8\"><title>" + html(m_form.title) + "</title><style>" +
                          std::string(kStyle) + "</style></head>\n<body" + direction + ">" + std::string(m_isDraft ? "<div class=\"draft\">Draft</div><p><strong>Draft: these answers do not count.</strong></p>" : "") +
                          "<h1>" + html(m_form.title) + "</h1>\n<p class=\"hint\">" + html(m_form.id) +
                          (m_form.version.empty() ? "" : ", " + html(m_form.version)) + "</p>\n";
        controls(m_form.body, out);
        if (m_definition)
            for (const std::string& words : shownWith(*m_definition, code))
                out += "<p class=\"hint\">" + html(words) + "</p>\n";
        return out + "</body></html>\n";
    }

private:
    static bool isNote(const Control& control) {
        return control.field && control.kind == ControlKind::Input && (control.field->bind.calculate || (control.field->bind.readonly && trimmed(control.field->bind.readonly->source) == "true()"));
    }

    void number(const std::vector<std::unique_ptr<Control>>& controls) {
        for (const auto& control : controls) {
            if (control->kind != ControlKind::Group && control->kind != ControlKind::Repeat && control->field && !isNote(*control)) m_numbers[control->field] = static_cast<int>(m_numbers.size()) + 1;
            number(control->children);
        }
    }

    struct Said {
        std::string text;
        const Language* other = nullptr;  ///< the language it is in, where the page's own has no such words
    };

    Said said(const Label& label) const {
        const Language* found = m_language;
        const Words* words = label.itextId.empty() ? &label.words : nullptr;
        std::vector<const Language*> languages{m_language, m_form.defaultLanguage()};
        for (const Language& other : m_form.languages)
            languages.push_back(&other);
        for (const Language* language : languages) {
            if (words || !language) continue;
            const auto entry = language->texts.find(label.itextId);
            if (entry == language->texts.end()) continue;
            const auto plain = entry->second.find("");
            if (plain != entry->second.end()) words = &plain->second, found = language;
        }
        if (!words) return {};
        std::string out;
        for (const Part& part : *words) {
            out += part.text;
            if (part.output) out += "________";
        }
        return {trimmed(out), found == m_language ? nullptr : found};
    }

    /// As HTML; words in another language than the page's say which.
    std::string text(const Label& label) const {
        const Said one = said(label);
        if (!one.other || one.text.empty()) return html(one.text);
        const std::string code = codeOf(*one.other);
        return "<span lang=\"" + html(code) + "\" dir=\"" + directionOf(code) + "\">" + html(one.text) + "</span> <span class=\"code\">(" + html(one.other->name) + ")</span>";
    }

    /// "Depends on question 3" where somebody has to know whether to answer.
    std::string condition(const Field& field) const {
        if (!field.bind.relevant) return {};
        References found;
        addReferences(m_form, *field.bind.relevant, const_cast<Field*>(&field), found);
        std::set<int> numbers;
        for (const Field* other : found.certain)
            if (const auto number = m_numbers.find(other); number != m_numbers.end()) numbers.insert(number->second);
        std::string list;
        for (const int number : numbers)
            list += (list.empty() ? "" : ", ") + std::to_string(number);
        return list.empty() ? std::string() : "<p class=\"only\">Depends on the answer to " + list + ".</p>";
    }

    void controls(const std::vector<std::unique_ptr<Control>>& controls, std::string& out) {
        for (const auto& control : controls) {
            if (control->kind == ControlKind::Group) group(*control, out);
            else if (control->kind == ControlKind::Repeat) repeat(*control, out);
            else if (control->field) question(*control, out);
        }
    }

    void group(const Control& control, std::string& out) {
        out += "<section>";
        if (const std::string title = text(control.label); !title.empty()) out += "<h2>" + title + "</h2>";
        if (control.field) out += condition(*control.field);
        controls(control.children, out);
        out += "</section>\n";
    }

    void repeat(const Control& control, std::string& out) {
        for (int i = 1; i <= kPrintedOccurrences; ++i) {
            out += "<section class=\"repeat\"><p class=\"hint\">No. " + std::to_string(i) + "</p>";
            controls(control.children, out);
            out += "</section>\n";
        }
        out += "<p class=\"hint\">For more than " + std::to_string(kPrintedOccurrences) + ", copy this page.</p>\n";
    }

    void question(const Control& control, std::string& out) {
        const std::string words = text(control.label), hint = text(control.hint);
        if (isNote(control)) {
            if (!words.empty()) out += "<p class=\"note\">" + words + "</p>\n";
            return;
        }
        const Field& field = *control.field;
        out += "<div class=\"question\"><p class=\"words\">" + std::to_string(m_numbers.at(&field)) + ". " + words + (field.bind.required ? " *" : "") +
               " <span class=\"code\">[" + html(field.name) + "]</span></p>";
        if (!hint.empty()) out += "<p class=\"hint\">" + hint + "</p>";
        out += condition(field);
        const std::string only = m_definition ? askedOnly(*m_definition, field.name) : std::string();
        if (!only.empty()) out += "<p class=\"only\">" + only + "</p>";
        answer(control, out);
        std::string instead;
        if (m_definition)
            for (const std::string& words : offeredInstead(*m_definition, field.name, m_language ? codeOf(*m_language) : "en"))
                instead += (instead.empty() ? "" : "\u2003") + std::string(kSquareBox) + html(words);
        if (!instead.empty()) out += "<p class=\"choice\">" + instead + "</p>";
        out += "</div>\n";
    }

    void answer(const Control& control, std::string& out) {
        const bool one = control.kind == ControlKind::SelectOne;
        if (one || control.kind == ControlKind::SelectMany || control.kind == ControlKind::Rank) {
            if (control.kind == ControlKind::Rank) out += "<p class=\"hint\">Number these in order: 1 is first.</p>";
            if (control.kind == ControlKind::SelectMany) out += "<p class=\"hint\">Tick all that fit.</p>";
            const auto list = choices(control);
            for (const std::string& words : list)
                out += "<p class=\"choice\">" + std::string(one ? kRoundBox : kSquareBox) + words + "</p>";
            if (list.empty()) out += kLine;
        } else if (control.kind == ControlKind::Trigger) {
            out += "<p class=\"choice\">" + std::string(kSquareBox) + "OK</p>";
        } else if (control.kind == ControlKind::Range) {
            const auto part = [&](const char* name) { const auto it = control.parameters.find(name); return it == control.parameters.end() ? std::string("?") : it->second; };
            out += "<p>" + html(part("start")) + " to " + html(part("end")) + ": ________</p>";
        } else if (control.kind == ControlKind::Upload) {
            out += "<p class=\"hint\">To be added on the device.</p>";
        } else if (const std::string& type = control.field->bind.type; type == "date" || type == "dateTime") {
            out += "<p>__ __ / __ __ / __ __ __ __" + std::string(type == "date" ? "" : " at __ __ : __ __") + "</p>";
        } else if (type == "time") {
            out += "<p>__ __ : __ __</p>";
        } else {
            const bool several = std::find(control.appearances.begin(), control.appearances.end(), "multiline") != control.appearances.end() || control.parameters.contains("rows");
            for (int i = 0; i < (several ? 4 : 1); ++i)
                out += kLine;
        }
    }

    /// All choices of the list, as HTML: paper cannot filter them.
    std::vector<std::string> choices(const Control& control) const {
        std::vector<std::string> all;
        for (const Choice& choice : control.choices)
            all.push_back(text(choice.label));
        const auto instance = control.itemset ? m_form.instances.find(control.itemset->instance) : m_form.instances.end();
        if (instance == m_form.instances.end()) return all;
        for (const xmlNode* root : elements(xmlDocGetRootElement(instance->second.document.get())))
            for (const xmlNode* item : elements(root)) {
                Label label;
                if (const xmlNode* id = child(item, "itextId")) label.itextId = textIn(id);
                const xmlNode* plain = child(item, trimmed(control.itemset->label.source));
                if (!plain && !control.itemset->searched.empty()) plain = child(item, control.itemset->searched.substr(0, control.itemset->searched.find_first_of(", ")));
                const std::string words = label.itextId.empty() ? std::string() : text(label);
                all.push_back(!words.empty() ? words : plain ? html(textIn(plain)) : std::string());
            }
        return all;
    }

    const Form& m_form;
    const Language* m_language;
    bool m_isDraft;
    const questionnaire::Instrument* m_definition;
    std::map<const Field*, int> m_numbers;
};

}  // namespace

std::string paperOf(const Form& form, const std::string& language, bool isDraft, const questionnaire::Instrument* definition) {
    return Printer(form, language, isDraft, definition).run();
}

}  // namespace waymark::exchange
