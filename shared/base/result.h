// What can fail, and how. `Result<T>` is either a value or an `Error`; ordinary outcomes are enum values of their own, not errors.
// Words for people are made at the rim of the program from the code; `detail` is for the developer's log and holds no personal data.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace waymark::base {

enum class ErrorCode {
    Malformed,        ///< bytes or text that cannot be read
    TooLarge,         ///< over a limit of shared/wire/limits.h
    NotFound,
    AlreadyExists,
    NotPermitted,
    Unauthorised,     ///< no token, an unknown one, or a wrong password
    Revoked,          ///< the token belongs to a lost device: wipe
    CodeUnknown,
    CodeExpired,
    CodeUsed,
    TooManyAttempts,  ///< wait before the next try
    WrongPin,
    Tampered,         ///< a sealed row that does not open
    Locked,           ///< the vault is locked
    DiskFull,
    Storage,          ///< the database refused
    Offline,          ///< no connection, or it broke
    Busy,             ///< the service asks to come back later
    TooOld,           ///< the other side no longer speaks our protocol
    TooNew,           ///< the stored data were written by a newer version
    Unsupported,
    Internal,
};

/// Whether the same request may succeed later without anyone changing anything.
constexpr bool isRetryable(ErrorCode code) {
    return code == ErrorCode::Offline || code == ErrorCode::Busy || code == ErrorCode::Storage ||
           code == ErrorCode::DiskFull || code == ErrorCode::TooManyAttempts;
}

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail;
};

/// Either a `T` or an `Error`, in the manner of std::expected (C++23).
template <class T> class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T& value() const& { assert(ok()); return std::get<0>(m_state); }
    T& value() & { assert(ok()); return std::get<0>(m_state); }
    T&& value() && { assert(ok()); return std::get<0>(std::move(m_state)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    const Error& error() const { assert(!ok()); return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or an `Error`.
template <> class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_failed(true), m_error(std::move(error)) {}

    bool ok() const { return !m_failed; }
    explicit operator bool() const { return ok(); }
    const Error& error() const { assert(m_failed); return m_error; }

private:
    bool m_failed = false;
    Error m_error;
};

} // namespace waymark::base
