// The address of a database, looked at without connecting.
#pragma once

#include "shared/base/result.h"

#include <map>
#include <string>

namespace waymark::service {

/// What the address says, by libpq's keywords ("host", "dbname"). Errors: Malformed (that is no address; the detail does not repeat it, for there
/// may be a password in it).
base::Result<std::map<std::string, std::string>> addressParts(const std::string& address);

/// What tells a database apart from others; never a user's password.
struct DatabaseName {
    std::string name, host;  ///< host: "localhost" for this machine, however it is reached; several as they are written
    std::string port;
};

/// What the address leaves out is as libpq takes it (PGHOST, PGPORT, PGDATABASE, then its own defaults). Errors: as addressParts.
base::Result<DatabaseName> databaseName(const std::string& address);

} // namespace waymark::service
