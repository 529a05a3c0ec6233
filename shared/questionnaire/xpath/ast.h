// An expression after parsing: a tree that is made once and evaluated often. Immutable after the parser is done with it, so any number of
// threads may evaluate it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace waymark::xpath {

struct FunctionSpec;

enum class Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Union
};

enum class Axis {
    Child,
    Descendant,
    Parent,
    Ancestor,
    FollowingSibling,
    PrecedingSibling,
    Following,
    Preceding,
    Attribute,
    Namespace,
    Self,
    DescendantOrSelf,
    AncestorOrSelf,
};

enum class TestKind {
    Name,         ///< prefix:name, or name
    AnyName,      ///< *
    AnyInPrefix,  ///< prefix:*
    AnyNode,      ///< node()
    Text,         ///< text()
    Comment,      ///< comment()
    Instruction,  ///< processing-instruction(), with the target in `name` or empty
};

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

struct Step {
    Axis axis = Axis::Child;
    TestKind test = TestKind::AnyNode;
    std::string prefix, name;
    std::vector<ExprPtr> predicates;
};

enum class ExprKind {
    Binary,    ///< `op`, two operands
    Negate,    ///< one operand
    Text,      ///< a literal in `text`
    Number,    ///< a literal in `number`
    Variable,  ///< its name in `text`
    Call,      ///< `function` with the operands as arguments; its name in `text`
    Filter,    ///< operands[0] with `predicates`
    Path,      ///< `steps` from the root (`absolute`), from operands[0] if there is one, or from the context node
};

struct Expr {
    ExprKind kind = ExprKind::Text;
    std::size_t position = 0;  ///< of its first character in the source, in bytes
    std::size_t end = 0;       ///< one past its last
    Operator op = Operator::Or;
    double number = 0.0;
    std::string text;
    const FunctionSpec* function = nullptr;  ///< null in an expression read lazily if nothing answers the call
    bool absolute = false;
    std::vector<Step> steps;
    std::vector<ExprPtr> operands;
    std::vector<ExprPtr> predicates;
};

/// A parsed expression with the text it came from.
struct Expression {
    std::string source;
    ExprPtr root;  ///< never null
};

}  // namespace waymark::xpath
