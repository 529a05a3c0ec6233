#include "shared/domain/postcode.h"

namespace waymark::domain {

namespace {

constexpr std::string_view kNoPlace = "ZZ99";
constexpr std::string_view kFirst = "ABCDEFGHIJKLMNOPRSTUWYZ";         // not Q V X
constexpr std::string_view kSecond = "ABCDEFGHKLMNOPQRSTUVWXY";        // not I J Z
constexpr std::string_view kThird = "ABCDEFGHJKSTUW";                  // A9A
constexpr std::string_view kFourth = "ABEHMNPRVWXY";                   // AA9A
constexpr std::string_view kInward = "ABDEFGHJLNPQRSTUWXYZ";           // not C I K M O V
constexpr std::string_view kDigits = "0123456789";

bool in(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

/// A9, A99, A9A, AA9, AA99, AA9A.
bool isOutward(std::string_view text) {
    if (text.size() < 2 || text.size() > 4 || !in(kFirst, text[0])) return false;
    const bool twoLetters = in(kSecond, text[1]);
    const std::string_view rest = text.substr(twoLetters ? 2 : 1);
    if (rest.empty() || rest.size() > 2 || !in(kDigits, rest[0])) return false;
    return rest.size() == 1 || in(kDigits, rest[1]) || in(twoLetters ? kFourth : kThird, rest[1]);
}

bool isInward(std::string_view text) { return in(kDigits, text[0]) && in(kInward, text[1]) && in(kInward, text[2]); }

// The white space that pasted text brings: ASCII's, and the no-break space, which is two bytes in UTF-8.
std::string bare(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
        if (text.substr(i, 2) == "\xc2\xa0") {
            ++i;
            continue;
        }
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
}

} // namespace

std::optional<std::string> tidyPostcode(std::string_view text) {
    const std::string code = bare(text);
    if (code.size() < 5 || code.size() > 7) return std::nullopt;
    const std::string_view outward = std::string_view(code).substr(0, code.size() - 3), inward = std::string_view(code).substr(code.size() - 3);
    // The inward half of a ZZ99 code says which kind of no address it is, and uses letters that no place does.
    const bool isSpecial = code == "GIR0AA" || (outward == kNoPlace && in(kDigits, inward[0]) && inward[1] >= 'A' && inward[1] <= 'Z' && inward[2] == 'Z');
    if (!isSpecial && !(isOutward(outward) && isInward(inward))) return std::nullopt;
    return std::string(outward) + ' ' + std::string(inward);
}

bool standsForNoPlace(std::string_view tidyPostcode) { return tidyPostcode.substr(0, kNoPlace.size()) == kNoPlace; }

} // namespace waymark::domain
