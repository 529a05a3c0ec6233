// Expressions within words: "Together {{ ${a} + ${b} }}". Source: pyxform's delimited expressions. Private to the folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waymark::xlsform {

struct Piece {
    std::string text;
    bool isExpression = false;
};

struct Delimited {
    std::vector<Piece> pieces;  ///< the whole text, \{{ and \}} as what they stand for
    bool any = false;           ///< whether there is an expression, or a sign that there could be one and is none
    std::string wrong;          ///< what is wrong with it, in words
};

Delimited delimited(std::string_view text);

/// Whether the words hold what is worked out: a reference, an expression, or signs that stand for others.
bool holdsOutput(std::string_view text);

}  // namespace waymark::xlsform
