// Signing in to the console by e-mail and password: limited per address and per e-mail, the same answer and the same time whether the
// e-mail is unknown or the password wrong. Owned by the program; any thread.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "sync/service/auth/console_sessions.h"
#include "sync/service/auth/passwords.h"
#include "sync/service/auth/rate_limit.h"

#include <chrono>
#include <string>
#include <variant>

namespace waymark::service {

class Store;

enum class SignInRefusal { WrongPassword, TooMany, StorageFailed };

struct SignInRefused {
    SignInRefusal why = SignInRefusal::WrongPassword;
    std::chrono::milliseconds wait{0};  ///< of TooMany
};

using SignInOutcome = std::variant<OpenedSession, SignInRefused>;

class SignIn {
public:
    SignIn(Store& store, base::Random& random, const base::Clock& clock, PasswordCost cost = PasswordCost::interactive());

    /// `peer` is the address of the other side. On success a session is open, durably.
    SignInOutcome signIn(const std::string& email, const std::string& password, const std::string& peer);

private:
    bool passwordIsRight(const std::optional<Login>& login, const std::string& password) const;

    Store& m_store;
    base::Random& m_random;
    const base::Clock& m_clock;
    const PasswordCost m_cost;
    RateLimit m_byPeer, m_byEmail;
};

/// An e-mail as logins are kept and found: trimmed, lower case.
std::string normalisedEmail(std::string_view email);

/// Whether that reads as an e-mail address, in up to 254 bytes: one @, before it words of letters, figures and the signs of RFC 5322's dot-atom
/// (letters of all languages, RFC 6531), behind it a host name. Whether it reaches anybody is not asked.
bool isEmailAddress(std::string_view email);

} // namespace waymark::service
