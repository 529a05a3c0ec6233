// ${names} in expressions and in words, and the words themselves in their languages.
#include "shared/base/ascii.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/compiler.h"
#include "shared/questionnaire/xlsform/delimited.h"
#include "shared/questionnaire/xpath/parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <regex>

namespace waymark::xlsform {

using xforms::Severity;
using xforms::trimmed;

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool beginsName(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool isInName(char c) { return beginsName(c) || isDigit(c) || c == '-' || c == '.'; }

struct Argument {
    std::string text;
    std::size_t past = 0;  ///< behind it and the spaces after it
};

/// The text in quotation marks with which a call of this function begins at a place; nothing if there is no such call.
std::optional<Argument> firstArgument(const std::string& text, std::size_t at, std::string_view function) {
    const auto skip = [&text](std::size_t from) { return std::min(text.find_first_not_of(" \t\r\n", from), text.size()); };
    if ((at > 0 && isInName(text[at - 1])) || text.compare(at, function.size(), function) != 0) return std::nullopt;
    const std::size_t bracket = skip(at + function.size());
    if (bracket == text.size() || text[bracket] != '(') return std::nullopt;
    const std::size_t open = skip(bracket + 1);
    if (open == text.size() || (text[open] != '\'' && text[open] != '"')) return std::nullopt;
    const std::size_t close = text.find(text[open], open + 1);
    if (close == std::string::npos) return std::nullopt;
    return Argument{text.substr(open + 1, close - open - 1), skip(close + 1)};
}

/// One past an expression such as instance('towns')/root/item[name = ${town}]/label that begins here; the place itself if none does.
std::size_t pastLookup(const std::string& text, std::size_t at) {
    const auto named = firstArgument(text, at, "instance");
    if (!named || named->past >= text.size() || text[named->past] != ')') return at;
    std::size_t past = named->past + 1;
    bool isPath = false;
    while (past < text.size()) {
        if (text[past] == '/' && past + 1 < text.size() && beginsName(text[past + 1])) {
            isPath = true;
            for (++past; past < text.size() && isInName(text[past]); ++past) {}
        } else if (text[past] == '[' && isPath) {
            std::size_t open = 0;
            for (; past < text.size(); ++past) {
                const char c = text[past];
                if (c == '\'' || c == '"') past = std::min(text.find(c, past + 1), text.size() - 1);
                else if (c == '[') ++open;
                else if (c == ']' && --open == 0) break;
            }
            if (past == text.size()) return at;  // never closed
            ++past;
        } else {
            break;
        }
    }
    while (text[past - 1] == '.')  // which ends the sentence
        --past;
    return isPath ? past : at;
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\n': out += "&#10;"; break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') out += c;
        }
    }
    return out;
}

std::string straightened(std::string text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kQuotes = {{{"\u2018", "'"}, {"\u2019", "'"}, {"\u201c", "\""}, {"\u201d", "\""}, {"\u00a0", " "}}};
    for (const auto& [curly, plain] : kQuotes)
        text = base::replaced(std::move(text), curly, plain);
    return text;
}

std::string yesNo(const std::string& text) {
    for (const std::string_view yes : {"yes", "Yes", "YES", "true", "True", "TRUE", "true()"})
        if (text == yes) return "true()";
    for (const std::string_view no : {"no", "No", "NO", "false", "False", "FALSE", "false()"})
        if (text == no) return "false()";
    return text;
}

/// What is wrong with a reference has been told when all cells were looked at.
std::string Compiler::pathFor(const std::string& name, const Item* item, std::string_view column) {
    if (name.starts_with("last-saved#")) {
        if (const auto other = m_files.find("__last-saved"); other != m_files.end() && other->second != "jr://instance/last-saved")
            say(Severity::Error, item ? item->row : nullptr, column, "the last record is looked up under the name “__last-saved”, which is the name of a list of this form");
        say(Severity::Unsupported, item ? item->row : nullptr, column, "what was answered in the last record is not looked up", "it counts as unanswered");
        m_files["__last-saved"] = "jr://instance/last-saved";
        return "instance('__last-saved')" + pathFor(name.substr(11), item, column);
    }
    if (name == m_root.name && !m_byName.contains(name)) return m_root.path;
    const auto found = m_byName.find(name);
    if (found == m_byName.end()) return m_root.path + "/" + name;
    // Of several, the nearest is taken: the one that shares most of its groups with the row.
    const Item* best = nullptr;
    std::size_t most = 0;
    for (const Item* candidate : found->second) {
        std::size_t shared = 0;
        for (const Item* a = candidate->parent; a; a = a->parent)
            for (const Item* b = item; b; b = b->parent)
                shared += a == b ? 1 : 0;
        if (best && shared <= most) continue;
        best = candidate;
        most = shared;
    }
    return best->path;
}

std::string Compiler::expression(const std::string& text, const Item* item, std::string_view column) {
    const std::string straight = straightened(text);
    declarePulled(straight, item, column);
    std::string out;
    for (std::size_t at = 0; at < straight.size();) {
        const std::size_t open = straight.find("${", at);
        const std::size_t close = open == std::string::npos ? open : straight.find('}', open);
        if (close == std::string::npos) {
            out += straight.substr(at);
            break;
        }
        out += straight.substr(at, open - at);
        std::string path = pathFor(trimmed(std::string_view(straight).substr(open + 2, close - open - 2)), item, column);
        if (!m_within.empty() && path.starts_with(m_within + "/")) path.replace(0, m_within.size(), ".");
        // jr:choice-name(${q}, '${q}') has its path in quotation marks; elsewhere spaces keep it apart from its neighbours.
        const bool quoted = !out.empty() && (out.back() == '\'' || out.back() == '"') && close + 1 < straight.size() && straight[close + 1] == out.back();
        out += quoted ? path : " " + path + " ";
        at = close + 1;
    }
    return trimmed(out);
}

/// pulldata('towns', ..) looks into the file towns.csv beside the form, without a row that says so.
void Compiler::declarePulled(const std::string& expression, const Item* item, std::string_view column) {
    const Row* row = item ? item->row : nullptr;
    for (std::size_t at = expression.find("pulldata"); at != std::string::npos; at = expression.find("pulldata", at + 1)) {
        const auto named = firstArgument(expression, at, "pulldata");
        if (!named || named->past >= expression.size() || expression[named->past] != ',') continue;
        const std::string id = trimmed(named->text);
        if (!id.empty() && m_pulled.emplace(row ? row->number : 0, id).second) addFile(row, column, id, "jr://file-csv/" + id + (id.ends_with(".csv") ? "" : ".csv"));
    }
}

std::string Compiler::condition(const std::string& text, const Item* item, std::string_view column) {
    const std::string plain = yesNo(text);
    return plain == text ? expression(text, item, column) : plain;
}

std::string Compiler::words(const std::string& text, const Item* item, std::string_view column) {
    const Delimited found = delimited(text);
    if (!found.any) return plainWords(text, item, column, true);
    std::string out;
    for (const Piece& piece : found.pieces)
        if (!piece.isExpression) out += plainWords(piece.text, item, column, false);
        else if (!trimmed(piece.text).empty()) out += "<output value=\"" + escaped(expression(piece.text, item, column)) + "\"/>";
    return out;
}

/// Words without expressions of their own; looks into a list are taken for such where `lookups`.
std::string Compiler::plainWords(const std::string& text, const Item* item, std::string_view column, bool lookups) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find("${", at);
        const std::size_t close = open == std::string::npos ? open : text.find('}', open);
        std::size_t lookup = lookups ? text.find("instance", at) : std::string::npos, past = lookup;
        for (; lookup < open && lookup != std::string::npos && (past = pastLookup(text, lookup)) == lookup; lookup = text.find("instance", lookup + 1)) {}
        if (lookup < open) {  // a look into a list, with the references that stand in its conditions
            out += escaped(std::string_view(text).substr(at, lookup - at)) + "<output value=\"" + escaped(expression(text.substr(lookup, past - lookup), item, column)) + "\"/>";
            at = past;
            continue;
        }
        if (close == std::string::npos) {
            out += escaped(std::string_view(text).substr(at));
            break;
        }
        out += escaped(std::string_view(text).substr(at, open - at));
        out += "<output value=\"" + escaped(pathFor(trimmed(std::string_view(text).substr(open + 2, close - open - 2)), item, column)) + "\"/>";
        at = close + 1;
    }
    return out;
}

bool Compiler::hasText(const Item& item, std::string_view column) const {
    for (std::size_t i = 0; item.row && i < m_survey.columns.size() && i < item.row->cells.size(); ++i)
        if (m_survey.columns[i].name == column && !trimmed(item.row->cells[i]).empty()) return true;
    return column == "label" && !item.label.empty();
}

/// Adds what the row says in every language; a column without a language speaks the default one.
void Compiler::texts(const Item& item, std::string_view column, const std::string& id, std::string_view form) {
    if (!item.row && column == "label" && !item.label.empty())
        for (const std::string& language : m_languages)
            m_itext[language][id][std::string(form)] = escaped(item.label);
    for (std::size_t i = 0; item.row && i < m_survey.columns.size() && i < item.row->cells.size(); ++i) {
        const Column& one = m_survey.columns[i];
        const std::string text = trimmed(item.row->cells[i]);
        if (one.name != column || text.empty()) continue;
        const bool media = form == "image" || form == "audio" || form == "video" || form == "big-image";
        const std::string folder = form == "big-image" ? "images" : form == "image" ? "images" : form == "audio" ? "audio" : "video";
        auto& slot = m_itext[one.language.empty() ? m_defaultLanguage : one.language][id][std::string(form)];
        if (one.language.empty() && !slot.empty()) continue;
        slot = (media ? "jr://" + folder + "/" : std::string()) + words(text, &item, one.name);
    }
}

std::string Compiler::label(const Item& item) {
    std::string out;
    const bool media = hasText(item, "image") || hasText(item, "audio") || hasText(item, "video") || hasText(item, "big-image") || hasText(item, "image-description");
    if (!m_languages.empty() || media) {
        if (hasText(item, "label") || media) {
            texts(item, "label", item.path + ":label", "");
            for (const char* form : {"image", "big-image", "image-description", "audio", "video"})
                texts(item, form, item.path + ":label", form);
            out += "<label ref=\"jr:itext('" + item.path + ":label')\"/>";
        }
    } else if (hasText(item, "label")) {
        out += "<label>" + (item.row ? words(cell(item, "label"), &item, "label") : escaped(item.label)) + "</label>";
    }
    if (!hasText(item, "hint") && !hasText(item, "guidance_hint")) return out;
    if (!m_languages.empty() || hasText(item, "guidance_hint")) {
        texts(item, "hint", item.path + ":hint", "");
        texts(item, "guidance_hint", item.path + ":hint", "guidance");
        return out + "<hint ref=\"jr:itext('" + item.path + ":hint')\"/>";
    }
    return out + "<hint>" + words(cell(item, "hint"), &item, "hint") + "</hint>";
}

/// The value of jr:constraintMsg or jr:requiredMsg; empty if there is none.
std::string Compiler::message(const Item& item, std::string_view column, const std::string& id) {
    if (!hasText(item, column)) return {};
    const std::string plain = cell(item, column);
    if (m_languages.empty() && !holdsOutput(plain)) return escaped(plain);
    texts(item, column, id, "");
    return "jr:itext('" + id + "')";
}

namespace {

/// One past a date, a time or a number that begins here; the place itself if none does.
std::size_t pastNumber(const std::string& text, std::size_t at) {
    static const std::regex kNumber(R"(^(-?\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?)?|\d\d:\d\d:\d\d(\.\d+)?)([+-]\d\d:\d\d|Z)?|^-?(\d+\.?\d*|\.\d+))");
    std::smatch found;
    if (!isDigit(text[at]) && text[at] != '-' && text[at] != '.') return at;
    return std::regex_search(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), found, kNumber) ? at + static_cast<std::size_t>(found.length()) : at;
}

}  // namespace

/// A default that has to be worked out: it holds a reference, a call or arithmetic, with or without spaces, as the field's own converter reads it.
/// "2021-03-07", "-5", "well-known" and 'quoted + text' are plain, and a minus in a date or a place is none. What cannot be read as an expression
/// is plain, too.
bool Compiler::isDynamic(const std::string& text, const QuestionType* type) const {
    const std::string_view kind = type ? type->type : std::string_view();
    const bool hyphens = kind == "date" || kind == "dateTime" || kind == "time" || kind.starts_with("geo");
    bool isWork = false;
    for (std::size_t at = 0; at < text.size() && !isWork;) {
        const char c = text[at];
        if (text.compare(at, 2, "${") == 0) return true;
        if (c == '\'' || c == '"') {
            at = std::min(text.find(c, at + 1), text.size() - 1) + 1;
        } else if (const std::size_t past = pastNumber(text, at); past > at) {
            at = past;
        } else if (beginsName(c)) {
            while (at < text.size() && isInName(text[at]))
                ++at;
            isWork = at < text.size() && text[at] == '(';
        } else {
            if (c == '-' && hyphens) return false;
            isWork = c == '+' || c == '-' || c == '*' || c == '|' || text.compare(at, 5, " div ") == 0 || text.compare(at, 5, " mod ") == 0;
            ++at;
        }
    }
    // A reference is some path or other.
    return isWork && xpath::parse(std::regex_replace(straightened(text), std::regex(R"(\$\{[^}]*\})"), " /x ")).ok();
}

}  // namespace waymark::xlsform
