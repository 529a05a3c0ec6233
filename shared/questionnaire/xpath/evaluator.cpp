#include "shared/questionnaire/xpath/evaluator.h"

#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/functions.h"
#include "shared/questionnaire/xpath/lexer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace waymark::xpath {

void Evaluation::work(std::size_t amount, const Expr* expr) {
    m_work += amount;
    if (m_work > kMaxWork) throw EvaluationError{expr ? expr->position : 0, "this takes too much work to calculate", true};
}

Value Evaluation::value(const Expr& expr, const Place& place) {
    work(1, &expr);
    switch (expr.kind) {
    case ExprKind::Text: return expr.text;
    case ExprKind::Number: return expr.number;
    case ExprKind::Negate: return -toNumber(value(*expr.operands[0], place), m_environment);
    case ExprKind::Binary: return binary(expr, place);
    case ExprKind::Path: return path(expr, place);
    case ExprKind::Filter: return filtered(expr, place);
    case ExprKind::Call:
        if (!expr.function) throw EvaluationError{expr.position, wrongCall(expr).value_or("there is no such function")};
        return expr.function->run(Call{expr, place, *this});
    case ExprKind::Variable:
        if (auto known = m_environment.variable(expr.text)) return std::move(*known);
        throw EvaluationError{expr.position, "there is no variable $" + expr.text};
    }
    throw EvaluationError{expr.position, "this kind of expression cannot be calculated"};
}

Value Evaluation::binary(const Expr& expr, const Place& place) {
    const Expr &a = *expr.operands[0], &b = *expr.operands[1];
    const auto number = [&](const Expr& operand) { return toNumber(value(operand, place), m_environment); };
    switch (expr.op) {
    case Operator::Or: return toBoolean(value(a, place)) || toBoolean(value(b, place));
    case Operator::And: return toBoolean(value(a, place)) && toBoolean(value(b, place));
    case Operator::Add: return number(a) + number(b);
    case Operator::Subtract: return number(a) - number(b);
    case Operator::Multiply: return number(a) * number(b);
    case Operator::Divide: return number(a) / number(b);
    case Operator::Modulo: return std::fmod(number(a), number(b));
    case Operator::Union: {
        Value left = value(a, place), right = value(b, place);
        auto *one = std::get_if<NodeSet>(&left), *other = std::get_if<NodeSet>(&right);
        if (!one || !other) throw EvaluationError{expr.position, "“|” joins paths, not values"};
        one->nodes.insert(one->nodes.end(), other->nodes.begin(), other->nodes.end());
        normalise(one->nodes);
        one->inDocumentOrder = true;
        one->onlyHidden = one->nodes.empty() && (one->onlyHidden || other->onlyHidden);
        return left;
    }
    default: return compare(expr.op, value(a, place), value(b, place), m_environment);
    }
}

void Evaluation::applyPredicates(std::vector<Node>& nodes, const std::vector<ExprPtr>& predicates) {
    const bool hiddenToo = std::exchange(m_hiddenToo, false);
    for (const ExprPtr& predicate : predicates) {
        if (predicate->kind == ExprKind::Number) {  // [1], without asking each node
            const double wanted = predicate->number;
            std::vector<Node> kept;
            if (wanted >= 1 && wanted == std::floor(wanted) && wanted <= static_cast<double>(nodes.size()))
                kept.push_back(nodes[static_cast<std::size_t>(wanted) - 1]);
            nodes = std::move(kept);
            continue;
        }
        std::vector<Node> kept;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const Value result = value(*predicate, Place{nodes[i], i + 1, nodes.size()});
            const double* number = std::get_if<double>(&result);
            if (number ? *number == static_cast<double>(i + 1) : toBoolean(result)) kept.push_back(nodes[i]);
        }
        nodes = std::move(kept);
    }
    m_hiddenToo = hiddenToo;
}

std::vector<Node> Evaluation::stepped(const std::vector<Node>& from, const Step& step) {
    std::vector<Node> result;
    for (const Node& node : from) {
        if (step.predicates.empty()) {
            const std::size_t before = result.size();
            collect(node, step, m_environment, result);
            if (isReverse(step)) std::reverse(result.begin() + static_cast<std::ptrdiff_t>(before), result.end());
            work(result.size() - before + 1);
            continue;
        }
        std::vector<Node> found;
        collect(node, step, m_environment, found);
        work(found.size() + 1);
        applyPredicates(found, step.predicates);
        if (isReverse(step)) std::reverse(found.begin(), found.end());
        result.insert(result.end(), found.begin(), found.end());
    }
    if (from.size() > 1 || step.axis == Axis::Following || step.axis == Axis::Preceding) normalise(result);
    return result;
}

Node Evaluation::ownRepeat(const Node& parent, const Step& step) const {
    for (const xmlNode* at = m_current.tree; at; at = at->parent) {
        const Node node{const_cast<xmlNode*>(at), nullptr};
        if (at->parent == parent.tree) {
            if (at->type != XML_ELEMENT_NODE || !m_environment.isRepeat(node)) return {};
            std::vector<Node> passed;
            Step self = Step{Axis::Self, step.test, step.prefix, step.name, {}};
            collect(node, self, m_environment, passed);
            return passed.empty() ? Node{} : node;
        }
    }
    return {};
}

NodeSet Evaluation::path(const Expr& expr, const Place& place) {
    NodeSet set;
    bool narrow = false;
    if (expr.absolute) {
        const Node root = m_environment.root();
        if (root) set.nodes = {root};
        narrow = m_narrow;
    } else if (!expr.operands.empty()) {
        Value from = value(*expr.operands[0], place);
        auto* nodes = std::get_if<NodeSet>(&from);
        if (!nodes)
            throw EvaluationError{expr.operands[0]->position,
                                  "a path goes on here, but what stands before “/” is a value, not a place in the form"};
        set = std::move(*nodes);
        normalise(set.nodes);
    } else if (place.node) {
        set.nodes = {place.node};
    }
    for (std::size_t i = 0; i < expr.steps.size() && !set.nodes.empty(); ++i) {
        const Step& step = expr.steps[i];
        narrow = narrow && step.axis == Axis::Child && step.test == TestKind::Name && step.predicates.empty();
        // An absolute path from inside a repeat means this occurrence (ODK XForms, "a big deviation"), unless the repeat itself is asked for.
        const Node own = narrow && i + 1 < expr.steps.size() && set.nodes.size() == 1 ? ownRepeat(set.nodes.front(), step) : Node{};
        set.nodes = own ? std::vector<Node>{own} : stepped(set.nodes, step);
    }
    // What is not relevant is no answer. On the way it counts: [2] is the second occurrence, whatever the first is.
    if (!m_hiddenToo) {
        const std::size_t hidden = std::erase_if(set.nodes, [this](const Node& node) { return m_environment.isHidden(node); });
        set.onlyHidden = set.nodes.empty() && (hidden > 0 || set.onlyHidden);
    }
    set.inDocumentOrder = true;
    return set;
}

NodeSet Evaluation::everywhere(const Expr& expr, const Place& place) {
    const bool before = std::exchange(m_narrow, false);
    NodeSet set = places(expr, place);
    m_narrow = before;
    return set;
}

NodeSet Evaluation::places(const Expr& expr, const Place& place) {
    const bool before = std::exchange(m_hiddenToo, true);
    Value result = value(expr, place);
    m_hiddenToo = before;
    auto* set = std::get_if<NodeSet>(&result);
    if (!set) throw EvaluationError{expr.position, "a path is needed here"};
    return std::move(*set);
}

NodeSet Evaluation::filtered(const Expr& expr, const Place& place) {
    Value inner = value(*expr.operands[0], place);
    auto* set = std::get_if<NodeSet>(&inner);
    if (!set) throw EvaluationError{expr.position, "a condition in square brackets follows a path, not a value"};
    applyPredicates(set->nodes, expr.predicates);
    return std::move(*set);
}

NodeSet Call::nodes(std::size_t i) const {
    Value result = value(i);
    if (auto* set = std::get_if<NodeSet>(&result)) return std::move(*set);
    fail("its " + std::string(i == 0 ? "first " : i == 1 ? "second " : "") + "argument has to be a path");
}

std::vector<std::string> Call::texts(std::size_t i) const {
    const Value result = value(i);
    std::vector<std::string> texts;
    if (const auto* set = std::get_if<NodeSet>(&result)) {
        for (const Node& node : set->nodes)
            texts.push_back(textOf(node, environment()));
    } else {
        texts.push_back(toText(result, environment()));
    }
    return texts;
}

namespace {

/// XForms: a rule of a repeat is worked out for each occurrence in its place among the others.
Place placeOf(const Node& context, const Environment& environment) {
    Place place{context, 1, 1};
    if (!context || !environment.isRepeat(context)) return place;
    const auto isOther = [&](const xmlNode* node) { return node->type == XML_ELEMENT_NODE && view(node->name) == view(context.tree->name); };
    for (const xmlNode* one = context.tree->prev; one; one = one->prev)
        place.position += isOther(one);
    place.size = place.position;
    for (const xmlNode* one = context.tree->next; one; one = one->next)
        place.size += isOther(one);
    return place;
}

}  // namespace

base::Result<Value> evaluate(const Expression& expression, const Node& context, const Node& current, const Environment& environment) {
    try {
        return Evaluation(environment, current).value(*expression.root, placeOf(context, environment));
    } catch (const EvaluationError& error) {
        return base::Error{error.tooMuch ? base::ErrorCode::TooLarge : base::ErrorCode::Malformed,
                           atCharacter(expression.source, error.position, error.words)};
    }
}

base::Result<NodeSet> placesOf(const Expression& expression, const Node& context, const Environment& environment) {
    try {
        return Evaluation(environment, context).places(*expression.root, Place{context, 1, 1});
    } catch (const EvaluationError& error) {
        return base::Error{error.tooMuch ? base::ErrorCode::TooLarge : base::ErrorCode::Malformed,
                           atCharacter(expression.source, error.position, error.words)};
    }
}

base::Result<Value> evaluate(const Expression& expression, const Node& context, const Environment& environment) {
    return evaluate(expression, context, context, environment);
}

}  // namespace waymark::xpath
