// Text as people write it: Unicode forms, folding for search, what may be stored. Rests on ICU.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waymark::base {

/// Unicode normal form C. Invalid UTF-8 becomes U+FFFD.
std::string toNfc(std::string_view text);

/// For search and matching: case folded, accents off, every script in Latin letters, punctuation to single spaces.
/// "José O’Neill" → "jose o neill", "محمد" → "mhmd".
std::string fold(std::string_view text);

/// The words of `fold(text)`.
std::vector<std::string> foldedWords(std::string_view text);

/// Valid UTF-8 without control characters other than newline and tab (contract, section 2).
bool isStorable(std::string_view text);

/// The text without what isStorable refuses, trimmed of white space at both ends, in NFC.
std::string cleaned(std::string_view text);

/// Letters as people count them (code points, not bytes).
std::size_t lengthInCharacters(std::string_view text);

} // namespace waymark::base
