#include "shared/questionnaire/xpath/lexer.h"

#include "shared/base/text.h"
#include "shared/questionnaire/xpath/value.h"

#include <array>
#include <optional>

namespace waymark::xpath {

namespace {

constexpr std::size_t kMaxBytes = 64 * 1024;

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
/// Bytes above ASCII count as letters: names in every script are let through, and a wrong one simply finds no node.
bool startsName(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool continuesName(char c) { return startsName(c) || isDigit(c) || c == '-' || c == '.'; }

class Lexer {
public:
    explicit Lexer(std::string_view source) : m_source(source) {}

    base::Result<std::vector<Token>> run() {
        if (m_source.size() > kMaxBytes) return base::Error{base::ErrorCode::TooLarge, "the expression is longer than 64 kB"};
        while (true) {
            while (m_at < m_source.size() && isSpace(m_source[m_at]))
                ++m_at;
            if (m_at >= m_source.size()) break;
            const std::size_t before = m_at;
            if (!next()) return base::Error{base::ErrorCode::Malformed, atCharacter(m_source, m_error ? *m_error : before, m_words)};
        }
        push(TokenKind::End, m_at, "");
        return std::move(m_tokens);
    }

private:
    bool fail(std::size_t position, std::string words) {
        m_error = position;
        m_words = std::move(words);
        return false;
    }
    void push(TokenKind kind, std::size_t from, std::string text, double number = 0.0) {
        m_tokens.push_back({kind, std::move(text), number, from, m_at});
    }
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_source.size() ? m_source[m_at + ahead] : '\0'; }

    /// Whether an operator can stand here: there is a token before, and it is no operator, opening bracket, comma, `@` or `::`.
    bool afterOperand() const {
        if (m_tokens.empty()) return false;
        const Token& last = m_tokens.back();
        if (last.kind == TokenKind::Operator || last.kind == TokenKind::Axis) return false;
        if (last.kind == TokenKind::Symbol) return last.text == ")" || last.text == "]" || last.text == "." || last.text == "..";
        return true;
    }

    bool next() {
        const std::size_t from = m_at;
        const char c = peek();
        if (c == '"' || c == '\'') return literal(c);
        if (isDigit(c) || (c == '.' && isDigit(peek(1)))) return number();
        if (c == '$') return variable();
        if (startsName(c)) return name();
        if (c == '*') {
            const bool times = afterOperand();
            ++m_at;
            push(times ? TokenKind::Operator : TokenKind::Name, from, "*");
            return true;
        }
        static constexpr std::array<std::string_view, 5> kTwo = {"//", "..", "!=", "<=", ">="};
        for (const auto symbol : kTwo)
            if (m_source.substr(m_at).starts_with(symbol)) return symbolOf(symbol);
        static constexpr std::string_view kOne = "()[].@,/|+-=<>";
        if (kOne.find(c) != std::string_view::npos) return symbolOf(m_source.substr(m_at, 1));
        if (c == ':' && peek(1) == ':') return fail(from, "“::” needs the name of an axis before it");
        if (c == '!') return fail(from, "“!” alone means nothing here; “not equal” is written !=, and “not” is written not(…)");
        if (c == '{' || c == '}') return fail(from, "braces have no meaning in an expression; a reference is written ${name}");
        if (c == '&') return fail(from, "“&” means nothing here; “and” is written and");
        return fail(from, "“" + std::string(1, c) + "” means nothing here");
    }

    bool symbolOf(std::string_view symbol) {
        const std::size_t from = m_at;
        m_at += symbol.size();
        static constexpr std::array<std::string_view, 11> kOperators = {"|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "/", "//"};
        bool isOperator = false;
        for (const auto known : kOperators)
            isOperator = isOperator || known == symbol;
        push(isOperator ? TokenKind::Operator : TokenKind::Symbol, from, std::string(symbol));
        return true;
    }

    bool literal(char quote) {
        const std::size_t from = m_at;
        const std::size_t close = m_source.find(quote, m_at + 1);
        if (close == std::string_view::npos) return fail(from, "this quotation mark is never closed");
        std::string text(m_source.substr(m_at + 1, close - m_at - 1));
        m_at = close + 1;
        push(TokenKind::Text, from, std::move(text));
        return true;
    }

    bool number() {
        const std::size_t from = m_at;
        while (isDigit(peek()))
            ++m_at;
        if (peek() == '.') {
            ++m_at;
            while (isDigit(peek()))
                ++m_at;
        }
        takeExponent();
        std::string digits(m_source.substr(from, m_at - from));
        if (digits.front() == '.') digits.insert(0, "0");
        const double value = decimal(digits, std::chars_format::general);
        push(TokenKind::Number, from, std::move(digits), value);
        return true;
    }

    /// "7.9e-12": not of XPath 1.0, but what the field's other programs read and, where they write numbers into expressions, write.
    void takeExponent() {
        if (peek() != 'e' && peek() != 'E') return;
        const std::size_t sign = peek(1) == '-' || peek(1) == '+' ? 2 : 1;
        std::size_t past = sign;
        while (isDigit(peek(past)))
            ++past;
        if (past > sign && !continuesName(peek(past))) m_at += past;
    }

    std::string ncName() {
        const std::size_t from = m_at;
        while (continuesName(peek()))
            ++m_at;
        return std::string(m_source.substr(from, m_at - from));
    }

    bool variable() {
        const std::size_t from = m_at++;
        if (peek() == '{') return fail(from, "${…} is a reference of a spreadsheet form and was not put in place here");
        if (!startsName(peek())) return fail(from, "“$” needs the name of a variable after it");
        std::string text = ncName();
        if (peek() == ':' && startsName(peek(1))) {
            ++m_at;
            text += ":" + ncName();
        }
        push(TokenKind::Variable, from, std::move(text));
        return true;
    }

    bool name() {
        const std::size_t from = m_at;
        const bool operatorFits = afterOperand();
        std::string text = ncName();
        if (operatorFits) return operatorName(from, text);
        if (peek() == ':' && peek(1) != ':') {
            if (peek(1) == '*') {
                m_at += 2;
                push(TokenKind::Name, from, text + ":*");
                return true;
            }
            if (!startsName(peek(1))) return fail(m_at, "a name is missing after “" + text + ":”");
            ++m_at;
            text += ":" + ncName();
        }
        std::size_t ahead = m_at;
        while (ahead < m_source.size() && isSpace(m_source[ahead]))
            ++ahead;
        const std::string_view rest = m_source.substr(ahead);
        if (rest.starts_with("::")) {
            push(TokenKind::Axis, from, text);
            m_at = ahead + 2;
        } else if (rest.starts_with("(")) {
            const bool nodeType = text == "node" || text == "text" || text == "comment" || text == "processing-instruction";
            push(nodeType ? TokenKind::NodeType : TokenKind::Function, from, text);
        } else {
            push(TokenKind::Name, from, text);
        }
        return true;
    }

    /// "and", "or", "mod", "div"; a number may follow without a space ("1 mod2"), and after a number anything may ("4andtrue()").
    bool operatorName(std::size_t from, const std::string& text) {
        const bool afterNumber = m_tokens.back().kind == TokenKind::Number && m_tokens.back().end == from;
        for (const std::string_view known : {"and", "or", "mod", "div"}) {
            if (text == known || (text.starts_with(known) && (afterNumber || isDigit(text[known.size()])))) {
                m_at = from + known.size();
                push(TokenKind::Operator, from, std::string(known));
                return true;
            }
        }
        return fail(from, "an operator such as +, = or and is missing before “" + text + "”");
    }

    std::string_view m_source;
    std::size_t m_at = 0;
    std::vector<Token> m_tokens;
    std::optional<std::size_t> m_error;
    std::string m_words;
};

}  // namespace

base::Result<std::vector<Token>> tokensOf(std::string_view source) { return Lexer(source).run(); }

std::string atCharacter(std::string_view source, std::size_t position, std::string_view words) {
    const std::size_t characters = base::lengthInCharacters(source.substr(0, std::min(position, source.size())));
    return "at character " + std::to_string(characters + 1) + ": " + std::string(words);
}

}  // namespace waymark::xpath
