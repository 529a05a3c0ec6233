// What an administrator sets up: the organisation itself, venues, people and codes. Each call is one write transaction of its own; ids are
// made here. Used by the command line.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "shared/domain/role.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

class Registry;
class Store;

/// Where administration works, and by which clock and chance.
struct AdminTools {
    Store& store;
    const base::Clock& clock;
    base::Random& random;
};

/// A sign-in to the console for a user who has one.
struct Credentials {
    std::string email;
    std::string passwordHash;  ///< hashed before any transaction begins: that takes its time
};

/// Keeps a user's sign-in, within the caller's transaction. Errors: Malformed (no e-mail), AlreadyExists (somebody signs in with it).
base::Result<void> keepLogin(Registry& registry, const std::string& user, const Credentials& credentials);

struct NewOrganisation {
    std::string name;
    std::string timezone = "Europe/London";  ///< IANA
    Credentials admin;
};

struct CreatedOrganisation {
    std::string organisation, user;  ///< ids
};

/// The organisation, its first administrator and the questionnaires that come with Waymark. Errors: AlreadyExists (the store has an
/// organisation), Malformed, those of Store.
base::Result<CreatedOrganisation> createOrganisation(const AdminTools& tools, const NewOrganisation& wanted);

/// A venue's id. Errors: NotFound (no organisation), Malformed (no name, or one of more than 200 characters), those of Store.
base::Result<std::string> addVenue(const AdminTools& tools, const std::string& name);

struct NewUser {
    std::string name;
    domain::Role role = domain::Role::Worker;
    std::vector<std::string> venues;  ///< empty: the whole organisation
    std::optional<Credentials> credentials;
};

/// A user's id. Errors: NotFound (a venue), AlreadyExists (the e-mail), Malformed (no name, no e-mail), those of Store.
base::Result<std::string> addUser(const AdminTools& tools, const NewUser& wanted);

struct IssuedCode {
    std::string code;
    base::Millis expires = 0;
};

/// A code that enrols one device at these venues. Errors: NotFound (a venue), those of Store.
base::Result<IssuedCode> issueEnrolCode(const AdminTools& tools, const std::vector<std::string>& venues, domain::Role role);

/// A code that lets this user join a device once. Errors: NotFound (no such user, or not active), those of Store.
base::Result<IssuedCode> issueJoinCode(const AdminTools& tools, const std::string& user);

} // namespace waymark::service
