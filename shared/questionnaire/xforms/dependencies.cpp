#include "shared/questionnaire/xforms/dependencies.h"

#include "shared/questionnaire/xforms/references.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace waymark::xforms {

namespace {

class Graph {
public:
    Graph(Form& form, Problems& problems) : m_form(form), m_problems(problems), m_before(form.fields.size()), m_byCount(form.fields.size()) {
        form.dependents.resize(form.fields.size());
    }

    void build() {
        for (Field* field : m_form.fields) {
            References found;
            add(field, field->bind.relevant, "relevant", found);
            add(field, field->bind.calculate, "calculate", found);
            // Choices that depend on the very answer are no circle: they are offered before it is given.
            References choices;
            if (field->control && field->control->itemset && field->control->itemset->isFiltered)
                addReferences(m_form, field->control->itemset->nodes, field, choices);
            choices.certain.erase(field);
            sayUnknown(field, "choice_filter", choices);
            found.certain.merge(choices.certain);
            found.possible.merge(choices.possible);
            found.filtered.erase(field);
            join(field, found);
            if (field->control && field->control->count) joinCount(field);

            References ignored;
            add(field, field->bind.constraint, "constraint", ignored);
            sayItself(field, field->bind.required, "required", "whether “" + field->name + "” has to be answered cannot depend on its own answer");
            sayItself(field, field->bind.readonly, "readonly", "whether “" + field->name + "” can be answered cannot depend on its own answer");
        }
    }

    void sort() {
        std::vector<bool> done = order();
        if (loosen(done)) done = order();
        sayCircles(done);
    }

private:
    void add(Field* field, const std::optional<xpath::Expression>& rule, const char* column, References& into) {
        if (!rule) return;
        References found;
        addReferences(m_form, *rule, field, found);
        sayUnknown(field, column, found);
        into.certain.merge(found.certain);
        into.possible.merge(found.possible);
        into.filtered.merge(found.filtered);
    }

    void sayItself(Field* field, const std::optional<xpath::Expression>& rule, const char* column, const std::string& message) {
        References found;
        add(field, rule, column, found);
        if (found.certain.contains(field)) m_problems.push_back({Severity::Error, message, {}, {}, 0, column, field->path});
    }

    void sayUnknown(const Field* field, const char* column, const References& found) {
        std::set<std::string> said;
        for (const std::string& path : found.unknown)
            if (said.insert(path).second)
                m_problems.push_back({Severity::Warning,
                                      "“" + path + "” leads to nothing in the form",
                                      "it counts as unanswered",
                                      {},
                                      0,
                                      column,
                                      field->path});
        for (const std::string& list : found.lists)
            if (!m_form.instances.contains(list) && !isFileOf(list))
                m_problems.push_back(
                    {Severity::Warning, "there is no list called “" + list + "”", "it counts as empty", {}, 0, column, field->path});
    }

    bool isFileOf(const std::string& list) const {
        return std::any_of(m_form.instances.begin(), m_form.instances.end(),
                           [&](const auto& one) { return one.second.source.find("/" + list + ".") != std::string::npos; });
    }

    static bool shareRepeat(const Field* a, const Field* b) {
        for (; a; a = a->parent)
            for (const Field* at = a->isRepeat ? b : nullptr; at; at = at->parent)
                if (at == a) return true;
        return false;
    }

    void join(Field* field, const References& found) {
        const auto watches = [&](const Field* other) {
            auto& list = m_form.dependents[other->index];
            if (list.empty() || list.back() != field->index) list.push_back(field->index);
        };
        std::set<std::size_t>& before = m_before[field->index];
        const auto after = [&](const Field* other) {
            before.insert(other->index);
            // Whether it is seen at all, or how often it is there, is decided above it.
            for (const Field* above = other->parent; above; above = above->parent)
                if (above->bind.relevant || (above->control && above->control->count)) before.insert(above->index);
        };
        for (const Field* other : found.certain) {
            after(other);
            watches(other);
        }
        for (Field* other : found.possible)
            if (!found.certain.contains(other)) watches(other);
        // A condition may choose another occurrence of the repeat that the rule itself stands in; anything else has to be there before.
        for (const Field* other : found.filtered)
            if (!shareRepeat(field, other)) after(other);
        for (const Field* above = field->parent; above; above = above->parent)
            if (above->bind.relevant || (above->control && above->control->count)) before.insert(above->index);
    }

    /// What only the count has to wait for is kept apart.
    void joinCount(Field* field) {
        const std::set<std::size_t> others = m_before[field->index];
        References found;
        add(field, field->control->count, "count", found);
        join(field, found);
        std::set_difference(m_before[field->index].begin(), m_before[field->index].end(), others.begin(), others.end(),
                            std::inserter(m_byCount[field->index], m_byCount[field->index].end()));
    }

    /// Puts every field after what it waits for; false for those that wait for each other.
    std::vector<bool> order() {
        std::vector<std::size_t> waiting(m_before.size());
        std::vector<std::vector<std::size_t>> after(m_before.size());
        for (std::size_t i = 0; i < m_before.size(); ++i)
            for (const std::size_t j : m_before[i]) {
                if (i == j) continue;
                ++waiting[i];
                after[j].push_back(i);
            }
        std::set<std::size_t> ready;
        for (std::size_t i = 0; i < waiting.size(); ++i)
            if (waiting[i] == 0) ready.insert(i);
        std::vector<bool> done(m_before.size());
        m_form.order.clear();
        while (!ready.empty()) {
            const std::size_t next = *ready.begin();
            ready.erase(ready.begin());
            done[next] = true;
            m_form.order.push_back(next);
            for (const std::size_t i : after[next])
                if (--waiting[i] == 0) ready.insert(i);
        }
        for (std::size_t i = 0; i < done.size(); ++i)
            if (!done[i]) m_form.order.push_back(i);
        return done;
    }

    /// How often a repeat is asked may depend on what is in it: the count is worked out from what is there, and again when that changes.
    bool loosen(const std::vector<bool>& done) {
        bool any = false;
        for (std::size_t repeat = 0; repeat < m_before.size(); ++repeat) {
            if (m_byCount[repeat].empty() || (done[repeat] && !m_before[repeat].contains(repeat))) continue;
            const auto isInside = [&](std::size_t at) {
                const Field* field = m_form.fields[at];
                while (field && field->index != repeat)
                    field = field->parent;
                return field != nullptr;
            };
            std::size_t taken = std::erase_if(m_before[repeat], [&](std::size_t at) { return m_byCount[repeat].contains(at) && isInside(at); });
            std::vector<bool> seen(m_before.size());
            std::vector<std::size_t> way(m_byCount[repeat].begin(), m_byCount[repeat].end());
            while (!way.empty()) {
                const std::size_t at = way.back();
                way.pop_back();
                if (seen[at] || done[at] || isInside(at)) continue;
                seen[at] = true;
                taken += std::erase_if(m_before[at], isInside);
                way.insert(way.end(), m_before[at].begin(), m_before[at].end());
            }
            if (taken > 0) sayCounted(m_form.fields[repeat]);
            any = any || taken > 0;
        }
        return any;
    }

    void sayCounted(const Field* repeat) {
        repeat->control->countsItself = true;
        m_problems.push_back({Severity::Warning,
                              "how often “" + repeat->name + "” is asked depends on what is in it",
                              "it is asked again until that comes to rest",
                              {},
                              0,
                              "count",
                              repeat->path});
    }

    /// One problem for every set of fields that reach each other (Tarjan's strongly connected components).
    void sayCircles(const std::vector<bool>& done) {
        const std::size_t n = m_before.size();
        std::vector<std::size_t> low(n), number(n);
        std::vector<bool> stacked(n);
        std::vector<std::size_t> stack;
        std::size_t counter = 0;
        const auto enter = [&](std::size_t at) {
            low[at] = number[at] = ++counter;
            stack.push_back(at);
            stacked[at] = true;
        };
        const auto leave = [&](std::size_t at) {
            if (low[at] != number[at]) return;
            std::vector<std::size_t> circle;
            while (true) {
                const std::size_t member = stack.back();
                stack.pop_back();
                stacked[member] = false;
                circle.push_back(member);
                if (member == at) break;
            }
            if (circle.size() > 1) sayCircle(circle);
        };
        // A circle may be as long as the form, so the way down is kept here and not on the machine's own stack.
        std::vector<std::pair<std::size_t, std::set<std::size_t>::const_iterator>> way;
        for (std::size_t i = 0; i < n; ++i) {
            if (!done[i] && number[i] == 0) {
                enter(i);
                way.emplace_back(i, m_before[i].begin());
            }
            while (!way.empty()) {
                auto& [at, next] = way.back();
                if (next == m_before[at].end()) {
                    const std::size_t left = at;
                    leave(left);
                    way.pop_back();
                    if (!way.empty() && stacked[left]) low[way.back().first] = std::min(low[way.back().first], low[left]);
                    continue;
                }
                const std::size_t to = *next++;
                if (done[to]) continue;
                if (number[to] == 0) {
                    enter(to);
                    way.emplace_back(to, m_before[to].begin());
                } else if (stacked[to]) {
                    low[at] = std::min(low[at], low[to]);
                }
            }
            if (m_before[i].contains(i)) sayCircle({i});
        }
    }

    void sayCircle(std::vector<std::size_t> circle) {
        std::sort(circle.begin(), circle.end());
        const Field* first = m_form.fields[circle.front()];
        for (const std::size_t i : circle)  // told where somebody wrote a rule, not at a group around it
            if (m_form.fields[i]->bind.calculate || m_form.fields[i]->bind.relevant) {
                first = m_form.fields[i];
                break;
            }
        std::string names;
        constexpr std::size_t kMostNamed = 20;
        for (std::size_t i = 0; i < std::min(circle.size(), kMostNamed); ++i)
            names += (names.empty() ? "" : ", ") + m_form.fields[circle[i]]->name;
        if (circle.size() > kMostNamed) names += " and " + std::to_string(circle.size() - kMostNamed) + " more";
        const std::string column = first->bind.calculate ? "calculate" : first->bind.relevant ? "relevant" : "count";
        const std::string message = circle.size() == 1
                                        ? "“" + first->name + "” depends on itself, so it can never be worked out"
                                        : "these depend on each other in a circle, so none of them can be worked out: " + names;
        m_problems.push_back({Severity::Error, message, {}, {}, 0, column, first->path});
    }

    Form& m_form;
    Problems& m_problems;
    std::vector<std::set<std::size_t>> m_before;   ///< what has to be worked out first, by field
    std::vector<std::set<std::size_t>> m_byCount;  ///< of that, what only the count of a repeat asks for
};

}  // namespace

void findDependencies(Form& form, Problems& problems) {
    Graph graph(form, problems);
    graph.build();
    graph.sort();
}

}  // namespace waymark::xforms
