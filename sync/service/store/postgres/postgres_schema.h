// The tables, as the steps that build them. They have the names and columns of the SQLite ones, so that a service can move from one to the
// other row by row. Texts that are ordered or paged through compare byte by byte (COLLATE "C"), as in SQLite and on every machine alike.
#pragma once

#include <span>
#include <string>

namespace waymark::service {

class PostgresConnection;

/// Version n of a database is what the first n of these made.
std::span<const char* const> postgresSteps();

/// Brings the tables up to date in a transaction of its own, one process at a time. Throws StorageFailure (TooNew: a newer version of
/// Waymark wrote them; nothing was touched) and what libpqxx throws.
void migratePostgres(PostgresConnection& connection);

} // namespace waymark::service
