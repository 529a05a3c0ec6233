#include "sync/service/api/refusals.h"

#include "shared/base/json.h"
#include "sync/service/auth/rate_limit.h"

#include <array>

namespace waymark::service {

using base::ErrorCode;

namespace {

struct Words {
    ErrorCode code;
    std::string_view word;
    int status;
    std::string_view message;
};

constexpr std::array kWords = {
    Words{ErrorCode::Malformed, "malformed", 400, "The request cannot be read."},
    Words{ErrorCode::TooLarge, "too_large", 413, "The request is larger than this service accepts."},
    Words{ErrorCode::NotFound, "not_found", 404, "There is nothing of that name."},
    Words{ErrorCode::AlreadyExists, "already_exists", 409, "That is there already."},
    Words{ErrorCode::NotPermitted, "not_permitted", 403, "That is not permitted here."},
    Words{ErrorCode::Unauthorised, "token_unknown", 401, "This service does not know the device. Enrol it again; nothing on it is lost."},
    Words{ErrorCode::Revoked, "token_revoked", 401, "This device was taken out of use."},
    Words{ErrorCode::CodeUnknown, "code_unknown", 403, "This code is not known here. Check each character and try again."},
    Words{ErrorCode::CodeExpired, "code_expired", 403, "This code has expired. Ask for a new one."},
    Words{ErrorCode::CodeUsed, "code_used", 403, "This code has been used. Ask for a new one."},
    Words{ErrorCode::TooManyAttempts, "too_many_attempts", 429, "Too many attempts. Wait a little and try again."},
    Words{ErrorCode::DiskFull, "disk_full", 503, "The service has no room left. Nothing was taken; it is safe to try again later."},
    Words{ErrorCode::Storage, "storage", 503, "The service cannot reach its data just now. Nothing was taken; try again later."},
    Words{ErrorCode::Tampered, "damaged", 500, "What this service keeps was damaged. Nothing was taken; tell whoever runs it."},
    Words{ErrorCode::Busy, "busy", 503, "The service is busy. Try again later."},
    Words{ErrorCode::TooOld, "too_old", 400, "This app is too old for the service."},
    Words{ErrorCode::TooNew, "too_new", 400, "This app is newer than the service. Nothing was taken; try again when the service is updated."},
    Words{ErrorCode::Unsupported, "unsupported", 415, "The service does not understand this kind of content."},
};

constexpr Words kInternal{ErrorCode::Internal, "internal", 500, "Something went wrong in the service. Nothing was taken; try again later."};

const Words& wordsOf(ErrorCode code) {
    for (const auto& words : kWords)
        if (words.code == code) return words;
    return kInternal;
}

} // namespace

std::string_view word(ErrorCode code) { return wordsOf(code).word; }

Response refused(const base::Error& error, std::int64_t clockMs) {
    const Words& words = wordsOf(error.code);
    Response response = errorResponse(words.status, std::string(words.word), std::string(words.message), clockMs);
    if (words.status == 503) response.headers["Retry-After"] = "30";
    if (words.status == 401) response.headers["WWW-Authenticate"] = "Bearer";
    return response;
}

Response wipeResponse(std::int64_t clockMs, Ended ended) {
    const Words& words = wordsOf(ErrorCode::Revoked);
    Response response = refused({ErrorCode::Revoked, ""}, clockMs);
    base::Json body{{"error", words.word}, {"message", words.message}, {"wipe", true}, {"clock", clockMs}};
    if (ended == Ended::Retired) body["retired"] = true;
    response.body = base::toText(body);
    return response;
}

Response tooManyAttempts(std::chrono::milliseconds wait, std::int64_t clockMs) {
    Response response = refused({ErrorCode::TooManyAttempts, ""}, clockMs);
    response.headers["Retry-After"] = retryAfterSeconds(wait);
    return response;
}

} // namespace waymark::service
