#include "shared/questionnaire/xpath/literals.h"

#include "shared/base/message_digest.h"
#include "shared/base/pattern.h"
#include "shared/questionnaire/xpath/lexer.h"

#include <string_view>

namespace waymark::xpath {

namespace {

const std::string* literal(const Expr& call, std::size_t argument) {
    if (argument >= call.operands.size() || call.operands[argument]->kind != ExprKind::Text) return nullptr;
    return &call.operands[argument]->text;
}

/// Whether it can never be nodes, whatever the answers are.
bool isValue(const Expr& expr) {
    return expr.kind == ExprKind::Text || expr.kind == ExprKind::Number || expr.kind == ExprKind::Negate ||
           (expr.kind == ExprKind::Binary && expr.op != Operator::Union);
}

std::optional<std::string> wrongCallOf(const Expr& call) {
    if (call.text == "regex")
        if (const std::string* pattern = literal(call, 1))
            if (const auto read = base::Pattern::compile(*pattern); !read) return "regex(): " + read.error().detail;
    if (call.text == "digest") {
        if (const std::string* algorithm = literal(call, 1))
            if (const auto made = base::messageDigest({}, *algorithm); !made) return "digest(): " + made.error().detail;
        if (const std::string* encoding = literal(call, 2); encoding && *encoding != "base64" && *encoding != "hex")
            return "digest(): the encoding is 'base64' or 'hex'";
    }
    for (const std::string_view name : {"sum", "count", "count-non-empty", "position", "randomize", "indexed-repeat"})
        if (call.text == name && !call.operands.empty() && isValue(*call.operands[0])) return call.text + "(): its first argument has to be a path";
    return std::nullopt;
}

std::optional<std::string> look(const Expr& expr, const std::string& source) {
    if (expr.kind == ExprKind::Call)
        if (const auto wrong = wrongCallOf(expr)) return atCharacter(source, expr.position, *wrong);
    const auto all = [&source](const std::vector<ExprPtr>& parts) -> std::optional<std::string> {
        for (const ExprPtr& part : parts)
            if (auto wrong = look(*part, source)) return wrong;
        return std::nullopt;
    };
    if (auto wrong = all(expr.operands)) return wrong;
    if (auto wrong = all(expr.predicates)) return wrong;
    for (const Step& step : expr.steps)
        if (auto wrong = all(step.predicates)) return wrong;
    return std::nullopt;
}

}  // namespace

std::optional<std::string> wrongLiteral(const Expression& expression) { return look(*expression.root, expression.source); }

}  // namespace waymark::xpath
