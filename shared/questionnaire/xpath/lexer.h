// The words of an expression, told apart by the rules of XPath 1.0, section 3.7.
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::xpath {

enum class TokenKind { End, Symbol, Operator, Name, Function, NodeType, Axis, Text, Number, Variable };

/// `text` holds the symbol, operator or name (`*`, `prefix:*` and `prefix:name` are names), or the content of a literal.
struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;
    double number = 0.0;
    std::size_t position = 0, end = 0;  ///< bytes
};

/// The tokens, closed by one of kind End. Errors: Malformed, naming the place.
base::Result<std::vector<Token>> tokensOf(std::string_view source);

/// "at character 7: …" for a byte position in UTF-8 text.
std::string atCharacter(std::string_view source, std::size_t position, std::string_view words);

}  // namespace waymark::xpath
