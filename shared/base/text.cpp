#include "shared/base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cctype>
#include <memory>

namespace waymark::base {

namespace {

icu::UnicodeString fromUtf8(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

bool isAscii(std::string_view text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

// Transliterators are costly to make and not safe to share between threads.
icu::Transliterator* latinizer() {
    thread_local const std::unique_ptr<icu::Transliterator> instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        auto* made = icu::Transliterator::createInstance("Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower",
                                                         UTRANS_FORWARD, status);
        return std::unique_ptr<icu::Transliterator>(U_SUCCESS(status) ? made : nullptr);
    }();
    return instance.get();
}

} // namespace

std::string toNfc(std::string_view text) {
    if (isAscii(text)) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(status);
    std::string out;
    if (U_SUCCESS(status)) nfc->normalize(fromUtf8(text), status).toUTF8String(out);
    return out;
}

std::string fold(std::string_view text) {
    std::string latin;
    if (isAscii(text)) {
        latin = text;
    } else {
        icu::UnicodeString unicode = fromUtf8(text);
        if (auto* transliterator = latinizer()) transliterator->transliterate(unicode);
        unicode.foldCase().toUTF8String(latin);
    }
    std::string out;
    for (const char c : latin) {
        const auto u = static_cast<unsigned char>(c);
        if (u < 0x80 && std::isalnum(u)) out += static_cast<char>(std::tolower(u));
        else if (u >= 0x80) out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::vector<std::string> foldedWords(std::string_view text) {
    std::vector<std::string> words;
    const std::string folded = fold(text);
    for (std::size_t start = 0; start < folded.size();) {
        const auto end = std::min(folded.find(' ', start), folded.size());
        if (end > start) words.push_back(folded.substr(start, end - start));
        start = end + 1;
    }
    return words;
}

bool isStorable(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 c;
        U8_NEXT(bytes, i, size, c);
        if (c < 0) return false;
        if (u_charType(c) == U_CONTROL_CHAR && c != '\n' && c != '\t') return false;
    }
    return true;
}

std::string cleaned(std::string_view text) {
    icu::UnicodeString kept;
    const icu::UnicodeString unicode = fromUtf8(text);
    for (std::int32_t i = 0; i < unicode.length(); i = unicode.moveIndex32(i, 1)) {
        const UChar32 c = unicode.char32At(i);
        if (u_charType(c) != U_CONTROL_CHAR || c == '\n' || c == '\t') kept.append(c);
    }
    std::string out;
    kept.trim().toUTF8String(out);
    return toNfc(out);
}

std::size_t lengthInCharacters(std::string_view text) {
    return static_cast<std::size_t>(fromUtf8(text).countChar32());
}

} // namespace waymark::base
