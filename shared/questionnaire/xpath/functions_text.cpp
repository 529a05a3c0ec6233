// Text: string() to digest(). Positions and lengths count characters, not bytes.
#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/functions.h"

#include "shared/base/hex.h"
#include "shared/base/id.h"
#include "shared/base/message_digest.h"
#include "shared/base/pattern.h"
#include "shared/base/random.h"
#include "shared/base/text.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace waymark::xpath {

namespace {

/// The text cut into characters.
std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> cut;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t next = at + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80)
            ++next;
        cut.push_back(text.substr(at, next - at));
        at = next;
    }
    return cut;
}

std::string joined(const std::vector<std::string_view>& cut, std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < to && i < cut.size(); ++i)
        text += cut[i];
    return text;
}

Value concat(const Call& call) {
    std::string text;
    for (std::size_t i = 0; i < call.count(); ++i)
        for (const std::string& part : call.texts(i))
            text += part;
    return text;
}

Value join(const Call& call) {
    const std::string separator = call.text(0);
    std::string text;
    bool first = true;
    for (std::size_t i = 1; i < call.count(); ++i)
        for (const std::string& part : call.texts(i)) {
            if (!first) text += separator;
            first = false;
            text += part;
        }
    return text;
}

/// XPath's rounding: halves go up.
double rounded(double number) { return std::floor(number + 0.5); }

/// XPath 1.0: characters whose place, from 1, is at least round(start) and less than round(start) + round(length).
Value substring(const Call& call) {
    const std::string text = call.text(0);
    const auto cut = characters(text);
    const double from = rounded(call.number(1));
    const double to = call.count() > 2 ? from + rounded(call.number(2)) : INFINITY;
    std::string part;
    for (std::size_t i = 0; i < cut.size(); ++i) {
        const auto place = static_cast<double>(i + 1);
        if (place >= from && place < to) part += cut[i];
    }
    return part;
}

/// From 0; negative places count from the end, as the field's other programs have it.
Value substr(const Call& call) {
    const std::string text = call.text(0);
    const auto cut = characters(text);
    const auto length = static_cast<double>(cut.size());
    const auto place = [length](double number) {
        if (std::isnan(number)) return 0.0;
        number = std::trunc(number);
        return std::clamp(number < 0 ? length + number : number, 0.0, length);
    };
    const double from = place(call.number(1)), to = call.count() > 2 ? place(call.number(2)) : length;
    return from <= to ? joined(cut, static_cast<std::size_t>(from), static_cast<std::size_t>(to)) : std::string();
}

Value substringBefore(const Call& call) {
    const std::string text = call.text(0);
    const std::size_t at = text.find(call.text(1));
    return at == std::string::npos ? std::string() : text.substr(0, at);
}

Value substringAfter(const Call& call) {
    const std::string text = call.text(0), what = call.text(1);
    const std::size_t at = text.find(what);
    return at == std::string::npos ? std::string() : text.substr(at + what.size());
}

Value normalizeSpace(const Call& call) {
    std::string out;
    bool pending = false;
    for (const char c : call.textOrHere()) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            pending = !out.empty();
            continue;
        }
        if (pending) out += ' ';
        pending = false;
        out += c;
    }
    return out;
}

Value translate(const Call& call) {
    const std::string text = call.text(0), from = call.text(1), to = call.text(2);
    const auto fromCut = characters(from), toCut = characters(to);
    std::string out;
    for (const auto character : characters(text)) {
        const auto found = std::find(fromCut.begin(), fromCut.end(), character);
        const auto place = static_cast<std::size_t>(found - fromCut.begin());
        if (found == fromCut.end())
            out += character;
        else if (place < toCut.size())
            out += toCut[place];
    }
    return out;
}

/// Somewhere in the text, as the specification has it: '[0-9]+' is /[0-9]+/.
Value regex(const Call& call) {
    const std::string text = call.text(0), expression = call.text(1);
    thread_local std::map<std::string, base::Pattern, std::less<>> known;
    auto it = known.find(expression);
    if (it == known.end()) {
        auto pattern = base::Pattern::compile(expression);
        if (!pattern) call.fail(pattern.error().detail);
        if (known.size() > 200) known.clear();
        it = known.emplace(expression, std::move(*pattern)).first;
    }
    return it->second.findsIn(text);
}

Value uuid(const Call& call) {
    base::Random& random = call.environment().random();
    if (call.count() == 0) return base::newUuid(random);
    const double length = call.number(0);
    if (!(length >= 0 && length <= 1000)) call.fail("the length is a number from 0 to 1000");
    static constexpr std::string_view kLetters = "0123456789abcdefghijklmnopqrstuv";
    std::string text;
    while (text.size() < static_cast<std::size_t>(length))
        text += kLetters[random.next() % kLetters.size()];
    return text;
}

Value digest(const Call& call) {
    const std::string encoding = call.count() > 2 ? call.text(2) : "base64";
    const auto bytes = base::messageDigest(call.text(0), call.text(1));
    if (!bytes) call.fail(bytes.error().detail);
    if (encoding == "hex") return base::toHex(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size());
    if (encoding != "base64") call.fail("the encoding is 'base64' or 'hex'");
    return base::toBase64(*bytes);
}

Value base64Decode(const Call& call) {
    const auto bytes = base::fromBase64(call.text(0));
    return bytes ? *bytes : std::string();
}

/// What somebody signed, if it was they: both in base64.
Value extractSigned(const Call& call) {
    const auto bytes = base::fromBase64(call.text(0)), key = base::fromBase64(call.text(1));
    return bytes && key ? base::signedContent(*bytes, *key) : std::string();
}

constexpr FunctionSpec kTextFunctions[] = {
    {"string", 0, 1, [](const Call& call) -> Value { return call.textOrHere(); }},
    {"concat", 0, -1, concat},
    {"join", 1, -1, join},
    {"substring", 2, 3, substring},
    {"substr", 2, 3, substr},
    {"substring-before", 2, 2, substringBefore},
    {"substring-after", 2, 2, substringAfter},
    {"translate", 3, 3, translate},
    {"normalize-space", 0, 1, normalizeSpace},
    {"string-length", 0, 1, [](const Call& call) -> Value { return static_cast<double>(base::lengthInCharacters(call.textOrHere())); }},
    {"starts-with", 2, 2, [](const Call& call) -> Value { return call.text(0).starts_with(call.text(1)); }},
    {"ends-with", 2, 2, [](const Call& call) -> Value { return call.text(0).ends_with(call.text(1)); }},
    {"contains", 2, 2, [](const Call& call) -> Value { return call.text(0).find(call.text(1)) != std::string::npos; }},
    {"regex", 2, 2, regex},
    {"uuid", 0, 1, uuid},
    {"digest", 2, 3, digest},
    {"base64-decode", 1, 1, base64Decode},
    {"extract-signed", 2, 2, extractSigned},
};

}  // namespace

std::span<const FunctionSpec> textFunctions() { return kTextFunctions; }

}  // namespace waymark::xpath
