// The store over PostgreSQL: any number of service processes on one database, each with its own bounded pool of connections. Thread-safe.
// A process keeps nothing that another would need.
#pragma once

#include "sync/service/store/store.h"

#include <chrono>
#include <memory>
#include <string>

namespace waymark::service {

struct PostgresOptions {
    std::size_t connections = 8;                   ///< of this process, at most
    std::chrono::milliseconds patience{10'000};    ///< for one of them to come free, before the answer is Busy
};

class PostgresStore : public Store {
public:
    /// Connects to `address` (postgresql://…; a password may come from it, PGPASSWORD or PGPASSFILE, and is in no message) and brings the
    /// tables up to date. Errors: Malformed (no address), Storage (cannot be reached), TooNew (written by a newer version; nothing was touched).
    static base::Result<std::unique_ptr<PostgresStore>> open(const std::string& address, const PostgresOptions& options = {});
    ~PostgresStore() override;

    base::Result<void> read(const std::function<void(ReadTransaction&)>& work) override;
    base::Result<void> write(const std::function<base::Result<void>(WriteTransaction&)>& work) override;
    base::Result<void> scrub() override;

private:
    class Impl;
    explicit PostgresStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace waymark::service
