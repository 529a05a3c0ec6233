// One evaluation under way, and a call within it: what the functions of this folder are written against. Private to the folder.
#pragma once

#include "shared/questionnaire/xpath/ast.h"
#include "shared/questionnaire/xpath/environment.h"

#include <cstddef>
#include <string>

namespace waymark::xpath {

struct EvaluationError {
    std::size_t position;
    std::string words;
    bool tooMuch = false;
};

/// Where an expression is being evaluated.
struct Place {
    Node node;
    std::size_t position = 1, size = 1;
};

class Evaluation {
public:
    Evaluation(const Environment& environment, Node current) : m_environment(environment), m_current(current) {}

    Value value(const Expr& expr, const Place& place);
    const Environment& environment() const { return m_environment; }
    const Node& current() const { return m_current; }

    /// Nodes of a path as if from outside every repeat: all occurrences, those too that are not relevant. Throws if the expression is no path.
    NodeSet everywhere(const Expr& expr, const Place& place);
    /// Nodes of a path, those too that are not relevant: where something stands, and not what it says. Throws if the expression is no path.
    NodeSet places(const Expr& expr, const Place& place);

private:
    Value binary(const Expr& expr, const Place& place);
    NodeSet path(const Expr& expr, const Place& place);
    NodeSet filtered(const Expr& expr, const Place& place);
    std::vector<Node> stepped(const std::vector<Node>& from, const Step& step);
    void applyPredicates(std::vector<Node>& nodes, const std::vector<ExprPtr>& predicates);
    /// The occurrence below `parent` that the current node lies in, if the step leads into a repeat.
    Node ownRepeat(const Node& parent, const Step& step) const;
    void work(std::size_t amount, const Expr* expr = nullptr);

    const Environment& m_environment;
    Node m_current;
    bool m_narrow = true, m_hiddenToo = false;
    std::size_t m_work = 0;
};

/// The arguments of a function, evaluated when asked for: if() leaves one of them alone.
struct Call {
    const Expr& expr;
    const Place& place;
    Evaluation& evaluation;

    std::size_t count() const { return expr.operands.size(); }
    const Environment& environment() const { return evaluation.environment(); }
    Value value(std::size_t i) const { return evaluation.value(*expr.operands[i], place); }
    bool boolean(std::size_t i) const { return toBoolean(value(i)); }
    double number(std::size_t i) const { return toNumber(value(i), environment()); }
    std::string text(std::size_t i) const { return toText(value(i), environment()); }
    /// Throws EvaluationError unless it is a node-set.
    NodeSet nodes(std::size_t i) const;
    /// Each node's text, or the text of any other value.
    std::vector<std::string> texts(std::size_t i) const;
    /// The text of the first argument, or of the context node if there is none.
    std::string textOrHere() const { return count() > 0 ? text(0) : textOf(place.node, environment()); }
    [[noreturn]] void fail(std::string words) const { throw EvaluationError{expr.position, expr.text + "(): " + std::move(words)}; }
};

bool compare(Operator op, const Value& left, const Value& right, const Environment& environment);

}  // namespace waymark::xpath
