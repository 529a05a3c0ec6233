#include "sync/service/auth/codes.h"

#include "shared/wire/limits.h"
#include "sync/service/auth/keyed_hash.h"

namespace waymark::service {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kGroup = 5;

using base::Error;
using base::ErrorCode;

Millis milliseconds(std::chrono::milliseconds span) { return span.count(); }

std::string nonceHash(std::string_view nonce, const Organisation& organisation) {
    return keyedHash(organisation.secret, "nonce", nonce);
}

} // namespace

std::string newCode(base::Random& random) {
    std::string code;
    for (const auto byte : random.bytes<kCodeCharacters>()) {
        if (code.size() == kGroup) code.push_back('-');
        code.push_back(kAlphabet[byte % kAlphabet.size()]);  // 256 is a multiple of 32: no character is favoured
    }
    return code;
}

std::string normalisedCode(std::string_view typed) {
    std::string code;
    for (char c : typed) {
        if (c == '-' || c == ' ') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'I' || c == 'L') c = '1';
        if (c == 'O') c = '0';
        if (kAlphabet.find(c) == std::string_view::npos || code.size() == kCodeCharacters) return {};
        code.push_back(c);
    }
    return code.size() == kCodeCharacters ? code : std::string();
}

std::string codeHash(std::string_view typed, const Organisation& organisation) {
    const std::string code = normalisedCode(typed);
    return code.empty() ? code : keyedHash(organisation.secret, "code", code);
}

base::Result<CodeUse> findCode(Registry& registry, const Organisation& organisation, bool enrols, std::string_view typed,
                               std::string_view nonce, Millis now) {
    const std::string hash = codeHash(typed, organisation);
    const auto code = hash.empty() ? std::nullopt : registry.code(hash);
    if (!code || code->enrols != enrols) return Error{ErrorCode::CodeUnknown, ""};
    if (code->usedAt) {
        const bool inTime = now < *code->usedAt + milliseconds(wire::kEnrolReplay);
        if (inTime && sameSecret(code->usedNonce, nonceHash(nonce, organisation))) return CodeUse{*code, true};
        return Error{ErrorCode::CodeUsed, ""};
    }
    if (code->expires <= now) return Error{ErrorCode::CodeExpired, ""};
    return CodeUse{*code, false};
}

void markCodeUsed(Registry& registry, const Organisation& organisation, const Code& code, std::string_view nonce,
                  const std::string& device, Millis now) {
    registry.useCode(code.hash, nonceHash(nonce, organisation), device, now);
}

} // namespace waymark::service
