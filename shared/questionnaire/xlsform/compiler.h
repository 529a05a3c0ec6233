// A spreadsheet on its way to an XForm. Private to the folder.
#pragma once

#include "shared/questionnaire/xforms/problem.h"
#include "shared/questionnaire/xlsform/question_types.h"
#include "shared/questionnaire/xlsform/table.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace waymark::xlsform {

enum class ItemKind { Question, Select, Group, Repeat };

/// A row of the survey, in its place.
struct Item {
    ItemKind kind = ItemKind::Question;
    const Row* row = nullptr;  ///< null for what we add ourselves
    std::string name, path;
    const QuestionType* type = nullptr;
    SelectType select;
    std::map<std::string, std::string> parameters;
    Item* parent = nullptr;
    std::vector<std::unique_ptr<Item>> children;
    bool hasTrigger = false;
    std::string relevant, label;  ///< of what we add ourselves
};

class Compiler {
public:
    Compiler(std::vector<Sheet> sheets, std::string name, xforms::Problems& problems);

    std::string run();  ///< the XForm, or empty if there is no survey
    int rowOf(const std::string& path) const;
    /// A problem of the form's reader by the words of the sheet.
    void place(xforms::Problem& problem) const;

private:
    // reading
    const Sheet* find(std::string_view name) const;
    void readChoices();
    void readSurvey();
    void readQuestion(const Row& row, const std::string& type);
    void addItem(std::unique_ptr<Item> item);
    bool nameFits(const Row& row, const std::string& name);
    void checkSelect(Item& item);
    void checkParameters(Item& item);
    void checkSettings();
    void say(xforms::Severity severity, const Row* row, std::string_view column, std::string message, std::string instead = {});
    void sayChoice(xforms::Severity severity, const Row& row, std::string_view column, std::string message);

    // writing
    std::string cell(const Item& item, std::string_view column) const { return item.row ? m_survey.cell(*item.row, column) : std::string(); }
    std::string setting(std::string_view name) const;
    /// An expression with ${names} turned into paths.
    std::string expression(const std::string& text, const Item* item, std::string_view column);
    std::string condition(const std::string& text, const Item* item, std::string_view column);  ///< yes and no too
    std::string words(const std::string& text, const Item* item, std::string_view column);      ///< XML with outputs
    std::string pathFor(const std::string& name, const Item* item, std::string_view column);
    void texts(const Item& item, std::string_view column, const std::string& id, std::string_view form);
    bool hasText(const Item& item, std::string_view column) const;
    std::string label(const Item& item);
    std::string message(const Item& item, std::string_view column, const std::string& id);
    std::string instanceOf(const Item& item, bool asTemplate);
    void binds(const Item& item);
    void bindOf(const Item& item);
    std::string body(const Item& item);
    std::string select(const Item& item);
    std::string attributes(const Item& item);
    std::string actions(const Item& item);
    void lists();
    void sayTranslations();
    bool isDynamic(const std::string& text) const;

    std::vector<Sheet> m_sheets;
    std::string m_name;
    xforms::Problems& m_problems;
    Table m_survey, m_choices, m_external, m_settings;
    std::map<std::string, std::vector<const Row*>> m_lists, m_externalLists;
    std::set<std::string> m_listsUsed, m_otherLists, m_externalUsed;
    std::map<std::string, std::string> m_files;  ///< id of a list → its source
    Item m_root;
    Item* m_open = nullptr;
    std::map<std::string, std::vector<Item*>> m_byName;
    std::map<std::string, int> m_rowByPath;
    std::set<std::string> m_languages;
    std::string m_defaultLanguage;
    std::map<std::string, std::map<std::string, std::map<std::string, std::string>>> m_itext;  ///< language, id, form → XML
    std::map<std::string, std::string> m_triggered;                                            ///< path of the trigger → actions
    std::string m_binds, m_instances, m_modelActions;
};

std::string escaped(std::string_view text);
/// "true()" and "false()" for the words people use.
std::string yesNo(const std::string& text);

}  // namespace waymark::xlsform
