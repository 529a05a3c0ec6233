#include "shared/questionnaire/xpath/parser.h"

#include "shared/questionnaire/xpath/functions.h"
#include "shared/questionnaire/xpath/lexer.h"

#include <map>
#include <optional>

namespace waymark::xpath {

namespace {

/// Thrown and caught inside this file only.
struct ParseError {
    std::size_t position;
    std::string words;
};

const std::map<std::string_view, Axis>& axes() {
    static const std::map<std::string_view, Axis> kAxes = {
        {"child", Axis::Child},
        {"descendant", Axis::Descendant},
        {"parent", Axis::Parent},
        {"ancestor", Axis::Ancestor},
        {"following-sibling", Axis::FollowingSibling},
        {"preceding-sibling", Axis::PrecedingSibling},
        {"following", Axis::Following},
        {"preceding", Axis::Preceding},
        {"attribute", Axis::Attribute},
        {"namespace", Axis::Namespace},
        {"self", Axis::Self},
        {"descendant-or-self", Axis::DescendantOrSelf},
        {"ancestor-or-self", Axis::AncestorOrSelf},
    };
    return kAxes;
}

struct OperatorLevel {
    std::string_view symbol;
    Operator op;
};

/// Loosest first: each level binds tighter than the one before.
const std::vector<std::vector<OperatorLevel>>& levels() {
    static const std::vector<std::vector<OperatorLevel>> kLevels = {
        {{"or", Operator::Or}},
        {{"and", Operator::And}},
        {{"=", Operator::Equal}, {"!=", Operator::NotEqual}},
        {{"<", Operator::Less}, {"<=", Operator::LessOrEqual}, {">", Operator::Greater}, {">=", Operator::GreaterOrEqual}},
        {{"+", Operator::Add}, {"-", Operator::Subtract}},
        {{"*", Operator::Multiply}, {"div", Operator::Divide}, {"mod", Operator::Modulo}},
    };
    return kLevels;
}

class Parser {
public:
    Parser(std::vector<Token> tokens, bool lazily) : m_tokens(std::move(tokens)), m_lazily(lazily) {}

    ExprPtr run() {
        if (here().kind == TokenKind::End) throw ParseError{0, "there is no expression"};
        ExprPtr root = binary(0);
        if (here().kind != TokenKind::End) throw ParseError{here().position, unexpected()};
        return root;
    }

private:
    struct Deeper {
        explicit Deeper(Parser& parser) : m_parser(parser) {
            if (++m_parser.m_depth > kMaxDepth) throw ParseError{m_parser.here().position, "the expression is nested too deeply"};
        }
        ~Deeper() { --m_parser.m_depth; }
        Parser& m_parser;
    };

    const Token& here() const { return m_tokens[m_at]; }
    const Token& ahead(std::size_t n) const { return m_tokens[std::min(m_at + n, m_tokens.size() - 1)]; }
    Token take() { return m_tokens[m_at + 1 < m_tokens.size() ? m_at++ : m_at]; }
    bool isSymbol(std::string_view text) const { return here().kind == TokenKind::Symbol && here().text == text; }
    bool isOperator(std::string_view text) const { return here().kind == TokenKind::Operator && here().text == text; }
    std::size_t lastEnd() const { return m_at == 0 ? 0 : m_tokens[m_at - 1].end; }

    std::string unexpected() const {
        const Token& token = here();
        if (token.kind == TokenKind::End) return "the expression stops too early; something is missing at its end";
        if (token.kind == TokenKind::Symbol && token.text == ")") return "this closing bracket has no opening one";
        if (token.kind == TokenKind::Operator) return "“" + token.text + "” needs something before and after it";
        return "“" + token.text + "” was not expected here";
    }
    void expect(std::string_view symbol, std::string_view what) {
        if (!isSymbol(symbol)) {
            if (here().kind == TokenKind::End)
                throw ParseError{here().position, "“" + std::string(symbol) + "” is missing: " + std::string(what)};
            throw ParseError{here().position, "“" + std::string(symbol) + "” was expected here: " + std::string(what)};
        }
        take();
    }

    static ExprPtr make(ExprKind kind, std::size_t position) {
        auto expr = std::make_unique<Expr>();
        expr->kind = kind;
        expr->position = position;
        return expr;
    }
    ExprPtr closed(ExprPtr expr) const {
        expr->end = lastEnd();
        return expr;
    }

    ExprPtr binary(std::size_t level) {
        const Deeper deeper(*this);
        return binaryAt(level);
    }

    ExprPtr binaryAt(std::size_t level) {
        if (level == levels().size()) return unary();
        ExprPtr left = binaryAt(level + 1);
        while (here().kind == TokenKind::Operator) {
            std::optional<Operator> op;
            for (const OperatorLevel& candidate : levels()[level])
                if (here().text == candidate.symbol) op = candidate.op;
            if (!op) break;
            left = joined(std::move(left), *op, level);
        }
        return left;
    }

    ExprPtr joined(ExprPtr left, Operator op, std::size_t level) {
        ExprPtr expr = make(ExprKind::Binary, left->position);
        take();
        expr->op = op;
        ExprPtr right = binaryAt(level + 1);
        // A long chain ("a + b + c + …") is deep on its left; evaluating and freeing it recurses, so the depth is limited as well.
        if (++m_chain > 20 * kMaxDepth) throw ParseError{expr->position, "the expression is too long"};
        expr->operands.push_back(std::move(left));
        expr->operands.push_back(std::move(right));
        return closed(std::move(expr));
    }

    ExprPtr unary() {
        if (!isOperator("-")) return unionOf();
        const Deeper deeper(*this);
        ExprPtr expr = make(ExprKind::Negate, here().position);
        take();
        expr->operands.push_back(unary());
        return closed(std::move(expr));
    }

    ExprPtr unionOf() {
        ExprPtr left = path();
        while (isOperator("|")) {
            take();
            ExprPtr expr = make(ExprKind::Binary, left->position);
            expr->op = Operator::Union;
            expr->operands.push_back(std::move(left));
            expr->operands.push_back(path());
            left = closed(std::move(expr));
        }
        return left;
    }

    bool startsStep() const {
        const Token& token = here();
        return token.kind == TokenKind::Name || token.kind == TokenKind::NodeType || token.kind == TokenKind::Axis ||
               (token.kind == TokenKind::Symbol && (token.text == "." || token.text == ".." || token.text == "@"));
    }

    ExprPtr path() {
        const std::size_t from = here().position;
        if (startsStep()) {
            ExprPtr expr = make(ExprKind::Path, from);
            steps(*expr);
            return closed(std::move(expr));
        }
        if (isOperator("/") || isOperator("//")) {
            ExprPtr expr = make(ExprKind::Path, from);
            expr->absolute = true;
            const bool any = take().text == "//";
            if (any) expr->steps.push_back(anywhere());
            if (any || startsStep()) steps(*expr);
            return closed(std::move(expr));
        }
        ExprPtr filtered = filter();
        if (!isOperator("/") && !isOperator("//")) return filtered;
        ExprPtr expr = make(ExprKind::Path, from);
        expr->operands.push_back(std::move(filtered));
        if (take().text == "//") expr->steps.push_back(anywhere());
        // instance('x')/root/item/[…] is written by some tools: a predicate straight after the slash belongs to the step before.
        steps(*expr);
        return closed(std::move(expr));
    }

    static Step anywhere() { return Step{Axis::DescendantOrSelf, TestKind::AnyNode, {}, {}, {}}; }

    void steps(Expr& expr) {
        while (true) {
            if (isSymbol("[") && !expr.steps.empty()) {
                predicates(expr.steps.back().predicates);
            } else {
                expr.steps.push_back(step());
            }
            if (isOperator("//")) {
                take();
                expr.steps.push_back(anywhere());
            } else if (isOperator("/")) {
                take();
            } else {
                return;
            }
        }
    }

    Step step() {
        Step result;
        if (isSymbol(".") || isSymbol("..")) {
            const std::string dots = take().text;
            result.axis = dots == "." ? Axis::Self : Axis::Parent;
            if (isSymbol("["))
                throw ParseError{here().position, "no condition may follow “" + dots + "”; " + (dots == "." ? "self" : "parent") + "::node() takes one"};
            return result;
        }
        if (isSymbol("@")) {
            take();
            result.axis = Axis::Attribute;
        } else if (here().kind == TokenKind::Axis) {
            const Token token = take();
            const auto known = axes().find(token.text);
            if (known == axes().end()) throw ParseError{token.position, "“" + token.text + "” is no axis"};
            result.axis = known->second;
        }
        nodeTest(result);
        predicates(result.predicates);
        return result;
    }

    void nodeTest(Step& step) {
        if (here().kind == TokenKind::NodeType) {
            const std::string type = take().text;
            expect("(", "it follows the kind of node");
            if (type == "processing-instruction" && here().kind == TokenKind::Text) step.name = take().text;
            expect(")", "it closes the kind of node");
            step.test = type == "node"      ? TestKind::AnyNode
                        : type == "text"    ? TestKind::Text
                        : type == "comment" ? TestKind::Comment
                                            : TestKind::Instruction;
            return;
        }
        if (here().kind != TokenKind::Name)
            throw ParseError{here().position, here().kind == TokenKind::End ? "a name is missing at the end of the path" : unexpected()};
        const std::string name = take().text;
        const std::size_t colon = name.find(':');
        if (name == "*") {
            step.test = TestKind::AnyName;
        } else if (colon == std::string::npos) {
            step.test = TestKind::Name;
            step.name = name;
        } else {
            step.prefix = name.substr(0, colon);
            step.name = name.substr(colon + 1);
            step.test = step.name == "*" ? TestKind::AnyInPrefix : TestKind::Name;
        }
    }

    void predicates(std::vector<ExprPtr>& into) {
        while (isSymbol("[")) {
            take();
            into.push_back(binary(0));
            expect("]", "it closes a condition in square brackets");
        }
    }

    ExprPtr filter() {
        ExprPtr inner = primary();
        if (!isSymbol("[")) return inner;
        ExprPtr expr = make(ExprKind::Filter, inner->position);
        expr->operands.push_back(std::move(inner));
        predicates(expr->predicates);
        return closed(std::move(expr));
    }

    ExprPtr primary() {
        const Token token = here();
        if (token.kind == TokenKind::Symbol && token.text == "(") {
            take();
            ExprPtr inner = binary(0);
            expect(")", "a bracket is never closed");
            return inner;
        }
        if (token.kind == TokenKind::Text || token.kind == TokenKind::Number || token.kind == TokenKind::Variable) {
            take();
            ExprPtr expr = make(token.kind == TokenKind::Text     ? ExprKind::Text
                                : token.kind == TokenKind::Number ? ExprKind::Number
                                                                  : ExprKind::Variable,
                                token.position);
            expr->text = token.text;
            expr->number = token.number;
            return closed(std::move(expr));
        }
        if (token.kind == TokenKind::Function) return call();
        throw ParseError{token.position, unexpected()};
    }

    ExprPtr call() {
        const Token token = take();
        ExprPtr expr = make(ExprKind::Call, token.position);
        expr->text = token.text;
        expr->function = findFunction(token.text);
        take();  // the lexer saw the bracket
        if (!isSymbol(")")) {
            while (true) {
                expr->operands.push_back(binary(0));
                if (!isSymbol(",")) break;
                take();
            }
        }
        expect(")", "it closes the arguments of " + token.text + "()");
        if (const auto wrong = wrongCall(*expr)) {
            if (!m_lazily) throw ParseError{token.position, *wrong};
            expr->function = nullptr;
        }
        return closed(std::move(expr));
    }

    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0, m_chain = 0;
    bool m_lazily;
};

base::Result<Expression> parseWith(std::string_view source, bool lazily) {
    auto tokens = tokensOf(source);
    if (!tokens) return tokens.error();
    try {
        Expression expression;
        expression.source = source;
        expression.root = Parser(std::move(*tokens), lazily).run();
        return expression;
    } catch (const ParseError& error) {
        return base::Error{base::ErrorCode::Malformed, atCharacter(source, error.position, error.words)};
    }
}

}  // namespace

base::Result<Expression> parse(std::string_view source) { return parseWith(source, false); }

base::Result<Expression> parseLazily(std::string_view source) { return parseWith(source, true); }

}  // namespace waymark::xpath
