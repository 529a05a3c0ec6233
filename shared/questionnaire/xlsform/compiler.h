// A spreadsheet on its way to an XForm. Private to the folder.
#pragma once

#include "shared/questionnaire/xforms/problem.h"
#include "shared/questionnaire/xlsform/question_types.h"
#include "shared/questionnaire/xlsform/table.h"

#include <deque>
#include <functional>
#include <initializer_list>
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
    std::multimap<std::string, const Item*> named;  ///< children by their names in small letters
    bool hasTrigger = false, isLoop = false;
    std::string relevant, label, calculation;  ///< of what we add ourselves
    std::string count;                         ///< of a repeat: path of the answer that says how many entries it has; empty if people add them
};

/// A row of the sheet of entities.
struct Entity {
    const Row* row = nullptr;
    std::string list, label, id, createIf, updateIf;
    std::vector<const Item*> saved;  ///< questions whose answers it keeps
    const Item* scope = nullptr;     ///< the repeat whose every occurrence is one, or the whole form
    const Item* holder = nullptr;    ///< the scope, or a group of it: where the record says it
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
    bool isOnlySheet() const;
    void readChoices();
    void readSurvey();
    void readQuestion(const Row& row, const std::string& type);
    void addItem(std::unique_ptr<Item> item);
    void addCount(Item& repeat);
    void tidy();
    bool nameFits(const Row& row, const std::string& name);
    void checkSelect(Item& item);
    void checkTable(const Item& group);
    void readParameters(Item& item);
    void checkParameters(Item& item);
    void checkRange(Item& item);
    void checkAudit(Item& item);
    void checkSettings();
    void checkSheets();
    void checkLanguages();
    void checkReferences();
    void checkCell(const Table& table, const Row& row, const Column& column, const std::string& text);
    void checkTriggers(const Item& item);
    std::string similarSheets(std::string_view wanted) const;
    void addFile(const Row* row, std::string_view column, const std::string& id, const std::string& source);
    bool isInRepeat() const;  ///< where the next row goes

    // rows that ask for what nothing acts on
    void checkRows();
    void checkRow(const Item& item);
    void checkEnd(const Row& row);
    void checkSearches();
    void checkSearch(const Item& item);
    void checkReferenceGeometry(const Item& item);
    void checkAttributeColumns();
    void sayUnused(const Item& item, std::initializer_list<std::string_view> columns, std::string_view what);
    void sayUnused(const Row& row, std::string_view what, const std::function<bool(const std::string&)>& isUnused);
    void sayUnseenLooks(const Item& item);
    void checkFileRow(const Row& row);

    // loops and settings among the rows
    std::vector<const Row*> unrolled();
    void unroll(const Row& begin, const std::string& list, const std::vector<const Row*>& inside, std::vector<const Row*>& out);
    std::string textFor(const Row& choice, const std::string& language) const;
    static std::size_t columnAt(const Table& table, std::string_view name);
    bool readSetting(const Row& row, const std::string& type);
    bool isDeclared(std::string_view prefix) const;
    std::map<std::string, std::string> namespaces() const;  ///< prefix → address, as the settings declare them
    bool mayWrite(const std::string& attribute) const;       ///< whether it is a name, with no prefix or one that is declared
    std::string rootAttributes() const;

    // entities
    void readEntities();
    void checkSaveTo(const Item& item);
    void writeEntities();
    void sayEntity(const Row& row, std::string_view column, std::string message);
    std::vector<const Item*> usedBy(const Entity& entity) const;
    void findScope(Entity& entity);
    bool parts(const Item* holder, const Entity& entity) const;
    std::vector<const Item*> placesFor(const Entity& entity) const;
    bool hold(Entity& entity, std::set<const Item*>& tried);
    void findHolders();

    void say(xforms::Severity severity, const Row* row, std::string_view column, std::string message, std::string instead = {});
    void sayChoice(xforms::Severity severity, const Row& row, std::string_view column, std::string message, std::string instead = {});

    // writing
    std::string cell(const Item& item, std::string_view column) const { return item.row ? m_survey.cell(*item.row, column) : std::string(); }
    std::string setting(std::string_view name) const;
    /// An expression with ${names} turned into paths.
    std::string expression(const std::string& text, const Item* item, std::string_view column);
    std::string condition(const std::string& text, const Item* item, std::string_view column);  ///< yes and no too
    std::string words(const std::string& text, const Item* item, std::string_view column);      ///< XML with outputs
    std::string plainWords(const std::string& text, const Item* item, std::string_view column, bool lookups);
    std::string pathFor(const std::string& name, const Item* item, std::string_view column);
    void declarePulled(const std::string& expression, const Item* item, std::string_view column);
    void texts(const Item& item, std::string_view column, const std::string& id, std::string_view form);
    bool hasText(const Item& item, std::string_view column) const;
    std::string label(const Item& item);
    std::string message(const Item& item, std::string_view column, const std::string& id);
    std::string instanceOf(const Item& item, bool asTemplate);
    std::string instanceAttributes(const Item& item) const;
    void binds(const Item& item);
    void bindOf(const Item& item);
    bool isSilent(const Item& item) const;
    void sayUnseen(const Item& item);
    void checkWords(const Item& item);
    std::string body(const Item& item);
    std::string select(const Item& item);
    bool isSearched(const Item& item) const;
    bool isShuffled(const Item& item) const;
    std::string searchItems(const std::string& list) const;
    std::string placesFor(const Item& item);
    bool usesItext(const Table& table, const std::string& list) const;
    std::string repeatAround(const std::string& path) const;
    std::string attributes(const Item& item);
    std::string ownAttributes(const Item& item, std::initializer_list<std::string_view> prefixes, const std::string& there);
    std::string actions(const Item& item);
    void lists();
    void sayTranslations();
    bool isDynamic(const std::string& text, const QuestionType* type) const;

    std::vector<Sheet> m_sheets;
    std::string m_name;
    xforms::Problems& m_problems;
    Table m_survey, m_choices, m_external, m_settings, m_entities;
    std::map<std::string, std::vector<const Row*>> m_lists, m_externalLists;
    std::set<std::string> m_listsUsed, m_otherLists, m_externalUsed;
    std::set<std::string> m_searched;  ///< lists that only name the columns of a table beside the form
    std::map<std::string, std::string> m_files;  ///< id of a list → its source
    std::map<std::string, int> m_declared;       ///< lists that have a row of their own → row
    Item m_root;
    Item* m_open = nullptr;
    std::map<std::string, std::vector<Item*>> m_byName;
    std::map<std::string, int> m_rowByPath;
    std::map<std::string, std::pair<const Table*, int>> m_elsewhere;  ///< what stands on another sheet than the survey: path or id → its row
    std::set<std::string> m_counts;                                   ///< paths of answers that say how many entries a repeat has
    std::set<std::pair<int, std::string>> m_pulled;                   ///< lists that pulldata() looks into, by row
    std::set<std::string> m_languages;
    std::vector<std::string> m_languageOrder;  ///< as their columns stand: where none is the default, people begin with the first
    std::string m_defaultLanguage;
    std::map<std::string, std::map<std::string, std::map<std::string, std::string>>> m_itext;  ///< language, id, form → XML
    std::map<std::string, std::string> m_triggered;                                            ///< path of the trigger → actions
    std::string m_binds, m_instances, m_modelActions;
    std::string m_within;                                   ///< path of the repeat whose occurrences an expression is asked of, or empty
    std::deque<Row> m_made;                                 ///< rows that a loop adds
    std::map<std::string, std::string> m_settingRows;       ///< settings that stand among the questions
    std::map<std::string, int> m_repeats;                   ///< names of repeats → row
    std::deque<Entity> m_entityRows;
    std::map<std::string, int> m_saved;                     ///< list#property → row
    std::map<std::string, std::string> m_metaInside;        ///< path → what `meta` there holds besides the usual
    int m_headingRow = 1, m_guesses = 0;
};

std::string escaped(std::string_view text);
/// Typographic quotation marks and hard spaces as the plain ones that expressions and answers are written with.
std::string straightened(std::string text);
/// "true()" and "false()" for the words people use.
std::string yesNo(const std::string& text);

}  // namespace waymark::xlsform
