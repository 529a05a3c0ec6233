// A small organisation with two venues, its console, and a browser of sorts: keeps cookies, follows nothing, fills forms in.
#pragma once

#include "shared/base/json.h"
#include "sync/service/console/console.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <QTemporaryDir>

#include <memory>

namespace waymark::tests {

class ConsoleWorld {
public:
    ConsoleWorld();

    static inline const std::string kLibrary = "22222222-0000-4000-8000-000000000000";
    static inline const std::string kHall = "22222222-0000-4000-8000-000000000001";
    static inline const std::string kPassword = "a pass phrase for tests";

    /// Sets fields of an entity as the service itself.
    void set(const std::string& stream, const std::string& type, const std::string& id, base::Json fields);
    /// A user with a sign-in: the e-mail is `name`@example.org.
    std::string addUser(const std::string& name, const std::vector<domain::Grant>& grants, bool active = true);
    /// A session held on this day at a venue, with so many people marked as present.
    std::string addSession(const std::string& venue, const std::string& date, int people);
    std::string addDevice(const std::string& name, const std::string& venue);
    service::Device device(const std::string& id);
    service::Store& store() { return *m_store; }

    service::Response get(const std::string& path, const std::map<std::string, std::string>& query = {});
    service::Response post(const std::string& path, const std::map<std::string, std::string>& form);
    /// As a person does it: loads the form, sends it with its token.
    service::Response signIn(const std::string& email, const std::string& password = kPassword);
    void forgetCookies() { m_cookies.clear(); }
    std::string csrf();  ///< of the page "Overview"

    FakeClock clock;
    SeededRandom random;
    std::string peer = "192.0.2.1";

private:
    service::Response send(service::Request request);

    QTemporaryDir m_directory;
    std::unique_ptr<service::Store> m_store;
    std::unique_ptr<service::Console> m_console;
    std::map<std::string, std::string> m_cookies;
};

/// The value of the first hidden field of that name in a page.
std::string hiddenField(const std::string& html, const std::string& name);

/// Whether a page has these words, as they stand in its HTML.
inline bool says(const service::Response& response, const std::string& words) { return response.body.find(words) != std::string::npos; }

}  // namespace waymark::tests
