// The console: what coordinators, administrators and readers see in a browser. Pages are made on the server and need no script. Owned by the
// program; any thread. Signing in, the form token and who may see what are checked here, before any page is made.
#pragma once

#include "sync/service/auth/sign_in.h"
#include "sync/service/console/pages.h"

namespace waymark::service {

class Console {
public:
    /// All must outlive the console.
    Console(Store& store, base::Random& random, const base::Clock& clock, ConsoleSettings settings,
            PasswordCost cost = PasswordCost::interactive());

    /// Answers every path outside /v1: "/" leads to /console/, and what is not known is a page that says so.
    Response handle(const Request& request);

private:
    Response answer(const Request& request);
    Response signInPage(const Request& request, const std::string& problem, const std::string& email, int status);
    Response signIn(const Request& request);
    Response signOut(const Request& request);
    Response forVisitor(const Visitor& visitor, const Request& request);
    Response get(const Visitor& visitor, const Request& request);
    Response post(const Visitor& visitor, const Request& request);
    std::optional<Visitor> visitorOf(const Request& request, bool& storageFailed);

    Store& m_store;
    base::Random& m_random;
    const base::Clock& m_clock;
    const ConsoleSettings m_settings;
    SignIn m_signIn;
};

}  // namespace waymark::service
