// The store over one embedded SQLite file: one writer, readers on connections of their own, WAL. Thread-safe. Commands beside a running
// service open the same file; SQLite's own locks keep them apart.
#pragma once

#include "sync/service/store/store.h"

#include <memory>
#include <string>

namespace waymark::service {

class SqliteStore : public Store {
public:
    /// Opens or creates `path` and brings its tables up to date.
    /// Errors: Storage (cannot be opened, damaged), TooNew (written by a newer version; nothing was touched), DiskFull.
    static base::Result<std::unique_ptr<SqliteStore>> open(const std::string& path);
    ~SqliteStore() override;

    base::Result<void> read(const std::function<void(ReadTransaction&)>& work) override;
    base::Result<void> write(const std::function<base::Result<void>(WriteTransaction&)>& work) override;
    base::Result<void> scrub() override;

private:
    class Impl;
    explicit SqliteStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace waymark::service
