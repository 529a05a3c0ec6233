// A form being filled in: the answers so far, what of them counts, and what is still missing. Owns its document; the form must outlive it.
// One thread. Nothing is kept on disk here: draft() gives the text that survives, restore() takes it back.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/questionnaire/xforms/form.h"
#include "shared/questionnaire/xpath/environment.h"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::xforms {

/// The world around the form. `random` must outlive the session.
struct World {
    base::Millis now = 0;
    std::string zone = "UTC";
    base::Random* random = nullptr;
    std::map<std::string, std::string, std::less<>> properties;  ///< "deviceid", "username" and so on
    std::string lastSaved = {};                                       ///< the record finished last with this form, as XML; empty if there is none
};

/// Of one repeat: more than anybody fills in. A count from a slip of the finger, or a record from elsewhere, must not fill the memory.
inline constexpr std::size_t kMaxOccurrences = 5'000;

struct Answer {
    std::string path;  ///< "/data/person[2]/age": every occurrence of a repeat has its number
    std::string value;
    bool relevant = true;
};

enum class MessageKind { Required, Constraint };

struct Message {
    std::string path;
    MessageKind kind = MessageKind::Required;
    std::string text;
    bool isNone = false;  ///< what was given cannot be an answer to this question: no number, no place, none of the choices
};

struct ShownChoice {
    std::string value, label;
    std::string picture = {};  ///< "jr://images/cat.png", or empty
    std::string sound = {};    ///< "jr://audio/cat.mp3", or empty
};

class Session {
public:
    /// A new record: defaults, preloads, first-load actions and all calculations are done.
    static std::unique_ptr<Session> start(const Form& form, World world);
    /// A draft: every answer in it is kept; only calculations are done again. Errors: Malformed if it is no draft of this form.
    static base::Result<std::unique_ptr<Session>> restore(const Form& form, World world, std::string_view draft);
    ~Session();

    /// `ref` is a path ("/data/person[2]/age"; without a number the occurrence added last, or the first) or the bare name of a question.
    /// Errors: NotFound if there is no such place, Unsupported if it holds other questions, is calculated or may not be changed as things stand.
    base::Result<void> set(std::string_view ref, std::string_view value);
    /// Adds an occurrence at the end and gives its path. Errors: NotFound, Unsupported if it is no repeat.
    base::Result<std::string> addRepeat(std::string_view ref);
    base::Result<void> removeRepeat(std::string_view ref);
    /// Errors: NotFound.
    base::Result<void> setLanguage(std::string_view name);

    std::vector<Answer> answers() const;            ///< leaves, in order
    std::map<std::string, bool> relevance() const;  ///< of everything, groups too
    std::vector<Message> messages() const;          ///< what stands in the way of finishing
    /// Answers that are kept in the draft but are not among the choices as things stand, and so are not in the record.
    std::vector<Message> notOffered() const;
    std::vector<ShownChoice> choices(std::string_view ref) const;
    std::string label(std::string_view ref) const;
    std::string hint(std::string_view ref) const;
    /// What belongs to a question's words besides them: "image", "audio", "video", "big-image" of its label, "guidance" of its hint; empty if
    /// there is none.
    std::string beside(std::string_view ref, std::string_view form) const;
    std::string value(std::string_view ref) const;  ///< as it is shown; empty if there is none
    /// The full path of a place, with the numbers of its occurrences; empty if there is none.
    std::string pathOf(std::string_view ref) const;
    /// Whether an answer may not be changed by hand.
    bool isReadonly(std::string_view ref) const;
    /// Whether an answer is asked for as things stand; what is calculated or may not be changed is not.
    bool isRequired(std::string_view ref) const;
    /// The words of a control that may have no place in the data: a group on the screen alone.
    std::string labelOf(const Control& control, std::string_view near) const;

    std::string result() const;  ///< the record as XML, without what is not relevant
    std::string draft() const;   ///< everything, as XML

    /// Rules that failed at work, by path, in words. They count as if they were not there.
    const std::map<std::string, std::string>& failures() const { return m_failures; }
    /// Evaluates a second time; true if anything changed (it must not, but for random()).
    bool recalculate();

private:
    class Environment;
    struct State {
        const Field* field = nullptr;
        bool own = true;                   ///< by its own rule
        bool relevant = true;              ///< with all around it
        std::optional<std::string> shown;  ///< an answer without choices that are no longer offered
    };

    Session(const Form& form, World world);
    void build(bool isNew);
    void index();
    void index(xmlNode* node, const Field& field);
    void preload();
    void addMissing(xmlNode* node, const Field& field);
    void ensureInstanceId();

    void markAll();
    void mark(const Field& field);
    void markDependents(const Field& field);
    void markInside(const Field& field);
    bool run();
    bool settle();
    void refresh(const Field& field);
    void refreshRelevance(const Field& field, xmlNode* node);
    void spread(xmlNode* node, bool around);
    void refreshCount(const Field& field);
    void refreshOffered(const Field& field, xmlNode* node);
    void calculate(const Field& field, xmlNode* node);
    void changed(xmlNode* node);
    void readLastSaved();
    void setTo(const Action& action, xmlNode* target);
    void calculateAttributes() const;
    void act(const std::vector<Action>& actions, std::string_view event, xmlNode* at);
    void actInside(const std::vector<std::unique_ptr<Control>>& controls, std::string_view event, xmlNode* at, bool isThere);

    xmlNode* insertOccurrence(const Field& repeat, xmlNode* parent);
    void newOccurrence(const Field& repeat, xmlNode* node);
    void setAside(const Field& repeat, xmlNode* node);
    bool isFull(const Field& field);

    static State* stateOf(const xmlNode* node) { return static_cast<State*>(node->_private); }
    base::Result<xmlNode*> find(std::string_view ref) const;
    std::string pathOf(const xmlNode* node) const;
    std::string shownText(const xmlNode* node) const;
    base::Result<xpath::Value> evaluate(const xpath::Expression& expression, xmlNode* node) const;
    bool holds(const std::optional<xpath::Expression>& rule, xmlNode* node, bool otherwise, const char* column) const;
    std::string text(const Label& label, xmlNode* node, std::string_view form = {}) const;
    std::string text(const Words& words, xmlNode* node) const;
    bool isReadonlyAt(const xmlNode* node) const;
    std::string wrongAnswer(const Field& field, xmlNode* node, const std::string& value) const;
    std::set<std::string> offeredAt(xmlNode* node, const Control& control) const;
    std::vector<ShownChoice> choicesAt(xmlNode* node, const Control& control) const;
    /// The words of one choice, without those of the others; empty if there is none of this value.
    std::string choiceWords(xmlNode* node, const Control& control, std::string_view value) const;
    ShownChoice choiceOf(const Choice& choice, xmlNode* node) const;
    std::string fileOf(const xpath::Node& item, xmlNode* node, std::string_view form) const;
    void write(const xmlNode* from, xmlNode* to) const;

    const Form& m_form;
    World m_world;
    Document m_document, m_lastSaved;
    std::unique_ptr<Environment> m_environment;
    const Language* m_language = nullptr;
    std::deque<State> m_states;
    std::vector<std::vector<xmlNode*>> m_nodes;                                  ///< by field
    std::vector<std::size_t> m_rank;                                             ///< place of a field in the order
    std::set<std::size_t> m_dirty;                                               ///< ranks
    std::vector<xmlNode*> m_acted;                                               ///< changed by hand or rule, their actions still to come
    std::map<std::pair<xmlNode*, const Field*>, std::vector<xmlNode*>> m_aside;  ///< occurrences taken away by a smaller count
    std::map<const Field*, xmlNode*> m_latest;                                   ///< occurrence added last
    mutable std::map<std::string, std::string> m_failures;
    mutable std::set<std::string> m_named;  ///< what is being put into words: words that name themselves have no end
    std::ptrdiff_t m_counted = 0;  ///< occurrences that counts have put there
    static constexpr int kMostGrowths = 100;  ///< a count that depends on what is in its repeat may never come to rest
    std::map<const Field*, int> m_growths;    ///< how often a count has asked for more since the last answer; beyond the most it stays stopped
    std::size_t m_visited = 0;  ///< nodes looked over so far to know what is in the record
    bool m_loading = true, m_restoring = false, m_anyChange = false;
};

}  // namespace waymark::xforms
