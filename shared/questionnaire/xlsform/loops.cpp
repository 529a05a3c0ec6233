// Rows that are written once and meant several times, or meant for another sheet.
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/compiler.h"

namespace waymark::xlsform {

using xforms::Severity;

namespace {

void replaceAll(std::string& text, std::string_view what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

}  // namespace

std::size_t Compiler::columnAt(const Table& table, std::string_view name) {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].name == name && table.columns[i].language.empty()) return i;
    return table.columns.size();
}

/// The rows of a loop once for each choice of its list, each time in a group of the choice's name; %(name)s and %(label)s stand for it.
void Compiler::unroll(const Row& begin, const std::string& list, const std::vector<const Row*>& inside, std::vector<const Row*>& out) {
    out.push_back(&begin);
    const auto found = m_lists.find(list);
    if (list.empty() || found == m_lists.end()) {
        say(Severity::Error, &begin, "type", list.empty() ? "a loop does not name its list of choices" : "there is no list “" + list + "” on the sheet of choices");
        out.insert(out.end(), inside.begin(), inside.end());
        return;
    }
    m_listsUsed.insert(list);
    const std::size_t typeAt = columnAt(m_survey, "type"), nameAt = columnAt(m_survey, "name");
    for (const Row* choice : found->second) {
        Row group{begin.number, std::vector<std::string>(m_survey.columns.size())};
        group.cells[typeAt] = "begin group";
        if (nameAt < group.cells.size()) group.cells[nameAt] = m_choices.cell(*choice, "name");
        for (std::size_t i = 0; i < m_survey.columns.size(); ++i)
            if (m_survey.columns[i].name == "label") group.cells[i] = textFor(*choice, m_survey.columns[i].language);
        out.push_back(&m_made.emplace_back(std::move(group)));
        for (const Row* one : inside) {
            Row copy = *one;
            for (std::size_t i = 0; i < copy.cells.size() && i < m_survey.columns.size(); ++i) {
                replaceAll(copy.cells[i], "%(name)s", m_choices.cell(*choice, "name"));
                replaceAll(copy.cells[i], "%(label)s", textFor(*choice, m_survey.columns[i].language));
            }
            out.push_back(&m_made.emplace_back(std::move(copy)));
        }
        Row end{begin.number, std::vector<std::string>(m_survey.columns.size())};
        end.cells[typeAt] = "end group";
        out.push_back(&m_made.emplace_back(std::move(end)));
    }
}

/// The label of a choice in a language, or whatever it has.
std::string Compiler::textFor(const Row& choice, const std::string& language) const {
    std::string any;
    for (std::size_t i = 0; i < m_choices.columns.size() && i < choice.cells.size(); ++i) {
        if (m_choices.columns[i].name != "label" || choice.cells[i].empty()) continue;
        if (m_choices.columns[i].language == language) return xforms::trimmed(choice.cells[i]);
        if (any.empty()) any = xforms::trimmed(choice.cells[i]);
    }
    return any;
}

std::vector<const Row*> Compiler::unrolled() {
    std::vector<const Row*> rows, open;  // open: the rows of a loop under way
    const Row* begin = nullptr;
    std::string list;
    for (const Row& row : m_survey.rows) {
        const auto brackets = bracket(xforms::trimmed(m_survey.cell(row, "type")));
        if (brackets && brackets->what == "loop") {
            if (brackets->begins && !begin) {
                begin = &row;
                list = brackets->list;
                continue;
            }
            if (!brackets->begins && begin) {
                unroll(*begin, list, open, rows);
                rows.push_back(&row);
                begin = nullptr;
                open.clear();
                continue;
            }
        }
        (begin ? open : rows).push_back(&row);
    }
    if (begin) {  // never closed: told by whoever counts the brackets
        rows.push_back(begin);
        rows.insert(rows.end(), open.begin(), open.end());
    }
    return rows;
}

}  // namespace waymark::xlsform
